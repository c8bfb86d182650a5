import { CAPITALS, LETTERS, SMALLS } from '../text/characters.ts'
import { fold } from '../text/fold.ts'
import { type Aligned, closeTornWords } from '../text/join.ts'
import { remember } from '../text/memory.ts'
import type { IsWord } from '../text/words.ts'
import type { Prepared } from './prepared.ts'
import type { Background } from './question.ts'

/** A response in the form in which rules read it, and the way back. */
export interface WorkedText {
  /** Folded, torn words closed, glued «не» cut off. */
  readonly text: string
  /** Offset in the response of each unit of `text`; null where nothing moved. */
  readonly offsets: Int32Array | null
  /** True where words had to be mended, so that the reading is less sure. */
  readonly isMended: boolean
}

interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

const WORD = new RegExp(`[${LETTERS}0-9]+`, 'g')
const WORDS = new RegExp(`[${LETTERS}'’ʼ]+`, 'g')
const CYRILLIC = /[\u0400-\u04ff]/
const LATIN = /[A-Za-zÏï]/
/** Cyrillic letters that no Latin letter looks like: a word that holds one is Cyrillic. */
const ONLY_CYRILLIC = /[бвгґдєжзийклмнптфцчшщьюябґБГҐДЄЖЗИЙЛПФЦЧШЩЬЮЯ]/
const LATIN_TWINS = /^[ABCEHIKMOPTXYaceiopxyÏï]+$/
const UNSEEN = /[\u00ad\u200b-\u200d\u2060\ufeff]/
const HYPHEN_AND_BLANK = new RegExp(`(?<=[${LETTERS}]{2})- +(?=[${SMALLS}]{2})`, 'g')
const SPACED_CAPITALS = new RegExp(`[${CAPITALS}][ \u00a0][${CAPITALS}][ \u00a0][${CAPITALS}]`)
const DIGIT_IN_WORD = new RegExp(
  `(?<![${LETTERS}0-9])[036](?=[${LETTERS}]{4})|(?<=[${LETTERS}]{2})0(?=[${LETTERS}])`,
  'g',
)
const DIGIT_LETTERS = new Map(Object.entries({ 0: 'о', 3: 'з', 6: 'б' }))
const SHORTEST_MENDED = 7

/** Words besides those of the grammar. */
export interface KnownWords {
  readonly ofQuestion: Pick<Background, 'words' | 'beginnings'>
  /** A list of the language's words, null where there is none. */
  readonly ofLanguage: IsWord | null
}

/** Works a response for reading: letters, torn words, glued «не», typing errors of known words. */
export function workText(response: string, prepared: Prepared, known: KnownWords): WorkedText {
  let worked: WorkedText = { text: mendLetters(response), offsets: null, isMended: false }
  worked = rewrite(worked, unseenEdits(worked.text), false)
  const ofLanguage = known.ofLanguage && remembered(known.ofLanguage)
  worked = closeTornOnes(worked, prepared, { ...known, ofLanguage })
  worked = { ...worked, text: fold(worked.text) }
  const isWord = (word: string) => known.ofQuestion.words.has(word) || (ofLanguage?.(word) ?? false)
  return rewrite(worked, wordEdits(worked.text, prepared, isWord), true)
}

const lists = new WeakMap<IsWord, IsWord>()

/** The same list, which is not asked twice for a word. */
function remembered(isWord: IsWord): IsWord {
  const before = lists.get(isWord)
  if (before) return before
  const list = remember(isWord)
  lists.set(isWord, list)
  return list
}

/** First by the words that matter here: to a word list «від носиться» is two good words. */
function closeTornOnes(worked: WorkedText, prepared: Prepared, known: KnownWords): WorkedText {
  const { ofQuestion, ofLanguage } = known
  const isExpected = (word: string) =>
    prepared.isExpected(word) || ofQuestion.words.has(prepared.bare(word))
  const isSpaced = SPACED_CAPITALS.test(worked.text)
  let closed = worked
  if (isSpaced || mayBeTorn(fold(worked.text), prepared, ofQuestion))
    closed = closeTorn(worked, isExpected)
  if (!ofLanguage) return closed
  const isWord = (word: string) => ofLanguage(word) || isExpected(word)
  const words = closed.text.match(WORDS) ?? []
  return isSpaced || !words.every(isWord) ? closeTorn(closed, isWord) : closed
}

