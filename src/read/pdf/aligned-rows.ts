import { firstAt, type Rulings } from '../grid/ruling.ts'
import { boundsOf, extentOf, type Line } from './lines.ts'
import { columnsOf, runsAcross } from './pieces.ts'

/** A gap between lines that is wider than the usual one by this factor parts two rows. */
const ROW_GAP = 1.25
/** A drawn line parts rows where it runs over this share of the table's width. */
const RULED = 0.6
/** Rows that start at wide gaps are trusted from this many on. */
const LEAST_GAPS = 2
const LABEL = /^(?:\d{1,3}(?:\.\d{1,3})*[.)]?|\p{Lu}{1,5}\.)$/u

/**
 * Row edges of a table without vertical lines, and the rows whose text runs over all columns. Rows
 * begin below drawn lines, else at wide gaps, else where the first column has a number or a column
 * has text again that had none in the line before (cells are filled from their top).
 */
export function findRows(
  lines: readonly Line[],
  edges: readonly number[],
  rulings: Rulings,
): { ys: number[]; spanning: ReadonlySet<number> } {
  const isAcross = lines.map((line) => runsAcross(line, edges))
  const begins = rowStarts(lines, { edges, rulings, isAcross })
  const [, top, , bottom] = boundsOf(lines)
  const ys = [top]
  const spanning = new Set<number>()
  lines.forEach((line, index) => {
    const previous = lines[index - 1]
    if (previous && begins[index]) ys.push(between(previous, line))
    if (isAcross[index]) spanning.add(ys.length - 1)
  })
  return { ys: [...ys, bottom], spanning }
}

/** A height between two lines that no letter reaches: nearer to the capitals of the lower one. */
function between(upper: Line, lower: Line): number {
  return upper.baseline + 0.3 * (lower.baseline - upper.baseline)
}

interface Layout {
  readonly edges: readonly number[]
  readonly rulings: Rulings
  readonly isAcross: readonly boolean[]
}

function rowStarts(lines: readonly Line[], layout: Layout): boolean[] {
  const gaps = lines.map(
    (line, index) => line.baseline - (lines[index - 1]?.baseline ?? line.baseline),
  )
  const usual = gaps.slice(1).toSorted((a, b) => a - b)[Math.floor((gaps.length - 1) / 4)] ?? 0
  const isRuled = ruledAbove(lines, layout.rulings)
  const isWide = gaps.map((gap) => gap > ROW_GAP * usual)
  const isEdge = lines.map((_, index) => layout.isAcross[index] !== layout.isAcross[index - 1])
  const starts = pickStarts(lines, { isRuled, isWide, layout })
  return starts.map((isStart, index) => index > 0 && (isStart || isEdge[index] === true))
}

interface Signs {
  readonly isRuled: readonly boolean[]
  readonly isWide: readonly boolean[]
  readonly layout: Layout
}

function pickStarts(
  lines: readonly Line[],
  { isRuled, isWide, layout }: Signs,
): readonly boolean[] {
  if (isRuled.filter(Boolean).length >= LEAST_GAPS) return isRuled
  if (isWide.filter(Boolean).length >= LEAST_GAPS) return isWide
  const filled = lines.map((line) => columnsOf(line, layout.edges))
  return lines.map((line, index) => {
    const before = filled[index - 1]
    const hasLabel = LABEL.test(line.words[0]?.text ?? '') && filled[index]?.has(0) === true
    const resumes = [...(filled[index] ?? [])].some((column) => before?.has(column) === false)
    return hasLabel || resumes
  })
}

/** For each line whether a drawn line over most of the width lies between it and the one before. */
function ruledAbove(lines: readonly Line[], rulings: Rulings): boolean[] {
  const { start, end } = extentOf(lines)
  const long = rulings.horizontal.filter(
    ({ from, to }) => Math.min(to, end) - Math.max(from, start) >= RULED * (end - start),
  )
  return lines.map((line, index) => {
    const upper = lines[index - 1]
    const ruling = upper && long[firstAt(long, upper.baseline)]
    return ruling !== undefined && ruling.at < line.baseline
  })
}
