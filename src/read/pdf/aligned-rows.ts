import type { Rulings } from '../grid/ruling.ts'
import { gapSign } from './aligned-gaps.ts'
import { drawnOver, ruledAbove } from './aligned-rulings.ts'
import { boundsOf, type Extent, extentOf, type Line } from './lines.ts'
import { begins, columnOf, isCut, runsAcross, segmentsOf } from './pieces.ts'
import type { Word } from './words.ts'

/** A cell goes on below a drawn line that runs over less than this share of its column. */
const OPEN = 0.3
/** Rows that start at drawn lines are trusted from this many on. */
const LEAST_GAPS = 2
const LABEL = /^(?:\d{1,3}(?:\.\d{1,3})*[.)]?|\p{Lu}{1,5}\.)$/u
const LIST_ITEM = /^\d{1,2}\)/
const LOWER = /^\p{Ll}/u
const NUMBER = /^\d{1,2}$/

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
/** The middle of a table is told to this share of its width. */
const MIDDLE = 0.02
/** Lines that are centred alike have their middles as near as this, points. */
const SAME = 2
/** Lines of a cell that goes on are nearer by this than those of the rows beside it, points. */
const NEARER = 0.2
/** From so many lines on the width of a column is known by what stands in it. */
const KNOWN_WIDTH = 6

/** Columns from `from` to before `to` that are one cell. */
export interface ColumnSpan {
  readonly from: number
  readonly to: number
}

/** Row edges from top to bottom, and for each row what stands over several columns. */
export interface AlignedRows {
  readonly ys: readonly number[]
  readonly spans: readonly (readonly ColumnSpan[])[]
  /** For each row the columns whose text goes on from the row above: merged cells. */
  readonly goingOn: readonly ReadonlySet<number>[]
}

/**
 * Rows of a table without vertical lines. They begin below drawn lines, else where number, text
 * and gaps say so together; a line whose text runs over all columns is a row of its own. `xs` are
 * all column edges.
 */
export function findRows(
  lines: readonly Line[],
  xs: readonly number[],
  rulings: Rulings,
): AlignedRows {
  const edges = xs.slice(1, -1)
  const facts = lines.map((line, index) =>
    factsOf(line, edges, isTitle(line, lines[index - 1], xs)),
  )
  const widths = widthsOf(facts, edges.length + 1)
  const starts = rowStarts(facts, { widths, rulings })
  const [, top, , bottom] = boundsOf(lines)
  const ys = [top]
  const spans: ColumnSpan[][] = [[]]
  const goingOn: ReadonlySet<number>[] = [new Set()]
  facts.forEach((fact, index) => {
    const { line, isAcross } = fact
    const previous = facts[index - 1]
    if (previous && starts[index]) {
      ys.push(between(previous.line, line))
      spans.push([])
      goingOn.push(
        isAcross || previous.isAcross ? new Set() : columnsGoingOn(previous, fact, { xs, rulings }),
      )
    }
    const own = isAcross ? [{ from: 0, to: edges.length + 1 }] : headingSpans(line, edges)
    spans[spans.length - 1] = uniteSpans([...(spans.at(-1) ?? []), ...own])
  })
  return { ys: [...ys, bottom], spans, goingOn }
}

/** A height between two lines that no letter reaches: nearer to the capitals of the lower one. */
function between(upper: Line, lower: Line): number {
  return upper.baseline + 0.3 * (lower.baseline - upper.baseline)
}

/** Headings over several columns are centred over them: they begin at no edge. */
function headingSpans(line: Line, edges: readonly number[]): ColumnSpan[] {
  return segmentsOf(line, edges)
    .filter((segment) => isCut(segment, edges) && !begins(segment, edges))
    .map(({ start, end }) => ({
      from: columnOf({ start, end: start }, edges),
      to: columnOf({ start: end, end }, edges) + 1,
    }))
}

