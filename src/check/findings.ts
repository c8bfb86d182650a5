import type { Deadline, Finding, Measure, Period } from '../model/report.ts'
import type { Detail, Standing, Status } from '../model/vocabulary.ts'
import { durationDays } from '../text/duration.ts'
import { fold } from '../text/fold.ts'
import { LETTERS } from '../text/letters.ts'
import { addTo } from '../text/lists.ts'
import { remember } from '../text/memory.ts'

const WORDS = new RegExp(`[${LETTERS}\\d']+`, 'g')

/** What findings compare of one measure. */
export interface MeasureFacts {
  readonly id: string
  readonly text: string
  readonly deadline: Pick<Deadline, 'kind' | 'from' | 'to' | 'every'>
  /** True where the executors name anybody. */
  readonly hasExecutors: boolean
  /** How the respondent stands among the executors; null where it is unknown. */
  readonly standing: Standing | null
  readonly response: { readonly text: string; readonly status: Status; readonly detail: Detail }
  /** ISO 8601 duration of the shortest recurrence that the text asks for, or null. */
  readonly recurrence: string | null
  /** Stretches of time that the response names. */
  readonly responseDates: readonly Period[]
}

/** What the fields of a measure tell by themselves, without the language that its texts are read in. */
export function plainFacts({ id, text, deadline, executors, response }: Measure): MeasureFacts {
  return {
    id,
    text,
    deadline,
    hasExecutors: executors.bodies.length > 0,
    standing: executors.respondent,
    response,
    recurrence: null,
    responseDates: [],
  }
}

type Check = (measures: readonly MeasureFacts[], period: Period | null) => readonly Finding[]

// In the order of the codes in the contract.
const CHECKS: readonly Check[] = [
  findDisclaimed,
  findNotNamed,
  findMissingCells,
  findRepeated,
  findCopied,
  findStricterPeriod,
  findOutsidePeriod,
]

const FEWEST_WORDS = 4
/** The number of the measure, copied along. */
const LABEL = /^\s*\d{1,3}(?:\.\d{1,3})*[.)]\s*/
/** Texts whose words are remembered: measures come again in the report of every body. */
const REMEMBERED = 2000
/** A copy is no longer than what it copies, but for blanks and points. */
const LONGER = 1.3
const DAY = 24 * 60 * 60 * 1000
/** A leap year is no longer than «щорічно», a quarter of 92 days no longer than «щокварталу». */
const SLACK = 1.1

/**
 * What is seen where the fields of one report are compared, by code, then in the order of the
 * measures. Observations, not judgements: whoever reads them decides.
 */
export function findings(
  measures: readonly MeasureFacts[],
  period: Period | null,
): readonly Finding[] {
  return CHECKS.flatMap((check) => check(measures, period))
}

function findDisclaimed(measures: readonly MeasureFacts[]): readonly Finding[] {
  return measures.flatMap(({ id, standing, response }) => {
    if (response.status !== 'not_in_competence' || standing === null || standing === 'none')
      return []
    return {
      code: 'RESPONSIBLE_BUT_DISCLAIMED' as const,
      measures: [id],
      responsibility: standing,
      message: `${HOW_RESPONSIBLE[standing]}, and its response says that the measure is not its own.`,
    }
  })
}

const HOW_RESPONSIBLE: Readonly<Record<Exclude<Standing, 'none'>, string>> = {
  named: 'The respondent is named among the executors',
  group: 'The executors name a group that the respondent belongs to',
  broad: 'The executors name a wide class that the respondent belongs to',
}

function findNotNamed(measures: readonly MeasureFacts[]): readonly Finding[] {
  return measures
    .filter(({ standing, hasExecutors }) => standing === 'none' && hasExecutors)
    .filter(({ response }) => response.status === 'done')
    .map(({ id }) => ({
      code: 'NOT_NAMED_BUT_DONE' as const,
      measures: [id],
      message: 'The respondent is not among the executors, and reports the measure as done.',
    }))
}

