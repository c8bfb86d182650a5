import { programmeText } from './programme-text.ts'

/** So many bodies report on two programmes in so many quarters. */
export interface ManyReports {
  readonly bodies: number
  readonly periods: number
}

const PROGRAMMES = 2
const FIRST_YEAR = 2020
const QUARTERS = ['I', 'II', 'III', 'IV']

/** Text reports of 50 measures by the names of their files, and the manifest that tells whose they are. */
export function* manyReports({ bodies, periods }: ManyReports): Iterable<{
  readonly file: string
  readonly text: string
  readonly manifestLine: string
}> {
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

function bodyName(body: number): string {
  return `Департамент № ${body} облдержадміністрації`
}
