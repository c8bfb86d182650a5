import {
  CAPITALS,
  CYRILLIC_CAPITALS,
  CYRILLIC_SMALLS,
  DIGITS_DAMAGED,
  IN_NO_NUMBER,
  IN_NO_NUMBER_BEHIND,
  LETTERS,
  LIST_ORDERS,
  ROMAN_DAMAGED,
  ROMAN_WRITTEN,
  SMALLS,
  skipSpace,
} from './letters.ts'
import { readRoman } from './roman.ts'

export type LabelShape = 'roman' | 'arabic' | 'decimal' | 'paren' | 'letter' | 'upper' | 'bullet'

/** One reading of a printed number. */
export interface Label {
  readonly shape: LabelShape
  /** The number and, for a decimal, the numbers of its parents before it; empty for a bullet. */
  readonly numbers: readonly number[]
  /** The label as printed is `text.slice(start, end)`; the words begin at `rest`. */
  readonly start: number
  readonly end: number
  readonly rest: number
  /** How many characters had to be read as others (`П` as `II`, `l` as `1`); 0 as printed. */
  readonly repairs: number
}

const DECIMAL = new RegExp(
  `^(\\d{1,3}(?:\\s?\\.\\s?\\d{1,3}){1,4})(?:\\s?[.)])?(?=\\s|$|[${LETTERS}«"„])`,
)
const ARABIC = new RegExp(`^([\\dlІIОOЗб]{1,3})\\s?(\\.)(?=\\s|$|[${LETTERS}«"„])`)
const PLAIN = /^(\d{1,3})$/u
/** «1/2», «1-2», alone in its cell. */
const SLASHED = /^(\d{1,2})\s?[/-]\s?(\d{1,2})\.?$/u
/** «І.2», «II.1.3.»: the number of the section in Roman before those below it. */
const UNDER_ROMAN = new RegExp(
  `^([IVXІХ]{1,6})\\s?\\.\\s?(\\d{1,2}(?:\\.\\d{1,2}){0,3})(?:\\s?[.)])?(?=\\s|$|[${LETTERS}«"„])`,
)
/** «І-2», «II/3», alone in its cell. */
const ROMAN_SLASHED = /^([IVXІХ]{1,6})\s?[/\-–]\s?(\d{1,2})\.?$/u
/** «1 Назва»: the point was forgotten. */
const BARE = new RegExp(`^(\\d{1,2})(?=\\s+[${CAPITALS}][${SMALLS}])`)
const BEFORE_CAPITAL = new RegExp(`^.\\s+[${CAPITALS}]`)
const PAREN = /^([\dlІIОOЗ]{1,3}|б)\s?\)/u
const LETTER = new RegExp(`^([${CYRILLIC_SMALLS}6])\\s?\\)`, 'iu')
/** «Б. Назва»; «Б. П. Назва» and «Б. НАЗВА» are names. */
const UPPER = new RegExp(`^([${CYRILLIC_CAPITALS}])\\s?\\.(?=\\s+[${CAPITALS}][${SMALLS}])`)
const BULLET = /^[-–—•*·▪●o](?=\s)/u
/**
 * Words, as most texts begin: a small letter that is no damaged digit, and no bracket behind it; or a
 * capital and a small letter that is in no damaged number.
 */
const WORD_START = new RegExp(
  `^(?:[${IN_NO_NUMBER}](?!\\s?\\))|[${CYRILLIC_CAPITALS}][${IN_NO_NUMBER_BEHIND}])`,
)

const ROMAN_AS_WRITTEN = new Map(ROMAN_WRITTEN)
const ROMAN_AS_DAMAGED = new Map(ROMAN_DAMAGED)
const ROMAN_SEEN = `IVXLCDM${[...ROMAN_AS_WRITTEN.keys(), ...ROMAN_AS_DAMAGED.keys()].join('')}`
const ROMAN = new RegExp(`^([${ROMAN_SEEN}]{1,9})(\\s?[.)]|(?=\\s|$))`)
/** What a number may begin with, damaged or not. */
const NUMBER_START = new RegExp(`^[\\d${ROMAN_SEEN}OО${CYRILLIC_SMALLS}\\-–—•*·▪●o]`, 'i')
const DIGITS: ReadonlyMap<string, string> = new Map(DIGITS_DAMAGED)

/**
 * Every way to read the number that `text` begins with, the plainest first; none where it begins
 * with words. A mistake that a human or a scanner makes (`ІП.` for III, `З)` for 3) is read too and
 * says so in `repairs`; which reading is meant the neighbours tell.
 */
