import type { Aside } from '../../model/document.ts'
import type { PrintedLine } from './index.ts'

/** Letters of a word written aslant over the page, each in a line of its own; Roman numbers are none. */
const LETTERS = /^\s*(?![IVXІХ]+\s*$)\p{Lu}{1,2}\s*$/u
/** Fewer are labels. */
const LEAST_LETTERS = 3

/** A page without its watermark, and the letters of that. */
export interface Unmarked {
  readonly lines: readonly PrintedLine[]
  readonly marks: readonly Aside[]
}

/** Takes out the letters of a watermark, and the empty lines that they have made around them. */
export function withoutWatermark(lines: readonly PrintedLine[]): Unmarked {
  const letters = lines.filter(({ text }) => LETTERS.test(text))
  if (letters.length < LEAST_LETTERS) return { lines, marks: [] }
  const isMarked = lines.map(({ text }) => LETTERS.test(text))
  for (const [from, step] of [
    [0, 1],
    [lines.length - 1, -1],
  ] as const)
    for (let index = from; lines[index + step]; index += step)
      if (isMarked[index] && lines[index + step]?.text.trim() === '') isMarked[index + step] = true
  return {
    lines: lines.filter((_, index) => !isMarked[index]),
    marks: letters.map(({ text, number }) => ({
      kind: 'page_furniture',
      paragraph: { kind: 'paragraph', text, marker: null, style: null, place: { line: number } },
    })),
  }
}
