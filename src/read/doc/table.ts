import type { OpenTable } from '../../document/builder.ts'
import { columnsOf } from '../../document/columns.ts'
import { withoutFillers } from '../../document/quirks.ts'
import { largest } from '../../text/lists.ts'
import type { PropertyList } from './properties.ts'
import type { Reading, Scope } from './reading.ts'
import { type RowDefinition, readRow } from './rows.ts'
import { type DocNode, isTable, type RawRow, type RawTable } from './structure.ts'

/** Reads what stands in a cell; handed in, since cells hold blocks and blocks hold tables. */
type ReadBlocks = (nodes: readonly DocNode[], scope: Scope) => void

/** A table while its rows are read. */
interface TableDraft {
  readonly scope: Scope
  readonly readBlocks: ReadBlocks
  readonly open: OpenTable
}

/** Edges that stand so near are one: Word and LibreOffice round widths by row. Twips. */
const NEAR = 25
const UNDEFINED_CELL = { merge: null, isBeside: false } as const
// biome-ignore lint/suspicious/noControlCharactersInRegex: marks are no text.
const CONTENT = /[^\s\u0000-\u001d]/
const UNDEFINED_ROW: RowDefinition = { left: 0, cells: [], isHeading: false }

/**
 * A table as drawn: its columns are the edges of all its rows. Rows whose text and mark were all
 * deleted are left out; text in a cell merged into the one above is appended to that.
 * Throws `LIMIT_EXCEEDED` (rows, columns, cells).
 */
export function readTable({ rows }: RawTable, scope: Scope, readBlocks: ReadBlocks): void {
  const { reading, flow } = scope
  const definitions = readDefinitions(rows, reading)
  const { edges, ...columns } = findColumns(rows, definitions, reading.builder.limits.columns)
  const open = flow.openTable()
  for (const [index, row] of rows.entries())
    addRow(
      row,
      { definition: definitions[index] ?? UNDEFINED_ROW, edges: edges[index] ?? [] },
      {
        scope,
        readBlocks,
        open,
      },
    )
  open.close(columns)
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

/** The columns of a table, and in which of them the cells of each row begin and the last one ends. */
interface Columns {
  readonly edges: readonly (readonly number[])[]
  readonly columns: number
  /** False where cells are only counted, since their widths say nothing. */
  readonly columnsKnown: boolean
}

/**
 * A row may have more cells than it defines: they are counted on behind its last edge. Where edges
 * make more columns than `most`, cells are counted instead.
 */
function findColumns(
  rows: readonly RawRow[],
  definitions: readonly RowDefinition[],
  most: number,
): Columns {
  const found = columnsOf(definitions.map(positions), NEAR)
  const edges = rows.map(({ cells }, index) => countOn(found[index] ?? [], cells.length))
  const columns = widest(edges)
  if (columns <= most) return { edges, columns, columnsKnown: true }
  const counted = rows.map(({ cells }) => countOn([], cells.length))
  return { edges: counted, columns: widest(counted), columnsKnown: false }
}

/** Edges of a row in twips, each at least one behind the one before it. */
function positions({ left, cells }: RowDefinition): readonly number[] {
  const edges = cells.length === 0 ? [] : [left]
  let last = left
  for (const { width } of cells) {
    last += Math.max(1, width)
    edges.push(last)
  }
  return edges
}

function countOn(known: readonly number[], cells: number): readonly number[] {
  const edges = known.length === 0 ? [0] : known.slice(0, cells + 1)
  while (edges.length < cells + 1) edges.push((edges.at(-1) ?? 0) + 1)
  return edges
}

function widest(edges: readonly (readonly number[])[]): number {
  return largest(edges.map((row) => row.at(-1) ?? 0))
}

function addRow(
  stored: RawRow,
  { definition, edges }: { readonly definition: RowDefinition; readonly edges: readonly number[] },
  { scope, readBlocks, open }: TableDraft,
): void {
  const { reading, numberer, isHidden } = scope
  const { notes } = reading.builder
  const cells = withoutFillers(
    stored.cells,
    (_, index) => definition.cells[index]?.isLined ?? null,
    (nodes) => !nodes.every(isBlank),
  )
  if (isRowDeleted(cells, stored.end, reading)) {
    notes.add('READ_DELETED_TEXT', open.place, 'A deleted row was left out.')
    return
  }
  open.openRow(edges[0] ?? 0)
  for (const [index, nodes] of cells.entries()) {
    const { merge, isBeside } = definition.cells[index] ?? UNDEFINED_CELL
    const span = Math.max(1, (edges[index + 1] ?? 0) - (edges[index] ?? 0))
    const flow = open.openCell({ span, merge, isBeside })
    // Written out: a copy by spread takes longer than reading a short paragraph.
    readBlocks(nodes, { reading, numberer, flow, isHidden })
  }
  const isDrawn = open.closeRow({ isHeading: definition.isHeading })
  if (isDrawn && cells.length !== definition.cells.length)
    notes.add(
      'READ_TABLE_RAGGED',
      { ...open.place, row: open.rows.length - 1 },
      `A row has ${cells.length} cells, ${definition.cells.length} are defined.`,
    )
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
