import { say, sayAll } from '../resources.ts'

const MONTHS = Object.values(sayAll('period.months'))
const MONTHS_IN = Object.values(sayAll('period.in.months'))
const QUARTERS = ['I', 'II', 'III', 'IV']
const YEAR = 12

/** The period itself («2016 рік», also behind «за»), or when something was («у 2016 році»). */
type Use = 'name' | 'in'

/**
 * A period as the office writes it: «2016 рік», «2016–2017 роки», «I квартал 2016 року»; one that
 * has no name as its dates. They are ISO 8601; null gives «не вказано».
 */
export function periodWords(from: unknown, to: unknown, use: Use = 'name'): string {
  if (typeof from !== 'string' || typeof to !== 'string')
    return say(use === 'in' ? 'period.in.unknown' : 'notSaid')
  const dates = { from: dateWords(from), to: dateWords(to) }
  return (
    namedPeriod(from, to, use) ??
    (use === 'in' ? say('period.in.dates', dates) : `${dates.from} – ${dates.to}`)
  )
}

/** An ISO date as `31.12.2016`. */
function dateWords(iso: string): string {
  return iso.split('-').reverse().join('.')
}

function namedPeriod(from: string, to: string, use: Use): string | null {
  const named = (key: string, values: Readonly<Record<string, unknown>>) =>
    use === 'in' ? say(`period.in.${key}`, values) : say(`period.${key}`, values)
  const [first, last] = [monthOf(from), monthOf(to)]
  if (!from.endsWith('-01') || addDays(to, 1) !== `${isoMonth(last + 1)}-01`) return null
  const months = last - first + 1
  const year = Math.floor(first / YEAR)
  const start = first % YEAR
  if (start === 0 && months === YEAR) return named('year', { year })
  if (start === 0 && months % YEAR === 0 && months > 0)
    return named('years', { year, last: Math.floor(last / YEAR) })
  if (months === 1)
    return named('month', { month: (use === 'in' ? MONTHS_IN : MONTHS)[start], year })
  if (months === 3 && start % 3 === 0)
    return named('quarter', { quarter: QUARTERS[start / 3], year })
  if (months === 6 && start % 6 === 0) return named('halfYear', { half: QUARTERS[start / 6], year })
  return months === 9 && start === 0 ? named('nineMonths', { year }) : null
}

/** Months since the year 0. */
function monthOf(iso: string): number {
  return Number(iso.slice(0, 4)) * YEAR + Number(iso.slice(5, 7)) - 1
}

function isoMonth(month: number): string {
  return `${String(Math.floor(month / YEAR)).padStart(4, '0')}-${String((month % YEAR) + 1).padStart(2, '0')}`
}

function addDays(iso: string, days: number): string {
  const date = new Date(`${iso}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}
