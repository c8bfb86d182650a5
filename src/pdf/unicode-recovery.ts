import type { Word } from '../document/page-content.ts'
import { fold } from '../text/fold.ts'
import { ALPHABET } from '../text/letters.ts'
import type { IsWord } from '../text/words.ts'
import { type CodedText, findCharacters, type PdfPage, type Sign } from './engine.ts'
import { buildWords } from './words.ts'

/*
 * Letters of a font that does not say what its codes mean. The recogniser reads each sign many times
 * and is right in most of them; where it saw a sign a few times, the list of words has the last say.
 */

/** Letters by sign; signs whose letter nobody knows are not in it. */
type Alphabet = ReadonlyMap<string, string>

/** A sign is surely known from so many votes on, of which this share agrees. */
const SURE_VOTES = 4
const SURE_SHARE = 0.7
const LEAST_SHARE = 0.5
/** A font is believed that gives so many of its characters a letter. */
const BELIEVED = 0.75
/** A font that surely tells so many letters wrong is believed in none. */
const REFUTED = 2
const BLANK = 0x20
const UNKNOWN = 0xfffd
const LETTER = /\p{L}/u
/** What the file says of a sign is not believed where it is none of these. */
const POSSIBLE = /^[!-~§°«»’№…–—‘“”„•²³\u0400-\u04ff]$/u

/** True where so much was seen of a sign that more would not change its letter. */
export function isSure(votes: SignVotes | undefined): boolean {
  const { weight, share } = bestOf(votes)
  return weight >= SURE_VOTES && share >= SURE_SHARE
}

interface Best {
  readonly letter: string | null
  readonly weight: number
  readonly share: number
}

function bestOf(votes: SignVotes | undefined): Best {
  let [letter, weight, all]: [string | null, number, number] = [null, 0, 0]
  for (const [one, own] of votes ?? []) {
    all += own
    if (own > weight) [letter, weight] = [one, own]
  }
  return { letter, weight, share: all === 0 ? 0 : weight / all }
}

/**
 * The alphabet of the pages. A sign that the file itself gives a letter keeps it, unless it surely is
 * another one as it is seen.
 */
export function readAlphabet(
  pages: readonly CodedPage[],
  votes: Votes,
  isWord: IsWord | undefined,
): Alphabet {
  const alphabet = new Map<string, string>()
  const asked = new Set<string>()
  for (const [sign, told] of lettersOfFile(pages, votes)) {
    const own = votes.get(sign)
    const { letter, share } = bestOf(own)
    if (told !== null) alphabet.set(sign, letter !== null && isRefuted(told, own) ? letter : told)
    else {
      if (letter !== null && share >= LEAST_SHARE) alphabet.set(sign, letter)
      if (!isSure(own)) asked.add(sign)
    }
  }
  return isWord && asked.size > 0 ? askWords(pages, { alphabet, asked, isWord }) : alphabet
}

/** True where what is seen surely is another letter. */
function isRefuted(told: string, votes: SignVotes | undefined): boolean {
  const { letter } = bestOf(votes)
  return letter !== null && isOther(letter, told) && isSure(votes)
}

/**
 * What is drawn, with the letter that the file gives it where there is one that can be meant. Of a font
 * that gives none for many of its characters none is believed: they are codes, too. Of one that gives
 * others than are seen digits and marks are believed, and no letters.
 */
function lettersOfFile(pages: readonly CodedPage[], votes: Votes): Map<string, string | null> {
  const letters = new Map<string, ToldSign>()
  const fonts = new Map<string, { all: number; told: number }>()
  for (const { coded } of pages)
    for (const number of coded.signOf) {
      const sign = coded.signs[number]
      if (!sign?.isInk) continue
      const told = sign.told !== null && POSSIBLE.test(sign.told) ? sign.told : null
      const own = letters.get(sign.name) ?? { font: sign.font, told }
      if (own.told !== told) own.told = null
      letters.set(sign.name, own)
      const font = fonts.get(sign.font) ?? { all: 0, told: 0 }
      font.all += 1
      font.told += told === null ? 0 : 1
      fonts.set(sign.font, font)
    }
  const isBelieved = (name: string) => {
    const { all = 0, told = 0 } = fonts.get(name) ?? {}
    return told >= BELIEVED * all
  }
  const refuted = refutedFonts(letters, votes)
  const toldBy = ({ font, told }: ToldSign) => {
    if (told === null || !isBelieved(font)) return null
    return LETTER.test(told) && refuted.has(font) ? null : told
  }
  return new Map([...letters].map(([name, sign]) => [name, toldBy(sign)]))
}

