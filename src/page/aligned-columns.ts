import type { Word } from '../document/page-content.ts'
import type { LoosePage } from './aligned.ts'
import { boundsOf, type Extent, extentOf, type Line, quantile } from './lines.ts'
import {
  COLUMN_GAP,
  columnsOf,
  hasWideGap,
  isAtEdge,
  middleOf,
  piecesOf,
  runsAcross,
  segmentsOf,
  withSides,
} from './segments.ts'

/** Blanks of a few lines may fall together by chance: a white stripe is at least so wide, points. */
const NARROWEST = 3
const NARROWEST_OF_FEW = 8
const MANY_LINES = 8
/** Where so many of the lines begin a word is the left edge of a column. */
const BEGINNINGS = 0.25
/** So many lines, and this share of them, must show by a wide gap that a column begins. */
const LEAST_BEGINNINGS = 2
const SHARE_OF_BEGINNINGS = 0.03
/** This share of the lines may run across a stripe: headings over all columns. */
const ACROSS = 0.15
/** Words of this share of the other lines may be wider than their column. */
const ACROSS_INSIDE = 0.01
/** A page wider than this, points, or with more stripes than this has no such tables. */
const WIDEST = 20_000
const MOST_STRIPES = 250
/** Lines whose parts begin as near to each other as this are aligned, points. */
const ALIGNED = 0.75
/** Fewer aligned parts are chance. */
const LEAST_ALIGNED = 3
/** An aligned edge is crossed by no more than this share of the parts that begin at it. */
const MOST_CROSSED = 0.34
/** A part that begins or ends as near to an edge as this does not cross it, points. */
const CLOSE_BY = 2
/** Columns are not narrower than this, points. */
const NARROWEST_COLUMN = 6

/**
 * Left edges of the columns but the first: where parts of many lines begin, and right ends of white
 * stripes. Lines of several parts tell first, as a line of one part may be a title or running text;
 * then all lines that do not run across these edges show narrow and sparse columns too.
 */
export function findEdges(all: readonly Line[]): number[] {
  const lines = differentLines(all)
  const parted = lines.filter(hasWideGap)
  const rough = unite(alignedEdges(parted), edgesRespected(parted, ACROSS))
  const xs = withSides(rough, lines)
  const inside = lines.filter((line) => !runsAcross(line, xs))
  return uniteColumns(unite(alignedEdges(inside), edgesRespected(inside, ACROSS_INSIDE)), inside)
}

/** The edges without those between two columns that no line fills both: these are one column. */
function uniteColumns(edges: readonly number[], lines: readonly Line[]): number[] {
  const kept: number[] = []
  edges.forEach((edge, index) => {
    const [left, right] = [kept.length, kept.length + 1]
    const around = [...kept, edge, ...edges.slice(index + 1, index + 2)]
    const isApart = lines.some((line) => {
      const filled = columnsOf(line, around)
      return filled.has(left) && filled.has(right)
    })
    if (isApart) kept.push(edge)
  })
  return kept
}

/** A heading that is repeated on each page counts once. */
function differentLines(lines: readonly Line[]): readonly Line[] {
  return [...new Map(lines.map((line) => [line.text, line])).values()]
}

/** Aligned edges are exact; others tell of columns whose text is centred or set to the right. */
function unite(aligned: readonly number[], others: readonly number[]): number[] {
  const found = [...aligned]
  for (const edge of others) {
    const isKnown = aligned.some((known) => Math.abs(known - edge) < NARROWEST_COLUMN)
    if (!isKnown) found.push(edge)
  }
  return found.sort((left, right) => left - right)
}

/** Where parts of several lines begin, one under the other, and hardly any part runs across. */
function alignedEdges(lines: readonly Line[]): number[] {
  const segments = lines.flatMap((line) => segmentsOf(line, []))
  const clusters = clusterStarts(segments.map(({ start }) => start)).filter(
    ({ count }) => count >= LEAST_ALIGNED,
  )
  const left = extentOf(lines).start
  const crossings = countCrossings(clusters, segments)
  return clusters
    .filter(
      ({ at, count }, index) =>
        at > left + NARROWEST_COLUMN && (crossings[index] ?? 0) <= MOST_CROSSED * count,
    )
    .map(({ at }) => at)
    .filter((at, index, all) => index === 0 || at - (all[index - 1] ?? 0) >= NARROWEST_COLUMN)
}

