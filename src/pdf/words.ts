import { BLANK, type Box, type Word } from '../document/page-content.ts'
import { firstAt, type Ruling, type Rulings } from '../document/ruling.ts'
import { type Glyphs, PLACE, type TextRun } from './engine.ts'

/**
 * On a page whose words are parted by blanks of the file a gap inside what may be one word of one text
 * object up to this is spacing, not a blank; share of the font size.
 */
const SPACING = 0.3
/** So many letters to a blank has a page whose words are parted by blanks, at most. */
const LETTERS_PER_BLANK = 40
/** Characters whose base lines are nearer than this stand on one; share of the font size. */
const SAME_BASELINE = 0.1
/** Kerning and combining marks step back by less than this; share of the font size. */
const STEP_BACK = 0.6
/** A gap inside one text object up to this may be a blank of a line; share of the font size. */
const WIDEST_BLANK = 0.6
/** Characters of neighbour cells may come as near to the line between them as this, points. */
const NEAR_LINE = 0.5
const WHITE_SPACE = /^\s$/u

interface OpenWord {
  text: string
  x0: number
  y0: number
  x1: number
  y1: number
  start: number
  end: number
  /** Where its last character begins. */
  lastStart: number
  baseline: number
  run: TextRun
  blankBefore: boolean
  blankAfter: boolean
  goesOn: boolean
}

/** One character, with its extent along the reading direction; the same object for all of them. */
interface Glyph {
  code: number
  x0: number
  y0: number
  x1: number
  y1: number
  y: number
  start: number
  end: number
  baseline: number
  run: TextRun
}

/**
 * Words in the order of the content stream: characters up to a blank of the file, a gap, another
 * base line, or a vertical line of the page between two text objects.
 */
export function buildWords(glyphs: Glyphs, { vertical }: Rulings): Word[] {
  const words: OpenWord[] = []
  let open: OpenWord | null = null
  let last: OpenWord | null = null
  let isAfterBlank = false
  const glyph: Glyph = { ...NOTHING }
  const blank: Glyph = { ...NOTHING }
  const page = {
    upright: vertical,
    spacing: hasBlanks(glyphs) ? SPACING : BLANK,
    spaced: letterSpacing(glyphs),
  }
  for (let index = 0; index < glyphs.count; index += 1) {
    if (isBlank(glyphs.codes[index] ?? 0)) {
      readGlyph(glyphs, index, blank)
      if (open && isBeside(open, blank)) open.blankAfter = true
      open = null
      isAfterBlank = true
      continue
    }
    readGlyph(glyphs, index, glyph)
    if (open && goesOn(open, glyph, page)) extend(open, glyph)
    else {
      open = openWord(glyph, isAfterBlank && isBeside(blank, glyph), last)
      last = open
      words.push(open)
    }
    isAfterBlank = false
  }
  return words.map(closeWord)
}

const NO_RUN: TextRun = { size: 0, turn: 0, isTilted: false, isVisible: true }
const NOTHING: Glyph = {
  code: 0,
  x0: 0,
  y0: 0,
  x1: 0,
  y1: 0,
  y: 0,
  start: 0,
  end: 0,
  baseline: 0,
  run: NO_RUN,
}

function isBlank(code: number): boolean {
  if (code <= 0x20) return code === 0x20 || (code >= 0x09 && code <= 0x0d)
  const isLetter = code < 0xa0 || (code >= 0x0400 && code <= 0x04ff)
  return !isLetter && WHITE_SPACE.test(letterOf(code))
}

const LAST_KEPT = 0x3000
const letters = new Map<number, string>()

/** The character of a code point; those of the usual scripts are made once. */
function letterOf(code: number): string {
  const known = letters.get(code)
  if (known !== undefined) return known
  const letter = String.fromCodePoint(code)
  if (code <= LAST_KEPT) letters.set(code, letter)
  return letter
}