export function readLabels(text: string): readonly Label[] {
  const start = skipSpace(text)
  const rest = text.slice(start, start + 24)
  if (!NUMBER_START.test(rest)) return []
  if (WORD_START.test(rest)) return []
  const found: Label[] = []
  const add = (shape: LabelShape, numbers: readonly number[], length: number, repairs: number) => {
    const end = start + length
    found.push({ shape, numbers, start, end, rest: skipSpace(text, end), repairs })
  }
  addDecimal(rest, add)
  addArabic(rest, add)
  addParen(rest, add)
  addLetter(rest, add)
  addRoman(rest, text.length - start, add)
  addUnderRoman(rest, add)
  const bullet = BULLET.exec(rest)
  if (bullet) add('bullet', [], bullet[0].length, 0)
  return found.sort((left, right) => left.repairs - right.repairs)
}

type Add = (shape: LabelShape, numbers: readonly number[], length: number, repairs: number) => void

function addDecimal(text: string, add: Add): void {
  const slashed = SLASHED.exec(text)
  if (slashed) add('decimal', slashed.slice(1, 3).map(Number), slashed[0].length, 0)
  const match = DECIMAL.exec(text)
  if (!match?.[1]) return
  const numbers = match[1].split('.').map(Number)
  if (isDate(match[1])) return
  add('decimal', numbers, match[0].trimEnd().length, 0)
}

/** `01.12` and `01.12.2016` are dates, `1.12` is a label. */
function isDate(digits: string): boolean {
  return /^\d{2}\.(?:0[1-9]|1[0-2])(?:\.\d{2,3})?$/.test(digits)
}

function addArabic(text: string, add: Add): void {
  const plain = PLAIN.exec(text.trimEnd())
  if (plain) add('arabic', [Number(plain[1])], plain[0].length, 0)
  const bare = BARE.exec(text)
  if (bare) add('arabic', [Number(bare[1])], bare[0].length, 1)
  const match = ARABIC.exec(text)
  if (!match?.[1]) return
  const { value, repairs } = readDigits(match[1])
  // A date, an initial: `1.12.2016`, `З. Б.` are no labels; letters alone are read as Roman.
  if (/^.{1,4}\s?\.\s?\d/.test(text) || repairs === match[1].length) return
  add('arabic', [value], match[0].length, repairs)
}

function addParen(text: string, add: Add): void {
  const match = PAREN.exec(text)
  if (!match?.[1]) return
  const { value, repairs } = readDigits(match[1])
  add('paren', [value], match[0].length, repairs)
}

function readDigits(letters: string): { value: number; repairs: number } {
  let digits = ''
  let repairs = 0
  for (const letter of letters) {
    const digit = DIGITS.get(letter)
    if (digit) repairs += 1
    digits += digit ?? letter
  }
  return { value: Number(digits), repairs }
}

function addLetter(text: string, add: Add): void {
  const upper = UPPER.exec(text)
  const match = upper ?? LETTER.exec(text)
  if (!match?.[1]) return
  // «6)» between «а)» and «в)» is a «б)».
  const isDigit = match[1] === '6'
  const letter = isDigit ? 'б' : match[1].toLowerCase()
  const places = new Set(
    LIST_ORDERS.map((order) => order.indexOf(letter) + 1).filter((at) => at > 0),
  )
  const shape = upper ? 'upper' : 'letter'
  for (const place of places) add(shape, [place], match[0].length, isDigit ? 1 : 0)
}

function addRoman(text: string, length: number, add: Add): void {
  const match = ROMAN.exec(text)
  if (!match?.[1]) return
  const hasEnd = match[2] !== ''
  // «І» before a word is a conjunction, before a capital or alone in a cell it is a number.
  const isAlone = match[1].length === length
  if (!hasEnd && match[1].length === 1 && !isAlone && !BEFORE_CAPITAL.test(text)) return
  if (/^\d+$/.test(match[1]) && !/^1{2,3}$/.test(match[1])) return
  let numeral = ''
  let repairs = 0
  for (const letter of match[1]) {
    const meant = ROMAN_AS_DAMAGED.get(letter)
    if (meant !== undefined) repairs += 1
    numeral += meant ?? ROMAN_AS_WRITTEN.get(letter) ?? letter
  }
  const value = readRoman(numeral)
  if (value !== null) add('roman', [value], match[0].length, repairs + (hasEnd ? 0 : 1))
}

function addUnderRoman(text: string, add: Add): void {
  const match = UNDER_ROMAN.exec(text) ?? ROMAN_SLASHED.exec(text)
  if (!match?.[1] || !match[2]) return
  const roman = readRoman(match[1].replaceAll('І', 'I').replaceAll('Х', 'X'))
  if (roman === null) return
  const numbers = [roman, ...match[2].split('.').map(Number)]
  add('decimal', numbers, match[0].trimEnd().length, 0)
}
