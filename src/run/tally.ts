import { counted } from '../text/lists.ts'
import type { Entry } from './journal.ts'
import type { PartCounts } from './pool/messages.ts'

export type Tally = Readonly<ReturnType<typeof tallyOf>>

/** The sums over how the sources of a folder ended: over its reports and its failures. */
export function tallyOf(entries: readonly Entry[]) {
  const parts: readonly PartCounts[] = entries.flatMap((entry) => entry.parts)
  const failures = entries.flatMap(({ failure }) => failure ?? [])
  const sum = (name: keyof PartCounts['counts']) =>
    parts.reduce((all, { counts }) => all + counts[name], 0)
  const those = (isSuch: (part: PartCounts) => boolean | undefined) => parts.filter(isSuch).length
  return {
    reports: parts.length,
    failures: failures.length,
    measures: sum('measures'),
    done: sum('done'),
    notInCompetence: sum('notInCompetence'),
    blank: sum('blank'),
    other: sum('other'),
    needsReview: sum('needsReview'),
    /** Reports that a machine may load, and those to be seen by a person first. */
    load: those(({ grade }) => grade === 'load'),
    review: those(({ grade }) => grade === 'review'),
    /** Reports without anything that may hold responses. */
    plans: those(({ isPlan }) => isPlan),
    /** Reports whose responses are unlike those that zvit has learnt to read. */
    unfamiliar: those(({ isUnfamiliar }) => isUnfamiliar),
    /** Reports by the format of their document, and failures by code, both sorted. */
    formats: sorted(parts.map(({ format }) => format)),
    failuresByCode: sorted(failures.map(({ code }) => code)),
  }
}

function sorted(names: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries([...counted(names)].sort(([left], [right]) => (left < right ? -1 : 1)))
}
