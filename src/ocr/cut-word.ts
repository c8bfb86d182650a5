import { cut, type Picture } from './picture.ts'
import { resize } from './resize.ts'

/** White around a word that is read again, as a share of its height. */
const AROUND = 0.6

/** Pixels: a word of letters an inch high has them, and what has more is none. */
const LARGEST = 4_000_000

/** One word of a piece, by itself and made larger; null for what is far too large for a word. */
export function enlargedWord(
  piece: Picture,
  box: readonly [number, number, number, number],
  factor: number,
): Picture | null {
  const [left, top, right, bottom] = box
  const around = AROUND * (bottom - top)
  const pixels = (right - left + 2 * around) * (bottom - top + 2 * around)
  return pixels * factor ** 2 > LARGEST ? null : resize(cutWord(piece, box), factor)
}

function cutWord(
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
