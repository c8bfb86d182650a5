import { STATUSES, type Status } from '../../src/model/vocabulary.ts'
import type { Judged } from './approaches.ts'
import { calibration } from './calibration.ts'

/** Mean of the F1 of the statuses that occur. */
export function macroF1(judged: readonly Judged[]): number {
  const scores = STATUSES.map((status) => f1(judged, status)).filter((score) => score !== null)
  return scores.reduce((sum, score) => sum + score, 0) / Math.max(1, scores.length)
}

function f1(judged: readonly Judged[], status: Status): number | null {
  const count = (test: (each: Judged) => boolean) => judged.filter(test).length
  const both = count((each) => each.expected === status && each.status === status)
  const all = count((each) => each.expected === status) + count((each) => each.status === status)
  return all === 0 ? null : (2 * both) / all
}

export function share(judged: readonly Judged[], test: (each: Judged) => boolean): number {
  return judged.filter(test).length / Math.max(1, judged.length)
}

/** Wrong answers for which no look is asked. */
export function silentErrors(judged: readonly Judged[]): number {
  return share(judged, ({ isRight, needsReview }) => !isRight && !needsReview)
}

/** Table: one row an approach; the cells of `confidence` are empty where an approach has none. */
export function measuresOf(judged: readonly Judged[]): readonly string[] {
  const known = calibration(judged)
  const isSure = judged.every(({ confidence }) => confidence === 1)
  const traps = judged.filter(({ line }) => line.kind === 'trap')
  return [
    macroF1(judged).toFixed(3),
    share(judged, ({ isRight }) => isRight).toFixed(3),
    share(judged, ({ isDetailRight }) => isDetailRight).toFixed(3),
    traps.length === 0 ? '–' : share(traps, ({ isRight }) => isRight).toFixed(3),
    isSure || !known ? '–' : known.ece.toFixed(3),
    isSure || !known ? '–' : known.brier.toFixed(3),
    percent(silentErrors(judged)),
    percent(share(judged, ({ needsReview }) => !needsReview)),
  ]
}

export const MEASURES = [
  'macro-F1',
  'status',
  'detail',
  'traps',
  'ECE',
  'Brier',
  'silent errors',
  'without review',
] as const

/** One point of the risk-coverage curve. */
export interface Point {
  /** Share of answers that nobody looks at, surest first. */
  readonly coverage: number
  /** Wrong ones among them, as a share of all answers. */
  readonly risk: number
}

/** Method: R. El-Yaniv, Y. Wiener, JMLR 11 (2010). */
export function riskCurve(judged: readonly Judged[]): readonly Point[] {
  const surest = [...judged].sort((left, right) => right.confidence - left.confidence)
  let wrong = 0
  return surest.map(({ isRight }, index) => {
    if (!isRight) wrong += 1
    return { coverage: (index + 1) / surest.length, risk: wrong / surest.length }
  })
}

/** Greatest share of answers that may go unlooked at with so few silent errors. */
export function coverageAt(judged: readonly Judged[], risk: number): number {
  return riskCurve(judged).findLast((point) => point.risk <= risk)?.coverage ?? 0
}

export function percent(value: number): string {
  return `${(value * 100).toFixed(1)} %`
}
