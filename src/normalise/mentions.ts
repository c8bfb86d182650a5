import { isYear, type Token } from './time-tokens.ts'
import type { Sign } from './time-words.ts'

export type Grain = 'day' | 'month' | 'quarter' | 'half' | 'year'

/** A day of which the year, or the month too, may be told by its neighbours; `day` null ends a month. */
export interface OpenDay {
  readonly year: number | null
  readonly month: number
  readonly day: number | null
}

/** How a mention stands to the one before it. */
export type Link = 'none' | 'list' | 'range'

export type Role = 'at' | 'to' | 'from'

/** One mention of time as written, before years are shared and ranges joined. */
export interface Mention {
  readonly first: OpenDay
  readonly last: OpenDay
  readonly grain: Grain
  readonly role: Role
  readonly link: Link
  /** `year`: the year of the report; `next`: the one after it; `period`: the reporting period. */
  readonly relative: 'year' | 'next' | 'period' | null
  /** True where «рік» or the like stands by, so that the number cannot be anything else. */
  readonly isNamed: boolean
  /** Offset in the text. */
  readonly start: number
}

/** Extent of a mention: what it covers, and how many tokens. */
interface Extent {
  readonly first: OpenDay
  readonly last: OpenDay
  readonly grain: Grain
  readonly size: number
  readonly relative?: Mention['relative']
  readonly isNamed?: boolean
}

type Reader = (tokens: readonly Token[], at: number) => Extent | null

// The first that reads wins: «1.12.2016» before «12.2016».
const READERS: readonly Reader[] = [
  readIsoDate,
  readIsoMonth,
  readNumericDate,
  readNamedDate,
  readMonthNumber,
  readMonth,
  readPart,
  readMonthsFromStart,
  readYears,
  readRelative,
]

const SEASON_MONTHS: readonly (readonly [number, number])[] = [
  [3, 5],
  [6, 8],
  [9, 11],
]
const QUARTERS = 4
const MONTHS_OF_QUARTER = 3
const MONTHS_OF_HALF = 6

/** Mentions of time in reading order; numbers that only a later word explains are explained. */
export function readMentions(tokens: readonly Token[]): readonly Mention[] {
  const mentions: Mention[] = []
  let pending: { at: number; value: number }[] = []
  let end = 0
  for (let at = 0; at < tokens.length; at += 1) {
    const extent = readExtent(tokens, at)
    if (extent) {
      for (const earlier of pending) {
        const told = explain(earlier.value, extent)
        if (told) {
          mentions.push(place(tokens, { at: earlier.at, end, extent: told }))
          end = earlier.at + 1
        }
      }
      pending = []
      mentions.push(place(tokens, { at, end, extent }))
      at += extent.size - 1
      end = at + 1
    } else {
      const token = tokens[at]
      const value = token ? numeralOf(token) : -1
      if (value > 0 && value <= 31 && !isCounted(tokens, at)) pending.push({ at, value })
      else if (token && !isConnector(token)) pending = []
    }
  }
  return mentions
}

function readExtent(tokens: readonly Token[], at: number): Extent | null {
  for (const read of READERS) {
    const extent = read(tokens, at)
    if (extent) return extent
  }
  return null
}

/** «10» of «з 10 по 24 серпня», «I» of «I та III квартали». */
function explain(value: number, by: Extent): Extent | null {
  const { year } = by.last
  if (by.grain === 'day' && by.first.day === by.last.day) {
    const day = { year, month: by.last.month, day: value }
    return { first: day, last: day, grain: 'day', size: 1 }
  }
  if (by.grain === 'quarter' && value <= QUARTERS) return monthsExtent(quarterMonths(value), by)
  if (by.grain === 'half' && value <= 2) return monthsExtent(halfMonths(value), by)
  return null
}

function monthsExtent([first, last]: readonly [number, number], like: Extent): Extent {
  const { year } = like.last
  return {
    first: { year, month: first, day: 1 },
    last: { year, month: last, day: null },
    grain: like.grain,
    size: 1,
  }
}

