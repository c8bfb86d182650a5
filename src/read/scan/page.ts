import { cellBox, findGrids, type Grid } from '../grid/grid.ts'
import { joinRulings, type Ruling } from '../grid/ruling.ts'
import type { Limits } from '../limits.ts'
import type { Recognise, SeenLine } from './engine.ts'
import { findInk, type Ink } from './ink.ts'
import { type Area, type Picture, WHITE } from './picture.ts'
import { cutPiece, erase, MARGIN, trim, whiten } from './pieces.ts'
import { findPixelLines, type Run } from './pixel-lines.ts'
import { repairLines } from './repair.ts'
import { findSlant, level } from './slant.ts'

/** A word recognised from a picture; points from the top left corner of the straightened page. */
export interface ScannedWord {
  readonly text: string
  /** The recogniser's own, 0 to 1. */
  readonly confidence: number
  readonly box: readonly [number, number, number, number]
  readonly baseline: number
  /** Of its line. */
  readonly size: number
}

/** What a picture of a page says. */
export interface ScannedPage {
  readonly words: readonly ScannedWord[]
  readonly rulings: readonly Ruling[]
  /** By how much the picture was turned to lie level, degrees clockwise. */
  readonly slant: number
}

const POINTS = 72
/** Letters reach from the deepest to the highest over this share of the font size. */
const LETTERS = 0.92

export interface ScanRequest {
  readonly picture: Picture
  /** Pixels an inch. */
  readonly resolution: number
  readonly recognise: Recognise
  readonly limits: Limits
}

/** Reads one page that stands upright. */
export async function scanPage({
  picture,
  resolution,
  recognise,
  limits,
}: ScanRequest): Promise<ScannedPage> {
  const slant = findSlant(findInk(picture, resolution))
  const straight = whiten(slant === 0 ? picture : level(picture, slant))
  const ink = findInk(straight, resolution)
  const { rulings, runs } = findPixelLines(ink, resolution)
  for (const run of runs) eraseRun(straight, ink, run)
  const grids = findGrids(joinRulings(rulings), limits.columns)
  const pieces = [
    ...cellAreas(grids, resolution).map((area) => ({ area, isLoose: false })),
    ...looseAreas(grids, ink, resolution).map((area) => ({ area, isLoose: true })),
  ]
  const read = pieces.map(async ({ area, isLoose }) => {
    const inked = trim(ink, area, resolution)
    if (inked === null) return []
    const piece = cutPiece(straight, inked, resolution)
    const seen = await recognise({ picture: piece, layout: 'block' })
    const lines = await repairLines(seen, { piece, recognise, areLinesApart: isLoose })
    return wordsOf(lines, inked, resolution)
  })
  return { words: (await Promise.all(read)).flat(), rulings, slant }
}

/** With the grey beside it, which belongs to the line. */
function eraseRun(picture: Picture, ink: Ink, { isVertical, at, from, to }: Run): void {
  const area = isVertical
    ? { left: at - 1, right: at + 2, top: from, bottom: to }
    : { left: from, right: to, top: at - 1, bottom: at + 2 }
  erase(picture, area, WHITE)
  erase({ ...ink, pixels: ink.marks }, area, 0)
}

function cellAreas(grids: readonly Grid[], resolution: number): Area[] {
  return grids
    .filter((grid) => grid.cells.length > 1)
    .flatMap((grid) => grid.cells.map((cell) => areaOf(cellBox(grid, cell), resolution)))
}

function areaOf(box: readonly [number, number, number, number], resolution: number): Area {
  const [left, top, right, bottom] = box.map((edge) => Math.round((edge * resolution) / POINTS))
  return {
    left: Math.max(0, left ?? 0),
    top: Math.max(0, top ?? 0),
    right: right ?? 0,
    bottom: bottom ?? 0,
  }
}

/** Bands of text outside the tables, parted by white. */
function looseAreas(grids: readonly Grid[], ink: Ink, resolution: number): Area[] {
  const rest = { ...ink, marks: ink.marks.slice() }
  for (const grid of grids) {
    if (grid.cells.length <= 1) continue
    const box = [
      grid.xs[0] ?? 0,
      grid.ys[0] ?? 0,
      grid.xs.at(-1) ?? 0,
      grid.ys.at(-1) ?? 0,
    ] as const
    erase({ ...rest, pixels: rest.marks }, areaOf(box, resolution), 0)
  }
  return bandsOf(rest, resolution)
}

/** White between two bands, inches. */
const BETWEEN = 0.22

function bandsOf({ width, height, marks }: Ink, resolution: number): Area[] {
  const bands: Area[] = []
  const gap = BETWEEN * resolution
  let top = -1
  let last = -1
  for (let y = 0; y < height; y += 1) {
    let count = 0
    for (let x = y * width; x < (y + 1) * width; x += 1) count += marks[x] ?? 0
    if (count < 3) continue
    if (top >= 0 && y - last > gap) {
      bands.push({ left: 0, right: width, top, bottom: last + 1 })
      top = y
    } else if (top < 0) top = y
    last = y
  }
  if (top >= 0) bands.push({ left: 0, right: width, top, bottom: last + 1 })
  return bands
}

function wordsOf(
  lines: readonly SeenLine[],
  { left, top }: Area,
  resolution: number,
): ScannedWord[] {
  const scale = POINTS / resolution
  const margin = Math.round(MARGIN * resolution)
  const [x, y] = [left - margin, top - margin]
  return lines.flatMap(({ words, baseline, height }) =>
    words.map(({ text, confidence, box }) => ({
      text,
      confidence,
      box: [
        (box[0] + x) * scale,
        (box[1] + y) * scale,
        (box[2] + x) * scale,
        (box[3] + y) * scale,
      ] as const,
      baseline: (baseline + y) * scale,
      size: (height * scale) / LETTERS,
    })),
  )
}
