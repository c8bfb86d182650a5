import { DEFAULT_LIMITS } from '../../src/containers/limits.ts'
import { openZip } from '../../src/containers/zip/index.ts'
import type { Block, Cell, Document } from '../../src/model/document.ts'
import { page } from './html.ts'
import { closePdf, openPdf, type PdfObject } from './rewrite-pdf.ts'
import { zip } from './zip.ts'

/* Files of the fixtures put one behind the other into one file, as an office does by copying. */

/** Plain texts with an empty line between them. */
export function glueTexts(files: readonly Buffer[]): Buffer {
  return Buffer.from(files.map((bytes) => bytes.toString('utf8')).join('\n\n'))
}

/** Word files: the bodies in the first one, which gives styles and settings. */
export function glueWord([first, ...others]: readonly Buffer[]): Buffer {
  const pack = openZip(first ?? Buffer.alloc(0), DEFAULT_LIMITS)
  const bodies = others.map((bytes) => bodyOf(mainOf(bytes), 'w:body'))
  const whole = mainOf(first ?? Buffer.alloc(0))
  return zip({
    entries: pack.names.map((name) => ({
      name,
      content:
        name === MAIN
          ? whole.replace(/<w:sectPr[\s\S]*$|<\/w:body>[\s\S]*$/, '') +
            `${bodies.join('')}</w:body></w:document>`
          : pack.read(name),
    })),
  })
}

const MAIN = 'word/document.xml'

function mainOf(bytes: Buffer): string {
  return openZip(bytes, DEFAULT_LIMITS).read(MAIN).toString('utf8')
}

/** One page of the web with all documents on it. */
export function pageOf(documents: readonly Document[]): Buffer {
  return page(documents.map(({ blocks }) => htmlOf(blocks)).join(''))
}

function htmlOf(blocks: readonly Block[]): string {
  return blocks
    .map((block) => {
      if (block.kind === 'paragraph')
        return `<p>${escapeText([block.marker ?? '', block.text].join(' ').trim())}</p>`
      const rows = block.rows.map(({ cells }) => `<tr>${cells.map(cellOf).join('')}</tr>`)
      return `<table border="1">${rows.join('')}</table>`
    })
    .join('')
}

function cellOf({ rowSpan, columnSpan, blocks }: Cell): string {
  return `<td rowspan="${rowSpan}" colspan="${columnSpan}">${htmlOf(blocks)}</td>`
}

function escapeText(text: string): string {
  return text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`)
}

function bodyOf(text: string, name: string): string {
  return new RegExp(`<${name}[^>]*>([\\s\\S]*)</${name}>`, 'i').exec(text)?.[1] ?? ''
}

/** PDFs of LibreOffice: the pages of all, the objects of each with numbers of their own. */
export function gluePdf([first, ...others]: readonly Buffer[]): Uint8Array {
  const whole = openPdf(first ?? Buffer.alloc(0))
  const root = whole.objects.get(whole.root)?.value ?? ''
  const tree = Number(/\/Pages (\d+) 0 R/.exec(root)?.[1])
  const pages = [...whole.pages]
  for (const bytes of others) {
    const pdf = openPdf(bytes)
    const shift = Math.max(...whole.objects.keys())
    for (const [number, object] of pdf.objects)
      whole.objects.set(number + shift, shifted(object, shift))
    for (const page of pdf.pages) {
      const object = whole.objects.get(page + shift)
      const value = object?.value.replace(/\/Parent \d+ 0 R/, `/Parent ${tree} 0 R`) ?? ''
      whole.objects.set(page + shift, { value, stream: null })
      pages.push(page + shift)
    }
  }
  const kids = pages.map((page) => `${page} 0 R`).join(' ')
  const value = whole.objects.get(tree)?.value ?? ''
  const grown = value
    .replace(/\/Kids\s*\[[^\]]*\]/, `/Kids [${kids}]`)
    .replace(/\/Count\s+\d+/, `/Count ${pages.length}`)
  whole.objects.set(tree, { value: grown, stream: null })
  return closePdf(whole)
}

function shifted({ value, stream }: PdfObject, shift: number): PdfObject {
  const moved = value.replace(/(\d+) 0 R/g, (_, number) => `${Number(number) + shift} 0 R`)
  return { value: moved, stream }
}
