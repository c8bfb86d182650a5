import { COMMONEST, OFTEN_ALONE, ONCE_ALONE } from '../text/letters.ts'
import type { IsWord } from '../text/words.ts'
import {
  type Glyphs,
  isRecognised,
  type LayerFault,
  type PageScan,
  type PdfPage,
  PLACE,
} from './engine.ts'
import { buildWords } from './words.ts'

/*
 * What is wrong with a text layer, told by its letters. Shares of letters in Ukrainian: і 5.6 %,
 * ї and є 0.6 % each; Russian has no і, but ы 1.9 %.
 */

/** Fewer letters than this tell nothing. */
const FEWEST_LETTERS = 150
/** The commonest of fewer letters may be any. */
const FEWEST_TOLD = 20
/** Shapes without a Unicode value of their own: bullets and arrows are some, letters are many. */
const UNMAPPED = 0.05
const FEWEST_UNMAPPED = 20
/** Share of «і» under which it must have been lost, and of «ы» over which the text is Russian. */
const LEAST_I = 0.005
const RUSSIAN = 0.003
/** Share of words that hold Latin and Cyrillic letters; a typist mixes few, a wrong map many. */
const MIXED = 0.2
/** Share of letters that are Latin with marks: «Çâ³ò» for «Звіт». */
const FOREIGN = 0.3
/** Share of letters that stand alone though no such word exists. */
const STRAY = 0.08

const FOREIGN_LETTERS = /[\u00b2\u00b3\u00bf-\u024f]|[\u00aa\u00af\u00b9\u00ba]/gu
const CYRILLIC = /[\u0400-\u04ff]/
const CYRILLIC_LETTERS = /\p{Script=Cyrillic}/gu
const OTHER_SCRIPTS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Arabic}\p{Script=Hebrew}]/gu
const LATIN = /[A-Za-zÏï]/
const WORD = /[\p{L}'’ʼ]+/gu
/** One letter before a full stop is an initial, before a bracket a label. */
const ALONE = /(?<![\p{L}\p{N}'’ʼ-])\p{Script=Cyrillic}(?![\p{L}\p{N}'’ʼ.)-])/gu

/**
 * What is wrong with the characters of a page, most grave first; null where nothing is seen. Of them
 * `broken` have no Unicode value, and may stand there as their codes.
 */
export function findLayerFault(glyphs: Glyphs, broken = 0): LayerFault | null {
  const text = textOf(glyphs)
  const letters = countOf(text, /\p{L}/gu)
  const unmapped = countUnmapped(text, broken)
  if (unmapped >= FEWEST_UNMAPPED && unmapped > UNMAPPED * (letters + unmapped)) return 'unmapped'
  if (letters < FEWEST_LETTERS) return null
  const foreign = countOf(text, FOREIGN_LETTERS)
  if (foreign > FOREIGN * letters) return 'foreign'
  if (hasLostLetters(text, letters)) return 'letters_lost'
  const words = text.match(WORD) ?? []
  const mixed = words.filter((word) => CYRILLIC.test(word) && LATIN.test(word)).length
  if (mixed > MIXED * words.length) return 'look_alikes'
  const alone = text.match(ALONE) ?? []
  const stray = alone.filter((letter) => !OFTEN_ALONE.includes(letter)).length
  const isTorn =
    stray > STRAY * words.length && !alone.every((letter) => ONCE_ALONE.includes(letter))
  return isTorn ? 'torn' : null
}

/** Where so much of the text is lost, or it is known to be Ukrainian, its picture says more. */
const MOSTLY_UNMAPPED = 0.6
const UKRAINIAN = 0.3

/** True where a page is read better from its picture: it is Ukrainian, and letters of it are lost. */
export function isBetterSeen({ glyphs, fault, broken }: PdfPage): boolean {
  if (fault === 'letters_lost' || fault === 'foreign' || fault === 'strange') return true
  if (fault !== 'unmapped') return false
  const text = textOf(glyphs)
  const cyrillic = countOf(text, /\p{Script=Cyrillic}/gu)
  const unmapped = countUnmapped(text, broken)
  const all = Math.max(unmapped, countOf(text, /\S/gu))
  return unmapped > MOSTLY_UNMAPPED * all || cyrillic > UKRAINIAN * (all - unmapped)
}

/** True where another reader may know what the letters of a page are. */
export function isUnread(page: PdfPage): boolean {
  const { fault } = page
  if (fault === 'unmapped' || fault === 'letters_lost' || fault === 'strange') return true
  return countLost(page) > 0
}

/** Characters without a Unicode value, and letters with marks where there are too many for any language. */
export function countLost({ glyphs }: PdfPage): number {
  const text = textOf(glyphs)
  const foreign = countOf(text, FOREIGN_LETTERS)
  const isForeign = foreign > FOREIGN * countOf(text, /\p{L}/gu)
  return countOf(text, /\ufffd/g) + (isForeign ? foreign : 0)
}

/** The commonest letters of English and of other languages in Latin letters. */
const LATIN_COMMON = /[aeinorst]/giu
const LEAST_LATIN_COMMON = 0.5
/**
 * What share of the letters of a text the commonest ones of its script make up at least; of codes that
 * are taken for letters they make up a half of that. The recogniser knows no other scripts.
 */
const SCRIPTS = [
  { script: /\p{Script=Latin}/gu, common: LATIN_COMMON, least: LEAST_LATIN_COMMON },
  { script: CYRILLIC_LETTERS, common: new RegExp(`[${COMMONEST}]`, 'gu'), least: 0.25 },
  { script: /\p{Script=Greek}/gu, common: /[αεηιοτσν]/giu, least: 0.45 },
  { script: OTHER_SCRIPTS, common: OTHER_SCRIPTS, least: 0 },
]

