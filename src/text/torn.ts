import { CAPITALS, JOINING_LETTERS, LETTERS, NEVER_ALONE, SMALLS, wordSpans } from './letters.ts'
import { append } from './lists.ts'
import type { IsWord } from './words.ts'

/** A worked text and where each of its UTF-16 units stood in the original. */
export interface Aligned {
  readonly text: string
  readonly offsets: Int32Array
}

/** One stretch of letters. */
interface Piece {
  readonly text: string
  readonly start: number
  readonly end: number
  /** Cost of leaving it as a word of its own. */
  readonly cost: number
}

/** The cheapest way to cut the pieces before this one into words. */
interface Cut {
  readonly cost: number
  readonly from: number
}

const SPACED_CAPITALS = new RegExp(
  `(?<![${LETTERS}])[${CAPITALS}](?:[ \\u00a0][${CAPITALS}]){3,}(?![${LETTERS}])`,
  'g',
)
const SPACED_PAIR = new RegExp(`[${CAPITALS}][ \\u00a0][${CAPITALS}][ \\u00a0]`)
const ALL_CAPITALS = new RegExp(`^[${CAPITALS}]+$`)
const CAPITAL = new RegExp(`^[${CAPITALS}]`)
const SMALL = new RegExp(`^['’ʼ]?[${SMALLS}]`)
const [BLANK, NO_BREAK, HYPHEN] = [0x20, 0xa0, 0x2d]
const MOST_PIECES = 8
const LONGEST_WORD = 36
const SHORTEST_WORD = 5

/*
 * Costs: to leave a stranger, a stray letter, an unknown name; to make one word of several pieces;
 * to use up a real word, short or long, in it. A word is closed only where that is cheaper than to
 * leave all its pieces, so that two real words never become one.
 */
const STRANGER = 5
const STRAY_LETTER = 2
const NAME = 2
const CLOSING = 1
const SHORT_WORD = 1
const LONG_WORD = 3

/** Cheaper ways to ask what `isWord` would say. */
interface Shortcuts {
  /** Of what pieces make together. */
  readonly isWhole?: IsWord
  /** Of a word of the text by its number from 0, as `wordSpans` has them. */
  isWordAt?(index: number): boolean
}

/**
 * The text with words torn by blanks closed («п ідрозділ и» → «підрозділи») and letter-spaced
 * capitals drawn together («Р І Ш Е Н Н Я», at least four); for comparison only. Conservative: some
 * piece is no word, the whole is one. Nothing but blanks and hyphens between pieces is left out.
 */
export function closeTornWords(text: string, isWord: IsWord, shortcuts: Shortcuts = {}): Aligned {
  return withoutGaps(findTornGaps(text, isWord, shortcuts), text)
}

/** The gaps that `closeTornWords` closes. */
export function findTornGaps(
  text: string,
  isWord: IsWord,
  shortcuts: Shortcuts = {},
): readonly Gap[] {
  const gaps = gapsOfCapitals(text)
  for (const spans of strangeChains(text, isWord, shortcuts)) {
    const chain = piecesOf(text, spans, isWord)
    if (chain.every((piece) => piece.cost === 0)) continue
    append(gaps, tornGaps(chain, shortcuts.isWhole ?? isWord))
  }
  return gaps
}

/** `[start, end)` of blanks and hyphens. */
type Gap = readonly [number, number]

function gapsOfCapitals(text: string): Gap[] {
  const gaps: Gap[] = []
  if (!SPACED_PAIR.test(text)) return gaps
  for (const match of text.matchAll(SPACED_CAPITALS))
    for (let index = 1; index < match[0].length; index += 1)
      if (/\s/.test(match[0].charAt(index)))
        gaps.push([match.index + index, match.index + index + 1])
  return gaps
}

/**
 * Spans of the words with nothing but a blank or a hyphen between neighbours, where one of them is
 * strange.
 */
function strangeChains(
  text: string,
  isWord: IsWord,
  { isWordAt }: Shortcuts,
): readonly (readonly number[])[] {
  const found: (readonly number[])[] = []
  const spans = wordSpans(text)
  let first = 0
  let isStrange = false
  for (let place = 0; place < spans.length; place += 2) {
    if (place > 0 && !isGap(text, spans[place - 1] ?? 0, spans[place] ?? 0)) {
      if (isStrange) found.push(spans.slice(first, place))
      first = place
      isStrange = false
    }
    isStrange ||= isWordAt
      ? !isWordAt(place >> 1)
      : !isWord(text.slice(spans[place], spans[place + 1]))
  }
  if (isStrange) found.push(spans.slice(first))
  return found
}

