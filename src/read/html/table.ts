import { cellPlace } from '../../document/place.ts'
import type { Block, Cell, Row } from '../../model/document.ts'
import type { Place } from '../../model/place.ts'
import { type Context, checkLimit, type Flow } from './flow.ts'
import { attributeOf, type HtmlElement, type HtmlNode } from './tree.ts'

/** How what stands in a table is read; handed in, since cells hold blocks and blocks hold tables. */
export interface Readers {
  readonly readNodes: (nodes: readonly HtmlNode[], flow: Flow, context: Context) => void
  readonly readCell: (cell: HtmlElement, place: Place, context: Context) => readonly Block[]
  readonly contextIn: (element: HtmlElement, outer: Context) => Context
  /** Word: a cell that only fills a place where its table has none. */
  readonly isPlaceholder: (element: HtmlElement) => boolean
}

type OpenCell = { -readonly [Key in keyof Cell]: Cell[Key] }

interface OpenRow extends Row {
  readonly cells: readonly OpenCell[]
}

/** A table while its rows are read. */
interface Draft {
  readonly flow: Flow
  readonly context: Context
  readonly readers: Readers
  readonly base: Place
  /** For each column the rows that a cell from above still covers. */
  readonly covered: number[]
  readonly rows: OpenRow[]
  /** Of each row the column behind its last position. */
  readonly ends: number[]
}

/** A row and the group of rows that it stands in; no cell spans out of its group. */
interface TableRow {
  readonly element: HtmlElement
  readonly group: HtmlElement | null
  readonly isHead: boolean
}

/**
 * Reads a table as drawn, its captions before it. Hidden rows and cells take no place; their text
 * stands beside the flow. Throws `LIMIT_EXCEEDED` (rows, columns, cells).
 * Method: HTML Living Standard, 4.9.12; where cells would overlap, the later one is narrower.
 */
export function readTable(
  { element, context }: { readonly element: HtmlElement; readonly context: Context },
  flow: Flow,
  readers: Readers,
): void {
  const { reading } = flow
  const { part } = flow.base
  const base = part === undefined ? { table: reading.tables } : { part, table: reading.tables }
  reading.tables += 1
  const { others, rows: all } = listRows(element)
  readers.readNodes(others, flow, context)
  const draft: Draft = { flow, context, readers, base, covered: [], rows: [], ends: [] }
  const rows = all.filter((row) => isDrawn(row, draft))
  checkLimit(rows.length, reading.limits.rows, 'rows in one table')
  const left = rowsToEnd(rows)
  const hasBody = rows.some(({ isHead }) => !isHead)
  rows.forEach((row, index) => {
    addRow(row, { below: left[index] ?? 1, isHeading: row.isHead && hasBody }, draft)
  })
  closeTable(draft)
}

/** Whether a row takes a place; a hidden one is read beside the flow here. */
function isDrawn(row: TableRow, { flow, context, readers }: Draft): boolean {
  const around = row.group === null ? context : readers.contextIn(row.group, context)
  const inner = readers.contextIn(row.element, around)
  if (inner.aside === null && !inner.isDeleted) return !isSpacer(row)
  readers.readNodes([row.element], flow, around)
  return false
}

function addRow(
  { element }: TableRow,
  { below, isHeading }: { readonly below: number; readonly isHeading: boolean },
  draft: Draft,
): void {
  const { flow, base, rows, ends } = draft
  const { reading } = flow
  const isCovered = draft.covered.some((left) => left > 0)
  const { startsPage } = reading
  reading.startsPage = false
  const cells = addCells(element, below, draft)
  if (cells.length === 0 && !isCovered) {
    reading.startsPage ||= startsPage
    return
  }
  ends.push(endOf(cells, draft))
  draft.covered.forEach((left, column) => {
    if (left > 0) draft.covered[column] = left - 1
  })
  rows.push({
    cells,
    place: { ...base, row: rows.length },
    ...(isHeading ? { isHeading } : {}),
    ...(startsPage || cells.some(startsOnPage) ? { startsPage: true } : {}),
  })
}

function startsOnPage({ blocks: [first] }: Cell): boolean {
  return first?.kind === 'paragraph' && first.startsPage === true
}

function addCells(row: HtmlElement, below: number, draft: Draft): OpenCell[] {
  const { context, readers, flow, rows, base, covered } = draft
  const { limits } = flow.reading
  const cells: OpenCell[] = []
  let column = 0
  for (const node of row.children) {
    if (node.kind === 'text') continue
    if (node.name !== 'td' && node.name !== 'th') {
      readers.readNodes([node], flow, context)
      continue
    }
    const inner = readers.contextIn(node, context)
    if (inner.aside !== null || inner.isDeleted) {
      readers.readNodes([node], flow, context)
      continue
    }
    flow.reading.cells += 1
    checkLimit(flow.reading.cells, limits.cells, 'cells')
    while ((covered[column] ?? 0) > 0) column += 1
    checkLimit(column + 1, limits.columns, 'columns in one table')
    const columnSpan = freeFrom(column, spanOf(node, 'colspan', limits.columns - column), covered)
    const rowSpan = spanOf(node, 'rowspan', below)
    for (let next = column; next < column + columnSpan; next += 1) covered[next] = rowSpan
    if (!readers.isPlaceholder(node)) {
      const place = cellPlace(base, rows.length, column)
      const blocks = readers.readCell(node, place, inner)
      cells.push({ row: rows.length, column, rowSpan, columnSpan, blocks, place })
    }
    column += columnSpan
  }
  return cells
}

