/*
 * A map from how heavily the rules speak to how often they are right. Measured on the made-up lines
 * of test/classify/lines.jsonl as they were first seen (batches of 90 to 150, none of them used for
 * the rules before): of answers without doubts 92 to 95 in a hundred had the right status, of
 * doubted ones 5 to 8 in ten; the heavier the rule, the fewer wrong.
 */

/** Answers that are surer than this need no second look. */
export const REVIEW_BELOW = 0.75

/** Score → share of right answers, straight between. */
const STEPS: readonly (readonly [number, number])[] = [
  [0, 0.3],
  [30, 0.55],
  [45, 0.75],
  [52, 0.86],
  [58, 0.91],
  [66, 0.93],
  [74, 0.955],
  [84, 0.975],
  [92, 0.985],
  [100, 0.995],
]
/** Doubted answers are right at most so often. */
const DOUBTED = 0.7
/** A rule against counts from here on: lighter ones fire beside most right answers. */
const LIGHT = 30
const MENDED = 3
const UNREAD = 6

export interface Grounds {
  /** Weight of the heaviest deciding rule. */
  readonly weight: number
  /** Weight of the heaviest rule for another status. */
  readonly against: number
  /** True where a rule asks for a second look. */
  readonly isDoubted: boolean
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
  const share = interpolate(Math.max(0, Math.min(100, score)))
  return Math.round((grounds.isDoubted ? Math.min(share, DOUBTED) : share) * 1000) / 1000
}

function interpolate(score: number): number {
  for (const [index, [to, high]] of STEPS.entries()) {
    if (score > to) continue
    const [from, low] = STEPS[index - 1] ?? [to, high]
    return to === from ? high : low + ((high - low) * (score - from)) / (to - from)
  }
  return STEPS.at(-1)?.[1] ?? 0
}
