import type { Box, Turn, Word } from '../document/page-content.ts'
import { type Glyphs, type PdfPage, PLACE } from './engine.ts'
import type { CodedText } from './signs.ts'

/** By letter how much speaks for it: the recogniser's confidence in its words, summed up. */
export type SignVotes = ReadonlyMap<string, number>

/** What was recognised where signs are drawn, by name of the sign. */
export type Votes = Map<string, Map<string, number>>

/** A page of which it is known what is drawn. */
export type CodedPage = PdfPage & { readonly coded: CodedText }

/** Characters belong to a recognised word whose box their middle is in, or nearer than this share of their height. */
const NEAR = 0.12
/** Height of the stripes in which characters are looked up, points. */
const STRIPE = 8

/**
 * Adds what a page says: each recognised word votes for the signs that are drawn in its box, where
 * it has as many letters as there are signs.
 */
export function addVotes(votes: Votes, page: CodedPage, words: readonly SeenWord[]): void {
  const { glyphs, signs, signOf } = page.coded
  const stripes = stripesOf(page)
  for (const { text, box, confidence = 1 } of words) {
    const inside = charactersIn(box, page, stripes)
    const letters = Array.from(text)
    if (letters.length !== inside.length) continue
    const ordered = inReadingOrder(inside, glyphs)
    ordered.forEach((character, index) => {
      const sign = signs[signOf[character] ?? 0]?.name ?? ''
      const letter = letters[index] ?? ''
      const own = votes.get(sign) ?? new Map<string, number>()
      own.set(letter, (own.get(letter) ?? 0) + confidence)
      votes.set(sign, own)
    })
  }
}

/** A recognised word; its box stands on the page as it is seen. */
export type SeenWord = Pick<Word, 'text' | 'box' | 'confidence'>

/** Characters that are drawn, by stripe of the page. */
type Stripes = ReadonlyMap<number, readonly number[]>

function stripesOf({ coded, seenBox }: CodedPage): Stripes {
  const { glyphs, signs, signOf } = coded
  const stripes = new Map<number, number[]>()
  for (let index = 0; index < glyphs.count; index += 1) {
    if (!signs[signOf[index] ?? 0]?.isInk) continue
    const box = boxOf(glyphs, index)
    const [, top, , bottom] = seenBox ? seenBox(box) : box
    const stripe = Math.floor((top + bottom) / 2 / STRIPE)
    const inside = stripes.get(stripe) ?? []
    inside.push(index)
    stripes.set(stripe, inside)
  }
  return stripes
}

function charactersIn(
  [x0, y0, x1, y1]: Box,
  { coded: { glyphs }, seenBox }: CodedPage,
  stripes: Stripes,
): number[] {
  const found: number[] = []
  const [first, last] = [Math.floor(y0 / STRIPE) - 1, Math.floor(y1 / STRIPE) + 1]
  for (let stripe = first; stripe <= last; stripe += 1)
    for (const index of stripes.get(stripe) ?? []) {
      const own = boxOf(glyphs, index)
      const [left, top, right, bottom] = seenBox ? seenBox(own) : own
      const [x, y] = [(left + right) / 2, (top + bottom) / 2]
      const [across, down] = [NEAR * (right - left), NEAR * (bottom - top)]
      if (x > x0 - across && x < x1 + across && y > y0 - down && y < y1 + down) found.push(index)
    }
  return found
}

function boxOf({ places }: Glyphs, index: number): Box {
  const at = PLACE * index
  return [places[at] ?? 0, places[at + 1] ?? 0, places[at + 2] ?? 0, places[at + 3] ?? 0]
}

function inReadingOrder(characters: readonly number[], glyphs: Glyphs): number[] {
  const turn = glyphs.runs[glyphs.runOf[characters[0] ?? 0] ?? 0]?.turn ?? 0
  const along = (index: number) => startOf(boxOf(glyphs, index), turn)
  return characters.toSorted((left, right) => along(left) - along(right))
}

function startOf([x0, y0, x1, y1]: Box, turn: Turn): number {
  switch (turn) {
    case 0:
      return x0
    case 1:
      return -y1
    case 2:
      return -x1
    case 3:
      return y0
  }
}
