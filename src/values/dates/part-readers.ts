import {
  dotSize,
  type Extent,
  followingYear,
  months,
  numberAt,
  numeralOf,
  type Relative,
  schoolSize,
  signAt,
  yearWordSize,
} from './extent.ts'
import { isYear, type Token } from './time-tokens.ts'

const SEASON_MONTHS: readonly (readonly [number, number])[] = [
  [3, 5],
  [6, 8],
  [9, 11],
]
/** Quarters of a year. */
export const QUARTERS = 4
const MONTHS_OF_QUARTER = 3
const MONTHS_OF_HALF = 6

/** «грудень 2016 року», «серпень», «навесні 2017». */
export function readMonth(tokens: readonly Token[], at: number): Extent | null {
  const meaning = tokens[at]?.meaning
  const span =
    meaning?.sign === 'month'
      ? ([meaning.value, meaning.value] as const)
      : meaning?.sign === 'season'
        ? SEASON_MONTHS[meaning.value - 1]
        : undefined
  if (!span) return null
  const isSpan = meaning?.sign === 'season' && signAt(tokens, at + 1) === 'span'
  const end = at + 1 + (isSpan ? 1 : dotSize(tokens, at + 1))
  const { year, size } = followingYear(tokens, end)
  return months(span, year, { grain: 'month', size: end - at + size })
}

/** «II квартал 2017 року», «1 кв.», «перше півріччя», «ІІ п/р», «I декада грудня». */
export function readPart(tokens: readonly Token[], at: number): Extent | null {
  const token = tokens[at]
  const value = token ? numeralOf(token) : -1
  if (value < 1 || value > QUARTERS) return null
  const isHalfCut = tokens[at + 1]?.text === 'п' && tokens[at + 2]?.text === '/'
  const sign = isHalfCut && tokens[at + 3]?.text === 'р' ? 'half' : signAt(tokens, at + 1)
  if (sign === 'tenDays' && value <= TENS.length) return readDays(tokens, at, TENS[value - 1])
  if (sign === 'half' && signAt(tokens, at + 2) === 'month')
    return value <= HALVES.length ? readDays(tokens, at, HALVES[value - 1]) : null
  if (sign !== 'quarter' && sign !== 'half') return null
  if (sign === 'half' && value > 2) return null
  let end = at + (isHalfCut ? 4 : 2)
  if (tokens[end]?.text === '.') end += 1
  const { year, size } = followingYear(tokens, end)
  const span = sign === 'quarter' ? quarterMonths(value) : halfMonths(value)
  return months(span, year, { grain: sign, size: end - at + size })
}

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

/** «I декада грудня», «друга половина червня 2024 року». */
function readDays(tokens: readonly Token[], at: number, days: Days | undefined): Extent | null {
  const month = tokens[at + 2]?.meaning
  if (month?.sign !== 'month' || !days) return null
  const { year, size } = followingYear(tokens, at + 3)
  const [from, to] = days
  const first = { year, month: month.value, day: from }
  const last = { year, month: month.value, day: to }
  return { first, last, grain: 'month', size: 3 + size }
}

/** «9 місяців 2020 року»: from 1 January; «протягом 9 місяців» counts from an event. */
export function readMonthsFromStart(tokens: readonly Token[], at: number): Extent | null {
  const token = tokens[at]
  const count = token ? numeralOf(token) : -1
  if (count < 1 || count > 12 || signAt(tokens, at + 1) !== 'months') return null
  const end = at + 2 + (tokens[at + 2]?.text === '.' ? 1 : 0)
  const { year, size } = followingYear(tokens, end)
  if (year === null && (isTerm(tokens, at - 1) || isCountedFrom(tokens, end))) return null
  return months([1, count], year, { grain: 'month', size: end - at + size })
}

/** «протягом 3 місяців», «через 3 місяці»: a word before them that is no «за» or «звітні». */
function isTerm(tokens: readonly Token[], at: number): boolean {
  const sign = signAt(tokens, at)
  return tokens[at]?.kind === 'word' && sign !== 'reporting' && sign !== 'neutral'
}

