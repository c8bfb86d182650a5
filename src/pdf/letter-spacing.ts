import { type Glyphs, PLACE, type TextRun } from './engine.ts'

/** A gap between letters from which on they may be spaced out; share of the font size. */
const SPACED = 0.06
/** A wider gap is none within a word, however it is spaced; share of the font size. */
const WIDEST = 1
/** Fewer pairs of letters do not tell how a text object is spaced: the page does. */
const FEWEST_PAIRS = 4
/** Letters of one line have base lines as near as this; share of the font size. */
const SAME_LINE = 0.1

/** By text object, how far its letters stand apart, points; none where they do not. */
export type LetterSpacing = ReadonlyMap<TextRun, number>

const NONE: LetterSpacing = new Map()

/**
 * How far letters are spaced out, by text object: the usual gap between two letters that follow each
 * other. Objects of a few letters have the spacing of the page.
 */
export function letterSpacing(glyphs: Glyphs): LetterSpacing {
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
  if (!isLetter(codes[index] ?? 0) || !isLetter(codes[index - 1] ?? 0)) return -1
  const run = runs[runOf[index] ?? 0]
  if (!run || run.isTilted || run.size === 0) return -1
  const [at, before] = [PLACE * index, PLACE * (index - 1)]
  const isAcross = run.turn === 0 || run.turn === 2
  const line = isAcross ? 5 : 4
  const drift = Math.abs((places[at + line] ?? 0) - (places[before + line] ?? 0))
  if (drift > SAME_LINE * run.size) return -1
  const axis = isAcross ? 0 : 1
  const isForward = run.turn === 0 || run.turn === 3
  const [low, high] = isForward ? [before, at] : [at, before]
  const gap = ((places[high + axis] ?? 0) - (places[low + axis + 2] ?? 0)) / run.size
  return gap > WIDEST ? -1 : Math.max(0, gap)
}

function isLetter(code: number): boolean {
  return (code >= 0x400 && code <= 0x4ff) || (code > 0x40 && code <= 0x7a)
}
