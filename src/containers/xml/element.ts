/** A piece of XML: an element, or characters with their references resolved. */
export type XmlNode = XmlElement | string

export interface XmlElement {
  /** `prefix:local` with the prefix that the reader gave the namespace, `{uri}local` if none. */
  readonly name: string
  /** Name, value, name, value, …; names as those of elements, namespace declarations left out. */
  readonly attributes: readonly string[]
  readonly children: readonly XmlNode[]
  /** Characters of text handed out in it and its descendants; see `InkRules`. */
  readonly ink: number
}

/**
 * What of a part is text. The scanner counts the characters that it hands out (without white space,
 * in UTF-16 units after NFC), whatever a reader does with them: what is no text of the document is
 * subtracted by name, everything else has to arrive in the document.
 */
export interface InkRules {
  /** Whether characters right inside of elements of this name are text. */
  readonly isText: (name: string) => boolean
  /** Elements at whose ends a line ends: beyond it no accent joins its letter. */
  readonly lines: ReadonlySet<string>
  /** What an element counts that stands for a character itself. */
  readonly standsFor?: (name: string, attributes: readonly string[]) => number
}

/** Value of an attribute, null where the element has none or is none itself. */
export function attribute(element: XmlElement | null, name: string): string | null {
  if (element === null) return null
  const { attributes } = element
  for (let index = 0; index < attributes.length; index += 2)
    if (attributes[index] === name) return attributes[index + 1] ?? null
  return null
}

/** The first child element of this name, null where there is none; of none there is none. */
export function child(element: XmlElement | null, name: string): XmlElement | null {
  if (element === null) return null
  for (const node of element.children)
    if (typeof node !== 'string' && node.name === name) return node
  return null
}

/** All child elements, or those of one name; none of what is none. */
export function children(element: XmlElement | null, name?: string): readonly XmlElement[] {
  if (element === null) return []
  return element.children.filter(
    (node): node is XmlElement =>
      typeof node !== 'string' && (name === undefined || node.name === name),
  )
}

/** The characters inside an element, without those of its descendants. */
export function ownText(element: XmlElement): string {
  const { children: nodes } = element
  if (nodes.length === 1) return typeof nodes[0] === 'string' ? nodes[0] : ''
  return nodes.filter((node) => typeof node === 'string').join('')
}

/** Whether an element or one of its descendants passes the test. */
export function some(element: XmlElement, test: (element: XmlElement) => boolean): boolean {
  return (
    test(element) || element.children.some((node) => typeof node !== 'string' && some(node, test))
  )
}
