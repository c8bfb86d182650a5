import type { Word } from '../../src/document/page-content.ts'

/** A word of a page as a PDF draws it: upright, visible, letters half as wide as high. */
export function wordAt(text: string, start: number, baseline: number, size = 10): Word {
  const end = start + text.length * size * 0.5
  return {
    text,
    box: [start, baseline - size, end, baseline],
    start,
    end,
    baseline,
    size,
    turn: 0,
    isVisible: true,
    isTilted: false,
    blankBefore: false,
    blankAfter: false,
  }
}
