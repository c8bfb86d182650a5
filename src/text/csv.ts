import { ZvitError } from '../model/error.ts'

/** A line of a CSV file; `line` counts from 1. */
export interface CsvRow {
  readonly line: number
  readonly fields: readonly string[]
}

/**
 * Text of a table as office programs save it: UTF-8 or UTF-16 with or without BOM, otherwise
 * windows-1251.
 */
export function decodeTable(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // No UTF-8: Excel on a Ukrainian Windows saves CSV in windows-1251.
    return new TextDecoder('windows-1251').decode(bytes)
  }
}

/**
 * The rows of a CSV text (RFC 4180) without empty ones. The separator is the one of `;`, `,` and
 * tab that the first line has most of. Throws `USAGE` where a quote is not closed; `what` names the
 * file in its message.
 */
export function readCsv(text: string, what = 'The manifest'): readonly CsvRow[] {
  const separator = findSeparator(text.split(/\r\n|\r|\n/, 1)[0] ?? '')
  const rows: CsvRow[] = []
  let fields: string[] = []
  let line = 1
  let start = 1
  // A field, quoted or not, and what ends it.
  const field = new RegExp(
    `(?:[ ]*"((?:[^"]|"")*)"[ ]*|([^${separator}\\r\\n"][^${separator}\\r\\n]*)?)(${separator}|\\r\\n|\\r|\\n|$)`,
    'y',
  )
  while (field.lastIndex < text.length || fields.length > 0) {
    const match = field.exec(text)
    if (match === null)
      throw new ZvitError('USAGE', `${what}, line ${line}: a quote is not closed.`)
    const [whole, quoted, plain, end] = match
    fields.push((quoted?.replaceAll('""', '"') ?? plain ?? '').trim())
    line += whole.match(/\r\n|\r|\n/g)?.length ?? 0
    if (end === separator) continue
    if (fields.some((value) => value !== '')) rows.push({ line: start, fields })
    fields = []
    start = line
    if (field.lastIndex >= text.length) break
  }
  return rows
}

function findSeparator(line: string): string {
  const count = (separator: string) => line.split(separator).length
  return [';', ',', '\t'].reduce((best, next) => (count(next) > count(best) ? next : best))
}

/** What a table is called in messages, the columns that it may have, and the one that it must. */
interface TableColumns<Column extends string> {
  readonly what: string
  readonly columns: readonly Column[]
  readonly required: Column
  /** What people call each column, apart by `|`. */
  readonly headings: Readonly<Record<string, string>>
  /** Told which columns nobody reads. */
  readonly tell: (message: string) => void
}

/** A row with its fields by column; an empty one is undefined. */
export interface NamedRow<Column extends string> {
  readonly line: number
  readonly told: (column: Column) => string | undefined
}

/** Lines above the heading of a table: its title, who keeps it. */
const MOST_ABOVE = 10

/**
 * The rows below the heading of a table, the first line that names the column which it must have, in any
 * case. Columns without heading are passed over, unknown ones told. Throws `USAGE`.
 */
export function namedRows<Column extends string>(
  rows: readonly CsvRow[],
  { what, columns, required, headings, tell }: TableColumns<Column>,
): readonly NamedRow<Column>[] {
  const columnOf = (heading: string) => {
    const name = heading.toLowerCase().replace(/\s+/g, ' ')
    return columns.find((one) => one === name || headings[one]?.split('|').includes(name))
  }
  const start = rows
    .slice(0, MOST_ABOVE)
    .findIndex(({ fields }) => fields.some((field) => columnOf(field) === required))
  const known = columns.map((one) => `${one} (${headings[one]?.replaceAll('|', ', ')})`).join(', ')
  const heading = rows[start]
  if (heading === undefined)
    return failAt(what, 1, `there is no column '${required}'. Known columns: ${known}.`)
  const { line, fields: written } = heading
  const found = written.map(columnOf)
  const twice = found.find((name, index) => name !== undefined && found.indexOf(name) !== index)
  if (twice !== undefined) failAt(what, line, `the column '${twice}' stands twice.`)
  const unread = written.filter((name, index) => name !== '' && found[index] === undefined)
  if (unread.length > 0)
    tell(`${what}: nobody reads the columns '${unread.join("', '")}'. Known columns: ${known}.`)
  return rows.slice(start + 1).map(({ line: at, fields }) => {
    // Excel ends the rows of a sheet that was once wider with separators.
    if (fields.slice(found.length).some((field) => field !== ''))
      failAt(
        what,
        at,
        `${fields.length} fields, but ${found.length} columns; quote fields that hold a separator.`,
      )
    return { line: at, told: (column) => fields[found.indexOf(column)] || undefined }
  })
}

/** Throws `USAGE` for a mistake in a line of a table. */
export function failAt(what: string, line: number, message: string): never {
  throw new ZvitError('USAGE', `${what}, line ${line}: ${message}`)
}