/** «за 2 місяці до закінчення». */
function isCountedFrom(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at + 1]
  const leads = /^(?:до|після|з)$/.test(tokens[at]?.text ?? '')
  return leads && next?.kind === 'word' && (next.meaning === null || next.meaning.sign === 'end')
}

/** «2017 рік», «2016-17 роки», «2016/2017 навчальний рік». */
export function readYears(tokens: readonly Token[], at: number): Extent | null {
  const year = numberAt(tokens, at, [4])
  if (!isYear(year) || tokens[at - 1]?.text === '№') return null
  const other = secondYear(tokens, at, year)
  const end = at + (other === null ? 1 : 3)
  const school = schoolSize(tokens, end)
  if (school > 0 && other === year + 1)
    return {
      first: { year, month: 9, day: 1 },
      last: { year: other, month: 8, day: 31 },
      grain: 'year',
      size: end - at + school,
      isNamed: true,
    }
  const words = yearWordSize(tokens, end)
  if (other === null)
    return { ...months([1, 12], year, { grain: 'year', size: 1 + words }), isNamed: words > 0 }
  return {
    first: { year, month: 1, day: 1 },
    last: { year: other, month: 12, day: 31 },
    grain: 'year',
    size: end - at + words,
    isNamed: words > 0,
  }
}

function secondYear(tokens: readonly Token[], at: number, year: number): number | null {
  const mark = tokens[at + 1]?.text
  if (mark !== '-' && mark !== '/') return null
  const full = numberAt(tokens, at + 2, [4])
  // A line cut like «2016 - до 2017» is joined later, as a range of two mentions.
  if (isYear(full)) return full >= year ? full : null
  const short = numberAt(tokens, at + 2, [2])
  const century = year - (year % 100) + short
  const isFollowed = yearWordSize(tokens, at + 3) > 0 || schoolSize(tokens, at + 3) > 0
  return short >= 0 && century > year && isFollowed ? century : null
}

/** «протягом року», «кінець року», «звітний період», «наступного року». */
export function readRelative(tokens: readonly Token[], at: number): Extent | null {
  const sign = signAt(tokens, at)
  const next = signAt(tokens, at + 1)
  if (sign === 'reporting' && next === 'span') return relative('period', 2)
  if (sign === 'reporting' && next === 'year')
    return relative('year', 1 + yearWordSize(tokens, at + 1))
  if (sign === 'next' && next === 'year') return relative('next', 1 + yearWordSize(tokens, at + 1))
  if (sign === 'next' && isAfterReporting(tokens, at + 1))
    return relative('next', 3 + yearWordSize(tokens, at + 3))
  if (sign === 'school' && next === 'year')
    return relative('school', 1 + yearWordSize(tokens, at + 1))
  if (sign !== 'year' || (tokens[at]?.text.length ?? 0) < 3) return null
  if (next === 'next') return relative('next', 2)
  if (tokens[at + 1]?.text === ',' && signAt(tokens, at + 2) === 'next') return relative('next', 3)
  let before = at - 1
  while (signAt(tokens, before) === 'neutral') before -= 1
  const isWhole = before < 0 && at + 1 >= tokens.length
  const lead = signAt(tokens, before)
  return lead === 'during' || lead === 'end' || isWhole ? relative('year', 1) : null
}

/** «… за звітним року» after «наступного». */
function isAfterReporting(tokens: readonly Token[], at: number): boolean {
  const isReporting = tokens[at]?.text === 'за' && signAt(tokens, at + 1) === 'reporting'
  return isReporting && signAt(tokens, at + 2) === 'year'
}

function relative(kind: Relative, size: number): Extent {
  return { ...months([1, 12], null, { grain: 'year', size }), relative: kind }
}

/** First and last month of a quarter. */
export function quarterMonths(quarter: number): readonly [number, number] {
  return [quarter * MONTHS_OF_QUARTER - 2, quarter * MONTHS_OF_QUARTER]
}

/** First and last month of a half-year. */
export function halfMonths(half: number): readonly [number, number] {
  return [half * MONTHS_OF_HALF - 5, half * MONTHS_OF_HALF]
}
