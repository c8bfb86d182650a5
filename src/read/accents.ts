import { checkLimit } from './limits.ts'

/** UTF-16 units of marks in a row; a written letter has at most three. */
const MOST_MARKS = 256
/** Marks and halves of characters lie here; letters of Ukrainian and Latin texts do not. */
// biome-ignore lint/suspicious/noMisleadingCharacterClass: ranges, not characters.
const UNUSUAL = /[\u0300-\u036f\u0483-\u0489\u0591-\u1dff\u20d0-\u20ff\u2cef-\uffff]/

/** True where marks or halves of characters may stand in the text. */
export function isUnusual(text: string): boolean {
  return UNUSUAL.test(text)
}

/**
 * Throws `LIMIT_EXCEEDED` where normalising would take too long: it puts marks in order, in time that
 * grows as the square of their number in a row.
 */
export function checkMarks(text: string): void {
  if (!isUnusual(text)) return
  for (const [marks] of text.matchAll(/\p{M}+/gu))
    checkLimit(marks.length, MOST_MARKS, 'accents on one letter')
}
