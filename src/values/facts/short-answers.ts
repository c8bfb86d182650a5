import type { Language } from '../../model/language.ts'
import type { Surroundings } from '../../model/surroundings.ts'
import { fold } from '../../text/fold.ts'
import { type PreparedLanguage, prepareLanguage } from '../../text/language.ts'
import { isMark } from '../../text/marks.ts'

/** What short answers mean, by the answer folded: «нв» → «не виконано». */
export type Legend = ReadonlyMap<string, string>

/** «В – виконано», «"+" – виконано»: a sign of a few letters or none, a dash, and words. */
const ENTRY = /^[«"„“]?([\p{L}\d]{1,4}|[+*-]{1,2})[»"“”]?\s*[–—-]\s*(\p{L}{2}.*)$/u
const BETWEEN = /[;,.()\n]/
/** «Умовні позначення: …» */
const LEAD = /^[^:]{0,60}:\s*/
/** One alone may be any line with a dash. */
const LEAST = 2
const LONGEST_LINE = 600

/**
 * The legend that stands around the measures of a report or in the heading of the response's
 * column; empty where none does.
 */
export function readLegend({ heading, signature, columns }: Surroundings): Legend {
  const entries = [...heading, ...signature, ...columns].flatMap(({ text }) => entriesOf(text))
  const legend = new Map(entries)
  return legend.size >= LEAST ? legend : NO_LEGEND
}

export const NO_LEGEND: Legend = new Map()

/** What a short answer means, null where no legend tells it. */
export function meaningOf(text: string, legend: Legend): string | null {
  return legend.size === 0 ? null : (legend.get(keyOf(text)) ?? null)
}

function entriesOf(line: string): readonly (readonly [string, string])[] {
  if (line.length > LONGEST_LINE) return []
  return line
    .replace(LEAD, '')
    .split(BETWEEN)
    .flatMap((part) => {
      const [, sign, words] = ENTRY.exec(part.trim()) ?? []
      return sign === undefined || words === undefined ? [] : [[keyOf(sign), words] as const]
    })
}

function keyOf(text: string): string {
  return fold(text).replace(/[«»"„“”.\s]/gu, '')
}

const MINUS = /^[-–—]$/u

/**
 * What a tick, «так» or «ні» means under the heading of its column («Виконано», «Виконано (так/ні)»);
 * null for other answers, and where the heading asks nothing that they answer.
 */
export function askedMeaning(
  text: string,
  heading: string | null,
  language: Language,
): string | null {
  const words = prepareLanguage(language)
  const sign = signOf(text, words)
  if (heading === null || sign === null) return null
  const question = fold(heading).replace(/\s+/g, ' ').trim()
  const either = words.pattern('either')
  const isEither = either.test(question)
  if (MINUS.test(text.trim()) && !isEither) return null
  const asked = question.replace(either, '')
  const isOutcome = words.pattern('outcome').test(asked)
  const outcome = isOutcome ? asked : isEither ? words.word('done') : null
  if (outcome === null || sign) return outcome
  const not = `${words.word('not')} `
  return outcome.startsWith(not) ? outcome.slice(not.length) : not + outcome
}

/** True for yes, false for no, null for words. */
function signOf(text: string, language: PreparedLanguage): boolean | null {
  const word = fold(text).replace(/[\s.]/g, '')
  if (language.has('yes', word) || isMark(text)) return true
  return language.has('no', word) || MINUS.test(word) ? false : null
}
