import type { IsWord } from './words.ts'

/*
 * What a recogniser takes for what, and the list of words that tells what was meant. Measured on
 * scans of reports: the model reads «л» for «д», «п» for «ц» and «пі» for «ш» again and again, at
 * every size, in words that it does not know.
 */

/** Seen → what may have been meant. */
const MEANT: Readonly<Record<string, readonly string[]>> = {
  л: ['д'],
  д: ['л'],
  п: ['ц', 'ш', 'р', 'н'],
  пі: ['ш'],
  ц: ['п', 'щ'],
  н: ['и', 'п'],
  и: ['н', 'й'],
  й: ['и'],
  ш: ['щ'],
  щ: ['ш', 'ц'],
  е: ['с'],
  с: ['е'],
  г: ['т'],
  '1': ['і', 'ї'],
  l: ['і', 'ї'],
  '|': ['і', 'ї'],
}
const LONGEST_SEEN = 2
/** The shortest words in which so many letters may be wrong, less one. */
const SHORTEST = [6, 8, 12] as const
/** A capitalised word may be a name, which no list knows. */
const SHORTEST_CAPITALISED = 7
const CORE = /^\P{L}*?([\p{L}1l|'’ʼ-]*\p{Script=Cyrillic}[\p{L}1l|'’ʼ-]*)\P{L}*$/u
const CAPITALS = /\p{Lu}/gu
/** Not only these: «1-го», «№1». */
const LETTERS = /\p{Script=Cyrillic}/gu
/** Letters of Russian, whose words the list does not have. */
const FOREIGN = /[ыэъё]/iu

export interface WordRepair {
  /** The word with the letters that were meant. */
  readonly text: string
  /** How many had to be changed. */
  readonly changes: number
}

/**
 * The one word of the list that the fewest typical confusions make of a word which is not in it;
 * null for words of the list, where several come into question, for abbreviations, and for numbers.
 * `mayBeName`: it has its capital for no other reason.
 */
export function repairWord(text: string, isWord: IsWord, mayBeName: boolean): WordRepair | null {
  const core = CORE.exec(text)?.[1]?.replace(/^[-'’ʼ]+|[-'’ʼ]+$/gu, '') ?? ''
  const start = text.indexOf(core)
  const letters = core.match(LETTERS)?.length ?? 0
  if (letters < core.length - 2 || FOREIGN.test(core) || isKnown(core, isWord)) return null
  const capitals = core.match(CAPITALS)?.length ?? 0
  const isCapitalised = capitals === 1 && /^\p{Lu}/u.test(core)
  if (capitals > 0 && (!isCapitalised || mayBeName)) return null
  if (isCapitalised && core.length < SHORTEST_CAPITALISED) return null
  for (const [index, shortest] of SHORTEST.entries()) {
    if (core.length < shortest) return null
    const found = new Set(changed(core, index + 1, 0).filter((word) => isKnown(word, isWord)))
    if (found.size > 1) return null
    const [word] = found
    if (word === undefined) continue
    return {
      text: text.slice(0, start) + word + text.slice(start + core.length),
      changes: index + 1,
    }
  }
  return null
}

/** Words joined by hyphens are known where each of them is. */
function isKnown(word: string, isWord: IsWord): boolean {
  return isWord(word) || (word.includes('-') && word.split('-').every(isWord))
}

/** All words that differ by so many confusions from the place on; case is kept. */
function changed(word: string, changes: number, from: number): string[] {
  if (changes === 0) return [word]
  const found: string[] = []
  for (let at = from; at < word.length; at += 1)
    for (let length = 1; length <= LONGEST_SEEN; length += 1) {
      const seen = word.slice(at, at + length)
      if (seen.length < length) continue
      for (const meant of MEANT[seen.toLowerCase()] ?? []) {
        const isCapital = /^\p{Lu}/u.test(seen)
        const letter = isCapital ? meant.toUpperCase() : meant
        const next = word.slice(0, at) + letter + word.slice(at + length)
        found.push(...changed(next, changes - 1, at + letter.length))
      }
    }
  return found
}
