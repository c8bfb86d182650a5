import type { Limits } from '../containers/limits.ts'
import { cellBox, findGrids, type Grid } from '../document/grid.ts'
import { joinRulings, type Ruling } from '../document/ruling.ts'
import type { Counter } from '../document/scanning.ts'
import { ZvitError } from '../model/error.ts'
import { largest, smallest } from '../text/lists.ts'
import { learnGlyphs } from './glyphs.ts'
import { eraseAreas, eraseLoneSpecks, findInk, type Ink, withoutSpecks } from './ink.ts'
import { findKeystone, type Keystone, mendKeystone, pointSeen, withoutDesk } from './keystone.ts'
import { chooseTurn, isSideways, isSure } from './orientation.ts'
import { type Area, erase, flatten, type Picture, trim, turnPicture, WHITE } from './picture.ts'
import {
  type MeasuredPage,
  type Piece,
  type PieceRequest,
  readPiece,
  type ScannedWord,
  seePiece,
} from './piece.ts'
import { findPixelLines, type Run } from './pixel-lines.ts'
import { findSlant, level } from './slant.ts'

/** What a picture of a page says. */
interface ScannedPage {
  /** Of the straightened page, points. */
  readonly width: number
  readonly height: number
  readonly words: readonly ScannedWord[]
  /** Stretches in which nothing can be read: photographs, charts, handwriting. */
  readonly passedOver: number
  readonly rulings: readonly Ruling[]
  /** Where a box of the straightened page stands in the picture as it was given, in its points. */
  readonly seenBox: (box: Box) => Box
}

const POINTS = 72
/** Letters of usual size are read best at this resolution, pixels an inch. */
const USUAL = 200
/** Letters whose lines are lower than this at the usual resolution, pixels, are looked at closer. */
const SMALL = 24.5
const FINE = 300

interface ScanRequest extends PieceRequest {
  /** The page in so many pixels an inch. */
  readonly draw: (resolution: number) => Picture
  readonly counter: Counter
  readonly limits: Limits
}

/**
 * Reads one page, which may lie askew, on its side or upside down: tables cell by cell as their
 * lines show, the rest in blocks. Throws `LIMIT_EXCEEDED` (`pieces`), `TIME_LIMIT`.
 */
export async function scanPage(request: ScanRequest): Promise<ScannedPage> {
  const { draw, recognise } = request
  const picture = draw(USUAL)
  const first = prepare(picture, USUAL)
  if (first.isNoise) return emptyPage(picture)
  const isTurned = isSideways(first.ink, USUAL)
  const upright = await chooseTurn(first, { isTurned, resolution: USUAL, recognise })
  const { turn, lineHeight } = upright
  const resolution = lineHeight !== null && lineHeight < SMALL ? FINE : USUAL
  const isRight = turn === 0 && resolution === USUAL
  const page = isRight ? first : prepare(turnPicture(draw(resolution), turn), resolution)
  const ratio = resolution / USUAL
  const line = lineHeight === null ? USUAL_LINE * resolution : lineHeight * ratio
  const mayBePicture = !isSure(upright)
  const pieces = await readPieces({ ...page, line, mayBePicture }, request)
  const { width, height } = page.straight
  const scale = POINTS / resolution
  return {
    width: width * scale,
    height: height * scale,
    words: pieces.flatMap((words) => words ?? []),
    passedOver: pieces.filter((words) => words === null).length + (picture.stamps ?? 0),
    rulings: page.rulings,
    seenBox: seenFrom({ ...page, width: width * scale, height: height * scale, turn }),
  }
}

function emptyPage({ width, height }: Picture): ScannedPage {
  const scale = POINTS / USUAL
  const size = { width: width * scale, height: height * scale }
  return { ...size, words: [], passedOver: 0, rulings: [], seenBox: (box) => box }
}

/** Of 12 points, where nothing tells; inches. */
const USUAL_LINE = 0.18

