import { LETTERS } from '../../text/characters.ts'
import { fold } from '../../text/fold.ts'
import { alone } from '../bodies/body-in-text.ts'
import { type NameWord, nominativeName, parseName } from '../bodies/nominative.ts'
import type { NounForm, Prepared } from '../bodies/prepared-lexicon.ts'
import { endOfProgramme } from './programme.ts'

/** Who carries a programme out, said in the instrumental. */
export interface Agent {
  /** In the nominative; null where two are named. */
  readonly name: string | null
  /** What is said of the agent, `[start, end)`. */
  readonly start: number
  readonly end: number
}

const DOING = /(?:виконання|реалізаці[їюя])\s/
const INSTRUMENTAL_NOUN = /(?:ом|ем|єм|ням|ою|ею|єю)$/
const INSTRUMENTAL_ADJECTIVE = /(?:им|ім|ою)$/
/** «взаємодії з департаментом», «затвердженої міністерством», «проведення центром»: not who reports. */
const NOT_BEFORE =
  /(?:^|\s)(?:з|із|зі|між|над|перед|під|за|разом|спільно|[а-яіїєґ']+(?:ння|ття|ції|ен(?:ої|ого|их|им|ими|ий|а|і|о)|ан(?:ої|ого|их|им|ими|ий|а|і|о)))$/
/** «… Державної антикорупційної програми», «плану заходів». */
const PROGRAMME =
  /\s(?:[а-яіїєґ'-]+(?:ої|ого)\s+){0,6}(?:програми|підпрограми|плану|стратегії|концепції|заходів|завдань)(?![а-яіїєґ])/
const JOIN = /\s(?:та|і|й)\s+|,\s+/g
const LONGEST = 240
/** What stands further behind «виконання» is no agent. */
const FARTHEST = 1200
const LONGEST_WORD = 40
const WORD = new RegExp(`[${LETTERS}][${LETTERS}'’ʼ-]*`, 'g')

/**
 * The body in «про виконання Пенсійним фондом України плану заходів», «… виконання програми «Діти»
 * Службою у справах дітей за 2025 рік»; null where nobody is named so.
 */
export function findAgent(text: string, prepared: Prepared): Agent | null {
  const folded = fold(text)
  const lead = DOING.exec(folded)
  if (!lead) return null
  const from = lead.index + lead[0].length
  const words: NameWord[] = []
  for (const { 0: written, index } of text.slice(from, from + FARTHEST).matchAll(WORD)) {
    const end = from + index + written.length
    words.push({ written, folded: folded.slice(from + index, end), end })
    const start = startOfAgent(words, folded, prepared)
    if (start === null) continue
    const before = folded.slice(Math.max(from, start - LONGEST_WORD), start).trimEnd()
    if (!NOT_BEFORE.test(before)) return agentAt(text, start, { end, prepared })
  }
  return null
}

/** The whole line as an agent («Державним агентством …» below a title); null for any other line. */
export function agentLine(text: string, prepared: Prepared): string | null {
  const folded = fold(text)
  const words: NameWord[] = []
  for (const { 0: written, index } of text.matchAll(WORD)) {
    const end = index + written.length
    words.push({ written, folded: folded.slice(index, end), end })
    const start = startOfAgent(words, folded, prepared)
    if (start !== null) return start === 0 ? agentAt(text, 0, { end, prepared }).name : null
    if (!INSTRUMENTAL_ADJECTIVE.test(folded.slice(index, end))) return null
  }
  return null
}

/** Where the agent begins of which the last word is the noun; null where it is none. */
function startOfAgent(
  words: readonly NameWord[],
  folded: string,
  { nouns }: Prepared,
): number | null {
  const noun = words.at(-1)
  const form = nouns.get(noun?.folded ?? '')
  if (!noun || !form) return null
  let first = words.length - 1
  while (first > 0 && isAdjective(words[first - 1], words[first], folded)) first -= 1
  const isInstrumental = isOfAgent(noun, form) || (isUnchanging(form) && first < words.length - 1)
  const start = words[first]
  return isInstrumental && start ? start.end - start.written.length : null
}

function isOfAgent({ folded }: NameWord, { isMany, isNominative }: NounForm): boolean {
  return !isMany && !isNominative && INSTRUMENTAL_NOUN.test(folded)
}

/** «бюро». */
function isUnchanging({ noun }: NounForm): boolean {
  return noun.one.length === 1 && noun.gender === 'neuter'
}

function isAdjective(
  word: NameWord | undefined,
  next: NameWord | undefined,
  folded: string,
): boolean {
  if (!word || !next || !INSTRUMENTAL_ADJECTIVE.test(word.folded)) return false
  return /^\s+$/.test(folded.slice(word.end, next.end - next.written.length))
}

interface Head {
  /** Behind the noun. */
  readonly end: number
  readonly prepared: Prepared
}

function agentAt(text: string, start: number, { end, prepared }: Head): Agent {
  const rest = text.slice(end, end + LONGEST)
  const folded = fold(rest)
  const size = Math.min(endOfProgramme(rest), PROGRAMME.exec(folded)?.index ?? rest.length)
  const others = alone(rest.slice(0, size)).length
  const name = text.slice(start, end + others)
  const isTwo = namesAnother(folded.slice(0, others), prepared)
  const found = isTwo ? null : parseName(name, prepared)
  return { name: found && nominativeName(name, found), start, end: end + size }
}

/** «… та Державною податковою службою»: another agent behind a conjunction or a comma. */
function namesAnother(folded: string, { nouns }: Prepared): boolean {
  for (const { 0: join, index } of folded.matchAll(JOIN)) {
    for (const [word] of folded.slice(index + join.length).matchAll(WORD)) {
      const form = nouns.get(word)
      if (form) return !form.isNominative && INSTRUMENTAL_NOUN.test(word)
      if (!INSTRUMENTAL_ADJECTIVE.test(word)) break
    }
  }
  return false
}
