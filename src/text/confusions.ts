import { HOOKED, RUSSIAN_LETTERS } from './letters.ts'
import { append } from './lists.ts'
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
/** Longer words in capitals are those of headings. */
const LONGEST_ABBREVIATION = 5
const CORE = /^\P{L}*?([\p{L}1l|'’ʼ-]*\p{Script=Cyrillic}[\p{L}1l|'’ʼ-]*)\P{L}*$/u
const CAPITALS = /\p{Lu}/gu
/** Not only these: «1-го», «№1». */
const LETTERS = /\p{Script=Cyrillic}/gu
/** Letters of Russian, whose words the list does not have. */
const FOREIGN = new RegExp(`[${RUSSIAN_LETTERS}]`, 'iu')

/** The words that may have been meant, in the order of the letters changed. */
type Meant = readonly [first: string, ...others: string[]]

/**
 * The words of the list that the fewest typical confusions make of a word which is not in it, signs
 * around it kept; null for words of the list, for abbreviations, for numbers, and where there are
 * none. `mayBeName`: it has its capital for no other reason.
 */
export function meantBy(text: string, isWord: IsWord, mayBeName: boolean): Meant | null {
  const core = CORE.exec(text)?.[1]?.replace(/^[-'’ʼ]+|[-'’ʼ]+$/gu, '') ?? ''
  const start = text.indexOf(core)
  const letters = core.match(LETTERS)?.length ?? 0
  if (letters < core.length - 2 || FOREIGN.test(core) || isKnown(core, isWord)) return null
  const capitals = core.match(CAPITALS)?.length ?? 0
  const isCapitalised = capitals === 1 && /^\p{Lu}/u.test(core)
  const isHeading = capitals === letters && letters > LONGEST_ABBREVIATION
  if (capitals > 0 && !isHeading && (!isCapitalised || mayBeName)) return null
  if (isCapitalised && core.length < SHORTEST_CAPITALISED) return null
  for (const [index, shortest] of SHORTEST.entries()) {
    if (core.length < shortest) return null
    const found = new Set(changed(core, index + 1, 0).filter((word) => isKnown(word, isWord)))
    const [first, ...others] = Array.from(
      found,
      (word) => text.slice(0, start) + word + text.slice(start + core.length),
    )
    if (first !== undefined) return [first, ...others]
  }
  return null
}

/** True where the letters of a text, signs around them aside, are a word of the list or its parts are. */
export function isKnownText(text: string, isWord: IsWord): boolean {
  return isKnown(text.replace(/^\P{L}+|\P{L}+$/gu, ''), isWord)
}

/** Words joined by hyphens are known where each of them is; the list is older than the hook of a letter. */
function isKnown(text: string, isWord: IsWord): boolean {
  const word = Array.from(text, (one) => HOOKED[0][HOOKED[1].indexOf(one)] ?? one).join('')
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
        append(found, changed(next, changes - 1, at + letter.length))
      }
    }
  return found
}
