import type { Grid, GridCell } from '../document/grid.ts'
import type { Rulings } from '../document/ruling.ts'
import { append } from '../text/lists.ts'
import { findEdges, setLeft } from './aligned-columns.ts'
import { type AlignedRow, findRows } from './aligned-rows.ts'
import { type Line, quantile } from './lines.ts'
import {
  columnsOf,
  hasWideGap,
  isAtEdge,
  isTitle,
  partsOf,
  runsAcross,
  withSides,
} from './segments.ts'

/** Lines outside drawn tables and the page's drawn lines. */
export interface LoosePage {
  /** From top to bottom; a drawn table parts two stretches. */
  readonly stretches: readonly (readonly Line[])[]
  readonly rulings: Rulings
  /** Left edges of the columns but the first, where they are known and need not be told. */
  readonly columnEdges: readonly number[] | undefined
}

/** Lines that stand together; those from `first` to before `end` are surely in columns. */
interface Region {
  readonly lines: readonly Line[]
  readonly first: number
  readonly end: number
  /** Distance of two lines within a row, points. */
  readonly pitch: number
}

/** Columns of a table; `xs` are all their edges, `edges` the left ones but the first. */
interface Columns {
  readonly edges: readonly number[]
  readonly xs: readonly number[]
}

/** Fewer columns are taken for text in columns or for a heading, fewer lines for chance. */
const LEAST_COLUMNS = 3
/** So many lines that fill both make a table of two columns. */
const LEAST_PAIRS = 6
const LEAST_LINES = 4
/** So many neighbouring lines without a gap, half of which run over columns, are no titles. */
const LEAST_PROSE = 7
/** Lines nearer than this stand in cells beside each other; share of the font size. */
const BESIDE = 0.8
/** A gap between lines that is wider than the usual one by this factor ends the region. */
const REGION_END = 3.2
/** Lines of one row are not further apart than the usual distance by this factor. */
const SAME_ROW = 1.2

/**
 * Tables without lines, told by the white stripes between their columns, as grids by page. Stripes
 * that all pages share are used for all, so that a column that is empty on one page keeps its place.
 * A few rows at the top of a page are told by the columns of the page before. What is not surely a
 * table gives none.
 */
export function findAlignedGrids(seen: readonly LoosePage[]): Grid[][] {
  const known = seen.find(({ columnEdges }) => columnEdges)?.columnEdges
  const pages = known ? seen : setLeft(seen)
  const regions = pages.map(({ stretches }) => stretches.flatMap(splitRegions).flatMap(partAtPairs))
  const all = regions.flat().filter(isLarge).flatMap(coreOf)
  const common = known ?? findEdges(all)
  let before: Columns | null = null
  const tables = pages.flatMap(({ rulings }, page) => {
    const found = findTables(regions[page] ?? [], { all, common, before })
    before = found.at(-1)?.columns ?? null
    return found.map(({ lines, columns }) => ({ page, lines, ...columns, rulings }))
  })
  const grids: Grid[][] = pages.map(() => [])
  for (const edges of new Set(tables.map((table) => table.edges))) {
    const alike = tables.filter((table) => table.edges === edges)
    const parts = splitAtHeadings(findRows(alike))
    alike.forEach(({ page, xs }, index) => {
      for (const rows of parts[index] ?? []) grids[page]?.push(buildGrid(xs, rows))
    })
  }
  return grids.map((own) => own.sort((upper, lower) => (upper.ys[0] ?? 0) - (lower.ys[0] ?? 0)))
}

interface AlignedTable {
  readonly lines: readonly Line[]
  readonly columns: Columns
}

interface Known {
  readonly all: readonly Line[]
  readonly common: readonly number[]
  /** The last table of the page before. */
  readonly before: Columns | null
}

function findTables(seen: readonly Region[], { all, common, before }: Known): AlignedTable[] {
  const regions = seen.flatMap((region) => partAtProse(region, common))
  const tables: AlignedTable[] = []
  for (const [index, region] of regions.entries()) {
    const core = coreOf(region)
    const isCommon = isTable(core, common)
    const edges = isCommon ? common : findEdges(core)
    if (isLarge(region) && (isCommon || isTable(core, edges))) {
      const lines = growRegion(region, edges)
      const xs = withSides(edges, isCommon ? [...all, ...lines] : lines)
      tables.push({ lines, columns: { edges, xs } })
    } else if (before && tables.length === index) {
      const rest = continueTable(region, before)
      if (rest) tables.push(rest)
    }
  }
  return tables
}

