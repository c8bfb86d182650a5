import type { Word } from '../document/page-content.ts'
import { firstNotBefore } from '../text/lists.ts'
import type { LoosePage } from './aligned.ts'
import { boundsOf, type Extent, extentOf, type Line, quantile } from './lines.ts'
import {
  AT_EDGE,
  BEFORE_EDGE,
  COLUMN_GAP,
  columnOf,
  GAP_AT_EDGE,
  hasManyWidths,
  middleOf,
  piecesOf,
  segmentsOf,
} from './segments.ts'

/*
 * The columns of a table are the edges that explain its lines for the lowest price. A gap between two
 * words that is too wide for a blank has its price unless an edge stands in it; so has text that runs
 * over an edge, less where it fills its line: it may be a title. Text that begins at an edge behind a
 * gap speaks for it.
 */
const UNEXPLAINED = 1
const CROSSED = 1
const CROSSED_BY_TITLE = 0.15
const BEGINS = -0.5
const EDGE = 1.5
const EDGE_BY_LINE = 0.02

/** Lines nearer than this stand in cells beside each other; share of the font size. */
const BESIDE = 0.8
/** Text that begins as near to each other as this is aligned, points. */
const ALIGNED = 0.75
/** Columns are not narrower than this, points. */
const NARROWEST_COLUMN = 6
/** Where no gap is wide, so many must end to be looked at. */
const LEAST_NARROW = 3
/** A narrow gap is wider than the usual blank by this factor. */
const NO_BLANK = 1.3
/** No more places are looked at, those where the most text begins. */
const MOST_PLACES = 250

/** White between two words of a line. */
interface Gap extends Extent {
  readonly isWide: boolean
}

/** What stands at one height. */
interface Band {
  readonly gaps: readonly Gap[]
  /** Text without wide gaps. */
  readonly parts: readonly Extent[]
}

/**
 * Left edges of the columns but the first, told by all lines together: dynamic programming over the
 * places where text begins behind gaps.
 */
export function findEdges(all: readonly Line[]): number[] {
  const bands = bandsOf(all)
  const gaps = bands.flatMap((band) => band.gaps)
  const places = placesOf(gaps, extentOf(all).start)
  const prices = placePrices(places, bands)
  const inside = unexplained(places, gaps)
  // The cheapest columns up to each place; a last one stands for the right side.
  const least = [0]
  const before: number[] = []
  for (let at = 1; at <= places.length + 1; at += 1) {
    const place = places[at - 1] ?? Number.POSITIVE_INFINITY
    let [best, from] = [Number.POSITIVE_INFINITY, 0]
    for (let left = 0; left < at; left += 1) {
      if (left > 0 && place - (places[left - 1] ?? 0) < NARROWEST_COLUMN) break
      const cost = (least[left] ?? 0) + UNEXPLAINED * (inside[left]?.[at] ?? 0)
      if (cost < best) [best, from] = [cost, left]
    }
    least.push(best + (prices[at - 1] ?? 0))
    before[at] = from
  }
  const edges: number[] = []
  for (let at = before[places.length + 1] ?? 0; at > 0; at = before[at] ?? 0)
    edges.unshift(places[at - 1] ?? 0)
  return edges
}

function bandsOf(lines: readonly Line[]): Band[] {
  const bands: Line[][] = []
  for (const line of lines) {
    const first = bands.at(-1)?.[0]
    const step = line.baseline - (first?.baseline ?? Number.NEGATIVE_INFINITY)
    if (first && step >= 0 && step < BESIDE * line.size) bands.at(-1)?.push(line)
    else bands.push([line])
  }
  const narrowest = Math.max(GAP_AT_EDGE, NO_BLANK * usualBlank(lines))
  return bands.map((band) => bandOf(band, narrowest))
}

/** The middle one of the gaps between words that are not wide; share of the font size. */
function usualBlank(lines: readonly Line[]): number {
  const blanks = lines.flatMap(({ words }) =>
    words.slice(1).map(({ start, size }, index) => (start - (words[index]?.end ?? 0)) / size),
  )
  return quantile(
    blanks.filter((width) => width > 0 && width < COLUMN_GAP),
    0.5,
  )
}

function bandOf(lines: readonly Line[], narrowest: number): Band {
  const words = lines.flatMap((line) => line.words).sort((one, other) => one.start - other.start)
  const gaps: Gap[] = []
  const parts: { start: number; end: number }[] = []
  for (const { start, end, size } of words) {
    const part = parts.at(-1)
    const width = start - (part?.end ?? Number.NEGATIVE_INFINITY)
    const isWide = width >= COLUMN_GAP * size
    if (part && width >= Math.min(narrowest, COLUMN_GAP) * size)
      gaps.push({ start: part.end, end: start, isWide })
    if (part && !isWide) part.end = Math.max(part.end, end)
    else parts.push({ start, end })
  }
  return { gaps, parts }
}

/** From left to right where text begins behind gaps; of places close to each other the first. */
function placesOf(gaps: readonly Gap[], left: number): number[] {
  const places: { at: number; last: number; count: number; isWide: boolean }[] = []
  for (const { end, isWide } of gaps.toSorted((one, other) => one.end - other.end)) {
    const open = places.at(-1)
    if (open && end - open.last <= ALIGNED) {
      open.last = end
      open.count += 1
      open.isWide ||= isWide
    } else if (end > left + NARROWEST_COLUMN) places.push({ at: end, last: end, count: 1, isWide })
  }
  return places
    .filter(({ count, isWide }) => isWide || count >= LEAST_NARROW)
    .sort((one, other) => other.count - one.count)
    .slice(0, MOST_PLACES)
    .map(({ at }) => at)
    .sort((one, other) => one - other)
}

