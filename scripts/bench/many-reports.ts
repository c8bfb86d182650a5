import { programmeText } from './programme-text.ts'

/** So many bodies report on two programmes in so many quarters. */
export interface ManyReports {
  readonly bodies: number
  readonly periods: number
}

const PROGRAMMES = 2
const FIRST_YEAR = 2020
const QUARTERS = ['I', 'II', 'III', 'IV']

/** A report as text, and the line of the manifest that tells whose it is. */
export interface TextFile {
  readonly file: string
  readonly text: string
  readonly manifestLine: string
}

/** Text reports of 50 measures. */
export function* manyReports({ bodies, periods }: ManyReports): Iterable<TextFile> {
  for (let programme = 1; programme <= PROGRAMMES; programme += 1)
    for (let body = 1; body <= bodies; body += 1)
      for (let period = 0; period < periods; period += 1) {
        const year = FIRST_YEAR + Math.floor(period / QUARTERS.length)
        const file = `${programme}-${body}-${period}.txt`
        const name = bodyName(body)
        const written = `${QUARTERS[period % QUARTERS.length]} квартал ${year}`
        yield {
          file,
          text: programmeText({ programme, body, period, year, bodyName, bodies }),
          manifestLine: `${file};${name};Програма № ${programme};${written}`,
        }
      }
}

/** One report of a thousand measures on a programme of its own. */
export function largeReport(): TextFile {
  const facts = { programme: PROGRAMMES + 1, body: 1, period: 0, year: FIRST_YEAR, bodies: 1 }
  const file = 'large.txt'
  return {
    file,
    text: programmeText({ ...facts, bodyName, measures: 200 }),
    manifestLine: `${file};${bodyName(1)};Програма № ${facts.programme};${FIRST_YEAR}`,
  }
}

function bodyName(body: number): string {
  return `Департамент № ${body} облдержадміністрації`
}
