import { LETTERS } from '../text/characters.ts'
import { fold } from '../text/fold.ts'

/** Beginnings of words, for comparing words in different cases. */
export type Stems = ReadonlySet<string>

const WORDS = new RegExp(`[${LETTERS}']+`, 'g')
const STEM = 5
const SHORTEST = 3

/**
 * What the forms of a word have in common, roughly: without its longest ending, at most its first
 * five letters.
 */
export function stemOf(word: string, endings: readonly string[]): string {
  let bare = word
  for (const ending of endings) {
    const length = word.length - ending.length
    if (length >= SHORTEST && length < bare.length && word.endsWith(ending))
      bare = word.slice(0, length)
  }
  return bare.slice(0, STEM)
}

/** Folded words without apostrophes. */
export function wordsOf(text: string): readonly string[] {
  return (fold(text).match(WORDS) ?? []).map((word) =>
    word.includes("'") ? word.replaceAll("'", '') : word,
  )
}
