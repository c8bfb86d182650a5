import { LIKE_ROW_DIGITS, READ_AS_ROMAN, ROMAN_AS_SEEN } from '../text/letters.ts'
import { smallest } from '../text/lists.ts'
import { readRoman } from '../text/roman.ts'
import type { Recognise, SeenWord } from './engine.ts'
import { cut, type Picture, resize } from './picture.ts'
import { readStems } from './shapes.ts'

/*
 * Numbers of rows decide where a row belongs, and a recogniser has no sentence to tell them by. A
 * doubtful one is read again, larger and with nothing but digits to choose from.
 */

/** Letters that Roman digits are taken for. */
const DAMAGED_ROMAN = new RegExp(
  `^(?:[${READ_AS_ROMAN.all}]{2,7}[.)]?|[${READ_AS_ROMAN.alone}][.)])$`,
  'u',
)
const DAMAGE = new RegExp(`[${READ_AS_ROMAN.damage}]`, 'u')
/** Stems alone: what the recogniser counts wrongly. */
const STEMS = new RegExp(
  String.raw`^(?=.*[${READ_AS_ROMAN.sureStems}])[${READ_AS_ROMAN.stems}]{1,4}\.?$`,
  'u',
)
/** Digits that two or three «I» are taken for. */
const ONES = /^1{2,3}[.)]?$/u
/** The same, where only a number can stand. */
const ANY_ONES = /^[1IІlі|]{1,3}[.)]?$/u
const QUARTERS = new RegExp(`^[${READ_AS_ROMAN.quarters}]{1,8}$`, 'u')
/** What Roman digits may come out as where only a number can stand. */
const CAPITALS = /^[\p{Lu}|[\]]{1,4}\.?$/u
const FOURTH = /^[ІIЇ1l|[][МMУV]$/u
const ROMAN_RANGE = /^[IVX]+-[IVX]+$/u
const ARABIC = new RegExp(String.raw`^[\d${LIKE_ROW_DIGITS}][\d${LIKE_ROW_DIGITS}.,]*[.)]?$`, 'u')
const ARABIC_LETTERS = '0123456789.,)'
const FIGURES = /^\d[\d.,/:-]*$/u
const SURE_FIGURES = 0.8
const ROMAN_LETTERS = 'IVX.)-'
const NUMBER = /^\d+(?:[.,]\d+)*[.)]?$/u
/** A number read with less confidence is read again. */
const SURE = 0.93
/** How much larger it is read again. */
const LARGER = [1.5, 2] as const
const SIZES_OF_ROMAN = [1, 1.5, 2, 2.5] as const
/** A section is rather «II» than «11»: with so much confidence no digit is read as Roman. */
const SURE_ROMAN = 0.5
/** What is read with less confidence was only made to fit the letters that were let through. */
const LEAST = 0.3

export interface NumberSource {
  /** The piece that the word was read from. */
  readonly piece: Picture
  readonly recognise: Recognise
}

/** A number of a quarter («П-Ш кв.»), read as the Roman one that it is. */
export async function readQuarter(word: SeenWord, source: NumberSource): Promise<SeenWord> {
  if (!QUARTERS.test(word.text)) return word
  const stems = readStems(source.piece, word.box)
  if (stems !== null) return checkStems(word, stems, source)
  if (FOURTH.test(word.text)) return { ...word, text: 'IV' }
  const read = choose(word, await readingsOf(word, source, ROMAN_READING))
  return read ?? (ROMAN_READING.isRight(word.text) ? word : doubt(word, ''))
}

/** Stems counted in the picture against letters that the recogniser saw. */
async function checkStems(word: SeenWord, stems: string, source: NumberSource): Promise<SeenWord> {
  const end = word.text.endsWith('.') ? '.' : ''
  const counted = stems.replace(/\.$/, '') + end
  const seen = toRoman(word.text)
  if (word.text === 'L') return agreed({ ...word, text: stems })
  if (seen === counted || (readRoman(bare(seen)) === null && !ROMAN_RANGE.test(seen)))
    return agreed({ ...word, text: counted })
  const readings = await readingsOf(word, source, ROMAN_READING)
  const isAgreed = readings.some(({ text }) => bare(text) === bare(counted))
  return isAgreed ? agreed({ ...word, text: counted }) : doubt({ ...word, text: counted }, seen)
}

/** What two ways of looking agree on is surer than either. */
const AGREED = 0.9

export function agreed(word: SeenWord): SeenWord {
  return { ...word, confidence: Math.max(word.confidence, AGREED) }
}

function bare(text: string): string {
  return text.replace(/[.)]$/, '')
}

/** What the model has letters for, as the Roman number that it stands for. */
export function toRoman(text: string): string {
  return Array.from(text, (letter) => ROMAN_AS_SEEN[letter] ?? letter).join('')
}

/**
 * The word, or the surer reading of what is a number; `isSurely` where nothing but a number can
 * stand («Розділ 11»).
 */
