import type { Word } from '../document/page-content.ts'
import { type Extent, extentOf, type Line } from './lines.ts'

/** A gap at least this wide may part two columns; share of the font size. */
export const COLUMN_GAP = 1
/** Before the left edge of a column a gap that is wider than a blank does so; share of the font size. */
export const GAP_AT_EDGE = 0.35
/** A word begins at an edge where it is as near as this, points. */
export const AT_EDGE = 1.5
/** Text that begins no further than this before an edge belongs to the column behind it, points. */
export const BEFORE_EDGE = 4
/** A heading stands in the middle of its column, give or take so many points. */
const CENTRED = 7

/** Words of a line that no gap between columns parts. */
interface Segment extends Extent {
  readonly words: readonly Word[]
}

/** True where a gap of the line is so wide that it hardly is a blank. */
export function hasWideGap(line: Line): boolean {
  return partsOf(line).length > 1
}

/** The first words of the parts of a line, which wide gaps part. */
export function partsOf(line: Line): Word[] {
  return segmentsOf(line, []).flatMap(({ words }) => words.slice(0, 1))
}

/** The parts of a line; `edges` are the left edges of columns, `widest` the first gap that is none in a part. */
export function segmentsOf(
  { words, size }: Line,
  edges: readonly number[],
  widest = COLUMN_GAP,
): Segment[] {
  const segments: { start: number; end: number; words: Word[] }[] = []
  for (const word of words) {
    const last = segments.at(-1)
    const gap = last ? word.start - last.end : Number.POSITIVE_INFINITY
    const isApart =
      gap >= widest * size || (gap >= GAP_AT_EDGE * size && edges.some((e) => isAtEdge(word, e)))
    if (last && !isApart) {
      last.words.push(word)
      last.end = Math.max(last.end, word.end)
    } else segments.push({ start: word.start, end: word.end, words: [word] })
  }
  return segments
}

/** Columns in which a line has text; `edges` are the left edges of the columns but the first. */
export function columnsOf({ words }: Line, edges: readonly number[]): ReadonlySet<number> {
  return new Set(words.map((word) => columnOf(word, edges)))
}

/** The column that holds the middle; `edges` are the left edges of the columns but the first. */
export function columnOf({ start, end }: Extent, edges: readonly number[]): number {
  return edges.filter((edge) => edge <= (start + end) / 2).length
}

/** All edges of columns: their left edges but the first, and the sides of the lines around them. */
export function withSides(edges: readonly number[], lines: readonly Extent[]): number[] {
  const { start, end } = extentOf(lines)
  return [Math.min(start, edges[0] ?? start), ...edges, Math.max(end, edges.at(-1) ?? end)]
}

/** True where a line runs over columns as if they were not there; `edges` are all their edges. */
export function runsAcross(line: Line, edges: readonly number[]): boolean {
  const segments = segmentsOf(line, edges)
  const cut = segments.filter((segment) => isCut(segment, edges))
  if (cut.length === 0) return false
  // A heading over some of the columns stands in their middle.
  if (segments.length > 1 && cut.some((segment) => isCentred(segment, edges))) return false
  const fitting = segments.filter(
    (segment) => isCentred(segment, edges) || (begins(segment, edges) && !isCut(segment, edges)),
  )
  return fitting.length < 2
}

/** True where the left edge of a column lies inside. */
export function isCut({ start, end }: Extent, edges: readonly number[]): boolean {
  return edges.some((edge) => start < edge - BEFORE_EDGE && end > edge + AT_EDGE)
}

/** True where it begins at the left edge of a column. */
export function begins(extent: Extent, edges: readonly number[]): boolean {
  return edges.some((edge) => isAtEdge(extent, edge))
}