/** For each place, from left to right, how many parts run across it and do not end close by. */
function countCrossings(places: readonly Cluster[], parts: readonly Extent[]): number[] {
  const ascending = (one: number, other: number) => one - other
  const long = parts.filter(({ start, end }) => end - start > 2 * CLOSE_BY)
  const begins = long.map(({ start }) => start + CLOSE_BY).sort(ascending)
  const ends = long.map(({ end }) => end - CLOSE_BY).sort(ascending)
  let [begun, ended] = [0, 0]
  return places.map(({ at }) => {
    while ((begins[begun] ?? Infinity) < at) begun += 1
    while ((ends[ended] ?? Infinity) <= at) ended += 1
    return begun - ended
  })
}

interface Cluster {
  readonly at: number
  readonly count: number
}

function clusterStarts(starts: readonly number[]): Cluster[] {
  const clusters: { at: number; last: number; count: number }[] = []
  for (const start of starts.toSorted((left, right) => left - right)) {
    const open = clusters.at(-1)
    if (open && start - open.last <= ALIGNED) {
      open.last = start
      open.count += 1
    } else clusters.push({ at: start, last: start, count: 1 })
  }
  return clusters
}

/** Right ends of the stripes that at most this share of the lines crosses. */
function edgesRespected(lines: readonly Line[], share: number): number[] {
  const words = lines.flatMap((line) => line.words)
  const narrowest = lines.length < MANY_LINES ? NARROWEST_OF_FEW : NARROWEST
  const least = Math.max(LEAST_BEGINNINGS, SHARE_OF_BEGINNINGS * lines.length)
  return whiteStripes(words, Math.floor(share * lines.length))
    .filter((stripe, index, stripes) => {
      const column = { start: stripe.end, end: stripes[index + 1]?.start ?? Infinity }
      return lines.filter((line) => beginsIn(line, column)).length >= least
    })
    .filter(({ start, end }) => {
      if (end - start >= narrowest) return true
      const begun = lines.filter((line) => line.words.some((word) => isAtEdge(word, end)))
      return lines.length >= MANY_LINES && begun.length >= BEGINNINGS * lines.length
    })
    .map((stripe) => stripe.end)
}

/** True where the line begins in the column, or does so again after a gap that is no mere blank. */
function beginsIn({ words, size }: Line, column: Stripe): boolean {
  const index = words.findIndex((word) => word.start >= column.start - 1)
  const [word, previous] = [words[index], words[index - 1]]
  if (!word || word.start >= column.end) return false
  if (!previous) return true
  return word.start - previous.end >= COLUMN_GAP * size
}

interface Stripe {
  readonly start: number
  readonly end: number
}

/** Stripes, whole points wide, that at most `most` words cross, between the outermost words. */
function whiteStripes(words: readonly Word[], most: number): Stripe[] {
  const extent = extentOf(words)
  const [left, right] = [Math.floor(extent.start), Math.ceil(extent.end)]
  if (right - left > WIDEST) return []
  /** By how much more words cross a point than the point before. */
  const change = new Int32Array(right - left + 1)
  for (const { start, end } of words) {
    const first = Math.floor(start) - left
    const behind = Math.max(first, Math.ceil(end) - left)
    change[first] = (change[first] ?? 0) + 1
    change[behind] = (change[behind] ?? 0) - 1
  }
  let crossed = 0
  const stripes: { start: number; end: number }[] = []
  for (let x = left; x <= right; x += 1) {
    crossed += change[x - left] ?? 0
    if (crossed > most) continue
    const last = stripes.at(-1)
    if (last && last.end === x) last.end = x + 1
    else stripes.push({ start: x, end: x + 1 })
  }
  if (stripes.length > MOST_STRIPES) return []
  return stripes.filter(({ start, end }) => start > left && end < right)
}

/*
 * Tables whose cells are centred have no common left edges, but common middles: these tell the
 * columns. Their text is then set to the left edge of its column, for all that follows to look at.
 */

/** A gap at least this wide parts two columns where middles are looked for; share of the font size. */
const PART_GAP = 0.75
/** Middles of one column are as near to each other as this, points. */
const SAME_MIDDLE = 1.2
/** The middles of two columns are further from each other than this, points. */
const BETWEEN_MIDDLES = 10
/** So many lines, and this share of them, must have text around the middle of a column. */
const LEAST_LINES = 4
const SHARE_OF_LINES = 0.08
/** Text of so many widths must be centred there; of equal widths it may be set to the left as well. */
const LEAST_WIDTHS = 3
/** Of the text beside other text this share must stand around the middles of columns. */
const CENTRED = 0.5
const LEAST_COLUMNS = 3
/** Text is centred in its column to within this, points. */
const IN_MIDDLE = 2

