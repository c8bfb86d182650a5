import type { PhrasePart, PhraseSequence } from '../model/phrase.ts'

/** A word of a phrase, without apostrophes: the whole word, or what it begins with. */
interface PhraseWord {
  readonly letters: string
  readonly isOpen: boolean
}

/** The words of a phrase by their first letters; those that are open in front are left out. */
export type PhraseWords = ReadonlyMap<string, readonly PhraseWord[]>

/** Gathers the words of a phrase, whether they must stand there or may. */
export function phraseWords(phrase: PhraseSequence, firstLetters: number): PhraseWords {
  const words = new Map<string, PhraseWord[]>()
  const add = (part: string) => {
    const isOpen = part.endsWith('*')
    const letters = withoutApostrophes(isOpen ? part.slice(0, -1) : part)
    const first = letters.slice(0, firstLetters)
    const others = words.get(first)
    if (others) others.push({ letters, isOpen })
    else words.set(first, [{ letters, isOpen }])
  }
  for (const part of phrase) eachText(part, add)
  return words
}

/** True where a word, folded and without apostrophes, is one of the words of the phrase. */
export function isAmong(words: PhraseWords, word: string, firstLetters: number): boolean {
  const alike = words.get(word.slice(0, firstLetters)) ?? []
  for (let index = 0; index < alike.length; index += 1) {
    const each = alike[index]
    if (each && (each.isOpen ? word.startsWith(each.letters) : word === each.letters)) return true
  }
  return false
}

function eachText(part: PhrasePart | PhraseSequence, take: (text: string) => void): void {
  if (typeof part === 'string') take(part)
  else if (Array.isArray(part)) for (const each of part as PhraseSequence) eachText(each, take)
  else if ('any' in part) for (const way of part.any) eachText(way, take)
  else if ('maybe' in part) for (const way of part.maybe) eachText(way, take)
}

function withoutApostrophes(text: string): string {
  return text.includes("'") ? text.replaceAll("'", '') : text
}
