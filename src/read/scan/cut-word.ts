import { cut, type Picture } from './picture.ts'

/** White around a word that is read again, as a share of its height. */
const AROUND = 0.6

/** One word of a piece, by itself. */
export function cutWord(
  piece: Picture,
  [left, top, right, bottom]: readonly [number, number, number, number],
): Picture {
  const area = {
    left: Math.max(0, left - 2),
    top: Math.max(0, top - 2),
    right: Math.min(piece.width, right + 3),
    bottom: Math.min(piece.height, bottom + 3),
  }
  return cut(piece, area, Math.round(AROUND * (bottom - top)))
}
