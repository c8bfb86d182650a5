import type { Facts, Period } from '../model/report.ts'
import { say, sayAll } from '../resources.ts'
import { type CsvRow, failAt, type NamedRow, namedRows } from '../text/csv.ts'
import { fileNameKey } from '../text/file-name.ts'
import { addTo, told as given } from '../text/lists.ts'
import { refuseStopped } from './failure.ts'
import { turnAt } from './turn.ts'

interface ManifestRow {
  /** 1-based line of the file. */
  readonly line: number
  readonly file: string
  readonly facts: Facts
  /** Whether the file counts, as a person decided; undefined where the row does not say. */
  readonly counts?: boolean
  /** On a row such as `{period}/{respondent}.*`, which may be of many files. */
  readonly pattern?: Pattern
}

/** Rows by their name; a row that is a pattern has its pattern for one. */
export type Manifest = ReadonlyMap<string, ManifestRow>

const WHAT = 'The manifest'
const COLUMNS = ['file', 'respondent', 'programme', 'period', 'counts'] as const
type Column = (typeof COLUMNS)[number]
/** What the column `counts` may say. */
const DECISIONS: ReadonlyMap<string, boolean> = new Map([
  [say('labels.yes'), true],
  [say('labels.no'), false],
  ['yes', true],
  ['no', false],
])

/**
 * The rows of a manifest by the name of their source. Its columns are `file`, and any of `respondent`,
 * `programme`, `period`, `counts` (whether the file does); an empty field is a fact not told. Throws `USAGE`
 * with the line of a mistake.
 */
export function readManifest(
  rows: readonly CsvRow[],
  readPeriod: (text: string) => Period | null,
  tell: (message: string) => void,
): Manifest {
  const named = namedRows(rows, {
    what: WHAT,
    columns: COLUMNS,
    required: 'file',
    headings: sayAll('tables.headings'),
    tell,
  })
  const manifest = new Map<string, ManifestRow>()
  for (const row of named) {
    const read = readRow(row, readPeriod)
    const key = manifestKey(read.file)
    const earlier = manifest.get(key)
    if (earlier) fail(row.line, `'${read.file}' stands in line ${earlier.line} too; leave one.`)
    manifest.set(key, read)
  }
  return manifest
}

/** The manifest with facts that hold for all sources of which it tells nothing else. */
export function withFacts(manifest: Manifest, told: Facts): Manifest {
  if (Object.keys(told).length === 0) return manifest
  const rows = [...manifest].map(([key, row]): [string, ManifestRow] => {
    const { facts, pattern } = row
    if (!pattern) return [key, { ...row, facts: { ...told, ...facts } }]
    const more = (found: Facts | null) => found && { ...told, ...found }
    return [key, { ...row, pattern: (name) => more(pattern(name)) }]
  })
  return new Map([...rows, ['', { ...EVERY, facts: told }]])
}

/** The row of all sources that have no other one; it stands in no file. */
const EVERY = { line: 0, file: '**', pattern: () => ({}) }

