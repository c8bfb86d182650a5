import { zipSync } from 'fflate'
import { type DefaultTreeAdapterMap, parseFragment, defaultTreeAdapter as tree } from 'parse5'
import { DEFAULT_LIMITS } from '../containers/limits.ts'
import { openZip } from '../containers/zip/index.ts'
import { html, type Markup } from '../write/html.ts'
import { LIMITS } from './limits.ts'

type Node = DefaultTreeAdapterMap['node']

/** Elements that stay, without their attributes but for spans of cells; of others only what is in them stays. */
const KEPT = /^(?:p|table|thead|tbody|tr|td|th|ul|ol|li|strong|em|sup|sub|s|br)$/
const HEADING = /^h[1-6]$/
const SPANS = ['colspan', 'rowspan']
const IMAGE = /^image\/(?:png|jpeg|gif)$/
const PICTURE = /^data:image\/(?:png|jpeg|gif);base64,[A-Za-z0-9+/]+=*$/

/**
 * A docx as mammoth shows it, for a policy of content that allows nothing from elsewhere: links are texts,
 * pictures are data, and where they are of other kinds or too many, `picture` tells it. Takes time and
 * memory without end: to be run where both have one. Throws as `openZip` does.
 */
export async function asWord(bytes: Uint8Array, picture: string): Promise<Markup> {
  const { default: mammoth } = await import('mammoth')
  let left: number = LIMITS.pictures
  const convertImage = mammoth.images.imgElement(async (image) => {
    const content = IMAGE.test(image.contentType) ? await image.readAsBase64String() : ''
    left -= content.length
    return { src: left < 0 || content === '' ? '' : `data:${image.contentType};base64,${content}` }
  })
  const { value } = await mammoth.convertToHtml(
    { buffer: unpacked(bytes) },
    { includeEmbeddedStyleMap: false, externalFileAccess: false, convertImage },
  )
  const cleaned = (node: Node): Markup | null => {
    if (tree.isTextNode(node)) return html`${node.value}`
    if (!('childNodes' in node)) return null
    const inside = html`${node.childNodes.map(cleaned)}`
    if (!tree.isElementNode(node)) return inside
    const { tagName: tag, attrs } = node
    if (tag === 'img') {
      const { src = '', alt = '' } = Object.fromEntries(attrs.map((one) => [one.name, one.value]))
      if (!PICTURE.test(src)) return html`<em>[${picture}]</em>`
      return html`<img src="${src}" alt="${alt === '' ? picture : alt}" decoding="async">`
    }
    if (HEADING.test(tag)) return html`<p><strong>${inside}</strong></p>`
    if (!KEPT.test(tag)) return inside
    if (tag === 'br') return html`<br>`
    if (tag === 'table' && !inside.html.includes('<th'))
      return html`<table role="presentation">${inside}</table>`
    const spans = attrs.filter((one) => SPANS.includes(one.name) && /^\d+$/.test(one.value))
    return html`<${tag}${spans.map((one) => html` ${one.name}="${one.value}"`)}>${inside}</${tag}>`
  }
  return html`<div class="document">${cleaned(parseFragment(value))}</div>`
}

/** The same container with nothing packed: no library unpacks more of it than the limits let. */
function unpacked(bytes: Uint8Array): Buffer {
  const zip = openZip(bytes, DEFAULT_LIMITS)
  const parts = Object.fromEntries(zip.names.map((name) => [name, zip.read(name)]))
  return Buffer.from(zipSync(parts, { level: 0 }))
}
