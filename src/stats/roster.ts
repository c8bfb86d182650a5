import { ZvitError } from '../model/error.ts'
import type { Period } from '../model/report.ts'
import { decodeTable, readCsv } from '../text/csv.ts'

/** Who was to report; null means for every programme, or for every period, of the folder. */
export interface Expected {
  readonly body: string
  /** Other names that its reports may bear. */
  readonly aliases: readonly string[]
  readonly programme: string | null
  readonly period: Period | null
}

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
  const [heading, ...rows] = readCsv(decodeTable(bytes), 'The roster')
  const columns = readColumns(heading?.fields ?? [])
  return rows.map(({ line, fields }) => {
    if (fields.length > columns.length)
      fail(line, `${fields.length} fields, but ${columns.length} columns; quote fields with them.`)
    const told = (column: Column) => fields[columns.indexOf(column)] || null
    const written = told('period')
    const period = written === null ? null : readPeriod(written)
    if (written !== null && period === null)
      fail(
        line,
        `'${written}' is no period; write 2016, 2016-01-01/2016-12-31 or «I квартал 2016».`,
      )
    return {
      body: told('respondent') ?? fail(line, "the field 'respondent' is empty."),
      aliases: (told('also') ?? '').split('|').flatMap((name) => name.trim() || []),
      programme: told('programme'),
      period,
    }
  })
}

function readColumns(fields: readonly string[]): readonly Column[] {
  const names = fields.map((name) => name.toLowerCase())
  const known = `The first line names the columns: ${COLUMNS.join(', ')}.`
  if (!names.includes('respondent')) fail(1, `there is no column 'respondent'. ${known}`)
  return names.map((name, index) => {
    const column = COLUMNS.find((candidate) => candidate === name)
    if (column === undefined) return fail(1, `unknown column '${name}'. ${known}`)
    if (names.indexOf(name) !== index) return fail(1, `the column '${name}' stands twice.`)
    return column
  })
}

function fail(line: number, message: string): never {
  throw new ZvitError('USAGE', `The roster, line ${line}: ${message}`)
}
