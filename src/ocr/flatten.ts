import { type Picture, WHITE, whiten } from './picture.ts'

/** Paper is measured in squares of this side, inches. */
const SIDE = 0.15
/** So much of a square may be written over. */
const PAPER = 0.8
/** No paper is darker: what is there is an area of ink. */
const DARKEST = 64
/** Paper whose shade differs by no more than this between its squares is even. */
const EVEN = 0.88
/** So many of the squares count as its darkest and its lightest, as a share. */
const FEW = 0.02

/** How light the paper is, square by square. */
interface Shades {
  readonly across: number
  readonly down: number
  readonly side: number
  readonly values: Uint8Array
}

/**
 * Paper made white, that in the shade too: each pixel divided by the shade of the paper around it.
 * Resolution in pixels an inch.
 */
export function flatten(picture: Picture, resolution: number): Picture {
  const shades = measureShades(picture, Math.max(8, Math.round(SIDE * resolution)))
  return isEven(shades) ? whiten(picture) : divide(picture, shades)
}

function measureShades(picture: Picture, side: number): Shades {
  const across = Math.ceil(picture.width / side)
  const down = Math.ceil(picture.height / side)
  const values = new Uint8Array(across * down)
  for (let row = 0; row < down; row += 1)
    for (let column = 0; column < across; column += 1)
      values[row * across + column] = shadeOf(picture, column * side, row * side, side)
  return { across, down, side, values }
}

function shadeOf({ width, height, pixels }: Picture, left: number, top: number, side: number) {
  const counts = new Uint32Array(256)
  const [right, bottom] = [Math.min(width, left + side), Math.min(height, top + side)]
  for (let y = top; y < bottom; y += 1)
    for (let x = left; x < right; x += 1) {
      const shade = pixels[y * width + x] ?? WHITE
      counts[shade] = (counts[shade] ?? 0) + 1
    }
  let rest = PAPER * (right - left) * (bottom - top)
  for (let shade = 0; shade < WHITE; shade += 1) {
    rest -= counts[shade] ?? 0
    if (rest <= 0) return shade
  }
  return WHITE
}

function isEven({ values }: Shades): boolean {
  const sorted = values.filter((value) => value >= DARKEST).sort()
  const few = Math.floor(sorted.length * FEW)
  const [darkest = WHITE, lightest = WHITE] = [sorted[few], sorted[sorted.length - 1 - few]]
  return darkest >= EVEN * lightest
}

function divide({ width, height, pixels }: Picture, shades: Shades): Picture {
  const { across, down, side, values } = shades
  const flat = new Uint8Array(pixels.length)
  const at = (row: number, column: number) =>
    Math.max(
      DARKEST,
      values[
        Math.min(down - 1, Math.max(0, row)) * across + Math.min(across - 1, Math.max(0, column))
      ] ?? WHITE,
    )
  for (let y = 0; y < height; y += 1) {
    const high = y / side - 0.5
    const row = Math.floor(high)
    const below = high - row
    for (let column = -1; column < across; column += 1) {
      const left = at(row, column) * (1 - below) + at(row + 1, column) * below
      const right = at(row, column + 1) * (1 - below) + at(row + 1, column + 1) * below
      const start = Math.max(0, Math.ceil((column + 0.5) * side))
      const end = Math.min(width, Math.ceil((column + 1.5) * side))
      for (let x = start; x < end; x += 1) {
        const paper = left + (right - left) * (x / side - 0.5 - column)
        const value = ((pixels[y * width + x] ?? WHITE) * (WHITE + LIGHTER)) / paper
        flat[y * width + x] = Math.min(WHITE, Math.round(value))
      }
    }
  }
  return { width, height, pixels: flat }
}

/** The grain of paper is made white too. */
const LIGHTER = 12
