import type { Sign } from '../../model/language.ts'
import type { Period } from '../../model/report.ts'
import {
  type Extent,
  explain,
  type Grain,
  type OpenDay,
  type Relative,
  readExtent,
} from './extents.ts'
import type { Tokens } from './tokens.ts'

const LEAP_YEAR = 2000

/** How a mention stands to the one before it. */
type Link = 'none' | 'list' | 'range'

type Role = 'at' | 'to' | 'from'

/** One mention of time as written, before years are shared and ranges joined. */
export interface Mention {
  readonly first: OpenDay
  readonly last: OpenDay
  readonly grain: Grain
  readonly role: Role
  readonly link: Link
  /** What of the report's time it leans on; null where it tells its own. */
  readonly relative: Relative | null
  /** True where «рік» or the like stands by, so that the number cannot be anything else. */
  readonly isNamed: boolean
  /** Offset in the text. */
  readonly start: number
}

/** Mentions of time in reading order; numbers that only a later word explains are explained. */
export function readMentions(tokens: Tokens): readonly Mention[] {
  const mentions: Mention[] = []
  let pending: { at: number; value: number }[] = []
  let end = 0
  for (let at = 0; at < tokens.all.length; at += 1) {
    const extent = readExtent(tokens, at)
    if (extent) {
      for (const earlier of pending) {
        const told = explain(earlier.value, extent)
        if (told) {
          mentions.push(
            place(tokens, { at: earlier.at, before: mentions.at(-1), end, extent: told }),
          )
          end = earlier.at + 1
        }
      }
      pending = []
      mentions.push(place(tokens, { at, before: mentions.at(-1), end, extent }))
      at += extent.size - 1
      end = at + 1
    } else {
      const value = tokens.numeral(at)
      if (value > 0 && value <= 31 && !isCounted(tokens, at)) pending.push({ at, value })
      else if (!isConnector(tokens, at)) pending = []
    }
  }
  return mentions
}

/** True where a number or a word of time belongs to no mention: «2016-13», «V квартал 2016». */
export function hasUnexplained(tokens: Tokens): boolean {
  let pending: number[] = []
  for (let at = 0; at < tokens.all.length; at += 1) {
    const extent = readExtent(tokens, at)
    if (extent) {
      if (pending.some((value) => explain(value, extent) === null)) return true
      pending = []
      at += extent.size - 1
    } else if (tokens.numeral(at) > 0) pending.push(tokens.numeral(at))
    else if (tokens.all[at]?.kind === 'number' || isOfTime(tokens, at)) return true
  }
  return pending.length > 0
}

function isOfTime(tokens: Tokens, at: number): boolean {
  const sign = tokens.sign(at)
  return sign !== null && sign !== 'keyword' && !isConnector(tokens, at)
}

interface Placing {
  readonly at: number
  readonly before: Mention | undefined
  /** Where the mention before it ends. */
  readonly end: number
  readonly extent: Extent
}

/** Looks back from a mention for «до», «з», a dash or a comma, as far as the mention before it. */
function place(tokens: Tokens, { at, before, end, extent }: Placing): Mention {
  const { first, last, grain } = extent
  let role: Role | null = null
  let hasDash = false
  let hasComma = false
  let index = at - 1
  for (; index >= end; index -= 1) {
    if (!isConnector(tokens, index)) break
    const sign = tokens.sign(index)
    const text = tokens.text(index) ?? ''
    if (sign === 'to' || sign === 'end') role ??= 'to'
    else if (sign === 'from') role ??= 'from'
    else if (/[-/…]/.test(text) || isEllipsis(tokens, index)) hasDash = true
    else if (sign === 'and' || text === ',' || text === ';') hasComma = true
  }
  const isConnected = end > 0 && index < end
  const isRange = isConnected && !hasComma && (hasDash || role === 'to')
  // «до 15 лютого, 15 квітня»: the second is an end too.
  const isListed = isConnected && !isRange && before?.grain === 'day' && grain === 'day'
  return {
    first,
    last,
    grain,
    role: role ?? (isListed && before?.role === 'to' ? 'to' : 'at'),
    link: isRange ? 'range' : isConnected ? 'list' : 'none',
    relative: extent.relative ?? null,
    isNamed: extent.isNamed ?? grain !== 'year',
    start: tokens.all[at]?.start ?? 0,
  }
}

/** «2016..2017». */
function isEllipsis(tokens: Tokens, at: number): boolean {
  return tokens.text(at) === '.' && tokens.text(at - 1) === '.'
}

