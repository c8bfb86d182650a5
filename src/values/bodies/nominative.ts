import type { Gender } from '../../model/lexicon.ts'
import { LETTERS } from '../../text/characters.ts'
import { fold } from '../../text/fold.ts'
import { ENDINGS, type NounForm, type Prepared } from './prepared-lexicon.ts'

/** The beginning of a body's name: its adjectives and its noun. */
export interface ParsedName {
  readonly words: readonly NameWord[]
  readonly noun: NounForm
  readonly isNominative: boolean
  readonly isMany: boolean
  /** True where the noun says neither whose nor what («управління»). */
  readonly isBare: boolean
}

export interface NameWord {
  readonly written: string
  readonly folded: string
  readonly end: number
}

const OF_PLACE = /(?:ськ|цьк|зьк)[а-яіїєґ']+$/
const MOST_ADJECTIVES = 5
const WORD = new RegExp(`[${LETTERS}][${LETTERS}'’ʼ-]*`, 'g')
const NOMINATIVE: Readonly<Record<string, RegExp>> = {
  masculine: /(?:ий|ій)$/,
  feminine: /(?:а|я)$/,
  neuter: /(?:е|є)$/,
}
const OBLIQUE: Readonly<Record<string, RegExp>> = {
  masculine: /(?:ого|ому|им|ім)$/,
  feminine: /(?:ої|ій|у|ою)$/,
  neuter: /(?:ого|ому|им|ім)$/,
}

/** Adjectives and noun that a text begins with; null where it begins with no body. */
export function parseName(text: string, prepared: Prepared): ParsedName | null {
  const words: NameWord[] = []
  for (const match of text.matchAll(WORD)) {
    const before = words.at(-1)?.end ?? 0
    if (/[^\s«"„]/.test(text.slice(before, match.index))) return null
    const folded = fold(match[0])
    const end = match.index + match[0].length
    words.push({ written: match[0], folded, end })
    const noun = prepared.nouns.get(folded)
    if (noun) return parsed(words, noun, { text, known: prepared.adjectives })
    if (words.length > MOST_ADJECTIVES) return null
  }
  return null
}

function parsed(
  words: readonly NameWord[],
  noun: NounForm,
  { text, known }: { readonly text: string; readonly known: Prepared['adjectives'] },
): ParsedName | null {
  const adjectives = words.slice(0, -1)
  const { gender } = noun.noun
  const all = (patterns: Readonly<Record<string, RegExp>>) =>
    adjectives.every(({ folded }) => patterns[gender]?.test(folded) ?? false)
  // «управління» is the nominative of one and of many, «ради» a genitive too.
  const isOwn = words.at(-1)?.folded === noun.noun.one[0]
  const isNominative = isOwn && all(NOMINATIVE)
  const isOblique = all(OBLIQUE)
  const isMany = !isOwn && noun.isMany && !(noun.isNominative && adjectives.length > 0 && isOblique)
  if (!isNominative && !isMany && !isOblique) return null
  const rest = text.slice(words.at(-1)?.end ?? 0).trim()
  // «Рахункова палата»: an adjective that is of no kind of body tells which one it is.
  const isPlaced = adjectives.some(({ folded }) =>
    OF_PLACE.test(folded) ? !COMMON.test(folded) : !known.has(folded),
  )
  return { words, noun, isNominative, isMany, isBare: rest === '' && !isPlaced }
}

/** Adjectives of a kind of body, not of a place. */
const COMMON = /^(?:міськ|сільськ|селищн|громадськ|військов|господарськ)/

/** The name with adjectives and noun in the nominative of one, a capital first. */
export function nominativeName(text: string, found: ParsedName): string {
  const name = found.isNominative ? text : ofOne(text, found)
  return name.charAt(0).toUpperCase() + name.slice(1)
}

/**
 * A name in another case put into the nominative by the endings of its adjectives, known or not, and
 * its noun: «Пенсійним фондом», «благодійними фондами», behind «за участю» «громадських організацій».
 * As it is where it stands in the nominative or no known noun tells.
 */
export function nominativeByEndings(
  name: string,
  { prepared, isGoverned }: { readonly prepared: Prepared; readonly isGoverned: boolean },
): string {
  const found = parseName(name, prepared)
  if (found?.isNominative) return name
  if (found && !found.isMany) return ofOne(name, found)
  return ofMany(name, { prepared, isGoverned }) ?? name
}

function ofOne(text: string, { words, noun: { noun } }: ParsedName): string {
  const adjectives = words.slice(0, -1).map((word) => adjectiveOfOne(word, noun.gender))
  const last = words.at(-1)
  const form = likeWritten(noun.one[0] ?? '', last?.written ?? '')
  return [...adjectives, form].join(' ') + text.slice(last?.end ?? 0)
}

/** «середньою», «Західним»: the stem is soft. */
const SOFT = /(?:ьо(?:ї|ю|го|му)|ім)$/
const SOFT_ENDINGS: Readonly<Record<Gender, string>> = {
  masculine: 'ій',
  feminine: 'я',
  neuter: 'є',
}

function adjectiveOfOne({ written, folded }: NameWord, gender: Gender): string {
  const soft = SOFT.exec(folded)?.[0]
  const ending = soft ?? OBLIQUE[gender]?.exec(folded)?.[0] ?? ''
  const own = (soft ? SOFT_ENDINGS : ENDINGS)[gender]
  const isUpper = written.length > 1 && written === written.toUpperCase()
  return written.slice(0, folded.length - ending.length) + (isUpper ? own.toUpperCase() : own)
}

const OBLIQUE_OF_MANY = /(?:[иі]ми|[иі]х|[иі]м)$/

/** Adjectives and noun of many; the genitive, which may be of another body, only where it is asked for. */
function ofMany(
  name: string,
  { prepared, isGoverned }: { readonly prepared: Prepared; readonly isGoverned: boolean },
): string | null {
  const adjectives: string[] = []
  for (const { 0: written, index } of name.matchAll(WORD)) {
    const folded = fold(written)
    const known = prepared.nouns.get(folded)
    const isOblique = known?.isMany === true && !known.isNominative
    const noun = isOblique ? known.noun : isGoverned ? prepared.genitives.get(folded) : undefined
    if (noun) {
      const form = likeWritten(noun.many[0] ?? '', written)
      return [...adjectives, form].join(' ') + name.slice(index + written.length)
    }
    const ending = OBLIQUE_OF_MANY.exec(folded)?.[0]
    if (!ending || adjectives.length > MOST_ADJECTIVES) return null
    adjectives.push(`${written.slice(0, -ending.length)}і`)
  }
  return null
}

/** In capitals, or with one first, where the word is written so. */
function likeWritten(word: string, written: string): string {
  if (written.length > 1 && written === written.toUpperCase()) return word.toUpperCase()
  const isCapital = written.charAt(0) !== written.charAt(0).toLowerCase()
  return isCapital ? word.charAt(0).toUpperCase() + word.slice(1) : word
}
