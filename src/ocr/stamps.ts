import type { ColourPicture, Picture } from '../document/page-content.ts'
import { type Area, WHITE } from './picture.ts'

/*
 * Stamps in coloured ink are taken out of a picture before it becomes grey: a round or framed outline
 * over black text hides it from the recogniser, and its own words fall into the cells below it.
 */

/** Colours of a pixel that differ by so much are no grey. */
const COLOURED = 60
/** … beside the ink by less. */
const TINTED = 28
/** Darker than this it is black ink that a stamp lies over. */
const BLACK = 90
/** The picture is looked at in squares, large ones and small ones; so many to the shorter side. */
const SQUARES = 200
const SMALL_SQUARES = 800
/** A square holds ink of a colour where this share of its pixels is coloured. */
const LEAST_INK = 0.05
/** A stamp is so high and wide; shares of the shorter side. */
const SMALLEST = 0.07
const LARGEST = 0.4
/** … and no longer than this, in its own heights. */
const LONGEST = 4
/** Its outline may be broken into pieces; letters are lower than this, shares of its height. */
const TALL = 0.22
/** The pieces of the outline reach over this share of it, both ways. */
const OUTLINE = 0.6
/** A picture of more stamps is a coloured one. */
const MOST_STAMPS = 8
/** Squares around a stamp that its pale edge reaches into. */
const EDGE = 1

/** The grey picture as it is, or made of the colours where stamps in coloured ink can be taken out. */
export function withoutStamps({
  grey,
  colours,
}: {
  readonly grey: Picture
  readonly colours: ColourPicture | null
}): Picture {
  const cleaned = colours && greyWithoutStamps(colours)
  return cleaned?.stamps === undefined ? grey : cleaned
}

/** The picture in grey, without its stamps: they are told by number. */
export function greyWithoutStamps(picture: ColourPicture): Picture {
  const { width, height, colours } = picture
  const pixels = new Uint8Array(width * height)
  for (let at = 0, from = 0; at < pixels.length; at += 1, from += 3)
    pixels[at] =
      ((colours[from] ?? 0) * 11 + (colours[from + 1] ?? 0) * 59 + (colours[from + 2] ?? 0) * 30) /
      100
  const areas = findStamps(picture)
  for (const area of areas) washOut(picture, area, pixels)
  return areas.length === 0
    ? { width, height, pixels }
    : { width, height, pixels, stamps: areas.length }
}

function findStamps(picture: ColourPicture): readonly Area[] {
  const shorter = Math.min(picture.width, picture.height)
  const found = groupsIn(picture, shorter / SQUARES).filter((area) => isOfStampSize(area, shorter))
  if (found.length === 0 || found.length > MOST_STAMPS) return []
  const pieces = groupsIn(picture, shorter / SMALL_SQUARES)
  return found.filter((area) => hasOutline(area, pieces))
}

function isOfStampSize({ left, top, right, bottom }: Area, shorter: number): boolean {
  const [least, most] = [Math.min(right - left, bottom - top), Math.max(right - left, bottom - top)]
  return least >= SMALLEST * shorter && most <= LARGEST * shorter && most <= LONGEST * least
}

/** True where tall pieces of ink reach over the area: words in colour are low. */
function hasOutline(area: Area, pieces: readonly Area[]): boolean {
  const [width, height] = [area.right - area.left, area.bottom - area.top]
  const tall = pieces.filter(
    (piece) =>
      piece.bottom - piece.top >= TALL * height &&
      piece.left >= area.left - 1 &&
      piece.right <= area.right + 1 &&
      piece.top >= area.top - 1 &&
      piece.bottom <= area.bottom + 1,
  )
  const across = reachOf(tall, 'right') - reachOf(tall, 'left')
  const down = reachOf(tall, 'bottom') - reachOf(tall, 'top')
  return tall.length > 0 && across >= OUTLINE * width && down >= OUTLINE * height
}

function reachOf(areas: readonly Area[], side: keyof Area): number {
  const pick = side === 'left' || side === 'top' ? Math.min : Math.max
  return areas.reduce((reach, area) => pick(reach, area[side]), areas[0]?.[side] ?? 0)
}

/** Where ink in colour hangs together, in pixels. */
function groupsIn(picture: ColourPicture, size: number): Area[] {
  const side = Math.max(2, Math.round(size))
  return groupsOf(inkedSquares(picture, side)).map(({ left, top, right, bottom }) => ({
    left: Math.max(0, (left - EDGE) * side),
    top: Math.max(0, (top - EDGE) * side),
    right: Math.min(picture.width, (right + EDGE) * side),
    bottom: Math.min(picture.height, (bottom + EDGE) * side),
  }))
}

interface Grid {
  readonly across: number
  readonly down: number
  readonly inked: Uint8Array
}

function inkedSquares({ width, height, colours }: ColourPicture, side: number): Grid {
  const [across, down] = [Math.ceil(width / side), Math.ceil(height / side)]
  const counts = new Uint16Array(across * down)
  for (let y = 0; y < height; y += 1) {
    const row = Math.floor(y / side) * across
    for (let x = 0; x < width; x += 1) {
      if (spreadAt(colours, 3 * (y * width + x)) < COLOURED) continue
      const square = row + Math.floor(x / side)
      counts[square] = (counts[square] ?? 0) + 1
    }
  }
  const least = Math.max(1, LEAST_INK * side * side)
  return { across, down, inked: Uint8Array.from(counts, (count) => (count >= least ? 1 : 0)) }
}

/** By how much the colours of a pixel differ. */
function spreadAt(colours: Uint8Array, at: number): number {
  const [blue, green, red] = [colours[at] ?? 0, colours[at + 1] ?? 0, colours[at + 2] ?? 0]
  return Math.max(blue, green, red) - Math.min(blue, green, red)
}

/** Inked squares that touch, in squares. */
function groupsOf({ across, down, inked }: Grid): readonly Area[] {
  const groups: Area[] = []
  const isLeft = inked.slice()
  for (let first = 0; first < isLeft.length; first += 1) {
    if (isLeft[first] !== 1) continue
    const waiting = [first]
    isLeft[first] = 0
    let [left, top, right, bottom] = [across, down, 0, 0]
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      const [x, y] = [at % across, Math.floor(at / across)]
      left = Math.min(left, x)
      top = Math.min(top, y)
      right = Math.max(right, x + 1)
      bottom = Math.max(bottom, y + 1)
      for (let next = Math.max(0, y - 1); next <= Math.min(down - 1, y + 1); next += 1)
        for (let beside = Math.max(0, x - 1); beside <= Math.min(across - 1, x + 1); beside += 1) {
          const square = next * across + beside
          if (isLeft[square] !== 1) continue
          isLeft[square] = 0
          waiting.push(square)
        }
    }
    groups.push({ left, top, right, bottom })
  }
  return groups
}

/** Coloured pixels become paper; black ones stay, without the tint. */
function washOut({ width, colours }: ColourPicture, area: Area, pixels: Uint8Array): void {
  for (let y = area.top; y < area.bottom; y += 1)
    for (let x = area.left; x < area.right; x += 1) {
      const at = y * width + x
      if (spreadAt(colours, 3 * at) < TINTED) continue
      const lightest = Math.max(
        colours[3 * at] ?? 0,
        colours[3 * at + 1] ?? 0,
        colours[3 * at + 2] ?? 0,
      )
      pixels[at] = lightest < BLACK ? lightest : WHITE
    }
}