/** The form in which names of sources and of the manifest are compared. */
function manifestKey(name: string): string {
  return name.replaceAll('\\', '/').replace(/^\.\//, '')
}

interface Matched<Named> {
  readonly rowOf: ReadonlyMap<Named, ManifestRow>
  /** What the row of each source tells of it. */
  readonly factsOf: ReadonlyMap<Named, Facts>
  /** Rows that no source has, in their order. */
  readonly unmatched: readonly UnmatchedRow[]
}

/** A row that no source has; where it names a mail or an archive of several documents, what that holds. */
export interface UnmatchedRow extends Pick<ManifestRow, 'line' | 'file'> {
  readonly holds?: readonly string[]
}

/** The rows of sources. Throws `INTERRUPTED` where the signal comes. */
export async function matchManifest<Named extends { readonly name: string }>(
  manifest: Manifest,
  sources: readonly Named[],
  signal?: AbortSignal,
): Promise<Matched<Named>> {
  const names = sources.map(({ name }) => name)
  const find = manifestFinder(manifest, names)
  const rowOf = new Map<Named, ManifestRow>()
  const factsOf = new Map<Named, Facts>()
  for (const [index, source] of sources.entries()) {
    await turnAt(index)
    refuseStopped(signal)
    const found = find(source.name)
    if (found === null) continue
    rowOf.set(source, found.row)
    factsOf.set(source, found.facts)
  }
  const matched = new Set(rowOf.values())
  const held = heldBy(names)
  const unmatched = [...manifest].flatMap(([key, row]): readonly UnmatchedRow[] => {
    if (matched.has(row) || row.line === EVERY.line) return []
    const holds = held.get(fileNameKey(key))
    return [{ line: row.line, file: row.file, ...(holds ? { holds } : {}) }]
  })
  return { rowOf, factsOf, unmatched }
}

/** The row of a source, and what it tells of it. */
interface Found {
  readonly row: ManifestRow
  readonly facts: Facts
}

/**
 * Finds the row of one of the sources, null where it has none. A row is of the source with exactly its name;
 * where there is none, of one whose name differs only in its case or Unicode
 * form («й» of macOS is two code points); where there is none either, the first pattern that fits. A mail
 * or an archive stands for the one document that it holds.
 */
export function manifestFinder(
  manifest: Manifest,
  sources: readonly string[],
): (name: string) => Found | null {
  const taken = new Set(sources.map(manifestKey))
  const loose = new Map<string, ManifestRow>()
  for (const [key, row] of manifest) if (!taken.has(key)) loose.set(fileNameKey(key), row)
  const held = heldBy(sources)
  const ofContainer = (name: string) =>
    containersOf(name)
      .filter((one) => held.get(one)?.length === 1)
      .flatMap((one) => loose.get(one) ?? [])[0]
  const patterns = [...loose.values()].filter(({ pattern }) => pattern !== undefined)
  return (name) => {
    const key = manifestKey(name)
    const row = manifest.get(key) ?? loose.get(fileNameKey(key)) ?? ofContainer(key)
    return row ? { row, facts: row.facts } : fitting(patterns, key)
  }
}

/** The names that lie in each folder, mail or archive, by its own as `fileNameKey` gives it. */
function heldBy(names: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const held = new Map<string, string[]>()
  for (const name of names)
    for (const one of containersOf(manifestKey(name))) addTo(held, one, name)
  return held
}

/** What a name lies in, the innermost first, as `fileNameKey` gives it. */
function containersOf(name: string): readonly string[] {
  const parts = fileNameKey(name).split('/')
  return parts.slice(1).map((_, index) => parts.slice(0, -1 - index).join('/'))
}

function fitting(patterns: readonly ManifestRow[], name: string): Found | null {
  for (const row of patterns) {
    const facts = row.pattern?.(name) ?? null
    if (facts !== null) return { row, facts: { ...facts, ...row.facts } }
  }
  return null
}

function readRow(
  { line, told }: NamedRow<Column>,
  readPeriod: (text: string) => Period | null,
): ManifestRow {
  const file = told('file') ?? fail(line, "the field 'file' is empty.")
  const [respondent, programme, written] = [told('respondent'), told('programme'), told('period')]
  const period = written === undefined ? undefined : readPeriod(written)
  if (period === null) return fail(line, say('period.unreadable', { written }))
  const decision = told('counts')?.toLowerCase()
  const counts = decision === undefined ? undefined : DECISIONS.get(decision)
  if (decision !== undefined && counts === undefined)
    fail(line, `'${decision}' is no decision; write ${[...DECISIONS.keys()].join(', ')}.`)
  const facts = given({ respondent, programme, period })
  const row = { line, file, facts, ...given({ counts }) }
  if (!isPattern(file)) return row
  const twice = capturesOf(file).find((name) => facts[name] !== undefined)
  if (twice) fail(line, `the ${twice} is told by the pattern and by its own column; leave one.`)
  return { ...row, pattern: compilePattern(manifestKey(file), readPeriod) }
}

function fail(line: number, message: string): never {
  return failAt(WHAT, line, message)
}

/** The facts that a name tells by a pattern; null where it does not fit. */
type Pattern = (name: string) => Facts | null

/** What a pattern may take out of a name. */
const CAPTURES = ['respondent', 'programme', 'period'] as const
type Capture = (typeof CAPTURES)[number]

/** What a pattern is made of: captures and stars stand for something, all else for itself. */
const PIECE = /(\{(?:respondent|programme|period)\}|\*\*?)/
const ANY = '**'

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
  const pieces = pattern
    .normalize('NFC')
    .split(PIECE)
    .filter((piece) => piece !== '')
  return (name) => {
    const captured = matchPieces(pieces, name.normalize('NFC'))
    if (captured === null) return null
    const { respondent, programme, period } = captured
    const read = period === undefined ? undefined : readPeriod(period)
    if (read === null) return null
    return given({ respondent: respondent?.trim(), programme: programme?.trim(), period: read })
  }
}

