import type { Rulings } from '../document/ruling.ts'
import { largest } from '../text/extremes.ts'
import { columnGaps, type LineFacts, lineFacts } from './aligned-facts.ts'
import { columnsMerged } from './aligned-merged.ts'
import { drawnOver } from './aligned-rulings.ts'
import { rowStarts } from './aligned-starts.ts'
import { boundsOf, type Line } from './lines.ts'
import { begins, columnOf, isCut, segmentsOf } from './pieces.ts'

/** A cell goes on below a drawn line that runs over less than this share of its column. */
const OPEN = 0.3
/** Lines of a cell that goes on are nearer by this than those of the rows beside it, points. */
const NEARER = 0.2

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
  const facts = lineFacts(lines, xs)
  const { starts, isLowered } = rowStarts(facts, edges.length + 1, rulings)
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
  const widest = largest(gaps.map(({ gap }) => gap))
  return new Set(gaps.filter(({ gap }) => gap < widest - NEARER).map(({ column }) => column))
}
