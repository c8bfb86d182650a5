import type { Block } from '../../model/document.ts'
import type { Place } from '../../model/place.ts'
import { type DrawnRow, findRuns, type Run } from './layout.ts'
import { addAside, checkLimit, paragraphsOf, type Reading } from './reading.ts'
import type { Range } from './reference.ts'
import type { Sheet, SheetRow } from './sheet.ts'
import { drawTable, type Merges, type SheetContext } from './table.ts'
import type { SheetEntry } from './workbook.ts'

/** «1.», «2.1», «ІІІ», «а)» and nothing more. */
const NUMBER = /^[\s(]*(?:[\d.]*\d|[IVXLCІХ]+|\p{L})[.)]*\s*$/u

/** More than so many empty columns behind the last text are a sheet with lines all over. */
const EMPTY_COLUMNS = 16

/** A sheet by what of it is drawn. Throws `LIMIT_EXCEEDED` (rows, columns, cells). */
export function drawSheet(
  sheet: Sheet,
  entry: SheetEntry,
  { reading, number }: { readonly reading: Reading; readonly number: number },
): readonly Block[] {
  const rows = drawnRows(sheet, { entry, reading, number })
  const columns = drawnColumns(rows, sheet, reading)
  const merges = anchorMerges(sheet, rows, columns)
  const { breaks } = sheet
  const context: SheetContext = { reading, entry, number, columns, merges, breaks }
  return findRuns(rows).flatMap((run) => drawRun(run, context))
}

function drawRun({ isTable, rows }: Run, context: SheetContext): readonly Block[] {
  if (isTable) return [drawTable(rows, context)]
  return rows.flatMap((row) => drawLine(row, context))
}

/** A row beside a table: its texts are parts of one line, but for those of several lines. */
function drawLine(row: DrawnRow, { number, breaks }: SheetContext): readonly Block[] {
  const filled = [...row.cells]
    .filter(([, { text }]) => text !== '')
    .sort(([left], [right]) => left - right)
    .map(([column, { text }]) => ({ column, text }))
  const [first] = filled
  if (first === undefined) return []
  const startsPage = breaks.has(row.index) ? { startsPage: true } : {}
  const place = (column: number): Place => ({ table: number, row: row.index, column })
  const paragraphs = filled.some(({ text }) => /[\r\n]/.test(text))
    ? filled.flatMap(({ column, text }) => paragraphsOf(text, place(column)))
    : paragraphsOf(filled.map(({ text }) => text).join('\t'), place(first.column))
  return paragraphs.map((paragraph, index) =>
    index === 0 ? { ...paragraph, ...startsPage } : paragraph,
  )
}

/** Rows with text that nobody hid, in order; what is hidden goes beside the table. */
function drawnRows(
  sheet: Sheet,
  {
    entry,
    reading,
    number,
  }: { readonly entry: SheetEntry; readonly reading: Reading; readonly number: number },
): readonly DrawnRow[] {
  const drawn: Omit<DrawnRow, 'isOfTable' | 'goesOn'>[] = []
  const ordered = [...sheet.rows].sort(([left], [right]) => left - right)
  for (const [index, row] of ordered) {
    const isHidden = entry.isHidden || row.isHidden
    hideCells(row, sheet, { reading, isHidden, place: { table: number, row: index } })
    if (isHidden) continue
    let filled = 0
    let boxed = 0
    for (const { text, isBoxed } of row.cells.values()) {
      if (text !== '') filled += 1
      if (isBoxed) boxed += 1
    }
    if (filled > 0) drawn.push({ index, cells: row.cells, end: row.end, filled, boxed })
  }
  const first = drawn.reduce(
    (least, row) => Math.min(least, firstText(row)),
    Number.POSITIVE_INFINITY,
  )
  return drawn.map((row) => {
    const column = firstText(row)
    const text = row.cells.get(column)?.text ?? ''
    const hasNeighbour = (row.cells.get(column + 1)?.text ?? '') !== ''
    const isOfTable = column !== first || hasNeighbour || NUMBER.test(text)
    return { ...row, isOfTable, goesOn: /^\s*\p{Ll}/u.test(text) }
  })
}

function firstText({ cells }: Pick<DrawnRow, 'cells'>): number {
  let first = Number.POSITIVE_INFINITY
  for (const [column, { text }] of cells) if (text !== '' && column < first) first = column
  return first
}

/** Takes hidden cells out of a row and puts their text beside the table. */
function hideCells(
  row: SheetRow,
  { isColumnHidden }: Sheet,
  { reading, isHidden, place }: { reading: Reading; isHidden: boolean; place: Place },
): void {
  const ordered = [...row.cells]
    .filter(([column, { hidden }]) => isHidden || hidden !== '' || isColumnHidden(column))
    .sort(([left], [right]) => left - right)
  for (const [column, cell] of ordered) {
    const at = { place: { ...place, column }, reading }
    addAside('hidden', cell.hidden, at)
    if (!isHidden && !isColumnHidden(column)) continue
    addAside('hidden', cell.text, at)
    row.cells.delete(column)
  }
}

/**
 * Columns from the first to the last one with text, but for those in which no cell is drawn; then
 * empty ones that the file holds, such as a column for remarks that nobody filled.
 */
function drawnColumns(
  rows: readonly DrawnRow[],
  { isColumnHidden }: Sheet,
  reading: Reading,
): readonly number[] {
  const filled = new Set<number>()
  const boxed = new Set<number>()
  for (const { cells } of rows)
    for (const [column, { text }] of cells) (text !== '' ? filled : boxed).add(column)
  let last = -1
  for (const column of filled) last = Math.max(last, column)
  for (const column of boxed) if (column < last) filled.add(column)
  const end = rows.reduce((widest, row) => Math.max(widest, row.end), 0)
  if (filled.size > 1 && end - last - 1 <= EMPTY_COLUMNS)
    for (let column = last + 1; column < end; column += 1)
      if (!isColumnHidden(column)) filled.add(column)
  checkLimit(filled.size, reading.limits.columns, 'columns in one sheet')
  return [...filled].sort((left, right) => left - right)
}

/** Merged cells by where they begin among the rows and columns that are drawn. */
function anchorMerges(sheet: Sheet, rows: readonly DrawnRow[], columns: readonly number[]): Merges {
  const indexes = rows.map(({ index }) => index)
  const byStart = new Map<string, Range>()
  for (const range of sheet.merges) {
    const row = firstFrom(indexes, range.top)
    const column = firstFrom(columns, range.left)
    if (row === null || column === null || row > range.bottom || column > range.right) continue
    const key = `${row} ${column}`
    if (!byStart.has(key)) byStart.set(key, range)
  }
  return { at: (row, column) => byStart.get(`${row} ${column}`) ?? null }
}

function firstFrom(ascending: readonly number[], from: number): number | null {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ascending[middle] ?? 0) < from) low = middle + 1
    else high = middle
  }
  return ascending[low] ?? null
}
