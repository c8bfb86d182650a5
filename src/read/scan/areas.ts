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
  const erased = new Uint8Array(width * height)
  const deep = new Uint16Array(width)
  for (let y = 0; y < height; y += 1) {
    let [run, from] = [0, width]
    for (let x = 0; x < width; x += 1) {
      deep[x] = marks[y * width + x] === 1 ? (deep[x] ?? 0) + 1 : 0
      run = (deep[x] ?? 0) >= side ? run + 1 : 0
      if (run < side) continue
      from = run === side ? x - side + 1 : from
      const [top, bottom] = [Math.max(0, y - side + 1 - edge), Math.min(height, y + 1 + edge)]
      const [left, right] = [Math.max(0, from - edge), Math.min(width, x + 1 + edge)]
      // Of the squares of one run only the last column is new.
      const fresh = run === side ? left : right - 1
      for (let row = top; row < bottom; row += 1)
        erased.fill(1, row * width + fresh, row * width + right)
    }
  }
  for (const [at, isErased] of erased.entries())
    if (isErased === 1) [marks[at], picture.pixels[at]] = [0, WHITE]
}
