import { cellBox, type Grid } from '../document/grid.ts'
import type { Box } from '../document/page-content.ts'
import type { Block, Cell, Row, Table } from '../model/document.ts'
import { append } from '../text/lists.ts'
import { type FilledGrid, gridBox } from './grids.ts'
import { buildLines, extentOf, type Line } from './lines.ts'
import { placeOf, splitParagraphs, toParagraph } from './paragraphs.ts'

/** Text keeps at least so far away from the lines around its cell, points. */
const LEAST_MARGIN = 0.5

/** A table of one page, its columns numbered as in the other pages of the same table. */
export function buildTable(filled: FilledGrid, shared: SharedColumns, page: number): Table {
  const { grid } = filled
  const rights = textSides(filled)
  const rows: { cells: Cell[]; box: Box }[] = grid.ys.slice(1).map((bottom, row) => ({
    cells: [],
    box: [grid.xs[0] ?? 0, grid.ys[row] ?? 0, grid.xs.at(-1) ?? 0, bottom],
  }))
  grid.cells.forEach((cell, index) => {
    const column = shared.numbers[cell.column] ?? cell.column
    const end = shared.numbers[cell.column + cell.columnSpan] ?? column + 1
    rows[cell.row]?.cells.push({
      row: cell.row,
      column,
      rowSpan: cell.rowSpan,
      columnSpan: Math.max(1, end - column),
      blocks: blocksOfCell(filled, index, { page, rights }),
      place: placeOf(page, cellBox(grid, cell)),
    })
  })
  return {
    kind: 'table',
    columns: shared.columns,
    columnsKnown: true,
    rows: rows.map(({ cells, box }): Row => ({ cells, place: placeOf(page, box) })),
    place: placeOf(page, gridBox(grid)),
  }
}

/** Fewer lines of text do not tell how much room their column has. */
const LEAST_LINES = 6

/**
 * For each column how far to the right its text reaches, where two different lines say so; infinitely
 * far where that is not known.
 */
function textSides({ grid, words }: FilledGrid): number[] {
  const lines = grid.xs.slice(1).map((): Line[] => [])
  grid.cells.forEach(({ column, columnSpan }, index) => {
    if (columnSpan === 1) append(lines[column] ?? [], buildLines(words[index] ?? []))
  })
  return lines.map((own) => {
    const different = [...new Map(own.map((line) => [line.text, line])).values()]
    const [first, second] = different.sort((one, other) => other.end - one.end)
    const isKnown =
      own.length >= LEAST_LINES && first && second && first.end - second.end < first.size / 2
    return isKnown ? first.end : Number.POSITIVE_INFINITY
  })
}

interface Surroundings {
  readonly page: number
  /** By column how far its text reaches. */
  readonly rights: readonly number[]
}

function blocksOfCell(
  { grid, words, nested }: FilledGrid,
  index: number,
  { page, rights }: Surroundings,
): Block[] {
  const cell = grid.cells[index]
  const lines = buildLines(words[index] ?? [])
  const inside = nested.filter((inner) => inner.cell === index)
  if (!cell || (lines.length === 0 && inside.length === 0)) return []
  const box = cellBox(grid, cell)
  const tables = inside.map(({ filled }) => buildTable(filled, ownColumns(filled.grid), page))
  const right = rightMargin(lines, box)
  const reached = rights[cell.column + cell.columnSpan - 1]
  const known = hasMargins(lines, box) ? right : reached
  const paragraphs = splitParagraphs(lines, right, { reached }).map((paragraph) =>
    toParagraph(paragraph, page, known),
  )
  return orderByTop([...paragraphs, ...tables])
}

/** Text goes as near to the right edge as to the left; turned text has no such margin. */
function rightMargin(lines: readonly Line[], [left, , right]: Box): number {
  if (lines.some((line) => line.words[0]?.turn !== 0)) return Number.NEGATIVE_INFINITY
  const padding = Math.max(0, extentOf(lines).start - left)
  return right - Math.min(padding, (right - left) / 4)
}

/** Where no lines are drawn the cell is as wide as its text, and its column tells how much room there is. */
function hasMargins(lines: readonly Line[], [left]: Box): boolean {
  const isLevel = lines.every((line) => line.words[0]?.turn === 0)
  return isLevel && extentOf(lines).start - left >= LEAST_MARGIN
}

/** Paragraphs in their order; where tables stand among them, by their top edge. */
function orderByTop<Placed extends Block>(blocks: readonly Placed[]): Placed[] {
  const top = ({ place }: Placed) => place.box?.[1] ?? 0
  const isPlain = blocks.every((block) => block.kind === 'paragraph')
  return isPlain ? [...blocks] : blocks.toSorted((left, right) => top(left) - top(right))
}

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
  const foreign = edges.filter((distance) => !isNearAny(known, distance))
  if (difference > SAME_EDGE) return isLatest && foreign.length === 0 && isRest(known, edges)
  if (Math.abs(difference) > SAME_EDGE) return false
  if (foreign.length === 0) return true
  const isInside = known.every((distance) => isNearAny(edges, distance))
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

