import type { Line } from './lines.ts'
import type { Word } from './words.ts'

/** One line cut at its wide gaps. */
export interface Piece {
  readonly start: number
  readonly end: number
}

/** A gap at least this wide may part two columns; share of the font size. */
const COLUMN_GAP = 1

/** A line cut wherever a gap is wide enough to part columns. */
export function piecesOf(line: Line): Piece[] {
  const pieces: { start: number; end: number }[] = []
  for (const { start, end } of line.words) {
    const last = pieces.at(-1)
    if (last && start - last.end < COLUMN_GAP * line.size) last.end = Math.max(last.end, end)
    else pieces.push({ start, end })
  }
  return pieces
}

/** Columns in which a line has text. */
export function columnsOf(line: Line, gutters: readonly Piece[]): ReadonlySet<number> {
  return new Set(line.words.map((word) => columnOf(word, gutters)))
}

function columnOf({ start, end }: Word, gutters: readonly Piece[]): number {
  const middle = (start + end) / 2
  return gutters.filter((gutter) => (gutter.start + gutter.end) / 2 <= middle).length
}
