import {
  readIsoDate,
  readIsoMonth,
  readMonthNumber,
  readNamedDate,
  readNumericDate,
} from './date-readers.ts'
import { dayExtent, type Extent, months } from './extent.ts'
import {
  halfMonths,
  QUARTERS,
  quarterMonths,
  readMonth,
  readMonthsFromStart,
  readPart,
  readRelative,
  readYears,
} from './part-readers.ts'
import type { Token } from './time-tokens.ts'

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

/** What is told at this token, null where nothing begins. */
export function readExtent(tokens: readonly Token[], at: number): Extent | null {
  for (const read of READERS) {
    const extent = read(tokens, at)
    if (extent) return extent
  }
  return null
}

/** «10» of «з 10 по 24 серпня», «I» of «I та III квартали». */
export function explain(value: number, by: Extent): Extent | null {
  const { year, month } = by.last
  const part = { grain: by.grain, size: 1 }
  if (by.grain === 'day' && by.first.day === by.last.day)
    return dayExtent({ year, month, day: value }, 1)
  if (by.grain === 'quarter' && value <= QUARTERS) return months(quarterMonths(value), year, part)
  if (by.grain === 'half' && value <= 2) return months(halfMonths(value), year, part)
  return null
}
