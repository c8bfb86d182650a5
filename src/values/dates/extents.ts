import type { DateForm } from '../../model/language.ts'
import { isYear, type Tokens } from './tokens.ts'

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

type Reader = (tokens: Tokens, at: number) => Extent | null

const READERS: Readonly<Record<DateForm, Reader>> = {
  isoDate,
  isoMonth,
  numericDate,
  namedDate,
  monthNumber,
  month,
  part,
  monthsFromStart,
  years,
  relative,
}

const SEASONS: readonly (readonly [number, number])[] = [
  [3, 5],
  [6, 8],
  [9, 11],
]
const QUARTERS = 4
const MONTHS_OF_QUARTER = 3
const MONTHS_OF_HALF = 6

/** First and last day; null where it is the month's last. */
type Days = readonly [number, number | null]

const TENS: readonly Days[] = [
  [1, 10],
  [11, 20],
  [21, null],
]
const HALVES: readonly Days[] = [
  [1, 15],
  [16, null],
]

/** What is told at this token, null where nothing begins: the first form that reads. */
export function readExtent(tokens: Tokens, at: number): Extent | null {
  for (const form of tokens.language.language.dateForms) {
    const extent = READERS[form](tokens, at)
    if (extent) return extent
  }
  return null
}

/** «10» of «з 10 по 24 серпня», «I» of «I та III квартали». */
export function explain(value: number, by: Extent): Extent | null {
  const { year, month: number } = by.last
  const rest = { grain: by.grain, size: 1 }
  if (by.grain === 'day' && by.first.day === by.last.day)
    return dayExtent({ year, month: number, day: value }, 1)
  if (by.grain === 'quarter' && value <= QUARTERS) return months(quarterMonths(value), year, rest)
  if (by.grain === 'half' && value <= 2) return months(halfMonths(value), year, rest)
  return null
}

/** One day, told by that many tokens. */
function dayExtent(day: OpenDay, size: number): Extent {
  return { first: day, last: day, grain: 'day', size }
}

/** From the first day of a month to the last of another. */
function months(
  [first, last]: readonly [number, number],
  year: number | null,
  rest: Pick<Extent, 'grain' | 'size'>,
): Extent {
  return { first: { year, month: first, day: 1 }, last: { year, month: last, day: null }, ...rest }
}

function quarterMonths(quarter: number): readonly [number, number] {
  return [quarter * MONTHS_OF_QUARTER - 2, quarter * MONTHS_OF_QUARTER]
}

function halfMonths(half: number): readonly [number, number] {
  return [half * MONTHS_OF_HALF - 5, half * MONTHS_OF_HALF]
}

/** «2016-12-01». */
function isoDate(tokens: Tokens, at: number): Extent | null {
  const [year, number, day] = [
    tokens.number(at, 4),
    tokens.number(at + 2, 2),
    tokens.number(at + 4, 2),
  ]
  const isDashed = tokens.text(at + 1) === '-' && tokens.text(at + 3) === '-'
  if (!isYear(year) || number < 0 || day < 0 || !isDashed || !tokens.all[at + 2]?.isGlued)
    return null
  return dayExtent({ year, month: number, day }, 5)
}

/** «2016-01»; «2016-17 роки» are years. */
function isoMonth(tokens: Tokens, at: number): Extent | null {
  const year = tokens.number(at, 4)
  const number = tokens.number(at + 2, 2)
  if (!isYear(year) || number < 1 || number > 12 || tokens.text(at + 1) !== '-') return null
  const goesOn = tokens.text(at + 3) === '-' || isFollowedByYear(tokens, at + 3)
  if (goesOn || !tokens.all[at + 1]?.isGlued || !tokens.all[at + 2]?.isGlued) return null
  return months([number, number], year, { grain: 'month', size: 3 })
}

