import type { Period } from '../../model/report.ts'
import { fold } from '../../text/fold.ts'
import { remember } from '../../text/memory.ts'
import { ACT_REFERRED_TO, ADDRESS, blankOut, DOCUMENT_NUMBER } from './blank-out.ts'
import { readMentions } from './mentions.ts'
import { findRecurrence } from './recurrence.ts'
import { resolveSpans, type Span } from './spans.ts'
import { readTokens } from './time-tokens.ts'

const LONGEST = 20_000
const LEAD_LENGTH = 10
/** Numbers, letters that stand for digits among them, and how long they are where there is a date. */
const NUMBERS = /[0-9оoіilзб|]*[0-9][0-9оoіilзб|]*/gi
const SHORTEST_DATE = '2024'.length
/** Measures come again in the report of every body. */
const REMEMBERED = 2000

/**
 * The stretches of time that a response names, in its order: days, months, quarters, named years,
 * each with its year. Left out: addresses, numbers of documents, acts that are only referred to,
 * and «на 2018 рік», which names a plan and not a time.
 */
export const readDates = remember((text: string): readonly Period[] => {
  if (!mayHoldDate(text)) return []
  const cut = blankOut(text.slice(0, LONGEST), [ADDRESS, ACT_REFERRED_TO, DOCUMENT_NUMBER])
  if (!/\d/.test(cut)) return []
  const mentions = readMentions(readTokens(cut, { isForgiving: false }))
  const folded = fold(cut)
  const { spans } = resolveSpans(mentions, null)
  return spans.flatMap((span) => (isPlan(span, folded) ? [] : asPeriod(span)))
}, REMEMBERED)

/** False where no year can stand, long or short with its day and month. */
function mayHoldDate(text: string): boolean {
  let digits = 0
  for (const number of text.match(NUMBERS) ?? []) digits += number.length
  return digits >= SHORTEST_DATE
}

/** Every word of recurrence holds one of these; most texts hold none. */
const MAY_RECUR =
  /[Щщ]о-?(?:рок|річ|кв|міс|тиж|пів|дн|ден|дек)|[Кк]ож[енд]|[Кк]ажд|(?:^|[^а-яіїєґ])(?:одно)?[Рр]аз(?!ом)|[Ее]же[гкмндч]|двіч|дважд|тричі|трижд|[А-ЯІЇЄҐ]{5}/

/**
 * The shortest recurrence that a measure's text asks for, as an ISO 8601 duration: «щокварталу» is
 * P3M; null where the text asks for none.
 */
export const readRecurrence = remember((text: string): string | null => {
  if (!MAY_RECUR.test(text)) return null
  return findRecurrence(readTokens(text.slice(0, LONGEST), { isForgiving: false }))?.every ?? null
}, REMEMBERED)

function isPlan({ grain, start, isNamed }: Span, folded: string): boolean {
  if (grain !== 'year') return false
  return !isNamed || / на $/.test(folded.slice(Math.max(0, start - LEAD_LENGTH), start))
}

function asPeriod({ from, to }: Span): readonly Period[] {
  const [first, last] = [from ?? to, to ?? from]
  return first === null || last === null ? [] : [{ from: first, to: last }]
}
