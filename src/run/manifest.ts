import type { Facts } from '../model/facts.ts'
import type { Period } from '../model/report.ts'
import { say } from '../resources.ts'
import { type CsvRow, decodeTable, failAt, readColumns, readCsv } from '../text/csv.ts'

interface ManifestRow {
  /** 1-based line of the file. */
  readonly line: number
  readonly file: string
  readonly facts: Facts
  /** On a row such as `{period}/{respondent}.*`, which may be of many files. */
  readonly pattern?: Pattern
}

/** Rows by their name; a row that is a pattern has its pattern for one. */
export type Manifest = ReadonlyMap<string, ManifestRow>

const WHAT = 'The manifest'
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
): Manifest {
  const [heading, ...rows] = readCsv(decodeTable(bytes), WHAT)
  const columns = readColumns(heading, { what: WHAT, columns: COLUMNS, required: 'file' })
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

interface Matched<Named> {
  readonly rowOf: ReadonlyMap<Named, ManifestRow>
  /** What the row of each source tells of it. */
  readonly factsOf: ReadonlyMap<Named, Facts>
  /** Rows that no source has, in their order. */
  readonly unmatched: readonly ManifestRow[]
}

/**
 * The row of each source that has one. A row is of the source with exactly its name; where there is
 * none, of one whose name differs only in its Unicode form («й» of macOS is two code points); where
 * there is none either, the first pattern that fits.
 */
export function matchManifest<Named extends { readonly name: string }>(
  manifest: Manifest,
  sources: readonly Named[],
): Matched<Named> {
  const names = new Set(sources.map(({ name }) => manifestKey(name)))
  const loose = new Map<string, ManifestRow>()
  for (const [key, row] of manifest) if (!names.has(key)) loose.set(key.normalize('NFC'), row)
  const patterns = [...loose.values()].filter(({ pattern }) => pattern !== undefined)
  const rowOf = new Map<Named, ManifestRow>()
  const factsOf = new Map<Named, Facts>()
  for (const source of sources) {
    const key = manifestKey(source.name)
    const row = manifest.get(key) ?? loose.get(key.normalize('NFC'))
    const found = row ? { row, facts: row.facts } : fitting(patterns, key)
    if (found === null) continue
    rowOf.set(source, found.row)
    factsOf.set(source, found.facts)
  }
  const matched = new Set(rowOf.values())
  return { rowOf, factsOf, unmatched: [...manifest.values()].filter((row) => !matched.has(row)) }
}

function fitting(patterns: readonly ManifestRow[], name: string) {
  for (const row of patterns) {
    const facts = row.pattern?.(name) ?? null
    if (facts !== null) return { row, facts: { ...facts, ...row.facts } }
  }
  return null
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
  if (period === null) fail(line, say('period.unreadable', { written }))
  const facts = {
    ...(respondent === undefined ? {} : { respondent }),
    ...(programme === undefined ? {} : { programme }),
    ...(period ? { period } : {}),
  }
  if (!isPattern(file)) return { line, file, facts }
  const twice = capturesOf(file).find((name) => facts[name] !== undefined)
  if (twice) fail(line, `the ${twice} is told by the pattern and by its own column; leave one.`)
  return { line, file, facts, pattern: compilePattern(manifestKey(file), readPeriod) }
}

function fail(line: number, message: string): never {
  return failAt(WHAT, line, message)
}

/** The facts that a name tells by a pattern; null where it does not fit. */
type Pattern = (name: string) => Facts | null

/** What a pattern may take out of a name. */
const CAPTURES = ['respondent', 'programme', 'period'] as const
type Capture = (typeof CAPTURES)[number]

const PIECE = /\{(respondent|programme|period)\}|(\*\*)|(\*)/g

/** Whether a row of a manifest may name more than one file. */
function isPattern(file: string): boolean {
  return /\*|\{(?:respondent|programme|period)\}/.test(file)
}

/** The facts that a pattern takes out of names. */
function capturesOf(pattern: string): readonly Capture[] {
  return CAPTURES.filter((name) => pattern.includes(`{${name}}`))
}

/**
 * Names such as `2016/Відділ освіти.docx` fit `{period}/{respondent}.*`: a capture or `*` stands
 * for one or more characters of one name, `**` for any, folders too. A period that cannot be read
 * does not fit. A capture that stands twice must say the same both times.
 */
function compilePattern(pattern: string, readPeriod: (text: string) => Period | null): Pattern {
  const seen = new Set<string>()
  let source = ''
  let end = 0
  for (const match of pattern.matchAll(PIECE)) {
    const [whole, capture, anything] = match
    source += literal(pattern.slice(end, match.index))
    end = match.index + whole.length
    if (capture !== undefined) source += seen.has(capture) ? `\\k<${capture}>` : group(capture)
    else source += anything === undefined ? '[^/]+' : '.*'
    if (capture !== undefined) seen.add(capture)
  }
  const compiled = new RegExp(`^${source}${literal(pattern.slice(end))}$`, 'su')
  return (name) => {
    const groups = compiled.exec(name.normalize('NFC'))?.groups
    if (groups === undefined) return compiled.test(name.normalize('NFC')) ? {} : null
    const { respondent, programme, period } = groups
    const read = period === undefined ? undefined : readPeriod(period)
    if (read === null) return null
    return {
      ...(respondent === undefined ? {} : { respondent: respondent.trim() }),
      ...(programme === undefined ? {} : { programme: programme.trim() }),
      ...(read === undefined ? {} : { period: read }),
    }
  }
}

function group(name: string): string {
  return `(?<${name}>[^/]+)`
}

function literal(text: string): string {
  return text.normalize('NFC').replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}
