/*
 * A map from how heavily the rules speak to how often they are right.
 */

/** Answers that are surer than this need no second look. */
export const REVIEW_BELOW = 0.75

const STEPS: readonly (readonly [number, number])[] = [
  [0, 0.3],
  [20, 0.5],
  [30, 0.65],
  [40, 0.8],
  [50, 0.9],
  [60, 0.95],
  [80, 0.985],
  [100, 0.995],
]
/** A rule against counts from here on: lighter ones fire beside most right answers. */
const LIGHT = 30
const MENDED = 3
const UNREAD = 6

export interface Grounds {
  /** Weight of the heaviest deciding rule. */
  readonly weight: number
  /** Weight of the heaviest rule for another status. */
  readonly against: number
  /** True where torn or mistyped words were mended. */
  readonly isMended: boolean
  /** Clauses on which no rule fired. */
  readonly unread: number
}

/** Share of right answers among answers on such grounds; three decimals. */
export function confidenceOf(grounds: Grounds): number {
  const score =
    grounds.weight -
    Math.max(0, grounds.against - LIGHT) / 2 -
    (grounds.isMended ? MENDED : 0) -
    grounds.unread * UNREAD
  return Math.round(interpolate(Math.max(0, Math.min(100, score))) * 1000) / 1000
}

function interpolate(score: number): number {
  for (const [index, [to, high]] of STEPS.entries()) {
    if (score > to) continue
    const [from, low] = STEPS[index - 1] ?? [to, high]
    return to === from ? high : low + ((high - low) * (score - from)) / (to - from)
  }
  return STEPS.at(-1)?.[1] ?? 0
}
