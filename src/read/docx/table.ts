import {
  attribute,
  child,
  children,
  some,
  type XmlElement,
  type XmlNode,
} from '../../containers/xml/element.ts'
import type { OpenTable } from '../../document/builder.ts'
import { withoutFillers } from '../../document/quirks.ts'
import { numberOf, switchOf } from './properties.ts'
import { leaveOut, type Scope } from './reading.ts'
import { IGNORED } from './vocabulary.ts'
import { unwrap } from './wrappers.ts'

/** A table while its rows are read. */
interface Table {
  readonly scope: Scope
  /** Handed in, since cells hold blocks and blocks hold tables. */
  readonly readBlocks: (nodes: readonly XmlNode[], scope: Scope) => void
  readonly open: OpenTable
  /** Its properties or its style may draw lines around cells that have none of their own. */
  readonly hasLines: boolean
  /** What stands between rows or cells, where nothing may stand. */
  readonly strays: XmlElement[]
}

const NO_LINE = new Set(['nil', 'none'])
/** What makes a cell hold anything: text, a picture, an automatic number or a merge. */
const HOLDS = new Set([
  'm:t',
  'mc:AlternateContent',
  'w:drawing',
  'w:numPr',
  'w:object',
  'w:pict',
  'w:sym',
  'w:t',
  'w:tbl',
  'w:vMerge',
])

/**
 * A table as drawn, then whatever stood in it outside of cells. Rows and cells that tracked changes
 * delete are left out; text in a cell merged into the one above is appended to that.
 */
export function readTable(
  element: XmlElement,
  scope: Scope,
  readBlocks: Table['readBlocks'],
): void {
  const open = scope.flow.openTable()
  const hasLines = drawsLines(child(element, 'w:tblPr'))
  const table: Table = { scope, readBlocks, open, hasLines, strays: [] }
  eachInside(element.children, 'w:tr', table, (row) => addRow(row, table))
  open.close()
  if (table.strays.length > 0) readBlocks(table.strays, scope)
}

/** Whether a table draws lines where its cells say nothing. */
function drawsLines(properties: XmlElement | null): boolean {
  const hasStyle = child(properties, 'w:tblStyle') !== null
  return hasStyle || isLined(child(properties, 'w:tblBorders')) === true
}

/** The rows of a table or the cells of a row; what is neither is kept for later. */
function eachInside(
  nodes: readonly XmlNode[],
  name: 'w:tr' | 'w:tc',
  table: Table,
  read: (element: XmlElement) => void,
): void {
  const { reading } = table.scope.story
  for (const node of nodes) {
    if (typeof node === 'string' || IGNORED.has(node.name)) continue
    if (node.name === name) {
      read(node)
      continue
    }
    const inside = unwrap(node, reading, table.open.place)
    if (inside !== null) eachInside(inside, name, table, read)
    else addStray(node, table)
  }
}

function addStray(element: XmlElement, { strays, open, scope }: Table): void {
  strays.push(element)
  scope.story.reading.builder.notes.add(
    'READ_ELEMENT_UNKNOWN',
    open.place,
    `The element ${element.name.slice(0, 80)} stands in a table outside of cells; its text was read behind the table.`,
  )
}

function addRow(element: XmlElement, table: Table): void {
  const { open, scope } = table
  const properties = child(element, 'w:trPr')
  // 17.13.5.12: w:del inside w:trPr means the row was deleted.
  if (child(properties, 'w:del') !== null) {
    const { notes } = scope.story.reading.builder
    notes.add('READ_DELETED_TEXT', open.place, 'A deleted row was left out.')
    leaveOut(element, scope.story.reading)
    return
  }
  open.openRow(skippedColumns(properties, 'w:gridBefore'))
  const nodes = table.hasLines ? element.children : drawnNodes(element)
  eachInside(nodes, 'w:tc', table, (cell) => addCell(cell, table))
  open.closeRow({
    skipped: skippedColumns(properties, 'w:gridAfter'),
    isHeading: switchOf(properties, 'w:tblHeader') ?? false,
  })
}

/** 17.4.14 and 17.4.15: columns of the grid before the first cell or behind the last. */
function skippedColumns(properties: XmlElement | null, name: string): number {
  return Math.max(0, numberOf(properties, name) ?? 0)
}

/** What stands in a row of a table that draws no lines of its own. */
function drawnNodes(row: XmlElement): readonly XmlNode[] {
  const cells = children(row, 'w:tc')
  const drawn = withoutFillers(cells, linesOf, holdsAnything)
  if (drawn.length === cells.length) return row.children
  const fillers = new Set<XmlNode>(cells.slice(drawn.length))
  return row.children.filter((node) => !fillers.has(node))
}

/** Whether the cell's own borders draw a line, null where it has none of its own. */
function linesOf(cell: XmlElement): boolean | null {
  return isLined(child(child(cell, 'w:tcPr'), 'w:tcBorders'))
}

function isLined(borders: XmlElement | null): boolean | null {
  if (borders === null) return null
  return children(borders).some((border) => !NO_LINE.has(attribute(border, 'w:val') ?? 'nil'))
}

function holdsAnything(cell: XmlElement): boolean {
  return some(
    cell,
    ({ name, children: nodes }) => HOLDS.has(name) && (name !== 'w:t' || nodes.length > 0),
  )
}

function addCell(element: XmlElement, { scope, open, readBlocks }: Table): void {
  const { story, isHidden } = scope
  const properties = child(element, 'w:tcPr')
  if (child(properties, 'w:cellDel') !== null) {
    const place = { ...open.place, row: open.rows.length }
    story.reading.builder.notes.add('READ_DELETED_TEXT', place, 'A deleted cell was left out.')
    leaveOut(element, story.reading)
    return
  }
  const merge = mergeOf(properties)
  const flow = open.openCell({
    span: Math.max(1, numberOf(properties, 'w:gridSpan') ?? 1),
    merge,
    isBeside: mergeValue(properties, 'w:hMerge') === 'continue',
    hasText: merge === 'below' && some(element, isPrinted),
  })
  readBlocks(element.children, { story, flow, isHidden })
}

/** Text or an automatic number. */
function isPrinted({ name, children: nodes }: XmlElement): boolean {
  if (name === 'w:numPr') return true
  return name === 'w:t' && nodes.some((node) => typeof node === 'string' && /\S/.test(node))
}

function mergeOf(properties: XmlElement | null): 'restart' | 'below' | null {
  const value = mergeValue(properties, 'w:vMerge')
  if (value === 'continue') return 'below'
  return value === 'restart' ? 'restart' : null
}

/** 17.4.85: without a value the cell goes on. */
function mergeValue(properties: XmlElement | null, name: string): string | null {
  const merge = child(properties, name)
  return merge === null ? null : (attribute(merge, 'w:val') ?? 'continue')
}
