import { isKnownText } from '../text/confusions.ts'
import { HOOKED } from '../text/letters.ts'
import type { IsWord } from '../text/words.ts'
import type { SeenLine, SeenWord } from './engine.ts'
import { agreed, doubt } from './numbers.ts'
import { type Picture, sample, WHITE } from './picture.ts'
import { blobsIn, risesAtEnd } from './shapes.ts'

/*
 * The letters of one page look alike wherever they stand: those of words that are surely right tell
 * what is drawn in words that no list knows, in abbreviations, names, numbers and signs.
 */

type Box = SeenWord['box']

/** A letter as it is drawn, made a grid of shades whose mean is 0 and whose length is 1. */
interface Glyph {
  readonly width: number
  readonly height: number
  /** How far it reaches below the line that letters stand on, pixels. */
  readonly below: number
  readonly shades: Float32Array
}

export type Glyphs = ReadonlyMap<string, readonly Glyph[]>

/** What stands by itself in a word, and what was read there: several letters, where they touch or are one. */
interface Drawn {
  readonly box: Box
  readonly read: string
}

const MOST = 5
/** The letters of words that are read so surely are taken for what they are. */
const [SURE, SURE_SIGN] = [0.9, 0.85]
const HAS_LETTERS = /\p{L}/u
const HAS_TEXT = /[\p{L}\p{N}]/u

/** The letters of a page: of words of the list and of signs, both surely read. */
export function learnGlyphs(
  lines: readonly { readonly line: SeenLine; readonly piece: Picture }[],
  isWord: IsWord,
): Glyphs {
  const glyphs = new Map<string, Glyph[]>()
  for (const { line, piece } of lines)
    for (const word of line.words) {
      const isText = HAS_LETTERS.test(word.text)
      if (word.confidence < (isText ? SURE : SURE_SIGN)) continue
      if (isText && !isKnownText(word.text, isWord)) continue
      for (const { read, box } of drawnIn(word, piece)) {
        const glyph = glyphOf(piece, box, line.baseline)
        const known = glyphs.get(read) ?? []
        if (read.length !== 1 || known.filter((one) => one.height === glyph.height).length >= MOST)
          continue
        glyphs.set(read, [...known, glyph])
      }
    }
  return glyphs
}

/** What stands side by side in a word without touching; nothing where not all of it was read. */
function drawnIn({ text, box, letters = [] }: SeenWord, piece: Picture): readonly Drawn[] {
  const read = Array.from(text)
  const boxes = blobsIn(piece, box)
  if (boxes.length === read.length)
    return boxes.map((one, index) => ({ box: one, read: read[index] ?? '' }))
  // A point between figures that was not seen.
  if (boxes.length > read.length && FIGURES.test(text))
    return boxes.map((one) => ({ box: one, read: '' }))
  const drawn = boxes.map((one) => {
    const isIn = ([left, , right]: Box) => left + right >= 2 * one[0] && left + right <= 2 * one[2]
    return { box: one, read: read.filter((_, at) => isIn(letters[at] ?? NOWHERE)).join('') }
  })
  const isWhole = drawn.every((one) => one.read !== '')
  return isWhole && drawn.map((one) => one.read).join('') === text ? drawn : []
}

const NOWHERE: Box = [-1, -1, -1, -1]
const FIGURES = /^\d[\d.,]*$/u
const [WIDE, HIGH] = [12, 16]

function glyphOf(picture: Picture, [left, top, right, bottom]: Box, baseline: number): Glyph {
  const [width, height] = [right - left, bottom - top]
  const shades = Float32Array.from({ length: WIDE * HIGH }, (_, at) => {
    const [x, y] = [((at % WIDE) + 0.5) / WIDE, (Math.floor(at / WIDE) + 0.5) / HIGH]
    return WHITE - sample(picture, left + x * width - 0.5, top + y * height - 0.5)
  })
  const mean = shades.reduce((sum, shade) => sum + shade, 0) / shades.length
  const length = Math.hypot(...shades.map((shade) => shade - mean)) || 1
  const below = bottom - baseline
  return { width, height, below, shades: shades.map((shade) => (shade - mean) / length) }
}

/** 1 for the same picture; 0 where size or place differ. */
function likeness(left: Glyph, right: Glyph): number {
  const { width, height, below, shades } = right
  const isOfSize =
    Math.abs(left.height - height) <= Math.max(1, 0.07 * height) &&
    Math.abs(left.width - width) <= Math.max(2, 0.1 * width) &&
    Math.abs(left.below - below) <= Math.max(3, 0.14 * height)
  return isOfSize ? left.shades.reduce((sum, shade, at) => sum + shade * (shades[at] ?? 0), 0) : 0
}