interface Column extends Extent {
  readonly middle: number
}

/** The pages with centred text set to the left; as they are where their tables are not centred. */
export function setLeft(pages: readonly LoosePage[]): readonly LoosePage[] {
  const columns = findColumns(pages.flatMap(({ stretches }) => stretches.flat()))
  if (columns === null) return pages
  const edges = columns.slice(1).map((column, index) => edgeBetween(columns[index], column))
  const lefts = [columns[0]?.start ?? 0, ...edges]
  const move = (line: Line) => moveLine(line, { columns, edges, lefts })
  return pages.map((page) => ({
    ...page,
    stretches: page.stretches.map((lines) => lines.map(move)),
  }))
}

function edgeBetween(left: Column | undefined, right: Column): number {
  return ((left?.end ?? right.start) + right.start) / 2
}

/** Columns from left to right, null where the text is not centred in columns. */
function findColumns(lines: readonly Line[]): readonly Column[] | null {
  const upright = lines.filter(({ words }) => words[0]?.turn === 0)
  const rows = upright
    .map((line) => segmentsOf(line, [], PART_GAP))
    .filter((parts) => parts.length > 1)
  const parts = rows.flat()
  const least = Math.max(LEAST_LINES, SHARE_OF_LINES * rows.length)
  const groups = groupByMiddle(parts, least)
  const centred = groups.filter(hasManyWidths).flat().length
  if (groups.length < LEAST_COLUMNS || centred < CENTRED * parts.length) return null
  return withoutSpanning(
    groups.map((group) => ({ ...extentOf(group), middle: quantile(group.map(middleOf), 0.5) })),
  ).sort((one, other) => one.middle - other.middle)
}

/** Headings over several columns have a middle of their own, which fewer lines have. */
function withoutSpanning(columns: readonly Column[]): Column[] {
  const kept: Column[] = []
  for (const column of columns)
    if (kept.every(({ start, end }) => column.start >= end || column.end <= start))
      kept.push(column)
  return kept
}

/** Groups of parts with one middle, those with the most parts first; none of a drawing. */
function groupByMiddle(parts: readonly Extent[], least: number): Extent[][] {
  const groups: Extent[][] = []
  let left = parts.toSorted((one, other) => middleOf(one) - middleOf(other))
  for (;;) {
    const { first, end } = densest(left)
    if (end - first < least) return groups
    const group = left.slice(first, end)
    const middle = quantile(group.map(middleOf), 0.5)
    groups.push(group)
    if (groups.length > MOST_STRIPES) return []
    left = left.filter((part) => Math.abs(middleOf(part) - middle) >= BETWEEN_MIDDLES)
  }
}

/** Where the most of the sorted parts have their middles within `SAME_MIDDLE`. */
function densest(parts: readonly Extent[]): { readonly first: number; readonly end: number } {
  const middles = parts.map(middleOf)
  let [best, start] = [{ first: 0, end: 0 }, 0]
  middles.forEach((middle, index) => {
    while (middle - (middles[start] ?? middle) > SAME_MIDDLE) start += 1
    if (index + 1 - start > best.end - best.first) best = { first: start, end: index + 1 }
  })
  return best
}

function hasManyWidths(parts: readonly Extent[]): boolean {
  return new Set(parts.map(({ start, end }) => Math.round(end - start))).size >= LEAST_WIDTHS
}

interface Layout {
  readonly columns: readonly Column[]
  /** Left edges of the columns but the first. */
  readonly edges: readonly number[]
  readonly lefts: readonly number[]
}

/** A line with something in a column that is not in its middle runs over several: it stays. */
function moveLine(line: Line, { columns, edges, lefts }: Layout): Line {
  const inside = piecesOf(line, edges)
  const isCentred = [...inside].every(
    ([column, words]) =>
      Math.abs(middleOf(extentOf(words)) - (columns[column]?.middle ?? 0)) <= IN_MIDDLE,
  )
  if (!isCentred) return line
  const words = [...inside].flatMap(([column, own]) => {
    const shift = (lefts[column] ?? 0) - extentOf(own).start
    return own.map((word) => moveWord(word, shift))
  })
  return { ...line, words, ...extentOf(words), box: boundsOf(words) }
}

function moveWord(word: Word, shift: number): Word {
  const [x0, y0, x1, y1] = word.box
  return {
    ...word,
    start: word.start + shift,
    end: word.end + shift,
    box: [x0 + shift, y0, x1 + shift, y1],
  }
}
