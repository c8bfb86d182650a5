import type { LanguageWordList, Meaning, PatternList, Sign } from '../../model/language.ts'
import { fold } from '../../text/fold.ts'
import type { PreparedLanguage } from '../../text/language.ts'
import { LETTERS } from '../../text/letters.ts'
import { readRoman } from '../../text/roman.ts'
import { editDistance } from '../../text/similarity.ts'

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

/** The tokens of a text, asked by their index; beyond the ends there is nothing. */
export class Tokens {
  readonly all: readonly Token[]
  readonly language: PreparedLanguage

  constructor(all: readonly Token[], language: PreparedLanguage) {
    this.all = all
    this.language = language
  }

  text(at: number): string | null {
    return this.all[at]?.text ?? null
  }

  /** What the word tells of time, null where it tells nothing. */
  sign(at: number): Sign | null {
    return this.all[at]?.meaning?.sign ?? null
  }

  /** Value of the number if it has one of these lengths, else -1. */
  number(at: number, ...digits: readonly number[]): number {
    const token = this.all[at]
    return token?.kind === 'number' && digits.includes(token.digits) ? token.value : -1
  }

  /** Value of a numeral, Arabic, Roman or in words; -1 for anything else. */
  numeral(at: number): number {
    const token = this.all[at]
    if (!token || token.kind === 'mark') return -1
    return token.meaning?.sign === 'count' ? token.meaning.value : token.value
  }

  /** True where the word stands in the list. */
  is(at: number, list: LanguageWordList): boolean {
    return this.language.has(list, this.all[at]?.text ?? '')
  }
}

const FIRST_YEAR = 1990
const LAST_YEAR = 2099
const LONGEST_TEAR = 14
const LONGEST_WORD = 16
const SHORTEST_CLOSED = 4
const SHORTEST_RESEMBLING = 6
const LONGEST_NUMERAL = 4

const LETTER = new RegExp(`[${LETTERS}]`)
/** Addresses: the numbers of a path are no dates. */
const ADDRESS = /(?:https?:\/\/|www\.)\S+/g
/** Numbers of documents. */
const DOCUMENT_NUMBER = /№\s*[^\s,;)]+/g

/** True for a year that a report of this genre can mean. */
export function isYear(value: number): boolean {
  return value >= FIRST_YEAR && value <= LAST_YEAR
}

/** The text at the same length, what looks like time and is none replaced by blanks. */
export function blankOut(
  text: string,
  language: PreparedLanguage,
  lists: readonly (PatternList | 'address' | 'documentNumber')[],
): string {
  let result = text
  for (const list of lists) {
    const lower = result.toLowerCase()
    // Lower case that changes the length («İ») would move the offsets.
    if (lower.length !== result.length) return result
    for (const match of lower.matchAll(patternOf(list, language))) {
      const end = match.index + match[0].length
      result = result.slice(0, match.index) + ' '.repeat(match[0].length) + result.slice(end)
    }
  }
  return result
}

function patternOf(
  list: PatternList | 'address' | 'documentNumber',
  language: PreparedLanguage,
): RegExp {
  if (list === 'address') return ADDRESS
  return list === 'documentNumber' ? DOCUMENT_NUMBER : language.every(list)
}

/** Runs of digits, and of letters that look like digits, with at least one digit among them, behind 32 letters at most. */
function numberRun({ language }: PreparedLanguage): string {
  const letters = Object.keys(language.digits).join('')
  return `[${letters}]{0,32}[0-9][0-9${letters}]*`
}

export function numbers(language: PreparedLanguage): RegExp {
  return new RegExp(numberRun(language), 'gi')
}

function runs(language: PreparedLanguage): RegExp {
  return new RegExp(`${numberRun(language)}|[${LETTERS}']+|[^\\s]`, 'g')
}

/**
 * Tokens of a text about time. Line ends become `;`. Digits that are printed as letters, years and
 * words torn by blanks and numerals with an ending («1-й») are closed. `isForgiving`: for short texts,
 * in which a word one letter off is taken for the word of time it resembles.
 */
export function readTokens(
  text: string,
  language: PreparedLanguage,
  { isForgiving } = { isForgiving: false },
): Tokens {
  const reader = new TokenReader(text, language)
  const closed = reader.closeWords(closeYears(reader.read()), isForgiving)
  return new Tokens(reader.closeEndings(closed), language)
}

class TokenReader {
  private readonly text: string
  private readonly folded: string
  private readonly language: PreparedLanguage
  private readonly tokens: Token[] = []

  constructor(text: string, language: PreparedLanguage) {
    this.text = text
    this.folded = foldLines(text)
    this.language = language
  }

  read(): readonly Token[] {
    for (const { 0: run, index } of this.folded.matchAll(this.language.once(runs)))
      this.readRun(run, index)
    return this.tokens
  }

  private readRun(run: string, first: number): void {
    const isGlued = first > 0 && !/\s/.test(this.folded.charAt(first - 1))
    const digits = /[0-9]/.test(run) ? this.digitsOf(run) : null
    if (digits !== null) {
      // «20162017 роки»: the dash between two years was lost.
      const parts = digits.length === 8 ? [digits.slice(0, 4), digits.slice(4)] : [digits]
      for (const part of parts) this.tokens.push(numberToken(part, first, isGlued))
      return
    }
    let start = first
    for (const part of this.partsOf(run)) {
      const isPartGlued = start > first || isGlued
      if (/[0-9]/.test(part)) this.tokens.push(numberToken(part, start, isPartGlued))
      else {
        const written = this.text.slice(start, start + part.length)
        const value = this.romanValue(part, written)
        this.tokens.push({ ...this.wordOrMark(part, start, isPartGlued), value })
      }
      start += part.length
    }
  }

