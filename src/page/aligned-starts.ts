import type { Word } from '../document/page-content.ts'
import type { Rulings } from '../document/ruling.ts'
import { gapAbove, type LineFacts } from './aligned-facts.ts'
import { gapSign } from './aligned-gaps.ts'
import { rowStartsByHeight } from './aligned-heights.ts'
import { ruledAbove } from './aligned-rulings.ts'
import { extentOf } from './lines.ts'

/** Rows that start at drawn lines are trusted from this many on. */
const LEAST_GAPS = 2
/** So many rows that begin with «2)», «3)» … tell of others. */
const LEAST_ITEMS = 2
const LIST_ITEM = /^\d{1,2}\)/
/** The first one stands in the row of its item. */
const LATER_ITEM = /^(?:[2-9]|\d\d)\)/
const LOWER = /^\p{Ll}/u

/*
 * What speaks for a row that begins (or, below 0, goes on): its number; a column that had text, then
 * none, has some again, as cells are filled from their top; a column of the row that had none yet; in
 * a column with text above, room for the next word that was not used, or none; the gap above.
 */
const LABELLED = 4
const RESUMED = 3
const NEW_COLUMN = 2
const ROOM_LEFT = 0.6
const ROOM_LEFT_BEFORE_ITEM = 1
const MOST_ROOM_LEFT = 2
const WRAPPED = -3
const WRAPPED_CAPITAL = -1
const MOST_WRAPPED = -4
const MOST_WRAPPED_LABELLED = -2
const BEGINS = 2
const GOES_ON = -1
/** From so many lines on the width of a column is known by what stands in it. */
const KNOWN_WIDTH = 6

interface ColumnWidth {
  /** From the left edge to where text has reached, points. */
  readonly width: number
  readonly lines: number
}

/** Rows of a table without upright lines. */
export interface RowStarts {
  /** For each line whether a row begins with it. */
  readonly starts: readonly boolean[]
  /** True where the text of low cells does not stand at the top of their rows. */
  readonly isLowered: boolean
}

/**
 * Where rows begin: below drawn lines, else where the heights of the cells say so, else where number,
 * text and gaps say so together.
 */
export function rowStarts(
  facts: readonly LineFacts[],
  columns: number,
  rulings: Rulings,
): RowStarts {
  const lines = facts.map(({ line }) => line)
  const isRuled = ruledAbove(lines, rulings)
  const hasRuled = isRuled.filter(Boolean).length >= LEAST_GAPS
  const lowered = hasRuled ? null : rowStartsByHeight(facts, columns)
  const begun = hasRuled ? isRuled : (lowered ?? pickStarts(facts, widthsOf(facts, columns)))
  const starts = facts.map(({ isAcross, isNumbers }, index) => {
    const previous = facts[index - 1]
    if (!previous) return false
    const isEdge = isAcross !== previous.isAcross || isNumbers || previous.isNumbers
    return isEdge || begun[index] === true || isRuled[index] === true
  })
  return { starts, isLowered: lowered !== null }
}

function widthsOf(facts: readonly LineFacts[], columns: number): ColumnWidth[] {
  return Array.from({ length: columns }, (_, column) => {
    const pieces = facts.flatMap(({ isAcross, pieces }) => {
      const words = isAcross ? undefined : pieces.get(column)
      return words ? [extentOf(words)] : []
    })
    const { start, end } = extentOf(pieces)
    return { width: end - start, lines: pieces.length }
  })
}

/** Twice over the lines: where rows surely begin or go on tells what gaps between them mean. */
function pickStarts(
  seen: readonly LineFacts[],
  widths: readonly ColumnWidth[],
): readonly boolean[] {
  const gapless = { widths, gaps: seen.map(() => 0) }
  const facts = labelCounted(seen, scores(seen, gapless))
  const sure = scores(facts, gapless)
  const gaps = gapSign(
    facts.map((fact, index) => gapAbove(fact, facts[index - 1])),
    sure.map((score) => (score >= LABELLED ? 'begins' : score <= GOES_ON ? 'goes on' : 'unsure')),
    facts[0]?.line.size ?? 0,
  )
  return scores(facts, { widths, gaps }).map((score) => score >= BEGINS)
}

