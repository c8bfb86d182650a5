import { largest } from '../text/extremes.ts'

/*
 * Tests of single words by their beginnings and endings, as the word lists of the grammar have them.
 */

const LOWEST = 0x430
const HIGHEST = 0x45f
const WITH_UPTURN = 0x491
/** An open stem («держ*») is followed by so many letters of the name. */
const OPEN = 4
/** Letters before an adjective's ending; before a long one («мі-ська») two will do. */
const SHORTEST_STEM = 3
const LONG_ENDING = 3

/** Endings of a name: listed, or any of at most so many letters. */
export type Endings = readonly string[] | number

/**
 * True for the stems with one of the endings, unless the word begins like one of `except`. A stem
 * `*центр` is any word that ends so, `держ*` any word that begins so and goes on for four letters
 * or more.
 */
export function namesTest(
  stems: readonly string[],
  endings: Endings,
  except: readonly string[] = [],
): (word: string) => boolean {
  const whole = new Set(stems.filter((stem) => !stem.includes('*')))
  const last = stems.filter((stem) => stem.startsWith('*')).map((stem) => stem.slice(1))
  const open = stems.filter((stem) => stem.endsWith('*')).map((stem) => stem.slice(0, -1))
  const listed = typeof endings === 'number' ? null : new Set(endings)
  const longest =
    typeof endings === 'number' ? endings : largest(endings.map((each) => each.length))
  const isExcepted = (word: string) => except.some((other) => word.startsWith(other))
  const isStem = (stem: string) =>
    whole.has(stem) ||
    last.some((end) => stem.endsWith(end)) ||
    open.some((start) => stem.startsWith(start) && stem.length >= start.length + OPEN)
  const isName = (stem: string, word: string) => isStem(stem) && !isExcepted(word)
  return (word) => {
    for (let length = 0; length <= longest && length < word.length; length += 1) {
      const ending = word.slice(word.length - length)
      if (listed ? !listed.has(ending) : !isCyrillic(ending)) continue
      if (isName(word.slice(0, word.length - length), word)) return true
    }
    return false
  }
}

/** True for words of at least three letters, before a long ending two, before one of the endings. */
export function endingTest(endings: readonly string[]): (word: string) => boolean {
  return (word) =>
    endings.some((ending) => {
      const shortest = ending.length < LONG_ENDING ? SHORTEST_STEM : SHORTEST_STEM - 1
      const end = word.length - ending.length
      return word.endsWith(ending) && end >= shortest && isCyrillic(word.slice(end - shortest, end))
    })
}

/** True for the words of a list; an entry with a * at its end stands for all that begin so. */
export function beginningTest(entries: readonly string[]): (word: string) => boolean {
  const whole = new Set(entries)
  const open = entries.filter((entry) => entry.endsWith('*')).map((entry) => entry.slice(0, -1))
  return (word) => whole.has(word) || open.some((entry) => word.startsWith(entry))
}

function isCyrillic(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if ((code < LOWEST || code > HIGHEST) && code !== WITH_UPTURN) return false
  }
  return true
}