/** What an edge at each place costs by the text that begins there or runs across. */
function placePrices(places: readonly number[], bands: readonly Band[]): number[] {
  const price = EDGE + EDGE_BY_LINE * bands.length
  const prices = places.map(() => price)
  const add = (from: number, to: number, cost: number) => {
    for (let at = firstPlace(places, from); (places[at] ?? Infinity) < to; at += 1)
      prices[at] = (prices[at] ?? 0) + cost
  }
  for (const { gaps, parts } of bands) {
    const crossed = parts.length > 1 ? CROSSED : CROSSED_BY_TITLE
    for (const { start, end } of parts) add(start + BEFORE_EDGE, end - AT_EDGE, crossed)
    for (const { end, isWide } of gaps) {
      const isCrossed = parts.some(
        (part) => part.start + BEFORE_EDGE < end && end < part.end - AT_EDGE,
      )
      // Text that begins at an edge behind a narrow gap does not run across.
      add(end - AT_EDGE, end + AT_EDGE, BEGINS - (isCrossed && !isWide ? crossed : 0))
    }
  }
  return prices
}

/** Index of the first place that is not before `x`. */
function firstPlace(places: readonly number[], x: number): number {
  return firstNotBefore(places.length, (at) => (places[at] ?? 0) < x)
}

/**
 * How many wide gaps lie between two neighbouring edges and hold neither: by the number of the left
 * one (0 for the left side), then by that of the right one, counted from 1.
 */
function unexplained(places: readonly number[], gaps: readonly Gap[]): Int32Array[] {
  const wide = gaps.filter(({ isWide }) => isWide)
  return [Number.NEGATIVE_INFINITY, ...places].map((left) => {
    const inside = new Int32Array(places.length + 2)
    for (const { start, end } of wide)
      if (start > left) {
        const right = firstPlace(places, end + AT_EDGE) + 1
        inside[right] = (inside[right] ?? 0) + 1
      }
    for (let at = 1; at < inside.length; at += 1)
      inside[at] = (inside[at] ?? 0) + (inside[at - 1] ?? 0)
    return inside
  })
}

/*
 * Tables whose cells are centred have no common left edges, but common middles. Their text is set to
 * the left edge of its column, for all that follows to look at.
 */

/** A gap at least this wide parts two columns of centred text; share of the font size. */
const PART_GAP = 0.75
/** Middles of one column are as near to each other as this, points. */
const SAME_MIDDLE = 1.2
/** Of the text beside other text this share must stand in the middles of so many columns. */
const CENTRED = 0.5
const LEAST_COLUMNS = 3
/** Text is centred in its column to within this, points. */
const IN_MIDDLE = 2

/** The pages with centred text set to the left; as they are where their tables are not centred. */
export function setLeft(pages: readonly LoosePage[]): readonly LoosePage[] {
  const lines = pages.flatMap(({ stretches }) => stretches.flat())
  const layout = centredLayout(lines.filter(({ words }) => words[0]?.turn === 0))
  if (layout === null) return pages
  const move = (line: Line) => moveLine(line, layout)
  return pages.map((page) => ({ ...page, stretches: page.stretches.map((own) => own.map(move)) }))
}

interface Layout {
  /** Left edges of the columns but the first. */
  readonly edges: readonly number[]
  readonly lefts: readonly number[]
  /** Where the middles of the columns are. */
  readonly middles: readonly number[]
}

/** Null where the text is not centred in columns. */
function centredLayout(lines: readonly Line[]): Layout | null {
  const found = findEdges(lines)
  const rows = lines
    .map((line) => segmentsOf(line, found, PART_GAP))
    .filter((parts) => parts.length > 1)
  const columns = [...found, Number.POSITIVE_INFINITY].map((): Extent[] => [])
  for (const part of rows.flat()) columns[columnOf(part, found)]?.push(part)
  const middles = columns.map((parts) => quantile(parts.map(middleOf), 0.5))
  const centred = columns.map((parts, column) =>
    parts.filter((part) => Math.abs(middleOf(part) - (middles[column] ?? 0)) <= SAME_MIDDLE),
  )
  const sure = centred.filter(hasManyWidths)
  if (sure.length < LEAST_COLUMNS || sure.flat().length < CENTRED * rows.flat().length) return null
  const sides = centred.map((own) => (own.length > 0 ? extentOf(own) : null))
  const edges = found.map((edge, column) => {
    const [left, right] = [sides[column], sides[column + 1]]
    return left && right ? (left.end + right.start) / 2 : edge
  })
  return { edges, middles, lefts: [sides[0]?.start ?? 0, ...edges] }
}

/** A line with something in a column that is not in its middle runs over several: it stays. */
function moveLine(line: Line, { edges, lefts, middles }: Layout): Line {
  const inside = piecesOf(line, edges)
  const isCentred = [...inside].every(
    ([column, words]) => Math.abs(middleOf(extentOf(words)) - (middles[column] ?? 0)) <= IN_MIDDLE,
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
