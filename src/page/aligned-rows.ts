import type { Word } from '../document/page-content.ts'
import { firstAt, type Rulings } from '../document/ruling.ts'
import { largest } from '../text/lists.ts'
import { columnsMerged, rowStartsByHeight } from './aligned-heights.ts'
import { boundsOf, type Extent, extentOf, type Line, quantile } from './lines.ts'
import { begins, columnOf, isCut, type LineFacts, lineFacts, segmentsOf } from './segments.ts'

/** A cell goes on below a drawn line that runs over less than this share of its column. */
const OPEN = 0.3

/** Columns from `from` to before `to` that are one cell. */
interface ColumnSpan {
  readonly from: number
  readonly to: number
}

/** Row edges from top to bottom, and for each row what stands over several columns. */
interface AlignedRows {
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
  const facts = lineFacts(lines, xs)
  const { starts, isLowered } = rowStarts(facts, edges, rulings)
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
  return {
    ys: [...ys, bottom],
    spans,
    goingOn: isLowered ? columnsMerged(facts, starts) : goingOn,
  }
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

/** Columns that no drawn line closes where others are closed. */
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
  if (!open.includes(false)) return new Set()
  return new Set(open.flatMap((isOpen, column) => (isOpen ? [column] : [])))
}

/** Drawn lines part rows where they run over this share of the table's width. */
const RULED = 0.35

/** For each line whether lines over much of the width are drawn between it and the one before. */
function ruledAbove(lines: readonly Line[], rulings: Rulings): boolean[] {
  const extent = extentOf(lines)
  return lines.map((line, index) => {
    const upper = lines[index - 1]
    return upper !== undefined && drawnOver(extent, { upper, line, rulings }) >= RULED
  })
}

/** Two lines of text, one below the other, and what is drawn on their page. */
interface Boundary {
  readonly upper: Line
  readonly line: Line
  readonly rulings: Rulings
}

/** The share of the extent over which lines are drawn between two lines of text. */
function drawnOver({ start, end }: Extent, { upper, line, rulings }: Boundary): number {
  let drawn = 0
  for (let at = firstAt(rulings.horizontal, upper.baseline); ; at += 1) {
    const ruling = rulings.horizontal[at]
    if (!ruling || ruling.at >= line.baseline) break
    drawn += Math.max(0, Math.min(ruling.to, end) - Math.max(ruling.from, start))
  }
  return end > start ? drawn / (end - start) : 0
}

/** Rows that start at drawn lines are trusted from this many on. */
const LEAST_GAPS = 2
/** So many rows that begin with «2)», «3)» … tell of others. */
const LEAST_ITEMS = 2
const LIST_ITEM = /^\d{1,2}\)/
/** The first one stands in the row of its item. */
const LATER_ITEM = /^(?:[2-9]|\d\d)\)/
const LOWER = /^\p{Ll}/u
const ITEM_NUMBER = /^(\d{1,2})\)/

/*
 * What speaks for a row that begins (or, below 0, goes on): its number; a column that had text, then
 * none, has some again, as cells are filled from their top; a column of the row that had none yet; in
 * «2)» below «1)» beside text that begins, too; in a column with text above, room for the next word that was not used, or none; the gap above.
 */
const LABELLED = 4
const RESUMED = 3
const NEW_COLUMN = 2
const NEXT_ITEM = 3
const ROOM_LEFT = 0.6
const ROOM_LEFT_BEFORE_ITEM = 1.4
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
interface RowStarts {
  /** For each line whether a row begins with it. */
  readonly starts: readonly boolean[]
  /** True where the text of low cells does not stand at the top of their rows. */
  readonly isLowered: boolean
}

/**
 * Where rows begin: below drawn lines, else where the heights of the cells say so, else where number,
 * text and gaps say so together.
 */
function rowStarts(
  facts: readonly LineFacts[],
  edges: readonly number[],
  rulings: Rulings,
): RowStarts {
  const columns = edges.length + 1
  const lines = facts.map(({ line }) => line)
  const isRuled = ruledAbove(lines, rulings)
  const hasRuled = isRuled.filter(Boolean).length >= LEAST_GAPS
  const lowered = hasRuled ? null : rowStartsByHeight(facts, columns)
  const begun = hasRuled ? isRuled : (lowered ?? pickStarts(facts, widthsOf(facts, columns)))
  const starts = facts.map(({ line, isAcross, isNumbers }, index) => {
    const previous = facts[index - 1]
    if (!previous) return false
    const isEdge =
      isAcross !== previous.isAcross ||
      isNumbers ||
      previous.isNumbers ||
      partsHeading(previous.line, line, edges)
    return isEdge || begun[index] === true || isRuled[index] === true
  })
  return { starts, isLowered: lowered !== null }
}

