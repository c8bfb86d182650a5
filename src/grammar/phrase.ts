import type { Pattern } from '../model/class-rule.ts'
import type { PhrasePart, PhraseSequence } from '../model/phrase.ts'
import {
  type Element,
  escapeMarks,
  isEdge,
  mayBeMissing,
  PhraseError,
  readPhrase,
  type Sequence,
} from './phrase-reader.ts'

/**
 * A phrase in the form that is looked for without an expression. Blanks belong to what may be
 * missing: before the first firm element they follow it, else precede.
 */
function partsOf(sequence: Sequence): PhraseSequence {
  const firm = sequence.findIndex(({ element }) => !mayBeMissing(element) && !isEdge(element))
  return sequence.flatMap(({ element, blankBefore }, index) => {
    const before = sequence[index - 1]?.element
    const after = sequence[index + 1]
    if (!mayBeMissing(element)) {
      const isSpaced = blankBefore && before && !isEdge(before) && !isEdge(element)
      const isTaken = before && mayBeMissing(before) && (index <= firm || firm < 0)
      return isSpaced && !isTaken
        ? [blankPart(before, element), partOf(element)]
        : [partOf(element)]
    }
    if (index > firm && firm >= 0) return [optionalPart(element, blankBefore ? 'before' : 'none')]
    return [optionalPart(element, after?.blankBefore ? 'after' : 'none')]
  })
}

function optionalPart(element: Element, blank: 'before' | 'after' | 'none'): PhrasePart {
  if (element.kind === 'gap') return { gap: element.words, blank }
  const ways = element.kind === 'group' ? element.ways.map(partsOf) : [partOf(element)]
  if (blank === 'none') return { maybe: ways.map(single) }
  const any = { any: ways.map(single) }
  return { maybe: [blank === 'before' ? [' ', any] : [any, ' ']] }
}

function partOf(element: Element): PhrasePart {
  switch (element.kind) {
    case 'word':
      return `${element.opens ? '*' : ''}${element.text}${element.ends ? '' : '*'}`
    case 'mark':
      return element.part
    case 'number':
      return '#'
    case 'gap':
      return { gap: element.words, blank: 'none' }
    case 'group':
      return { any: element.ways.map((way) => single(partsOf(way))) }
  }
}

/** A way of one word as that word. */
function single(way: PhraseSequence | PhrasePart): string | PhraseSequence {
  if (typeof way === 'string') return way
  if (!isSequence(way)) return [way]
  const [first] = way
  return way.length === 1 && typeof first === 'string' ? first : way
}

function isSequence(way: PhraseSequence | PhrasePart): way is PhraseSequence {
  return Array.isArray(way)
}

function blankPart(before: Element, element: Element): string {
  return before.kind === 'mark' || element.kind === 'mark' ? '' : ' '
}

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
    : sourceOf(partsOf(readPhrase(trimmed)))
}

/** A phrase as a pattern that is looked for without a regular expression. Throws `PhraseError`. */
export function compilePattern(phrase: string): Pattern {
  const trimmed = phrase.trim()
  if (trimmed === '' || isExpression(trimmed))
    return { source: compilePhrase(phrase), anchors: null }
  const sequence = readPhrase(trimmed)
  return { phrase: partsOf(sequence), anchors: anchorsOf(sequence) }
}

/** A phrase as one of those that are looked for together. Throws `PhraseError`. */
export function compileWay(phrase: string): string | PhraseSequence {
  const trimmed = phrase.trim()
  if (trimmed === '' || isExpression(trimmed)) return [{ expression: compilePhrase(phrase) }]
  return single(partsOf(readPhrase(trimmed)))
}

/** Words of a phrase, folded; those that end in `*` are beginnings of words. */
export function phraseWords(phrase: string): readonly string[] {
  const trimmed = phrase.trim()
  return isExpression(trimmed) ? [] : wordsOf(readPhrase(trimmed))
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

function sourceOf(part: PhrasePart | PhraseSequence): string {
  if (typeof part === 'string') return SIGNS.get(part) ?? sourceOfText(part)
  if (isSequence(part)) return part.map(sourceOf).join('')
  if ('expression' in part) return part.expression
  if ('gap' in part) {
    const [before, after] = ['before', 'after'].map((side) => (part.blank === side ? BLANK : ''))
    return `(?:${before}[^\\s.;!?]{1,${LONGEST_WORD}}${after}){0,${part.gap}}?`
  }
  if ('any' in part) return `(?:${part.any.map(sourceOf).join('|')})`
  return `(?:${part.maybe.map(sourceOf).join('|')})?`
}

/** A word, or a mark. */
function sourceOfText(text: string): string {
  if (text !== '*' && !/[\p{L}\p{N}]/u.test(text)) return escapeMarks(text)
  const [, opens = '', word = '', isOpen = ''] = /^(\*(?=.))?(.*?)(\*?)$/.exec(text) ?? []
  const letters = escapeMarks(word).replaceAll("'", "'?")
  const more = `[${LETTER}]*`
  return `${START}${opens && more}${letters}${isOpen ? more : END}`
}

function anchorsOf(sequence: Sequence): readonly string[] | null {
  let best: readonly string[] | null = null
  for (const { element } of sequence) {
    const found = elementAnchors(element)
    if (found && (!best || rarity(found) > rarity(best))) best = found
  }
  return best
}

function elementAnchors(element: Element): readonly string[] | null {
  if (element.kind === 'word') {
    const letters = element.text.replaceAll("'", '').slice(0, ANCHOR)
    if (element.opens || letters === '' || (letters.length < ANCHOR && !element.ends)) return null
    return [letters]
  }
  if (element.kind !== 'group' || element.optional) return null
  const ways = element.ways.map(anchorsOf)
  return ways.every((way) => way !== null) ? [...new Set(ways.flat())] : null
}

/** Few and long beginnings sort out more texts. */
function rarity(anchors: readonly string[]): number {
  return Math.min(...anchors.map((anchor) => anchor.length)) - anchors.length / 100
}

function wordsOf(sequence: Sequence): readonly string[] {
  return sequence.flatMap(({ element }) => {
    if (element.kind === 'group') return element.ways.flatMap(wordsOf)
    if (element.kind !== 'word' || element.opens || element.text === '') return []
    return [element.ends ? element.text : `${element.text}*`]
  })
}