/** So many of the columns asked for are free. */
function freeFrom(column: number, asked: number, covered: readonly number[]): number {
  for (let span = 1; span < asked; span += 1) if ((covered[column + span] ?? 0) > 0) return span
  return asked
}

function endOf(cells: readonly Cell[], { covered }: Draft): number {
  let end = covered.length
  while (end > 0 && (covered[end - 1] ?? 0) === 0) end -= 1
  const last = cells.at(-1)
  return last === undefined ? end : Math.max(end, last.column + last.columnSpan)
}

function closeTable({ flow, base, rows, ends }: Draft): void {
  if (rows.length === 0) return
  const columns = columnsOf(rows, ends)
  rows.forEach(({ cells, place }, index) => {
    for (const cell of cells)
      cell.columnSpan = Math.min(cell.columnSpan, Math.max(1, columns - cell.column))
    const end = ends[index] ?? 0
    if (end < columns)
      flow.reading.notes.add(
        'READ_TABLE_RAGGED',
        place,
        `A row ends at column ${end} of ${columns}.`,
      )
  })
  flow.blocks.push({ kind: 'table', columns, columnsKnown: true, rows, place: base })
}

/**
 * The width of the grid. A row of one cell over the whole width often asks for far more columns
 * than the others have; those that no other row reaches are none.
 */
function columnsOf(rows: readonly Row[], ends: readonly number[]): number {
  let most = 0
  let drawn = 0
  rows.forEach(({ cells }, index) => {
    const end = ends[index] ?? 0
    most = Math.max(most, end)
    if (cells.length > 1 || (cells[0]?.column ?? 0) > 0) drawn = Math.max(drawn, end)
  })
  return drawn === 0 ? most : drawn
}

/**
 * The rows of a table in the order in which they are drawn: the first `thead` on top, the first
 * `tfoot` at the bottom (CSS 2.1, 17.2); `others` are its captions and what else is no row.
 */
function listRows(table: HtmlElement): {
  readonly others: readonly HtmlElement[]
  readonly rows: readonly TableRow[]
} {
  const others: HtmlElement[] = []
  const head: TableRow[] = []
  const body: TableRow[] = []
  const foot: TableRow[] = []
  for (const node of table.children) {
    if (node.kind === 'text') continue
    const { name } = node
    if (name === 'thead') addRows(node, { rows: head.length === 0 ? head : body, others })
    else if (name === 'tfoot') addRows(node, { rows: foot.length === 0 ? foot : body, others })
    else if (name === 'tbody') addRows(node, { rows: body, others })
    else if (name === 'tr') body.push({ element: node, group: null, isHead: false })
    else others.push(node)
  }
  return { others, rows: [...head, ...body, ...foot] }
}

function addRows(
  group: HtmlElement,
  { rows, others }: { readonly rows: TableRow[]; readonly others: HtmlElement[] },
): void {
  const isHead = group.name === 'thead'
  for (const node of group.children) {
    if (node.kind === 'text') continue
    if (node.name === 'tr') rows.push({ element: node, group, isHead })
    else others.push(node)
  }
}

/** For each row the number of rows from it to the end of its group. */
function rowsToEnd(rows: readonly TableRow[]): readonly number[] {
  const left: number[] = new Array(rows.length).fill(1)
  for (let index = rows.length - 2; index >= 0; index -= 1)
    if (rows[index]?.group === rows[index + 1]?.group) left[index] = (left[index + 1] ?? 0) + 1
  return left
}

/** Word ends a table whose columns do not meet with a row without height and text. */
function isSpacer({ element }: TableRow): boolean {
  return attributeOf(element, 'height') === '0' && !hasText(element)
}

function hasText({ children }: HtmlElement): boolean {
  return children.some((node) => (node.kind === 'text' ? /\S/.test(node.value) : hasText(node)))
}

/** A span as written, at least 1; of rows 0 means to the end of the group (HTML, 4.9.12). */
function spanOf(cell: HtmlElement, name: 'rowspan' | 'colspan', most: number): number {
  const digits = /^\s*\+?(\d+)/.exec(attributeOf(cell, name) ?? '')?.[1]
  if (digits === undefined) return 1
  const span = Number(digits)
  if (span === 0) return name === 'rowspan' ? most : 1
  return Math.min(span, most)
}
