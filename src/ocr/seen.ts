import { largest, smallest } from '../text/extremes.ts'
import { type Keystone, pointSeen } from './keystone.ts'

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
