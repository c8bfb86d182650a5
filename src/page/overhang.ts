import { cellAt } from '../document/grid.ts'
import { BLANK, type Word } from '../document/page-content.ts'
import type { Filling } from './fill.ts'

/** A gap up to this may be a blank inside a line; share of the font size. */
const WIDEST_BLANK = 0.6
/** Base lines of one line are nearer than this, points. */
const SAME_LINE = 1
/** A point so far inside the right edge is in the last cell, points. */
const INSIDE = 1

/**
 * Puts words that stick out of a table over its right edge (and perhaps over the edge of the page)
 * into the last cell of their row: words that begin inside the table, and words that go on with a
 * line of that cell. Gives back the others, in their order.
 */
export function adoptOverhanging(fillings: readonly Filling[], words: readonly Word[]): Word[] {
  const adopted = new Set<Word>()
  for (const filling of fillings) {
    const left = words.filter((word) => !adopted.has(word))
    for (const word of adoptInto(filling, left)) adopted.add(word)
  }
  return words.filter((word) => !adopted.has(word))
}

function adoptInto({ grid, words }: Filling, candidates: readonly Word[]): Word[] {
  const right = grid.xs.at(-1) ?? 0
  const middleOf = ({ box }: Word) => (box[1] + box[3]) / 2
  const lastCell = (word: Word) => cellAt(grid, right - INSIDE, middleOf(word))
  const beside = candidates.filter(
    (word) => isUpright(word) && word.box[2] > right && lastCell(word) >= 0,
  )
  if (beside.length === 0) return []
  const ends = lineEnds(words)
  return beside
    .sort((one, other) => one.start - other.start)
    .filter((word) => {
      const begins = word.start < right - BLANK * word.size
      const cell = begins ? cellAt(grid, word.start, middleOf(word)) : lastCell(word)
      if (cell < 0 || !(begins || goesOn(ends.get(cell), word))) return false
      words[cell]?.push(word)
      addEnd(ends, cell, word)
      return true
    })
}

function isUpright({ turn, isTilted }: Word): boolean {
  return turn === 0 && !isTilted
}

/** By cell and by rounded base line, where the line ends. */
type LineEnds = Map<number, Map<number, number>>

function lineEnds(words: readonly (readonly Word[])[]): LineEnds {
  const ends: LineEnds = new Map()
  words.forEach((inside, cell) => {
    for (const word of inside) if (isUpright(word)) addEnd(ends, cell, word)
  })
  return ends
}

function addEnd(ends: LineEnds, cell: number, { baseline, end }: Word): void {
  const lines = ends.get(cell) ?? new Map<number, number>()
  const line = Math.round(baseline / SAME_LINE)
  lines.set(line, Math.max(lines.get(line) ?? end, end))
  ends.set(cell, lines)
}

function goesOn(lines: ReadonlyMap<number, number> | undefined, word: Word): boolean {
  const line = Math.round(word.baseline / SAME_LINE)
  return [line - 1, line, line + 1].some((near) => {
    const end = lines?.get(near)
    return end !== undefined && Math.abs(word.start - end) <= WIDEST_BLANK * word.size
  })
}
