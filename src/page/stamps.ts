import type { Box, PageContent, Word } from '../document/page-content.ts'
import type { Ruling } from '../document/ruling.ts'

/** A stamp is no larger than this; shares of the page. */
const WIDEST = 0.45
const HIGHEST = 0.2
/** Narrower and lower boxes are boxes to tick, points. */
const NARROWEST = 40
const LOWEST = 12
/** It stands as near to an edge of the page as this; share of the page. */
const NEAR_EDGE = 0.12
/** Its sides meet to within this, points. */
const MEET = 1.5
/** Words of another size than the page's by this share are the stamp's where it lies over others. */
const OTHER_SIZE = 0.1
/** A cell meets its neighbours at two corners at least; one that a line lies at may be chance. */
const MOST_MET = 1
/** Cells may stand apart by this, points: `border-spacing` of a web page. */
const APART = 5
/** A stamp has so many characters of another size than the page's. */
const LEAST_CHARACTERS = 20
/** A page with more lines than this is a drawing. */
const MOST_LINES = 2000

/**
 * Boxes that a program of document flow printed over the page: «Підписано КЕП …». They are small,
 * written in another size, stand at the edge of the page, and no cells of a table stand beside them.
 */
export function findStamps({ rulings, width, height, words }: PageContent): Box[] {
  if (rulings.length > MOST_LINES) return []
  const boxes = closedBoxes(rulings, width, height).filter((box) => {
    const others = rulings.filter((ruling) => !isOwn(ruling, box) && touches(ruling, grow(box)))
    // A box in the upper half that nothing meets may be the head of a letter.
    const isOver = others.length > 0 || box[1] > height / 2
    return isOver && cornersOf(box).filter(isMetBy(others)).length <= MOST_MET
  })
  return boxes.length === 0 ? [] : boxes.filter((box) => holdsOtherSize(box, words))
}

function holdsOtherSize([left, top, right, bottom]: Box, words: readonly Word[]): boolean {
  const usual = usualSize(words)
  let found = 0
  for (const { box, size, text } of words) {
    const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]
    const isIn = x > left && x < right && y > top && y < bottom
    if (isIn && Math.abs(size - usual) > OTHER_SIZE * usual) found += text.length
  }
  return found >= LEAST_CHARACTERS
}

/** The middle one of the words' font sizes, points; 0 for none. */
export function usualSize(words: readonly Word[]): number {
  const sizes = words.map(({ size }) => size).sort((left, right) => left - right)
  return sizes[sizes.length >> 1] ?? 0
}

/** The lines without those of the stamps. */
export function withoutStamps(rulings: readonly Ruling[], stamps: readonly Box[]): Ruling[] {
  return rulings.filter((ruling) => !stamps.some((box) => isOwn(ruling, box)))
}

/** True for a word of one of the stamps; `usual` is the usual size of words of the page, points. */
export function isStamped(word: Word, stamps: readonly Box[], usual: number): boolean {
  const [x0, y0, x1, y1] = word.box
  return stamps.some(
    ([left, top, right, bottom]) =>
      x0 > left - MEET &&
      x1 < right + 3 * MEET &&
      (y0 + y1) / 2 > top &&
      (y0 + y1) / 2 < bottom &&
      Math.abs(word.size - usual) > OTHER_SIZE * usual,
  )
}

/** Small boxes near the edges of the page of which all four sides are drawn. */
function closedBoxes(rulings: readonly Ruling[], width: number, height: number): Box[] {
  const sides = rulings.filter(
    ({ isVertical, from, to }) =>
      !isVertical && to - from >= NARROWEST && to - from <= WIDEST * width,
  )
  const uprights = rulings.filter(
    ({ isVertical, from, to }) =>
      isVertical && to - from >= LOWEST && to - from <= HIGHEST * height,
  )
  const isUpright = (x: number, y0: number, y1: number) =>
    uprights.some(({ at, from, to }) => isNear(at, x) && isNear(from, y0) && isNear(to, y1))
  const boxes: Box[] = []
  for (const { at, from, to } of sides)
    for (const lower of sides) {
      if (lower.at - at < LOWEST || lower.at - at > HIGHEST * height) continue
      if (!isNear(lower.from, from) || !isNear(lower.to, to)) continue
      const isAtEdge =
        Math.min(from, width - to) < NEAR_EDGE * width ||
        Math.min(at, height - lower.at) < NEAR_EDGE * height
      if (isAtEdge && isUpright(from, at, lower.at) && isUpright(to, at, lower.at))
        boxes.push([from, at, to, lower.at])
    }
  return boxes
}

function isNear(one: number, other: number): boolean {
  return Math.abs(one - other) <= MEET
}

/** The ends of a line along x and along y. */
function extentsOf({ isVertical, at, from, to }: Ruling): Box {
  return isVertical ? [at, from, at, to] : [from, at, to, at]
}

function isOwn(ruling: Ruling, [left, top, right, bottom]: Box): boolean {
  const [x0, y0, x1, y1] = extentsOf(ruling)
  return x0 >= left - MEET && x1 <= right + MEET && y0 >= top - MEET && y1 <= bottom + MEET
}

function grow([left, top, right, bottom]: Box): Box {
  return [left - APART, top - APART, right + APART, bottom + APART]
}

function touches(ruling: Ruling, [left, top, right, bottom]: Box): boolean {
  const [x0, y0, x1, y1] = extentsOf(ruling)
  return x1 >= left - MEET && x0 <= right + MEET && y1 >= top - MEET && y0 <= bottom + MEET
}

type Corner = readonly [x: number, y: number]

function cornersOf([left, top, right, bottom]: Box): readonly Corner[] {
  return [
    [left, top],
    [right, top],
    [left, bottom],
    [right, bottom],
  ]
}

function isMetBy(rulings: readonly Ruling[]): (corner: Corner) => boolean {
  const extents = rulings.map(extentsOf)
  return ([x, y]) =>
    extents.some(
      ([x0, y0, x1, y1]) => x > x0 - APART && x < x1 + APART && y > y0 - APART && y < y1 + APART,
    )
}