/** «01.12.2016 р.», «25 .03.13», «01/12/2016», «01.12» (two digits, no third part). */
function numericDate(tokens: Tokens, at: number): Extent | null {
  // «І» of «до І.09.2024» is the figure that it looks like.
  const isFigure = isStroke(tokens, at) && tokens.text(at + 3) === '.'
  const day = isFigure ? 1 : tokens.number(at, 1, 2)
  const separator = tokens.text(at + 1) ?? ''
  const number = tokens.number(at + 2, 1, 2)
  if (day < 0 || number < 0 || !/^[.,/-]$/.test(separator)) return null
  const year = centuryOf(tokens, at + 4)
  const isWhole = separator !== ',' || tokens.all[at + 4]?.digits === 4
  if (tokens.text(at + 3) === separator && year !== null && isWhole)
    return dayExtent({ year, month: number, day }, 5 + yearWordSize(tokens, at + 5))
  if (separator !== '.' || tokens.all[at + 2]?.digits !== 2) return null
  const isMoney = number > 12 || day < 1 || day > 31
  return isMoney ? null : dayExtent({ year: null, month: number, day }, 3)
}

function isStroke(tokens: Tokens, at: number): boolean {
  const token = tokens.all[at]
  return token?.kind === 'word' && token.text.length === 1 && token.value === 1
}

function centuryOf(tokens: Tokens, at: number): number | null {
  const full = tokens.number(at, 4)
  if (full >= 0) return isYear(full) ? full : null
  const short = tokens.number(at, 2)
  return short >= 0 ? 2000 + short : null
}

/** «1 грудня 2016 р.», «15» січня», «першого березня». */
function namedDate(tokens: Tokens, at: number): Extent | null {
  const day = dayBeforeMonth(tokens, at)
  if (day < 0) return null
  const skip = tokens.text(at + 1) === '"' ? 1 : 0
  const meaning = tokens.all[at + 1 + skip]?.meaning
  if (meaning?.sign !== 'month') return null
  const end = at + 2 + skip + dotSize(tokens, at + 2 + skip)
  const { year, size } = followingYear(tokens, end)
  return dayExtent({ year, month: meaning.value, day }, end - at + size)
}

/** The number there; «l» of «до l вересня» is the figure that it looks like. */
function dayBeforeMonth(tokens: Tokens, at: number): number {
  if (tokens.sign(at) === 'count') return tokens.numeral(at)
  const lead = tokens.sign(at - 1)
  const isFigure = isStroke(tokens, at) && (lead === 'to' || lead === 'from')
  return isFigure ? 1 : tokens.number(at, 1, 2)
}

/** «12.2017». */
function monthNumber(tokens: Tokens, at: number): Extent | null {
  const number = tokens.number(at, 2)
  const year = tokens.number(at + 2, 4)
  if (number < 1 || number > 12 || !isYear(year) || tokens.text(at + 1) !== '.') return null
  return months([number, number], year, { grain: 'month', size: 3 + yearWordSize(tokens, at + 3) })
}

/** «грудень 2016 року», «серпень», «навесні 2017». */
function month(tokens: Tokens, at: number): Extent | null {
  const { sign, value } = tokens.all[at]?.meaning ?? { sign: null, value: 0 }
  if (sign !== 'month' && sign !== 'season') return null
  const span = sign === 'month' ? ([value, value] as const) : SEASONS[value - 1]
  if (!span) return null
  const isSpan = sign === 'season' && tokens.sign(at + 1) === 'span'
  const end = at + 1 + (isSpan ? 1 : dotSize(tokens, at + 1))
  const { year, size } = followingYear(tokens, end)
  return months(span, year, { grain: 'month', size: end - at + size })
}

