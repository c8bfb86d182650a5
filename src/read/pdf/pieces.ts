import type { Line } from './lines.ts'
import type { Word } from './words.ts'

/** A gap at least this wide may part two columns; share of the font size. */
export const COLUMN_GAP = 1
/** A word begins at an edge where it is as near as this, points. */
const AT_EDGE = 1.5

/** True where a gap of the line is so wide that it hardly is a blank. */
export function hasWideGap(line: Line): boolean {
  return partsOf(line).length > 1
}

/** The first words of the parts of a line, which wide gaps part. */
export function partsOf({ words, size }: Line): Word[] {
  return words.filter((word, index) => {
    const previous = words[index - 1]
    return previous === undefined || word.start - previous.end >= COLUMN_GAP * size
  })
}

/** Columns in which a line has text; `edges` are the left edges of the columns but the first. */
export function columnsOf({ words }: Line, edges: readonly number[]): ReadonlySet<number> {
  return new Set(words.map((word) => columnOf(word, edges)))
}

function columnOf({ start, end }: Word, edges: readonly number[]): number {
  return edges.filter((edge) => edge <= (start + end) / 2).length
}

/** True where a line runs over columns as if they were not there. */
export function runsAcross({ words }: Line, edges: readonly number[]): boolean {
  const isCut = (edge: number) =>
    words.some((word) => word.start < edge - AT_EDGE && word.end > edge + AT_EDGE)
  const begins = edges.filter((edge) => words.some((word) => isAtEdge(word, edge)))
  return edges.some(isCut) && begins.length < 2
}

export function isAtEdge({ start }: Word, edge: number): boolean {
  return Math.abs(start - edge) <= AT_EDGE
}
