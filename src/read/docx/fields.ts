import { attribute, child, type XmlElement, type XmlNode } from '../../containers/xml/element.ts'
import { marksBeforeCode } from '../../document/fields.ts'
import { chooseBranch, isDeletedWrapper } from './wrappers.ts'

/** Where a reader stands among the fields of a text (ECMA-376 Part 1, 17.16.18). */
export interface Fields {
  /** Marks that code follows; looked for when the first mark comes. */
  readonly before: () => ReadonlySet<XmlElement>
  /** What follows is part of the code of a field. */
  isInCode: boolean
}

/** The state before the first mark in some nodes; no field reaches out of a text box or a story. */
export function openFields(nodes: readonly XmlNode[]): Fields {
  let before: ReadonlySet<XmlElement> | null = null
  return {
    before: () => {
      before ??= findMarks(nodes)
      return before
    },
    isInCode: false,
  }
}

/** Takes a field mark into account. */
export function passFieldMark(mark: XmlElement, fields: Fields): void {
  fields.isInCode = fields.before().has(mark)
}

function findMarks(nodes: readonly XmlNode[]): ReadonlySet<XmlElement> {
  const marks: XmlElement[] = []
  visit(nodes, false, (mark) => marks.push(mark))
  return marksBeforeCode(marks, (mark) => attribute(mark, 'w:fldCharType'))
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
