import { fold, withoutApostrophes } from '../text/fold.ts'
import {
  isAlphabeticCode,
  isDigitCode,
  isSpaceCode,
  LETTERS,
  ONLY_CYRILLIC,
  SMALLS,
} from '../text/letters.ts'
import { remember } from '../text/memory.ts'
import { type Aligned, findTornGaps, withoutGaps } from '../text/torn.ts'
import type { IsWord } from '../text/words.ts'
import type { Span } from './matchers.ts'
import type { Prepared } from './prepared.ts'

/** A response in the form in which rules read it, and the way back. */
export interface WorkedText {
  /** Folded, torn words closed. */
  readonly text: string
  /** Offset in the response of each unit of `text`; null where nothing moved. */
  readonly offsets: Int32Array | null
}

interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

const WORD = new RegExp(`[${LETTERS}0-9]+`, 'g')
const CYRILLIC = /[\u0400-\u04ff]/
const LATIN = /[A-Za-zÏï]/
/** A word that holds one of these is Cyrillic. */
const CYRILLIC_FOR_SURE = new RegExp(`[${ONLY_CYRILLIC}]`)
const LATIN_TWINS = /^[ABCEHIKMOPTXYaceiopxyÏï]+$/
const UNSEEN = /[\u00ad\u200b-\u200d\u2060\ufeff]/
const HYPHEN_AND_BLANK = new RegExp(`(?<=[${LETTERS}]{2})- +(?=[${SMALLS}]{2})`, 'g')
const DIGIT_IN_WORD = new RegExp(
  `(?<![${LETTERS}0-9])[036](?=[${LETTERS}]{4})|(?<=[${LETTERS}]{2})0(?=[${LETTERS}])`,
  'g',
)
const MAY_BE_LETTER = new RegExp(`[036](?=[${LETTERS}])|[0-9][ОоOo]`)
/** «7О %», «2О24». */
const LETTER_IN_NUMBER = new RegExp(`(?<=[0-9])[ОоOo](?![${LETTERS}])`, 'g')
const DIGIT_LETTERS = new Map(Object.entries({ 0: 'о', 3: 'з', 6: 'б' }))

/** True for a word that is whole, as far as the grammar, the question and the language tell. */
export interface Known {
  /** In any case, with its apostrophes. */
  has(written: string): boolean
}

/** Works a response for reading: letters of other scripts, torn words. */
export function workText(response: string, known: Known): WorkedText {
  const mended = { text: mendLetters(response), offsets: null }
  const seen = rewrite(mended, unseenEdits(mended.text))
  const gaps = findTornGaps(seen.text, (word) => known.has(word))
  if (gaps.length === 0) return { ...seen, text: fold(seen.text) }
  const closed = withoutGaps(gaps, seen.text)
  return { text: fold(closed.text), offsets: compose(seen.offsets, closed) }
}

/**
 * Goes beyond `fold`: a word with one letter that only Cyrillic has is Cyrillic; in a Cyrillic text
 * so is a word of look-alikes alone («He»); a digit that stands for a letter is that letter.
 */
function mendLetters(response: string): string {
  const digits = MAY_BE_LETTER.test(response)
    ? response
        .replace(LETTER_IN_NUMBER, '0')
        .replace(DIGIT_IN_WORD, (digit) => DIGIT_LETTERS.get(digit) ?? digit)
    : response
  if (!LATIN.test(digits) || !CYRILLIC.test(digits)) return digits
  return digits.replace(WORD, (word) =>
    LATIN.test(word) && (CYRILLIC_FOR_SURE.test(word) || LATIN_TWINS.test(word))
      ? foldAsCyrillic(word)
      : word,
  )
}

/** `fold` goes by the majority of a word: Cyrillic letters before it outvote the Latin ones. */
function foldAsCyrillic(word: string): string {
  const voters = 'ж'.repeat(word.length + 1)
  return fold(voters + word).slice(voters.length)
}

