/** A straight line along one axis, in points (or pixels) from the top left corner. */
export interface Ruling {
  readonly isVertical: boolean
  /** x of a vertical line, y of a horizontal one. */
  readonly at: number
  /** Ends along the line, `from` ≤ `to`. */
  readonly from: number
  readonly to: number
}

/** Lines nearer than this are one line: double borders, borders drawn by both neighbours. */
export const SNAP = 2
/** Dashes and dots nearer than this are one line; Word's widest dash gap at 1.5 pt is 4.5 pt. */
const DASH_GAP = 4.5

/** Lines on one axis as long as they can be: neighbours snapped together, dashes joined. */
export function joinRulings(rulings: readonly Ruling[], isVertical: boolean): Ruling[] {
  const sorted = rulings
    .filter((ruling) => ruling.isVertical === isVertical)
    .sort((left, right) => left.at - right.at || left.from - right.from)
  const joined: Ruling[] = []
  let start = 0
  for (let index = 1; index <= sorted.length; index += 1) {
    const first = sorted[start]
    const next = sorted[index]
    if (!first || (next && next.at - first.at <= SNAP)) continue
    joined.push(...joinDashes(sorted.slice(start, index)))
    start = index
  }
  return joined
}

function joinDashes(bundle: readonly Ruling[]): Ruling[] {
  const at = bundle.reduce((sum, ruling) => sum + ruling.at, 0) / bundle.length
  const joined: { isVertical: boolean; at: number; from: number; to: number }[] = []
  for (const { isVertical, from, to } of bundle.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1)
    if (last && from - last.to <= DASH_GAP) last.to = Math.max(last.to, to)
    else joined.push({ isVertical, at, from, to })
  }
  return joined
}
