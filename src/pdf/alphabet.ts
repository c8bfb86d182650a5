import { fold } from '../text/fold.ts'
import type { IsWord } from '../text/words.ts'
import { askWords } from './asked-words.ts'
import type { PdfPage } from './engine.ts'
import type { Sign } from './signs.ts'
import type { CodedPage, SignVotes, Votes } from './votes.ts'

/*
 * Letters of a font that does not say what its codes mean. The recogniser reads each sign many times
 * and is right in most of them; where it saw a sign a few times, the list of words has the last say.
 */

/** Letters by sign; signs whose letter nobody knows are not in it. */
export type Alphabet = ReadonlyMap<string, string>

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
  const codeOf = coded.signs.map(({ name, isInk }) =>
    isInk ? (alphabet.get(name)?.codePointAt(0) ?? UNKNOWN) : BLANK,
  )
  const codes = Uint32Array.from(coded.signOf, (sign) => codeOf[sign] ?? UNKNOWN)
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
