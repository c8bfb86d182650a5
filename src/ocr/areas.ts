import type { Ink } from './ink.ts'
import { type Picture, WHITE } from './picture.ts'

/** No stroke is so thick, inches: the holes of a punch, the lid of a scanner, a table under the sheet. */
const THICK = 0.11
/** Around an area its edge is grey. */
const EDGE = 0.02

/**
 * White where ink fills squares that no letter and no line fills, in place in both. Resolution in
 * pixels an inch.
 */
export function eraseAreas(picture: Picture, ink: Ink, resolution: number): void {
  const { width, height, marks } = ink
  const side = Math.round(THICK * resolution)
  const edge = Math.ceil(EDGE * resolution)
  if (side >= width || side >= height) return
  const ends = endsOfSquares(ink, side)
  if (!ends.includes(1)) return
  const reach = { before: side - 1 + edge, after: edge }
  for (let y = 0; y < height; y += 1)
    spread(ends, { start: y * width, step: 1, count: width }, { ...reach, mark: 2 })
  for (let x = 0; x < width; x += 1)
    spread(ends, { start: x, step: width, count: height }, { ...reach, mark: 3 })
  for (let at = 0; at < ends.length; at += 1)
    if (ends[at] !== 0) [marks[at], picture.pixels[at]] = [0, WHITE]
}

/** 1 at the right bottom corner of each square of ink. */
function endsOfSquares({ width, height, marks }: Ink, side: number): Uint8Array {
  const ends = new Uint8Array(width * height)
  const deep = new Uint16Array(width)
  for (let y = 0; y < height; y += 1) {
    let run = 0
    for (let x = 0; x < width; x += 1) {
      deep[x] = marks[y * width + x] === 1 ? (deep[x] ?? 0) + 1 : 0
      run = (deep[x] ?? 0) >= side ? run + 1 : 0
      if (run >= side) ends[y * width + x] = 1
    }
  }
  return ends
}

/** A row or a column of a picture. */
interface Line {
  readonly start: number
  readonly step: number
  readonly count: number
}

interface Reach {
  readonly before: number
  readonly after: number
  /** Higher than those of what is spread. */
  readonly mark: number
}

/** Marks what lies so far before and behind of lower marks; each pixel is looked at once or twice. */
function spread(
  marks: Uint8Array,
  { start, step, count }: Line,
  { before, after, mark }: Reach,
): void {
  const isSet = (index: number) => {
    const found = marks[start + index * step] ?? 0
    return found !== 0 && found < mark
  }
  let reached = 0
  for (let index = 0; index < count; index += 1) {
    if (!isSet(index)) continue
    const first = Math.max(reached, index - before)
    while (index + 1 < count && isSet(index + 1)) index += 1
    reached = Math.min(count, index + 1 + after)
    for (let other = first; other < reached; other += 1) {
      const at = start + other * step
      if (marks[at] === 0) marks[at] = mark
    }
  }
}
