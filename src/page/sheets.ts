import type { Ruling } from '../document/ruling.ts'
import { type Glyphs, type PdfPage, PLACE } from '../pdf/engine.ts'
import type { Word } from '../pdf/words.ts'
import { largest, smallest } from '../text/extremes.ts'
import type { Extent } from './lines.ts'

/** Two tables stand beside each other where this much is free between them, points. */
const NARROWEST_GUTTER = 8
/** The gutter lies in the middle part of the sheet: from this share of its width to that. */
const MIDDLE = [0.25, 0.75] as const
/** Lines shorter than this are no part of a table, points. */
const SHORTEST = 60
/** Letters stand so far above the line of their table, points. */
const ABOVE = 1
const BLANK = 0x20

/** Which characters and lines belong to a part of a sheet, by their middle. */
type IsIn = (x: number, y: number) => boolean

/**
 * The parts of a sheet in reading order: where two drawn tables stand side by side (two pages printed
 * on one sheet), what is left of the gutter, then what is right of it; before and behind them what
 * runs over both. Most pages are one part.
 */
export function splitSheet(page: PdfPage): readonly PdfPage[] {
  const lines = page.rulings.filter(
    ({ isVertical, from, to }) => !isVertical && to - from > SHORTEST,
  )
  const gutter = findGutter(lines, page)
  if (gutter === null) return [page]
  const top = smallest(lines.map(({ at }) => at)) - ABOVE
  const bottom = largest(lines.map(({ at }) => at)) + ABOVE
  const crossed = crossings(page, gutter)
  if (crossed.some((y) => y > top && y < bottom)) return [page]
  const first = crossed.some((y) => y <= top) ? top : Number.NEGATIVE_INFINITY
  const last = crossed.some((y) => y >= bottom) ? bottom : Number.POSITIVE_INFINITY
  const middle = (gutter.start + gutter.end) / 2
  const isBeside = (y: number) => y > first && y < last
  const parts: readonly IsIn[] = [
    (_, y) => y <= first,
    (x, y) => isBeside(y) && x < middle,
    (x, y) => isBeside(y) && x >= middle,
    (_, y) => y >= last,
  ]
  return parts
    .map((isIn) => partOf(page, isIn))
    .filter(({ glyphs, scan }) => glyphs.count > 0 || (scan?.words.length ?? 0) > 0)
}

/** The one gap between the lines of tables; both sides have some of their upright lines, too. */
function findGutter(lines: readonly Ruling[], { width, rulings }: PdfPage): Extent | null {
  let end = Number.POSITIVE_INFINITY
  const gaps: Extent[] = []
  for (const line of lines.toSorted((left, right) => left.from - right.from)) {
    if (line.from - end >= NARROWEST_GUTTER) gaps.push({ start: end, end: line.from })
    end = end === Number.POSITIVE_INFINITY ? line.to : Math.max(end, line.to)
  }
  const [gap, ...others] = gaps
  if (!gap || others.length > 0) return null
  const middle = (gap.start + gap.end) / 2
  if (middle < MIDDLE[0] * width || middle > MIDDLE[1] * width) return null
  const upright = rulings.filter(({ isVertical }) => isVertical)
  const left = upright.filter(({ at }) => at <= gap.start + 1).length
  const right = upright.filter(({ at }) => at >= gap.end - 1).length
  return left > 2 && right > 2 && left + right === upright.length ? gap : null
}

/** Heights at which a character stands in the gutter. */
function crossings({ glyphs, scan }: PdfPage, { start, end }: Extent): number[] {
  const found = (scan?.words ?? [])
    .filter(({ box }) => box[0] < end && box[2] > start)
    .map(({ box }) => (box[1] + box[3]) / 2)
  for (let index = 0; index < glyphs.count; index += 1) {
    const x = middleOf(glyphs, index, 0)
    const isInk = (glyphs.codes[index] ?? 0) > BLANK
    if (isInk && x > start && x < end) found.push(middleOf(glyphs, index, 1))
  }
  return found
}

function middleOf({ places }: Glyphs, index: number, axis: 0 | 1): number {
  return ((places[PLACE * index + axis] ?? 0) + (places[PLACE * index + axis + 2] ?? 0)) / 2
}

function partOf(page: PdfPage, isIn: IsIn): PdfPage {
  const { scan } = page
  const isWordIn = ({ box }: Word) => isIn((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
  return {
    ...page,
    ...(scan ? { scan: { ...scan, words: scan.words.filter(isWordIn) } } : {}),
    glyphs: chooseGlyphs(page.glyphs, isIn),
    rulings: page.rulings.filter(({ isVertical, at, from, to }) =>
      isVertical ? isIn(at, (from + to) / 2) : isIn((from + to) / 2, at),
    ),
  }
}

function chooseGlyphs(glyphs: Glyphs, isIn: IsIn): Glyphs {
  const chosen: number[] = []
  for (let index = 0; index < glyphs.count; index += 1)
    if (isIn(middleOf(glyphs, index, 0), middleOf(glyphs, index, 1))) chosen.push(index)
  const places = new Float64Array(PLACE * chosen.length)
  chosen.forEach((index, place) => {
    places.set(glyphs.places.subarray(PLACE * index, PLACE * (index + 1)), PLACE * place)
  })
  return {
    count: chosen.length,
    codes: Uint32Array.from(chosen, (index) => glyphs.codes[index] ?? 0),
    places,
    runs: glyphs.runs,
    runOf: Uint32Array.from(chosen, (index) => glyphs.runOf[index] ?? 0),
  }
}