  /** «ІІкв», «2016року»: a number and the word glued to it. */
  private partsOf(run: string): readonly string[] {
    const numeral = this.language.pattern('gluedNumeral').exec(run)?.[0]
    if (numeral !== undefined) return [numeral, run.slice(numeral.length)]
    return run.match(/[0-9]+|[^0-9]+/g) ?? []
  }

  /** The digits meant by a run, null where it is a number with a word glued to it. */
  private digitsOf(run: string): string | null {
    if (/^[0-9]+$/.test(run)) return run
    const isAfterTo = this.tokens.at(-1)?.meaning?.sign === 'to'
    if (this.language.pattern(isAfterTo ? 'numberBehindTo' : 'numberBehindWord').test(run))
      return null
    const { digits: digitOf } = this.language.language
    const digits = run.replace(/[^0-9]/g, (letter) => digitOf[letter] ?? letter)
    if (digits.length <= 2) return digits
    return digits.length === 4 && isYear(Number(digits)) ? digits : null
  }

  /** A single small letter is a conjunction or a preposition, not a numeral. */
  private romanValue(word: string, written: string): number {
    const isWord = word.length === 1 && this.language.has('notNumerals', written)
    if (word.length > LONGEST_NUMERAL || isWord) return -1
    const { roman } = this.language.language
    let numeral = ''
    for (const letter of word) numeral += roman[letter] ?? '?'
    return readRoman(numeral) ?? -1
  }

  private wordOrMark(text: string, start: number, isGlued: boolean): Token {
    const isWord = LETTER.test(text)
    const meaning = isWord ? (this.language.times.get(text) ?? null) : null
    const kind = isWord ? 'word' : 'mark'
    return { kind, text, value: -1, digits: 0, meaning, isGlued, start }
  }

  /** Words of time torn by blanks or cut by a hyphen, and (forgiving) those with a letter misread. */
  closeWords(tokens: readonly Token[], isForgiving: boolean): readonly Token[] {
    const closed: Token[] = []
    for (let index = 0; index < tokens.length; index += 1) {
      const token = tokens[index]
      if (!token) break
      const tear = mayBeTorn(token) ? this.findTear(tokens, index) : null
      const isThirty = this.language.has('thirty', token.text)
      if (isThirty && tokens[index + 1]?.meaning?.sign === 'month')
        closed.push(numberToken('30', token.start, token.isGlued))
      else if (tear) {
        closed.push(this.wordOrMark(tear.word, token.start, token.isGlued))
        index = tear.last
      } else closed.push(isForgiving ? this.resembling(token) : token)
    }
    return closed
  }

  private findTear(
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
      if (word.length >= SHORTEST_CLOSED && this.language.times.has(word))
        found = { word, last: index }
    }
    return found
  }

  private resembling(token: Token): Token {
    const { text } = token
    if (token.meaning || token.kind !== 'word' || text.length < SHORTEST_RESEMBLING) return token
    for (const word of this.language.times.keys()) {
      if (word.length < SHORTEST_RESEMBLING || Math.abs(word.length - text.length) > 1) continue
      // One edit leaves the first or the last letter as it is.
      if (word[0] !== text[0] && word.at(-1) !== text.at(-1)) continue
      if (editDistance(word, text, 1) === 1)
        return this.wordOrMark(word, token.start, token.isGlued)
    }
    return token
  }

  /** «1-й», «9-ть», «ІІ-го»: the ending goes. */
  closeEndings(tokens: readonly Token[]): readonly Token[] {
    const closed: Token[] = []
    for (let index = 0; index < tokens.length; index += 1) {
      const token = tokens[index]
      if (!token) break
      closed.push(token)
      const [dash, ending] = [tokens[index + 1], tokens[index + 2]]
      const isNumeral = token.kind !== 'mark' && token.value > 0
      if (isNumeral && dash?.text === '-' && dash.isGlued && ending?.isGlued)
        if (this.language.has('ordinalEndings', ending.text)) index += 2
    }
    return closed
  }
}

function foldLines(text: string): string {
  const folded = fold(text)
  if (!text.includes('\n')) return folded
  let lines = ''
  for (let index = 0; index < folded.length; index += 1)
    lines += text.charAt(index) === '\n' ? ';' : folded.charAt(index)
  return lines
}

function numberToken(digits: string, start: number, isGlued: boolean): Token {
  const value = digits.length > 9 ? -1 : Number(digits)
  return {
    kind: 'number',
    text: digits,
    value,
    digits: digits.length,
    meaning: null,
    isGlued,
    start,
  }
}

/** «20 16», «2 0 1 6»: numbers parted by one blank that together are a year. */
function closeYears(tokens: readonly Token[]): readonly Token[] {
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

/** A whole word is not, but «груд» may be an abbreviation or the first part of «груд ня». */
function mayBeTorn({ kind, text, meaning }: Token): boolean {
  return kind === 'word' && (!meaning || text.length <= 2 || meaning.sign === 'month')
}
