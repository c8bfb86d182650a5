import {
  dayExtent,
  dotSize,
  type Extent,
  followingYear,
  months,
  numberAt,
  schoolSize,
  signAt,
  yearWordSize,
} from './extent.ts'
import { isYear, type Token } from './time-tokens.ts'

/** «2016-12-01». */
export function readIsoDate(tokens: readonly Token[], at: number): Extent | null {
  const year = numberAt(tokens, at, [4])
  const month = numberAt(tokens, at + 2, [2])
  const date = numberAt(tokens, at + 4, [2])
  const isDashed = tokens[at + 1]?.text === '-' && tokens[at + 3]?.text === '-'
  if (!isYear(year) || month < 0 || date < 0 || !isDashed || !tokens[at + 2]?.isGlued) return null
  return dayExtent({ year, month, day: date }, 5)
}

/** «2016-01»; «2016-17 роки» are years. */
export function readIsoMonth(tokens: readonly Token[], at: number): Extent | null {
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
export function readNumericDate(tokens: readonly Token[], at: number): Extent | null {
  const date = dayAt(tokens, at)
  const separator = tokens[at + 1]?.text ?? ''
  const month = numberAt(tokens, at + 2, [1, 2])
  if (date < 0 || month < 0 || !/^[.,/-]$/.test(separator)) return null
  const year = centuryOf(tokens[at + 4])
  const isWhole = separator !== ',' || tokens[at + 4]?.digits === 4
  if (tokens[at + 3]?.text === separator && year !== null && isWhole)
    return dayExtent({ year, month, day: date }, 5 + yearWordSize(tokens, at + 5))
  if (separator !== '.' || tokens[at + 2]?.digits !== 2) return null
  const isMoney = month > 12 || date < 1 || date > 31
  return isMoney ? null : dayExtent({ year: null, month, day: date }, 3)
}

/** The number there; «І» of «до І.09.2024» is the figure that it looks like. */
function dayAt(tokens: readonly Token[], at: number): number {
  const token = tokens[at]
  const isStroke = token?.kind === 'word' && token.text.length === 1 && token.value === 1
  return isStroke && tokens[at + 3]?.text === '.' ? 1 : numberAt(tokens, at, [1, 2])
}

function centuryOf(token: Token | undefined): number | null {
  if (token?.kind !== 'number') return null
  if (token.digits === 4) return isYear(token.value) ? token.value : null
  return token.digits === 2 ? 2000 + token.value : null
}

/** «1 грудня 2016 р.», «15» січня», «першого березня». */
export function readNamedDate(tokens: readonly Token[], at: number): Extent | null {
  const token = tokens[at]
  const isOrdinal = token?.meaning?.sign === 'count'
  const date = isOrdinal ? token.meaning?.value : dayBeforeMonth(tokens, at)
  if (date === undefined || date < 0) return null
  const skip = tokens[at + 1]?.text === '"' ? 1 : 0
  const month = tokens[at + 1 + skip]?.meaning
  if (month?.sign !== 'month') return null
  const end = at + 2 + skip + dotSize(tokens, at + 2 + skip)
  const { year, size } = followingYear(tokens, end)
  return dayExtent({ year, month: month.value, day: date }, end - at + size)
}

/** The number there; «l» of «до l вересня» is the figure that it looks like. */
function dayBeforeMonth(tokens: readonly Token[], at: number): number {
  const token = tokens[at]
  const isStroke = token?.kind === 'word' && token.text.length === 1 && token.value === 1
  const lead = signAt(tokens, at - 1)
  return isStroke && (lead === 'to' || lead === 'from') ? 1 : numberAt(tokens, at, [1, 2])
}

/** «12.2017». */
export function readMonthNumber(tokens: readonly Token[], at: number): Extent | null {
  const month = numberAt(tokens, at, [2])
  const year = numberAt(tokens, at + 2, [4])
  if (month < 1 || month > 12 || !isYear(year) || tokens[at + 1]?.text !== '.') return null
  return months([month, month], year, { grain: 'month', size: 3 + yearWordSize(tokens, at + 3) })
}
