import { checkLimit } from '../../containers/limits.ts'
import type { Block, Cell, Row, Table } from '../../model/document.ts'
import type { Place } from '../../model/place.ts'
import { firstNotBefore } from '../../text/lists.ts'
import { addAside, paragraphsOf, type Reading } from './reading.ts'
import type { Range, Sheet, SheetCell, SheetRow } from './sheet.ts'
import type { SheetEntry } from './workbook.ts'

/** A row of a sheet that is drawn: it holds text, and nobody hid it. */
interface DrawnRow {
  /** Of the sheet, 0-based. */
  readonly index: number
  readonly cells: ReadonlyMap<number, SheetCell>
  /** Column behind the last cell that the file holds. */
  readonly end: number
  /** Cells with text. */
  readonly filled: number
  /** Cells with lines at their sides. */
  readonly boxed: number
  /** It begins as no signature does: behind the first column, with a number, with two texts. */
  readonly isOfTable: boolean
  /** Its first text begins with a small letter: it goes on from a row above. */
  readonly goesOn: boolean
}

/** Rows that belong together: a table, or lines of text around it. */
interface Run {
  readonly isTable: boolean
  readonly rows: DrawnRow[]
}

/** A merged cell by the rows and columns that are drawn, 0-based, both corners in it. */
interface Merges {
  /** The merged cell that begins at this row and column of the sheet. */
  readonly at: (row: number, column: number) => Range | null
}

/** What is known of the sheet that a table stands in. */
interface SheetContext {
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
  /** The rows of the sheet that are rows of the table, ascending. */
  readonly indexes: readonly number[]
  /** For each column the first row of the table that the cell in it does not cover. */
  readonly free: number[]
}

/** «1.», «2.1», «ІІІ», «а)» and nothing more. */
const NUMBER = /^[\s(]*(?:[\d.]*\d|[IVXLCІХ]+|\p{L})[.)]*\s*$/u
/** More than so many empty columns behind the last text are a sheet with lines all over. */
const EMPTY_COLUMNS = 16
/** A row with so many texts is a row of a table, whatever lines are drawn. */
const FILLED = 3

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
  return findRuns(rows, sheet.merges).flatMap((run) => drawRun(run, context))
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
  checkLimit(filled.size, reading.builder.limits.columns, 'columns in one sheet')
  return [...filled].sort((left, right) => left - right)
}

/** Merged cells by where they begin among the rows and columns that are drawn. */
function anchorMerges(sheet: Sheet, rows: readonly DrawnRow[], columns: readonly number[]): Merges {
  const indexes = rows.map(({ index }) => index)
  const byStart = new Map<string, Range>()
  for (const range of sheet.merges) {
    const row = indexes[lowerBound(indexes, range.top)]
    const column = columns[lowerBound(columns, range.left)]
    if (row === undefined || column === undefined) continue
    if (row > range.bottom || column > range.right) continue
    const key = `${row} ${column}`
    if (!byStart.has(key)) byStart.set(key, range)
  }
  return { at: (row, column) => byStart.get(`${row} ${column}`) ?? null }
}

/**
 * Tells tables from the lines above, between and below them. A row belongs to a table where it has
 * several texts or lines at the sides of its cells, where a cell of such a row is merged down into it,
 * or where it stands without a gap between two such rows; behind the last one only in a sheet without lines and where it begins as no signature does. Tables with
 * nothing between them are one.
 */
function findRuns(rows: readonly DrawnRow[], merges: Sheet['merges']): readonly Run[] {
  const hasBoxes = rows.some(({ boxed }) => boxed > 1)
  const most = rows.reduce((widest, { filled }) => Math.max(widest, filled), 0)
  const enough = Math.min(FILLED, Math.max(most, 2))
  const isTabular = rows.map(
    ({ filled, boxed }) =>
      filled >= enough || boxed > 1 || (boxed === 1 && filled >= 1 && most === 1),
  )
  const places = new Map(rows.map(({ index }, at) => [index, at]))
  for (const { top, bottom } of merges) {
    const first = places.get(top) ?? rows.length
    if (isTabular[first] !== true) continue
    for (let at = first + 1; (rows[at]?.index ?? bottom + 1) <= bottom; at += 1)
      isTabular[at] = true
  }
  const belongs = closeGaps(rows, isTabular, hasBoxes)
  const runs: Run[] = []
  rows.forEach((row, index) => {
    const isTable = belongs[index] ?? false
    const last = runs.at(-1)
    if (last?.isTable === isTable) last.rows.push(row)
    else runs.push({ isTable, rows: [row] })
  })
  return runs
}

/** Rows without a gap between two rows of a table, or behind one where no lines end it, are its. */
function closeGaps(
  rows: readonly DrawnRow[],
  isTabular: readonly boolean[],
  hasBoxes: boolean,
): readonly boolean[] {
  const belongs = [...isTabular]
  let start: number | null = null
  let hasBegun = false
  rows.forEach((row, index) => {
    const isNear = index > 0 && row.index - (rows[index - 1]?.index ?? 0) === 1
    if (!isNear) start = null
    if (isTabular[index] === true) {
      if (start !== null) belongs.fill(true, start, index)
      start = index + 1
      hasBegun = true
    } else if (row.goesOn && hasBegun) start ??= index
  })
  if (hasBoxes) return belongs
  for (let index = 1; index < rows.length; index += 1) {
    const isNear = (rows[index]?.index ?? 0) - (rows[index - 1]?.index ?? 0) === 1
    const goesOn = rows[index]?.isOfTable === true
    if (isNear && goesOn && belongs[index - 1] === true) belongs[index] = true
  }
  return belongs
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

/**
 * The rows as a table. A cell stands at every position that no merged cell covers, but for those at
 * the end of a row with lines around its cells that have none. Text under a merged cell is hidden. Throws `LIMIT_EXCEEDED` (rows, cells).
 */
function drawTable(rows: readonly DrawnRow[], context: SheetContext): Table {
  const { reading, columns, number, entry, breaks } = context
  checkLimit(rows.length, reading.builder.limits.rows, 'rows in one table')
  reading.builder.spendCells(rows.length * columns.length)
  const drawing: Drawing = { context, indexes: rows.map(({ index }) => index), free: [] }
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
    reading.builder.notes.add(
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
  { context: { columns, merges }, indexes, free }: Drawing,
): { readonly rowSpan: number; readonly columnSpan: number } {
  const merge = merges.at(at.row.index, at.column)
  if (merge === null) return { rowSpan: 1, columnSpan: 1 }
  let columnSpan = 1
  while (
    (columns[at.position + columnSpan] ?? Number.POSITIVE_INFINITY) <= merge.right &&
    (free[at.position + columnSpan] ?? 0) <= at.index
  )
    columnSpan += 1
  return { rowSpan: lowerBound(indexes, merge.bottom + 1) - at.index, columnSpan }
}

/** The first index of a value that is not below `from`; the length where there is none. */
function lowerBound(ascending: readonly number[], from: number): number {
  return firstNotBefore(ascending.length, (index) => (ascending[index] ?? 0) < from)
}
