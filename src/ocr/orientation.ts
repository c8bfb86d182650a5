import type { Ink } from './ink.ts'
import type { Area } from './picture.ts'

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
export function fullestPart(ink: Ink, resolution: number): Area | null {
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
export function likeliestParts(ink: Ink, resolution: number, count: number): readonly Area[] {
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