/** A page that lies level, white where its paper is and without its lines. */
interface PreparedPage {
  readonly straight: Picture
  /** Pixels an inch. */
  readonly resolution: number
  /** Without the lines. */
  readonly ink: Ink
  readonly rulings: readonly Ruling[]
  /** By how much the picture fell to the right, degrees. */
  readonly slant: number
  /** How its lines ran together before, null where they did not. */
  readonly keystone: Keystone | null
  /** True where there is nothing to be read. */
  readonly isNoise: boolean
}

function prepare(picture: Picture, resolution: number): PreparedPage {
  const first = findInk(picture, resolution)
  const { picture: clean, isNoise } = withoutSpecks(picture, first)
  const keystone = findKeystone(first, resolution)
  const slant = keystone === null ? findSlant(first) : 0
  const levelled = slant === 0 ? clean : level(clean, slant)
  const lying = keystone ? mendKeystone(withoutDesk(clean), keystone) : levelled
  const straight = flatten(lying, resolution)
  const ink = findInk(straight, resolution)
  eraseAreas(straight, ink, resolution)
  eraseEdges(straight, ink, resolution)
  const { rulings, runs } = findPixelLines(ink, resolution)
  for (const run of runs) eraseRun(straight, ink, run)
  eraseLoneSpecks(straight, ink, resolution)
  return { straight, resolution, ink, rulings, slant, keystone, isNoise }
}

/** Nothing is written so near the edge of the paper, inches. */
const PAPER_EDGE = 0.05

function eraseEdges(picture: Picture, ink: Ink, resolution: number): void {
  const { width, height } = ink
  const edge = Math.round(PAPER_EDGE * resolution)
  const sides = [
    { left: 0, right: edge, top: 0, bottom: height },
    { left: width - edge, right: width, top: 0, bottom: height },
    { left: 0, right: width, top: 0, bottom: edge },
    { left: 0, right: width, top: height - edge, bottom: height },
  ]
  for (const side of sides) {
    erase(picture, side, WHITE)
    erase({ ...ink, pixels: ink.marks }, side, 0)
  }
}

/** With the grey beside it, which belongs to the line. */
function eraseRun(picture: Picture, ink: Ink, { isVertical, at, from, to }: Run): void {
  const area = isVertical
    ? { left: at - 1, right: at + 2, top: from, bottom: to }
    : { left: from, right: to, top: at - 1, bottom: at + 2 }
  erase(picture, area, WHITE)
  erase({ ...ink, pixels: ink.marks }, area, 0)
}

async function readPieces(page: PreparedPage & MeasuredPage, request: ScanRequest) {
  const { limits, counter } = request
  const pieces = piecesOf(page, limits)
  if (pieces.length > limits.scannedPieces)
    throw new ZvitError(
      'LIMIT_EXCEEDED',
      `A scanned page has ${pieces.length} cells and blocks of text, the limit «scannedPieces» is ${limits.scannedPieces}.`,
    )
  counter.found(pieces.length)
  const seen = await Promise.all(pieces.map((piece) => seePiece(piece, page, request.recognise)))
  const drawn = seen.flatMap((one) =>
    (one?.lines ?? []).map((line) => ({ line, piece: one?.picture ?? page.straight })),
  )
  const glyphs = learnGlyphs(drawn, request.spelling?.isWord ?? (() => false))
  return Promise.all(
    seen.map(async (piece) => {
      const read = piece && (await readPiece(piece, page, { ...request, glyphs }))
      counter.pieceDone()
      return read
    }),
  )
}

function piecesOf({ straight, ink, rulings, resolution }: PreparedPage, limits: Limits): Piece[] {
  const grids = findGrids(joinRulings(rulings), limits.columns).filter(
    ({ cells }) => cells.length > 1,
  )
  const rest = { ...ink, marks: ink.marks.slice() }
  const outside = { ...straight, pixels: straight.pixels.slice() }
  for (const { xs, ys } of grids) {
    const box = [xs[0] ?? 0, ys[0] ?? 0, xs.at(-1) ?? 0, ys.at(-1) ?? 0] as const
    erase({ ...rest, pixels: rest.marks }, areaOf(box, ink, resolution), 0)
    erase(outside, areaOf(box, ink, resolution), WHITE)
  }
  const inked = (isLoose: boolean) => (area: Area) => {
    const trimmed = trim(isLoose ? rest : ink, area, resolution)
    const page = isLoose ? outside : straight
    return trimmed === null ? [] : [{ page, area: trimmed, isLoose }]
  }
  const pieces = [
    ...cellAreas(grids, ink, resolution).flatMap(inked(false)),
    ...looseAreas(rest, resolution).flatMap(inked(true)),
  ]
  // Grids that a stray line joins share cells.
  const byPlace = new Map(pieces.map((piece) => [Object.values(piece.area).join(), piece]))
  return [...byPlace.values()]
}