function quarterMonths(quarter: number): readonly [number, number] {
  return [quarter * MONTHS_OF_QUARTER - 2, quarter * MONTHS_OF_QUARTER]
}

function halfMonths(half: number): readonly [number, number] {
  return [half * MONTHS_OF_HALF - 5, half * MONTHS_OF_HALF]
}

interface Placing {
  readonly at: number
  /** Where the mention before it ends. */
  readonly end: number
  readonly extent: Extent
}

/** Looks back from a mention for «до», «з», a dash or a comma, as far as the mention before it. */
function place(tokens: readonly Token[], { at, end, extent }: Placing): Mention {
  const { first, last, grain } = extent
  let role: Role | null = null
  let hasDash = false
  let hasComma = false
  let index = at - 1
  for (; index >= end; index -= 1) {
    const token = tokens[index]
    if (!token || !isConnector(token)) break
    const sign = token.meaning?.sign
    if (sign === 'to' || sign === 'end') role ??= 'to'
    else if (sign === 'from') role ??= 'from'
    else if (/[-/…]/.test(token.text) || isEllipsis(tokens, index)) hasDash = true
    else if (sign === 'and' || token.text === ',' || token.text === ';') hasComma = true
  }
  const isConnected = end > 0 && index < end
  const isRange = isConnected && !hasComma && (hasDash || role === 'to')
  return {
    first,
    last,
    grain,
    role: role ?? 'at',
    link: isRange ? 'range' : isConnected ? 'list' : 'none',
    relative: extent.relative ?? null,
    isNamed: extent.isNamed ?? grain !== 'year',
    start: tokens[at]?.start ?? 0,
  }
}

/** «2016..2017». */
function isEllipsis(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.text === '.' && tokens[at - 1]?.text === '.'
}

const CONNECTORS: readonly Sign[] = ['to', 'from', 'end', 'and', 'neutral', 'during']