/**
 * The lines, with «2)», «3)» … as numbers of rows in each column where rows begin at most of them
 * whatever they are: in a list inside a cell they begin beside text of other cells that goes on.
 */
function labelCounted(
  facts: readonly LineFacts[],
  scored: readonly number[],
): readonly LineFacts[] {
  const opens = ({ pieces }: LineFacts, column: number) =>
    LATER_ITEM.test(pieces.get(column)?.[0]?.text ?? '')
  const columns = [...new Set(facts.flatMap(({ pieces }) => [...pieces.keys()]))]
  const counted = columns.filter((column) => {
    const items = facts.flatMap((fact, index) =>
      opens(fact, column) && !fact.hasLabel ? [scored[index] ?? 0] : [],
    )
    const begun = items.filter((score) => score >= BEGINS).length
    return begun >= LEAST_ITEMS && begun > items.length / 2
  })
  return facts.map((fact) =>
    counted.some((column) => opens(fact, column)) ? { ...fact, hasLabel: true } : fact,
  )
}

interface Scoring {
  readonly widths: readonly ColumnWidth[]
  /** For each line what the gap above it says. */
  readonly gaps: readonly number[]
}

function scores(facts: readonly LineFacts[], { widths, gaps }: Scoring): number[] {
  /** By column the last line of the open row that has text in it. */
  let filled = new Map<number, number>()
  return facts.map((fact, index) => {
    const score = index === 0 ? 0 : scoreOf(index, { facts, widths, filled }) + (gaps[index] ?? 0)
    const isEdge = fact.isAcross || facts[index - 1]?.isAcross === true
    if (score >= BEGINS || isEdge || fact.isNumbers) filled = new Map()
    for (const column of fact.pieces.keys()) filled.set(column, index)
    return score
  })
}

interface OpenRow {
  readonly facts: readonly LineFacts[]
  readonly widths: readonly ColumnWidth[]
  readonly filled: ReadonlyMap<number, number>
}

function scoreOf(index: number, { facts, widths, filled }: OpenRow): number {
  const fact = facts[index]
  if (!fact) return 0
  let [score, roomLeft, wrapped] = [fact.hasLabel ? LABELLED : 0, 0, 0]
  for (const [column, words] of fact.pieces) {
    const above = filled.get(column)
    if (above === undefined) score += NEW_COLUMN
    else if (above < index - 1) score += RESUMED
    else {
      const width = widths[column] ?? { width: 0, lines: 0 }
      if (hasRoom(facts[above]?.pieces.get(column) ?? [], words, width))
        roomLeft += LIST_ITEM.test(words[0]?.text ?? '') ? ROOM_LEFT_BEFORE_ITEM : ROOM_LEFT
      else wrapped += wrapSign(words, width)
    }
  }
  const most = fact.hasLabel ? MOST_WRAPPED_LABELLED : MOST_WRAPPED
  return score + Math.min(roomLeft, MOST_ROOM_LEFT) + Math.max(wrapped, most)
}

/** True where the first word would have fitted behind the words above. */
function hasRoom(above: readonly Word[], words: readonly Word[], { width }: ColumnWidth): boolean {
  const [first] = words
  if (!first) return false
  const { start, end } = extentOf(above)
  return end - start + 0.3 * first.size + first.end - first.start <= width
}

function wrapSign([first]: readonly Word[], { lines }: ColumnWidth): number {
  if (lines < KNOWN_WIDTH) return WRAPPED_CAPITAL
  return LOWER.test(first?.text ?? '') ? WRAPPED : WRAPPED_CAPITAL
}