function findMissingCells(measures: readonly MeasureFacts[]): readonly Finding[] {
  const missing = measures.filter(({ response }) => response.detail === 'missing')
  // A plan lacks them all, which is no finding of any row.
  if (missing.length === measures.length && missing.length > 1) return []
  return missing.map(({ id }) => ({
    code: 'RESPONSE_CELL_MISSING' as const,
    measures: [id],
    message: 'The row has no cell for the response; a cell that is there and empty is not meant.',
  }))
}

function findRepeated(measures: readonly MeasureFacts[]): readonly Finding[] {
  const byWords = new Map<string, string[]>()
  for (const { id, response } of measures) {
    if (response.status === 'not_in_competence') continue
    addTo(byWords, wordsOf(response.text).join(' '), id)
  }
  return [...byWords]
    .filter(([words, ids]) => ids.length > 1 && words.split(' ').length >= FEWEST_WORDS)
    .map(([, ids]) => ({
      code: 'REPEATED_RESPONSE' as const,
      measures: ids,
      message: `The same words answer ${ids.length} measures.`,
    }))
}

function findCopied(measures: readonly MeasureFacts[]): readonly Finding[] {
  return measures
    .filter(({ text, response }) => response.text.length <= text.length * LONGER)
    .filter(({ text, response }) =>
      isCopied(wordsOf(response.text.replace(LABEL, '')), wordsOf(text)),
    )
    .map(({ id }) => ({
      code: 'RESPONSE_COPIES_MEASURE' as const,
      measures: [id],
      message: "The response repeats the measure's own words and says nothing more.",
    }))
}

/** All words stand in the measure in the same order: the whole of it, or enough to be no accident. */
function isCopied(response: readonly string[], measure: readonly string[]): boolean {
  if (response.length < Math.min(FEWEST_WORDS, measure.length) || response.length < 2) return false
  let found = 0
  for (const word of measure) if (word === response[found]) found += 1
  return found === response.length
}

const wordsOf = remember(
  (text: string): readonly string[] => fold(text).match(WORDS) ?? [],
  REMEMBERED,
)

function findStricterPeriod(
  measures: readonly MeasureFacts[],
  period: Period | null,
): readonly Finding[] {
  return measures.flatMap(({ id, recurrence, deadline }) => {
    if (recurrence === null) return []
    const asked = durationDays(recurrence)
    const allowed = deadlineDays(deadline, period)
    if (allowed === null || asked * SLACK >= allowed) return []
    return {
      code: 'STRICTER_PERIOD_IN_TEXT' as const,
      measures: [id],
      message: `The measure's text asks for every ${inWords(recurrence)}, the deadline allows longer.`,
    }
  })
}

/** Days that the deadline leaves, null where it does not say or cannot be told. */
function deadlineDays(deadline: MeasureFacts['deadline'], period: Period | null): number | null {
  const { kind, from, to, every } = deadline
  if (kind === 'recurring') return every === null ? null : durationDays(every)
  const start = from ?? (kind === 'by' ? (period?.from ?? null) : null)
  if (start === null || to === null) return null
  return (Date.parse(to) - Date.parse(start)) / DAY + 1
}

const UNITS: Readonly<Record<string, string>> = { Y: 'year', M: 'month', W: 'week', D: 'day' }

function inWords(duration: string): string {
  const count = Number(duration.slice(1, -1))
  const unit = UNITS[duration.slice(-1)] ?? duration
  return count === 1 ? unit : `${count} ${unit}s`
}

function findOutsidePeriod(
  measures: readonly MeasureFacts[],
  period: Period | null,
): readonly Finding[] {
  if (!period) return []
  return measures
    .filter(({ response }) => response.status !== 'not_in_competence')
    .filter(({ response }) => response.detail !== 'planned')
    .filter(({ responseDates }) => responseDates.length > 0)
    .filter(({ responseDates }) => responseDates.every((dates) => !overlap(dates, period)))
    .map(({ id }) => ({
      code: 'EVIDENCE_OUTSIDE_PERIOD' as const,
      measures: [id],
      message: `All dates in the response lie outside the report's period, ${period.from} to ${period.to}.`,
    }))
}

function overlap(left: Period, right: Period): boolean {
  return left.from <= right.to && left.to >= right.from
}
