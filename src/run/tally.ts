import type { Failure } from './failure.ts'
import type { Entry } from './journal.ts'
import type { PartCounts } from './pool/messages.ts'

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
  /** Reports without anything that may hold responses. */
  plans: number
  /** Reports whose responses are unlike those that zvit has learnt to read. */
  unfamiliar: number
  /** Reports by the format of their document, formats sorted. */
  formats: Readonly<Record<string, number>>
  /** Failures by code, codes sorted. */
  failuresByCode: Readonly<Record<string, number>>
}

/** The sums over how the sources of a folder ended. */
export function tallyOf(entries: Iterable<Entry>): Readonly<Tally> {
  const tally = emptyTally()
  const formats: Record<string, number> = {}
  const codes: Record<string, number> = {}
  for (const { parts, failure } of entries) {
    for (const part of parts) addReport(tally, part, formats)
    if (failure) addFailure(tally, failure, codes)
  }
  return { ...tally, formats: sorted(formats), failuresByCode: sorted(codes) }
}

function emptyTally(): Tally {
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
    plans: 0,
    unfamiliar: 0,
    formats: {},
    failuresByCode: {},
  }
}

function addReport(tally: Tally, part: PartCounts, formats: Record<string, number>): void {
  tally.reports += 1
  tally[part.grade] += 1
  if (part.isPlan) tally.plans += 1
  if (part.isUnfamiliar) tally.unfamiliar += 1
  formats[part.format] = (formats[part.format] ?? 0) + 1
  for (const name of [
    'measures',
    'done',
    'notInCompetence',
    'blank',
    'other',
    'needsReview',
  ] as const)
    tally[name] += part.counts[name]
}

function addFailure(tally: Tally, { code }: Failure, codes: Record<string, number>): void {
  tally.failures += 1
  codes[code] = (codes[code] ?? 0) + 1
}

function sorted(counts: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(counts).sort(([left], [right]) => (left < right ? -1 : 1)),
  )
}
