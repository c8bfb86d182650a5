import { fold } from '../../text/fold.ts'
import { LETTERS } from '../../text/letters.ts'
import { firstNotBefore } from '../../text/lists.ts'
import { isEnding, type Prepared } from './lexicon.ts'

const PIECES = new RegExp(`[${LETTERS}'’ʼ]+`, 'g')
const LONGEST_ENDING = 5
const MOST_PIECES = 12

interface Piece {
  readonly text: string
  readonly start: number
  readonly end: number
}

/**
 * The text with words torn by blanks or by a hyphen and a blank closed where the lexicon knows the
 * whole («обл держадм і н і страції»); the text itself where nothing is torn.
 */
export function closeTornBodies(text: string, prepared: Prepared): string {
  const folded = fold(text)
  const pieces: Piece[] = []
  for (const match of folded.matchAll(PIECES))
    pieces.push({ text: match[0], start: match.index, end: match.index + match[0].length })
  let closed = ''
  let end = 0
  for (let index = 0; index < pieces.length; index += 1) {
    const last = lastOfTorn(pieces, index, { folded, prepared })
    for (; index < last; index += 1) {
      const [piece, next] = [pieces[index], pieces[index + 1]]
      if (!piece || !next) break
      closed += text.slice(end, piece.end)
      end = next.start
    }
  }
  return end === 0 ? text : closed + text.slice(end)
}

interface Closing {
  readonly folded: string
  readonly prepared: Prepared
}

/** Index of the last piece of the longest known word that begins with this piece. */
function lastOfTorn(
  pieces: readonly Piece[],
  first: number,
  { folded, prepared }: Closing,
): number {
  const piece = pieces[first]
  if (!piece) return first
  // «орган и»: a letter that is no word goes to the word before it, which is one already.
  const isStray = prepared.language.has('strayLetters', pieces[first + 1]?.text ?? '')
  if (isKnown(piece.text, prepared) && !isStray) return first
  let whole = piece.text
  let last = first
  for (let index = first + 1; index < Math.min(pieces.length, first + MOST_PIECES); index += 1) {
    const [before, next] = [pieces[index - 1], pieces[index]]
    if (!before || !next || !/^(?:\s|-\s?)$/.test(folded.slice(before.end, next.start))) break
    whole += next.text
    if (isKnown(whole, prepared)) last = index
    else if (!startsKnown(whole, prepared)) break
  }
  return last
}

function isKnown(word: string, { words: { whole, open, bare }, language }: Prepared): boolean {
  if (whole.has(word)) return true
  if (bare.has(word)) return false
  for (let ending = 0; ending <= LONGEST_ENDING && ending < word.length; ending += 1)
    if (
      open.has(word.slice(0, word.length - ending)) &&
      isEnding(word.slice(word.length - ending), language)
    )
      return true
  return false
}

/** True where a known word begins so, or the ending of one may follow. */
function startsKnown(word: string, prepared: Prepared): boolean {
  const { sorted } = prepared.words
  const first = firstNotBefore(sorted.length, (index) => (sorted[index] ?? '') < word)
  return sorted[first]?.startsWith(word) === true || isKnown(word, prepared)
}