/** True for the line below a heading over several columns that has several parts below it. */
function partsHeading(upper: Line, line: Line, edges: readonly number[]): boolean {
  const columns = segmentsOf(line, edges).map((segment) => columnOf(segment, edges))
  return headingSpans(upper, edges).some(
    ({ from, to }) => columns.filter((column) => column >= from && column < to).length > 1,
  )
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
  if (isNextItem(fact, (column) => facts[filled.get(column) ?? -1]?.pieces.get(column)))
    score += NEXT_ITEM
  const most = fact.hasLabel ? MOST_WRAPPED_LABELLED : MOST_WRAPPED
  return score + Math.min(roomLeft, MOST_ROOM_LEFT) + Math.max(wrapped, most)
}

/** «2)» right below the line of «1)», and beside it text that no small letter goes on with. */
function isNextItem(
  { pieces }: LineFacts,
  above: (column: number) => readonly Word[] | undefined,
): boolean {
  if (pieces.size < 2) return false
  const firsts = [...pieces].map(([column, [first]]) => ({ text: first?.text ?? '', column }))
  const item = firsts.find(({ text }) => LATER_ITEM.test(text))
  if (!item || firsts.some(({ text }) => LOWER.test(text))) return false
  return numberOf(above(item.column)?.[0]) === numberOf(item) - 1
}

function numberOf(word: { readonly text: string } | undefined): number {
  return Number(ITEM_NUMBER.exec(word?.text ?? '')?.[1] ?? Number.NaN)
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

/** The widest gap above in a column that has text in both lines, else that of the lines, points. */
function gapAbove(fact: LineFacts, above: LineFacts | undefined): number {
  if (!above) return 0
  const gaps = [...fact.pieces].flatMap(([column, [word]]) => {
    const [upper] = above.pieces.get(column) ?? []
    return upper && word ? [word.baseline - upper.baseline] : []
  })
  return gaps.length === 0 ? fact.line.baseline - above.line.baseline : largest(gaps)
}

/** What the text says of a line: whether a row begins with it. */
type Opinion = 'begins' | 'goes on' | 'unsure'

/** A gap between lines that is wider than the usual one by this factor parts two rows. */
const ROW_GAP = 1.25
/** Lines within a row stand no further apart than this; in font sizes. */
const WIDEST = 1.6
/** Gaps above rows are wider than those within by this factor and by so many points. */
const WIDER = 1.015
const WIDER_POINTS = 0.2
/** Gaps tell rows where they agree with so many of the sure lines. */
const AGREEING = 0.85
/** Fewer sure rows tell nothing of gaps. */
const LEAST_SURE = 2

/** How much a gap speaks for a row that begins below it, or against it. */
const WIDE = 4
const NARROW = -3

/**
 * For each line what the gap above it, points, says; `size` is the usual font size. Where the gaps of sure rows are wider than those of sure
 * lines within rows the width between them parts both; else very wide gaps speak, and no others.
 */
function gapSign(gaps: readonly number[], opinions: readonly Opinion[], size: number): number[] {
  const of = (opinion: Opinion) => gaps.filter((_, index) => opinions[index] === opinion)
  const border = borderOf(of('begins'), of('goes on'))
  if (border !== null)
    return gaps.map((gap, index) => (index === 0 ? 0 : gap > border ? WIDE : NARROW))
  const usual = Math.min(quantile(gaps.slice(1), 0.25), WIDEST * size)
  return gaps.map((gap) => (gap > ROW_GAP * usual ? WIDE : 0))
}

/** The width that parts the gaps above rows from those within rows, null where none does. */
function borderOf(begun: readonly number[], going: readonly number[]): number | null {
  if (begun.length < LEAST_SURE || going.length < LEAST_SURE) return null
  const [wide, narrow] = [quantile(begun, 0.5), quantile(going, 0.5)]
  if (wide < WIDER * narrow || wide < narrow + WIDER_POINTS) return null
  const border = (wide + narrow) / 2
  const above = begun.filter((gap) => gap > border).length
  const below = going.filter((gap) => gap <= border).length
  const isAgreed = above >= AGREEING * begun.length && below >= AGREEING * going.length
  return isAgreed ? border : null
}
