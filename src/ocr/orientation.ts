import type { Recognise, SeenLine } from './engine.ts'
import { findInk, type Ink } from './ink.ts'
import { type Area, cutPiece, type Picture, turnPicture } from './picture.ts'

/** Text that stands upright is read with more confidence than this. */
const SURE = 0.75

interface TurnRequest {
  /** Whether its lines run from top to bottom. */
  readonly isTurned: boolean
  readonly resolution: number
  readonly recognise: Recognise
}

interface Upright extends Legibility {
  /** Quarters clockwise; 0 where nothing is written. */
  readonly turn: number
  /** Of a usual line, pixels; null where there is none. */
  readonly lineHeight: number | null
}

interface Levelled {
  readonly straight: Picture
  readonly ink: Ink
}

/**
 * How a page must be turned to be read, told by reading a part of it both ways.
 */
export async function chooseTurn(
  { straight, ink }: Levelled,
  { isTurned, resolution, recognise }: TurnRequest,
): Promise<Upright> {
  const part = fullestPart(ink, resolution)
  if (part === null) return { turn: 0, lineHeight: null, sureness: 0, letters: 0 }
  const piece = cutPiece(straight, part, resolution)
  const readTurned = async (turn: number) => {
    const lines = await recognise({ picture: turnPicture(piece, turn), layout: 'block' })
    return { turn, lineHeight: lineHeightOf(lines), ...legibilityOf(lines) }
  }
  const first = await readTurned(isTurned ? 1 : 0)
  if (!isTurned && first.sureness > SURE) return first
  const second = await readTurned(isTurned ? 3 : 2)
  return second.sureness > first.sureness ? second : first
}

function lineHeightOf(lines: readonly SeenLine[]): number | null {
  const heights = lines.map(({ height }) => height).sort((left, right) => left - right)
  return heights[Math.floor(heights.length / 2)] ?? null
}

/** How well letters were seen. */
interface Legibility {
  /** Mean confidence of the recogniser, 0 to 1, by characters; 0 without any. */
  readonly sureness: number
  /** Letters and digits. */
  readonly letters: number
}

/**
 * Measured on public files: photographs, charts, patterns and other scripts are read with 0.1 to 0.45,
 * text on scans that are blurred, askew or stamped with 0.8 and more.
 */
const LEGIBLE = 0.5
const LETTER = /[\p{L}\p{N}]/gu
/** Square inches. */
const LARGE = 4
/** Parts of a piece that are looked at: a stamp or a signature may lie over one. */
const LOOKS = 3

export function legibilityOf(lines: readonly SeenLine[]): Legibility {
  let [sum, characters, letters] = [0, 0, 0]
  for (const { words } of lines)
    for (const { text, confidence } of words) {
      sum += confidence * text.length
      characters += text.length
      letters += text.match(LETTER)?.length ?? 0
    }
  return { sureness: characters === 0 ? 0 : sum / characters, letters }
}

/** False where nothing shows yet that the recogniser knows what it looks at. */
export function isSure({ sureness, letters }: Legibility): boolean {
  return sureness >= LEGIBLE && letters > 0
}

/** True for what is more than a cell; words under a stamp are read well by themselves. */
export function isLarge({ width, height }: Picture, resolution: number): boolean {
  return width * height >= LARGE * resolution ** 2
}

/**
 * Whether those parts of a large piece that are likeliest to hold text cannot be read, any of them.
 * Resolution in pixels an inch.
 */
export async function isPicture(
  piece: Picture,
  resolution: number,
  recognise: Recognise,
): Promise<boolean> {
  const parts = likeliestParts(findInk(piece, resolution), resolution, LOOKS)
  for (const part of parts) {
    const picture = cutPiece(piece, part, resolution)
    if (isSure(legibilityOf(await recognise({ picture, layout: 'block' })))) return false
  }
  return parts.length === LOOKS
}

/** Text is looked at in squares of this side, inches: lines of one square stand in one column. */
const SQUARE = 1
/** A square with less ink than this share says nothing, one with more is a picture. */
const LEAST_INK = 0.01
const MOST_INK = 0.4
/** Lines of sideways text part the columns of ink so much more sharply than its rows. */
const CLEARLY = 1.3

/**
 * True where the lines of text run from top to bottom: the page lies on its side. Rulings must be
 * gone from the ink. Resolution in pixels an inch.
 */
export function isSideways(ink: Ink, resolution: number): boolean {
  let [across, down] = [0, 0]
  for (const square of squaresOf(ink, resolution)) {
    const { rows, columns, count } = profilesOf(ink, square)
    const share = count / (rows.length * columns.length)
    if (share < LEAST_INK || share > MOST_INK) continue
    across += unevenness(rows, count) / rows.length
    down += unevenness(columns, count) / columns.length
  }
  return down > across * CLEARLY
}

/** The square inch of the page that holds most text; null for an empty page. */
function fullestPart(ink: Ink, resolution: number): Area | null {
  let best: Area | null = null
  let most = 0
  for (const square of squaresOf(ink, resolution)) {
    const { count, rows, columns } = profilesOf(ink, square)
    if (count > MOST_INK * rows.length * columns.length || count <= most) continue
    most = count
    best = square
  }
  return best
}

/** Of the square inches with ink, those whose rows differ most, as lines of text and blanks do: at most `count`. */
function likeliestParts(ink: Ink, resolution: number, count: number): readonly Area[] {
  const rated: { readonly square: Area; readonly rating: number }[] = []
  for (const square of squaresOf(ink, resolution)) {
    const profiles = profilesOf(ink, square)
    const { length } = profiles.rows
    const share = profiles.count / (length * profiles.columns.length)
    // At the right and at the bottom squares are cut, and have few lines to differ.
    const isCut = Math.min(length, profiles.columns.length) < Math.round(SQUARE * resolution)
    if (share < LEAST_INK || share > MOST_INK || isCut) continue
    rated.push({ square, rating: unevenness(profiles.rows, profiles.count) / profiles.count })
  }
  rated.sort((left, right) => right.rating - left.rating)
  return rated.slice(0, count).map(({ square }) => square)
}

function* squaresOf({ width, height }: Ink, resolution: number): Generator<Area> {
  const side = Math.round(SQUARE * resolution)
  for (let top = 0; top < height; top += side)
    for (let left = 0; left < width; left += side)
      yield {
        left,
        top,
        right: Math.min(width, left + side),
        bottom: Math.min(height, top + side),
      }
}

interface Profiles {
  readonly rows: Uint32Array
  readonly columns: Uint32Array
  readonly count: number
}

function profilesOf({ width, marks }: Ink, { left, top, right, bottom }: Area): Profiles {
  const rows = new Uint32Array(bottom - top)
  const columns = new Uint32Array(right - left)
  let count = 0
  for (let y = top; y < bottom; y += 1)
    for (let x = left; x < right; x += 1) {
      if (marks[y * width + x] !== 1) continue
      rows[y - top] = (rows[y - top] ?? 0) + 1
      columns[x - left] = (columns[x - left] ?? 0) + 1
      count += 1
    }
  return { rows, columns, count }
}

function unevenness(profile: Uint32Array, count: number): number {
  const mean = count / profile.length
  let sum = 0
  for (const value of profile) sum += (value - mean) ** 2
  return sum
}
