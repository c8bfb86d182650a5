import { LETTERS } from '../text/characters.ts'
import { fold } from '../text/fold.ts'
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

interface NameWord {
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
    if (noun) return parsed(words, noun, text)
    if (words.length > MOST_ADJECTIVES) return null
  }
  return null
}

function parsed(words: readonly NameWord[], noun: NounForm, text: string): ParsedName | null {
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
  const isPlaced = adjectives.some(({ folded }) => OF_PLACE.test(folded) && !COMMON.test(folded))
  return { words, noun, isNominative, isMany, isBare: rest === '' && !isPlaced }
}

/** Adjectives of a kind of body, not of a place. */
const COMMON = /^(?:міськ|сільськ|селищн|громадськ|військов|господарськ)/

/** The name with adjectives and noun in the nominative of one. */
export function nominativeName(
  text: string,
  { words, noun, isNominative }: ParsedName,
  prepared: Prepared,
): string {
  if (isNominative) return text.charAt(0).toUpperCase() + text.slice(1)
  const { gender } = noun.noun
  const adjectives = words.slice(0, -1).map(({ written, folded }) => {
    const known = prepared.adjectives.get(folded)
    const stem = known
      ? known.stem.length
      : folded.length - (OBLIQUE[gender]?.exec(folded)?.[0].length ?? 0)
    return written.slice(0, stem) + ENDINGS[gender]
  })
  const last = words.at(-1)
  const own = noun.noun.one[0] ?? ''
  const written = last?.written ?? ''
  const isCapital = written.charAt(0) !== written.charAt(0).toLowerCase()
  const form = isCapital ? own.charAt(0).toUpperCase() + own.slice(1) : own
  const whole = [...adjectives, form].join(' ') + text.slice(last?.end ?? 0)
  return whole.charAt(0).toUpperCase() + whole.slice(1)
}