/** Nothing is written so near the sides of a cell, points: what is there is left of their lines. */
const BESIDE = 1.2

function cellAreas(grids: readonly Grid[], ink: Ink, resolution: number): Area[] {
  return grids.flatMap((grid) =>
    grid.cells.map((cell) => {
      const [left, top, right, bottom] = cellBox(grid, cell)
      return areaOf([left + BESIDE, top, right - BESIDE, bottom], ink, resolution)
    }),
  )
}

function areaOf(box: Box, { width, height }: Ink, resolution: number): Area {
  const [left = 0, top = 0, right = 0, bottom = 0] = box.map((edge) =>
    Math.max(0, Math.round((edge * resolution) / POINTS)),
  )
  return { left, top, right: Math.min(width, right), bottom: Math.min(height, bottom) }
}

/** White between two bands, inches. */
const BETWEEN = 0.22
/** So many pixels in a row are more than specks. */
const LEAST = 3

/** Bands of text from top to bottom, parted by white. */
function looseAreas({ width, height, marks }: Ink, resolution: number): Area[] {
  const bands: Area[] = []
  const gap = BETWEEN * resolution
  let top = -1
  let last = -1
  const close = () => bands.push({ left: 0, right: width, top, bottom: last + 1 })
  for (let y = 0; y < height; y += 1) {
    let count = 0
    for (let x = y * width; x < (y + 1) * width; x += 1) count += marks[x] ?? 0
    if (count < LEAST) continue
    if (top >= 0 && y - last > gap) {
      close()
      top = y
    } else if (top < 0) top = y
    last = y
  }
  if (top >= 0) close()
  return bands
}

/** `[x0, y0, x1, y1]` from the top left corner. */
export type Box = readonly [number, number, number, number]

interface Straightened {
  /** Of the straightened page. */
  readonly width: number
  readonly height: number
  /** By how much it fell to the right before it was levelled, degrees. */
  readonly slant: number
  /** How its lines ran together before they were mended. */
  readonly keystone?: Keystone | null
  /** Quarters by which it was turned clockwise before. */
  readonly turn: number
}

const DEGREE = Math.PI / 180

/** Undoes the turn and the levelling of a page: the box around where a box stood before. */
export function seenFrom({
  width,
  height,
  slant,
  keystone,
  turn,
}: Straightened): (box: Box) => Box {
  const [cos, sin] = [Math.cos(slant * DEGREE), Math.sin(slant * DEGREE)]
  const [middleX, middleY] = [width / 2, height / 2]
  const before = (x: number, y: number): readonly [number, number] => {
    const [across, down] = [x - middleX, y - middleY]
    const [right, below] = keystone
      ? pointSeen(keystone, [across, down], [middleX, middleY])
      : [across * cos - down * sin, across * sin + down * cos]
    const [px, py] = [middleX + right, middleY + below]
    switch (turn % 4) {
      case 1:
        return [py, width - px]
      case 2:
        return [width - px, height - py]
      case 3:
        return [height - py, px]
      default:
        return [px, py]
    }
  }
  const [right, bottom] = turn % 2 === 1 ? [height, width] : [width, height]
  return ([x0, y0, x1, y1]) => {
    const corners = [before(x0, y0), before(x1, y0), before(x0, y1), before(x1, y1)]
    const xs = corners.map(([x]) => Math.min(right, Math.max(0, x)))
    const ys = corners.map(([, y]) => Math.min(bottom, Math.max(0, y)))
    return [smallest(xs), smallest(ys), largest(xs), largest(ys)]
  }
}