/** «II квартал 2017 року», «1 кв.», «перше півріччя», «ІІ п/р», «I декада грудня». */
function part(tokens: Tokens, at: number): Extent | null {
  const value = tokens.numeral(at)
  if (value < 1 || value > QUARTERS) return null
  const [left, right] = tokens.language.language.words.halfShort
  const isHalfCut = tokens.text(at + 1) === left && tokens.text(at + 2) === '/'
  const sign = isHalfCut && tokens.text(at + 3) === right ? 'half' : tokens.sign(at + 1)
  if (sign === 'tenDays' && value <= TENS.length) return partOfMonth(tokens, at, TENS[value - 1])
  if (sign === 'half' && tokens.sign(at + 2) === 'month')
    return partOfMonth(tokens, at, HALVES[value - 1])
  if (sign !== 'quarter' && sign !== 'half') return null
  if (sign === 'half' && value > 2) return null
  let end = at + (isHalfCut ? 4 : 2)
  if (tokens.text(end) === '.') end += 1
  const { year, size } = followingYear(tokens, end)
  const span = sign === 'quarter' ? quarterMonths(value) : halfMonths(value)
  return months(span, year, { grain: sign, size: end - at + size })
}

/** «I декада грудня», «друга половина червня 2024 року». */
function partOfMonth(tokens: Tokens, at: number, days: Days | undefined): Extent | null {
  const meaning = tokens.all[at + 2]?.meaning
  if (meaning?.sign !== 'month' || !days) return null
  const { year, size } = followingYear(tokens, at + 3)
  const [from, to] = days
  const first = { year, month: meaning.value, day: from }
  const last = { year, month: meaning.value, day: to }
  return { first, last, grain: 'month', size: 3 + size }
}

/** «9 місяців 2020 року»: from 1 January; «протягом 9 місяців» counts from an event. */
function monthsFromStart(tokens: Tokens, at: number): Extent | null {
  const count = tokens.numeral(at)
  if (count < 1 || count > 12 || tokens.sign(at + 1) !== 'months') return null
  const end = at + 2 + (tokens.text(at + 2) === '.' ? 1 : 0)
  const { year, size } = followingYear(tokens, end)
  if (year === null && (isTerm(tokens, at - 1) || isCountedFrom(tokens, end))) return null
  return months([1, count], year, { grain: 'month', size: end - at + size })
}

/** «протягом 3 місяців», «через 3 місяці»: a word before them that is no «за» or «звітні». */
function isTerm(tokens: Tokens, at: number): boolean {
  const sign = tokens.sign(at)
  return tokens.all[at]?.kind === 'word' && sign !== 'reporting' && sign !== 'neutral'
}

/** «за 2 місяці до закінчення». */
function isCountedFrom(tokens: Tokens, at: number): boolean {
  const next = tokens.all[at + 1]
  if (!tokens.is(at, 'countedFrom') || next?.kind !== 'word') return false
  return next.meaning === null || next.meaning.sign === 'end'
}

/** «2017 рік», «2016-17 роки», «2016/2017 навчальний рік». */
function years(tokens: Tokens, at: number): Extent | null {
  const year = tokens.number(at, 4)
  if (!isYear(year) || tokens.text(at - 1) === '№') return null
  const other = secondYear(tokens, at, year)
  const end = at + (other === null ? 1 : 3)
  const school = schoolSize(tokens, end)
  const isSchool = school > 0 && other === year + 1
  const words = isSchool ? school : yearWordSize(tokens, end)
  return {
    first: { year, month: isSchool ? 9 : 1, day: 1 },
    last: isSchool
      ? { year: other, month: 8, day: 31 }
      : { year: other ?? year, month: 12, day: other === null ? null : 31 },
    grain: 'year',
    size: end - at + words,
    isNamed: words > 0,
  }
}

function secondYear(tokens: Tokens, at: number, year: number): number | null {
  const mark = tokens.text(at + 1)
  if (mark !== '-' && mark !== '/') return null
  const full = tokens.number(at + 2, 4)
  // A line cut like «2016 - до 2017» is joined later, as a range of two mentions.
  if (isYear(full)) return full >= year ? full : null
  const short = tokens.number(at + 2, 2)
  const century = year - (year % 100) + short
  return short >= 0 && century > year && isFollowedByYear(tokens, at + 3) ? century : null
}