function readGlyph({ codes, places, runs, runOf }: Glyphs, index: number, glyph: Glyph): void {
  const at = PLACE * index
  const x0 = places[at] ?? 0
  const y0 = places[at + 1] ?? 0
  const x1 = places[at + 2] ?? 0
  const y1 = places[at + 3] ?? 0
  const x = places[at + 4] ?? 0
  const y = places[at + 5] ?? 0
  const run = runs[runOf[index] ?? 0] ?? NO_RUN
  glyph.code = codes[index] ?? 0
  glyph.x0 = x0
  glyph.y0 = y0
  glyph.x1 = x1
  glyph.y1 = y1
  glyph.y = y
  glyph.run = run
  const isAcross = run.turn === 0 || run.turn === 2
  const isForward = run.turn === 0 || run.turn === 3
  const [low, high] = isAcross ? [x0, x1] : [y0, y1]
  glyph.start = isForward ? low : -high
  glyph.end = isForward ? high : -low
  glyph.baseline = isAcross ? y : x
  if (run.turn === 2 || run.turn === 3) glyph.baseline = -glyph.baseline
}

interface PageFacts {
  readonly upright: readonly Ruling[]
  /** Letters of one text object that stand as near as this, in font sizes, are one word. */
  readonly spacing: number
  readonly spaced: LetterSpacing
}

/** True where the file itself writes the blanks between words. */
function hasBlanks({ count, codes }: Glyphs): boolean {
  let blanks = 0
  for (let index = 0; index < count; index += 1) if (isBlank(codes[index] ?? 0)) blanks += 1
  return blanks * LETTERS_PER_BLANK >= count
}

function goesOn(word: OpenWord, glyph: Glyph, { upright, spacing, spaced }: PageFacts): boolean {
  const { run } = glyph
  const size = Math.max(word.run.size, run.size)
  const gap = glyph.start - word.end - (spaced.get(run) ?? 0)
  if (word.run !== run && !isAlike(word.run, run)) return false
  if (run.isTilted) return word.run === run
  if (Math.abs(glyph.baseline - word.baseline) > SAME_BASELINE * size) return false
  // The letters of a ligature share its box.
  if (glyph.start === word.lastStart) return true
  if (glyph.start - word.end < -STEP_BACK * size || gap > spacing * size) return false
  if (gap > BLANK * size && !(word.run === run && isInWord(word, glyph))) return false
  return word.run === run || !isBetween(upright, word, glyph)
}

/**
 * Two characters of one word; a label («1)», «2.») may have a narrow tab behind it. Behind a full stop a
 * small Latin letter is that of an address.
 */
const IN_WORD = /^(?:\p{L}[\p{L}.,;:)»'’/-]|\p{N}[\p{N}.,;:)/-]|[«('’/-]\p{L}|[/.]\p{N}|\.[a-z])$/u

function isInWord({ text }: OpenWord, { code }: Glyph): boolean {
  return IN_WORD.test(text.charAt(text.length - 1) + letterOf(code))
}

function isAlike(left: TextRun, right: TextRun): boolean {
  return (
    left.turn === right.turn &&
    left.isVisible === right.isVisible &&
    left.isTilted === right.isTilted
  )
}

function isBetween(upright: readonly Ruling[], word: OpenWord, glyph: Glyph): boolean {
  const end = glyph.x0 + NEAR_LINE
  for (let index = firstAt(upright, word.x1 - NEAR_LINE); index < upright.length; index += 1) {
    const ruling = upright[index]
    if (!ruling || ruling.at > end) return false
    if (ruling.from <= glyph.y && ruling.to >= glyph.y) return true
  }
  return false
}

function openWord(glyph: Glyph, blankBefore: boolean, last: OpenWord | null): OpenWord {
  const { code, x0, y0, x1, y1, start, end, baseline, run } = glyph
  return {
    text: letterOf(code),
    x0,
    y0,
    x1,
    y1,
    start,
    end,
    lastStart: start,
    baseline,
    run,
    blankBefore,
    blankAfter: false,
    goesOn: last !== null && last.run === run && isNextTo(last, glyph),
  }
}

