import { type Picture, WHITE } from './picture.ts'

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
