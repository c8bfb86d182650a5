import type { Period } from '../../model/report.ts'
import { append } from '../../text/append.ts'
import { LETTERS } from '../../text/characters.ts'
import { largest } from '../../text/extremes.ts'
import { fold } from '../../text/fold.ts'
import { remember } from '../../text/memory.ts'
import { ACT, blankOut } from './blank-out.ts'
import { yearOf } from './calendar.ts'
import { hasUnexplained, readMentions } from './mentions.ts'
import { resolveSpans, type Span } from './spans.ts'
import { readTokens, type Token } from './time-tokens.ts'

interface Candidate extends Period {
  readonly rank: number
}

/** Ranks of a candidate: 3 «за …», 2 «станом на …», 1 any other mention. */
export const CLEAR = 2

const LONGEST = 4000
const LEAD_LENGTH = 40

const FOR = new RegExp(
  `(?:^|[^${LETTERS}])(?:звітний )?період(?: звітування| звіту)?(?::|\\s-)\\s*[^${LETTERS}\\d]*$|(?:^|[^${LETTERS}])за (?:(?:період|звітний період|результатами|підсумками|весь|увесь) )?(?:з |із |від )?[^${LETTERS}\\d]*$`,
)
const AS_OF = new RegExp(`(?:^|[^${LETTERS}])(?:станом|стан) на [^${LETTERS}\\d]*$`)
const ON = new RegExp(`(?:^|[^${LETTERS}])на (?:період )?(?:з )?[^${LETTERS}\\d]*$`)
const WITHIN = new RegExp(
  `(?:^|[^${LETTERS}])(?:у|в|протягом|упродовж|впродовж) [^${LETTERS}\\d]*$|\\(\\s*$`,
)
const FROM_ACT = new RegExp(`(?:^|[^${LETTERS}])від [^${LETTERS}\\d]*$`)

/**
 * The period that a title, a field or an importer names; null where none or more than one is told.
 * «за …» says it best, then «станом на 01.10.2020» (from 1 January of that year to that date; as of
 * 1 January it is the year before), then any other mention; «на 2016-2020 роки» beside other words
 * is the programme's time, not the report's.
 */
export function readPeriod(text: string): Period | null {
  const found = rankPeriod(text)
  return found && { from: found.from, to: found.to }
}

/** The period that an importer tells: the text holds nothing of time beside it. */
export function readToldPeriod(text: string): Period | null {
  const isWhole = !hasUnexplained(readTokens(text.slice(0, LONGEST), { isForgiving: false }))
  return isWhole ? readPeriod(text) : null
}

/** The period that `readPeriod` tells, with its rank. Titles and headings of columns come again. */
export const rankPeriod: (text: string) => Candidate | null = remember(computePeriod)

function computePeriod(text: string): Candidate | null {
  const cut = blankOut(text.slice(0, LONGEST), [ACT])
  const tokens = readTokens(cut, { isForgiving: false })
  // «звітний період – 2025 рік» is a field, no range.
  const mentions = readMentions(tokens).filter(({ relative }) => relative !== 'period')
  const { spans } = resolveSpans(mentions, null)
  const folded = fold(cut)
  const isBare = tokens.every(isOfTime)
  const candidates: Candidate[] = []
  for (const span of spans) {
    const before = candidates.at(-1)
    if (before && span.isListed && span.to !== null && span.to > before.to)
      candidates.splice(-1, 1, { ...before, to: span.to })
    else append(candidates, readCandidate(span, folded, isBare))
  }
  return choose(candidates)
}

function isOfTime(token: Token): boolean {
  return (
    token.kind !== 'word' ||
    (token.meaning !== null && token.meaning.sign !== 'keyword') ||
    token.value > 0
  )
}

function readCandidate(span: Span, folded: string, isBare: boolean): readonly Candidate[] {
  if (span.from === null || span.to === null) return []
  const { from, to } = span
  const lead = folded.slice(Math.max(0, span.start - LEAD_LENGTH), span.start)
  if (FOR.test(lead)) return [{ from, to, rank: 3 }]
  const isDay = from === to
  if (AS_OF.test(lead) || (isDay && ON.test(lead))) return isDay ? [asOf(to)] : []
  if (isDay || (ON.test(lead) && !isBare) || FROM_ACT.test(lead)) return []
  // «Програма розвитку туризму 2018-2022 років»: the programme's years, unless «у» stands before them.
  const isOfProgramme = yearOf(from) !== yearOf(to) && !isBare && !WITHIN.test(lead)
  return isOfProgramme ? [] : [{ from, to, rank: 1 }]
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