function isConnector(token: Token): boolean {
  if (token.kind === 'mark') return /[-/,;:"'(.…]/.test(token.text)
  return token.meaning !== null && CONNECTORS.includes(token.meaning.sign)
}

function numeralOf(token: Token): number {
  if (token.meaning?.sign === 'count') return token.meaning.value
  return token.kind === 'mark' ? -1 : token.value
}

function signAt(tokens: readonly Token[], at: number): Sign | null {
  return tokens[at]?.meaning?.sign ?? null
}

/** «5 числа», «3 рази», «10 днів», «№ 58»: a number of something else. */
function isCounted(tokens: readonly Token[], at: number): boolean {
  const sign = signAt(tokens, at + 1)
  if (sign === 'day' || sign === 'time' || sign === 'week' || sign === 'months') return true
  return tokens[at - 1]?.text === '№'
}

function day(year: number | null, month: number, date: number, size: number): Extent {
  const at = { year, month, day: date }
  return { first: at, last: at, grain: 'day', size }
}

function numberAt(tokens: readonly Token[], at: number, digits: readonly number[]): number {
  const token = tokens[at]
  return token?.kind === 'number' && digits.includes(token.digits) ? token.value : -1
}

/** How many tokens «р.», «рік», «р.р.» take after a year. */
function yearWordSize(tokens: readonly Token[], at: number): number {
  let size = 0
  while (signAt(tokens, at + size) === 'year') {
    size += 1
    const word = tokens[at + size - 1]
    if (word && word.text.length <= 2 && tokens[at + size]?.text === '.') size += 1
  }
  return size
}

function readIsoDate(tokens: readonly Token[], at: number): Extent | null {
  const year = numberAt(tokens, at, [4])
  const month = numberAt(tokens, at + 2, [2])
  const date = numberAt(tokens, at + 4, [2])
  const isDashed = tokens[at + 1]?.text === '-' && tokens[at + 3]?.text === '-'
  if (!isYear(year) || month < 0 || date < 0 || !isDashed || !tokens[at + 2]?.isGlued) return null
  return day(year, month, date, 5)
}

/** «2016-01»; «2016-17 роки» are years. */
function readIsoMonth(tokens: readonly Token[], at: number): Extent | null {
  const year = numberAt(tokens, at, [4])
  const month = numberAt(tokens, at + 2, [2])
  if (!isYear(year) || month < 1 || month > 12 || tokens[at + 1]?.text !== '-') return null
  const next = tokens[at + 3]
  const goesOn =
    next?.text === '-' || yearWordSize(tokens, at + 3) > 0 || schoolSize(tokens, at + 3) > 0
  if (goesOn || !tokens[at + 1]?.isGlued || !tokens[at + 2]?.isGlued) return null
  return months([month, month], year, { grain: 'month', size: 3 })
}

/** «01.12.2016 р.», «25 .03.13», «01/12/2016», «01.12» (two digits, no third part). */
function readNumericDate(tokens: readonly Token[], at: number): Extent | null {
  const date = numberAt(tokens, at, [1, 2])
  const separator = tokens[at + 1]?.text ?? ''
  const month = numberAt(tokens, at + 2, [1, 2])
  if (date < 0 || month < 0 || !/^[./-]$/.test(separator)) return null
  const year = centuryOf(tokens[at + 4])
  if (tokens[at + 3]?.text === separator && year !== null)
    return day(year, month, date, 5 + yearWordSize(tokens, at + 5))
  if (separator !== '.' || tokens[at + 2]?.digits !== 2) return null
  const isMoney = month > 12 || date < 1 || date > 31
  return isMoney ? null : day(null, month, date, 3)
}

function centuryOf(token: Token | undefined): number | null {
  if (token?.kind !== 'number') return null
  if (token.digits === 4) return isYear(token.value) ? token.value : null
  return token.digits === 2 ? 2000 + token.value : null
}

/** «1 грудня 2016 р.», «15» січня», «першого березня». */
function readNamedDate(tokens: readonly Token[], at: number): Extent | null {
  const token = tokens[at]
  const isOrdinal = token?.meaning?.sign === 'count'
  const date = isOrdinal ? token.meaning?.value : numberAt(tokens, at, [1, 2])
  if (date === undefined || date < 0) return null
  const skip = tokens[at + 1]?.text === '"' ? 1 : 0
  const month = tokens[at + 1 + skip]?.meaning
  if (month?.sign !== 'month') return null
  const end = at + 2 + skip + dotSize(tokens, at + 2 + skip)
  const { year, size } = followingYear(tokens, end)
  return day(year, month.value, date, end - at + size)
}

/** An abbreviation's full stop: «груд. 2016». */
function dotSize(tokens: readonly Token[], at: number): number {
  return tokens[at]?.text === '.' && tokens[at + 1]?.kind === 'number' ? 1 : 0
}

function followingYear(
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

/** «12.2017». */
function readMonthNumber(tokens: readonly Token[], at: number): Extent | null {
  const month = numberAt(tokens, at, [2])
  const year = numberAt(tokens, at + 2, [4])
  if (month < 1 || month > 12 || !isYear(year) || tokens[at + 1]?.text !== '.') return null
  return months([month, month], year, { grain: 'month', size: 3 + yearWordSize(tokens, at + 3) })
}

function months(
  [first, last]: readonly [number, number],
  year: number | null,
  rest: Pick<Extent, 'grain' | 'size'>,
): Extent {
  return { first: { year, month: first, day: 1 }, last: { year, month: last, day: null }, ...rest }
}

function readMonth(tokens: readonly Token[], at: number): Extent | null {
  const meaning = tokens[at]?.meaning
  const span =
    meaning?.sign === 'month'
      ? ([meaning.value, meaning.value] as const)
      : meaning?.sign === 'season'
        ? SEASON_MONTHS[meaning.value - 1]
        : undefined
  if (!span) return null
  const end = at + 1 + dotSize(tokens, at + 1)
  const { year, size } = followingYear(tokens, end)
  return months(span, year, { grain: 'month', size: end - at + size })
}

/** «II квартал 2017 року», «1 кв.», «перше півріччя», «ІІ п/р», «I декада грудня». */
function readPart(tokens: readonly Token[], at: number): Extent | null {
  const token = tokens[at]
  const value = token ? numeralOf(token) : -1
  if (value < 1 || value > QUARTERS) return null
  const isHalfCut = tokens[at + 1]?.text === 'п' && tokens[at + 2]?.text === '/'
  const sign = isHalfCut && tokens[at + 3]?.text === 'р' ? 'half' : signAt(tokens, at + 1)
  if (sign === 'tenDays') return readTenDays(tokens, at, value)
  if (sign !== 'quarter' && sign !== 'half') return null
  if (sign === 'half' && value > 2) return null
  let end = at + (isHalfCut ? 4 : 2)
  if (tokens[end]?.text === '.') end += 1
  const { year, size } = followingYear(tokens, end)
  const span = sign === 'quarter' ? quarterMonths(value) : halfMonths(value)
  return months(span, year, { grain: sign, size: end - at + size })
}

function readTenDays(tokens: readonly Token[], at: number, value: number): Extent | null {
  const month = tokens[at + 2]?.meaning
  if (month?.sign !== 'month' || value > 3) return null
  const { year, size } = followingYear(tokens, at + 3)
  const first = { year, month: month.value, day: value * 10 - 9 }
  const last = { year, month: month.value, day: value === 3 ? null : value * 10 }
  return { first, last, grain: 'month', size: 3 + size }
}

/** «9 місяців 2020 року»: from 1 January; «протягом 9 місяців» counts from an event. */
function readMonthsFromStart(tokens: readonly Token[], at: number): Extent | null {
  const token = tokens[at]
  const count = token ? numeralOf(token) : -1
  if (count < 1 || count > 12 || signAt(tokens, at + 1) !== 'months') return null
  const end = at + 2 + (tokens[at + 2]?.text === '.' ? 1 : 0)
  const { year, size } = followingYear(tokens, end)
  const before = signAt(tokens, at - 1)
  if (year === null && before !== null && before !== 'reporting' && before !== 'neutral')
    return null
  return months([1, count], year, { grain: 'month', size: end - at + size })
}

/** «2017 рік», «2016-17 роки», «2016/2017 навчальний рік». */
function readYears(tokens: readonly Token[], at: number): Extent | null {
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

/** «н. р.», «навчальний рік», «н/р»: tokens after the years of a school year. */
function schoolSize(tokens: readonly Token[], at: number): number {
  let end = at
  if (tokens[end]?.text === 'н' || signAt(tokens, end) === 'school') end += 1
  else return 0
  if (tokens[end]?.text === '.' || tokens[end]?.text === '/') end += 1
  const words = yearWordSize(tokens, end)
  return words > 0 ? end - at + words : 0
}

/** «протягом року», «кінець року», «звітний період», «наступного року». */
function readRelative(tokens: readonly Token[], at: number): Extent | null {
  const sign = signAt(tokens, at)
  const next = signAt(tokens, at + 1)
  if (sign === 'reporting' && next === 'span') return relative('period', 2)
  if (sign === 'reporting' && next === 'year')
    return relative('year', 1 + yearWordSize(tokens, at + 1))
  if (sign === 'next' && next === 'year') return relative('next', 1 + yearWordSize(tokens, at + 1))
  if (sign !== 'year' || (tokens[at]?.text.length ?? 0) < 3) return null
  if (next === 'next') return relative('next', 2)
  if (tokens[at + 1]?.text === ',' && signAt(tokens, at + 2) === 'next') return relative('next', 3)
  let before = at - 1
  while (signAt(tokens, before) === 'neutral') before -= 1
  const isWhole = before < 0 && at + 1 >= tokens.length
  const lead = signAt(tokens, before)
  return lead === 'during' || lead === 'end' || isWhole ? relative('year', 1) : null
}

function relative(kind: 'year' | 'next' | 'period', size: number): Extent {
  return { ...months([1, 12], null, { grain: 'year', size }), relative: kind }
}
