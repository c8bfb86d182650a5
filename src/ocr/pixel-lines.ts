import { firstAt, joinRulings, type Ruling, type Rulings, SNAP } from '../document/ruling.ts'
import { closeDashes } from './dashes.ts'
import { type Ink, transpose } from './ink.ts'
import { NEAR, type Run, SHORTEST, strokesOf } from './strokes.ts'

/** A line is shorter than `SHORTEST` where it leads from one line to another: the sides of a low row. */
const SHORTEST_BETWEEN = 10
/** … and either is longer than letters are high or stands above or below a long one. */
const HIGHER_THAN_LETTERS = 18
/** A letter that touches such a line makes it no longer than this, points. */
const LETTER = 9
/** How near the ends of such a line must come, points. */
const MEETS = 1.2
/** A line of which so much is drawn is not broken … */
const UNBROKEN = 0.9
/** … and leads through a low row where it is drawn over so much of it. */
const OVER_A_ROW = 0.8
/** Gaps in a line, as a share of an inch: wider ones chain letters into lines. */
const GAP = 1 / 150
/** Anything thicker than this is an area, inches. */
const THICKEST = 0.05
/** Scanned lines end short of the lines they meet; points. */
const STRETCH = 1.5
/** A page with more runs than this is no table. */
const MOST_RUNS = 50_000
const POINTS = 72

/** The lines of a page. */
export interface PixelLines {
  /** In points from the top left corner. */
  readonly rulings: readonly Ruling[]
  /** The ink that they are made of. */
  readonly runs: readonly Run[]
}

/**
 * Lines drawn along the axes: runs of ink that are thin, joined over small gaps, and long or leading
 * from line to line. Resolution in pixels an inch.
 */
export function findPixelLines(ink: Ink, resolution: number): PixelLines {
  const scale = POINTS / resolution
  const runs = [
    ...findRuns(closeDashes(ink, resolution), resolution, false),
    ...findRuns(closeDashes(transpose(ink), resolution), resolution, true),
  ]
  const drawn = runs.map(({ isVertical, at, from, to }) => ({
    isVertical,
    at: (at + 0.5) * scale,
    from: from * scale,
    to: to * scale,
  }))
  const rulings = withoutStems(chooseLines(joinRulings(drawn)), drawn)
  return { rulings: rulings.map(stretch), runs: strokesOf(rulings, runs, scale) }
}

function chooseLines({ vertical, horizontal }: Rulings): Ruling[] {
  const long = {
    vertical: vertical.filter(isLong),
    horizontal: horizontal.filter(isLong),
  }
  const choose = (lines: readonly Ruling[], along: readonly Ruling[], across: readonly Ruling[]) =>
    lines.flatMap((line) => {
      if (isLong(line)) return line
      if (isPlausible(line, along) && leadsBetween(line, across)) return line
      return withoutLetters(line, across) ?? []
    })
  return [
    ...choose(vertical, long.vertical, long.horizontal),
    ...choose(horizontal, long.horizontal, long.vertical),
  ]
}

function isLong({ from, to }: Ruling): boolean {
  return to - from >= SHORTEST
}

/** The stem of a «ф» in a low row reaches from line to line too. */
function isPlausible({ at, from, to }: Ruling, long: readonly Ruling[]): boolean {
  if (to - from >= HIGHER_THAN_LETTERS) return true
  const nearest = long[firstAt(long, at - NEAR)]
  return nearest !== undefined && nearest.at <= at + NEAR
}

function leadsBetween({ at, from, to }: Ruling, across: readonly Ruling[]): boolean {
  const meets = (end: number) => {
    for (let index = firstAt(across, end - MEETS); index < across.length; index += 1) {
      const line = across[index]
      if (!line || line.at > end + MEETS) return false
      if (line.from - NEAR <= at && line.to + NEAR >= at) return true
    }
    return false
  }
  return meets(from) && meets(to)
}

/** A line from line to line that a letter beyond them touches, without that letter; else null. */
function withoutLetters(line: Ruling, across: readonly Ruling[]): Ruling | null {
  const crossed: number[] = []
  for (let index = firstAt(across, line.from - MEETS); index < across.length; index += 1) {
    const { at, from, to } = across[index] ?? line
    if (at > line.to + MEETS) break
    if (from - NEAR <= line.at && to + NEAR >= line.at) crossed.push(at)
  }
  const [first = 0, last = 0] = [crossed.at(0), crossed.at(-1)]
  const beyond = line.to - line.from - (last - first)
  return last - first >= HIGHER_THAN_LETTERS && beyond <= LETTER
    ? { ...line, from: first, to: last }
    : null
}

/**
 * The upright lines without the low rows that they only seem to part: there the stem of a letter
 * reaches on from the line of a neighbour row, but not all the way.
 */
function withoutStems(lines: readonly Ruling[], runs: readonly Ruling[]): Ruling[] {
  const across = lines.filter(({ isVertical }) => !isVertical)
  across.sort((left, right) => left.at - right.at)
  return lines.flatMap((line) => {
    if (!line.isVertical) return line
    const own = runs.filter(({ isVertical, at }) => isVertical && Math.abs(at - line.at) <= NEAR)
    const whole = coverage(own, line.from, line.to)
    if (whole < UNBROKEN) return line
    const crossed = across.filter(({ from, to }) => from - NEAR <= line.at && to + NEAR >= line.at)
    let parts = [line]
    for (const [index, { at }] of crossed.entries()) {
      const next = crossed[index + 1]?.at ?? Number.POSITIVE_INFINITY
      const isLow = next - at > SNAP && next - at < HIGHER_THAN_LETTERS
      if (isLow && coverage(own, at + 1, next - 1) < OVER_A_ROW)
        parts = parts.flatMap((part) => without(part, at, next))
    }
    return parts
  })
}

/** The share of a stretch that lies in one of the runs. */
function coverage(runs: readonly Ruling[], from: number, to: number): number {
  let [covered, end] = [0, from]
  for (const run of runs.toSorted((left, right) => left.from - right.from)) {
    const start = Math.max(end, run.from)
    const stop = Math.min(to, run.to)
    if (stop <= start) continue
    covered += stop - start
    end = stop
  }
  return covered / (to - from)
}

function without(line: Ruling, from: number, to: number): Ruling[] {
  return [
    { ...line, to: Math.min(line.to, from) },
    { ...line, from: Math.max(line.from, to) },
  ].filter((part) => part.to - part.from > SNAP)
}

function stretch(line: Ruling): Ruling {
  return { ...line, from: line.from - STRETCH, to: line.to + STRETCH }
}

function findRuns(ink: Ink, resolution: number, isVertical: boolean): Run[] {
  const shortest = Math.round((SHORTEST_BETWEEN * resolution) / POINTS)
  const gap = Math.max(1, Math.round(GAP * resolution))
  const thickest = Math.max(3, Math.round(THICKEST * resolution))
  const runs: Run[] = []
  for (let at = 0; at < ink.height; at += 1)
    for (const [from, to] of runsOfRow(ink, at, gap)) {
      const run = { isVertical, at, from, to }
      if (to - from < shortest || isArea(ink, run, thickest)) continue
      runs.push(run)
      if (runs.length > MOST_RUNS) return []
    }
  return runs
}

/** Ink of a row, `[from, to)`, with small gaps closed. */
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
    while (bottom < height - 1 && bottom - at <= thickest && marks[(bottom + 1) * width + x] === 1)
      bottom += 1
    if (bottom - top + 1 > thickest) thick += 1
  }
  return thick > SAMPLES * MOST_THICK
}