function piecesOf(text: string, spans: readonly number[], isWord: IsWord): readonly Piece[] {
  const pieces: Piece[] = []
  for (let place = 0; place < spans.length; place += 2) {
    const [start = 0, end = start] = [spans[place], spans[place + 1]]
    const word = text.slice(start, end)
    pieces.push({ text: word, start, end, cost: costOf(word, isWord) })
  }
  return pieces
}

/** A blank, a hyphen, or a hyphen and a blank. */
function isGap(text: string, start: number, end: number): boolean {
  const first = text.charCodeAt(start)
  if (end - start === 1) return first === BLANK || first === NO_BREAK || first === HYPHEN
  return end - start === 2 && first === HYPHEN && text.charCodeAt(start + 1) === BLANK
}

function costOf(word: string, isWord: IsWord): number {
  if (word.length > LONGEST_WORD || isWord(word)) return 0
  // «м», «р», «п» may be abbreviations.
  if (word.length === 1) return NEVER_ALONE.includes(word) ? STRANGER : STRAY_LETTER
  if (ALL_CAPITALS.test(word) || /[A-Za-z]/.test(word)) return 0
  return CAPITAL.test(word) ? NAME : STRANGER
}

function tornGaps(chain: readonly Piece[], isWhole: IsWord): readonly Gap[] {
  const cuts: Cut[] = [{ cost: 0, from: 0 }]
  for (let end = 1; end <= chain.length; end += 1) cuts.push(cheapest(chain, cuts, end, isWhole))
  const gaps: Gap[] = []
  let end = chain.length
  while (end > 0) {
    const from = cuts[end]?.from ?? end - 1
    for (let index = from; index < end - 1; index += 1)
      gaps.push([chain[index]?.end ?? 0, chain[index + 1]?.start ?? 0])
    end = from
  }
  return gaps
}

function cheapest(
  chain: readonly Piece[],
  cuts: readonly Cut[],
  end: number,
  isWhole: IsWord,
): Cut {
  const last = chain[end - 1]
  if (!last) return { cost: 0, from: 0 }
  let best: Cut = { cost: (cuts[end - 1]?.cost ?? 0) + last.cost, from: end - 1 }
  // A word is closed only around what is no word.
  if (!isAnyStrange(chain, end)) return best
  let length = last.text.length
  // «заборон і обмежень»: a conjunction after a form that the list lacks.
  let used = CLOSING + (isJoining(last.text) ? STRANGER : useCost(last))
  for (let from = end - 2; from >= 0 && from >= end - MOST_PIECES; from -= 1) {
    const piece = chain[from]
    const next = chain[from + 1]
    if (!piece || !next || !continues(piece, next)) break
    length += piece.text.length
    used += useCost(piece)
    // What is used up only grows.
    if (length > LONGEST_WORD || used >= best.cost) break
    const cost = (cuts[from]?.cost ?? 0) + used
    if (length >= SHORTEST_WORD && cost < best.cost && isWhole(joined(chain, from, end)))
      best = { cost, from }
  }
  return best
}

function isAnyStrange(chain: readonly Piece[], end: number): boolean {
  for (let index = Math.max(0, end - MOST_PIECES); index < end; index += 1)
    if ((chain[index]?.cost ?? 0) > 0) return true
  return false
}

function joined(chain: readonly Piece[], from: number, end: number): string {
  let whole = ''
  for (let index = from; index < end; index += 1) whole += chain[index]?.text ?? ''
  return whole
}

/** A capital begins a word, unless all is in capitals. */
function continues(piece: Piece, next: Piece): boolean {
  return SMALL.test(next.text) || (ALL_CAPITALS.test(next.text) && ALL_CAPITALS.test(piece.text))
}

function useCost(piece: Piece): number {
  if (piece.cost > 0) return 0
  return piece.text.length <= 2 ? SHORT_WORD : LONG_WORD
}

function isJoining(text: string): boolean {
  return text.length === 1 && JOINING_LETTERS.includes(text)
}

/** The text without the gaps. */
export function withoutGaps(gaps: readonly Gap[], text: string): Aligned {
  const leftOut = new Uint8Array(text.length)
  for (const [start, end] of gaps) leftOut.fill(1, start, end)
  const offsets = new Int32Array(text.length)
  let kept = 0
  for (let index = 0; index < text.length; index += 1) {
    if (leftOut[index] === 1) continue
    offsets[kept] = index
    kept += 1
  }
  if (gaps.length === 0) return { text, offsets }
  const home = offsets.subarray(0, kept)
  return { text: Array.from(home, (index) => text.charAt(index)).join(''), offsets: home }
}
