import { ZvitError } from '../model/error.ts'
import { isSpaceCode } from './letters.ts'

/** UTF-16 units of marks in a row; a written letter has at most three. */
const MOST_MARKS = 256
/** Marks lie here; letters of Ukrainian and Latin texts do not. */
// biome-ignore lint/suspicious/noMisleadingCharacterClass: ranges, not characters.
const MAY_BE_MARK = /[\u0300-\u036f\u0483-\u0489\u0591-\u1dff\u20d0-\u20ff\u2cef-\uffff]/

/**
 * Units that normalising neither changes nor puts in order, from and to: Latin, Cyrillic, common
 * signs, none of which composes with what stands before it. A text of these alone is in NFC.
 */
const STABLE: readonly (readonly [from: number, to: number])[] = [
  [0, 0x2ff],
  [0x400, 0x482],
  [0x48a, 0x52f],
  [0x2010, 0x2027],
  [0x2030, 0x205e],
  [0x20a0, 0x20bf],
  [0x2116, 0x2116],
]

const MAY_CHANGE = new RegExp(
  `[^${STABLE.map((range) => range.map(unitInClass).join('-')).join('')}]`,
)

function unitInClass(code: number): string {
  return `\\u${code.toString(16).padStart(4, '0')}`
}

/** False where a text is in NFC, has no halves of characters, and stays so beside any such text. */
export function mayChange(text: string): boolean {
  return MAY_CHANGE.test(text)
}

/**
 * The text in NFC. Throws `LIMIT_EXCEEDED` where more than 256 marks stand in a row: normalising puts
 * them in order, in time that grows as the square of their number.
 */
export function compose(text: string): string {
  if (!MAY_CHANGE.test(text)) return text
  if (text.length > MOST_MARKS && MAY_BE_MARK.test(text)) checkMarks(text)
  return text.normalize('NFC')
}

function checkMarks(text: string): void {
  for (const [marks] of text.matchAll(/\p{M}+/gu))
    if (marks.length > MOST_MARKS)
      throw new ZvitError(
        'LIMIT_EXCEEDED',
        `The document has more than ${MOST_MARKS} accents on one letter.`,
      )
}

const CODES = 0x10000
const UNSURE = 2

/** What each UTF-16 unit counts for: 0 or 1, or what normalising makes of the text. */
const COUNTS = new Uint8Array(CODES).fill(UNSURE)
for (const [from, to] of STABLE)
  for (let code = from; code <= to; code += 1) COUNTS[code] = isSpaceCode(code) ? 0 : 1

/**
 * Number of characters that are not white space, in UTF-16 units after NFC: the unit in which
 * conservation is counted. White space is what JavaScript's `\s` matches. Throws what `compose` throws.
 */
export function countCharacters(text: string): number {
  let count = 0
  for (let index = 0; index < text.length; index += 1) {
    const counts = COUNTS[text.charCodeAt(index)] ?? UNSURE
    if (counts === UNSURE) return countInk(compose(text))
    count += counts
  }
  return count
}

function countInk(normal: string): number {
  let count = 0
  for (let index = 0; index < normal.length; index += 1)
    if (!isSpaceCode(normal.charCodeAt(index))) count += 1
  return count
}