function unseenEdits(text: string): readonly Edit[] {
  const edits: Edit[] = []
  if (UNSEEN.test(text))
    for (let index = 0; index < text.length; index += 1)
      if (UNSEEN.test(text.charAt(index))) edits.push({ start: index, end: index + 1, text: '' })
  if (text.includes('- '))
    for (const match of text.matchAll(HYPHEN_AND_BLANK))
      edits.push({ start: match.index, end: match.index + match[0].length, text: '' })
  return edits.sort((left, right) => left.start - right.start)
}

function rewrite(worked: WorkedText, edits: readonly Edit[]): WorkedText {
  if (edits.length === 0) return worked
  let text = ''
  const offsets: number[] = []
  let last = 0
  for (const edit of edits) {
    text += worked.text.slice(last, edit.start) + edit.text
    for (let index = last; index < edit.start; index += 1) offsets.push(index)
    for (let index = 0; index < edit.text.length; index += 1)
      offsets.push(Math.min(edit.start + index, Math.max(edit.start, edit.end - 1)))
    last = edit.end
  }
  text += worked.text.slice(last)
  for (let index = last; index < worked.text.length; index += 1) offsets.push(index)
  const closed = { text, offsets: Int32Array.from(offsets) }
  return { text, offsets: compose(worked.offsets, closed) }
}

function compose(first: Int32Array | null, second: Aligned): Int32Array {
  if (!first) return second.offsets
  return second.offsets.map((offset) => first[offset] ?? 0)
}

/** The words of a grammar and those of the language; null where there is no list of these. */
export function knownWords(prepared: Prepared, isWord: IsWord | null): Known {
  const isKnown = remember(
    (written) =>
      isWord?.(written) === true || prepared.isExpected(withoutApostrophes(fold(written))),
  )
  return { has: isKnown }
}

/** Letters of any script: a span must not end inside a word, whatever it is. */
const RARE = /[\p{L}\p{N}\p{M}]/u
const [APOSTROPHE, CURLY, MODIFIER] = [0x27, 0x2019, 0x2bc]
const STOPS = '.,;:'

/** Spans of a worked text as spans of the response: grown to whole words, in order, joined where only blanks lie between. */
export function spansInResponse(
  spans: readonly Span[],
  worked: WorkedText,
  response: string,
): readonly Span[] {
  const grown = spans
    .filter((span) => span.end > span.start)
    .map((span) => growToWords(home(span, worked), response))
    .filter((span) => span.end > span.start)
    .sort((left, right) => left.start - right.start || left.end - right.end)
  const joined: Span[] = []
  for (const span of grown) {
    const last = joined.at(-1)
    if (last && response.slice(last.end, span.start).trim() === '')
      joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, span.end) }
    else joined.push(span)
  }
  return joined
}

function home(span: Span, worked: WorkedText): Span {
  if (!worked.offsets) return span
  const start = worked.offsets[span.start] ?? 0
  return { start, end: (worked.offsets[span.end - 1] ?? start) + 1 }
}

function growToWords(span: Span, response: string): Span {
  let { start, end } = span
  while (start < end && isSpaceCode(response.charCodeAt(start))) start += 1
  while (end > start && endsSpan(response, end - 1)) end -= 1
  while (start > 0 && isInside(response, start)) start -= 1
  while (end < response.length && isInside(response, end)) end += 1
  return { start, end }
}

function isInside(response: string, index: number): boolean {
  return isOfWord(response, index - 1) && isOfWord(response, index)
}

function endsSpan(response: string, index: number): boolean {
  return isSpaceCode(response.charCodeAt(index)) || STOPS.includes(response.charAt(index))
}

function isOfWord(response: string, index: number): boolean {
  const code = response.charCodeAt(index)
  if (isAlphabeticCode(code) || isDigitCode(code)) return true
  if (code === APOSTROPHE || code === CURLY || code === MODIFIER) return true
  return code > LAST_COMMON && RARE.test(response.charAt(index))
}

const LAST_COMMON = 0x52f