/** The region without so many neighbouring lines that run over the columns as no title does. */
function partAtProse(region: Region, edges: readonly number[]): Region[] {
  const { lines, pitch } = region
  const xs = withSides(edges, coreOf(region))
  const [second = Number.POSITIVE_INFINITY] = edges
  const isApart = lines.map((line) => hasWideGap(line) || line.start >= second)
  const across = lines.map((line) => runsAcross(line, xs))
  const parts: Line[][] = [[]]
  for (let from = 0; from < lines.length; ) {
    let end = from
    while (end < lines.length && !isApart[end]) end += 1
    const run = across.slice(from, end).filter(Boolean).length
    const isProse = end - from >= LEAST_PROSE && 2 * run >= end - from
    if (isProse) parts.push(lines.slice(from, end), [])
    else append(parts.at(-1) ?? [], lines.slice(from, Math.max(end, from + 1)))
    from = Math.max(end, from + 1)
  }
  if (parts.length === 1) return [region]
  return parts.filter((part) => part.length > 0).map((part) => regionOf(part, pitch))
}

/** The region without lines of two cells each above the first of more, which lie across the columns of those below. */
function partAtPairs(region: Region): Region[] {
  const { lines, pitch } = region
  const start = lines.findIndex((line) => partsOf(line).length >= LEAST_COLUMNS)
  const rows = lines.slice(Math.max(0, start))
  const xs = withSides(start > 0 ? findEdges(rows) : [], rows)
  const isPair = (line: Line) => hasWideGap(line) && runsAcross(line, xs)
  const end = lines.slice(0, Math.max(0, start)).findLastIndex(isPair) + 1
  if (end === 0) return [region]
  return [lines.slice(0, end), lines.slice(end)].map((part) => regionOf(part, pitch))
}

function regionOf(lines: readonly Line[], pitch: number): Region {
  const first = lines.findIndex(hasWideGap)
  const end = lines.findLastIndex(hasWideGap) + 1
  return { lines, first: Math.max(0, first), end, pitch }
}

function isLarge({ first, end }: Region): boolean {
  return end - first >= LEAST_LINES
}

/**
 * The rows at the top of a page, a repeated heading among them, that keep to the columns of the page
 * before; null for none.
 */
function continueTable(region: Region, { edges, xs }: Columns): AlignedTable | null {
  const fitting = region.lines.findIndex((line) => runsAcross(line, xs))
  const end = Math.min(region.end, fitting < 0 ? region.lines.length : fitting)
  const rows = region.lines.slice(0, end)
  const least = Math.min(edges.length + 1, LEAST_COLUMNS)
  if (!rows.some((line) => columnsOf(line, edges).size >= least)) return null
  const lines = growRegion({ ...region, first: 0, end }, edges)
  const sides = withSides(edges, lines)
  const left = Math.min(xs[0] ?? 0, sides[0] ?? 0)
  const right = Math.max(xs.at(-1) ?? 0, sides.at(-1) ?? 0)
  return { lines, columns: { edges, xs: [left, ...edges, right] } }
}

function coreOf({ lines, first, end }: Region): readonly Line[] {
  return lines.slice(first, end)
}

/** Parts without very wide gaps; their core goes from the first line with a wide blank to the last. */
function splitRegions(lines: readonly Line[]): Region[] {
  const upright = lines.filter((line) => line.words[0]?.turn === 0)
  const gaps = upright
    .slice(1)
    .map((line, index) => line.baseline - (upright[index]?.baseline ?? 0))
  // Lines of cells that are centred in height stand between those of other cells.
  const usual = Math.max(
    quantile(gaps, 0.25),
    quantile(
      upright.map(({ size }) => size),
      0.25,
    ),
  )
  const parts: Line[][] = []
  upright.forEach((line, index) => {
    if (index === 0 || (gaps[index - 1] ?? 0) > REGION_END * usual) parts.push([])
    parts.at(-1)?.push(line)
  })
  return parts.map((part) => regionOf(part, usual))
}

/**
 * The core and the lines around it that begin at the edge of a column and stay in it; below it also
 * lines of the first column that go on with the row above.
 */
