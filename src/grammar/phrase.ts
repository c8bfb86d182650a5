import type { Pattern } from '../model/class-rule.ts'
import type { PhrasePart, PhraseSequence } from '../model/phrase.ts'
import { withoutApostrophes } from '../text/fold.ts'
import { textsIn } from '../text/phrase.ts'
import { isWord, PhraseError, readPhrase, single } from './phrase-reader.ts'

/*
 * The phrase language of grammars, written by people who know the reports and no regular
 * expressions. A phrase is matched against folded text (look-alikes, apostrophes, dashes, case),
 * on whole words:
 *
 *   не належить            these words, with white space and perhaps a comma between
 *   компетенц*             a word that begins so
 *   *виконав*              a word that holds these letters
 *   не … компетенц*        up to three other words between, in the same sentence; …5 up to five
 *   (департамент*|відділ*) one of these
 *   [вже] проведено        a word that may be there
 *   # (особ*|осіб)         # is a number
 *   ^виконано$             ^ the beginning, $ the end of the clause
 *   /\bп\.\s?\d+/          between slashes: a regular expression, \b knows Cyrillic
 *
 * An apostrophe may be missing in the text («обов'язк*» finds «обовязки»); next to punctuation so
 * may a blank («п. #» finds «п.2», «# %» finds «64%»).
 */

/** Letters and digits of folded text; `\p{L}` would cost V8 hundreds of ranges at each place. */
const LETTER = "a-zа-џґ'"
const WORD = `[0-9${LETTER}]`
const START = `(?<!${WORD})`
const END = `(?!${WORD})`
const LONGEST_WORD = 40
const ANCHOR = 3
/** A comma or a quotation mark may stand beside a blank. */
const BLANK = '[,"]?\\s+"?'

/**
 * Source of a regular expression (flags `u`, `g` allowed) for one phrase, to be matched against
 * `fold(text)`. Every repetition is bounded or over disjoint classes, so that matching is linear.
 * Throws `PhraseError`.
 */
export function compilePhrase(phrase: string): string {
  const trimmed = phrase.trim()
  if (trimmed === '') throw new PhraseError('the phrase is empty')
  return isExpression(trimmed)
    ? compileExpression(trimmed.slice(1, -1))
    : sourceOf(readPhrase(trimmed))
}

/** A phrase as a pattern that is looked for without a regular expression. Throws `PhraseError`. */
export function compilePattern(phrase: string): Pattern {
  const trimmed = phrase.trim()
  if (trimmed === '' || isExpression(trimmed))
    return { source: compilePhrase(phrase), anchors: null }
  const parts = readPhrase(trimmed)
  return { phrase: parts, anchors: anchorsOf(parts) }
}

/** A phrase as one of those that are looked for together. Throws `PhraseError`. */
export function compileWay(phrase: string): string | PhraseSequence {
  const trimmed = phrase.trim()
  if (trimmed === '' || isExpression(trimmed)) return [{ expression: compilePhrase(phrase) }]
  return single(readPhrase(trimmed))
}

/** Words of a phrase, folded; those that end in `*` are beginnings of words. */
export function phraseWords(phrase: string): readonly string[] {
  const trimmed = phrase.trim()
  if (isExpression(trimmed)) return []
  return textsIn(readPhrase(trimmed)).filter((text) => isWord(text) && !text.startsWith('*'))
}

function isExpression(phrase: string): boolean {
  return phrase.length > 1 && phrase.startsWith('/') && phrase.endsWith('/')
}

function compileExpression(source: string): string {
  if (/\\[wW]/.test(source))
    throw new PhraseError(String.raw`\w knows no Cyrillic; write [\p{L}\p{N}] instead`)
  if (/\\p\{Lu\}/.test(source))
    throw new PhraseError(
      String.raw`\p{Lu} matches nothing, for texts are folded to small letters; write \p{L} instead`,
    )
  const compiled = narrowClasses(source).replace(
    /\\b/g,
    `(?:${START}(?=${WORD})|(?<=${WORD})${END})`,
  )
  try {
    new RegExp(compiled, 'u')
  } catch (error) {
    throw new PhraseError(`no regular expression: ${(error as Error).message}`)
  }
  return compiled
}

/**
 * `\p{L}` and `\p{N}` as the letters and digits that folded text can hold. V8 builds such a pattern
 * some forty times faster, and a start-up builds hundreds of them.
 */
function narrowClasses(source: string): string {
  let isInClass = false
  return source.replace(/\\p\{(?:L|Ll|N|Nd)\}|\\.|[[\]]/gu, (token) => {
    if (token === '[') isInClass = true
    else if (token === ']') isInClass = false
    else if (token.startsWith('\\p{')) {
      const letters = token.includes('N') ? '0-9' : 'a-zа-џґ'
      return isInClass ? letters : `[${letters}]`
    }
    return token
  })
}

/** What the strings of a phrase that are no words stand for. */
const SIGNS: ReadonlyMap<string, string> = new Map([
  [' ', BLANK],
  ['', '\\s*'],
  ['^', '^\\s*'],
  ['$', '[\\s.;!]*$'],
  ['#', `${START}\\d[\\d\\s.,/]{0,14}(?<=\\d)(?!\\d)`],
])

function sourceOf(way: string | PhraseSequence): string {
  return typeof way === 'string' ? sourceOfPart(way) : way.map(sourceOfPart).join('')
}

function sourceOfPart(part: PhrasePart): string {
  if (typeof part === 'string') return SIGNS.get(part) ?? sourceOfText(part)
  if ('expression' in part) return part.expression
  if ('any' in part) return `(?:${part.any.map(sourceOf).join('|')})`
  if ('maybe' in part) return `(?:${part.maybe.map(sourceOf).join('|')})?`
  const [before, after] = ['before', 'after'].map((side) => (part.blank === side ? BLANK : ''))
  return `(?:${before}[^\\s.;!?]{1,${LONGEST_WORD}}${after}){0,${part.gap}}?`
}

/** A word, or a mark. */
function sourceOfText(text: string): string {
  if (!isWord(text)) return escapeMarks(text)
  const [, opens = '', word = '', isOpen = ''] = /^(\*(?=.))?(.*?)(\*?)$/.exec(text) ?? []
  const letters = escapeMarks(word).replaceAll("'", "'?")
  const more = `[${LETTER}]*`
  return `${START}${opens && more}${letters}${isOpen ? more : END}`
}

function anchorsOf(sequence: PhraseSequence): readonly string[] | null {
  let best: readonly string[] | null = null
  for (const part of sequence) {
    const found = anchorsOfPart(part)
    if (found && (!best || rarity(found) > rarity(best))) best = found
  }
  return best
}

function anchorsOfPart(part: PhrasePart): readonly string[] | null {
  if (typeof part === 'string') {
    const letters = withoutApostrophes(part).replace(/\*$/, '').slice(0, ANCHOR)
    const isShort = letters.length < ANCHOR && part.endsWith('*')
    return isWord(part) && letters !== '' && !part.startsWith('*') && !isShort ? [letters] : null
  }
  if (!('any' in part)) return null
  const ways = part.any.map((way) => anchorsOf(typeof way === 'string' ? [way] : way))
  return ways.every((way) => way !== null) ? [...new Set(ways.flat())] : null
}

/** Few and long beginnings sort out more texts. */
function rarity(anchors: readonly string[]): number {
  return Math.min(...anchors.map((anchor) => anchor.length)) - anchors.length / 100
}

/** Letters and marks as a regular expression has them. */
function escapeMarks(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}
