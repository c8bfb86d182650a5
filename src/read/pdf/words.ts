import { firstAt, type Ruling, type Rulings } from '../grid/ruling.ts'
import type { Box, Glyph, TextRun, Turn } from './engine.ts'

/** Characters that stand together on one base line. */
export interface Word {
  readonly text: string
  readonly box: Box
  /** Where it begins and ends along its reading direction, and where its base line is across it. */
  readonly start: number
  readonly end: number
  readonly baseline: number
  readonly size: number
  readonly turn: Turn
  readonly isVisible: boolean
  readonly isTilted: boolean
  /** True where the file itself has a blank before or after the word. */
  readonly blankBefore: boolean
  readonly blankAfter: boolean
}

/** A wider gap than this is a blank; share of the font size. */
export const BLANK = 0.15
/** Characters whose base lines are nearer than this stand on one; share of the font size. */
const SAME_BASELINE = 0.1
/** Kerning and combining marks step back by less than this; share of the font size. */
const STEP_BACK = 0.6
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
}

/**
 * Words in the order of the content stream: characters up to a blank of the file, a gap, another
 * base line, or a vertical line of the page between two text objects.
 */
export function buildWords(glyphs: readonly Glyph[], { vertical }: Rulings): Word[] {
  const words: OpenWord[] = []
  let open: OpenWord | null = null
  let isAfterBlank = false
  for (const glyph of glyphs) {
    if (WHITE_SPACE.test(glyph.text)) {
      if (open) open.blankAfter = true
      open = null
      isAfterBlank = true
      continue
    }
    const along = alongOf(glyph)
    if (open && !goesOn(open, glyph, along, vertical)) open = null
    if (open) extend(open, glyph, along)
    else {
      open = openWord(glyph, along, isAfterBlank)
      words.push(open)
    }
    isAfterBlank = false
  }
  return words.map(closeWord)
}

interface Along {
  readonly start: number
  readonly end: number
  readonly baseline: number
}

function alongOf({ x0, y0, x1, y1, x, y, run }: Glyph): Along {
  switch (run.turn) {
    case 0:
      return { start: x0, end: x1, baseline: y }
    case 1:
      return { start: -y1, end: -y0, baseline: x }
    case 2:
      return { start: -x1, end: -x0, baseline: -y }
    case 3:
      return { start: y0, end: y1, baseline: -x }
  }
}

function goesOn(word: OpenWord, glyph: Glyph, along: Along, upright: readonly Ruling[]): boolean {
  const size = Math.max(word.run.size, glyph.run.size)
  const gap = along.start - word.end
  if (!isAlike(word.run, glyph.run)) return false
  if (glyph.run.isTilted) return word.run === glyph.run
  if (Math.abs(along.baseline - word.baseline) > SAME_BASELINE * size) return false
  // The letters of a ligature share its box.
  if (along.start === word.lastStart) return true
  if (gap > BLANK * size || gap < -STEP_BACK * size) return false
  return word.run === glyph.run || !isBetween(upright, word, glyph)
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

function openWord(glyph: Glyph, along: Along, blankBefore: boolean): OpenWord {
  const { text, x0, y0, x1, y1, run } = glyph
  const { start, end, baseline } = along
  const box = { x0, y0, x1, y1 }
  return {
    text,
    ...box,
    start,
    end,
    lastStart: start,
    baseline,
    run,
    blankBefore,
    blankAfter: false,
  }
}

function extend(word: OpenWord, glyph: Glyph, along: Along): void {
  word.text += glyph.text
  word.x0 = Math.min(word.x0, glyph.x0)
  word.y0 = Math.min(word.y0, glyph.y0)
  word.x1 = Math.max(word.x1, glyph.x1)
  word.y1 = Math.max(word.y1, glyph.y1)
  word.end = Math.max(word.end, along.end)
  word.lastStart = along.start
  word.run = glyph.run
}

function closeWord(word: OpenWord): Word {
  const { text, x0, y0, x1, y1, start, end, baseline, run, blankBefore, blankAfter } = word
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
  }
}