type Captured = Readonly<Partial<Record<Capture, string>>>

/**
 * What the captures stand for where the pieces fit the name; each takes as much as it can, the first
 * before the second. A regular expression of twelve stars takes years to say no; here a name costs its
 * length times the pieces, but for captures that stand twice, whose texts are tried.
 */
function matchPieces(pieces: readonly string[], name: string): Captured | null {
  const ends = endsOf(pieces, name)
  if (!ends?.[0]?.[0]) return null
  const dead = new Set<string>()
  const walk = (index: number, at: number, captured: Captured): Captured | null => {
    const piece = pieces[index]
    if (piece === undefined) return captured
    const capture = CAPTURES.find((one) => piece === `{${one}}`)
    const known = capture && captured[capture]
    if (!isOpen(piece) || known !== undefined) {
      const text = known ?? piece
      return name.startsWith(text, at) && ends[index + 1]?.[at + text.length]
        ? walk(index + 1, at + text.length, captured)
        : null
    }
    const state = JSON.stringify([index, at, captured])
    if (dead.has(state)) return null
    for (let end = farthest(piece, name, at); end >= at; end -= 1) {
      if (!ends[index + 1]?.[end] || (end === at && piece !== ANY)) continue
      const more = capture ? { ...captured, [capture]: name.slice(at, end) } : captured
      const found = walk(index + 1, end, more)
      if (found) return found
    }
    dead.add(state)
    return null
  }
  return walk(0, 0, {})
}

/**
 * From which places on the pieces from each on fit, captures that stand twice taken for any; null where
 * they fit from none.
 */
function endsOf(pieces: readonly string[], name: string): readonly Uint8Array[] | null {
  let next = new Uint8Array(name.length + 1)
  next[name.length] = 1
  const all = [next]
  for (const piece of pieces.toReversed()) {
    const here = isOpen(piece) ? openStarts(piece, name, next) : literalStarts(piece, name, next)
    if (!here.includes(1)) return null
    all.unshift(here)
    next = here
  }
  return all
}

function openStarts(piece: string, name: string, next: Uint8Array): Uint8Array<ArrayBuffer> {
  const starts = new Uint8Array(name.length + 1)
  for (let at = name.length; at >= 0; at -= 1) {
    const goesOn = at < name.length && (piece === ANY || name[at] !== '/')
    const isStart = (piece === ANY && next[at]) || (goesOn && (next[at + 1] || starts[at + 1]))
    starts[at] = isStart ? 1 : 0
  }
  return starts
}

function literalStarts(piece: string, name: string, next: Uint8Array): Uint8Array<ArrayBuffer> {
  const starts = new Uint8Array(name.length + 1)
  for (let at = name.indexOf(piece); at >= 0; at = name.indexOf(piece, at + 1))
    starts[at] = next[at + piece.length] ?? 0
  return starts
}

function isOpen(piece: string): boolean {
  return PIECE.test(piece)
}

function farthest(piece: string, name: string, at: number): number {
  const slash = piece === ANY ? -1 : name.indexOf('/', at)
  return slash < 0 ? name.length : slash
}
