import { type Area, erase, type Picture, WHITE } from './picture.ts'

/** What is written or drawn, as against the paper: 1 or 0 a pixel, row by row. */
export interface Ink {
  readonly width: number
  readonly height: number
  readonly marks: Uint8Array
}

/** A pixel darker than the mean around it by this share is ink. */
const DARKER = 0.18
/** No paper is so dark, no ink so light. */
const SURELY_DARK = 48
const SURELY_LIGHT = 232
/** The mean is taken over a square with sides of this share of an inch. */
const AROUND = 0.25

/**
 * Ink told from paper by the mean brightness around each pixel, so that shades and the grey of a
 * photograph do not matter. Resolution in pixels an inch.
 * Method: D. Bradley, G. Roth, Adaptive Thresholding using the Integral Image (2007).
 */
export function findInk({ width, height, pixels }: Picture, resolution: number): Ink {
  const marks = new Uint8Array(width * height)
  const reach = Math.max(4, Math.round((resolution * AROUND) / 2))
  // Sums over columns of the rows around, moved down row by row.
  const columns = new Float64Array(width)
  const addRow = (row: number, sign: 1 | -1) => {
    const from = row * width
    for (let x = 0; x < width; x += 1)
      columns[x] = (columns[x] ?? 0) + sign * (pixels[from + x] ?? WHITE)
  }
  for (let row = 0; row < Math.min(reach, height); row += 1) addRow(row, 1)
  for (let y = 0; y < height; y += 1) {
    if (y + reach < height) addRow(y + reach, 1)
    if (y - reach - 1 >= 0) addRow(y - reach - 1, -1)
    const rows = Math.min(height - 1, y + reach) - Math.max(0, y - reach) + 1
    markRow({ width, pixels, marks, columns, reach, rows }, y)
  }
  return { width, height, marks }
}

interface RowRequest {
  readonly width: number
  readonly pixels: Uint8Array
  readonly marks: Uint8Array
  /** Sum of each column over the rows around. */
  readonly columns: Float64Array
  readonly reach: number
  readonly rows: number
}

function markRow({ width, pixels, marks, columns, reach, rows }: RowRequest, y: number): void {
  let sum = 0
  for (let x = 0; x < Math.min(reach, width); x += 1) sum += columns[x] ?? 0
  for (let x = 0; x < width; x += 1) {
    if (x + reach < width) sum += columns[x + reach] ?? 0
    if (x - reach - 1 >= 0) sum -= columns[x - reach - 1] ?? 0
    const count = (Math.min(width - 1, x + reach) - Math.max(0, x - reach) + 1) * rows
    const pixel = pixels[y * width + x] ?? WHITE
    if (pixel > SURELY_LIGHT) continue
    if (pixel < SURELY_DARK || pixel * count < sum * (1 - DARKER)) marks[y * width + x] = 1
  }
}

/** Rows as columns: what runs down the page runs to the right. */
export function transpose({ width, height, marks }: Ink): Ink {
  const turned = new Uint8Array(marks.length)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) turned[x * height + y] = marks[y * width + x] ?? 0
  return { width: height, height: width, marks: turned }
}

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
