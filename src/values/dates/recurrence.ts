import type { Sign } from '../../model/language.ts'
import { durationDays } from '../../text/duration.ts'
import type { Tokens } from './tokens.ts'

const UNITS: Partial<Record<Sign, readonly [number, 'Y' | 'M' | 'W' | 'D']>> = {
  year: [1, 'Y'],
  half: [6, 'M'],
  quarter: [3, 'M'],
  months: [1, 'M'],
  tenDays: [10, 'D'],
  week: [1, 'W'],
  day: [1, 'D'],
}

/** Recurrence of a text: `every` is null where it recurs, but the text does not say how often. */
interface Recurrence {
  readonly every: string | null
}

/**
 * The shortest recurrence that the tokens name: «щокварталу», «двічі на рік», «кожні 3 місяці»,
 * «1 раз на півріччя»; null where nothing recurs.
 */
export function findRecurrence(tokens: Tokens): Recurrence | null {
  let found: Recurrence | null = null
  for (let at = 0; at < tokens.all.length; at += 1) {
    const recurrence = readRecurrence(tokens, at)
    if (recurrence && (!found || isShorter(recurrence, found))) found = recurrence
  }
  return found
}

function readRecurrence(tokens: Tokens, at: number): Recurrence | null {
  const meaning = tokens.all[at]?.meaning
  if (meaning?.every) return { every: meaning.every }
  if (tokens.is(at, 'often')) return { every: null }
  // «по кварталах»: once in each.
  const next = tokens.text(at + 1) ?? ''
  if (tokens.is(at, 'distributive') && tokens.language.endsIn('eachEndings', next))
    return readUnit(tokens, at + 1, 1)
  if (meaning?.sign === 'each' || tokens.is(at, 'every')) return readUnit(tokens, at + 1, 1)
  if (meaning?.sign !== 'time' || !tokens.is(at + 1, 'per')) return null
  const times = meaning.value === 1 ? Math.max(1, countOf(tokens, at - 1)) : meaning.value
  return readUnit(tokens, at + 2, times)
}

/** A number in figures or words, no Roman one; -1 for anything else. */
function countOf(tokens: Tokens, at: number): number {
  const isCount = tokens.sign(at) === 'count' || tokens.all[at]?.kind === 'number'
  return isCount ? tokens.numeral(at) : -1
}

/** «рік», «3 місяці», «півроку» that follow «кожні» or «раз на», divided by how many times. */
function readUnit(tokens: Tokens, first: number, times: number): Recurrence | null {
  let at = first
  while (tokens.sign(at) === 'school' || tokens.sign(at) === 'reporting') at += 1
  const isHalfYear = tokens.is(at, 'half') && tokens.sign(at + 1) === 'year'
  if (tokens.is(at, 'halfYear') || isHalfYear) return { every: divide([6, 'M'], times) }
  const count = countOf(tokens, at)
  const unit = tokens.sign(count > 0 ? at + 1 : at)
  const length = unit ? UNITS[unit] : undefined
  if (!length) return null
  return { every: divide([length[0] * Math.max(1, count), length[1]], times) }
}

/** A whole duration, null where the parts of the unit have none («двічі на тиждень»). */
function divide([amount, unit]: readonly [number, 'Y' | 'M' | 'W' | 'D'], times: number) {
  if (amount % times === 0) return `P${amount / times}${unit}`
  if (unit === 'Y') return (amount * 12) % times === 0 ? `P${(amount * 12) / times}M` : null
  if (unit === 'M' && amount === 1 && times === 2) return 'P2W'
  return null
}

function isShorter(left: Recurrence, right: Recurrence): boolean {
  return durationDays(left.every) < durationDays(right.every)
}
