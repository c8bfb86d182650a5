import type { Period } from '../model/report.ts'
import { say, sayAll } from '../resources.ts'
import { decodeTable, failAt, readColumns, readCsv } from '../text/csv.ts'

/** Who was to report; null means for every programme, or for every period, of the folder. */
export interface Expected {
  readonly body: string
  /** Other names that its reports may bear. */
  readonly aliases: readonly string[]
  readonly programme: string | null
  readonly period: Period | null
}

const WHAT = 'The roster'
const COLUMNS = ['respondent', 'also', 'programme', 'period'] as const
type Column = (typeof COLUMNS)[number]

/**
 * The rows of a roster. The first row names the columns: `respondent`, and any of `also` (other
 * names, apart by `|`), `programme`, `period`. Throws `USAGE` with the line of a mistake.
 */
export function readRoster(
  bytes: Uint8Array,
  readPeriod: (text: string) => Period | null,
): readonly Expected[] {
  const [heading, ...rows] = readCsv(decodeTable(bytes), WHAT)
  const columns = readColumns(heading, {
    what: WHAT,
    columns: COLUMNS,
    required: 'respondent',
    headings: sayAll('tables.headings'),
  })
  return rows.map(({ line, fields }) => {
    // Excel ends the rows of a sheet that was once wider with separators.
    if (fields.slice(columns.length).some((field) => field !== ''))
      fail(line, `${fields.length} fields, but ${columns.length} columns; quote fields with them.`)
    const told = (column: Column) => fields[columns.indexOf(column)] || null
    const written = told('period')
    const period = written === null ? null : readPeriod(written)
    if (written !== null && period === null) fail(line, say('period.unreadable', { written }))
    return {
      body: told('respondent') ?? fail(line, "the field 'respondent' is empty."),
      aliases: (told('also') ?? '').split('|').flatMap((name) => name.trim() || []),
      programme: told('programme'),
      period,
    }
  })
}

function fail(line: number, message: string): never {
  return failAt(WHAT, line, message)
}
