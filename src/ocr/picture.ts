import type { Picture } from '../document/page-content.ts'

export type { Picture }

/** Whole pixels, ends exclusive. */
export interface Area {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

export const WHITE = 255

/** A copy of an area with a white margin around it, pixels. */
export function cut(picture: Picture, area: Area, margin: number): Picture {
  const { left, top, right, bottom } = area
  const width = right - left + 2 * margin
  const height = bottom - top + 2 * margin
  const pixels = new Uint8Array(width * height).fill(WHITE)
  for (let y = top; y < bottom; y += 1) {
    const from = y * picture.width
    const to = (y - top + margin) * width + margin
    pixels.set(picture.pixels.subarray(from + left, from + right), to)
  }
  return { width, height, pixels }
}

/** Turned clockwise by so many quarters. */
export function turnPicture(picture: Picture, quarters: number): Picture {
  const { width, height, pixels } = picture
  const turned = new Uint8Array(pixels.length)
  const to = placeAfter(width, height, quarters)
  if (to === null) return picture
  for (let y = 0, from = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1, from += 1) turned[to(x, y)] = pixels[from] ?? WHITE
  const isAcross = quarters % 2 === 1
  return {
    ...picture,
    width: isAcross ? height : width,
    height: isAcross ? width : height,
    pixels: turned,
  }
}

function placeAfter(
  width: number,
  height: number,
  quarters: number,
): ((x: number, y: number) => number) | null {
  switch (quarters % 4) {
    case 1:
      return (x, y) => x * height + (height - 1 - y)
    case 2:
      return (x, y) => (height - 1 - y) * width + (width - 1 - x)
    case 3:
      return (x, y) => (width - 1 - x) * height + y
    default:
      return null
  }
}

/** The brightness between pixels, by the nearest four; white outside of the picture. */
export function sample({ width, height, pixels }: Picture, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)]
  if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1) return WHITE
  const [right, below] = [x - left, y - top]
  const at = top * width + left
  const upper = mix(pixels[at] ?? WHITE, pixels[at + 1] ?? WHITE, right)
  const lower = mix(pixels[at + width] ?? WHITE, pixels[at + width + 1] ?? WHITE, right)
  return mix(upper, lower, below) + 0.5
}

function mix(first: number, second: number, share: number): number {
  return first + (second - first) * share
}
