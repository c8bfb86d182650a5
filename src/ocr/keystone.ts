import { type Ink, transpose } from './ink.ts'
import { type Picture, sample } from './picture.ts'
import { findSlant } from './slant.ts'
import { findTraces, type Trace } from './traces.ts'

/*
 * A photograph from an angle: lines that are parallel on the paper run towards a point. Where they
 * cross the middle of the picture their slopes change evenly, so two numbers tell such lines apart.
 */

/** Lines of one direction, by how far they fall off their axis for each pixel along it. */
export interface Pencil {
  /** Of the line through the middle of the picture. */
  readonly slope: number
  /** By how much the slope grows from the middle to the edge. */
  readonly change: number
}

export interface Keystone {
  /** Lines of text and level rulings, which fall to the right. */
  readonly level: Pencil
  /** Upright rulings, which lean to the right on their way down. */
  readonly upright: Pencil
}

/** Lines that a scanner draws run together by less than this, */
const LEAST = 0.006
/** and nobody holds a telephone so askew. */
const MOST = 0.35
/** A line falls like the others if its slope differs by no more than this. */
const ALIKE = 0.012
/** So many lines must tell it, */
const FEWEST = 4
/** as far apart as this share of half of the picture. */
const APART = 0.2

/** How the lines of a table run together; null where they do not, as in every scan. */
export function findKeystone(ink: Ink, resolution: number): Keystone | null {
  const upright = fitPencil(findTraces(ink, resolution), ink.width / 2)
  const level = fitPencil(findTraces(transpose(ink), resolution), ink.height / 2)
  if (!converges(upright) && !converges(level)) return null
  const slope = level?.slope ?? Math.tan((findSlant(ink) * Math.PI) / 180)
  return {
    level: level ?? { slope, change: 0 },
    upright: upright ?? { slope: -slope, change: 0 },
  }
}

function converges(pencil: Pencil | null): boolean {
  return pencil !== null && Math.abs(pencil.change) > LEAST && Math.abs(pencil.change) < MOST
}

/**
 * The straight line through slopes over places that most of the ink agrees with, least squares by
 * length; null where too few lines tell.
 */
function fitPencil(traces: readonly Trace[], half: number): Pencil | null {
  let best: readonly Trace[] = []
  let longest = 0
  const known = traces.toSorted((one, other) => other.length - one.length).slice(0, TRIED)
  for (const [index, one] of known.entries())
    for (const other of known.slice(index + 1)) {
      if (Math.abs(one.at - other.at) < half * APART) continue
      const pencil = fitted([one, other], half)
      const alike = known.filter((trace) => isOf(trace, pencil, half))
      const length = alike.reduce((sum, trace) => sum + trace.length, 0)
      if (length > longest) [best, longest] = [alike, length]
    }
  return best.length < FEWEST ? null : fitted(best, half)
}

/** The longest lines are enough. */
const TRIED = 40

function isOf({ at, slope }: Trace, pencil: Pencil, half: number): boolean {
  return Math.abs(slope - pencil.slope - (pencil.change * at) / half) < ALIKE
}

function fitted(traces: readonly Trace[], half: number): Pencil {
  let [weight, places, slopes, squares, products] = [0, 0, 0, 0, 0]
  for (const { at, slope, length } of traces) {
    const place = at / half
    weight += length
    places += length * place
    slopes += length * slope
    squares += length * place * place
    products += length * place * slope
  }
  const change =
    (products - (places * slopes) / weight) / (squares - (places * places) / weight || 1)
  return { change, slope: (slopes - change * places) / weight }
}

/** Where a point of the mended page stands in the picture, both from the middle. */
export function pointSeen(
  { level, upright }: Keystone,
  [across, down]: readonly [number, number],
  [halfWidth, halfHeight]: readonly [number, number],
): readonly [number, number] {
  const lean = upright.slope + (upright.change * across) / halfWidth
  const fall = level.slope + (level.change * down) / halfHeight
  const x = (across + lean * down) / (1 - lean * fall)
  return [x, down + fall * x]
}

/** The picture with its lines level and upright; its middle stays where it is. */
export function mendKeystone(picture: Picture, keystone: Keystone): Picture {
  const { width, height } = picture
  const pixels = new Uint8Array(width * height)
  const half = [width / 2, height / 2] as const
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const [fromX, fromY] = pointSeen(keystone, [x - half[0], y - half[1]], half)
      pixels[y * width + x] = sample(
        picture,
        within(fromX + half[0], width),
        within(fromY + half[1], height),
      )
    }
  return { width, height, pixels }
}

/** Beyond the edge of the picture it goes on as it ends. */
function within(place: number, length: number): number {
  return Math.min(Math.max(0, place), length - 1.01)
}
