import type { Language, PatternList } from '../../model/language.ts'
import type { Period } from '../../model/report.ts'
import { fold } from '../../text/fold.ts'
import { type PreparedLanguage, prepareLanguage, rememberBy } from '../../text/language.ts'
import { append, largest } from '../../text/lists.ts'
import { findRecurrence } from './recurrence.ts'
import { hasUnexplained, readMentions, resolveSpans, type Span, yearOf } from './spans.ts'
import { blankOut, numbers, readTokens, type Token } from './tokens.ts'

interface Candidate extends Period {
  readonly rank: number
}

/** Ranks of a candidate: 3 «за …», 2 «станом на …», 1 any other mention. */
export const CLEAR = 2

const LONGEST_TITLE = 4000
const LONGEST = 20_000
const LEAD_LENGTH = 40
const LEAD_OF_PLAN = 10
const SHORTEST_DATE = '2024'.length
/** Measures come again in the report of every body. */
const REMEMBERED = 2000
/** «Програма (2018-2022 роки)». */
const IN_BRACKETS = /\(\s*$/

/**
 * The period that a title, a field or an importer names; null where none or more than one is told.
 * «за …» says it best, then «станом на 01.10.2020» (from 1 January of that year to that date; as of
 * 1 January it is the year before), then any other mention; «на 2016-2020 роки» beside other words
 * is the programme's time, not the report's.
 */
export function readPeriod(text: string, language: Language): Period | null {
  const found = rankPeriod(text, language)
  return found && { from: found.from, to: found.to }
}

/** The period that an importer tells: the text holds nothing of time beside it. */
export function readToldPeriod(text: string, language: Language): Period | null {
  const tokens = readTokens(text.slice(0, LONGEST_TITLE), prepareLanguage(language))
  return hasUnexplained(tokens) ? null : readPeriod(text, language)
}

/** The period that `readPeriod` tells, with its rank. Titles and headings of columns come again. */
export const rankPeriod = rememberBy<Candidate | null>((text, language) => {
  const cut = blankOut(text.slice(0, LONGEST_TITLE), language, ['act'])
  const tokens = readTokens(cut, language)
  // «звітний період – 2025 рік» is a field, no range.
  const mentions = readMentions(tokens).filter(({ relative }) => relative !== 'period')
  const { spans } = resolveSpans(mentions, null)
  const folded = fold(cut)
  const isBare = tokens.all.every(isOfTime)
  const candidates: Candidate[] = []
  for (const span of spans) {
    const before = candidates.at(-1)
    if (before && span.isListed && span.to !== null && span.to > before.to)
      candidates.splice(-1, 1, { ...before, to: span.to })
    else append(candidates, readCandidate(span, folded, { language, isBare }))
  }
  return choose(candidates)
})

function isOfTime(token: Token): boolean {
  return (
    token.kind !== 'word' ||
    (token.meaning !== null && token.meaning.sign !== 'keyword') ||
    token.value > 0
  )
}

interface Reading {
  readonly language: PreparedLanguage
  /** True where the text tells nothing but time. */
  readonly isBare: boolean
}

function readCandidate(
  { from, to, start }: Span,
  folded: string,
  { language, isBare }: Reading,
): readonly Candidate[] {
  if (from === null || to === null) return []
  const lead = folded.slice(Math.max(0, start - LEAD_LENGTH), start)
  const leads = (list: PatternList) => language.pattern(list).test(lead)
  if (leads('periodFor')) return [{ from, to, rank: 3 }]
  const isDay = from === to
  if (leads('periodAsOf') || (isDay && leads('periodOn'))) return isDay ? [asOf(to)] : []
  if (isDay || (leads('periodOn') && !isBare) || leads('fromAct')) return []
  // «Програма розвитку туризму 2018-2022 років»: the programme's years, unless «у» stands before them.
  const isWithin = leads('periodWithin') || IN_BRACKETS.test(lead)
  return yearOf(from) !== yearOf(to) && !isBare && !isWithin ? [] : [{ from, to, rank: 1 }]
}

function asOf(date: string): Candidate {
  const year = yearOf(date)
  if (!date.endsWith('-01-01')) return { from: `${year}-01-01`, to: date, rank: 2 }
  return { from: `${year - 1}-01-01`, to: `${year - 1}-12-31`, rank: 2 }
}

function choose(candidates: readonly Candidate[]): Candidate | null {
  const best = Math.max(0, largest(candidates.map(({ rank }) => rank)))
  const chosen = candidates.filter(({ rank }) => rank === best)
  const [first] = chosen
  if (!first || chosen.some(({ from, to }) => from !== first.from || to !== first.to)) return null
  return first
}

/**
 * The stretches of time that a response names, in its order: days, months, quarters, named years,
 * each with its year. Left out: addresses, numbers of documents, acts that are only referred to,
 * and «на 2018 рік», which names a plan and not a time.
 */
export const readDates = rememberBy<readonly Period[]>((text, language) => {
  if (!mayHoldDate(text, language)) return []
  const cut = blankOut(text.slice(0, LONGEST), language, [
    'address',
    'actReferredTo',
    'documentNumber',
  ])
  if (!/\d/.test(cut)) return []
  const folded = fold(cut)
  const { spans } = resolveSpans(readMentions(readTokens(cut, language)), null)
  return spans.flatMap((span) => (isPlan(span, folded, language) ? [] : asPeriod(span)))
}, REMEMBERED)

/** False where no year can stand, long or short with its day and month. */
function mayHoldDate(text: string, language: PreparedLanguage): boolean {
  let digits = 0
  for (const number of text.match(language.once(numbers)) ?? []) digits += number.length
  return digits >= SHORTEST_DATE
}

function isPlan(
  { grain, start, isNamed }: Span,
  folded: string,
  language: PreparedLanguage,
): boolean {
  if (grain !== 'year') return false
  const lead = folded.slice(Math.max(0, start - LEAD_OF_PLAN), start)
  return !isNamed || language.pattern('plan').test(lead)
}

function asPeriod({ from, to }: Span): readonly Period[] {
  const [first, last] = [from ?? to, to ?? from]
  return first === null || last === null ? [] : [{ from: first, to: last }]
}

/** The shortest recurrence that a measure's text asks for, as an ISO 8601 duration: «щокварталу» is P3M; null where the text asks for none. */
export const readRecurrence = rememberBy<string | null>((text, language) => {
  if (!language.pattern('mayRecur').test(text)) return null
  return findRecurrence(readTokens(text.slice(0, LONGEST), language))?.every ?? null
}, REMEMBERED)

/** The years that the name of a programme tells («… на 2026-2028 роки»), both ends inclusive; null where it tells none, or more than one stretch. */
export const programmeTerm = rememberBy<Period | null>((programme, language) => {
  const { spans } = resolveSpans(readMentions(readTokens(programme, language)), null)
  const [only, ...others] = spans
  if (!only || others.length > 0 || only.grain !== 'year' || !only.isNamed) return null
  const { from, to } = only
  return from === null || to === null ? null : { from, to }
})
