import { LETTERS } from '../../text/characters.ts'
import { fold } from '../../text/fold.ts'
import { readRoman } from '../../text/roman.ts'
import { editDistance } from '../../text/similarity.ts'
import { type Meaning, TIME_WORDS } from './time-words.ts'

/** A number, a word or a mark of a text about time, its damage repaired. */
export interface Token {
  readonly kind: 'number' | 'word' | 'mark'
  /** Folded; of a repaired token, what was meant. */
  readonly text: string
  /** Value of a number; of a word, the Roman numeral it may be; else -1. */
  readonly value: number
  readonly digits: number
  readonly meaning: Meaning | null
  /** True where no white space stands before it. */
  readonly isGlued: boolean
  /** Offset in the text given. */
  readonly start: number
}

export interface TokenOptions {
  /** True for short texts in which a word one letter off is taken for the word of time it resembles. */
  readonly isForgiving: boolean
}

export const FIRST_YEAR = 1990
const LAST_YEAR = 2099
const LONGEST_TEAR = 14
const LONGEST_WORD = 16
const SHORTEST_CLOSED = 4
const SHORTEST_RESEMBLING = 6

// A run with a digit may hold letters that look like digits: «20І6», «2О17», «l5».
const LETTER = new RegExp(`[${LETTERS}]`)
const RUN = new RegExp(`[0-9оoіilзб|]*[0-9][0-9оoіilзб|]*|[${LETTERS}']+|[^\\s]`, 'g')
const DIGIT_OF: Readonly<Record<string, string>> = {
  о: '0',
  o: '0',
  і: '1',
  i: '1',
  l: '1',
  '|': '1',
  з: '3',
  б: '6',
}
// What Roman capitals become in print, by typing and by recognition.
const ROMAN_OF: Readonly<Record<string, string>> = {
  і: 'I',
  i: 'I',
  l: 'I',
  '|': 'I',
  п: 'II',
  ш: 'III',
  v: 'V',
  у: 'V',
  y: 'V',
  х: 'X',
  x: 'X',
}
const GLUED_ROMAN = /^[іivхxlш]{1,4}(?=(?:кв|квартал|півріч)[а-яіїє]{0,3}$)/
const ORDINAL_ENDING = /^(?:го|й|ий|му|ому|ті|ть|ти|е|ше|ге|тє|є|ої|я|а|х)$/

/**
 * Tokens of a text about time. Line ends become `;`. Digits that are printed as letters, years and
 * words torn by blanks and numerals with an ending («1-й») are closed.
 */
export function readTokens(text: string, options: TokenOptions): readonly Token[] {
  const folded = foldLines(text)
  const raw: Token[] = []
  for (const match of folded.matchAll(RUN)) pushRun(raw, { folded, text }, match)
  return closeEndings(closeWords(closeYears(raw), options))
}

function foldLines(text: string): string {
  const folded = fold(text)
  if (!text.includes('\n')) return folded
  let lines = ''
  for (let index = 0; index < folded.length; index += 1)
    lines += text.charAt(index) === '\n' ? ';' : folded.charAt(index)
  return lines
}

interface Source {
  readonly text: string
  readonly folded: string
}

function pushRun(tokens: Token[], source: Source, match: RegExpMatchArray): void {
  const [run] = match
  const first = match.index ?? 0
  const isGlued = first > 0 && !/\s/.test(source.folded.charAt(first - 1))
  const repaired = /[0-9]/.test(run)
    ? repairDigits(run, tokens.at(-1)?.meaning?.sign === 'to')
    : null
  if (repaired !== null) {
    // «20162017 роки»: the dash between two years was lost.
    const parts = repaired.length === 8 ? [repaired.slice(0, 4), repaired.slice(4)] : [repaired]
    for (const digits of parts) tokens.push(numberToken(digits, first, isGlued))
    return
  }
  let start = first
  for (const part of partsOf(run)) {
    const isPartGlued = start > first || isGlued
    if (/[0-9]/.test(part)) tokens.push(numberToken(part, start, isPartGlued))
    else {
      const written = source.text.slice(start, start + part.length)
      tokens.push({ ...wordOrMark(part, start, isPartGlued), value: romanValue(part, written) })
    }
    start += part.length
  }
}

/** «ІІкв», «2016року»: a number and the word glued to it. */
function partsOf(run: string): readonly string[] {
  const numeral = GLUED_ROMAN.exec(run)?.[0]
  if (numeral !== undefined) return [numeral, run.slice(numeral.length)]
  return run.match(/[0-9]+|[^0-9]+/g) ?? []
}

/** The digits meant by a run, null where it is a number with a word glued to it. */
function repairDigits(run: string, isAfterTo: boolean): string | null {
  if (/^[0-9]+$/.test(run)) return run
  // A leading «з» is the preposition, but for the thirties of a month: «З0», «до З1».
  if ((isAfterTo ? /^з(?![01])/ : /^з(?!0)/).test(run) || /[бз|]$/.test(run.slice(0, 2)))
    return null
  const digits = run.replace(/[^0-9]/g, (letter) => DIGIT_OF[letter] ?? letter)
  if (digits.length <= 2) return digits
  const year = Number(digits)
  return digits.length === 4 && isYear(year) ? digits : null
}