function uniteSpans(spans: readonly ColumnSpan[]): ColumnSpan[] {
  const united: { from: number; to: number }[] = []
  for (const { from, to } of spans.toSorted((left, right) => left.from - right.from)) {
    const last = united.at(-1)
    if (last && from < last.to) last.to = Math.max(last.to, to)
    else united.push({ from, to })
  }
  return united
}

/** One line as its columns see it. */
interface LineFacts {
  readonly line: Line
  readonly isAcross: boolean
  /** Words by column. */
  readonly pieces: ReadonlyMap<number, readonly Word[]>
  readonly hasLabel: boolean
  /** True for «1 2 3 4» below a heading. */
  readonly isNumbers: boolean
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

interface Layout {
  readonly widths: readonly ColumnWidth[]
  readonly rulings: Rulings
}

interface ColumnWidth {
  /** From the left edge to where text has reached, points. */
  readonly width: number
  readonly lines: number
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

function rowStarts(facts: readonly LineFacts[], layout: Layout): boolean[] {
  const lines = facts.map(({ line }) => line)
  const isRuled = ruledAbove(lines, layout.rulings)
  const starts = isRuled.filter(Boolean).length >= LEAST_GAPS ? isRuled : pickStarts(facts, layout)
  return facts.map(({ isAcross, isNumbers }, index) => {
    const previous = facts[index - 1]
    if (!previous) return false
    const isEdge = isAcross !== previous.isAcross || isNumbers || previous.isNumbers
    return isEdge || starts[index] === true
  })
}

/** Twice over the lines: where rows surely begin or go on tells what gaps between them mean. */
function pickStarts(facts: readonly LineFacts[], layout: Layout): readonly boolean[] {
  const noGaps = facts.map(() => 0)
  const sure = scores(facts, { ...layout, gaps: noGaps })
  const gaps = gapSign(
    facts.map((fact, index) => gapAbove(fact, facts[index - 1])),
    sure.map((score) => (score >= LABELLED ? 'begins' : score <= GOES_ON ? 'goes on' : 'unsure')),
    facts[0]?.line.size ?? 0,
  )
  return scores(facts, { ...layout, gaps }).map((score) => score >= BEGINS)
}

/** The widest gap above in a column that has text in both lines, else that of the lines, points. */
function gapAbove(fact: LineFacts, above: LineFacts | undefined): number {
  if (!above) return 0
  const gaps = columnGaps(fact, above).map(({ gap }) => gap)
  return gaps.length === 0 ? fact.line.baseline - above.line.baseline : Math.max(...gaps)
}

function columnGaps(fact: LineFacts, above: LineFacts): { column: number; gap: number }[] {
  return [...fact.pieces].flatMap(([column, [word]]) => {
    const [upper] = above.pieces.get(column) ?? []
    return upper && word ? [{ column, gap: word.baseline - upper.baseline }] : []
  })
}

interface ScoreLayout extends Layout {
  readonly gaps: readonly number[]
}

function scores(facts: readonly LineFacts[], { widths, gaps }: ScoreLayout): number[] {
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

/**
 * Columns that no drawn line closes where others are closed; else those whose lines keep their
 * distance where the row of the others begins further below.
 */
function columnsGoingOn(
  above: LineFacts,
  fact: LineFacts,
  { xs, rulings }: { readonly xs: readonly number[]; readonly rulings: Rulings },
): ReadonlySet<number> {
  const boundary = { upper: above.line, line: fact.line, rulings }
  const open = xs.slice(0, -1).map((start, column) => {
    const end = xs[column + 1] ?? start
    return drawnOver({ start, end }, boundary) < OPEN
  })
  if (open.includes(false))
    return new Set(open.flatMap((isOpen, column) => (isOpen ? [column] : [])))
  const gaps = columnGaps(fact, above)
  const widest = Math.max(...gaps.map(({ gap }) => gap))
  return new Set(gaps.filter(({ gap }) => gap < widest - NEARER).map(({ column }) => column))
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
