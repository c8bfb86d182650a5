import { isYear, type Token } from './time-tokens.ts'
import type { Sign } from './time-words.ts'

/** The finest unit that a mention names. */
export type Grain = 'day' | 'month' | 'quarter' | 'half' | 'year'

/** A day of which the year, or the month too, may be told by its neighbours; `day` null ends a month. */
export interface OpenDay {
  readonly year: number | null
  readonly month: number
  readonly day: number | null
}

/** Extent of a mention: what it covers, and how many tokens. */
export interface Extent {
  readonly first: OpenDay
  readonly last: OpenDay
  readonly grain: Grain
  readonly size: number
  readonly relative?: Relative
  readonly isNamed?: boolean
}

/** The year of the report, the year after it, the reporting period, the school year that holds it. */
export type Relative = 'year' | 'next' | 'period' | 'school'

/** Value of a numeral, Arabic, Roman or in words; -1 for anything else. */
export function numeralOf(token: Token): number {
  if (token.meaning?.sign === 'count') return token.meaning.value
  return token.kind === 'mark' ? -1 : token.value
}

/** Meaning of the token there, null where it tells no time. */
export function signAt(tokens: readonly Token[], at: number): Sign | null {
  return tokens[at]?.meaning?.sign ?? null
}

/** One day, told by that many tokens. */
export function dayExtent(day: OpenDay, size: number): Extent {
  return { first: day, last: day, grain: 'day', size }
}

/** From the first day of a month to the last of another. */
export function months(
  [first, last]: readonly [number, number],
  year: number | null,
  rest: Pick<Extent, 'grain' | 'size'>,
): Extent {
  return { first: { year, month: first, day: 1 }, last: { year, month: last, day: null }, ...rest }
}

/** Value of the number there if it has one of these lengths, else -1. */
export function numberAt(tokens: readonly Token[], at: number, digits: readonly number[]): number {
  const token = tokens[at]
  return token?.kind === 'number' && digits.includes(token.digits) ? token.value : -1
}

/** How many tokens «р.», «рік», «р.р.» take after a year. */
export function yearWordSize(tokens: readonly Token[], at: number): number {
  let size = 0
  while (signAt(tokens, at + size) === 'year') {
    size += 1
    const word = tokens[at + size - 1]
    if (word && word.text.length <= 2 && tokens[at + size]?.text === '.') size += 1
  }
  return size
}

/** «н. р.», «навчальний рік», «н/р»: tokens after the years of a school year. */
export function schoolSize(tokens: readonly Token[], at: number): number {
  let end = at
  if (tokens[end]?.text === 'н' || signAt(tokens, end) === 'school') end += 1
  else return 0
  if (tokens[end]?.text === '.' || tokens[end]?.text === '/') end += 1
  const words = yearWordSize(tokens, end)
  return words > 0 ? end - at + words : 0
}

/** The year that follows a day or a part of a year, and how many tokens it takes. */
export function followingYear(
  tokens: readonly Token[],
  at: number,
): { readonly year: number | null; readonly size: number } {
  let skip = 0
  while (signAt(tokens, at + skip) === 'reporting' || tokens[at + skip]?.text === '(') skip += 1
  const value = numberAt(tokens, at + skip, [4])
  if (!isYear(value) || isRangeOfYears(tokens, at + skip)) return { year: null, size: 0 }
  return { year: value, size: skip + 1 + yearWordSize(tokens, at + skip + 1) }
}

/** «грудень 2016-2017 років» is no December of 2016. */
function isRangeOfYears(tokens: readonly Token[], at: number): boolean {
  return tokens[at + 1]?.text === '-' && isYear(numberAt(tokens, at + 2, [4]))
}

/** An abbreviation's full stop: «груд. 2016». */
export function dotSize(tokens: readonly Token[], at: number): number {
  return tokens[at]?.text === '.' && tokens[at + 1]?.kind === 'number' ? 1 : 0
}
