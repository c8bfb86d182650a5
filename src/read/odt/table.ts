import { checkLimit } from '../../containers/limits.ts'
import { attribute, children, type XmlElement, type XmlNode } from '../../containers/xml/element.ts'
import type { Flow, OpenTable } from '../../document/builder.ts'
import { withoutFillers } from '../../document/quirks.ts'
import type { Block } from '../../model/document.ts'
import { leaveOut, type Scope } from './reading.ts'
import { IGNORED } from './vocabulary.ts'

/** A table while its rows are read. */
interface Table {
  readonly scope: Scope
  /** Handed in, since cells hold blocks and blocks hold tables. */
  readonly readBlocks: (nodes: readonly XmlNode[], scope: Scope) => void
  readonly open: OpenTable
  /** Of the row at hand: its cells, and whether one has text that was not all deleted. */
  cells: number
  isRowKept: boolean
  /** What stands between rows or cells, where nothing may stand. */
  readonly strays: XmlElement[]
}

const ROW_WRAPPERS: ReadonlySet<string> = new Set(['table:table-rows', 'table:table-row-group'])
const CELLS: ReadonlyMap<string, (element: XmlElement, table: Table) => void> = new Map([
  ['table:table-cell', addCell],
  ['table:covered-table-cell', addCovered],
])
const SOFT_BREAKS: ReadonlySet<string> = new Set(['text:soft-page-break', 'loext:soft-page-break'])

/**
 * A table as drawn, then whatever stood in it outside of cells; repeated rows and cells are drawn
 * as often as they say, text in cells that others cover is hidden.
 * Throws `LIMIT_EXCEEDED` (rows, columns, cells, elements).
 */
export function readTable(
  element: XmlElement,
  scope: Scope,
  readBlocks: Table['readBlocks'],
): void {
  const { story, flow } = scope
  const style = story.styles.find('table', attribute(element, 'table:style-name'))
  if (style.breaksBefore) flow.page.starts = true
  const open = flow.openTable(columnsOf(element, scope))
  const table: Table = { scope, readBlocks, open, cells: 0, isRowKept: false, strays: [] }
  addRows(element.children, table, false)
  open.close()
  if (table.strays.length > 0) readBlocks(table.strays, scope)
}

/** Number of columns that the table declares. */
function columnsOf(element: XmlElement, scope: Scope): number {
  let columns = 0
  for (const node of element.children) {
    if (typeof node === 'string') continue
    if (node.name === 'table:table-column')
      columns += repetition(node, 'table:number-columns-repeated')
    else if (/^table:table-(?:header-)?column(?:s|-group)$/.test(node.name))
      columns += columnsOf(node, scope)
    checkLimit(columns, scope.flow.builder.limits.columns, 'columns in one table')
  }
  return columns
}

function addRows(nodes: readonly XmlNode[], table: Table, isHeading: boolean): void {
  for (const node of nodes) {
    if (typeof node === 'string') continue
    if (node.name === 'table:table-row') repeatRow(node, table, isHeading)
    else if (node.name === 'table:table-header-rows') addRows(node.children, table, true)
    else if (ROW_WRAPPERS.has(node.name)) addRows(node.children, table, isHeading)
    else if (SOFT_BREAKS.has(node.name)) table.scope.flow.page.starts = true
    else addStray(node, table)
  }
}

function addStray(element: XmlElement, { strays, open, scope }: Table): void {
  if (IGNORED.has(element.name)) {
    leaveOut(element, scope.story)
    return
  }
  strays.push(element)
  scope.flow.builder.notes.add(
    'READ_ELEMENT_UNKNOWN',
    open.place,
    `The element ${element.name.slice(0, 80)} stands in a table outside of cells; its text was read behind the table.`,
  )
}

/** Elements read again cost as much as elements of the file, and their text counts as often. */
function spendRepeated(element: XmlElement, times: number, { scope }: Table): void {
  if (times === 1) return
  const { reading } = scope.story
  reading.source += (times - 1) * element.ink
  reading.repeated += (times - 1) * sizeOf(element)
  checkLimit(reading.repeated, scope.flow.builder.limits.elements, 'elements in repeated cells')
}

function sizeOf(element: XmlElement): number {
  let size = 1
  for (const node of element.children) size += typeof node === 'string' ? 1 : sizeOf(node)
  return size
}

function repeatRow(element: XmlElement, table: Table, isHeading: boolean): void {
  const { rows } = table.scope.flow.builder.limits
  const times = repetition(element, 'table:number-rows-repeated')
  checkLimit(table.open.rows.length + times, rows, 'rows in one table')
  spendRepeated(element, times, table)
  for (let time = 0; time < times; time += 1) addRow(element, table, isHeading)
}

function addRow(element: XmlElement, table: Table, isHeading: boolean): void {
  const { open, scope } = table
  open.openRow()
  table.cells = 0
  table.isRowKept = false
  const lines = (cell: XmlElement) =>
    scope.story.styles.find('table-cell', attribute(cell, 'table:style-name')).isLined
  for (const node of withoutFillers(children(element), lines, isFilled)) {
    const add = CELLS.get(node.name)
    if (add === undefined) addStray(node, table)
    else for (let left = timesOf(node, table); left > 0; left -= 1) add(node, table)
  }
  // A row of nothing but deleted text is not drawn.
  open.closeRow({ isHeading, isDrawn: table.cells === 0 || table.isRowKept })
}

function isFilled(element: XmlElement): boolean {
  return element.name !== 'table:table-cell' || hasText(element)
}

function hasText(element: XmlElement): boolean {
  return element.children.some((node) =>
    typeof node === 'string' ? node.trim() !== '' : node.name === 'text:list' || hasText(node),
  )
}

/** How often a cell or a covered position stands there, as far as there may be so many columns. */
function timesOf(element: XmlElement, table: Table): number {
  const times = repetition(element, 'table:number-columns-repeated')
  const { columns } = table.scope.flow.builder.limits
  checkLimit(table.open.column + times, columns, 'columns in one table')
  if (element.children.length > 0) spendRepeated(element, times, table)
  return times
}

function addCell(element: XmlElement, table: Table): void {
  const { scope, open } = table
  const { story } = scope
  table.cells += 1
  const flow = open.openCell({
    span: repetition(element, 'table:number-columns-spanned'),
    rowSpan: repetition(element, 'table:number-rows-spanned'),
  })
  const { deleted } = story
  const isDeleting = story.deleting.size > 0
  readInside(element, flow, table, scope.isHidden)
  const isEmptied = (isDeleting || story.deleted > deleted) && flow.blocks.every(isBlank)
  table.isRowKept ||= !isEmptied
}

function isBlank(block: Block): boolean {
  return block.kind === 'paragraph' && block.text.trim() === ''
}

function readInside(element: XmlElement, flow: Flow, table: Table, isHidden: boolean): void {
  table.readBlocks(element.children, { story: table.scope.story, flow, isHidden, list: null })
}

/** Text in a cell that another one covers is not printed. */
function addCovered(element: XmlElement, table: Table): void {
  const flow = table.open.cover()
  if (element.children.length > 0) readInside(element, flow, table, true)
}

/** A number of repetitions or of positions covered, at least 1. */
function repetition(element: XmlElement, name: string): number {
  const value = attribute(element, name)
  return value !== null && /^\d{1,9}$/.test(value) ? Math.max(1, Number(value)) : 1
}
