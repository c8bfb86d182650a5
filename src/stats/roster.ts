import type { Period } from '../model/report.ts'
import { say, sayAll } from '../resources.ts'
import { type CsvRow, failAt, namedRows } from '../text/csv.ts'
import { LETTER_FIELDS, type LetterFields, letterFields } from '../write/letter.ts'

/** Who was to report; null means for every programme, or for every period, of the folder. */
export interface Expected {
  readonly body: string
  /** Other names that its reports may bear. */
  readonly aliases: readonly string[]
  readonly programme: string | null
  readonly period: Period | null
  /** What letters to it say. */
  readonly fields: LetterFields
}

const WHAT = 'The roster'
const COLUMNS = ['respondent', 'also', 'programme', 'period', ...LETTER_FIELDS] as const

/** Other names of a body in one field. */
const APART = /[|;\n]/

/**
 * The rows of a roster, whose columns are `respondent`, and any of `also` (other names, apart by `|`),
 * `programme`, `period` and what letters say. Throws `USAGE` with the line of a mistake.
 */
export function readRoster(
  rows: readonly CsvRow[],
  readPeriod: (text: string) => Period | null,
  tell: (message: string) => void,
): readonly Expected[] {
  const named = namedRows(rows, {
    what: WHAT,
    columns: COLUMNS,
    required: 'respondent',
    headings: sayAll('tables.headings'),
    tell,
  })
  return named.map(({ line, told }) => {
    const written = told('period')
    const period = written === undefined ? null : readPeriod(written)
    if (written !== undefined && period === null)
      failAt(WHAT, line, say('period.unreadable', { written }))
    return {
      body: told('respondent') ?? failAt(WHAT, line, "the field 'respondent' is empty."),
      aliases: (told('also') ?? '').split(APART).flatMap((name) => name.trim() || []),
      programme: told('programme') ?? null,
      period,
      fields: letterFields((field) => told(field as (typeof LETTER_FIELDS)[number])),
    }
  })
}
