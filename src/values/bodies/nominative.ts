import { fold } from '../../text/fold.ts'
import { capitalised, isUpper, LETTERS, likeWritten } from '../../text/letters.ts'
import { firstNoun, type NounForm, type Prepared } from './lexicon.ts'

/** The beginning of a body's name: its adjectives and its noun. */
interface ParsedName {
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

/** Longer texts name no body. */
export const LONGEST = 240
const MOST_ADJECTIVES = 5
const WORD = new RegExp(`[${LETTERS}][${LETTERS}'’ʼ-]*`, 'g')

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
    if (noun) return parsed(words, noun, { text, prepared })
    if (words.length > MOST_ADJECTIVES) return null
  }
  return null
}

function parsed(
  words: readonly NameWord[],
  noun: NounForm,
  { text, prepared }: { readonly text: string; readonly prepared: Prepared },
): ParsedName | null {
  const { language } = prepared
  const adjectives = words.slice(0, -1)
  const { hard, soft, oblique } = language.language.adjectives[noun.noun.gender]
  const all = (endings: readonly string[]) =>
    adjectives.every(({ folded }) => endings.some((ending) => folded.endsWith(ending)))
  // «управління» is the nominative of one and of many, «ради» a genitive too.
  const isOwn = words.at(-1)?.folded === noun.noun.one[0]
  const isNominative = isOwn && all([hard, soft])
  const isOblique = all(oblique)
  const isMany = !isOwn && noun.isMany && !(noun.isNominative && adjectives.length > 0 && isOblique)
  if (!isNominative && !isMany && !isOblique) return null
  const rest = text.slice(words.at(-1)?.end ?? 0).trim()
  // «Рахункова палата»: an adjective that is of no kind of body tells which one it is.
  const isPlaced = adjectives.some(({ folded }) =>
    language.pattern('ofPlace').test(folded)
      ? !language.pattern('commonAdjective').test(folded)
      : !prepared.adjectives.has(folded),
  )
  return { words, noun, isNominative, isMany, isBare: rest === '' && !isPlaced }
}

/** The name with adjectives and noun in the nominative of one, a capital first. */
export function nominativeName(text: string, found: ParsedName, prepared: Prepared): string {
  return capitalised(found.isNominative ? text : ofOne(text, found, prepared))
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
  if (found && !found.isMany) return ofOne(name, found, prepared)
  return ofMany(name, { prepared, isGoverned }) ?? name
}

function ofOne(text: string, { words, noun: { noun } }: ParsedName, prepared: Prepared): string {
  const { adjectives } = prepared.language.language
  const { hard, soft, oblique } = adjectives[noun.gender]
  const inNominative = ({ written, folded }: NameWord) => {
    // «середньою», «Західним»: the stem is soft.
    const ofSoft = longestEnding(folded, adjectives.softOblique)
    const ending = ofSoft ?? longestEnding(folded, oblique) ?? ''
    const own = ofSoft === null ? hard : soft
    const start = written.slice(0, folded.length - ending.length)
    return start + (isUpper(written) ? own.toUpperCase() : own)
  }
  const last = words.at(-1)
  const form = likeWritten(noun.one[0] ?? '', last?.written ?? '')
  return [...words.slice(0, -1).map(inNominative), form].join(' ') + text.slice(last?.end ?? 0)
}

/** The longest of the endings that the word has. */
function longestEnding(word: string, endings: readonly string[]): string | null {
  let found: string | null = null
  for (const ending of endings)
    if (word.endsWith(ending) && ending.length > (found?.length ?? 0)) found = ending
  return found
}

/** Adjectives and noun of many; the genitive, which may be of another body, only where it is asked for. */
function ofMany(
  name: string,
  { prepared, isGoverned }: { readonly prepared: Prepared; readonly isGoverned: boolean },
): string | null {
  const { many } = prepared.language.language.adjectives
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
    const ending = longestEnding(folded, many.oblique)
    if (ending === null || adjectives.length > MOST_ADJECTIVES) return null
    adjectives.push(written.slice(0, -ending.length) + many.hard)
  }
  return null
}

/** A body in whatever case, put into the nominative; null for a bare noun or none. */
export function readBodyName(text: string, prepared: Prepared): string | null {
  const trimmed = trim(alone(text, prepared))
  const found = parseName(trimmed, prepared)
  if (!found || found.isBare || namesTwo(trimmed, prepared)) return null
  return nominativeName(trimmed, found, prepared)
}

/** The same for a text that stands in the nominative already. */
export function nominativeBody(text: string, prepared: Prepared): string | null {
  const trimmed = trim(text)
  const found = parseName(trimmed, prepared)
  if (!found || found.isBare || !found.isNominative || found.isMany) return null
  return capitalised(trimmed)
}

/** «департаменту фінансів, департаменту економіки»: nothing tells whose the report is. */
function namesTwo(text: string, prepared: Prepared): boolean {
  const [first, ...others] = text.split(/,\s+/).map((part) => firstNoun(fold(part), prepared))
  // «сільського господарства» is a field of the body; a second «управління» is none.
  return others.some((other) => other && (!other.isMany || other.noun === first?.noun))
}

/** «… та її структурних підрозділів», «… спільно з Міністерством …»: without who is only beside it. */
export function alone(text: string, { language }: Prepared): string {
  const beside = language.pattern('beside').exec(fold(text))
  return text.slice(0, beside?.index ?? text.length)
}

function trim(text: string): string {
  const cut = text
    .replace(/\s+/g, ' ')
    .replace(/(?<![\s,;.:–—-])[\s,;.:–—-]+$/, '')
    .trim()
  return cut.length > LONGEST || /[\d:]/.test(cut) ? '' : cut
}