function isNearAny(edges: readonly number[], distance: number): boolean {
  return edges.some((other) => Math.abs(other - distance) <= SAME_EDGE)
}

function uniteEdges(known: readonly number[], edges: readonly number[]): number[] {
  const foreign = edges.filter((distance) => !isNearAny(known, distance))
  return [...known, ...foreign].sort((left, right) => left - right)
}

function nearestIndex(edges: readonly number[], distance: number): number {
  let best = 0
  edges.forEach((edge, index) => {
    if (Math.abs(edge - distance) < Math.abs((edges[best] ?? 0) - distance)) best = index
  })
  return best
}

/** So many rows of so many different heights do not agree by chance. */
const LEAST_ROWS = 4
const LEAST_HEIGHTS = 3
/** Edges of rows agree to within this, points. */
const SAME = 0.8

/** A table and what stands beside it on another page. */
interface Pair {
  readonly table: Table
  readonly other: Table
}

/** A table as it stands in the blocks of its page. */
interface Placed {
  table: Table
  readonly page: number
  readonly index: number
}

/**
 * The blocks of each page, with what a spreadsheet too wide for its paper printed on further pages put
 * beside the columns it belongs to: a table of other columns with rows of the very same heights. A
 * few rows at the end belong together where larger tables of the same columns do.
 */
export function joinSpilled(pages: readonly (readonly Block[])[]): Block[][] {
  const sure = findPairs(pages.flat().filter((block) => block.kind === 'table'))
  if (sure.length === 0) return pages.map((blocks) => [...blocks])
  const bases: Placed[] = []
  const joined: Block[][] = pages.map(() => [])
  pages.forEach((blocks, page) => {
    for (const block of blocks) {
      const base = block.kind === 'table' ? findBase(block, bases, sure) : undefined
      const kept = joined[base?.page ?? page] ?? []
      if (base && block.kind === 'table') {
        base.table = joinColumns(base.table, block)
        kept[base.index] = base.table
      } else {
        if (block.kind === 'table') bases.push({ table: block, page, index: kept.length })
        kept.push(block)
      }
    }
  })
  return joined
}

function findPairs(tables: readonly Table[]): Pair[] {
  const irregular = tables.filter(isIrregular)
  return irregular.flatMap((other, index) => {
    const table = irregular.slice(0, index).find((one) => isSpilled(one, other))
    return table ? [{ table, other }] : []
  })
}

function findBase(other: Table, bases: readonly Placed[], sure: readonly Pair[]) {
  const isSure = (base: Table) =>
    sure.some((pair) => hasSameEdges(base, pair.table) && hasSameEdges(pair.other, other))
  return bases.find(({ table }) => isSpilled(table, other) && isSure(table))
}

function isIrregular({ rows }: Table): boolean {
  const heights = rows.map(({ place: { box } }) => Math.round((box?.[3] ?? 0) - (box?.[1] ?? 0)))
  return rows.length >= LEAST_ROWS && new Set(heights).size >= LEAST_HEIGHTS
}

function isSpilled(table: Table, other: Table): boolean {
  return (
    table.place.page !== other.place.page &&
    table.rows.length === other.rows.length &&
    table.rows.every((row, index) => isBeside(row, other.rows[index])) &&
    !hasSameEdges(table, other)
  )
}

function isBeside({ place }: Row, other: Row | undefined): boolean {
  const [one, two] = [place.box, other?.place.box]
  return one !== undefined && two !== undefined && isNear(one[1], two[1]) && isNear(one[3], two[3])
}

/** True where cells of the one begin nowhere but where cells of the other do. */
function hasSameEdges(table: Table, other: Table): boolean {
  const starts = (one: Table) => one.rows.flatMap(({ cells }) => cells.map(leftOf))
  const known = starts(other)
  return starts(table).every((x) => known.some((start) => isNear(start, x)))
}

function leftOf({ place: { box } }: Row['cells'][number]): number {
  return box?.[0] ?? 0
}

function isNear(one: number, other: number): boolean {
  return Math.abs(one - other) <= SAME
}

function joinColumns(table: Table, other: Table): Table {
  const rows = table.rows.map((row, index) => {
    const beside = other.rows[index]?.cells ?? []
    const moved = beside.map((cell) => ({ ...cell, column: cell.column + table.columns }))
    return { ...row, cells: [...row.cells, ...moved] }
  })
  return { ...table, columns: table.columns + other.columns, rows }
}
