import { firstAt, type JoinedRuling, type Ruling, type Rulings, SNAP } from '../document/ruling.ts'
import { findCells, type GridCell } from './cells.ts'

/** One table as its lines draw it. */
export interface Grid {
  /** Positions of the column edges from left to right and of the row edges from top to bottom. */
  readonly xs: readonly number[]
  readonly ys: readonly number[]
  /** By row, then by column; a place that no lines enclose has no cell. */
  readonly cells: readonly GridCell[]
  /** Index in `cells` of the cell that owns an elementary place (row × columns + column), or -1. */
  readonly owners: Int32Array
}

/** Lines meet where they come as near as this; cell padding is wider, so underlines meet nothing. */
const MEET = 1.6
/** The lines of a double one stand apart; the inner ones end as far again from those of the other axis. */
const FURTHEST = MEET + 2 * SNAP
/** Edges nearer than this are one: no text fits between them. */
const NARROWEST = 3
/** More elementary places than this are a pattern. */
const MOST_PLACES = 200_000

/**
 * Tables as groups of lines that meet, by their top edge, then from left to right. Lines that meet
 * no line of the other axis (underlines, signature lines) belong to none.
 * Method: lines → connected groups → snapped edges → cells; after A. Nurminen's thesis by way of
 * pdfplumber, with cells found by union-find instead of corners.
 */
export function findGrids(rulings: Rulings, mostColumns: number): Grid[] {
  return connect(rulings)
    .map((group) => buildGrid(group, mostColumns))
    .filter((grid) => grid !== null)
    .sort(
      (left, right) => edge(left.ys, 0) - edge(right.ys, 0) || edge(left.xs, 0) - edge(right.xs, 0),
    )
}

/** Index in `grid.cells` of the cell that holds the point, -1 where none does. */
export function cellAt(grid: Grid, x: number, y: number): number {
  const column = intervalOf(grid.xs, x)
  const row = intervalOf(grid.ys, y)
  if (column < 0 || row < 0) return -1
  return grid.owners[row * (grid.xs.length - 1) + column] ?? -1
}

/** Box of a cell, `[x0, y0, x1, y1]`. */
export function cellBox(grid: Grid, cell: GridCell): readonly [number, number, number, number] {
  return [
    edge(grid.xs, cell.column),
    edge(grid.ys, cell.row),
    edge(grid.xs, cell.column + cell.columnSpan),
    edge(grid.ys, cell.row + cell.rowSpan),
  ]
}

function edge(edges: readonly number[], index: number): number {
  return edges[index] ?? 0
}

function intervalOf(edges: readonly number[], position: number): number {
  let low = 0
  let high = edges.length - 1
  if (position < edge(edges, 0) || position > edge(edges, high)) return -1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (edge(edges, middle) <= position) low = middle
    else high = middle
  }
  return low
}

function connect({ vertical, horizontal }: Rulings): Rulings[] {
  const parents = Array.from({ length: vertical.length + horizontal.length }, (_, index) => index)
  const find = (index: number): number => {
    let root = index
    while (parents[root] !== root) root = parents[root] ?? root
    parents[index] = root
    return root
  }
  const met = new Set<number>()
  horizontal.forEach((across, row) => {
    for (let index = firstAt(vertical, across.from - FURTHEST); ; index += 1) {
      const down = vertical[index]
      if (!down || down.at > across.to + FURTHEST) break
      if (!reaches(across, down) || !reaches(down, across)) continue
      parents[find(vertical.length + row)] = find(index)
      met.add(index).add(vertical.length + row)
    }
  })
  const groups = new Map<number, { vertical: JoinedRuling[]; horizontal: JoinedRuling[] }>()
  for (const index of met) {
    const root = find(index)
    const group = groups.get(root) ?? { vertical: [], horizontal: [] }
    groups.set(root, group)
    const down = vertical[index]
    const across = horizontal[index - vertical.length]
    if (down) group.vertical.push(down)
    else if (across) group.horizontal.push(across)
  }
  return [...groups.values()]
}

function reaches({ from, to }: Ruling, { first, last }: JoinedRuling): boolean {
  const apart = MEET + last - first
  return last >= from - apart && first <= to + apart
}

function buildGrid({ vertical, horizontal }: Rulings, mostColumns: number): Grid | null {
  const xs = edgesOf(vertical, horizontal)
  const ys = edgesOf(horizontal, vertical)
  const places = (xs.length - 1) * (ys.length - 1)
  if (xs.length < 2 || ys.length < 2 || xs.length - 1 > mostColumns || places > MOST_PLACES)
    return null
  const cells = findCells(xs, ys, { vertical, horizontal })
  return cells.length === 0 ? null : dropUnusedEdges({ xs, ys, cells })
}

/** The same cells on a grid of the edges where one of them begins or ends. */
function dropUnusedEdges({ xs, ys, cells }: Omit<Grid, 'owners'>): Grid {
  const columns = renumber(
    xs,
    cells.map((cell) => [cell.column, cell.column + cell.columnSpan]),
  )
  const rows = renumber(
    ys,
    cells.map((cell) => [cell.row, cell.row + cell.rowSpan]),
  )
  const width = columns.edges.length - 1
  const owners = new Int32Array(width * (rows.edges.length - 1)).fill(-1)
  const renumbered = cells.map((cell, index) => {
    const column = columns.numbers[cell.column] ?? 0
    const row = rows.numbers[cell.row] ?? 0
    const columnSpan = (columns.numbers[cell.column + cell.columnSpan] ?? 0) - column
    const rowSpan = (rows.numbers[cell.row + cell.rowSpan] ?? 0) - row
    for (let down = row; down < row + rowSpan; down += 1)
      owners.fill(index, down * width + column, down * width + column + columnSpan)
    return { row, column, rowSpan, columnSpan }
  })
  return { xs: columns.edges, ys: rows.edges, cells: renumbered, owners }
}

function renumber(
  edges: readonly number[],
  spans: readonly (readonly number[])[],
): { edges: number[]; numbers: readonly number[] } {
  const used = new Set(spans.flat())
  let next = 0
  const numbers = edges.map((_, index) => (used.has(index) ? next++ : -1))
  return { edges: edges.filter((_, index) => used.has(index)), numbers }
}

/** Snapped positions of the lines, and where the others run past them: a table open at its sides. */
function edgesOf(lines: readonly Ruling[], across: readonly Ruling[]): number[] {
  const positions = lines.map((line) => line.at).sort((left, right) => left - right)
  const first = positions[0] ?? 0
  const last = positions.at(-1) ?? 0
  let start = first
  let end = last
  for (const line of across) {
    start = Math.min(start, line.from)
    end = Math.max(end, line.to)
  }
  if (start < first - NARROWEST - SNAP) positions.unshift(start)
  if (end > last + NARROWEST + SNAP) positions.push(end)
  const edges: number[] = []
  for (const position of positions) {
    const previous = edges.at(-1)
    if (previous === undefined || position - previous > NARROWEST) edges.push(position)
  }
  return edges
}
