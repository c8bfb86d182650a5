import type { Word } from '../document/page-content.ts'
import { largest } from '../text/extremes.ts'
import type { Extent, Line } from './lines.ts'
import { begins, columnOf, runsAcross, segmentsOf } from './pieces.ts'

const LABEL = /^(?:\d{1,3}(?:\.\d{1,3})*[.)]?|\p{Lu}{1,5}\.)$/u
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
  /** True where a number stands first that begins a row. */
  readonly hasLabel: boolean
  /** True for «1 2 3 4» below a heading. */
  readonly isNumbers: boolean
}

/** What each line looks like to a table; `xs` are all column edges. */
export function lineFacts(lines: readonly Line[], xs: readonly number[]): LineFacts[] {
  const edges = xs.slice(1, -1)
  return lines.map((line, index) => factsOf(line, edges, isTitle(line, lines[index - 1], xs)))
}

/**
 * A heading in the middle of the table, which may be narrower than the column there; no second line
 * of the heading of that column.
 */
function isTitle(line: Line, above: Line | undefined, xs: readonly number[]): boolean {
  const [left, right] = [xs[0] ?? 0, xs.at(-1) ?? 0]
  const isInMiddle = Math.abs(middleOf(line) - (left + right) / 2) <= MIDDLE * (right - left)
  if (!isInMiddle || begins(line, xs) || segmentsOf(line, []).length !== 1) return false
  const parts = above ? segmentsOf(above, []) : []
  return (
    parts.length < 2 || !parts.some((part) => Math.abs(middleOf(part) - middleOf(line)) <= SAME)
  )
}

function middleOf({ start, end }: Extent): number {
  return (start + end) / 2
}

function factsOf(line: Line, edges: readonly number[], isTitleLine: boolean): LineFacts {
  const pieces = new Map<number, Word[]>()
  for (const word of line.words) {
    const column = columnOf(word, edges)
    pieces.set(column, [...(pieces.get(column) ?? []), word])
  }
  return {
    line,
    isAcross: isTitleLine || runsAcross(line, edges),
    pieces,
    hasLabel: pieces.has(0) && LABEL.test(line.words[0]?.text ?? ''),
    isNumbers: line.words.length >= 3 && isCounted(line.words),
  }
}

function isCounted(words: readonly Word[]): boolean {
  return words.every(
    ({ text }, index) => NUMBER.test(text) && Number(text) === Number(words[0]?.text ?? '') + index,
  )
}

/** The widest gap above in a column that has text in both lines, else that of the lines, points. */
export function gapAbove(fact: LineFacts, above: LineFacts | undefined): number {
  if (!above) return 0
  const gaps = columnGaps(fact, above).map(({ gap }) => gap)
  return gaps.length === 0 ? fact.line.baseline - above.line.baseline : largest(gaps)
}

/** The gap above in each column that has text in both lines, points. */
export function columnGaps(fact: LineFacts, above: LineFacts): { column: number; gap: number }[] {
  return [...fact.pieces].flatMap(([column, [word]]) => {
    const [upper] = above.pieces.get(column) ?? []
    return upper && word ? [{ column, gap: word.baseline - upper.baseline }] : []
  })
}
