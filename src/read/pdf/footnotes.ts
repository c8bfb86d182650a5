import type { Line } from './lines.ts'
import { BLANK, type Word } from './words.ts'

/** A raised number is at most this large and from this to that far above its line, in line sizes. */
const SMALL = 0.8
const LEAST_RAISED = 0.1
const MOST_RAISED = 0.6
const NUMBER = /^\d{1,2}\)?$/
const LETTER_END = /\p{L}[»"”)]*$/u
const LETTER = /^[«"“(]*\p{L}/u

/**
 * The words with a blank before numbers that are raised right after a letter and begin a line below
 * outside tables: marks of footnotes, which are no part of the word. «м²» has no such line. The same
 * array where there are none.
 */
export function partFootnoteMarks<Words extends readonly Word[]>(
  words: Words,
  outside: readonly Line[],
): Words | Word[] {
  const marks = new Set(
    words.filter((word, index) => isRaised(words[index - 1], word) && hasNote(word, outside)),
  )
  if (marks.size === 0) return words
  return words.map((word) => (marks.has(word) ? { ...word, blankBefore: true } : word))
}

function isRaised(before: Word | undefined, word: Word): boolean {
  if (before?.turn !== 0 || word.turn !== 0) return false
  if (!NUMBER.test(word.text) || !LETTER_END.test(before.text)) return false
  if (Math.abs(word.start - before.end) > BLANK * before.size) return false
  const height = (before.baseline - word.baseline) / before.size
  return word.size <= SMALL * before.size && height >= LEAST_RAISED && height <= MOST_RAISED
}

function hasNote(mark: Word, lines: readonly Line[]): boolean {
  return lines.some(({ words: [first, second], baseline }) => {
    const isBelow = baseline > mark.baseline + 2 * mark.size
    return isBelow && first?.text === mark.text && LETTER.test(second?.text ?? '')
  })
}
