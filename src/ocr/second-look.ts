import { isKnownText } from '../text/confusions.ts'
import { editDistance } from '../text/similarity.ts'
import type { IsWord } from '../text/words.ts'
import { enlargedWord } from './cut-word.ts'
import type { SeenWord } from './engine.ts'
import { toCyrillic } from './look-alike.ts'
import { agreed, doubt, type NumberSource } from './numbers.ts'

/** How much larger a word is read again. */
const LARGER = [1.5, 2] as const
/** What may come out where nothing but Cyrillic letters and signs were seen. */
const SMALL = 'абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'
const CYRILLIC = `${SMALL}${SMALL.toUpperCase()}'’-.,:;()«»"/0123456789`
const IS_CYRILLIC = /^[^A-Za-z]+$/u
const AROUND = /^([^\p{L}\p{N}]*).*?([^\p{L}\p{N}]*)$/u
const NO_LETTERS = /[^\p{L}\p{N}]+/gu
/** Digits that look like letters. */
const DIGITS: Readonly<Record<string, string>> = { '0': 'о', '1': 'і', '3': 'з' }

export interface SecondLook extends NumberSource {
  readonly isWord: IsWord
}

/**
 * The word after further readings, by itself and larger. Surer where one says the same, doubted where
 * none does; one that the list has is taken where it has the first not.
 */
export async function lookAgain(word: SeenWord, look: SecondLook): Promise<SeenWord> {
  const { isWord } = look
  const readings: string[] = []
  for (const size of LARGER) {
    const again = await readAgain(word, look, size)
    if (shapesOf(again) === shapesOf(word.text)) return confirmed(word, isWord)
    readings.push(again)
  }
  const known = readings.find((text) => isKnownText(text, isWord) && isNear(text, word.text))
  const other = withSigns(known ?? readings[0] ?? '', word.text)
  if (known === undefined || isKnownText(word.text, isWord)) return doubt(word, other)
  return { ...word, text: other, raw: word.text }
}

/** Of letters read with less confidence no word is made that the list has not: seen twice the same, they may be wrong twice. */
const SEEN_POORLY = 0.5

function confirmed(word: SeenWord, isWord: IsWord): SeenWord {
  const isStrange = word.confidence < SEEN_POORLY && !isKnownText(word.text, isWord)
  return isStrange ? doubt(word, '') : agreed(word)
}

const LATIN = /^[^\p{L}]*[A-Za-z]+[^\p{L}]*$/u

/**
 * One letter in four may differ: what is seen of half a word is often a shorter word. Where a word
 * was read as a Latin one («nikapis»), only its length tells.
 */
function isNear(text: string, other: string): boolean {
  const [left, right] = [shapesOf(text), shapesOf(other)]
  const most = Math.floor(right.length / 4)
  if (LATIN.test(other) && !LATIN.test(text)) return Math.abs(left.length - right.length) <= most
  return editDistance(left, right, most) <= most
}

async function readAgain(
  { text, box }: SeenWord,
  { piece, recognise }: SecondLook,
  size: number,
): Promise<string> {
  const picture = enlargedWord(piece, box, size)
  if (picture === null) return ''
  const letters = IS_CYRILLIC.test(text) ? { letters: CYRILLIC } : {}
  const lines = await recognise({ picture, layout: 'line', ...letters })
  return lines.flatMap(({ words }) => words.map((word) => word.text)).join(' ')
}

/** A text with the signs around another one. */
function withSigns(text: string, signed: string): string {
  const [, before = '', after = ''] = AROUND.exec(signed) ?? []
  return before + text.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '') + after
}

/** Letters and digits without what a picture hardly tells: script, height and look-alike digits. */
function shapesOf(text: string): string {
  const letters = toCyrillic(text).toLowerCase().replace(NO_LETTERS, '')
  return letters.replace(/[013]/g, (digit) => DIGITS[digit] ?? digit)
}
