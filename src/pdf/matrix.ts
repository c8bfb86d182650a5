/** `[a, b, c, d, e, f]` as in ISO 32000-1, 8.3.3: x' = a·x + c·y + e, y' = b·x + d·y + f. */
export type Matrix = readonly [number, number, number, number, number, number]

/** PDF pages are at most 14,400 points wide. */
const FAR_OUTSIDE = -1e6

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0]

/** First `inner`, then `outer`. */
export function multiply(inner: Matrix, outer: Matrix): Matrix {
  const [a, b, c, d, e, f] = inner
  const [A, B, C, D, E, F] = outer
  return [
    a * A + b * C,
    a * B + b * D,
    c * A + d * C,
    c * B + d * D,
    e * A + f * C + E,
    e * B + f * D + F,
  ]
}

/** The point in the outer space; a position that is no finite number is far outside any page. */
export function transform(matrix: Matrix, x: number, y: number): readonly [number, number] {
  const [a, b, c, d, e, f] = matrix
  return [finite(a * x + c * y + e), finite(b * x + d * y + f)]
}

/** The position, or one far outside any page where it is no finite number. */
export function finite(position: number): number {
  return Number.isFinite(position) ? position : FAR_OUTSIDE
}
