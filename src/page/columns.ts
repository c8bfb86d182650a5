import type { Grid } from '../document/grid.ts'

/** Columns of one table that goes on over several grids, and where each grid's edges stand in it. */
export interface SharedColumns {
  readonly columns: number
  /** Position among the shared edges of each of the grid's own edges. */
  readonly numbers: readonly number[]
}

interface Family {
  /** Distances from the left edge. */
  edges: number[]
  readonly members: number[]
}

/** Edges of two pages nearer than this are one edge, points. */
const SAME_EDGE = 3
/** So many tables back a relative is looked for. */
const RECENT = 50
/** The rest of a row has so many columns at least, and lacks no more than so many. */
const LEAST_OF_REST = 3
const MOST_LEFT_OUT = 2
/** New edges must keep this distance from the others, points. */
const NARROWEST_COLUMN = 6

/**
 * The columns that each grid has in common with grids of the same width (a table that goes on over
 * pages): a grid in which an edge is hidden by merged cells still gets it from its relatives, and so
 * does the rest of a row that lacks its last columns.
 * Grids are given in reading order.
 */
export function shareColumns(grids: readonly Grid[]): SharedColumns[] {
  const families: Family[] = []
  grids.forEach((grid, index) => {
    const edges = distances(grid)
    const recent = families.slice(-RECENT)
    const family = recent.findLast((known, place) =>
      isRelated(known.edges, edges, place === recent.length - 1),
    )
    if (family) {
      family.edges = uniteEdges(family.edges, edges)
      family.members.push(index)
    } else families.push({ edges, members: [index] })
  })
  const shared: SharedColumns[] = []
  for (const { edges, members } of families)
    for (const member of members) {
      const grid = grids[member]
      const own = grid ? distances(grid) : []
      shared[member] = {
        columns: edges.length - 1,
        numbers: own.map((distance) => nearestIndex(edges, distance)),
      }
    }
  return shared
}

/** The columns of a grid that has no relatives. */
export function ownColumns({ xs }: Grid): SharedColumns {
  return { columns: xs.length - 1, numbers: xs.map((_, index) => index) }
}

function distances({ xs }: Grid): number[] {
  return xs.map((x) => x - (xs[0] ?? 0))
}

function isRelated(known: readonly number[], edges: readonly number[], isLatest: boolean): boolean {
  const difference = (known.at(-1) ?? 0) - (edges.at(-1) ?? 0)
  const foreign = edges.filter((distance) => !isNear(known, distance))
  if (difference > SAME_EDGE) return isLatest && foreign.length === 0 && isRest(known, edges)
  if (Math.abs(difference) > SAME_EDGE) return false
  if (foreign.length === 0) return true
  const isInside = known.every((distance) => isNear(edges, distance))
  if (isInside) return true
  const common = edges.length - 2 - foreign.length
  const fewest = Math.min(edges.length, known.length) - 2
  const isApart = foreign.every((distance) =>
    known.every((other) => Math.abs(other - distance) > NARROWEST_COLUMN),
  )
  return isLatest && isApart && common >= fewest / 2
}

/**
 * True where all but the last columns are there: LibreOffice draws no line around those that have
 * nothing left for the page, where the other cells of a row go on.
 */
function isRest(known: readonly number[], edges: readonly number[]): boolean {
  return edges.length > LEAST_OF_REST && known.length - edges.length <= MOST_LEFT_OUT
}

function isNear(edges: readonly number[], distance: number): boolean {
  return edges.some((other) => Math.abs(other - distance) <= SAME_EDGE)
}

function uniteEdges(known: readonly number[], edges: readonly number[]): number[] {
  const foreign = edges.filter((distance) => !isNear(known, distance))
  return [...known, ...foreign].sort((left, right) => left - right)
}

function nearestIndex(edges: readonly number[], distance: number): number {
  let best = 0
  edges.forEach((edge, index) => {
    if (Math.abs(edge - distance) < Math.abs((edges[best] ?? 0) - distance)) best = index
  })
  return best
}
