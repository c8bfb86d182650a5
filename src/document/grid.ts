import { firstNotBefore } from '../text/lists.ts'
import { firstAt, type JoinedRuling, type Ruling, type Rulings, SNAP } from './ruling.ts'

/** A cell in grid positions: 0-based, spans at least 1. */
export interface GridCell {
  readonly row: number
  readonly column: number
  readonly rowSpan: number
  readonly columnSpan: number
}

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

/** Neighbours are one cell where less than this share of their common edge is drawn. */
const DRAWN = 0.6
/** A side of the table of which less than this is drawn is left open on purpose. */
const OPEN_SIDE = 0.2
/** A line may lie this far from the edge that it was snapped to. */
const SNAPPED = 3

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
  const last = edges.length - 1
  if (position < edge(edges, 0) || position > edge(edges, last)) return -1
  return firstNotBefore(last - 1, (index) => edge(edges, index + 1) <= position)
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

interface Edges {
  readonly rows: number
  readonly columns: number
  /** Share (0 to 1) of each vertical edge that is drawn: row × (columns + 1) + edge. */
  readonly vertical: Float32Array
  /** Share of each horizontal edge that is drawn: edge × columns + column. */
  readonly horizontal: Float32Array
}

/** Cells that the lines enclose, by row, then by column; what nothing encloses is no cell. */
function findCells(xs: readonly number[], ys: readonly number[], lines: Rulings): GridCell[] {
  const edges = measureEdges(xs, ys, lines)
  closeOpenSides(edges)
  closeCutCells(edges)
  closeCutRows(edges)
  const roots = uniteNeighbours(edges)
  return splitIntoRectangles(roots, edges)
}

function measureEdges(xs: readonly number[], ys: readonly number[], lines: Rulings): Edges {
  const columns = xs.length - 1
  const rows = ys.length - 1
  const vertical = new Float32Array(rows * (columns + 1))
  for (const line of lines.vertical) {
    const index = nearestEdge(xs, line.at)
    addShares(ys, line, (row, share) => {
      vertical[row * (columns + 1) + index] = (vertical[row * (columns + 1) + index] ?? 0) + share
    })
  }
  const horizontal = new Float32Array((rows + 1) * columns)
  for (const line of lines.horizontal) {
    const index = nearestEdge(ys, line.at)
    addShares(xs, line, (column, share) => {
      horizontal[index * columns + column] = (horizontal[index * columns + column] ?? 0) + share
    })
  }
  return { rows, columns, vertical, horizontal }
}

function nearestEdge(edges: readonly number[], position: number): number {
  const index = edges.findIndex((edge) => position - edge <= SNAPPED)
  return index < 0 ? edges.length - 1 : index
}

function addShares(
  edges: readonly number[],
  line: Ruling,
  add: (interval: number, share: number) => void,
): void {
  for (let index = 0; index + 1 < edges.length; index += 1) {
    const start = edges[index] ?? 0
    const end = edges[index + 1] ?? 0
    if (start > line.to) return
    const drawn = Math.min(end, line.to) - Math.max(start, line.from)
    if (drawn > 0) add(index, drawn / (end - start))
  }
}

/** A side that is hardly drawn at all counts as drawn: tables often have no outer lines. */
function closeOpenSides({ rows, columns, vertical, horizontal }: Edges): void {
  const sides: readonly (readonly [Float32Array, readonly number[]])[] = [
    [vertical, Array.from({ length: rows }, (_, row) => row * (columns + 1))],
    [vertical, Array.from({ length: rows }, (_, row) => row * (columns + 1) + columns)],
    [horizontal, Array.from({ length: columns }, (_, column) => column)],
    [horizontal, Array.from({ length: columns }, (_, column) => rows * columns + column)],
  ]
  for (const [shares, side] of sides) {
    const drawn = side.filter((index) => (shares[index] ?? 0) >= DRAWN).length
    if (drawn < OPEN_SIDE * side.length) for (const index of side) shares[index] = 1
  }
}

/**
 * Closes what upright lines hold on both sides in the first and the last row: browsers draw no line
 * where a page cuts a cell.
 */
