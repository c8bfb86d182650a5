import type { Ink } from './ink.ts'

/*
 * Lines of dots and dashes: Word and spreadsheets draw the borders of tables so, and printers draw
 * hairlines so.
 */

/** A dash is no longer and no thicker than this, and the next one follows as near, inches. */
const LONGEST = 0.12
const THICKEST = 0.03
const WIDEST_GAP = 0.07
/** Above and below a dash is paper for so far, and on one side farther, inches: strokes of letters go on. */
const CLEAR = 0.02
const CLEAR_ON_ONE_SIDE = 0.05
/** … also beside it, where a stroke bends. */
const BESIDE = 0.012
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
    if (to - from <= longest && isAlone(ink, y, [from, to], resolution)) dashes.push([from, to])
    end = to
  }
  close()
  return found
}

function* stretchesOf({ width, marks }: Ink, y: number): Generator<Stretch> {
  const row = marks.subarray(y * width, (y + 1) * width)
  for (let from = row.indexOf(1); from >= 0; ) {
    let to = from
    while (row[to] === 1) to += 1
    yield [from, to]
    from = row.indexOf(1, to)
  }
}

/** True where a stretch of a row is thin, with paper above and below. */
function isAlone(ink: Ink, y: number, [from, to]: Stretch, resolution: number): boolean {
  const thickest = Math.max(3, Math.round(THICKEST * resolution))
  const beside = Math.round(BESIDE * resolution)
  const far = Math.round(CLEAR_ON_ONE_SIDE * resolution)
  const stretch = [Math.max(0, from - beside), Math.min(ink.width, to + beside)] as const
  const [above, below] = [-1, 1].map((step) => {
    let thickness = 0
    while (thickness <= thickest && hasInk(ink, y + step * (thickness + 1), stretch)) thickness += 1
    let clear = 0
    while (clear < far && !hasInk(ink, y + step * (thickness + clear + 1), stretch)) clear += 1
    return { thickness, clear }
  })
  if (!above || !below || above.thickness + below.thickness >= thickest) return false
  const [near, farther] = [above.clear, below.clear].sort((one, other) => one - other)
  return (near ?? 0) >= Math.round(CLEAR * resolution) && (farther ?? 0) >= far
}

function hasInk({ width, height, marks }: Ink, y: number, [from, to]: Stretch): boolean {
  if (y < 0 || y >= height) return false
  for (let at = y * width + from; at < y * width + to; at += 1) if (marks[at] === 1) return true
  return false
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
