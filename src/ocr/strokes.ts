import { firstAt, type Ruling } from '../document/ruling.ts'
import { smallest } from '../text/extremes.ts'

/** A line is at least so long, points: words are hardly drawn without a gap for so long. */
export const SHORTEST = 40
/** Lines as near as this are drawn at the same place, points. */
export const NEAR = 2.5
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
