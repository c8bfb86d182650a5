import {
  attribute,
  child,
  children,
  ownText,
  type XmlElement,
} from '../../containers/xml/element.ts'

/** The shared strings of a workbook (ECMA-376 Part 1, 18.4.9). */
export function readStrings(root: XmlElement | null): readonly string[] {
  return root === null ? [] : children(root, 's:si').map(readRuns)
}

/** The text of a string item: its runs, without the reading aids (`rPh`) above them. */
export function readRuns(item: XmlElement): string {
  const texts = item.children.flatMap((node) => {
    if (typeof node === 'string') return []
    if (node.name === 's:t') return [ownText(node)]
    return node.name === 's:r' ? children(node, 's:t').map(ownText) : []
  })
  return readEscapes(texts.join(''))
}

/** 22.9.2.19: characters that XML cannot hold stand as `_x000D_`. */
export function readEscapes(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9a-f]{4})_/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
}

/** Whether text is kept out of sight by its row, its column or its sheet. */
export function isOn(element: XmlElement, name: string): boolean {
  const value = attribute(element, name)
  return value === '1' || value === 'true' || value === 'on'
}

/** The text of a child element, null where there is none. */
export function textOf(element: XmlElement, name: string): string | null {
  const found = child(element, name)
  return found === null ? null : ownText(found)
}
