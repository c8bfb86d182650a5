import type { Box, PageContent } from '../document/page-content.ts'
import type { Ruling } from '../document/ruling.ts'
import { largest, smallest } from '../text/lists.ts'
import type { Extent } from './lines.ts'

/** Two tables stand beside each other where this much is free between them, points. */
const NARROWEST_GUTTER = 8
/** The gutter lies in the middle part of the sheet: from this share of its width to that. */
const MIDDLE = [0.25, 0.75] as const
/** Lines shorter than this are no part of a table, points. */
const SHORTEST = 60
/** Letters stand so far above the line of their table, points. */
const ABOVE = 1
/** A word that reaches into the gutter by more than this runs over it; share of the font size. */
const INTO_GUTTER = 0.25

/** Which words and lines belong to a part of a sheet, by their middle. */
type IsIn = (x: number, y: number) => boolean

/**
 * The parts of a sheet in reading order: where two drawn tables stand side by side (two pages printed
 * on one sheet), what is left of the gutter, then what is right of it; before and behind them what
 * runs over both. Most pages are one part.
 */
export function splitSheet(page: PageContent): readonly PageContent[] {
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
  return parts.map((isIn) => partOf(page, isIn)).filter(({ words }) => words.length > 0)
}

/** The one gap between the lines of tables; both sides have some of their upright lines, too. */
function findGutter(lines: readonly Ruling[], { width, rulings }: PageContent): Extent | null {
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

/** Heights at which a word stands in the gutter. */
function crossings({ words }: PageContent, { start, end }: Extent): number[] {
  return words
    .filter(({ box: [x0, , x1], size }) => {
      const reach = INTO_GUTTER * size
      return x0 < end - reach && x1 > start + reach
    })
    .map(({ box }) => middleOf(box)[1])
}

function middleOf([x0, y0, x1, y1]: Box): readonly [x: number, y: number] {
  return [(x0 + x1) / 2, (y0 + y1) / 2]
}

function partOf(page: PageContent, isIn: IsIn): PageContent {
  return {
    ...page,
    words: page.words.filter(({ box }) => isIn(...middleOf(box))),
    rulings: page.rulings.filter(({ isVertical, at, from, to }) =>
      isVertical ? isIn(at, (from + to) / 2) : isIn((from + to) / 2, at),
    ),
  }
}
