/** A day of the calendar; `month` and `day` count from 1. */
export interface Day {
  readonly year: number
  readonly month: number
  readonly day: number
}

const FEBRUARY = 2
const SHORT_MONTHS = [4, 6, 9, 11]

/** Number of days of a month of the Gregorian calendar. */
export function daysInMonth(year: number, month: number): number {
  if (month === FEBRUARY) return isLeapYear(year) ? 29 : 28
  return SHORT_MONTHS.includes(month) ? 30 : 31
}

/** True where the calendar has this day. */
export function isDay({ year, month, day }: Day): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
}

/** ISO 8601, `2016-12-01`; ISO dates of these years compare as strings. */
export function writeDay({ year, month, day }: Day): string {
  return `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`
}

/** A day of every year in the form of XML Schema's gMonthDay, `--12-20`. */
export function writeMonthDay(month: number, day: number): string {
  return `--${twoDigits(month)}-${twoDigits(day)}`
}

export function yearOf(iso: string): number {
  return Number(iso.slice(0, 4))
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
