import { LETTERS } from '../text/characters.ts'
import { largest } from '../text/extremes.ts'
import { fold } from '../text/fold.ts'

/** Beginnings of words, for comparing words in different cases. */
export type Stems = ReadonlySet<string>

const WORDS = new RegExp(`[${LETTERS}']+`, 'g')
const STEM = 5
const SHORTEST = 3

/**
 * Gives what the forms of a word have in common, roughly: without its longest ending, at most its
 * first five letters.
 */
export function stemmer(endings: readonly string[]): (word: string) => string {
  const known = new Set(endings)
  const longest = Math.max(0, largest(endings.map((ending) => ending.length)))
  return (word) => {
    const shortest = Math.max(SHORTEST, word.length - longest)
    for (let length = shortest; length < word.length; length += 1)
      if (known.has(word.slice(length))) return word.slice(0, Math.min(length, STEM))
    return word.slice(0, STEM)
  }
}

/** Folded words without apostrophes. */
export function wordsOf(text: string): readonly string[] {
  return (fold(text).match(WORDS) ?? []).map((word) =>
    word.includes("'") ? word.replaceAll("'", '') : word,
  )
}
