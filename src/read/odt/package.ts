import type { Limits } from '../../containers/limits.ts'
import type { XmlElement } from '../../containers/xml/element.ts'
import { decodeXml, parseShared, parseXml } from '../../containers/xml/index.ts'
import { openZip, type Zip } from '../../containers/zip/index.ts'
import { ZvitError } from '../../model/error.ts'
import { kept } from '../../text/lists.ts'
import { INK, NAMESPACES } from './vocabulary.ts'

/** An OpenDocument text as a container (ODF 1.3 Part 2). */
export interface OdtPackage {
  /** Holds the body and the automatic styles of the body. */
  readonly content: XmlElement
  /** Holds named styles, list styles, headers and footers. */
  readonly styles: XmlElement | null
  /** The root of the content of an object inside the container, such as a formula, null where there is none. */
  readonly object: (href: string) => XmlElement | null
}

const CONTENT = 'content.xml'
const STYLES = 'styles.xml'
const DOCTYPE = /^(\s*(?:<\?xml[^>]*\?>\s*)?)<!DOCTYPE\s[^[>]*>/

/**
 * Opens the parts of a document. Throws as `openZip` and `parseXml`; `FILE_DAMAGED` where the
 * content is missing or is none of an OpenDocument file.
 */
export function openOdt(bytes: Uint8Array, limits: Limits): OdtPackage {
  const zip = openZip(bytes, limits)
  const content = readPart(zip, CONTENT, limits)
  checkRoot(content, 'office:document-content', CONTENT)
  const objects = new Map<string, XmlElement | null>()
  return {
    content,
    styles: zip.has(STYLES) ? readPart(zip, STYLES, limits) : null,
    object: (href) => {
      const name = `${href.replace(/^\.\//, '').replace(/\/$/, '')}/${CONTENT}`
      return kept(objects, name, () => (zip.has(name) ? readObject(zip, name, limits) : null))
    },
  }
}

/** A broken object is told like one that is none of text; limits hold. */
function readObject(zip: Zip, name: string, limits: Limits): XmlElement | null {
  try {
    return readPart(zip, name, limits)
  } catch (error) {
    if (error instanceof ZvitError && error.code === 'FILE_DAMAGED') return null
    throw error
  }
}

function readPart(zip: Zip, name: string, limits: Limits): XmlElement {
  // OpenOffice.org wrote one; without declarations of its own it defines nothing.
  const text = decodeXml(zip.read(name), name).replace(DOCTYPE, '$1')
  const options = { part: name, namespaces: NAMESPACES, limits, ink: INK }
  const isShared = name === STYLES
  return isShared ? parseShared(text, () => text, options) : parseXml(text, options)
}

function checkRoot(root: XmlElement, expected: string, part: string): void {
  if (root.name !== expected)
    throw new ZvitError(
      'FILE_DAMAGED',
      `The part «${part}» is no OpenDocument text: it begins with <${root.name.slice(0, 80)}>. Ask for the file again.`,
    )
}
