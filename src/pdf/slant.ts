import type { Box } from '../document/page-content.ts'
import { largest, smallest } from '../text/extremes.ts'
import { type Matrix, multiply, transform } from './matrix.ts'

/** Text leans by at least this; a line of 800 points then rises by half a point; radians. */
const LEAST = 0.0007
/** Text that leans by more than this is a watermark or a stamp; radians, 20°. */
const MOST = 0.35
/** Text leans together where so much of it does so to within this angle, radians. */
const TOGETHER = 0.8
const SAME = 0.002

/** How a piece of text leans, and how long it is. */
export interface Leaning {
  /** Clockwise from the nearest of the four directions, radians. */
  readonly angle: number
  readonly characters: number
}

/** The angle at which most text of a page leans, 0 where it does not or not together; radians. */
export function findSlant(texts: readonly Leaning[]): number {
  const all = sum(texts)
  const sorted = texts.toSorted((left, right) => left.angle - right.angle)
  let before = 0
  const middle = sorted.find(({ characters }) => {
    before += characters
    return 2 * before >= all
  })
  const angle = middle?.angle ?? 0
  if (Math.abs(angle) < LEAST || Math.abs(angle) > MOST) return 0
  const together = texts.filter((text) => Math.abs(text.angle - angle) <= SAME)
  return sum(together) >= TOGETHER * all ? angle : 0
}

function sum(texts: readonly Leaning[]): number {
  return texts.reduce((total, { characters }) => total + characters, 0)
}

/** A page whose text leans, made level. */
export interface Level {
  readonly toPage: Matrix
  /** Where a box of the level page stands on the page as it is seen. */
  readonly seenBox: (box: Box) => Box
}

/** The page turned back by the angle around its middle. */
export function makeLevel(toPage: Matrix, angle: number, middle: readonly [number, number]): Level {
  const seen = turn(angle, middle)
  return {
    toPage: multiply(toPage, turn(-angle, middle)),
    seenBox: ([x0, y0, x1, y1]) => {
      const corners = [
        transform(seen, x0, y0),
        transform(seen, x1, y0),
        transform(seen, x0, y1),
        transform(seen, x1, y1),
      ]
      const xs = corners.map(([x]) => x)
      const ys = corners.map(([, y]) => y)
      return [smallest(xs), smallest(ys), largest(xs), largest(ys)]
    },
  }
}

function turn(angle: number, [x, y]: readonly [number, number]): Matrix {
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)]
  return [cosine, sine, -sine, cosine, x - cosine * x + sine * y, y - sine * x - cosine * y]
}
