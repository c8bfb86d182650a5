import type { Picture } from '../document/page-content.ts'
import type { Ink } from './ink.ts'

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

/** The picture made larger or smaller by a factor: each pixel is the mean of what it covers. */
export function resize(picture: Picture, factor: number): Picture {
  const width = Math.max(1, Math.round(picture.width * factor))
  const height = Math.max(1, Math.round(picture.height * factor))
  if (width === picture.width && height === picture.height) return picture
  const across = sharesOf(picture.width, width)
  const down = sharesOf(picture.height, height)
  const narrow = new Float32Array(width * picture.height)
  for (let y = 0; y < picture.height; y += 1)
    for (let x = 0; x < width; x += 1) {
      let sum = 0
      const first = across.first[x] ?? 0
      for (let step = 0; step < across.taps; step += 1)
        sum +=
          (picture.pixels[y * picture.width + first + step] ?? 0) *
          (across.shares[x * across.taps + step] ?? 0)
      narrow[y * width + x] = sum
    }
  const pixels = new Uint8Array(width * height)
  for (let y = 0; y < height; y += 1) {
    const first = down.first[y] ?? 0
    for (let x = 0; x < width; x += 1) {
      let sum = 0
      for (let step = 0; step < down.taps; step += 1)
        sum += (narrow[(first + step) * width + x] ?? 0) * (down.shares[y * down.taps + step] ?? 0)
      pixels[y * width + x] = Math.min(WHITE, Math.round(sum))
    }
  }
  return { ...picture, width, height, pixels }
}

interface Shares {
  /** The first pixel that counts for each new one, and how many do. */
  readonly first: Int32Array
  readonly taps: number
  /** How much each counts; they sum to 1. */
  readonly shares: Float64Array
}

/** A triangle around each new pixel, as wide as the coarser of the two pictures. */
function sharesOf(from: number, to: number): Shares {
  const scale = from / to
  const reach = Math.max(1, scale)
  const taps = Math.min(from, Math.ceil(2 * reach) + 1)
  const first = new Int32Array(to)
  const shares = new Float64Array(to * taps)
  for (let index = 0; index < to; index += 1) {
    const middle = (index + 0.5) * scale - 0.5
    const start = Math.min(Math.max(0, Math.ceil(middle - reach)), from - taps)
    first[index] = start
    let sum = 0
    for (let step = 0; step < taps; step += 1) {
      const share = Math.max(0, 1 - Math.abs(start + step - middle) / reach)
      shares[index * taps + step] = share
      sum += share
    }
    for (let step = 0; step < taps; step += 1)
      shares[index * taps + step] = (shares[index * taps + step] ?? 0) / sum
  }
  return { first, taps, shares }
}

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