function growRegion(region: Region, edges: readonly number[]): readonly Line[] {
  const { lines, first, end, pitch } = region
  const xs = withSides(edges, lines.slice(first, end))
  const isInColumn = (line: Line | undefined) =>
    line !== undefined &&
    !runsAcross(line, xs) &&
    edges.some((edge) => line.words[0] !== undefined && isAtEdge(line.words[0], edge))
  let start = first
  while (isInColumn(lines[start - 1])) start -= 1
  let stop = end
  while (isInColumn(lines[stop]) || goesOn(lines[stop - 1], lines[stop], { edges, pitch }))
    stop += 1
  // A signature («Директор … (підпис)») keeps to no columns; headings have rows below them.
  const kept = lines.slice(start, stop).findLastIndex((line) => !runsAcross(line, xs))
  return lines.slice(start, start + Math.max(1, kept + 1))
}

interface Layout {
  readonly edges: readonly number[]
  readonly pitch: number
}

function goesOn(
  upper: Line | undefined,
  line: Line | undefined,
  { edges, pitch }: Layout,
): boolean {
  const [first = 0] = edges
  if (!upper || !line || line.end > first) return false
  return line.baseline - upper.baseline <= SAME_ROW * pitch && columnsOf(upper, edges).has(0)
}

/** Columns that are filled in several lines, and lines that fill several columns; titles say nothing. */
function isTable(lines: readonly Line[], edges: readonly number[]): boolean {
  const columns = edges.length + 1
  if (columns < 2) return false
  const [least, pairs] = columns === 2 ? [2, LEAST_PAIRS] : [LEAST_COLUMNS, LEAST_COLUMNS]
  const filled = lines.map((_, index) => columnsBeside(lines, index, edges))
  const wide = filled.filter((places) => places.size >= least).length
  const isUsed = (column: number) => filled.some((places) => places.has(column))
  const xs = withSides(edges, lines)
  const across = lines.filter(
    (line, index) => runsAcross(line, xs) && !isTitle(line, lines[index - 1], xs),
  ).length
  const used = Array.from({ length: columns }, (_, column) => column).filter(isUsed).length
  return wide >= pairs && used >= least && across <= lines.length / 3
}

/** Columns of a line and of those that stand so near that they can be no line above or below. */
function columnsBeside(
  lines: readonly Line[],
  index: number,
  edges: readonly number[],
): ReadonlySet<number> {
  const line = lines[index]
  const beside = [lines[index - 1], line, lines[index + 1]].filter(
    (other) => other && line && Math.abs(other.baseline - line.baseline) < BESIDE * line.size,
  )
  return new Set(beside.flatMap((other) => (other ? [...columnsOf(other, edges)] : [])))
}

/**
 * The rows parted where the heading stands again below titles: each title leads a table of its own,
 * and stands in none.
 */
function splitAtHeadings(tables: readonly (readonly AlignedRow[])[]): AlignedRow[][][] {
  const headings = new Set(tables.map((rows) => rows.find(({ isTitle }) => !isTitle)?.text))
  return tables.map((rows) => {
    const parts: AlignedRow[][] = []
    let end = rows.length
    for (let row = end - 1; row > 0; row -= 1) {
      if (!headings.has(rows[row]?.text) || !rows[row - 1]?.isTitle) continue
      parts.unshift(rows.slice(row, end))
      end = rows.slice(0, row).findLastIndex(({ isTitle }) => !isTitle) + 1
      row = end
    }
    return end > 0 ? [rows.slice(0, end), ...parts] : parts
  })
}

function buildGrid(xs: readonly number[], rows: readonly AlignedRow[]): Grid {
  const columns = xs.length - 1
  const cells: GridCell[] = []
  const owners = new Int32Array(rows.length * columns)
  rows.forEach(({ spans, merged, overhanging }, row) => {
    for (let column = 0; column < columns; ) {
      const at = row * columns + column
      const span = spans.find(({ from }) => from === column)
      const columnSpan = span ? span.to - span.from : 1
      const above = owners[at - columns] ?? -1
      const upper = columnSpan === 1 ? cells[above] : undefined
      if (upper?.columnSpan === 1 && merged.has(column)) {
        cells[above] = { ...upper, rowSpan: upper.rowSpan + 1 }
        owners[at] = above
      } else {
        const isOver = upper !== undefined && overhanging.has(column)
        owners.fill(isOver ? above : cells.length, at, at + columnSpan)
        cells.push({ row, column, rowSpan: 1, columnSpan })
      }
      column += columnSpan
    }
  })
  const ys = [...rows.map(({ top }) => top), rows.at(-1)?.bottom ?? 0]
  return { xs, ys, cells, owners }
}
