import { firstAt, type Rulings } from '../document/ruling.ts'
import { partRows, type RowStarts, type TableLines } from './aligned-starts.ts'
import { boundsOf, type Extent, extentOf, type Line } from './lines.ts'
import { begins, columnOf, isCut, type LineFacts, lineFacts, segmentsOf } from './segments.ts'

/** A cell goes on below a drawn line that runs over less than this share of its column. */
const OPEN = 0.3

/** Columns from `from` to before `to` that are one cell. */
interface ColumnSpan {
  readonly from: number
  readonly to: number
}

/** A row between its edges, points. */
export interface AlignedRow {
  readonly top: number
  readonly bottom: number
  /** What stands over several columns. */
  readonly spans: readonly ColumnSpan[]
  /** Columns whose cell goes on from the row above: merged cells. */
  readonly merged: ReadonlySet<number>
  /** Columns in which the text of the row above ends beside it. */
  readonly overhanging: ReadonlySet<number>
  readonly text: string
  /** True where nothing stands beside its text, which begins in the first column. */
  readonly isTitle: boolean
}

/** A table on one page; `xs` are all column edges. */
interface UnruledTable {
  readonly lines: readonly Line[]
  readonly xs: readonly number[]
  readonly rulings: Rulings
}

/** What is seen of a table before its rows are told. */
interface SeenTable extends UnruledTable, TableLines {
  /** For each line whether lines over much of the width are drawn above it. */
  readonly isRuled: readonly boolean[]
}

/**
 * Rows of tables without vertical lines that have the same columns. They begin below drawn lines, else
 * where that is the cheapest reading of all lines; text over all columns is a row of its own.
 */
export function findRows(tables: readonly UnruledTable[]): readonly (readonly AlignedRow[])[] {
  const seen = tables.map(lookAt)
  const free = seen.filter((table) => !hasRuledRows(table))
  const starts = partRows(free, (tables[0]?.xs.length ?? 1) - 1)
  return seen.map((table) => rowsOf(table, starts[free.indexOf(table)] ?? null))
}

function lookAt(table: UnruledTable): SeenTable {
  const { lines, xs, rulings } = table
  const edges = xs.slice(1, -1)
  const headed = lines.map((line, index) => headedColumns(lines[index - 1], line, edges))
  return { ...table, facts: lineFacts(lines, xs), headed, isRuled: ruledAbove(lines, rulings) }
}

function hasRuledRows({ isRuled }: SeenTable): boolean {
  return isRuled.filter(Boolean).length >= LEAST_GAPS
}

function rowsOf(table: SeenTable, begun: RowStarts | null): readonly AlignedRow[] {
  const { lines, facts, xs } = table
  const [, top, , bottom] = boundsOf(lines)
  const firsts = facts.flatMap((_, index) =>
    index === 0 || beginsRow(table, index, begun) ? [index] : [],
  )
  const topOf = (row: number, other: number) => {
    const [first = 0, above = 0] = [firsts[row], firsts[row - 1]]
    const upper = lastOf(facts.slice(above, first), begun?.get(first) ?? NO_COLUMNS)
    const line = lines[first]
    return upper && line ? between(upper.line, line) : other
  }
  return firsts.map((first, row): AlignedRow => {
    const end = firsts[row + 1] ?? facts.length
    const own = facts.slice(first, end)
    const isOver = facts[first - 1]?.isAcross !== false || own[0]?.isAcross === true
    return {
      top: topOf(row, top),
      bottom: topOf(row + 1, bottom),
      spans: uniteSpans(own.flatMap((fact) => spansOf(fact, xs))),
      merged: isOver ? NO_COLUMNS : columnsOpen(first, table),
      overhanging: begun?.get(first) ?? NO_COLUMNS,
      text: own.map(({ line }) => line.text).join('\n'),
      isTitle: own.every(
        ({ isAcross, pieces }) => isAcross || (pieces.size === 1 && pieces.has(0)),
      ),
    }
  })
}

/** The last line of the row above that has text outside the columns that go on beside both. */
function lastOf(own: readonly LineFacts[], goingOn: ReadonlySet<number>): LineFacts | undefined {
  const ends = ({ pieces }: LineFacts) => [...pieces.keys()].some((column) => !goingOn.has(column))
  return own.findLast(ends) ?? own.at(-1)
}

function spansOf({ isAcross, line }: LineFacts, xs: readonly number[]): ColumnSpan[] {
  return isAcross ? [{ from: 0, to: xs.length - 1 }] : headingSpans(line, xs.slice(1, -1))
}

const NO_COLUMNS: ReadonlySet<number> = new Set()

function beginsRow(table: SeenTable, index: number, begun: RowStarts | null): boolean {
  const { facts, headed, isRuled, xs } = table
  const [previous, fact] = [facts[index - 1], facts[index]]
  if (!previous || !fact) return false
  if (fact.isAcross && previous.isAcross)
    return isRuled[index] === true || isNextTitle(previous.line, fact.line, xs)
  const isEdge =
    fact.isAcross ||
    previous.isAcross ||
    fact.isNumbers ||
    previous.isNumbers ||
    headed[index] !== null
  return isEdge || begun?.has(index) === true || isRuled[index] === true
}

/** True where the first word of a line over all columns would have fitted in the one above. */
function isNextTitle(above: Line, line: Line, xs: readonly number[]): boolean {
  const [first] = line.words
  const width = (xs.at(-1) ?? 0) - (xs[0] ?? 0)
  return (
    first !== undefined && above.end - above.start + first.end - first.start + line.size < width
  )
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

/** Columns that no drawn line closes above a line, where others are closed. */
function columnsOpen(index: number, { lines, xs, rulings }: UnruledTable): ReadonlySet<number> {
  const [upper, line] = [lines[index - 1], lines[index]]
  if (!upper || !line) return NO_COLUMNS
  const boundary = { upper, line, rulings }
  const open = xs.slice(0, -1).map((start, column) => {
    const end = xs[column + 1] ?? start
    return drawnOver({ start, end }, boundary) < OPEN
  })
  if (!open.includes(false)) return NO_COLUMNS
  return new Set(open.flatMap((isOpen, column) => (isOpen ? [column] : [])))
}

/** Drawn lines part rows where they run over this share of the table's width. */
const RULED = 0.35
/** Rows that start at drawn lines are trusted from this many on. */
const LEAST_GAPS = 2

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

/**
 * The columns of a line that stand, several of them, below one heading over them; null where the line
 * above has no such heading.
 */
function headedColumns(
  upper: Line | undefined,
  line: Line,
  edges: readonly number[],
): ReadonlySet<number> | null {
  if (!upper) return null
  const columns = segmentsOf(line, edges).map((segment) => columnOf(segment, edges))
  const below = headingSpans(upper, edges)
    .map(({ from, to }) => columns.filter((column) => column >= from && column < to))
    .filter((found) => found.length > 1)
  return below.length === 0 ? null : new Set(below.flat())
}