/** Objects of one line need not follow each other: a blank of another line says nothing here. */
function isBeside(left: Pick<OpenWord, 'run' | 'end' | 'baseline'>, right: Glyph): boolean {
  if (left.run === right.run) return true
  const { size } = right.run
  const isOnLine = Math.abs(left.baseline - right.baseline) <= SAME_BASELINE * size
  return isOnLine && Math.abs(right.start - left.end) <= WIDEST_BLANK * size
}

function isNextTo(word: OpenWord, { run, start, baseline }: Glyph): boolean {
  const gap = start - word.end
  const isOnLine = Math.abs(baseline - word.baseline) <= SAME_BASELINE * run.size
  return isOnLine && gap >= 0 && gap <= WIDEST_BLANK * run.size
}

function extend(word: OpenWord, glyph: Glyph): void {
  word.text += letterOf(glyph.code)
  word.x0 = Math.min(word.x0, glyph.x0)
  word.y0 = Math.min(word.y0, glyph.y0)
  word.x1 = Math.max(word.x1, glyph.x1)
  word.y1 = Math.max(word.y1, glyph.y1)
  word.end = Math.max(word.end, glyph.end)
  word.lastStart = glyph.start
  word.run = glyph.run
}

function closeWord(word: OpenWord): Word {
  const { text, x0, y0, x1, y1, start, end, baseline, run, blankBefore, blankAfter, goesOn } = word
  const { size, turn, isVisible, isTilted } = run
  const box: Box = [x0, y0, x1, y1]
  return {
    text,
    box,
    start,
    end,
    baseline,
    size,
    turn,
    isVisible,
    isTilted,
    blankBefore,
    blankAfter,
    goesOn,
  }
}

/** A gap between letters from which on they may be spaced out; share of the font size. */
const SPACED = 0.06
/** A wider gap is none within a word, however it is spaced; share of the font size. */
const WIDEST_GAP = 1
/** Fewer pairs of letters do not tell how a text object is spaced: the page does. */
const FEWEST_PAIRS = 4
/** Letters of one line have base lines as near as this; share of the font size. */
const SAME_SPACED_LINE = 0.1

/** By text object, how far its letters stand apart, points; none where they do not. */
type LetterSpacing = ReadonlyMap<TextRun, number>

const NONE: LetterSpacing = new Map()

/**
 * How far letters are spaced out, by text object: the usual gap between two letters that follow each
 * other. Objects of a few letters have the spacing of the page.
 */
function letterSpacing(glyphs: Glyphs): LetterSpacing {
  const { runs, runOf } = glyphs
  const pairs = new Uint32Array(runs.length)
  const wide = new Uint32Array(runs.length)
  let [all, allWide] = [0, 0]
  for (let index = 1; index < glyphs.count; index += 1) {
    const gap = gapBefore(glyphs, index)
    if (gap < 0) continue
    const isWide = gap > SPACED
    all += 1
    if (isWide) allWide += 1
    const run = runOf[index] ?? 0
    if (run !== runOf[index - 1]) continue
    pairs[run] = (pairs[run] ?? 0) + 1
    if (isWide) wide[run] = (wide[run] ?? 0) + 1
  }
  const isSpaced = (run: number) => 2 * (wide[run] ?? 0) > (pairs[run] ?? 0)
  const isPageSpaced = 2 * allWide > all && all >= FEWEST_PAIRS
  const told = runs.map((_, run) => (pairs[run] ?? 0) >= FEWEST_PAIRS)
  if (!isPageSpaced && !told.some((isTold, run) => isTold && isSpaced(run))) return NONE
  return measure(glyphs, {
    isPageSpaced,
    runs: runs.map((_, run) => (told[run] ? isSpaced(run) : null)),
  })
}

interface Spaced {
  readonly isPageSpaced: boolean
  /** Null for those of a few letters. */
  readonly runs: readonly (boolean | null)[]
}

