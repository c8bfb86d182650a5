const SHORTEST_STEM = 5
/** A longer rest is no ending: two words grown together, or another word. */
const LONGEST_TAIL = 4
/** Shorter and longer beginnings are not mended. */
const SHORTEST_MENDED = 7
const LONGEST_MENDED = 14

/** True where the word is one of the stems with an ending. */
export function hasStem(word: string, stems: ReadonlySet<string>): boolean {
  const from = Math.max(SHORTEST_STEM, word.length - LONGEST_TAIL)
  for (let length = from; length <= word.length; length += 1)
    if (stems.has(word.slice(0, length))) return true
  return false
}

/**
 * A look-up of the stem that the beginning of a word misses by one letter, null where there is none.
 * Method: symmetric deletion (W. Garbe's SymSpell) with one letter.
 */
export function stemFinder(stems: readonly string[]): (word: string) => string | null {
  let index: ReadonlyMap<string, string> | null = null
  return (word) => {
    if (word.length < SHORTEST_MENDED) return null
    index ??= indexVariants(stems)
    for (
      let length = Math.min(word.length, LONGEST_MENDED);
      length >= SHORTEST_MENDED - 1;
      length -= 1
    ) {
      const beginning = word.slice(0, length)
      for (const variant of [beginning, ...deletions(beginning)]) {
        const stem = index.get(variant)
        if (stem?.[0] === word[0]) return stem ?? null
      }
    }
    return null
  }
}

/** What follows the mistyped beginning of a word: cut where it goes on like the right one. */
export function tailOf(word: string, stem: string): string {
  for (const length of [stem.length, stem.length + 1, stem.length - 1])
    if (word[length - 1] === stem.at(-1)) return word.slice(length)
  return word.slice(stem.length)
}

function indexVariants(stems: readonly string[]): ReadonlyMap<string, string> {
  const index = new Map<string, string>()
  for (const stem of stems.filter(({ length }) => length >= SHORTEST_MENDED))
    for (const variant of [stem, ...deletions(stem)])
      if (!index.has(variant)) index.set(variant, stem)
  return index
}

function deletions(word: string): readonly string[] {
  return Array.from(word, (_, index) => word.slice(0, index) + word.slice(index + 1))
}
