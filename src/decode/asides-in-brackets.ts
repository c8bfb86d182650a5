import type { Grammar } from '../model/grammar.ts'
import { type Aside, asideOf } from '../tables/content.ts'
import type { FieldLine } from '../tables/field-lines.ts'
import type { Slot } from '../tables/slots.ts'
import { CAPITALS, SMALLS } from '../text/characters.ts'

/*
 * «1. Оренда приміщень (Мороз І. В., до 25.01.2025).»: who and when in one bracket behind a measure,
 * parted by one of its commas or semicolons.
 */

/** A bracket at the end of a line, or before the dash of an answer. */
const BRACKET = /\(([^()]{3,160})\)\.?(?=[^\S\n]*(?:\n|$)|\s+[–—-]\s)/g
const LONGEST_HALF = 160
const CLOSING = /\)\.?$/
const PERSON = new RegExp(
  `^[${CAPITALS}][${SMALLS}'’ʼ-]+\\s+[${CAPITALS}]\\.\\s?(?:[${CAPITALS}]\\.)?$`,
)

/** Where both halves of such brackets begin: offsets. */
export function bracketStarts(text: string, grammar: Grammar): readonly number[] {
  return [...text.matchAll(BRACKET)].flatMap(({ 1: inside = '', index }) => {
    const mark = markBetween(inside, grammar)
    return mark < 0 ? [] : [index, index + 1 + mark + 1].filter((start) => start > 0)
  })
}

/** Index of the mark that parts who and when, so that the time is told shortest; -1 where none does. */
function markBetween(inside: string, grammar: Grammar): number {
  let found = -1
  let shortest = inside.length
  for (const { index } of inside.matchAll(/[,;]/g)) {
    const [left, right] = [inside.slice(0, index), inside.slice(index + 1)]
    const roles = [roleOf(left, grammar), roleOf(right, grammar)]
    if (!roles.includes('deadline') || !roles.includes('executors')) continue
    const { length } = roles[0] === 'deadline' ? left : right
    if (length < shortest) {
      found = index
      shortest = length
    }
  }
  return found
}

function roleOf(text: string, grammar: Grammar): Aside | null {
  const trimmed = text.trim()
  return PERSON.test(trimmed) ? 'executors' : asideOf(trimmed, grammar)
}

/** What a half of a bracket says, in a paragraph that was parted there; null for others. */
export function bracketHalf({ text }: Slot, grammar: Grammar): FieldLine | null {
  const half = text.trim()
  const isClosing = CLOSING.test(half)
  if (half.length > LONGEST_HALF || half.startsWith('(') === isClosing) return null
  const value = half
    .replace(isClosing ? CLOSING : /[,;]$/, '')
    .replace(/^\(/, '')
    .trim()
  const role = /[()]/.test(value) ? null : roleOf(value, grammar)
  if (!role) return null
  const start = text.indexOf(value)
  return { role, start, end: start + value.length }
}