function closeCutCells({ rows, columns, vertical, horizontal }: Edges): void {
  for (const [row, edge] of [
    [0, 0],
    [rows - 1, rows],
  ] as const) {
    const isDrawn = (at: number) => (vertical[row * (columns + 1) + at] ?? 0) >= DRAWN
    let start = isDrawn(0) ? 0 : columns
    for (let at = 1; at <= columns; at += 1) {
      if (!isDrawn(at)) continue
      if (start < at) horizontal.fill(1, edge * columns + start, edge * columns + at)
      start = at
    }
  }
}

/**
 * Closes a row that is one cell and of which one side is drawn: spreadsheets draw no line where the
 * edge of the paper cuts a cell that goes on on another page.
 */
function closeCutRows({ rows, columns, vertical, horizontal }: Edges): void {
  const isDrawn = (shares: Float32Array, from: number) =>
    Array.from({ length: columns }, (_, column) => shares[from + column] ?? 0).every(
      (share) => share >= DRAWN,
    )
  for (let row = 0; row < rows; row += 1) {
    const [left, right] = [row * (columns + 1), row * (columns + 1) + columns]
    const drawn = vertical.subarray(left, right + 1).filter((share) => share >= DRAWN)
    const isHalf = [left, right].some((side) => (vertical[side] ?? 0) >= DRAWN)
    if (drawn.length !== 1 || !isHalf) continue
    if (isDrawn(horizontal, row * columns) && isDrawn(horizontal, (row + 1) * columns))
      vertical[left] = vertical[right] = 1
  }
}

/** Root of each place; places that are open to the outside share the root of the last index. */
function uniteNeighbours({ rows, columns, vertical, horizontal }: Edges): Int32Array {
  const outside = rows * columns
  const parents = Int32Array.from({ length: outside + 1 }, (_, index) => index)
  const find = (index: number): number => {
    let root = index
    while (parents[root] !== root) {
      parents[root] = parents[parents[root] ?? root] ?? root
      root = parents[root] ?? root
    }
    return root
  }
  // The larger root wins, so that the outside stays the root of its group.
  const unite = (left: number, right: number) => {
    const [low, high] = [find(left), find(right)].sort((a, b) => a - b)
    if (low !== undefined && high !== undefined) parents[low] = high
  }
  for (let row = 0; row < rows; row += 1) {
    for (let edge = 0; edge <= columns; edge += 1) {
      if ((vertical[row * (columns + 1) + edge] ?? 0) >= DRAWN) continue
      const place = row * columns + edge
      unite(edge === 0 ? outside : place - 1, edge === columns ? outside : place)
    }
  }
  for (let edge = 0; edge <= rows; edge += 1) {
    for (let column = 0; column < columns; column += 1) {
      if ((horizontal[edge * columns + column] ?? 0) >= DRAWN) continue
      const place = edge * columns + column
      unite(edge === 0 ? outside : place - columns, edge === rows ? outside : place)
    }
  }
  return Int32Array.from({ length: outside + 1 }, (_, index) => find(index))
}

/** Each group as one cell where it is a rectangle; other shapes are cut into rectangles. */
function splitIntoRectangles(roots: Int32Array, { rows, columns }: Edges): GridCell[] {
  const outside = roots[rows * columns]
  const isTaken = new Uint8Array(rows * columns)
  const cells: GridCell[] = []
  for (let place = 0; place < rows * columns; place += 1) {
    if (isTaken[place] === 1 || roots[place] === outside) continue
    const row = Math.floor(place / columns)
    const column = place % columns
    const isSame = (index: number) => roots[index] === roots[place] && isTaken[index] === 0
    let columnSpan = 1
    while (column + columnSpan < columns && isSame(place + columnSpan)) columnSpan += 1
    let rowSpan = 1
    while (row + rowSpan < rows && isFullRow(place + rowSpan * columns, columnSpan, isSame))
      rowSpan += 1
    for (let down = 0; down < rowSpan; down += 1)
      isTaken.fill(1, place + down * columns, place + down * columns + columnSpan)
    cells.push({ row, column, rowSpan, columnSpan })
  }
  return cells
}

function isFullRow(start: number, length: number, isSame: (index: number) => boolean): boolean {
  for (let index = start; index < start + length; index += 1) if (!isSame(index)) return false
  return true
}
