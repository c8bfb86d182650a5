import type { Ink } from './ink.ts'

/*
 * Lines of dots and dashes: Word and spreadsheets draw the borders of tables so, and printers draw
 * hairlines so.
 */

/** A dash is no longer and no thicker than this, and the next one follows as near, inches. */
const LONGEST = 0.12
const THICKEST = 0.03
const WIDEST_GAP = 0.07
/** Fewer dashes are dots of text, and so are those that differ: share of the mean of each. */
const LEAST_DASHES = 8
const DIFFERENCE = 0.5
/** So many of them follow each other with nothing between. */
const LEAST_NEIGHBOURS = 0.7
/** Pixels that a scanner adds or takes. */
const BLUR = 2

/** A stretch of ink in a row, end exclusive. */
type Stretch = readonly [from: number, to: number]

/** The ink, with the gaps closed of each row of dots or dashes that runs to the right. */
export function closeDashes(ink: Ink, resolution: number): Ink {
  const marks = ink.marks.slice()
  const closed = { ...ink, marks }
  for (let y = 0; y < ink.height; y += 1)
    for (const [from, to] of dashedLines(ink, y, resolution))
      marks.fill(1, y * ink.width + from, y * ink.width + to)
  return closed
}

function dashedLines(ink: Ink, y: number, resolution: number): Stretch[] {
  const gap = Math.round(WIDEST_GAP * resolution)
  const longest = Math.round(LONGEST * resolution)
  const found: Stretch[] = []
  let dashes: Stretch[] = []
  let end = Number.NEGATIVE_INFINITY
  const close = () => {
    const [first, last] = [dashes[0], dashes.at(-1)]
    if (first && last && isRegular(dashes, gap)) found.push([first[0], last[1]])
    dashes = []
  }
  for (const [from, to] of stretchesOf(ink, y)) {
    if (from - end > gap || to - from > longest) close()
    // Another line that crosses is neither a dash nor an end.
    if (to - from <= longest && isThin(ink, y, (from + to) >> 1, resolution))
      dashes.push([from, to])
    end = to
  }
  close()
  return found
}

function* stretchesOf({ width, marks }: Ink, y: number): Generator<Stretch> {
  const row = y * width
  for (let x = marks.indexOf(1, row) - row; x >= 0 && x < width; ) {
    const from = x
    while (x < width && marks[row + x] === 1) x += 1
    yield [from, x]
    const next = marks.indexOf(1, row + x)
    if (next < 0) return
    x = next - row
  }
}

function isThin({ width, height, marks }: Ink, y: number, x: number, resolution: number): boolean {
  const thickest = Math.max(3, Math.round(THICKEST * resolution))
  let [top, bottom] = [y, y]
  while (top > 0 && y - top <= thickest && marks[(top - 1) * width + x] === 1) top -= 1
  while (bottom < height - 1 && bottom - y <= thickest && marks[(bottom + 1) * width + x] === 1)
    bottom += 1
  return bottom - top + 1 <= thickest
}

/** Dashes of a line are as long as each other, and so are the gaps between neighbours. */
function isRegular(dashes: readonly Stretch[], widest: number): boolean {
  if (dashes.length < LEAST_DASHES) return false
  const gaps = dashes.slice(1).map(([from], index) => from - (dashes[index]?.[1] ?? 0))
  const own = gaps.filter((gap) => gap <= widest)
  const isMostly = own.length >= LEAST_NEIGHBOURS * gaps.length
  return isMostly && isEven(dashes.map(([from, to]) => to - from)) && isEven(own)
}

function isEven(values: readonly number[]): boolean {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const most = Math.max(BLUR, DIFFERENCE * mean)
  const uneven = values.filter((value) => Math.abs(value - mean) > most)
  return uneven.length <= values.length / 10
}
