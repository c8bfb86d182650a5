import { ZvitError } from '../model/error.ts'
import type { Facts } from '../model/facts.ts'
import type { Period } from '../model/report.ts'
import { type CsvRow, decodeTable, readCsv } from './csv.ts'

export interface ManifestRow {
  /** 1-based line of the file. */
  readonly line: number
  readonly file: string
  readonly facts: Facts
}

const COLUMNS = ['file', 'respondent', 'programme', 'period'] as const
type Column = (typeof COLUMNS)[number]

/**
 * The rows of a manifest by the name of their source. The first row names the columns: `file`, and
 * any of `respondent`, `programme`, `period`; an empty field is a fact not told. Throws `USAGE`
 * with the line of a mistake.
 */
export function readManifest(
  bytes: Uint8Array,
  readPeriod: (text: string) => Period | null,
): ReadonlyMap<string, ManifestRow> {
  const [heading, ...rows] = readCsv(decodeTable(bytes))
  const columns = readColumns(heading)
  const manifest = new Map<string, ManifestRow>()
  for (const row of rows) {
    const read = readRow(row, columns, readPeriod)
    const key = manifestKey(read.file)
    const earlier = manifest.get(key)
    if (earlier) fail(row.line, `'${read.file}' stands in line ${earlier.line} too; leave one.`)
    manifest.set(key, read)
  }
  return manifest
}

/** The form in which names of sources and of the manifest are compared. */
function manifestKey(name: string): string {
  return name.replaceAll('\\', '/').replace(/^\.\//, '')
}

export interface Matched<Named> {
  readonly rowOf: ReadonlyMap<Named, ManifestRow>
  /** Rows that no source has, in their order. */
  readonly unmatched: readonly ManifestRow[]
}

/**
 * The row of each source that has one. A row is of the source with exactly its name; where there is
 * none, of one whose name differs only in its Unicode form («й» of macOS is two code points).
 */
export function matchManifest<Named extends { readonly name: string }>(
  manifest: ReadonlyMap<string, ManifestRow>,
  sources: readonly Named[],
): Matched<Named> {
  const names = new Set(sources.map(({ name }) => manifestKey(name)))
  const loose = new Map<string, ManifestRow>()
  for (const [key, row] of manifest) if (!names.has(key)) loose.set(key.normalize('NFC'), row)
  const rowOf = new Map<Named, ManifestRow>()
  for (const source of sources) {
    const key = manifestKey(source.name)
    const row = manifest.get(key) ?? loose.get(key.normalize('NFC'))
    if (row) rowOf.set(source, row)
  }
  const matched = new Set(rowOf.values())
  return { rowOf, unmatched: [...manifest.values()].filter((row) => !matched.has(row)) }
}

function readColumns(heading: CsvRow | undefined): readonly Column[] {
  const names = (heading?.fields ?? []).map((name) => name.toLowerCase())
  const known = `The first line names the columns: ${COLUMNS.join(', ')}.`
  if (!names.includes('file')) fail(1, `there is no column 'file'. ${known}`)
  return names.map((name, index) => {
    const column = COLUMNS.find((candidate) => candidate === name)
    if (column === undefined) return fail(1, `unknown column '${name}'. ${known}`)
    if (names.indexOf(name) !== index) return fail(1, `the column '${name}' stands twice.`)
    return column
  })
}

function readRow(
  { line, fields }: CsvRow,
  columns: readonly Column[],
  readPeriod: (text: string) => Period | null,
): ManifestRow {
  if (fields.length > columns.length)
    fail(
      line,
      `${fields.length} fields, but ${columns.length} columns; quote fields that hold a separator.`,
    )
  const told = (column: Column) => fields[columns.indexOf(column)] || undefined
  const file = told('file') ?? fail(line, "the field 'file' is empty.")
  const [respondent, programme, written] = [told('respondent'), told('programme'), told('period')]
  const period = written === undefined ? undefined : readPeriod(written)
  if (period === null)
    fail(line, `'${written}' is no period; write 2016, 2016-01-01/2016-12-31 or «I квартал 2016».`)
  const facts = {
    ...(respondent === undefined ? {} : { respondent }),
    ...(programme === undefined ? {} : { programme }),
    ...(period ? { period } : {}),
  }
  return { line, file, facts }
}

function fail(line: number, message: string): never {
  throw new ZvitError('USAGE', `The manifest, line ${line}: ${message}`)
}
