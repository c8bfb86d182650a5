import { fold, withoutApostrophes } from '../text/fold.ts'
import {
  CAPITALS,
  isAlphabeticCode,
  isDigitCode,
  isSpaceCode,
  LETTERS,
  ONLY_CYRILLIC,
  SMALLS,
  wordSpans,
} from '../text/letters.ts'
import { remember } from '../text/memory.ts'
import { type Aligned, findTornGaps, withoutGaps } from '../text/torn.ts'
import type { IsWord } from '../text/words.ts'
import type { Span } from './matchers.ts'
import type { Prepared } from './prepared.ts'
import type { Background } from './question.ts'
import type { Token, Word } from './words.ts'

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
const SPACED_CAPITALS = new RegExp(`[${CAPITALS}][ \u00a0][${CAPITALS}][ \u00a0][${CAPITALS}]`)
/** Apostrophes only in folded text, and letters that fold to what is none here. */
const CHANGED_BY_FOLDING = /[‘`´ˈ′\u0130\u023a\u023e]/
const DIGIT_IN_WORD = new RegExp(
  `(?<![${LETTERS}0-9])[036](?=[${LETTERS}]{4})|(?<=[${LETTERS}]{2})0(?=[${LETTERS}])`,
  'g',
)
const MAY_BE_LETTER = new RegExp(`[036](?=[${LETTERS}])|[0-9][ОоOo]`)
/** «7О %», «2О24». */
const LETTER_IN_NUMBER = new RegExp(`(?<=[0-9])[ОоOo](?![${LETTERS}])`, 'g')
const DIGIT_LETTERS = new Map(Object.entries({ 0: 'о', 3: 'з', 6: 'б' }))

/** The words of the question, besides which those of the grammar and of the language are known. */
type QuestionWords = Pick<Background, 'words' | 'beginnings' | 'mayBegin'>

/** Works a response for reading: letters of other scripts, torn words. */
export function workText(
  response: string,
  dictionary: Dictionary,
  ofQuestion: QuestionWords,
): Folded {
  const mended = { text: mendLetters(response), offsets: null }
  const seen = rewrite(mended, unseenEdits(mended.text))
  return closeTornOnes(seen, dictionary, ofQuestion)
}

/** A folded text and its words. */
export interface Folded {
  readonly worked: WorkedText
  readonly words: readonly FoundWord[]
}

function foldWorked(worked: WorkedText, dictionary: Dictionary): Folded {
  const text = fold(worked.text)
  return { worked: { ...worked, text }, words: findWords(text, dictionary) }
}

/** First by the words that matter here: to a word list «від носиться» is two good words. */
function closeTornOnes(
  worked: WorkedText,
  dictionary: Dictionary,
  ofQuestion: QuestionWords,
): Folded {
  const isSpaced = SPACED_CAPITALS.test(worked.text)
  const open = foldWorked(worked, dictionary)
  const isAsOpen = !CHANGED_BY_FOLDING.test(worked.text)
  let closed = worked
  if (isSpaced || mayBeTorn(open.words, ofQuestion)) {
    const known = knowledge(dictionary, ofQuestion, false)
    closed = closeTorn(worked, known, isAsOpen ? open.words : null)
  }
  if (dictionary.isWord) {
    const known = knowledge(dictionary, ofQuestion, true)
    const isOpen = closed === worked && isAsOpen
    const words = isOpen ? open.words : findWords(closed.text, dictionary)
    if (isSpaced || !words.every(({ written }) => known.has(written)))
      closed = closeTorn(closed, known, words)
  }
  return closed === worked ? open : foldWorked(closed, dictionary)
}

/** Which words need not be closed, and which are closed from pieces. */
interface Knowledge {
  readonly dictionary: Dictionary
  has(word: WrittenWord): boolean
  /** The same of a word that does not stand there, and so is not remembered. */
  isWhole(word: string): boolean
}

function knowledge(
  dictionary: Dictionary,
  { words }: QuestionWords,
  isOfLanguage: boolean,
): Knowledge {
  const { prepared, isWord } = dictionary
  const isExpected = (word: string) => prepared.isExpected(word) || words.has(word)
  return {
    dictionary,
    has: (written) =>
      (isOfLanguage && written.isOfLanguage) ||
      written.word.isExpected ||
      words.has(written.word.text),
    isWhole: (word) =>
      (isOfLanguage && isWord?.(word) === true) || isExpected(withoutApostrophes(fold(word))),
  }
}

/** `words`: those of the text, where they were looked up. */
function closeTorn(
  worked: WorkedText,
  { dictionary, has, isWhole }: Knowledge,
  words: readonly FoundWord[] | null,
): WorkedText {
  const isKnown = (word: string) => has(dictionary.look(word))
  const isKnownAt = (index: number) => {
    const written = words?.[index]?.written
    return written !== undefined && has(written)
  }
  const shortcuts = words ? { isWhole, isWordAt: isKnownAt } : { isWhole }
  const gaps = findTornGaps(worked.text, isKnown, shortcuts)
  if (gaps.length === 0) return worked
  const closed = withoutGaps(gaps, worked.text)
  return { text: closed.text, offsets: compose(worked.offsets, closed) }
}

/**
 * False where no two neighbours are the beginning of a word of the grammar or of the question, so
 * that the costly search for torn words would find none.
 */
function mayBeTorn(words: readonly FoundWord[], ofQuestion: QuestionWords): boolean {
  for (let index = 1; index < words.length; index += 1) {
    const [before, next] = [words[index - 1], words[index]]
    if (!before || !next || next.start - before.end > LONGEST_GAP) continue
    const [left, right] = [before.written.word, next.written.word]
    if (left.text === '') continue
    if (left.growsWith(right) || isBegun(left.text, right.text, ofQuestion)) return true
  }
  return false
}

/** A blank and a hyphen. */
const LONGEST_GAP = 2

function isBegun(left: string, right: string, { beginnings, mayBegin }: QuestionWords): boolean {
  return mayBegin(left, right) && beginnings.has(left + right)
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
  return {
    text,
    offsets: compose(worked.offsets, closed),
  }
}

function compose(first: Int32Array | null, second: Aligned): Int32Array {
  if (!first) return second.offsets
  return second.offsets.map((offset) => first[offset] ?? 0)
}

/** A word as a response writes it: in any case, with its apostrophes. */
class WrittenWord {
  readonly word: Word
  private readonly text: string
  private readonly isWord: IsWord
  private said: boolean | null = null

  constructor(text: string, prepared: Prepared, isWord: IsWord) {
    this.text = text
    this.word = prepared.word(withoutApostrophes(fold(text)))
    this.isWord = isWord
  }

  /** True for a word of the language, as far as the list of its words knows. */
  get isOfLanguage(): boolean {
    this.said ??= this.isWord(this.text)
    return this.said
  }
}

interface FoundWord {
  readonly written: WrittenWord
  /** `[start, end)` in the text. */
  readonly start: number
  readonly end: number
}

/** The words of a grammar and those of the language. */
export interface Dictionary {
  readonly prepared: Prepared
  /** Null where there is no list of the language's words. */
  readonly isWord: IsWord | null
  look(written: string): WrittenWord
}

export function openDictionary(prepared: Prepared, isWord: IsWord | null): Dictionary {
  const isOfLanguage = isWord ?? (() => false)
  const look = remember((written) => new WrittenWord(written, prepared, isOfLanguage))
  return { prepared, isWord, look }
}

/** The words of a text, folded or not. */
function findWords(text: string, dictionary: Dictionary): readonly FoundWord[] {
  const spans = wordSpans(text)
  const found: FoundWord[] = []
  for (let index = 0; index < spans.length; index += 2) {
    const [start = 0, end = start] = [spans[index], spans[index + 1]]
    found.push({ written: dictionary.look(text.slice(start, end)), start, end })
  }
  return found
}

const SHORTEST = 2
const LONGEST = 6
/** Where more of the letters are capitals, they tell nothing. */
const SHOUTED = 0.5

const CAPITAL = new RegExp(`[${CAPITALS}]`, 'g')
const ONLY_CAPITALS = new RegExp(`^[${CAPITALS}]+$`)

/** A test of the tokens of a response: true for a short name in capitals («УКБ»). */
export function acronymTest(response: string, worked: WorkedText): (token: Token) => boolean {
  let isShouted: boolean | null = null
  return ({ kind, text, start, end }) => {
    if (kind !== 'word' || text.length < SHORTEST || text.length > LONGEST) return false
    const { offsets } = worked
    const from = offsets?.[start] ?? start
    const written = response.slice(from, (offsets?.[end - 1] ?? end - 1) + 1)
    if (!ONLY_CAPITALS.test(written)) return false
    isShouted ??= (response.match(CAPITAL)?.length ?? 0) > response.length * SHOUTED
    return !isShouted
  }
}

/** Letters of any script: a span must not end inside a word, whatever it is. */
const RARE = /[\p{L}\p{N}\p{M}]/u
const [APOSTROPHE, CURLY, MODIFIER] = [0x27, 0x2019, 0x2bc]
const STOPS = '.,;:'

/**
 * Spans of a worked text as spans of the response: grown to whole words, in order, joined where
 * only blanks lie between.
 */
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
