/** What the text says of a line: whether a row begins with it. */
export type Opinion = 'begins' | 'goes on' | 'unsure'

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
export function gapSign(
  gaps: readonly number[],
  opinions: readonly Opinion[],
  size: number,
): number[] {
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

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right)
  return sorted[Math.floor(share * sorted.length)] ?? 0
}
