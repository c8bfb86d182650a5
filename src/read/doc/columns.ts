import type { RowDefinition } from './rows.ts'

/** The columns of a table, told from the edges of the cells in all its rows. */
export interface Columns {
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
export function findColumns(
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
