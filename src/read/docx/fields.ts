import { attribute, type XmlElement } from '../xml/element.ts'

/** A field whose end mark has not come yet (ECMA-376 Part 1, 17.16.18). */
export interface OpenField {
  /** Between its begin and its separator: text there is part of the code. */
  isInCode: boolean
}

/** Takes a field mark into account. `closed` are the begin marks of fields that end. */
export function passFieldMark(
  mark: XmlElement,
  fields: OpenField[],
  closed: ReadonlySet<XmlElement>,
): void {
  const last = fields.at(-1)
  switch (attribute(mark, 'w:fldCharType')) {
    case 'begin':
      // A field that never ends has lost its marks: what follows is text, not code.
      fields.push({ isInCode: closed.has(mark) })
      return
    case 'separate':
      if (last !== undefined) last.isInCode = false
      return
    case 'end':
      fields.pop()
      return
    default:
      return
  }
}

/** The begin marks inside an element whose end mark comes too. */
export function findClosedFields(root: XmlElement): ReadonlySet<XmlElement> {
  const open: XmlElement[] = []
  const closed = new Set<XmlElement>()
  visit(root, (mark) => {
    const type = attribute(mark, 'w:fldCharType')
    if (type === 'begin') open.push(mark)
    if (type !== 'end') return
    const begin = open.pop()
    if (begin !== undefined) closed.add(begin)
  })
  return closed
}

function visit(element: XmlElement, found: (mark: XmlElement) => void): void {
  if (element.name === 'w:fldChar') found(element)
  for (const node of element.children) if (typeof node !== 'string') visit(node, found)
}