interface ToldSign {
  readonly font: string
  told: string | null
}

/** Fonts of which several letters surely are others as they are seen. */
function refutedFonts(signs: ReadonlyMap<string, ToldSign>, votes: Votes): ReadonlySet<string> {
  const refuted = new Map<string, number>()
  for (const [name, { font, told }] of signs)
    if (told !== null && isRefuted(told, votes.get(name)))
      refuted.set(font, (refuted.get(font) ?? 0) + 1)
  return new Set([...refuted].flatMap(([font, count]) => (count >= REFUTED ? [font] : [])))
}

/** Two letters, and not two that look the same. */
function isOther(seen: string, told: string): boolean {
  const shape = (letter: string) => fold(`ш${letter}`)
  return LETTER.test(seen) && LETTER.test(told) && shape(seen) !== shape(told)
}

/** The page with the letters of an alphabet, as if its fonts had told them. */
export function withAlphabet(page: CodedPage, alphabet: Alphabet): PdfPage {
  const { coded, fault: _fault, ...rest } = page
  const codes = codesOf(coded, (name) => alphabet.get(name)?.codePointAt(0))
  const countOf = (isCounted: (sign: Sign) => boolean) =>
    coded.signOf.reduce((sum, index) => {
      const sign = coded.signs[index]
      return sum + (sign?.isInk && isCounted(sign) ? 1 : 0)
    }, 0)
  return {
    ...rest,
    glyphs: { ...coded.glyphs, codes },
    characters: countOf(() => true),
    broken: countOf(({ name }) => !alphabet.has(name)),
    learned: countOf(({ name, told }) => alphabet.has(name) && alphabet.get(name) !== told),
  }
}

/** The characters of a page by what each of its signs means. */
function codesOf(
  { signs, signOf }: CodedText,
  meaning: (name: string) => number | undefined,
): Uint32Array {
  const codeOf = signs.map(({ name, isInk }) => (isInk ? (meaning(name) ?? UNKNOWN) : BLANK))
  return Uint32Array.from(signOf, (sign) => codeOf[sign] ?? UNKNOWN)
}

/** In words an asked sign stands as the character from here on that has its number. */
const FIRST_ASKED = 0xf0000
/** Shorter words say little of a letter in them. */
const SHORTEST = 4
const LETTERS = Array.from(ALPHABET)
const CAPITAL = /\p{Lu}/u

interface Asked {
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
function askWords(
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
  return pages.flatMap(({ coded }) => {
    const codes = codesOf(coded, (name) => numbers.get(name) ?? alphabet.get(name)?.codePointAt(0))
    return buildWords({ ...coded.glyphs, codes }, { vertical: [], horizontal: [] }).flatMap(
      ({ text }) => {
        const core = text.replace(/^[^\p{L}\p{Co}]+|[^\p{L}\p{Co}]+$/gu, '')
        return /\p{Co}/u.test(core) && Array.from(core).length >= SHORTEST ? [core] : []
      },
    )
  })
}

/** By letter how much speaks for it: the recogniser's confidence in its words, summed up. */
type SignVotes = ReadonlyMap<string, number>

/** What was recognised where signs are drawn, by name of the sign. */
export type Votes = Map<string, Map<string, number>>

/** A page of which it is known what is drawn. */
export type CodedPage = PdfPage & { readonly coded: CodedText }

/**
 * Adds what a page says: each recognised word votes for the signs that are drawn in its box, where
 * it has as many letters as there are signs.
 */
export function addVotes(votes: Votes, page: CodedPage, words: readonly SeenWord[]): void {
  const { glyphs, signs, signOf } = page.coded
  const charactersIn = findCharacters(glyphs, {
    seenBox: page.seenBox,
    isDrawn: (index) => signs[signOf[index] ?? 0]?.isInk === true,
  })
  for (const { text, box, confidence = 1 } of words) {
    const inside = charactersIn(box)
    const letters = Array.from(text)
    if (letters.length !== inside.length) continue
    inside.forEach((character, index) => {
      const sign = signs[signOf[character] ?? 0]?.name ?? ''
      const letter = letters[index] ?? ''
      const own = votes.get(sign) ?? new Map<string, number>()
      own.set(letter, (own.get(letter) ?? 0) + confidence)
      votes.set(sign, own)
    })
  }
}

/** A recognised word; its box stands on the page as it is seen. */
type SeenWord = Pick<Word, 'text' | 'box' | 'confidence'>
