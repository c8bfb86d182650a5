import type { Glyphs, PdfPage } from './engine.ts'

/*
 * What is wrong with a text layer, told by its letters. Shares of letters in Ukrainian: і 5.6 %,
 * ї and є 0.6 % each; Russian has no і, but ы 1.9 %.
 */

/** Why the text of a page cannot be trusted. */
export type LayerFault =
  | 'unmapped'
  | 'foreign'
  | 'letters_lost'
  | 'strange'
  | 'look_alikes'
  | 'torn'

/** Fewer letters than this tell nothing. */
const FEWEST_LETTERS = 150
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

const CYRILLIC = /[\u0400-\u04ff]/
const CYRILLIC_LETTERS = /\p{Script=Cyrillic}/gu
const LATIN = /[A-Za-zÏï]/
const WORD = /[\p{L}'’ʼ]+/gu
/** One letter before a full stop is an initial, before a bracket a label. */
const ALONE = /(?<![\p{L}\p{N}'’ʼ-])\p{Script=Cyrillic}(?![\p{L}\p{N}'’ʼ.)-])/gu
const WORD_OF_ONE = /^[аАбБвВєЄжЖзЗиИіІїЇйЙоОсСуУяЯ]$/u
const OFTEN_ALONE = /^[аАвВєЄзЗіІйЙоОуУяЯ]$/u

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
  const foreign = countOf(text, /[\u00b2\u00b3\u00bf-\u024f]|[\u00aa\u00af\u00b9\u00ba]/gu)
  if (foreign > FOREIGN * letters) return 'foreign'
  if (hasLostLetters(text, letters)) return 'letters_lost'
  const words = text.match(WORD) ?? []
  const mixed = words.filter((word) => CYRILLIC.test(word) && LATIN.test(word)).length
  if (mixed > MIXED * words.length) return 'look_alikes'
  const alone = text.match(ALONE) ?? []
  const stray = alone.filter((letter) => !OFTEN_ALONE.test(letter)).length
  const isTorn = stray > STRAY * words.length && !alone.every((letter) => WORD_OF_ONE.test(letter))
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

/** The commonest letters of English and of other languages in Latin letters. */
const LATIN_COMMON = /[aeinorst]/giu
const LEAST_LATIN_COMMON = 0.5

/** Codes that are the letters of a text after all, as of old programs, count as mapped. */
function countUnmapped(text: string, broken: number): number {
  const unmapped = countOf(text, /[\ufffd\ue000-\uf8ff]/gu)
  if (broken <= unmapped) return unmapped
  const latin = countOf(text, /[a-z]/giu)
  const isText = 2 * latin > broken && countOf(text, LATIN_COMMON) > LEAST_LATIN_COMMON * latin
  return isText ? unmapped : Math.max(unmapped, broken)
}

/** The characters in the order of the file. */
export function textOf({ count, codes }: Glyphs): string {
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
export function isUkrainian(text: string): boolean {
  return isOfUkrainian(text, countOf(text, CYRILLIC_LETTERS), countOf(text, /\p{L}/gu))
}

function isOfUkrainian(text: string, cyrillic: number, letters: number): boolean {
  if (cyrillic < 0.8 * letters || cyrillic < FEWEST_LETTERS) return false
  return countOf(text, /[ыЫ]/gu) <= RUSSIAN * cyrillic
}