function measure(glyphs: Glyphs, { isPageSpaced, runs }: Spaced): LetterSpacing {
  const page: number[] = []
  const own = runs.map((): number[] => [])
  for (let index = 1; index < glyphs.count; index += 1) {
    const gap = gapBefore(glyphs, index)
    if (gap < 0) continue
    const run = glyphs.runOf[index] ?? 0
    page.push(gap)
    if (run === glyphs.runOf[index - 1]) own[run]?.push(gap)
  }
  const usual = isPageSpaced ? median(page) : 0
  const spacing = new Map<TextRun, number>()
  runs.forEach((isSpaced, index) => {
    const run = glyphs.runs[index]
    const gap = isSpaced === null ? usual : isSpaced ? median(own[index] ?? []) : 0
    if (run && gap > 0) spacing.set(run, gap * run.size)
  })
  return spacing
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[values.length >> 1] ?? 0
}

/** The gap between a letter and the letter before it, in font sizes; -1 where there is none. */
function gapBefore({ codes, places, runs, runOf }: Glyphs, index: number): number {
  if (!isSpacedLetter(codes[index] ?? 0) || !isSpacedLetter(codes[index - 1] ?? 0)) return -1
  const run = runs[runOf[index] ?? 0]
  if (!run || run.isTilted || run.size === 0) return -1
  const [at, before] = [PLACE * index, PLACE * (index - 1)]
  const isAcross = run.turn === 0 || run.turn === 2
  const line = isAcross ? 5 : 4
  const drift = Math.abs((places[at + line] ?? 0) - (places[before + line] ?? 0))
  if (drift > SAME_SPACED_LINE * run.size) return -1
  const axis = isAcross ? 0 : 1
  const isForward = run.turn === 0 || run.turn === 3
  const [low, high] = isForward ? [before, at] : [at, before]
  const gap = ((places[high + axis] ?? 0) - (places[low + axis + 2] ?? 0)) / run.size
  return gap > WIDEST_GAP ? -1 : Math.max(0, gap)
}

function isSpacedLetter(code: number): boolean {
  return (code >= 0x400 && code <= 0x4ff) || (code > 0x40 && code <= 0x7a)
}

/** A word drawn again lies off the first by less than this; share of the font size. */
const SAME_PLACE = 0.12
/** Words are looked for in squares of this side, points; no font is so large that words miss each other. */
const SQUARE = 8
/** Words in one square; more are a drawing. */
const MOST_IN_SQUARE = 64
/** Squares of a page from left to right, at most. */
const ACROSS = 1 << 16

/**
 * The words, of which those that are drawn over the same word are not visible: printers draw bold
 * letters twice, and other text may stand between the two in the file. PDFium drops them only where
 * they follow each other.
 */
export function hideDoubled(words: readonly Word[]): readonly Word[] {
  const seen = new Map<number, Word[]>()
  return words.map((word) => {
    if (!word.isVisible || word.isTilted) return word
    const across = Math.round(word.start / SQUARE)
    const down = Math.round(word.baseline / SQUARE)
    if (isDrawn(word, seen, across, down)) return { ...word, isVisible: false }
    const key = keyOf(across, down)
    const others = seen.get(key)
    if (!others) seen.set(key, [word])
    else if (others.length < MOST_IN_SQUARE) others.push(word)
    return word
  })
}

function isDrawn(
  word: Word,
  seen: ReadonlyMap<number, readonly Word[]>,
  across: number,
  down: number,
): boolean {
  for (const x of nearSquares(word.start, across))
    for (const y of nearSquares(word.baseline, down))
      if (seen.get(keyOf(x, y))?.some((other) => isSame(word, other))) return true
  return false
}

/** The square and the one that the place is nearest to. */
function nearSquares(place: number, square: number): readonly [number, number] {
  return [square, place > square * SQUARE ? square + 1 : square - 1]
}

function isSame(word: Word, other: Word): boolean {
  const near = SAME_PLACE * word.size
  return (
    word.text === other.text &&
    word.turn === other.turn &&
    Math.abs(word.start - other.start) <= near &&
    Math.abs(word.baseline - other.baseline) <= near
  )
}

function keyOf(across: number, down: number): number {
  return down * ACROSS + across
}
