import type { Grid } from '../grid/grid.ts'
import type { Ruling } from '../grid/ruling.ts'
import { findRows } from './aligned-rows.ts'
import type { Line } from './lines.ts'
import { columnsOf, type Piece, piecesOf } from './pieces.ts'

/** Lines outside drawn tables and the page's drawn lines. */
export interface LoosePage {
  /** From top to bottom; a drawn table parts two stretches. */
  readonly stretches: readonly (readonly Line[])[]
  readonly rulings: readonly Ruling[]
}

/** Lines that stand together and the white stripes between their columns. */
interface Region {
  readonly page: number
  readonly lines: readonly Line[]
  readonly gutters: readonly Piece[]
}

/** A stripe between columns is at least so wide, points. */
const NARROWEST_GUTTER = 5
/** This share of the lines may run across a stripe: headings over all columns. */
const ACROSS = 0.15
/** Fewer columns are taken for text in columns or for a heading, fewer lines for chance. */
const LEAST_COLUMNS = 3
const LEAST_LINES = 4
/** A gap between lines that is wider than the usual one by this factor ends the region. */
const REGION_END = 3.2

/**
 * Tables without lines, told by the white stripes between their columns, as grids by page. Stripes
 * that all pages share are used for all, so that a column that is empty on one page keeps its place.
 * What is not surely a table gives none.
 */
export function findAlignedGrids(pages: readonly LoosePage[]): Grid[][] {
  const regions = pages.flatMap(({ stretches }, page) =>
    stretches.flatMap(splitRegions).flatMap((part): Region[] => {
      const gutters = findGutters(part)
      return isTable(part, gutters) ? [{ page, lines: part, gutters }] : []
    }),
  )
  const common = findGutters(regions.flatMap((region) => region.lines))
  const widest = Math.max(0, ...regions.map((region) => region.gutters.length))
  const grids = pages.map((): Grid[] => [])
  for (const { page, lines, gutters } of regions) {
    const shared = common.length >= widest ? common : gutters
    grids[page]?.push(buildGrid(lines, shared, pages[page]?.rulings ?? []))
  }
  return grids
}

/** From the first line with a wide gap to the last one, as long as no very wide gap lies between. */
function splitRegions(lines: readonly Line[]): Line[][] {
  const upright = lines.filter((line) => line.words[0]?.turn === 0)
  const gaps = upright
    .slice(1)
    .map((line, index) => line.baseline - (upright[index]?.baseline ?? 0))
  const usual = gaps.toSorted((left, right) => left - right)[Math.floor(gaps.length / 4)] ?? 0
  const parts: Line[][] = []
  upright.forEach((line, index) => {
    if (index === 0 || (gaps[index - 1] ?? 0) > REGION_END * usual) parts.push([])
    parts.at(-1)?.push(line)
  })
  return parts.map((part) => {
    const isGapped = (line: Line) => piecesOf(line).length > 1
    return part.slice(part.findIndex(isGapped), part.findLastIndex(isGapped) + 1)
  })
}

/** White stripes that nearly no line crosses, between the first and the last column. */
function findGutters(lines: readonly Line[]): Piece[] {
  const pieces = lines.flatMap(piecesOf)
  if (pieces.length === 0) return []
  const left = Math.floor(Math.min(...pieces.map((piece) => piece.start)))
  const right = Math.ceil(Math.max(...pieces.map((piece) => piece.end)))
  const crossed = new Int32Array(right - left + 1)
  for (const { start, end } of pieces)
    for (let x = Math.floor(start); x < end; x += 1)
      crossed[x - left] = (crossed[x - left] ?? 0) + 1
  const most = Math.floor(ACROSS * lines.length)
  const gutters: { start: number; end: number }[] = []
  for (let x = left; x <= right; x += 1) {
    if ((crossed[x - left] ?? 0) > most) continue
    const last = gutters.at(-1)
    if (last && last.end === x) last.end = x + 1
    else gutters.push({ start: x, end: x + 1 })
  }
  const isInside = ({ start, end }: Piece) => start > left && end < right
  return gutters.filter(
    (gutter) => gutter.end - gutter.start >= NARROWEST_GUTTER && isInside(gutter),
  )
}

/** Columns that are filled in several lines, and lines that fill several columns. */
function isTable(lines: readonly Line[], gutters: readonly Piece[]): boolean {
  const columns = gutters.length + 1
  if (columns < LEAST_COLUMNS || lines.length < LEAST_LINES) return false
  const filled = lines.map((line) => columnsOf(line, gutters))
  const wide = filled.filter((places) => places.size >= LEAST_COLUMNS).length
  const isUsed = (column: number) => filled.filter((places) => places.has(column)).length >= 2
  return wide >= LEAST_COLUMNS && Array.from({ length: columns }, (_, index) => index).every(isUsed)
}

function buildGrid(
  lines: readonly Line[],
  gutters: readonly Piece[],
  rulings: readonly Ruling[],
): Grid {
  const left = Math.min(...lines.map((line) => line.box[0]))
  const right = Math.max(...lines.map((line) => line.box[2]))
  const xs = [left, ...gutters.map((gutter) => (gutter.start + gutter.end) / 2), right]
  const { ys, spanning } = findRows(lines, gutters, rulings)
  const columns = gutters.length + 1
  const cells = ys
    .slice(1)
    .flatMap((_, row) =>
      spanning.has(row)
        ? [{ row, column: 0, rowSpan: 1, columnSpan: columns }]
        : gutters
            .concat({ start: 0, end: 0 })
            .map((_, column) => ({ row, column, rowSpan: 1, columnSpan: 1 })),
    )
  const owners = new Int32Array(columns * (ys.length - 1))
  cells.forEach((cell, index) => {
    const place = cell.row * columns + cell.column
    owners.fill(index, place, place + cell.columnSpan)
  })
  return { xs, ys, cells, owners }
}
