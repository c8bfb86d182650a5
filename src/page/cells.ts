import type { Ruling, Rulings } from '../document/ruling.ts'

/** A cell in grid positions: 0-based, spans at least 1. */
export interface GridCell {
  readonly row: number
  readonly column: number
  readonly rowSpan: number
  readonly columnSpan: number
}

interface Edges {
  readonly rows: number
  readonly columns: number
  /** Share (0 to 1) of each vertical edge that is drawn: row × (columns + 1) + edge. */
  readonly vertical: Float32Array
  /** Share of each horizontal edge that is drawn: edge × columns + column. */
  readonly horizontal: Float32Array
}

/** Neighbours are one cell where less than this share of their common edge is drawn. */
const DRAWN = 0.6
/** A side of the table of which less than this is drawn is left open on purpose. */
const OPEN_SIDE = 0.2
/** A line may lie this far from the edge that it was snapped to. */
const SNAPPED = 3

/** Cells that the lines enclose, by row, then by column; what nothing encloses is no cell. */
export function findCells(
  xs: readonly number[],
  ys: readonly number[],
  lines: Rulings,
): GridCell[] {
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
