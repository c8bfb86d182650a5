import type { Ink } from './ink.ts'
import type { Area } from './picture.ts'

/** White between two bands, inches. */
const BETWEEN = 0.22
/** So many pixels in a row are more than specks. */
const LEAST = 3

/** Bands of text from top to bottom, parted by white. */
export function looseAreas({ width, height, marks }: Ink, resolution: number): Area[] {
  const bands: Area[] = []
  const gap = BETWEEN * resolution
  let top = -1
  let last = -1
  const close = () => bands.push({ left: 0, right: width, top, bottom: last + 1 })
  for (let y = 0; y < height; y += 1) {
    let count = 0
    for (let x = y * width; x < (y + 1) * width; x += 1) count += marks[x] ?? 0
    if (count < LEAST) continue
    if (top >= 0 && y - last > gap) {
      close()
      top = y
    } else if (top < 0) top = y
    last = y
  }
  if (top >= 0) close()
  return bands
}
