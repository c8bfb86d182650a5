import { attribute, type XmlElement } from '../xml/element.ts'

/** The fields that are open at one point of a text (ECMA-376 Part 1, 17.16.18). */
export interface Fields {
  /** Begin marks of fields that end. */
  readonly closed: ReadonlySet<XmlElement>
  /** For each open field, whether it is between its begin and its separator. */
  readonly open: boolean[]
  /** How many of the open ones are: where it is not 0, text is part of a code. */
  codes: number
}

/** The state before the first mark inside an element. */
export function openFields(root: XmlElement): Fields {
  return { closed: findClosedFields(root), open: [], codes: 0 }
}

/** Takes a field mark into account. */
export function passFieldMark(mark: XmlElement, fields: Fields): void {
  switch (attribute(mark, 'w:fldCharType')) {
    case 'begin': {
      // A field that never ends has lost its marks: what follows is text, not code.
      const isInCode = fields.closed.has(mark)
      fields.open.push(isInCode)
      if (isInCode) fields.codes += 1
      return
    }
    case 'separate':
      if (fields.open.length === 0) return
      if (fields.open.pop() === true) fields.codes -= 1
      fields.open.push(false)
      return
    case 'end':
      if (fields.open.pop() === true) fields.codes -= 1
      return
    default:
      return
  }
}

function findClosedFields(root: XmlElement): ReadonlySet<XmlElement> {
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