/** True where the letters of a page are those of words: of the list, or of a language without one. */
export function makesWords({ glyphs, broken }: PdfPage, isWord: IsWord | undefined): boolean {
  if (findLayerFault(glyphs, broken) !== null || broken > UNMAPPED * glyphs.count) return false
  if (isWord && isStrangeText(glyphs, isWord, READABLE)) return false
  const text = textOf(glyphs).normalize('NFD')
  const letters = countOf(text, /\p{L}/gu)
  if (letters < FEWEST_TOLD) return true
  return SCRIPTS.some(({ script, common, least }) => {
    const own = countOf(text, script)
    return 2 * own > letters && countOf(text, common) >= least * own
  })
}

/** Codes that are the letters of a text after all, as of old programs, count as mapped. */
function countUnmapped(text: string, broken: number): number {
  const unmapped = countOf(text, /[\ufffd\ue000-\uf8ff]/gu)
  if (broken <= unmapped) return unmapped
  const latin = countOf(text, /[a-z]/giu)
  const isText = 2 * latin > broken && countOf(text, LATIN_COMMON) > LEAST_LATIN_COMMON * latin
  return isText ? unmapped : Math.max(unmapped, broken)
}

/** The characters in the order of the file. */
function textOf({ count, codes }: Glyphs): string {
  let text = ''
  for (let index = 0; index < count; index += 1) text += String.fromCodePoint(codes[index] ?? 0)
  return text
}

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}

function hasLostLetters(text: string, letters: number): boolean {
  const cyrillic = countOf(text, CYRILLIC_LETTERS)
  return isOfUkrainian(text, cyrillic, letters) && countOf(text, /[іi]/gu) < LEAST_I * cyrillic
}

/** True for many letters that are Cyrillic, and not Russian. */
function isUkrainian(text: string): boolean {
  return isOfUkrainian(text, countOf(text, CYRILLIC_LETTERS), countOf(text, /\p{L}/gu))
}

function isOfUkrainian(text: string, cyrillic: number, letters: number): boolean {
  if (cyrillic < 0.8 * letters || cyrillic < FEWEST_LETTERS) return false
  return countOf(text, /[ыЫ]/gu) <= RUSSIAN * cyrillic
}

/*
 * A text layer of wrong letters that are as likely as the right ones. Measured (November 2026, 392
 * pages of 1,100 files of all makes, public ones too): of the longer words of sound Ukrainian pages
 * 73 % and more are in the list; with letters moved by one 0 %, with three pairs of letters taken for
 * each other 1 to 8 %, with «а» and «о» alone 20 to 26 %.
 */

/** Where less than this share of the words is known they are words of no Ukrainian text. */
const STRANGE = 0.4
/** Fewer words tell nothing. */
const FEWEST_WORDS = 20
/** Characters from the middle of a page that are looked at. */
const SAMPLE = 500
/** A picture from which this share of the words is known is a Ukrainian text. */
const READABLE = 0.6

/** The pages, those whose letters make hardly any words with the fault `strange`. */
export function doubtPages(
  pages: readonly PdfPage[],
  isWord: IsWord | undefined,
): readonly PdfPage[] {
  if (!isWord) return pages
  return pages.map((page) => (isStrange(page, isWord) ? { ...page, fault: 'strange' } : page))
}

function isStrange(page: PdfPage, isWord: IsWord): boolean {
  const { fault, repaired = 0 } = page
  if (fault || repaired > 0 || isRecognised(page)) return false
  return isStrangeText(page.glyphs, isWord, STRANGE)
}

/** True for Ukrainian of whose words less than a share is known. */
function isStrangeText(all: Glyphs, isWord: IsWord, least: number): boolean {
  const glyphs = middleOf(all)
  const text = textOf(glyphs)
  // Programs leave out blanks: what looks strange is looked at again, its words built from places.
  if (knownShare([text], isWord) >= least || !isUkrainian(text)) return false
  const words = buildWords(glyphs, { vertical: [], horizontal: [] }).map((word) => word.text)
  return longWords(words).length >= FEWEST_WORDS && knownShare(words, isWord) < least
}

function middleOf({ count, codes, places, runs, runOf }: Glyphs): Glyphs {
  const start = Math.max(0, (count - SAMPLE) >> 1)
  const end = Math.min(count, start + SAMPLE)
  return {
    count: end - start,
    codes: codes.subarray(start, end),
    places: places.subarray(PLACE * start, PLACE * end),
    runs,
    runOf: runOf.subarray(start, end),
  }
}

/** True where what is recognised are words of the language, so that a layer of others is wrong. */
export function isReadable({ words }: PageScan, isWord: IsWord | undefined): boolean {
  const texts = words.map(({ text }) => text)
  return knownShare(texts, isWord) >= READABLE
}

/** The page, its layer believed. */
export function withoutFault({ fault: _fault, coded: _coded, ...page }: PdfPage): PdfPage {
  return page
}

/** Shorter words are not looked up. */
const SHORTEST = 4

/** The longer words of texts. */
function longWords(texts: readonly string[]): string[] {
  return texts.flatMap((text) => text.match(WORD) ?? []).filter((word) => word.length >= SHORTEST)
}

/** The share of the longer words that is in the list; 1 where there is no list or no such word. */
export function knownShare(texts: readonly string[], isWord: IsWord | undefined): number {
  const long = longWords(texts)
  if (!isWord || long.length === 0) return 1
  return long.filter(isWord).length / long.length
}