/** Two pictures of one letter are so much alike, those of two letters less by so much. */
const [ALIKE, CLEARLY] = [0.88, 0.08]
const DIGIT = /\d/
const ROMAN = /^[IVX]+(?:[-–][IVX]+)?\P{L}*$/u
const IS_CYRILLIC = /^(?:\p{Script=Cyrillic}|\p{Ll}{2,})$/u

interface Look {
  readonly piece: Picture
  readonly glyphs: Glyphs
  /** Of the line of the word. */
  readonly baseline: number
}

/** The word by what its letters look like; doubted where it changes and one of them looks like none. */
export function readByGlyphs(word: SeenWord, { piece, glyphs, baseline }: Look): SeenWord {
  if (ROMAN.test(word.text) || !HAS_TEXT.test(word.text)) return word
  const all = drawnIn(word, piece)
  const isNumber = !HAS_LETTERS.test(word.text)
  let isSure = true
  let text = ''
  for (const [index, { read, box }] of all.entries()) {
    const isBesideDigit = isNumber || /\d$/.test(text) || /^\d/.test(all[index + 1]?.read ?? '')
    const isSign = read !== '' && !HAS_TEXT.test(read)
    const look = () => meantBy(read, likest(glyphs, glyphOf(piece, box, baseline)), isBesideDigit)
    const meant = isSign ? read : look()
    if (meant === null && read === '') return word
    if (meant === null) isSure = false
    text += meant ?? read
  }
  if (text === '' || text === word.text) return word
  return isSure ? agreed({ ...word, text, raw: word.text }) : doubt({ ...word, text }, word.text)
}

type Found = readonly [letter: string, likeness: number]

/** The letters that a glyph looks like, the likest first. */
function likest(glyphs: Glyphs, glyph: Glyph): readonly Found[] {
  return Array.from(glyphs, ([letter, known]): Found => {
    return [letter, known.reduce((best, one) => Math.max(best, likeness(one, glyph)), 0)]
  })
    .filter(([, alike]) => alike > 0)
    .sort((left, right) => right[1] - left[1])
}

/** What is drawn where `read` was read, beside a digit no letter if it can be; null where it looks like nothing known. */
function meantBy(read: string, found: readonly Found[], isBesideDigit: boolean): string | null {
  const best = found[0]?.[1] ?? 0
  if (best < ALIKE) return null
  const near = found.filter(([, alike]) => alike > best - CLEARLY).map(([letter]) => letter)
  const ofKind = near.filter((one) => !(isBesideDigit ? HAS_LETTERS : DIGIT).test(one))
  if (near.includes(read) && (ofKind.includes(read) || ofKind.length === 0)) return read
  const isUnknown = found.every(([letter]) => letter !== read)
  if (IS_CYRILLIC.test(read) && (ofKind.length === 0 || isUnknown)) return null
  return ofKind[0] ?? near[0] ?? null
}

/** A blank beside a digit is wider than this share of the height of its letter, and than twice the usual gap. */
const BLANK = 0.25
const BESIDE_DIGIT = /\d\p{L}|\p{L}\d/u
const DIGITS = /^\d+(?:,\d+)?$/u
/** No other blanks stand between digits: a narrow «1» has wide gaps too. */
const THOUSANDS = /^\d{1,3}(?: \d{3})+(?:,\d+)?$/u

/** The line with what its letters show by their places: hooks above them, blanks between digits and letters. */
export function withPlaces(line: SeenLine, piece: Picture): SeenLine {
  const words = line.words.map((word) => {
    const read = Array.from(word.text)
    const blobs = blobsIn(piece, word.box)
    const boxes = blobs.length === read.length ? blobs : (word.letters ?? [])
    if (boxes.length !== read.length) return word
    const isNumber = DIGITS.test(word.text)
    const gaps = boxes.map((box, at) => box[0] - (boxes[at - 1] ?? box)[2])
    const usual = gaps.toSorted((left, right) => left - right)[Math.floor(gaps.length / 2)] ?? 0
    const placed = boxes.map((box, at) => {
      const [letter = '', gap = 0] = [read[at], gaps[at]]
      const isWide = gap > 2 * usual && gap > BLANK * (box[3] - box[1])
      const isBlank = isWide && (isNumber || BESIDE_DIGIT.test((read[at - 1] ?? '') + letter))
      const hooked = HOOKED[1][HOOKED[0].indexOf(letter)]
      if (hooked && risesAtEnd(piece, box)) return hooked
      return (isBlank ? ' ' : '') + letter
    })
    const text = placed.join('')
    return text === word.text || (isNumber && !THOUSANDS.test(text)) ? word : { ...word, text }
  })
  return { ...line, words }
}
