import type { IsWord } from '../text/words.ts'
import { type Glyphs, isRecognised, type PageScan, type PdfPage, PLACE } from './engine.ts'
import { knownShare, longWords } from './known-share.ts'
import { isUkrainian, textOf } from './layer.ts'
import { buildWords } from './words.ts'

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
  const glyphs = middleOf(page.glyphs)
  const text = textOf(glyphs)
  // Programs leave out blanks: what looks strange is looked at again, its words built from places.
  if (knownShare([text], isWord) >= STRANGE || !isUkrainian(text)) return false
  const words = buildWords(glyphs, { vertical: [], horizontal: [] }).map((word) => word.text)
  return longWords(words).length >= FEWEST_WORDS && knownShare(words, isWord) < STRANGE
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
