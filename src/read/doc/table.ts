import { checkLimit } from '../../containers/limits.ts'
import { createGrid, type GridCell, type PlacedCell } from '../../document/merged-cells.ts'
import { cellPlace } from '../../document/place.ts'
import type { Block, Row, Table } from '../../model/document.ts'
import type { Place } from '../../model/place.ts'
import type { PropertyList } from './properties.ts'
import type { Reading, Scope } from './reading.ts'
import { type CellDefinition, type RowDefinition, readRow } from './rows.ts'
import { type DocNode, isTable, type RawRow, type RawTable } from './structure.ts'

/** Reads what stands in a cell; handed in, since cells hold blocks and blocks hold tables. */
type ReadBlocks = (nodes: readonly DocNode[], scope: Scope) => readonly Block[]

/** A table while its rows are read. */
interface TableDraft {
  readonly scope: Scope
  /** The place of the table. */
  readonly base: Place
  readonly readBlocks: ReadBlocks
  readonly columns: Columns
  readonly grid: ReturnType<typeof createGrid>
  readonly rows: Row[]
}

const UNDEFINED_CELL: CellDefinition = {
  width: 0,
  vertical: 'none',
  isBeside: false,
  isLined: false,
}
// biome-ignore lint/suspicious/noControlCharactersInRegex: marks are no text.
const CONTENT = /[^\s\u0000-\u001d]/
const UNDEFINED_ROW: RowDefinition = { left: 0, cells: [], isLined: false, isHeading: false }

/**
 * A table as drawn: its columns are the edges of all its rows. Rows whose text and mark were all
 * deleted are left out; text in a cell merged into the one above is appended to that.
 * Throws `LIMIT_EXCEEDED` (rows, columns, cells).
 */
export function readTable(
  { rows }: RawTable,
  scope: Scope,
  readBlocks: ReadBlocks,
): readonly Block[] {
  const { tables, reading } = scope.story
  const { part } = scope.base
  const base: Place = part === undefined ? { table: tables.count } : { part, table: tables.count }
  tables.count += 1
  checkLimit(rows.length, reading.limits.rows, 'rows in one table')
  const definitions = readDefinitions(rows, reading)
  const widest = rows.map(({ cells }) => cells.length)
  const columns = findColumns(definitions, widest, reading.limits.columns)
  const draft: TableDraft = { scope, base, readBlocks, columns, grid: createGrid(), rows: [] }
  for (const [index, row] of rows.entries()) addRow(row, definitions[index] ?? UNDEFINED_ROW, draft)
  if (draft.rows.length === 0) return []
  return [
    {
      kind: 'table',
      columns: columns.count,
      columnsKnown: columns.areKnown,
      rows: draft.rows,
      place: base,
    } satisfies Table,
  ]
}

/** Rows that are formatted alike have one definition, which is read once. */
function readDefinitions(rows: readonly RawRow[], { spend }: Reading): readonly RowDefinition[] {
  const known = new Map<readonly PropertyList[], RowDefinition>()
  let last: readonly PropertyList[] = []
  let definition = UNDEFINED_ROW
  return rows.map(({ end }) => {
    if (end === null) return UNDEFINED_ROW
    const { properties } = end.format
    const before = known.get(properties)
    if (before !== undefined) return before
    for (const list of properties) spend(list.end - list.start)
    if (!areAlike(properties, last)) definition = readRow(properties)
    last = properties
    known.set(properties, definition)
    return definition
  })
}

/** Programs write the properties of a row anew on each page of formatting. */
function areAlike(lists: readonly PropertyList[], others: readonly PropertyList[]): boolean {
  if (lists.length !== others.length) return false
  return lists.every((list, index) => {
    const other = others[index]
    return (
      other !== undefined &&
      list.end - list.start === other.end - other.start &&
      list.bytes.compare(other.bytes, other.start, other.end, list.start, list.end) === 0
    )
  })
}

