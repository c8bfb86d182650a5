import type { Ink } from './ink.ts'
import type { Area, Picture } from './picture.ts'
import { cut, WHITE } from './picture.ts'

/** White around what is recognised, inches: the engine wants letters to stand free. */
export const MARGIN = 0.1
/** So many pixels of ink in a row, an inch wide, are more than specks. */
const LEAST_INK = 0.04

/** The smallest area that holds the ink of an area, null where there are no more than specks. */
export function trim({ width, marks }: Ink, area: Area, resolution: number): Area | null {
  let [left, top, right, bottom] = [area.right, area.bottom, area.left, area.top]
  let count = 0
  for (let y = area.top; y < area.bottom; y += 1)
    for (let x = area.left; x < area.right; x += 1) {
      if (marks[y * width + x] !== 1 || !hasNeighbours(marks, y * width + x, width)) continue
      count += 1
      if (x < left) left = x
      if (x >= right) right = x + 1
      if (y < top) top = y
      if (y >= bottom) bottom = y + 1
    }
  return count < LEAST_INK * resolution ? null : { left, top, right, bottom }
}

/** A speck of one or two pixels is no ink. */
function hasNeighbours(marks: Uint8Array, at: number, width: number): boolean {
  const beside = (marks[at - 1] ?? 0) + (marks[at + 1] ?? 0)
  const above = (marks[at - width] ?? 0) + (marks[at + width] ?? 0)
  return beside + above >= 2
}

/** Paper made white: the brightness that most of the page has becomes 255. */
export function whiten({ width, height, pixels }: Picture): Picture {
  const counts = new Uint32Array(256)
  for (const pixel of pixels) counts[pixel] = (counts[pixel] ?? 0) + 1
  let paper = WHITE
  for (let shade = 128, most = 0; shade <= WHITE; shade += 1) {
    const count = counts[shade] ?? 0
    if (count > most) [paper, most] = [shade, count]
  }
  const scale = Uint8Array.from({ length: 256 }, (_, shade) =>
    Math.min(WHITE, Math.round((shade * WHITE) / Math.max(1, paper - 8))),
  )
  return { width, height, pixels: pixels.map((pixel) => scale[pixel] ?? WHITE) }
}

/** White over an area, in place. */
export function erase({ width, height, pixels }: Picture, area: Area, value: number): void {
  const [left, right] = [Math.max(0, area.left), Math.min(width, area.right)]
  const [top, bottom] = [Math.max(0, area.top), Math.min(height, area.bottom)]
  if (left >= right) return
  for (let y = top; y < bottom; y += 1) pixels.fill(value, y * width + left, y * width + right)
}

export function cutPiece(picture: Picture, area: Area, resolution: number): Picture {
  return cut(picture, area, Math.round(MARGIN * resolution))
}
