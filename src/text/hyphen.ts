import { fold } from './fold.ts'
import type { Spelling } from './language.ts'
import { CAPITALS, SMALLS, TORN_ENDINGS } from './letters.ts'
import type { IsWord } from './words.ts'

const CAPITALS_ALONE = new RegExp(`^[${CAPITALS}\\d]+$`)
const CAPITAL_FIRST = new RegExp(`^[${CAPITALS}]`)
const SMALL_FIRST = new RegExp(`^[${SMALLS}]`)
const TORN_ENDING = new RegExp(`^[${TORN_ENDINGS}]$`, 'i')
const SHORTEST_HALF = 4
/** Syllables that are words, too, are shorter. */
const SHORTEST_FIRST = 3
const LONG_HALF = 7
const SOFT_HYPHEN = '\u00ad'

/**
 * What becomes of a hyphen between two halves that stand on two lines: `drop` where it only parted a
 * word, `keep` where it belongs to the word, `blank` where it is kept and a blank follows. Unknown
 * words are told by their shape; a hyphen that nothing speaks for is dropped.
 */
export function keepsHyphen(
  first: string,
  second: string,
  { isWord, language }: Spelling,
): 'keep' | 'drop' | 'blank' {
  const left = fold(first)
  const right = fold(second)
  if (isBoundByForm(first, second)) return isTorn(first, second, isWord) ? 'drop' : 'keep'
  const whole = `${left}-${right}`
  if (language.pattern('hyphenated').test(whole)) return 'keep'
  if (isWord(left + right)) return 'drop'
  if (language.has('behindOpenHyphen', right)) return 'blank'
  if (/[a-z]/.test(left + right)) return 'keep'
  if (isWord(whole) || language.pattern('compound').test(whole)) return 'keep'
  if (language.has('compoundFirst', left) && isWord(right)) return 'keep'
  if (language.has('solidFirst', left)) return 'drop'
  return isCompound(left, right, { isWord, language }) ? 'keep' : 'drop'
}

/** Figures, single letters, abbreviations before an ending and a capital after small letters. */
function isBoundByForm(first: string, second: string): boolean {
  if (/\d$/.test(first) || /^\d/.test(second)) return true
  if (first.length === 1 || (second.length === 1 && !TORN_ENDING.test(second))) return true
  const isCapitals = CAPITALS_ALONE.test(first)
  return isCapitals ? SMALL_FIRST.test(second) : CAPITAL_FIRST.test(second)
}

/** A browser may part a word behind its first letter where a soft hyphen stands there: «у-війшли». */
function isTorn(first: string, second: string, isWord: IsWord): boolean {
  return first.length === 1 && SMALL_FIRST.test(first + second) && isWord(fold(first + second))
}

function isCompound(left: string, right: string, { isWord, language }: Spelling): boolean {
  const isLinked = language.endsIn('compoundEndings', left)
  // «рятувально-водолазна»: a list of words has few adjectives, and hyphens hardly part words into such halves.
  if (!isWord(right)) return isLinked && Math.min(left.length, right.length) >= LONG_HALF
  if (right.length < SHORTEST_HALF) return false
  if (left.length >= SHORTEST_FIRST && isWord(left)) return true
  return left.length > SHORTEST_HALF && isLinked
}

/** The text without the hyphens that show at the end of a line only. */
export function withoutSoftHyphens(text: string): string {
  return text.includes(SOFT_HYPHEN) ? text.replaceAll(SOFT_HYPHEN, '') : text
}

/** The length of the beginning of a text that has so many units without its soft hyphens. */
export function lengthWithSoftHyphens(text: string, length: number): number {
  let left = length
  let end = 0
  for (; left > 0 && end < text.length; end += 1) if (text[end] !== SOFT_HYPHEN) left -= 1
  return end
}
