import type { Ink } from './ink.ts'
import { type Area, type Picture, WHITE } from './picture.ts'
import { erase } from './pieces.ts'

/** With more single pixels than this share of a page there is nothing to be read on it. */
const NOISE = 0.02
/** No higher and no wider is a speck, inches: points of letters of usual size are larger. */
const SPECK = 0.0125
/** White around a speck, inches: what belongs to a letter or ends a word stands nearer to it. */
const ALONE = 0.05

/** The picture without single pixels of ink, and whether it had so many that it is mere noise. */
export function withoutSpecks(
  picture: Picture,
  { width, height, marks }: Ink,
): { picture: Picture; isNoise: boolean } {
  const pixels = picture.pixels.slice()
  let count = 0
  for (let y = 1; y < height - 1; y += 1)
    for (let at = y * width + 1; at < (y + 1) * width - 1; at += 1) {
      if (marks[at] !== 1) continue
      const beside = (marks[at - 1] ?? 0) + (marks[at + 1] ?? 0)
      const above = (marks[at - width] ?? 0) + (marks[at + width] ?? 0)
      if (beside + above > 0) continue
      pixels[at] = WHITE
      count += 1
    }
  return { picture: { ...picture, pixels }, isNoise: count > NOISE * width * height }
}

/**
 * White where a few pixels of ink stand far from all others, in place in both: a speck that was
 * scanned coarsely and drawn finely, or blurred when the page was levelled. Alone at the end of a
 * line it is read as «|» or «:». Resolution in pixels an inch.
 */
export function eraseLoneSpecks(picture: Picture, ink: Ink, resolution: number): void {
  const { width, height, marks } = ink
  const most = Math.round(SPECK * resolution)
  const around = Math.round(ALONE * resolution)
  for (let y = 1; y < height; y += 1)
    for (let x = 1; x < width; x += 1) {
      const at = y * width + x
      if (marks[at] !== 1 || marks[at - 1] === 1 || marks[at - width] === 1) continue
      // Its first row may begin anywhere, so that it reaches as far to the left as to the right.
      const speck = { left: x - most + 1, right: x + most, top: y, bottom: y + most }
      const wide = grown(speck, around)
      if (inkIn(ink, wide) > inkIn(ink, speck)) continue
      erase(picture, grown(speck, 1), WHITE)
      erase({ ...ink, pixels: marks }, speck, 0)
    }
}

function grown({ left, right, top, bottom }: Area, by: number): Area {
  return { left: left - by, right: right + by, top: top - by, bottom: bottom + by }
}

function inkIn({ width, height, marks }: Ink, { left, right, top, bottom }: Area): number {
  let count = 0
  for (let y = Math.max(0, top); y < Math.min(height, bottom); y += 1)
    for (let x = Math.max(0, left); x < Math.min(width, right); x += 1)
      count += marks[y * width + x] ?? 0
  return count
}
