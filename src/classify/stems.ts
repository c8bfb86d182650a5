import { fold } from '../text/fold.ts'

/** Beginnings of words, for comparing words in different cases. */
export type Stems = ReadonlySet<string>

const LETTERS = /[\p{L}']+/gu
const STEM = 5
const SHORTEST = 3

/** The beginning that the forms of a word have in common, roughly: its first five letters. */
export function stemOf(word: string): string {
  const length = word.length <= STEM ? word.length - 1 : STEM
  return word.slice(0, Math.max(SHORTEST, length))
}

export function stemsOf(text: string): Stems {
  return new Set(wordsOf(text).filter((word) => word.length >= SHORTEST).map(stemOf))
}

/** Folded words without apostrophes. */
export function wordsOf(text: string): readonly string[] {
  return (fold(text).match(LETTERS) ?? []).map((word) => word.replaceAll("'", ''))
}
