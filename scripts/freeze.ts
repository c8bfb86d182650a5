/*
 * npm run freeze -- --out FILE [--against FILE] [--scans] [--only TEXT] [FOLDER…]
 * Parses every document of the folders (default: fixtures, the corpus, the real report beside the
 * project) and writes what came out, a line a document. With `--against` it tells which documents
 * are read otherwise than in an earlier file, and where first; the exit code is 1 if any is. A move
 * of code leaves all of them the same.
 */
import { createWriteStream, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { loadGrammar, parseAll, ZvitError } from '../src/index.ts'

const PROJECT = fileURLToPath(new URL('..', import.meta.url))
const DEFAULT_FOLDERS = ['fixtures', '.cache/corpus', '../shared/seed']
const SCANS = /(^|\/)scan|\.(png|jpe?g|tiff?|webp|heic)$/i
const NO_DOCUMENT = /\.(json|ndjson|csv|ya?ml|md)$/i
const SHOWN = 40

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string' },
    against: { type: 'string' },
    scans: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
  },
})

interface Line {
  readonly file: string
  /** The reports, or the code of the refusal. */
  readonly read: unknown
}

async function main(): Promise<void> {
  const folders = (positionals.length > 0 ? positionals : DEFAULT_FOLDERS)
    .map((folder) => resolve(PROJECT, folder))
    .filter((folder) => existsSync(folder))
  const before = options.against === undefined ? null : readLines(options.against)
  const out = options.out === undefined ? null : createWriteStream(options.out)
  const grammar = await loadGrammar()
  let [same, other, fresh] = [0, 0, 0]
  for (const { name, path } of folders.flatMap(documentsOf)) {
    const line = { file: name, read: await readDocument(path, name, grammar) }
    const text = JSON.stringify(line)
    out?.write(`${text}\n`)
    const known = before?.get(name)
    if (known === undefined) fresh += 1
    else if (JSON.stringify(known) === text) same += 1
    else {
      other += 1
      if (other <= SHOWN) console.log(`${name}: ${firstDifference(known.read, line.read, '')}`)
    }
  }
  out?.end()
  console.log(`${same} the same, ${other} other, ${fresh} without a line before`)
  if (other > 0) process.exitCode = 1
}

function documentsOf(folder: string): readonly { name: string; path: string }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !NO_DOCUMENT.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, name: relative(join(folder, '..'), path) }))
    .filter(({ name }) => name.includes(options.only))
    .filter(({ name }) => options.scans || !SCANS.test(name))
    .sort((one, two) => (one.name < two.name ? -1 : 1))
}

async function readDocument(
  path: string,
  name: string,
  grammar: Awaited<ReturnType<typeof loadGrammar>>,
): Promise<unknown> {
  try {
    const reports = await parseAll(readFileSync(path), { name, grammar })
    // The key hashes the grammar's bytes: it changes with every word of it.
    return reports.map(({ producedBy, ...rest }) => rest)
  } catch (error) {
    return error instanceof ZvitError ? `${error.code}: ${error.message}` : `thrown: ${error}`
  }
}

function readLines(file: string): ReadonlyMap<string, Line> {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean)
  return new Map(lines.map((text) => JSON.parse(text) as Line).map((line) => [line.file, line]))
}

/** Path and values of what differs first, depth first. */
function firstDifference(one: unknown, two: unknown, path: string): string {
  const isBranch = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null
  if (!isBranch(one) || !isBranch(two))
    return `${path} ${JSON.stringify(one)?.slice(0, 160)} → ${JSON.stringify(two)?.slice(0, 160)}`
  const keys = [...new Set([...Object.keys(one), ...Object.keys(two)])]
  const key = keys.find((name) => JSON.stringify(one[name]) !== JSON.stringify(two[name]))
  return key === undefined
    ? `${path} (order)`
    : firstDifference(one[key], two[key], `${path}/${key}`)
}

await main()