function isFollowedByYear(tokens: Tokens, at: number): boolean {
  return yearWordSize(tokens, at) > 0 || schoolSize(tokens, at) > 0
}

/** «протягом року», «кінець року», «звітний період», «наступного року». */
function relative(tokens: Tokens, at: number): Extent | null {
  const [sign, next] = [tokens.sign(at), tokens.sign(at + 1)]
  const ofYear = (kind: Relative, year: number) =>
    wholeYear(kind, year - at + yearWordSize(tokens, year))
  if (sign === 'reporting' && next === 'span') return wholeYear('period', 2)
  if (sign === 'reporting' && next === 'year') return ofYear('year', at + 1)
  if (sign === 'next' && next === 'year') return ofYear('next', at + 1)
  if (sign === 'next' && isAfterReporting(tokens, at + 1)) return ofYear('next', at + 3)
  if (sign === 'school' && next === 'year') return ofYear('school', at + 1)
  if (sign !== 'year' || (tokens.text(at)?.length ?? 0) < 3) return null
  if (next === 'next') return wholeYear('next', 2)
  if (tokens.text(at + 1) === ',' && tokens.sign(at + 2) === 'next') return wholeYear('next', 3)
  let before = at - 1
  while (tokens.sign(before) === 'neutral') before -= 1
  const isWhole = before < 0 && at + 1 >= tokens.all.length
  const lead = tokens.sign(before)
  return lead === 'during' || lead === 'end' || isWhole ? wholeYear('year', 1) : null
}

/** «… за звітним роком» after «наступного». */
function isAfterReporting(tokens: Tokens, at: number): boolean {
  const isReporting = tokens.is(at, 'behind') && tokens.sign(at + 1) === 'reporting'
  return isReporting && tokens.sign(at + 2) === 'year'
}

function wholeYear(kind: Relative, size: number): Extent {
  return { ...months([1, 12], null, { grain: 'year', size }), relative: kind }
}

/** How many tokens «р.», «рік», «р.р.» take after a year. */
function yearWordSize(tokens: Tokens, at: number): number {
  let size = 0
  while (tokens.sign(at + size) === 'year') {
    const isShort = (tokens.text(at + size)?.length ?? 0) <= 2
    size += isShort && tokens.text(at + size + 1) === '.' ? 2 : 1
  }
  return size
}

/** «н. р.», «навчальний рік», «н/р»: tokens after the years of a school year. */
function schoolSize(tokens: Tokens, at: number): number {
  if (!tokens.is(at, 'schoolShort') && tokens.sign(at) !== 'school') return 0
  const mark = tokens.text(at + 1)
  const end = at + (mark === '.' || mark === '/' ? 2 : 1)
  const words = yearWordSize(tokens, end)
  return words > 0 ? end - at + words : 0
}

/** The year that follows a day or a part of a year, and how many tokens it takes. */
function followingYear(
  tokens: Tokens,
  at: number,
): { readonly year: number | null; readonly size: number } {
  let skip = 0
  while (tokens.sign(at + skip) === 'reporting' || tokens.text(at + skip) === '(') skip += 1
  const value = tokens.number(at + skip, 4)
  if (!isYear(value) || isRangeOfYears(tokens, at + skip)) return { year: null, size: 0 }
  return { year: value, size: skip + 1 + yearWordSize(tokens, at + skip + 1) }
}

/** «грудень 2016-2017 років» is no December of 2016. */
function isRangeOfYears(tokens: Tokens, at: number): boolean {
  return tokens.text(at + 1) === '-' && isYear(tokens.number(at + 2, 4))
}

/** An abbreviation's full stop: «груд. 2016». */
function dotSize(tokens: Tokens, at: number): number {
  return tokens.text(at) === '.' && tokens.all[at + 1]?.kind === 'number' ? 1 : 0
}
