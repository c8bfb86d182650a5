import type { Language, PatternList } from '../../model/language.ts'
import type { Deadline, Period } from '../../model/report.ts'
import { prepareLanguage } from '../../text/language.ts'
import { findRecurrence } from './recurrence.ts'
import {
  isDay,
  type Mention,
  readMentions,
  resolveSpans,
  type Spans,
  writeMonthDay,
} from './spans.ts'
import { blankOut, readTokens, type Tokens } from './tokens.ts'

/** What a deadline cell means. */
export interface DeadlineValue extends Omit<Deadline, 'text' | 'at'> {
  /** True where a date depends on the report's period and that is not known; the date is null. */
  readonly needsPeriod: boolean
}

const LONGEST = 2000
const LEAP_YEAR = 2000

/**
 * Reads a deadline. Words of manner win over dates («щокварталу протягом 2017 року» recurs), a term
 * counted from an event over the date of the event, dates over anything else. Several spans in one
 * cell become one, from the earliest start to the latest end; several «до …» the last of them. An
 * end is inclusive: «до 2020 року» is 2020-12-31. A day that the calendar has not is `unknown`.
 * `term` are the programme's years, for «протягом дії Програми».
 */
export function readDeadline(
  text: string,
  language: Language,
  { period, term = null }: { readonly period: Period | null; readonly term?: Period | null },
): DeadlineValue {
  const words = prepareLanguage(language)
  const cut = blankOut(text.slice(0, LONGEST), words, ['funding', 'act', 'movedFrom'])
  const tokens = readTokens(cut, words, { isForgiving: true })
  const line = lineOf(tokens)
  const tells = (list: PatternList) => words.pattern(list).test(line)
  const mentions = readMentions(tokens)
  const recurrence = findRecurrence(tokens)
  if (recurrence) return recurring(recurrence.every, mentions)
  if (tells('afterEach')) return recurring(words.valueOf('lengthOfEach', line), [])
  if (tells('constant')) return undated('permanent')
  if (tells('programmeRuns') && tells('term') && mentions.length === 0)
    return { ...undated('span'), ...term }
  if (tells('permanent')) return undated('permanent')
  if (tells('counted')) return undated('event')
  const found = resolveSpans(mentions, period)
  if (found.isImpossible) return undated('unknown')
  const areYears = found.spans.every((span) => span.grain === 'year')
  if (tells('needFirst') && areYears) return undated('on_need')
  // «після затвердження бюджету на 2017 рік»: the year belongs to the event.
  if (found.spans.length > 0 && !(areYears && tells('event'))) return dated(found, period)
  return undated(manner(line, tokens))
}

/** The words and marks as patterns are looked for in them: a blank around each. */
export function lineOf({ all }: Tokens): string {
  return ` ${all.map(({ text }) => text).join(' ')} `
}

function undated(kind: DeadlineValue['kind']): DeadlineValue {
  return { kind, from: null, to: null, every: null, needsPeriod: false }
}

/** Month-days without a year fall due each time: `--12-20` of «щороку до 20 грудня». */
function recurring(every: string | null, mentions: readonly Mention[]): DeadlineValue {
  const due: string[] = []
  mentions.forEach((mention, index) => {
    const isStart = mentions[index + 1]?.link === 'range'
    const { year, month, day } = mention.last
    if (mention.grain !== 'day' || day === null || year !== null || isStart) return
    if (isDay({ year: LEAP_YEAR, month, day })) due.push(writeMonthDay(month, day))
  })
  const value = { ...undated('recurring'), every }
  return due.length > 0 ? { ...value, due: [...new Set(due)].sort() } : value
}

function dated({ spans, isRelative }: Spans, period: Period | null): DeadlineValue {
  const isBy = spans.every((span) => span.role === 'to')
  const starts = isBy ? [] : spans.filter(({ role }) => role !== 'to').map(({ from }) => from)
  const ends = spans.map(({ to }) => to)
  return {
    kind: isBy ? 'by' : 'span',
    from: extreme(starts, (left, right) => left < right),
    to: extreme(ends, (left, right) => left > right),
    every: null,
    needsPeriod: isRelative && period === null && spans.every(({ to }) => to === null),
  }
}

/** The first or last date, null where one of them is not known. */
function extreme(
  dates: readonly (string | null)[],
  isBefore: (left: string, right: string) => boolean,
): string | null {
  let found: string | null = null
  for (const date of dates) {
    if (date === null) return null
    if (found === null || isBefore(date, found)) found = date
  }
  return found
}

function manner(line: string, tokens: Tokens): DeadlineValue['kind'] {
  const { language } = tokens
  if (language.pattern('event').test(line)) return 'event'
  if (language.pattern('onNeed').test(line)) return 'on_need'
  const leadsTo = tokens.is(0, 'until') && tokens.all.length > 1
  return leadsTo && !language.pattern('reference').test(line) ? 'event' : 'unknown'
}
