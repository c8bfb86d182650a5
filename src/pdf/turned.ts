import type { Box, Turn } from '../document/page-content.ts'
import type { Ruling } from '../document/ruling.ts'
import { type Glyphs, type PdfPage, PLACE } from './engine.ts'

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
  const [x0, y0] = isVertical ? move(at, from) : move(from, at)
  const [x1, y1] = isVertical ? move(at, to) : move(to, at)
  return isVertical !== isOnSide
    ? { isVertical: true, at: x0, from: Math.min(y0, y1), to: Math.max(y0, y1) }
    : { isVertical: false, at: y0, from: Math.min(x0, x1), to: Math.max(x0, x1) }
}

function turnBox([left, top, right, bottom]: Box, move: Move): Box {
  const [x0, y0] = move(left, top)
  const [x1, y1] = move(right, bottom)
  return [Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1)]
}
