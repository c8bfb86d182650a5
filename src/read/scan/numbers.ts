import { readRoman } from '../../text/roman.ts'
import type { Recognise, SeenWord } from './engine.ts'
import { cut, type Picture } from './picture.ts'
import { resize } from './resize.ts'

/*
 * Numbers of rows decide where a row belongs, and a recogniser has no sentence to tell them by. A
 * doubtful one is read again, larger and with nothing but digits to choose from.
 */

/** Letters that Roman digits are taken for. */
const DAMAGED_ROMAN = /^(?=.*[МПУШНЇЦVМMilшп|])[ІIХXМПУШНЇЦVMilшп1|]{1,7}[.)]?$/u
/** Digits that two or three «I» are taken for. */
const ONES = /^1{2,3}[.)]?$/u
/** The same, where only a number can stand. */
const ANY_ONES = /^[1IІlі|]{1,3}[.)]?$/u
const QUARTERS = /^[ІIХXМПУШНЇЦVMilшп1|-]{1,8}$/u
const ROMAN_RANGE = /^[IVX]+-[IVX]+$/u
/** A column of a letter that is inked over so much of its height belongs to a stem. */
const STEM = 0.65
const DARK = 140
const ARABIC = /^[\dЗОІI][\dЗОІI.,]*[.)]?$/u
const ARABIC_LETTERS = '0123456789.,)'
const ROMAN_LETTERS = 'IVX.)-'
const NUMBER = /^\d+(?:[.,]\d+)*[.)]?$/u
/** A number read with less confidence is read again. */
const SURE = 0.93
/** How much larger it is read again. */
const LARGER = [1.5, 2] as const
const SIZES_OF_ROMAN = [1, 1.5, 2, 2.5] as const
/** A section is rather «II» than «11»: with so much confidence no digit is read as Roman. */
const SURE_ROMAN = 0.5
/** White around a word that is read again, as a share of its height. */
const AROUND = 0.6

export interface NumberSource {
  /** The piece that the word was read from. */
  readonly piece: Picture
  readonly recognise: Recognise
}

/** A number of a quarter («П-Ш кв.»), read as the Roman one that it is. */
export async function readQuarter(word: SeenWord, source: NumberSource): Promise<SeenWord> {
  if (!QUARTERS.test(word.text)) return word
  const best = await bestOf(word, source, ROMAN_READING)
  return best === null ? word : { ...word, ...best }
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
  const ones = isSurely ? ANY_ONES : ONES
  const mayBeRoman = DAMAGED_ROMAN.test(word.text) || ones.test(word.text)
  const mayBeArabic = ARABIC.test(word.text) && word.confidence < SURE
  if (!mayBeRoman && !mayBeArabic) return word
  const arabic = ARABIC.test(word.text) ? await bestOf(word, source, ARABIC_READING) : null
  const roman = mayBeRoman ? await bestOf(word, source, ROMAN_READING) : null
  const least = Math.min(arabic?.confidence ?? 0, isSurely ? SURE_ROMAN : 1)
  const isRoman = roman !== null && roman.confidence >= least
  const best = isRoman ? roman : arabic
  return best === null ? word : { ...word, text: best.text, confidence: best.confidence }
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
const ROMAN_READING: ReadingKind = {
  letters: ROMAN_LETTERS,
  sizes: SIZES_OF_ROMAN,
  isRight: (text) => ROMAN_RANGE.test(text) || readRoman(text.replace(/[.)]$/, '')) !== null,
}

interface Reading {
  readonly text: string
  readonly confidence: number
}

async function bestOf(
  { box: [left, top, right, bottom] }: SeenWord,
  { piece, recognise }: NumberSource,
  { letters, sizes, isRight }: ReadingKind,
): Promise<Reading | null> {
  const area = {
    left: Math.max(0, left - 2),
    top: Math.max(0, top - 2),
    right: Math.min(piece.width, right + 3),
    bottom: Math.min(piece.height, bottom + 3),
  }
  const picture = cut(piece, area, Math.round(AROUND * (bottom - top)))
  let best: Reading | null = null
  for (const size of sizes) {
    const lines = await recognise({ picture: resize(picture, size), layout: 'line', letters })
    const words = lines.flatMap((line) => line.words)
    const text = words.map((one) => one.text).join('')
    const confidence = Math.min(1, ...words.map((one) => one.confidence))
    if (isRight(text) && (best === null || confidence > best.confidence))
      best = { text: countStems(text, picture), confidence }
  }
  return best
}

/** «III» that was read as «II»: its stems are counted in the picture. */
function countStems(text: string, { width, height, pixels }: Picture): string {
  const [ones = ''] = /^I{1,3}(?=[.)]?$)/u.exec(text) ?? []
  if (ones === '') return text
  const heights = Array.from({ length: width }, (_, x) => {
    let count = 0
    for (let y = 0; y < height; y += 1) if ((pixels[y * width + x] ?? 0) < DARK) count += 1
    return count
  })
  const high = STEM * Math.max(...heights)
  const stems = heights.filter((count, x) => count >= high && (heights[x - 1] ?? 0) < high).length
  return stems < 1 || stems > 3 ? text : 'I'.repeat(stems) + text.slice(ones.length)
}
