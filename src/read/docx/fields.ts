import { attribute, child, type XmlElement, type XmlNode } from '../../containers/xml/element.ts'
import { chooseBranch, isDeletedWrapper } from './wrappers.ts'

/** The fields that are open at one point of a text (ECMA-376 Part 1, 17.16.18). */
export interface Fields {
  /** Begin marks of fields that end; looked for when the first mark comes. */
  readonly closed: () => ReadonlySet<XmlElement>
  /** For each open field, whether it is between its begin and its separator. */
  readonly open: boolean[]
  /** How many of the open ones are: where it is not 0, text is part of a code. */
  codes: number
}

/** The state before the first mark in some nodes; no field reaches out of a text box or a story. */
export function openFields(nodes: readonly XmlNode[]): Fields {
  let closed: ReadonlySet<XmlElement> | null = null
  return {
    closed: () => {
      closed ??= findClosedFields(nodes)
      return closed
    },
    open: [],
    codes: 0,
  }
}

/** Takes a field mark into account. */
export function passFieldMark(mark: XmlElement, fields: Fields): void {
  switch (attribute(mark, 'w:fldCharType')) {
    case 'begin': {
      // A field that never ends has lost its marks: what follows is text, not code.
      const isInCode = fields.closed().has(mark)
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

function findClosedFields(nodes: readonly XmlNode[]): ReadonlySet<XmlElement> {
  const open: XmlElement[] = []
  const closed = new Set<XmlElement>()
  visit(nodes, false, (mark) => {
    const type = attribute(mark, 'w:fldCharType')
    if (type === 'begin') open.push(mark)
    if (type !== 'end') return
    const begin = open.pop()
    if (begin !== undefined) closed.add(begin)
  })
  return closed
}

/** Finds the marks that the reader will pass: none that are deleted or stand in a box of their own. */
function visit(
  nodes: readonly XmlNode[],
  isInParagraph: boolean,
  found: (mark: XmlElement) => void,
): void {
  for (const node of nodes) {
    if (typeof node === 'string' || isDeleted(node)) continue
    const { name } = node
    if (name === 'w:fldChar') found(node)
    else if (name === 'mc:AlternateContent') {
      const branch = chooseBranch(node)
      if (branch !== null) visit(branch.children, isInParagraph, found)
    } else if (name === 'w:p' || name === 'a:p' || name === 'w:tbl') {
      if (!isInParagraph) visit(node.children, name !== 'w:tbl', found)
    } else if (name !== 'w:txbxContent') visit(node.children, isInParagraph, found)
  }
}

function isDeleted(element: XmlElement): boolean {
  if (element.name === 'w:tr') return hasMark(element, 'w:trPr', 'w:del')
  if (element.name === 'w:tc') return hasMark(element, 'w:tcPr', 'w:cellDel')
  return isDeletedWrapper(element.name)
}

function hasMark(element: XmlElement, properties: string, mark: string): boolean {
  return child(child(element, properties), mark) !== null
}
