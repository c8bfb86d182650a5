import { ZvitError } from '../model/error.ts'
import type { Limits } from './limits.ts'
import { decodeXml } from './xml/decode.ts'
import { attribute, child, children, type XmlElement } from './xml/element.ts'
import { parseXml } from './xml/index.ts'
import type { Zip } from './zip/index.ts'

const NAMESPACES = new Map([['http://schemas.microsoft.com/office/2006/xmlPackage', 'pkg:']])
const NAME = 'the file'

/**
 * The parts of a package that stands in one XML file (flat OPC: `pkg:package` of `pkg:part`), as if
 * it were a container. Throws as `parseXml` does.
 */
export function openFlat(bytes: Uint8Array, limits: Limits): Zip {
  const text = decodeXml(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), NAME)
  const root = parseXml(text, { part: NAME, namespaces: NAMESPACES, limits })
  const elements = children(root, 'pkg:part')
  const parts = new Map<string, () => Buffer>()
  elements.forEach((element, index) => {
    const end = elements[index + 1]?.offset ?? text.lastIndexOf('</')
    const name = (attribute(element, 'pkg:name') ?? '').replace(/^\//, '')
    parts.set(name.toLowerCase(), () => contentOf(element, text, end))
  })
  const read = (name: string): Buffer => {
    const content = parts.get(name.toLowerCase())
    if (content !== undefined) return content()
    throw new ZvitError('FILE_DAMAGED', `The file holds no «${name}». Ask for the file again.`)
  }
  return {
    names: elements.map((element) => (attribute(element, 'pkg:name') ?? '').replace(/^\//, '')),
    has: (name) => parts.has(name.toLowerCase()),
    read,
    packed: (name) => read(name).toString('latin1'),
  }
}

/** The XML of a part as it stands in the file: between its first tag and the two that close it. */
function contentOf(part: XmlElement, text: string, end: number): Buffer {
  const data = child(part, 'pkg:xmlData')
  const [first] = data === null ? [] : children(data)
  if (first !== undefined) {
    const partEnd = text.lastIndexOf('</', end - 1)
    return Buffer.from(text.slice(first.offset, text.lastIndexOf('</', partEnd - 1)))
  }
  const binary = child(part, 'pkg:binaryData')
  const packed = binary?.children.filter((node) => typeof node === 'string').join('') ?? ''
  return Buffer.from(packed, 'base64')
}
