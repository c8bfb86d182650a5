import type { Ink } from './ink.ts'
import { type Picture, sample } from './picture.ts'

/** Pages lie no more askew than this, degrees. */
const MOST = 5
const COARSE = 0.25
const FINE = 0.02
/** So much ink is enough to tell. */
const SAMPLE = 150_000
const DEGREE = Math.PI / 180

/**
 * The angle by which lines of text and rulings fall to the right, degrees from -5 to 5; 0 where
 * nothing tells. Method: the projection profile with the sharpest steps.
 */
export function findSlant(ink: Ink): number {
  const points = samplePoints(ink)
  if (points.length === 0) return 0
  const score = (degrees: number) => sharpness(points, ink, Math.tan(degrees * DEGREE))
  const coarse = best(0, MOST, COARSE, score)
  const fine = best(coarse, COARSE, FINE * 5, score)
  return best(fine, FINE * 5, FINE, score)
}

/** The middle wins where nothing is better, so that an empty page is left as it is. */
function best(
  middle: number,
  reach: number,
  step: number,
  score: (degrees: number) => number,
): number {
  let found = middle
  let highest = score(middle)
  for (let index = 1; index <= Math.round(reach / step); index += 1)
    for (const degrees of [middle - index * step, middle + index * step]) {
      const value = score(degrees)
      if (value > highest) [found, highest] = [degrees, value]
    }
  return found
}

/** Ink with white above it, as x and y by turns: every column or every second, third … one. */
function samplePoints({ width, height, marks }: Ink): Int32Array {
  let count = 0
  for (let index = width; index < marks.length; index += 1)
    if (marks[index] === 1 && marks[index - width] === 0) count += 1
  // Every second row would hide lines of one pixel; columns may be left out.
  const step = Math.max(1, Math.ceil(count / SAMPLE))
  const points: number[] = []
  for (let y = 1; y < height; y += 1)
    for (let x = 0; x < width; x += step)
      if (marks[y * width + x] === 1 && marks[(y - 1) * width + x] === 0) points.push(x, y)
  return Int32Array.from(points)
}

function sharpness(points: Int32Array, { width, height }: Ink, slope: number): number {
  const spare = Math.ceil(Math.abs(slope) * width) + 1
  const profile = new Uint32Array(height + 2 * spare)
  for (let index = 0; index < points.length; index += 2) {
    const row = Math.round((points[index + 1] ?? 0) - (points[index] ?? 0) * slope) + spare
    profile[row] = (profile[row] ?? 0) + 1
  }
  let sum = 0
  for (const count of profile) sum += count * count
  return sum
}

/** The picture turned about its middle so that what falls by the angle (degrees) lies level. */
export function level(picture: Picture, degrees: number): Picture {
  const { width, height } = picture
  const turned = new Uint8Array(width * height)
  const [cos, sin] = [Math.cos(degrees * DEGREE), Math.sin(degrees * DEGREE)]
  const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2]
  for (let y = 0; y < height; y += 1) {
    const down = y - middleY
    for (let x = 0; x < width; x += 1) {
      const across = x - middleX
      const fromX = middleX + across * cos - down * sin
      const fromY = middleY + across * sin + down * cos
      turned[y * width + x] = sample(picture, fromX, fromY)
    }
  }
  return { width, height, pixels: turned }
}
