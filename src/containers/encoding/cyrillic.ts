import { LETTER_FREQUENCIES, OTHER_THAN_866 } from '../../text/letters.ts'

/*
 * One-byte encodings of Cyrillic, told apart by how much like Ukrainian (or Russian) their letters
 * read. All map the bytes 0x00-0x7F to ASCII.
 */

const FREQUENCIES = new Map(
  Object.entries(LETTER_FREQUENCIES).flatMap(([letters, frequency]) =>
    Array.from(letters, (letter) => [letter, frequency] as const),
  ),
)
const UNKNOWN = -60
const COMMON_SIGN = -22
const BOX = /[\u2500-\u259f]/
const BOX_SIGN = -30
/** A capital right after a small letter: the sign of a wrong table. */
const CAPITAL_INSIDE = -25
/** What a table that is hardly met must be better by, over the whole text. */
const RARE_TABLE = -10
/** Without an «і» of its own, ibm866 is typed with the Latin one. */
const LATIN_I = /[а-яё]i|i[а-яё]/i
const SIGNS = new Set('«»–—’‘“”„…№\u00a0°§€•·')
const LETTER = /\p{L}/u
const SAMPLE = 200_000

/** RUSCII, the code page of Ukrainian DOS: ibm866 with its own letters from 0xF2 (RST 2018-91). */
const CODE_PAGE_1125 = new Map(OTHER_THAN_866)
const IN_CODE_PAGE_1125 = new RegExp(`[${[...CODE_PAGE_1125.keys()].join('')}]`, 'g')

interface CodePage {
  readonly name: string
  readonly decode: (bytes: Uint8Array) => string
  /** Whether the table is hardly met, or hardly with this text. */
  readonly isRare: (sample: Uint8Array) => boolean
}

/** What each byte says under a table; made when it is first asked for, since it is kept. */
interface Signs {
  /** Points; 0 for ASCII. */
  readonly points: Int8Array
  /** Capitals that are not ASCII, and small letters of any kind. */
  readonly isCapital: Uint8Array
  readonly isSmall: Uint8Array
}

const never = () => false
const always = () => true

const CODE_PAGES: readonly CodePage[] = [
  { name: 'windows-1251', decode: decoder('windows-1251'), isRare: never },
  { name: 'koi8-u', decode: decoder('koi8-u'), isRare: never },
  { name: 'cp1125', decode: decodeCodePage1125, isRare: never },
  { name: 'ibm866', decode: decoder('ibm866'), isRare: isWithoutLatinI },
  { name: 'iso-8859-5', decode: decoder('iso-8859-5'), isRare: always },
  { name: 'x-mac-cyrillic', decode: decoder('x-mac-cyrillic'), isRare: always },
]
const signs = new Map<string, Signs>()

/** The text under the table that makes the most Ukrainian of it, and the name of that table. */
export function decodeCyrillic(bytes: Uint8Array): {
  readonly text: string
  readonly encoding: string
} {
  const sample = highRuns(bytes)
  const pairs = pairsIn(sample)
  let best = CODE_PAGES[0]
  let bestScore = Number.NEGATIVE_INFINITY
  for (const page of CODE_PAGES) {
    let score = scorePairs(pairs, signsOf(page))
    if (score > bestScore && page.isRare(sample)) score += RARE_TABLE
    if (score <= bestScore) continue
    best = page
    bestScore = score
  }
  const { decode, name } = best ?? { decode: decoder('windows-1251'), name: 'windows-1251' }
  return { text: decode(bytes), encoding: name }
}

/** The part of the file to be judged: the beginning, from the first byte that is not ASCII. */
function highRuns(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte >= 0x80)
  const start = Math.max(0, first - 1)
  return bytes.subarray(start, start + SAMPLE)
}

/**
 * Each byte that is not ASCII behind the byte before it; a ruling line of one character repeated
 * says no more than one of it. Every table is asked about these alone.
 */
function pairsIn(sample: Uint8Array): Uint8Array {
  const pairs = new Uint8Array(sample.length * 2)
  let length = 0
  let before = 0
  for (let index = 0; index < sample.length; index += 1) {
    const byte = sample[index] ?? 0
    if (byte > 0x7f && byte !== before) {
      pairs[length] = before
      pairs[length + 1] = byte
      length += 2
    }
    before = byte
  }
  return pairs.subarray(0, length)
}

/** Sum over the characters that are not ASCII. */
function scorePairs(pairs: Uint8Array, { points, isCapital, isSmall }: Signs): number {
  let sum = 0
  for (let index = 0; index < pairs.length; index += 2) {
    const byte = pairs[index + 1] ?? 0
    sum += points[byte] ?? 0
    if (isCapital[byte] === 1 && isSmall[pairs[index] ?? 0] === 1) sum += CAPITAL_INSIDE
  }
  return sum
}

function signsOf({ name, decode }: CodePage): Signs {
  const known = signs.get(name)
  if (known !== undefined) return known
  const made = {
    points: new Int8Array(256),
    isCapital: new Uint8Array(256),
    isSmall: new Uint8Array(256),
  }
  Array.from(decode(Uint8Array.from({ length: 256 }, (_, byte) => byte))).forEach(
    (character, byte) => {
      const lower = character.toLowerCase()
      made.isSmall[byte] = character === lower && LETTER.test(character) ? 1 : 0
      if (character <= '\u007f') return
      made.points[byte] = FREQUENCIES.get(lower) ?? scoreSign(character)
      made.isCapital[byte] = character === lower ? 0 : 1
    },
  )
  signs.set(name, made)
  return made
}

function scoreSign(character: string): number {
  if (SIGNS.has(character)) return COMMON_SIGN
  return BOX.test(character) ? BOX_SIGN : UNKNOWN
}

/** Text in the code page of Ukrainian DOS. */
export function decodeCodePage1125(bytes: Uint8Array): string {
  return decoder('ibm866')(bytes).replace(
    IN_CODE_PAGE_1125,
    (letter) => CODE_PAGE_1125.get(letter) ?? letter,
  )
}

function isWithoutLatinI(sample: Uint8Array): boolean {
  return !LATIN_I.test(decoder('ibm866')(sample))
}

// From 0x80 on, where it is not Latin-1; undefined codes stay what they are. Node 20 has them wrong.
const FROM_80 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** Text in windows-1252. */
export function decodeLatin(bytes: Buffer): string {
  return bytes
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, (character) => FROM_80.charAt(character.charCodeAt(0) - 0x80))
}

function decoder(encoding: string): (bytes: Uint8Array) => string {
  return (bytes) => new TextDecoder(encoding).decode(bytes)
}