function addRow(stored: RawRow, definition: RowDefinition, draft: TableDraft): void {
  const stories = drawnCells(stored, definition)
  const { scope, grid, base, rows } = draft
  const { story } = scope
  const { reading } = story
  if (isRowDeleted(stories, stored.end, reading)) {
    reading.notes.add('READ_DELETED_TEXT', base, 'A deleted row was left out.')
    return
  }
  const startsPage = story.startsPage
  story.startsPage = false
  const row = rows.length
  const edges = draft.columns.edgesOf(definition, stories.length)
  grid.openRow(edges[0] ?? 0)
  const before = reading.asides.length
  const cells: GridCell[] = []
  for (let index = 0; index < stories.length; index += 1) {
    const cell = definition.cells[index] ?? UNDEFINED_CELL
    const span = Math.max(1, (edges[index + 1] ?? 0) - (edges[index] ?? 0))
    const place = cellPlace(base, row, grid.column())
    const placed = placeCell(cell, { span, row, place }, draft)
    const blocks = draft.readBlocks(stories[index] ?? [], cellScope(scope, place, !placed.isNew))
    for (const block of blocks) placed.cell.blocks.push(block)
    if (placed.isNew) cells.push(placed.cell)
  }
  // A row of nothing but hidden text is not drawn.
  if (reading.asides.length > before && cells.length > 0 && cells.every(isBare)) {
    grid.dropRow()
    return
  }
  grid.closeRow(0)
  if (stories.length !== definition.cells.length)
    noteRagged(stories.length, definition, { row, draft })
  rows.push({
    cells,
    place: { ...base, row },
    ...(definition.isHeading ? { isHeading: true } : {}),
    ...(startsPage || cells.some(startsOnPage) ? { startsPage: true } : {}),
  })
}

function placeCell(
  { vertical, isBeside }: CellDefinition,
  { span, row, place }: { readonly span: number; readonly row: number; readonly place: Place },
  { scope, grid }: TableDraft,
): PlacedCell {
  const { reading } = scope.story
  reading.cells += 1
  checkLimit(reading.cells, reading.limits.cells, 'cells')
  const isRestart = vertical === 'restart'
  return grid.place({ row, place, span, isRestart, isBelow: vertical === 'continue', isBeside })
}

/** Written out: a copy by spread takes longer than reading a short paragraph. */
function cellScope({ story, isHidden }: Scope, base: Place, isContinued: boolean): Scope {
  return { story, base, paragraphs: { count: 0 }, isHidden, isContinued }
}

/**
 * LibreOffice fills a row that lost cells with empty ones without lines: at the end of a row whose
 * other cells have lines these are none.
 */
function drawnCells({ cells }: RawRow, definition: RowDefinition): RawRow['cells'] {
  if (!definition.isLined) return cells
  const last = cells.findLastIndex(
    (nodes, index) => definition.cells[index]?.isLined !== false || !nodes.every(isBlank),
  )
  return last + 1 === cells.length ? cells : cells.slice(0, last + 1)
}

function isBlank(node: DocNode): boolean {
  return !isTable(node) && node.start === node.end
}

/** Whether a tracked change deleted the mark that ends the row and all that stands before it. */
function isRowDeleted(
  cells: RawRow['cells'],
  end: RawRow['end'],
  { formats, pieces }: Reading,
): boolean {
  if (end === null || !formats.character(end.end).format.isDeleted) return false
  const start = startOf(cells[0]?.[0] ?? end)
  let position = start
  while (position < end.end) {
    const run = formats.character(position)
    const stop = Math.min(Math.max(run.end, position + 1), end.end)
    if (!run.format.isDeleted && CONTENT.test(pieces.text.slice(position, stop))) return false
    position = stop
  }
  pieces.count.leaveOut(start, end.end)
  return true
}

function startOf(node: DocNode): number {
  if (!isTable(node)) return node.start
  const first = node.rows[0]?.cells[0]?.[0]
  return first === undefined ? 0 : startOf(first)
}

function isBare({ blocks }: GridCell): boolean {
  return blocks.length === 0
}

function startsOnPage({ blocks: [first] }: GridCell): boolean {
  return first?.kind === 'paragraph' && first.startsPage === true
}

