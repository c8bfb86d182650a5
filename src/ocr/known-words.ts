import { isKnownText, meantBy } from '../text/confusions.ts'
import {
  ALPHABET,
  RUSSIAN_LETTERS,
  UKRAINIAN_LETTERS,
  WORDS_OF_ONE_LETTER,
} from '../text/letters.ts'
import { editDistance } from '../text/similarity.ts'
import type { IsWord } from '../text/words.ts'
import type { SeenLine, SeenWord } from './engine.ts'
import { agreed, doubt, enlargedWord, type NumberSource } from './numbers.ts'
import type { Picture } from './picture.ts'
import { blankIn, toCyrillic } from './shapes.ts'

/* What a list of words says of words that were recognised. */

const RUSSIAN = new RegExp(`[${RUSSIAN_LETTERS}]`, 'iu')
const UKRAINIAN = new RegExp(`[${UKRAINIAN_LETTERS}]`, 'iu')

/**
 * Words of no language that a list of words and the usual confusions make words of. How sure the
 * recogniser is does not matter: of such words it is sure by 0.67 to 0.96, of right ones that the
 * list lacks by 0.88 to 0.96. Where several words may be meant, the word is doubted; where none is,
 * it is read again.
 */
export async function repairByWords(
  lines: readonly SeenLine[],
  look: SecondLook,
): Promise<readonly SeenLine[]> {
  const text = lines.flatMap(({ words }) => words.map((word) => word.text)).join(' ')
  if (RUSSIAN.test(text) && !UKRAINIAN.test(text)) return lines
  const { isWord, piece } = look
  let before: SeenWord | undefined
  const repairInLine = (word: SeenWord, place: number, words: readonly SeenWord[]) => {
    const mayBeName = isInside(before)
    // What a line end or a blank has torn is half a word.
    const isTorn =
      (place === 0 && /[-\u00ad]$/.test(before?.text ?? '')) || /[-\u00ad]$/.test(word.text)
    const next = words[place + 1]?.text ?? ''
    const isPiece =
      (next !== '' && isWord(word.text + next)) ||
      (before !== undefined && isWord(before.text + word.text))
    before = word
    if (isTorn || isPiece || word.other !== undefined || isSure(word, isWord)) return word
    const parted = partWords(word, piece, isWord)
    if (parted !== null) return { ...word, text: parted }
    const [meant, other] = meantBy(word.text, isWord, mayBeName) ?? []
    if (meant === undefined) return lookAgain(word, look)
    if (other !== undefined) return doubt(word, meant)
    return { ...word, text: meant, raw: word.text }
  }
  return Promise.all(
    lines.map(async (line) => ({
      ...line,
      words: await Promise.all(line.words.map(repairInLine)),
    })),
  )
}

/** The blank that a picture shows lies as near to that between two words, as a share of the whole. */
const NEAR_BLANK = 0.12

/** «щорокудо», «зінвалідністю»: two words of the list where the picture shows a blank; or null. */
function partWords({ text, box }: SeenWord, piece: Picture, isWord: IsWord): string | null {
  const blank = text.length < 5 ? null : blankIn(piece, box)
  if (blank === null) return null
  const places = Array.from({ length: text.length - 1 }, (_, index) => index + 1)
  const distance = (place: number) => Math.abs(place / text.length - blank)
  const place = places
    .filter((one) => distance(one) < NEAR_BLANK)
    // One letter behind a blank is rather the end of a word that the list lacks: «статутні й».
    .filter((one) => isPart(text.slice(0, one), isWord) && isKnownPart(text.slice(one), isWord))
    .sort((left, right) => distance(left) - distance(right))[0]
  return place === undefined ? null : `${text.slice(0, place)} ${text.slice(place)}`
}

function isPart(text: string, isWord: IsWord): boolean {
  return ONE_LETTER.test(text) || isKnownPart(text, isWord)
}

function isKnownPart(text: string, isWord: IsWord): boolean {
  return /\p{L}{2}/u.test(text) && isKnownText(text, isWord)
}

/** Words of one letter. */
const ONE_LETTER = new RegExp(`^[${WORDS_OF_ONE_LETTER}]$`, 'iu')

/** Words of the list are sure above this. */
const SURE_OF_KNOWN = 0.5
/** The list has none; a second reading has nothing to go by. */
const ABBREVIATION = /^\P{L}*\p{Lu}{3,5}\P{L}*$/u
const SURE_OF_ABBREVIATION = 0.8
const HAS_LETTERS = /(?![IVX]{3})\p{L}{3}/u
const HAS_TEXT = /[\p{L}\p{N}]/u

/** False for what is hardly seen, and for three letters and more that the list lacks. */
function isSure({ text, confidence }: SeenWord, isWord: IsWord): boolean {
  if (!HAS_TEXT.test(text)) return true
  if (confidence < SURE_OF_KNOWN) return false
  if (ABBREVIATION.test(text)) return confidence >= SURE_OF_ABBREVIATION
  return !HAS_LETTERS.test(text) || isKnownText(text, isWord)
}

const SENTENCE_END = /[.!?:;»)]$/u

/** True behind a word that ends no sentence. */
export function isInside(before: SeenWord | undefined): boolean {
  return before !== undefined && !SENTENCE_END.test(before.text)
}

/** How much larger a word is read again. */
const LARGER = [1.5, 2] as const
/** What may come out where nothing but Cyrillic letters and signs were seen. */
const CYRILLIC = `${ALPHABET}${ALPHABET.toUpperCase()}'’-.,:;()«»"/0123456789`
const IS_CYRILLIC = /^[^A-Za-z]+$/u
const AROUND = /^([^\p{L}\p{N}]*).*?([^\p{L}\p{N}]*)$/u
const NO_LETTERS = /[^\p{L}\p{N}]+/gu
/** Digits that look like letters. */
const DIGITS: Readonly<Record<string, string>> = { '0': 'о', '1': 'і', '3': 'з' }

interface SecondLook extends NumberSource {
  readonly isWord: IsWord
}

/**
 * The word after further readings, by itself and larger. Surer where one says the same, doubted where
 * none does; one that the list has is taken where it has the first not.
 */
async function lookAgain(word: SeenWord, look: SecondLook): Promise<SeenWord> {
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