/** True for a year that a report of this genre can mean. */
export function isYear(value: number): boolean {
  return value >= FIRST_YEAR && value <= LAST_YEAR
}

function numberToken(digits: string, start: number, isGlued: boolean): Token {
  return {
    kind: 'number',
    text: digits,
    value: digits.length > 9 ? -1 : Number(digits),
    digits: digits.length,
    meaning: null,
    isGlued,
    start,
  }
}

function wordOrMark(text: string, start: number, isGlued: boolean): Token {
  const isWord = LETTER.test(text)
  const meaning = isWord ? (TIME_WORDS.get(text) ?? null) : null
  return {
    kind: isWord ? 'word' : 'mark',
    text,
    value: -1,
    digits: 0,
    meaning,
    isGlued,
    start,
  }
}

/** A single small letter is a conjunction or a preposition, not a numeral. */
function romanValue(word: string, written: string): number {
  if (word.length > 4 || (word.length === 1 && /[іiпшуvyхx]/.test(written))) return -1
  let numeral = ''
  for (const letter of word) numeral += ROMAN_OF[letter] ?? '?'
  return readRoman(numeral) ?? -1
}

/** «20 16», «2 0 1 6»: numbers parted by one blank that together are a year. */
function closeYears(tokens: readonly Token[]): Token[] {
  const closed: Token[] = []
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index]
    if (!token) break
    const last = token.kind === 'number' ? tornYear(tokens, index) : index
    if (last > index) {
      const digits = tokens.slice(index, last + 1).map((part) => part.text)
      closed.push(numberToken(digits.join(''), token.start, token.isGlued))
    } else closed.push(token)
    index = last
  }
  return closed
}

function tornYear(tokens: readonly Token[], first: number): number {
  let digits = ''
  for (let index = first; index < tokens.length && digits.length < 4; index += 1) {
    const token = tokens[index]
    if (token?.kind !== 'number' || (index > first && token.isGlued)) return first
    digits += token.text
    if (digits.length === 4) return isYear(Number(digits)) ? index : first
  }
  return first
}

/** Words of time torn by blanks or cut by a hyphen, and (forgiving) those with a letter misread. */
function closeWords(tokens: readonly Token[], { isForgiving }: TokenOptions): Token[] {
  const closed: Token[] = []
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index]
    if (!token) break
    const tear = mayBeTorn(token) ? findTear(tokens, index) : null
    if (token.text === 'зо' && tokens[index + 1]?.meaning?.sign === 'month')
      closed.push(numberToken('30', token.start, token.isGlued))
    else if (tear) {
      closed.push(wordOrMark(tear.word, token.start, token.isGlued))
      index = tear.last
    } else closed.push(isForgiving ? resembling(token) : token)
  }
  return closed
}

/** A whole word is not, but «груд» may be an abbreviation or the first part of «груд ня». */
function mayBeTorn({ kind, text, meaning }: Token): boolean {
  return kind === 'word' && (!meaning || text.length <= 2 || meaning.sign === 'month')
}

function findTear(
  tokens: readonly Token[],
  first: number,
): { readonly word: string; readonly last: number } | null {
  let word = tokens[first]?.text ?? ''
  let found: { word: string; last: number } | null = null
  const end = Math.min(tokens.length, first + LONGEST_TEAR)
  for (let index = first + 1; index < end; index += 1) {
    const token = tokens[index]
    const isHyphen = token?.text === '-' && token.isGlued
    if (isHyphen || (token?.text === ';' && tokens[index - 1]?.text === '-')) continue
    if (token?.kind !== 'word') break
    word += token.text
    if (word.length > LONGEST_WORD) break
    if (word.length >= SHORTEST_CLOSED && TIME_WORDS.has(word)) found = { word, last: index }
  }
  return found
}

function resembling(token: Token): Token {
  if (token.meaning || token.kind !== 'word' || token.text.length < SHORTEST_RESEMBLING)
    return token
  for (const word of TIME_WORDS.keys()) {
    if (word.length < SHORTEST_RESEMBLING || Math.abs(word.length - token.text.length) > 1) continue
    // One edit leaves the first or the last letter as it is.
    if (word[0] !== token.text[0] && word.at(-1) !== token.text.at(-1)) continue
    if (editDistance(word, token.text, 1) === 1) return wordOrMark(word, token.start, token.isGlued)
  }
  return token
}

/** «1-й», «9-ть», «ІІ-го»: the ending goes. */
function closeEndings(tokens: readonly Token[]): Token[] {
  const closed: Token[] = []
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index]
    if (!token) break
    closed.push(token)
    const [dash, ending] = [tokens[index + 1], tokens[index + 2]]
    const isNumeral = token.kind !== 'mark' && token.value > 0
    if (isNumeral && dash?.text === '-' && dash.isGlued && ending?.isGlued)
      if (ORDINAL_ENDING.test(ending.text)) index += 2
  }
  return closed
}