export async function readNumberAgain(
  word: SeenWord,
  source: NumberSource,
  isSurely = false,
): Promise<SeenWord> {
  const { text } = word
  if (STEMS.test(text) || (isSurely && CAPITALS.test(text))) {
    const stems = readStems(source.piece, word.box)
    if (stems !== null) return checkStems(word, stems, source)
  }
  const ones = isSurely ? ANY_ONES : ONES
  const isStrange = isSurely && CAPITALS.test(text) && !ROMAN_READING.isRight(text)
  const mayBeRoman = (DAMAGED_ROMAN.test(text) && DAMAGE.test(text)) || ones.test(text) || isStrange
  const mayBeArabic = ARABIC.test(text) && word.confidence < SURE
  if (!mayBeRoman && !mayBeArabic) return word
  const arabic = ARABIC.test(text)
    ? choose(word, await readingsOf(word, source, ARABIC_READING))
    : null
  const roman = mayBeRoman ? choose(word, await readingsOf(word, source, ROMAN_READING)) : null
  const least = Math.min(arabic?.confidence ?? 0, isSurely ? SURE_ROMAN : 1)
  const mapped = toRoman(text)
  const isMapped = mayBeRoman && readRoman(bare(mapped)) !== null
  // Letters that were seen freely weigh more than one reading that had no choice.
  if (roman?.other !== undefined && isMapped && arabic === null) return doubt(word, roman.text)
  if (roman !== null && roman.confidence >= least) return roman
  if (arabic !== null) return arabic
  if (isMapped) return { ...word, text: mapped }
  return isStrange ? doubt(word, '') : word
}

/** The digit that a letter alone in its cell is, where no reading says another one. */
export async function readDigit(word: SeenWord, source: NumberSource): Promise<SeenWord> {
  const [first, ...others] = (await readingsOf(word, source, ARABIC_READING)).map(bareText)
  if (first === undefined || others.some((text) => text !== first)) return word
  return agreed({ ...word, text: first })
}

function bareText({ text }: Reading): string {
  return bare(text)
}

/** Figures inside a text, doubted where two more readings do not confirm them. */
export async function checkFigures(word: SeenWord, source: NumberSource): Promise<SeenWord> {
  if (word.confidence >= SURE_FIGURES || !FIGURES.test(word.text)) return word
  const texts = (await readingsOf(word, source, FIGURES_READING)).map(({ text }) => text)
  if (texts.includes(word.text)) return agreed(word)
  const [first, second] = texts
  if (first === undefined || first !== second) return doubt(word, first ?? '')
  return doubt({ ...word, text: first }, word.text)
}

/** The surest reading; doubted where no other, the first one among them, says the same. */
function choose(word: SeenWord, readings: readonly Reading[]): SeenWord | null {
  const [best, ...others] = readings.toSorted((left, right) => right.confidence - left.confidence)
  if (!best) return null
  const chosen = { ...word, text: best.text, confidence: best.confidence }
  const rivals = [...others.map(({ text }) => text), word.text, toRoman(word.text)]
  if (rivals.some((text) => bare(text) === bare(best.text))) return agreed(chosen)
  const rival = others[0]?.text ?? word.text
  return best.confidence >= SURE ? chosen : doubt(chosen, rival)
}

/** A word with two readings is no surer than this. */
const DOUBTED = 0.5

/** The word with another reading, and no surer than that allows. */
export function doubt(word: SeenWord, other: string): SeenWord {
  return { ...word, confidence: Math.min(word.confidence, DOUBTED), other }
}

interface ReadingKind {
  readonly letters: string
  readonly sizes: readonly number[]
  readonly isRight: (text: string) => boolean
}

const ARABIC_READING: ReadingKind = {
  letters: ARABIC_LETTERS,
  sizes: LARGER,
  isRight: (text) => NUMBER.test(text),
}
const FIGURES_READING: ReadingKind = {
  letters: '0123456789.,/:-',
  sizes: LARGER,
  isRight: (text) => FIGURES.test(text),
}
const ROMAN_READING: ReadingKind = {
  letters: ROMAN_LETTERS,
  sizes: SIZES_OF_ROMAN,
  isRight: (text) => ROMAN_RANGE.test(text) || readRoman(text.replace(/[.)]$/, '')) !== null,
}

interface Reading {
  readonly text: string
  readonly confidence: number
}

/** The readings at several sizes that are numbers. */
async function readingsOf(
  { box }: SeenWord,
  { piece, recognise }: NumberSource,
  { letters, sizes, isRight }: ReadingKind,
): Promise<readonly Reading[]> {
  const readings: Reading[] = []
  for (const size of sizes) {
    const picture = enlargedWord(piece, box, size)
    const lines = picture ? await recognise({ picture, layout: 'line', letters }) : []
    const words = lines.flatMap((line) => line.words)
    const text = words.map((one) => one.text).join('')
    const confidence = Math.min(1, smallest(words.map((one) => one.confidence)))
    if (isRight(text) && confidence >= LEAST) readings.push({ text, confidence })
  }
  return readings
}

/** White around a word that is read again, as a share of its height. */
const AROUND = 0.6

/** Pixels: a word of letters an inch high has them, and what has more is none. */
const LARGEST = 4_000_000

/** One word of a piece, by itself and made larger; null for what is far too large for a word. */
export function enlargedWord(
  piece: Picture,
  box: readonly [number, number, number, number],
  factor: number,
): Picture | null {
  const [left, top, right, bottom] = box
  const around = AROUND * (bottom - top)
  const pixels = (right - left + 2 * around) * (bottom - top + 2 * around)
  return pixels * factor ** 2 > LARGEST ? null : resize(cutWord(piece, box), factor)
}

function cutWord(
  piece: Picture,
  [left, top, right, bottom]: readonly [number, number, number, number],
): Picture {
  const area = {
    left: Math.max(0, left - 2),
    top: Math.max(0, top - 2),
    right: Math.min(piece.width, right + 3),
    bottom: Math.min(piece.height, bottom + 3),
  }
  return cut(piece, area, Math.round(AROUND * (bottom - top)))
}
