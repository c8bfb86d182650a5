import type { Ruling } from '../document/ruling.ts'
import { largest, smallest } from '../text/extremes.ts'

export interface Point {
  readonly x: number
  readonly y: number
}

/** One piece of a path, in points from the top left corner of the page. */
export interface Subpath {
  readonly points: readonly Point[]
  readonly isClosed: boolean
  /** Points that a curve leads to; three a curve, two of them off it. */
  readonly curves: ReadonlySet<number>
}

/** A filled area thinner than this is a line: Word draws borders as rectangles of 0.48 pt. */
const THICKEST_LINE = 3
/** Thicker areas, up to this, are lines where they are so many times as long: borders of 4½ pt. */
const THICKEST_BORDER = 7
const LONG = 2.5
/** A line may lean by this much, points. */
const LEAN = 1

/** Lines of a stroked piece: each straight part along an axis; a rectangle gives four. */
export function rulingsOfStroked(subpath: Subpath): Ruling[] {
  const { points, isClosed, curves } = subpath
  if (curves.size > 0 && isThin(points)) return rulingsOfFilled(subpath)
  const rulings: Ruling[] = []
  const ends = isClosed ? [...points, ...points.slice(0, 1)] : points
  for (let index = 1; index < ends.length; index += 1) {
    const from = ends[index - 1]
    const to = ends[index]
    const ruling = from && to && !curves.has(index) ? rulingBetween(from, to) : null
    if (ruling) rulings.push(ruling)
  }
  return rulings
}

/** True for a curve that is drawn as straight as a line. */
function isThin(points: readonly Point[]): boolean {
  const spread = (values: readonly number[]) => largest(values) - smallest(values)
  const [across, down] = [spread(points.map(({ x }) => x)), spread(points.map(({ y }) => y))]
  return points.length <= 8 && Math.min(across, down) <= LEAN
}

/** The middle line of a filled piece that is as thin as a line; nothing where it is an area. */
export function rulingsOfFilled({ points }: Subpath): Ruling[] {
  if (points.length < 2) return []
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { x, y } of points) {
    x0 = Math.min(x0, x)
    y0 = Math.min(y0, y)
    x1 = Math.max(x1, x)
    y1 = Math.max(y1, y)
  }
  const [width, height] = [x1 - x0, y1 - y0]
  const [thick, long] = [Math.min(width, height), Math.max(width, height)]
  if (thick > THICKEST_BORDER || (thick > THICKEST_LINE && long < LONG * thick)) return []
  return width < height
    ? [{ isVertical: true, at: (x0 + x1) / 2, from: y0, to: y1 }]
    : [{ isVertical: false, at: (y0 + y1) / 2, from: x0, to: x1 }]
}

function rulingBetween(from: Point, to: Point): Ruling | null {
  const [across, down] = [Math.abs(to.x - from.x), Math.abs(to.y - from.y)]
  if (Math.min(across, down) > LEAN || across === down) return null
  return across < down
    ? {
        isVertical: true,
        at: (from.x + to.x) / 2,
        from: Math.min(from.y, to.y),
        to: Math.max(from.y, to.y),
      }
    : {
        isVertical: false,
        at: (from.y + to.y) / 2,
        from: Math.min(from.x, to.x),
        to: Math.max(from.x, to.x),
      }
}
