import type { Ink } from './ink.ts'
import { type Picture, WHITE } from './picture.ts'

/** With more single pixels than this share of a page there is nothing to be read on it. */
const NOISE = 0.02

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
