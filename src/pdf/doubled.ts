import type { Word } from '../document/page-content.ts'

/** A word drawn again lies off the first by less than this; share of the font size. */
const SAME_PLACE = 0.12
/** Words are looked for in squares of this side, points; no font is so large that words miss each other. */
const SQUARE = 8
/** Words in one square; more are a drawing. */
const MOST_IN_SQUARE = 64
/** Squares of a page from left to right, at most. */
const ACROSS = 1 << 16

/**
 * The words, of which those that are drawn over the same word are not visible: printers draw bold
 * letters twice, and other text may stand between the two in the file. PDFium drops them only where
 * they follow each other.
 */
export function hideDoubled(words: readonly Word[]): readonly Word[] {
  const seen = new Map<number, Word[]>()
  return words.map((word) => {
    if (!word.isVisible || word.isTilted) return word
    const across = Math.round(word.start / SQUARE)
    const down = Math.round(word.baseline / SQUARE)
    if (isDrawn(word, seen, across, down)) return { ...word, isVisible: false }
    const key = keyOf(across, down)
    const others = seen.get(key)
    if (!others) seen.set(key, [word])
    else if (others.length < MOST_IN_SQUARE) others.push(word)
    return word
  })
}

function isDrawn(
  word: Word,
  seen: ReadonlyMap<number, readonly Word[]>,
  across: number,
  down: number,
): boolean {
  for (const x of nearSquares(word.start, across))
    for (const y of nearSquares(word.baseline, down))
      if (seen.get(keyOf(x, y))?.some((other) => isSame(word, other))) return true
  return false
}

/** The square and the one that the place is nearest to. */
function nearSquares(place: number, square: number): readonly [number, number] {
  return [square, place > square * SQUARE ? square + 1 : square - 1]
}

function isSame(word: Word, other: Word): boolean {
  const near = SAME_PLACE * word.size
  return (
    word.text === other.text &&
    word.turn === other.turn &&
    Math.abs(word.start - other.start) <= near &&
    Math.abs(word.baseline - other.baseline) <= near
  )
}

function keyOf(across: number, down: number): number {
  return down * ACROSS + across
}
