import { BLANK, type Word } from '../document/page-content.ts'
import type { Line } from './lines.ts'

/** A raised number is at most this large and from this to that far above its line, in line sizes. */
const SMALL = 0.8
const LEAST_RAISED = 0.1
const MOST_RAISED = 0.6
const NUMBER = /^\d{1,2}\)?$/
/** What a mark may stand behind; behind a digit it would be a power. */
const MARKED_END = /[\p{L}.,;:»"”)]$/u
const LETTER = /^[«"“(]*\p{L}/u
/** Lines of a note follow each other within this, in font sizes. */
const LINE_STEP = 1.6
const SAME_SIZE = 0.1

/** The words of a page without its footnotes, and these. */
export interface WithoutFootnotes {
  readonly words: readonly Word[]
  /** Raised numbers, each a part of no word. */
  readonly marks: readonly Word[]
  /** What the notes say, line by line. */
  readonly notes: readonly Line[]
}

/**
 * Takes out numbers that are raised right after a word and begin a line below outside tables, and the
 * lines of those notes. «м²» has no such line. Null where there are none.
 */
export function takeFootnotes(
  words: readonly Word[],
  outside: readonly Line[],
): WithoutFootnotes | null {
  const raised = words.filter((word, index) => isRaised(words[index - 1], word))
  const pairs = raised.map((mark) => ({ mark, note: noteOf(mark, outside) }))
  const marks = new Set(pairs.flatMap(({ mark, note }) => (note === null ? [] : [mark])))
  if (marks.size === 0) return null
  const firsts = pairs.flatMap(({ note }) => (note === null ? [] : [note]))
  const notes = [...new Set(firsts)].sort((left, right) => left - right)
  const lines = notes.flatMap((first, index) =>
    outside.slice(first, noteEnd(outside, first, notes[index + 1])),
  )
  const taken = new Set(lines.flatMap((line) => line.words))
  return {
    words: words.filter((word) => !marks.has(word) && !taken.has(word)),
    marks: [...marks],
    notes: lines,
  }
}

function isRaised(before: Word | undefined, word: Word): boolean {
  if (before?.turn !== 0 || word.turn !== 0) return false
  if (!NUMBER.test(word.text) || !MARKED_END.test(before.text)) return false
  if (Math.abs(word.start - before.end) > BLANK * before.size) return false
  const height = (before.baseline - word.baseline) / before.size
  return word.size <= SMALL * before.size && height >= LEAST_RAISED && height <= MOST_RAISED
}

/** Index of the line that begins with the number of the mark, null for none. */
function noteOf(mark: Word, lines: readonly Line[]): number | null {
  const found = lines.findIndex(({ words: [first, second], baseline }) => {
    const isBelow = baseline > mark.baseline + 2 * mark.size
    return isBelow && first?.text === mark.text && LETTER.test(second?.text ?? '')
  })
  return found < 0 ? null : found
}

/** The line before which a note ends: another note, a gap, or letters of another size. */
function noteEnd(lines: readonly Line[], first: number, next = lines.length): number {
  for (let index = first + 1; index < next; index += 1) {
    const [upper, line] = [lines[index - 1], lines[index]]
    if (!upper || !line) return index
    const isNear = line.baseline - upper.baseline <= LINE_STEP * line.size
    const isAlike = Math.abs(line.size - upper.size) <= SAME_SIZE * line.size
    if (!isNear || !isAlike) return index
  }
  return next
}