/** True where it stands in the middle of its column or of the columns that it runs over. */
function isCentred({ start, end }: Extent, edges: readonly number[]): boolean {
  const first = columnOf({ start, end: start }, edges)
  const last = columnOf({ start: end, end }, edges)
  const [left, right] = [edges[first - 1], edges[last]]
  if (left === undefined || right === undefined) return false
  // Text keeps away from the next column by the margins of both.
  const middle = (left + right) / 2 - CENTRED / 2
  return Math.abs((start + end) / 2 - middle) <= CENTRED
}

export function isAtEdge({ start }: Extent, edge: number): boolean {
  return Math.abs(start - edge) <= AT_EDGE
}

const NUMBER = /^\d{1,2}$/

/** The middle of a table is told to this share of its width. */
const MIDDLE = 0.02
/** Lines that are centred alike have their middles as near as this, points. */
const SAME = 2

/** One line as its columns see it. */
export interface LineFacts {
  readonly line: Line
  readonly isAcross: boolean
  /** Words by column. */
  readonly pieces: ReadonlyMap<number, readonly Word[]>
  /** True for «1 2 3 4» below a heading. */
  readonly isNumbers: boolean
}

/** What each line looks like to a table; `xs` are all column edges. */
export function lineFacts(lines: readonly Line[], xs: readonly number[]): LineFacts[] {
  const edges = xs.slice(1, -1)
  const pieces = lines.map((line) => piecesOf(line, edges))
  const left = leftOfRows(pieces)
  return lines.map((line, index) => {
    const own = pieces[index] ?? new Map()
    const isOutside = line.start < left - AT_EDGE && own.size === 1
    const isAcross = isOutside || isTitle(line, lines[index - 1], xs) || runsAcross(line, xs)
    const isNumbers = line.words.length >= 3 && isCounted(line.words)
    return { line, isAcross, pieces: own, isNumbers }
  })
}

/** Where the rows begin whose first cells are set to the left; what begins before stands between tables. */
function leftOfRows(pieces: readonly LineFacts['pieces'][]): number {
  const firsts = pieces.flatMap((own) => {
    const words = own.size > 1 ? own.get(0) : undefined
    return words ? [extentOf(words)] : []
  })
  const { start } = extentOf(firsts)
  const isLeft = hasManyWidths(firsts.filter((first) => isAtEdge(first, start)))
  return isLeft ? start : Number.NEGATIVE_INFINITY
}

/** Text of so many widths must be centred in a column; of equal widths it may be set to the left as well. */
const LEAST_WIDTHS = 3

/** True where text is not aligned by being as wide as any other. */
export function hasManyWidths(parts: readonly Extent[]): boolean {
  return new Set(parts.map(({ start, end }) => Math.round(end - start))).size >= LEAST_WIDTHS
}

/**
 * A heading in the middle of the table, which may be narrower than the column there; no second line
 * of the heading of that column.
 */
export function isTitle(line: Line, above: Line | undefined, xs: readonly number[]): boolean {
  const [left, right] = [xs[0] ?? 0, xs.at(-1) ?? 0]
  const isInMiddle = Math.abs(middleOf(line) - (left + right) / 2) <= MIDDLE * (right - left)
  if (!isInMiddle || begins(line, xs) || segmentsOf(line, []).length !== 1) return false
  const parts = above ? segmentsOf(above, []) : []
  return (
    parts.length < 2 || !parts.some((part) => Math.abs(middleOf(part) - middleOf(line)) <= SAME)
  )
}

export function middleOf({ start, end }: Extent): number {
  return (start + end) / 2
}

/** The words of a line by column; `edges` are the left edges of the columns but the first. */
export function piecesOf({ words }: Line, edges: readonly number[]): Map<number, Word[]> {
  const pieces = new Map<number, Word[]>()
  for (const word of words) {
    const column = columnOf(word, edges)
    const piece = pieces.get(column)
    if (piece) piece.push(word)
    else pieces.set(column, [word])
  }
  return pieces
}

function isCounted(words: readonly Word[]): boolean {
  return words.every(
    ({ text }, index) => NUMBER.test(text) && Number(text) === Number(words[0]?.text ?? '') + index,
  )
}
