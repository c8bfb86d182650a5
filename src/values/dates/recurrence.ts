import { durationDays } from '../../text/duration.ts'
import { signAt } from './extent.ts'
import type { Token } from './time-tokens.ts'
import type { Sign } from './time-words.ts'

const UNITS: Partial<Record<Sign, readonly [number, 'Y' | 'M' | 'W' | 'D']>> = {
  year: [1, 'Y'],
  half: [6, 'M'],
  quarter: [3, 'M'],
  months: [1, 'M'],
  tenDays: [10, 'D'],
  week: [1, 'W'],
  day: [1, 'D'],
}

/** Words of recurrence that no length of time stands behind. */
const OFTEN = /^(?:регулярно|періодично|щосеместр(?:у|ово)|щосезон(?:у|но))$/

/** «по кварталах»: once in each. */
const EACH_OF = /(?:ах|ях)$/

/** Recurrence of a text: `every` is null where it recurs, but the text does not say how often. */
export interface Recurrence {
  readonly every: string | null
}

/**
 * The shortest recurrence that the tokens name: «щокварталу», «двічі на рік», «кожні 3 місяці»,
 * «1 раз на півріччя»; null where nothing recurs.
 */
export function findRecurrence(tokens: readonly Token[]): Recurrence | null {
  let found: Recurrence | null = null
  for (let at = 0; at < tokens.length; at += 1) {
    const recurrence = readRecurrence(tokens, at)
    if (recurrence && (!found || isShorter(recurrence, found))) found = recurrence
  }
  return found
}

function readRecurrence(tokens: readonly Token[], at: number): Recurrence | null {
  const token = tokens[at]
  if (!token) return null
  if (token.meaning?.every) return { every: token.meaning.every }
  if (OFTEN.test(token.text)) return { every: null }
  const sign = token.meaning?.sign
  if (token.text === 'по' && EACH_OF.test(tokens[at + 1]?.text ?? ''))
    return readUnit(tokens, at + 1, 1)
  if (sign === 'each' || token.text === 'що') return readUnit(tokens, at + 1, 1)
  if (sign !== 'time') return null
  const times = token.meaning?.value === 1 ? countBefore(tokens, at) : (token.meaning?.value ?? 1)
  return /^(?:на|в|у|за|до)$/.test(tokens[at + 1]?.text ?? '')
    ? readUnit(tokens, at + 2, times)
    : null
}

function countBefore(tokens: readonly Token[], at: number): number {
  const token = tokens[at - 1]
  const value = token ? countOf(token) : -1
  return value > 0 ? value : 1
}

function countOf(token: Token): number {
  if (token.meaning?.sign === 'count') return token.meaning.value
  return token.kind === 'number' ? token.value : -1
}

/** «рік», «3 місяці», «півроку» that follow «кожні» or «раз на», divided by how many times. */
function readUnit(tokens: readonly Token[], first: number, times: number): Recurrence | null {
  let at = first
  while (['school', 'reporting'].includes(signAt(tokens, at) ?? '')) at += 1
  const token = tokens[at]
  if (!token) return null
  const isHalfYear = token.text === 'пів' && signAt(tokens, at + 1) === 'year'
  if (token.text === 'півроку' || isHalfYear) return { every: divide([6, 'M'], times) }
  const count = countOf(token)
  const unit = tokens[count > 0 ? at + 1 : at]?.meaning
  const length = unit ? UNITS[unit.sign] : undefined
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
