import type { Ruling } from '../grid/ruling.ts'
import type { Ink } from './ink.ts'

/** A line is at least so long, inches; words are hardly drawn without a gap for so long. */
const SHORTEST = 0.55
/** Gaps in a line, as a share of an inch: wider ones chain letters into lines. */
const GAP = 1 / 150
/** Anything thicker than this is an area, inches. */
const THICKEST = 0.05
/** Scanned lines end short of the lines they meet; inches. */
const STRETCH = 0.02
/** A page with more runs than this is no table. */
const MOST_RUNS = 20_000

interface Run {
  readonly at: number
  readonly from: number
  readonly to: number
}

/**
 * Lines drawn along the axes, as rulings in pixels from the top left corner: long runs of ink that
 * are thin. Resolution in pixels an inch.
 */
export function findPixelLines(ink: Ink, resolution: number): Ruling[] {
  const across = findRuns(ink, resolution)
  const down = findRuns(transpose(ink), resolution)
  return [
    ...across.map((run) => ({ isVertical: false, ...run })),
    ...down.map((run) => ({ isVertical: true, ...run })),
  ]
}

function transpose({ width, height, marks }: Ink): Ink {
  const turned = new Uint8Array(marks.length)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) turned[x * height + y] = marks[y * width + x] ?? 0
  return { width: height, height: width, marks: turned }
}

function findRuns(ink: Ink, resolution: number): Run[] {
  const shortest = Math.round(SHORTEST * resolution)
  const gap = Math.max(1, Math.round(GAP * resolution))
  const thickest = Math.max(3, Math.round(THICKEST * resolution))
  const stretch = STRETCH * resolution
  const runs: Run[] = []
  for (let y = 0; y < ink.height; y += 1)
    for (const [from, to] of runsOfRow(ink, y, gap)) {
      if (to - from < shortest || isArea(ink, { at: y, from, to }, thickest)) continue
      runs.push({ at: y + 0.5, from: from - stretch, to: to + stretch })
      if (runs.length > MOST_RUNS) return []
    }
  return runs
}

/** Ink of a row, `[from, to)`, with small gaps closed. A line may step to the row above or below. */
function* runsOfRow({ width, marks }: Ink, y: number, gap: number): Generator<[number, number]> {
  const row = y * width
  let from = -1
  let end = -1
  for (let x = 0; x < width; x += 1) {
    if (marks[row + x] !== 1) continue
    if (from >= 0 && x - end > gap) {
      yield [from, end]
      from = x
    } else if (from < 0) from = x
    end = x + 1
  }
  if (from >= 0) yield [from, end]
}

const SAMPLES = 32
/** A line may cross letters and other lines on this share of its length. */
const MOST_THICK = 0.4

function isArea({ width, height, marks }: Ink, { at, from, to }: Run, thickest: number): boolean {
  let thick = 0
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    const x = from + Math.floor(((sample + 0.5) * (to - from)) / SAMPLES)
    let [top, bottom] = [at, at]
    while (top > 0 && at - top <= thickest && marks[(top - 1) * width + x] === 1) top -= 1
    while (
      bottom < height - 1 &&
      bottom - at <= thickest &&
      marks[(bottom + 1) * width + x] === 1
    )
      bottom += 1
    if (bottom - top + 1 > thickest) thick += 1
  }
  return thick > SAMPLES * MOST_THICK
}