/**
 * False where no two neighbours are the beginning of a word of the grammar or of the question, so
 * that the costly search for torn words would find none.
 */
function mayBeTorn(
  folded: string,
  prepared: Prepared,
  ofQuestion: Pick<Background, 'beginnings'>,
): boolean {
  let end = -1
  let before = ''
  for (const match of folded.matchAll(WORDS)) {
    const word = match[0].includes("'") ? match[0].replaceAll("'", '') : match[0]
    if (before !== '' && match.index - end <= LONGEST_GAP) {
      const both = before + word
      if (prepared.mayGrow(both) || ofQuestion.beginnings.has(both)) return true
    }
    before = word
    end = match.index + match[0].length
  }
  return false
}

/** A blank and a hyphen. */
const LONGEST_GAP = 2

/**
 * Goes beyond `fold`: a word with one letter that only Cyrillic has is Cyrillic; in a Cyrillic text
 * so is a word of look-alikes alone («He»); a digit that stands for a letter is that letter.
 */
function mendLetters(response: string): string {
  const digits = /\d/.test(response)
    ? response.replace(DIGIT_IN_WORD, (digit) => DIGIT_LETTERS.get(digit) ?? digit)
    : response
  if (!LATIN.test(digits) || !CYRILLIC.test(digits)) return digits
  return digits.replace(WORD, (word) =>
    LATIN.test(word) && (ONLY_CYRILLIC.test(word) || LATIN_TWINS.test(word))
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

function closeTorn(worked: WorkedText, isWord: IsWord): WorkedText {
  const closed = closeTornWords(worked.text, isWord)
  if (closed.text.length === worked.text.length) return worked
  return { text: closed.text, offsets: compose(worked.offsets, closed), isMended: true }
}

function wordEdits(text: string, prepared: Prepared, isWord: IsWord): readonly Edit[] {
  const edits: Edit[] = []
  for (const match of text.matchAll(WORDS)) {
    const word = match[0].replaceAll("'", '')
    const start = match.index
    const end = start + match[0].length
    if (prepared.lists.negationTypos.has(word)) edits.push({ start, end, text: prepared.negation })
    if (prepared.isGlued(word) && (!prepared.knows(word) || isVerb(word, prepared)))
      edits.push({ start: start + 2, end: start + 2, text: ' ' })
    else if (word.length >= SHORTEST_MENDED && !prepared.knows(word) && !isWord(word)) {
      const right = rightWord(word, prepared)
      if (right) edits.push({ start, end, text: right })
    }
  }
  return edits
}

function isVerb(word: string, prepared: Prepared): boolean {
  const form = prepared.formOf(word)
  return form !== null && form !== 'none' && form !== 'participle' && form !== 'absent'
}

/** The known word that this one misses by a letter, null where it is another word of its own. */
function rightWord(word: string, prepared: Prepared): string | null {
  const stem = prepared.nearestStem(word)
  if (stem === null) return null
  const right = stem + tailOf(word, stem)
  return prepared.formOf(right) === prepared.formOf(word) ? right : null
}

/** What follows the mistyped beginning: cut where the word goes on like the right one. */
function tailOf(word: string, stem: string): string {
  for (const length of [stem.length, stem.length + 1, stem.length - 1])
    if (word[length - 1] === stem.at(-1)) return word.slice(length)
  return word.slice(stem.length)
}

function rewrite(worked: WorkedText, edits: readonly Edit[], mends: boolean): WorkedText {
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
    isMended: worked.isMended || mends,
  }
}

function compose(first: Int32Array | null, second: Aligned): Int32Array {
  if (!first) return second.offsets
  return second.offsets.map((offset) => first[offset] ?? 0)
}
