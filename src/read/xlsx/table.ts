import type { Cell, Row, Table } from '../../model/document.ts'
import type { Place } from '../../model/place.ts'
import type { DrawnRow } from './layout.ts'
import { addAside, checkLimit, paragraphsOf, type Reading } from './reading.ts'
import type { Range } from './reference.ts'
import type { SheetEntry } from './workbook.ts'

/** A merged cell by the rows and columns that are drawn, 0-based, both corners in it. */
export interface Merges {
  /** The merged cell that begins at this row and column of the sheet. */
  readonly at: (row: number, column: number) => Range | null
}

/** What is known of the sheet that a table stands in. */
export interface SheetContext {
  readonly reading: Reading
  readonly entry: SheetEntry
  /** Number of the sheet in the workbook, 0-based. */
  readonly number: number
  /** The columns of the sheet that are drawn, ascending. */
  readonly columns: readonly number[]
  readonly merges: Merges
  readonly breaks: ReadonlySet<number>
}

interface Drawing {
  readonly context: SheetContext
  readonly rows: readonly DrawnRow[]
  /** For each column the first row of the table that the cell in it does not cover. */
  readonly free: number[]
}

/**
 * The rows as a table. A cell stands at every position that no merged cell covers, but for those at
 * the end of a row with lines around its cells that have none. Text under a merged cell is hidden. Throws `LIMIT_EXCEEDED` (rows, cells).
 */
export function drawTable(rows: readonly DrawnRow[], context: SheetContext): Table {
  const { reading, columns, number, entry, breaks } = context
  checkLimit(rows.length, reading.limits.rows, 'rows in one table')
  reading.cells += rows.length * columns.length
  checkLimit(reading.cells, reading.limits.cells, 'cells')
  const drawing: Drawing = { context, rows, free: [] }
  return {
    kind: 'table',
    columns: columns.length,
    columnsKnown: true,
    rows: rows.map(
      (row, index): Row => ({
        cells: drawRow(row, index, drawing),
        place: { table: number, row: row.index },
        ...(isTitle(row.index, entry) ? { isHeading: true } : {}),
        ...(breaks.has(row.index) ? { startsPage: true } : {}),
      }),
    ),
    place: { table: number },
  }
}

function isTitle(row: number, { titles }: SheetEntry): boolean {
  return titles !== null && row >= titles.first && row <= titles.last
}

function drawRow(row: DrawnRow, index: number, drawing: Drawing): readonly Cell[] {
  const { context, free } = drawing
  const { columns, number, reading } = context
  const cells: Cell[] = []
  const end = endOf(row, columns)
  if (end < columns.length)
    reading.notes.add(
      'READ_TABLE_RAGGED',
      { table: number, row: row.index },
      `A row ends at column ${end} of ${columns.length}.`,
    )
  columns.forEach((column, position) => {
    const found = row.cells.get(column)
    const place: Place = { table: number, row: row.index, column }
    const text = found?.text ?? ''
    if ((free[position] ?? 0) > index) {
      addAside('hidden', text, { place, reading })
      return
    }
    if (position >= end) return
    const { rowSpan, columnSpan } = spanOf({ row, index, column, position }, drawing)
    for (let wide = 0; wide < columnSpan; wide += 1) free[position + wide] = index + rowSpan
    const blocks = text === '' ? [] : paragraphsOf(text, place)
    cells.push({ row: index, column: position, rowSpan, columnSpan, blocks, place })
  })
  return cells
}

/** Where the cells of a row end: with its lines, where it has lines. */
function endOf({ cells, boxed }: DrawnRow, columns: readonly number[]): number {
  if (boxed <= 1) return columns.length
  const last = columns.findLastIndex((column) => {
    const cell = cells.get(column)
    return cell !== undefined && (cell.isLined || cell.text !== '')
  })
  return last + 1
}

/** How many rows and columns of the table a cell covers; one merged into another stops before it. */
function spanOf(
  at: { row: DrawnRow; index: number; column: number; position: number },
  { context: { columns, merges }, rows, free }: Drawing,
): { readonly rowSpan: number; readonly columnSpan: number } {
  const merge = merges.at(at.row.index, at.column)
  if (merge === null) return { rowSpan: 1, columnSpan: 1 }
  let columnSpan = 1
  while (
    (columns[at.position + columnSpan] ?? Number.POSITIVE_INFINITY) <= merge.right &&
    (free[at.position + columnSpan] ?? 0) <= at.index
  )
    columnSpan += 1
  return { rowSpan: firstBeyond(rows, merge.bottom) - at.index, columnSpan }
}

/** The first row of the table below a row of the sheet. */
function firstBeyond(rows: readonly DrawnRow[], bottom: number): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rows[middle]?.index ?? 0) <= bottom) low = middle + 1
    else high = middle
  }
  return low
}