function noteRagged(
  found: number,
  definition: RowDefinition,
  { row, draft }: { readonly row: number; readonly draft: TableDraft },
): void {
  draft.scope.story.reading.notes.add(
    'READ_TABLE_RAGGED',
    { ...draft.base, row },
    `A row has ${found} cells, ${definition.cells.length} are defined.`,
  )
}

/** The columns of a table, told from the edges of the cells in all its rows. */
interface Columns {
  readonly count: number
  /** False where cells are only counted, since their widths say nothing. */
  readonly areKnown: boolean
  /** Column before each of the cells of a row, and the one behind the last. */
  readonly edgesOf: (row: RowDefinition, cells: number) => readonly number[]
}

/** Edges that stand so near are one: Word and LibreOffice round widths by row. Twips. */
const TOLERANCE = 25

/**
 * Finds the columns of a table. A row may have more cells than it defines: they are counted on
 * behind its last edge. Where edges make more columns than `most`, cells are counted instead.
 */
function findColumns(
  rows: readonly RowDefinition[],
  cells: readonly number[],
  most: number,
): Columns {
  const edges = differentEdges(rows)
  const found = group(edges, TOLERANCE) ?? group(edges, 0)
  const known = found === null ? null : widen(found, rows, cells)
  if (known !== null && known.count <= most) return known
  return {
    count: cells.reduce((widest, count) => Math.max(widest, count), 0),
    areKnown: false,
    edgesOf: (_, count) => Array.from({ length: count + 1 }, (_none, index) => index),
  }
}

/** The edges of all rows, but those that are the same as of the row before. */
function differentEdges(rows: readonly RowDefinition[]): readonly (readonly number[])[] {
  const different: (readonly number[])[] = []
  let last: RowDefinition | null = null
  let edges: readonly number[] = []
  for (const row of rows) {
    if (row === last) continue
    last = row
    const found = positions(row)
    if (found.length === edges.length && found.every((edge, index) => edge === edges[index]))
      continue
    edges = found
    different.push(found)
  }
  return different
}

/** Edges of a row in twips, each at least one behind the one before it. */
function positions({ left, cells }: RowDefinition): readonly number[] {
  const edges = [left]
  let last = left
  for (const { width } of cells) {
    last += Math.max(1, width)
    edges.push(last)
  }
  return cells.length === 0 ? [] : edges
}

/** Edges by column; null where two edges of one row would fall together. */
function group(
  rows: readonly (readonly number[])[],
  tolerance: number,
): ReadonlyMap<number, number> | null {
  const edges = Int32Array.from(new Set(rows.flat())).sort()
  const columns = new Map<number, number>()
  let column = -1
  let start = Number.NEGATIVE_INFINITY
  for (const edge of edges) {
    if (edge - start > tolerance) {
      column += 1
      start = edge
    }
    columns.set(edge, column)
  }
  const isTorn = rows.some((row) =>
    row.some((edge, index) => index > 0 && columns.get(edge) === columns.get(row[index - 1] ?? 0)),
  )
  return isTorn ? null : columns
}

function widen(
  columns: ReadonlyMap<number, number>,
  rows: readonly RowDefinition[],
  cells: readonly number[],
): Columns {
  /** The edges last given for a definition: rows that share it mostly have as many cells. */
  const given = new Map<RowDefinition, readonly number[]>()
  const edgesOf = (row: RowDefinition, count: number): readonly number[] => {
    const before = given.get(row)
    if (before?.length === count + 1) return before
    const known = positions(row).map((edge) => columns.get(edge) ?? 0)
    const edges = known.length === 0 ? [0] : known.slice(0, count + 1)
    while (edges.length < count + 1) edges.push((edges.at(-1) ?? 0) + 1)
    given.set(row, edges)
    return edges
  }
  const ends = rows.map((row, index) => edgesOf(row, cells[index] ?? 0).at(-1) ?? 0)
  return { count: ends.reduce((widest, end) => Math.max(widest, end), 0), areKnown: true, edgesOf }
}
