import type { Report } from '../model/report.ts'
import type { Failure } from './failure.ts'

/** Sums over the reports and failures of a folder. */
export interface Tally {
  reports: number
  failures: number
  measures: number
  done: number
  notInCompetence: number
  blank: number
  other: number
  needsReview: number
  /** Reports that a machine may load, and those to be seen by a person first. */
  load: number
  review: number
  /** Failures by code, codes sorted. */
  readonly failuresByCode: Record<string, number>
}

export function emptyTally(): Tally {
  return {
    reports: 0,
    failures: 0,
    measures: 0,
    done: 0,
    notInCompetence: 0,
    blank: 0,
    other: 0,
    needsReview: 0,
    load: 0,
    review: 0,
    failuresByCode: {},
  }
}

export function addReport(tally: Tally, { counts, grade }: Report): void {
  tally.reports += 1
  tally[grade] += 1
  for (const name of [
    'measures',
    'done',
    'notInCompetence',
    'blank',
    'other',
    'needsReview',
  ] as const)
    tally[name] += counts[name]
}

export function addFailure(tally: Tally, { code }: Failure): void {
  tally.failures += 1
  tally.failuresByCode[code] = (tally.failuresByCode[code] ?? 0) + 1
}
