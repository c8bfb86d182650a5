import type { Box, Turn } from '../document/page-content.ts'
import type { Ruling } from '../document/ruling.ts'
import { largest, smallest } from '../text/lists.ts'
import { type Glyphs, type PdfPage, PLACE, type TextRun } from './engine.ts'

/** `[a, b, c, d, e, f]` as in ISO 32000-1, 8.3.3: x' = a·x + c·y + e, y' = b·x + d·y + f. */
export type Matrix = readonly [number, number, number, number, number, number]

/** PDF pages are at most 14,400 points wide. */
const FAR_OUTSIDE = -1e6

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0]

/** First `inner`, then `outer`. */
export function multiply(inner: Matrix, outer: Matrix): Matrix {
  const [a, b, c, d, e, f] = inner
  const [A, B, C, D, E, F] = outer
  return [
    a * A + b * C,
    a * B + b * D,
    c * A + d * C,
    c * B + d * D,
    e * A + f * C + E,
    e * B + f * D + F,
  ]
}

/** The point in the outer space; a position that is no finite number is far outside any page. */
export function transform(matrix: Matrix, x: number, y: number): readonly [number, number] {
  const [a, b, c, d, e, f] = matrix
  return [finite(a * x + c * y + e), finite(b * x + d * y + f)]
}

/** The position, or one far outside any page where it is no finite number. */
export function finite(position: number): number {
  return Number.isFinite(position) ? position : FAR_OUTSIDE
}

/** The box around a box that the matrix moves. */
export function moveBox(matrix: Matrix, [x0, y0, x1, y1]: Box): Box {
  const corners = [transform(matrix, x0, y0), transform(matrix, x1, y0)]
  corners.push(transform(matrix, x0, y1), transform(matrix, x1, y1))
  const xs = corners.map(([x]) => x)
  const ys = corners.map(([, y]) => y)
  return [smallest(xs), smallest(ys), largest(xs), largest(ys)]
}

/** The middle line of a box. */
export function rulingIn([x0, y0, x1, y1]: Box, isVertical: boolean): Ruling {
  return isVertical
    ? { isVertical, at: (x0 + x1) / 2, from: y0, to: y1 }
    : { isVertical, at: (y0 + y1) / 2, from: x0, to: x1 }
}

/** Sine of the angle, 10°, from which on text is tilted; scans lean by less. */
const TILT = 0.17

/** The way that a text reads on a page, of length 1, and what it comes to. */
export interface Direction extends Pick<TextRun, 'turn' | 'isTilted'> {
  readonly right: number
  readonly down: number
}

/** The direction of a text that goes on by so much; that of no length reads to the right. */
export function directionOf(across: number, below: number): Direction {
  const length = Math.hypot(across, below)
  const [right, down] = length === 0 ? [1, 0] : [across / length, below / length]
  const isTilted = Math.min(Math.abs(right), Math.abs(down)) > TILT
  return { right, down, turn: turnOf(right, down), isTilted }
}

function turnOf(right: number, down: number): Turn {
  if (Math.abs(right) >= Math.abs(down)) return right >= 0 ? 0 : 2
  return down < 0 ? 1 : 3
}

/** Text leans by at least this; a line of 800 points then rises by half a point; radians. */
const LEAST = 0.0007
/** Text that leans by more than this is a watermark or a stamp; radians, 20°. */
const MOST = 0.35
/** Text leans together where so much of it does so to within this angle, radians. */
const TOGETHER = 0.8
const SAME = 0.002

/** How a piece of text leans, and how long it is. */
interface Leaning {
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
  const seen = rotation(angle, middle)
  return {
    toPage: multiply(toPage, rotation(-angle, middle)),
    seenBox: (box) => moveBox(seen, box),
  }
}

function rotation(angle: number, [x, y]: readonly [number, number]): Matrix {
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)]
  return [cosine, sine, -sine, cosine, x - cosine * x + sine * y, y - sine * x - cosine * y]
}

/** A page whose text reads in this share or more in another direction lies on its side. */
const MOSTLY = 0.6
const TURNS: readonly Turn[] = [0, 1, 2, 3]

/** A point of the page as it is seen, on the page as it is read. */
type Move = (x: number, y: number) => readonly [number, number]

/**
 * The page as it is read: one that lies on its side or upside down as it is seen (a wide table on a
 * tall sheet) is turned so that most of its text reads to the right; `seenBox` leads back.
 */
export function turnUpright(page: PdfPage): PdfPage {
  const turn = mainTurn(page.glyphs)
  if (turn === 0) return page
  const { width, height, seenBox = (box: Box) => box } = page
  const [move, back] = movesOf(turn, width, height)
  const isOnSide = turn !== 2
  return {
    ...page,
    width: isOnSide ? height : width,
    height: isOnSide ? width : height,
    glyphs: turnGlyphs(page.glyphs, turn, move),
    rulings: page.rulings.map((ruling) => turnRuling(ruling, isOnSide, move)),
    pictures: page.pictures.map((box) => turnBox(box, move)),
    seenBox: (box) => seenBox(turnBox(box, back)),
  }
}

function mainTurn({ count, runs, runOf }: Glyphs): Turn {
  const letters = [0, 0, 0, 0]
  for (let index = 0; index < count; index += 1) {
    const run = runs[runOf[index] ?? 0]
    if (run && !run.isTilted) letters[run.turn] = (letters[run.turn] ?? 0) + 1
  }
  const all = letters.reduce((sum, some) => sum + some, 0)
  return TURNS.find((turn) => (letters[turn] ?? 0) > MOSTLY * all) ?? 0
}

function movesOf(turn: Turn, width: number, height: number): readonly [Move, Move] {
  switch (turn) {
    case 0:
      return [(x, y) => [x, y], (x, y) => [x, y]]
    case 1:
      return [(x, y) => [height - y, x], (x, y) => [y, height - x]]
    case 2:
      return [(x, y) => [width - x, height - y], (x, y) => [width - x, height - y]]
    case 3:
      return [(x, y) => [y, width - x], (x, y) => [width - y, x]]
  }
}

function turnGlyphs(glyphs: Glyphs, turn: Turn, move: Move): Glyphs {
  const places = new Float64Array(glyphs.places.length)
  const at = (index: number) => glyphs.places[index] ?? 0
  for (let place = 0; place < PLACE * glyphs.count; place += PLACE) {
    const box: Box = [at(place), at(place + 1), at(place + 2), at(place + 3)]
    places.set(turnBox(box, move), place)
    places.set(move(at(place + 4), at(place + 5)), place + 4)
  }
  const runs = glyphs.runs.map((run) => ({ ...run, turn: TURNS[(run.turn - turn + 4) % 4] ?? 0 }))
  return { ...glyphs, places, runs }
}

function turnRuling({ isVertical, at, from, to }: Ruling, isOnSide: boolean, move: Move): Ruling {
  const box: Box = isVertical ? [at, from, at, to] : [from, at, to, at]
  return rulingIn(turnBox(box, move), isVertical !== isOnSide)
}

function turnBox([left, top, right, bottom]: Box, move: Move): Box {
  const [x0, y0] = move(left, top)
  const [x1, y1] = move(right, bottom)
  return [Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1)]
}