const CONNECTORS: readonly (Sign | null)[] = ['to', 'from', 'end', 'and', 'neutral', 'during']

function isConnector(tokens: Tokens, at: number): boolean {
  const token = tokens.all[at]
  if (token?.kind === 'mark') return /[-/,;:"'(.…]/.test(token.text)
  return CONNECTORS.includes(tokens.sign(at))
}

/** «5 числа», «3 рази», «10 днів», «№ 58»: a number of something else. */
function isCounted(tokens: Tokens, at: number): boolean {
  const sign = tokens.sign(at + 1)
  if (sign === 'day' || sign === 'time' || sign === 'week' || sign === 'months') return true
  return tokens.text(at - 1) === '№'
}

/** A stretch of time told by one or two mentions; ISO dates, both inclusive, null where not told. */
export interface Span {
  readonly from: string | null
  readonly to: string | null
  readonly role: Role
  readonly grain: Grain
  readonly isNamed: boolean
  /** True where it goes on a list: «2016 і 2017 роки». */
  readonly isListed: boolean
  /** Offset of its first mention. */
  readonly start: number
}

export interface Spans {
  readonly spans: readonly Span[]
  /** True where the text names a day that the calendar has not, or a span that ends before it begins. */
  readonly isImpossible: boolean
  /** True where a date could be told only from the report's period. */
  readonly isRelative: boolean
}

interface Known extends Mention {
  /** Where the year came from: not from the words of this very mention. */
  readonly isInherited: boolean
}

/**
 * Spans of the mentions: years shared among neighbours («з 16 квітня до 16 травня 2017 року»),
 * ranges joined, and what the text does not say resolved against the report's period, else null.
 */
export function resolveSpans(mentions: readonly Mention[], period: Period | null): Spans {
  const known = shareYears(mentions)
  const spans: Span[] = []
  let isImpossible = false
  let isRelative = false
  for (let index = 0; index < known.length; index += 1) {
    const mention = known[index]
    if (!mention) break
    const other = known[index + 1]
    const range = other?.link === 'range' ? joinRange(mention, other) : asRange(mention)
    if (other?.link === 'range') index += 1
    const { span, needsYear } = resolve(range, period)
    if (needsYear) isRelative = true
    if (span) spans.push(span)
    else isImpossible = true
  }
  const isDated = ({ from, to }: Span) => from !== null || to !== null
  // «грудень 2016-2017 років»: what cannot be dated stands within what can.
  return { spans: spans.some(isDated) ? spans.filter(isDated) : spans, isImpossible, isRelative }
}

/**
 * Every mention with the year that the others tell. What only tells the year of others is left out:
 * «року» beside «I квартал», «2017 рік» beside «до 1 грудня», «наступного року» after «до 15 січня».
 */
function shareYears(mentions: readonly Mention[]): readonly Known[] {
  const isOpen = (mention: Mention) => mention.last.year === null && mention.relative === null
  if (!mentions.some(isOpen)) return mentions.map((mention) => ({ ...mention, isInherited: false }))
  const isNext = mentions.some(({ relative }) => relative === 'next')
  const known: Known[] = []
  for (const [index, mention] of mentions.entries()) {
    if (!isOpen(mention)) {
      if (!tellsYear(mention, mentions)) known.push({ ...mention, isInherited: false })
      continue
    }
    const year = isNext ? null : neighbourYear(mentions, index)
    const relative = isNext ? 'next' : null
    const [first, last] = [mention.first, mention.last].map((day) => ({ ...day, year }))
    if (first && last) known.push({ ...mention, first, last, relative, isInherited: year !== null })
  }
  return known
}

function tellsYear(mention: Mention, mentions: readonly Mention[]): boolean {
  if (mention.relative === 'year' || mention.relative === 'next') return true
  const { grain, first } = mention
  return grain === 'year' && first.year !== null && isWhole(mention) && isOnly(first.year, mentions)
}

function isWhole({ first, last }: Mention): boolean {
  return first.year === last.year
}

function isOnly(year: number, mentions: readonly Mention[]): boolean {
  return mentions.every(({ first, last }) =>
    [first.year, last.year].every((other) => other === null || other === year),
  )
}

/** The next connected year, else the year before. */
function neighbourYear(mentions: readonly Mention[], index: number): number | null {
  for (let after = index + 1; after < mentions.length; after += 1) {
    const mention = mentions[after]
    if (!mention || mention.link === 'none') break
    if (mention.first.year !== null) return isWhole(mention) ? mention.first.year : null
  }
  for (let before = index - 1; before >= 0; before -= 1) {
    const mention = mentions[before]
    if (mention && mention.last.year !== null && isWhole(mention)) return mention.last.year
  }
  return null
}

interface Range {
  readonly first: OpenDay
  readonly last: OpenDay
  readonly mention: Mention
  /** True where the year of the first day is only that of the last. */
  readonly isInherited: boolean
  readonly role: Role
}

function asRange(mention: Known): Range {
  const { first, last, role } = mention
  return { first, last, role, mention, isInherited: mention.isInherited }
}

function joinRange(mention: Known, other: Known): Range {
  return {
    first: mention.first,
    last: other.last,
    mention,
    isInherited: mention.isInherited,
    role: 'at',
  }
}

function resolve(
  range: Range,
  period: Period | null,
): { readonly span: Span | null; readonly needsYear: boolean } {
  const { mention, role } = range
  const { grain, isNamed, start } = mention
  const rest = { role, grain, isNamed, isListed: mention.link === 'list', start }
  if (mention.relative === 'period' || mention.relative === 'school') {
    const known = mention.relative === 'school' ? schoolYearOf(period) : period
    const from = role === 'to' ? null : (known?.from ?? null)
    return { span: { from, to: known?.to ?? null, ...rest }, needsYear: true }
  }
  const needsYear = range.first.year === null || range.last.year === null
  const dated = needsYear ? dateByPeriod(range, period) : dateRange(range)
  if (dated === 'unknown') {
    const isPossible = existsInSomeYear(range.first) && existsInSomeYear(range.last)
    return { span: isPossible ? { from: null, to: null, ...rest } : null, needsYear }
  }
  if (dated === null) return { span: null, needsYear }
  const from = role === 'to' ? null : dated.from
  return { span: { from, to: role === 'from' ? null : dated.to, ...rest }, needsYear }
}

/** The school year, from September to August, that holds the whole period. */
function schoolYearOf(period: Period | null): Period | null {
  if (!period) return null
  const year = yearOf(period.from) - (period.from.slice(5) < '09' ? 1 : 0)
  const to = `${year + 1}-08-31`
  return period.to <= to ? { from: `${year}-09-01`, to } : null
}

/** Dates of a range whose years are known; null where the calendar has no such days. */
function dateRange({ first, last, isInherited }: Range): Period | null {
  const to = close(last, last.year ?? 0)
  let from = close(first, first.year ?? 0)
  if (isInherited && isLater(from, to)) from = { ...from, year: from.year - 1 }
  if (!isDay(from) || !isDay(to) || isLater(from, to)) return null
  return { from: writeDay(from), to: writeDay(to) }
}

/** The one year of the period that fits; `unknown` where none or several do. */
function dateByPeriod(range: Range, period: Period | null): Period | null | 'unknown' {
  if (!period) return 'unknown'
  const [start, end] = [yearOf(period.from), yearOf(period.to)]
  if (range.mention.relative === 'next') return dateIn(range, end + 1)
  if (start === end) return dateIn(range, start)
  const fitting: Period[] = []
  for (let year = start; year <= end; year += 1) {
    const dated = dateIn(range, year)
    if (dated && dated.from >= period.from && dated.to <= period.to) fitting.push(dated)
  }
  const [only] = fitting
  return fitting.length === 1 && only ? only : 'unknown'
}

function dateIn(range: Range, year: number): Period | null {
  const first = { ...range.first, year: range.first.year ?? year }
  const last = { ...range.last, year: range.last.year ?? year }
  return dateRange({ ...range, first, last, isInherited: false })
}

function close({ month, day }: OpenDay, year: number): Day {
  return { year, month, day: day ?? daysInMonth(year, month) }
}

function existsInSomeYear(day: OpenDay): boolean {
  return isDay(close(day, day.year ?? LEAP_YEAR))
}

function isLater(left: Day, right: Day): boolean {
  return writeDay(left) > writeDay(right)
}

/** A day of the calendar; `month` and `day` count from 1. */
interface Day {
  readonly year: number
  readonly month: number
  readonly day: number
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

/** True where the calendar has this day. */
export function isDay({ year, month, day }: Day): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
}

/** ISO 8601, `2016-12-01`; ISO dates of these years compare as strings. */
function writeDay({ year, month, day }: Day): string {
  return `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`
}

/** A day of every year in the form of XML Schema's gMonthDay, `--12-20`. */
export function writeMonthDay(month: number, day: number): string {
  return `--${twoDigits(month)}-${twoDigits(day)}`
}

export function yearOf(iso: string): number {
  return Number(iso.slice(0, 4))
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
