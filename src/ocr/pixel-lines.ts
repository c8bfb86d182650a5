import { firstAt, joinRulings, type Ruling, type Rulings, SNAP } from '../document/ruling.ts'
import { smallest } from '../text/lists.ts'
import { type Ink, transpose } from './ink.ts'

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
interface PixelLines {
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

/*
 * Lines of dots and dashes: Word and spreadsheets draw the borders of tables so, and printers draw
 * hairlines so.
 */

/** A dash is no longer and no thicker than this, and the next one follows as near, inches. */
const LONGEST_DASH = 0.12
const THICKEST_DASH = 0.03
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
  const longest = Math.round(LONGEST_DASH * resolution)
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
    if (to - from <= longest && standsAlone(ink, y, [from, to], resolution)) dashes.push([from, to])
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
function standsAlone(ink: Ink, y: number, [from, to]: Stretch, resolution: number): boolean {
  const thickest = Math.max(3, Math.round(THICKEST_DASH * resolution))
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

/** A line is at least so long, points: words are hardly drawn without a gap for so long. */
const SHORTEST = 40
/** Lines as near as this are drawn at the same place, points. */
const NEAR = 2.5
/** Rows or columns of one stroke follow each other, its dashes lie in line; points. */
const STEP = 0.4
/** What is left of a line behind a gap is no line by itself where it is shorter, points. */
const LONGEST_STUB = 16
/** Dashes of one stroke are no farther apart, points. */
const DASH_GAP = 4.5

/** Ink that runs straight for some length, in pixels: `at` is its row or column. */
export interface Run {
  readonly isVertical: boolean
  readonly at: number
  readonly from: number
  readonly to: number
}

/**
 * The runs that the rulings are drawn with: long ones, and what goes on from them. The feet of
 * letters that stand just above a line are near it too, but no part of it. `scale`: points a pixel.
 */
export function strokesOf(rulings: readonly Ruling[], runs: readonly Run[], scale: number): Run[] {
  const ruledPart = ruledPlaces(rulings, scale)
  const byRuling = new Map<Ruling, Run[]>()
  for (const run of runs) {
    const found = ruledPart(run)
    if (found === null) continue
    const own = byRuling.get(found.ruling) ?? []
    own.push(found.part)
    byRuling.set(found.ruling, own)
  }
  return [...byRuling].flatMap(([ruling, own]) => {
    const stroke = strokeOf(own, scale)
    return [...stroke, ...stubsOf(ruling, stroke, { across: acrossOf(ruling, rulings), scale })]
  })
}

function acrossOf({ isVertical, at }: Ruling, rulings: readonly Ruling[]): Ruling[] {
  return rulings.filter(
    (line) => line.isVertical !== isVertical && line.from - NEAR <= at && line.to + NEAR >= at,
  )
}

interface Crossed {
  /** The lines that cross or meet the ruling. */
  readonly across: readonly Ruling[]
  readonly scale: number
}

/**
 * What is left of a broken line between its last gap and the line that it led to: too short to be
 * found, and read as a letter. Lines that end at another one have none.
 */
function stubsOf(ruling: Ruling, stroke: readonly Run[], { across, scale }: Crossed): Run[] {
  const after = across.map(({ at }) => at - ruling.to).filter((way) => way > -NEAR)
  const before = across.map(({ at }) => ruling.from - at).filter((way) => way > -NEAR)
  const reach = NEAR / scale
  return [
    ...stroke
      .filter(({ to }) => isStub(smallest(after)) && ruling.to / scale - to < reach)
      .map((run) => ({ ...run, from: run.to, to: run.to + Math.ceil(smallest(after) / scale) })),
    ...stroke
      .filter(({ from }) => isStub(smallest(before)) && from - ruling.from / scale < reach)
      .map((run) => ({
        ...run,
        from: run.from - Math.ceil(smallest(before) / scale),
        to: run.from,
      })),
  ]
}

function isStub(way: number): boolean {
  return way > NEAR && way < LONGEST_STUB
}

interface RuledPart {
  readonly ruling: Ruling
  readonly part: Run
}

/** The part of a run that lies where a ruling does. */
function ruledPlaces(rulings: readonly Ruling[], scale: number): (run: Run) => RuledPart | null {
  const sorted = {
    vertical: rulings.filter((line) => line.isVertical).sort((left, right) => left.at - right.at),
    horizontal: rulings
      .filter((line) => !line.isVertical)
      .sort((left, right) => left.at - right.at),
  }
  return ({ isVertical, at, from, to }) => {
    const lines = isVertical ? sorted.vertical : sorted.horizontal
    const place = (at + 0.5) * scale
    for (let index = firstAt(lines, place - NEAR); index < lines.length; index += 1) {
      const line = lines[index]
      if (!line || line.at > place + NEAR) return null
      const start = Math.max(from, Math.floor((line.from - 1) / scale))
      const end = Math.min(to, Math.ceil((line.to + 1) / scale))
      if (end - start > (to - from) / 2)
        return { ruling: line, part: { isVertical, at, from: start, to: end } }
    }
    return null
  }
}

/** The runs that are lines of themselves, the longest at least, and all that go on from them. */
function strokeOf(runs: readonly Run[], scale: number): Run[] {
  const byPlace = new Map<number, Run[]>()
  for (const run of runs) byPlace.set(run.at, [...(byPlace.get(run.at) ?? []), run])
  const step = Math.max(1, Math.round(STEP / scale))
  const gap = DASH_GAP / scale
  const longest = runs.reduce((best, run) => (lengthOf(run) > lengthOf(best) ? run : best))
  const isSure = (run: Run) => run === longest || lengthOf(run) * scale >= SHORTEST
  const chosen = new Set(runs.filter(isSure))
  for (const run of chosen)
    for (let at = run.at - step; at <= run.at + step; at += 1)
      for (const next of byPlace.get(at) ?? [])
        if (next.from <= run.to + gap && next.to >= run.from - gap) chosen.add(next)
  return [...chosen]
}

function lengthOf({ from, to }: Run): number {
  return to - from
}
