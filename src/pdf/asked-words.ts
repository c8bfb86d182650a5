import type { IsWord } from '../text/words.ts'
import type { CodedPage } from './votes.ts'
import { buildWords } from './words.ts'

/** In words an asked sign stands as the character from here on that has its number. */
const FIRST_ASKED = 0xf0000
const UNKNOWN = 0xfffd
const BLANK = 0x20
/** Shorter words say little of a letter in them. */
const SHORTEST = 4
const LETTERS = Array.from('абвгґдеєжзиіїйклмнопрстуфхцчшщьюя')
const LETTER = /\p{L}/u
const CAPITAL = /\p{Lu}/u

export interface Asked {
  /** Letters by sign, as they are seen. */
  readonly alphabet: ReadonlyMap<string, string>
  /** Signs that were seen too rarely to be sure. */
  readonly asked: ReadonlySet<string>
  readonly isWord: IsWord
}

/**
 * The alphabet with those letters of asked signs with which more of the words around them are words
 * of the list than as they were seen. Digits and marks are in no word: they stay.
 */
export function askWords(
  pages: readonly CodedPage[],
  { alphabet, asked, isWord }: Asked,
): Map<string, string> {
  const signs = [...asked]
  const words = wordsWith(pages, alphabet, signs)
  const found = new Map(alphabet)
  for (const [index, sign] of signs.entries()) {
    const own = words.filter((word) => word.includes(String.fromCodePoint(FIRST_ASKED + index)))
    const seen = alphabet.get(sign)
    if (seen !== undefined && !LETTER.test(seen)) continue
    const count = (letter: string) =>
      own.filter((word) => isWord(spell(word, { index, letter, signs, alphabet }))).length
    const known = seen === undefined ? 0 : count(seen)
    const best = LETTERS.map((letter) => ({ letter, words: count(letter) }))
      .sort((one, other) => other.words - one.words)
      .slice(0, 2)
    const [first, second] = best
    if (!first || first.words <= known || first.words === second?.words) continue
    found.set(sign, seen && CAPITAL.test(seen) ? first.letter.toUpperCase() : first.letter)
  }
  return found
}

interface Spelling {
  readonly index: number
  readonly letter: string
  readonly signs: readonly string[]
  readonly alphabet: ReadonlyMap<string, string>
}

/** A word with this letter for the sign, others as they are seen. */
function spell(word: string, { index, letter, signs, alphabet }: Spelling): string {
  return Array.from(word, (character) => {
    const asked = (character.codePointAt(0) ?? 0) - FIRST_ASKED
    if (asked < 0) return character
    return asked === index ? letter : (alphabet.get(signs[asked] ?? '') ?? '?')
  }).join('')
}

/** Words of the pages that hold asked signs, without the marks around them. */
function wordsWith(
  pages: readonly CodedPage[],
  alphabet: ReadonlyMap<string, string>,
  asked: readonly string[],
): string[] {
  const numbers = new Map(asked.map((sign, index) => [sign, FIRST_ASKED + index]))
  return pages.flatMap(({ coded: { glyphs, signs, signOf } }) => {
    const codeOf = signs.map(({ name, isInk }) =>
      isInk ? (numbers.get(name) ?? alphabet.get(name)?.codePointAt(0) ?? UNKNOWN) : BLANK,
    )
    const codes = Uint32Array.from(signOf, (sign) => codeOf[sign] ?? UNKNOWN)
    return buildWords({ ...glyphs, codes }, { vertical: [], horizontal: [] }).flatMap(
      ({ text }) => {
        const core = text.replace(/^[^\p{L}\p{Co}]+|[^\p{L}\p{Co}]+$/gu, '')
        return /\p{Co}/u.test(core) && Array.from(core).length >= SHORTEST ? [core] : []
      },
    )
  })
}
