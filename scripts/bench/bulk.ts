import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Usage, watchNode } from '../watch-node.ts'
import type { Built } from './built-package.ts'
import { median } from './timing.ts'
import { wordFiles } from './word-files.ts'

const DOCUMENTS = fileURLToPath(new URL('../../fixtures/documents/', import.meta.url))

export interface BulkSizes {
  readonly documents: number
  /** Documents of the run with few of them, and of one format. */
  readonly few: number
  /** Documents of the run that finds everything done. */
  readonly done: number
  readonly rounds: number
  /** Of the comparison with mammoth, which takes long. */
  readonly fewRounds: number
  /** Tables with this in their titles. */
  readonly only: string
}

/** Tables of whole imports: files a second by format, processes, memory, and runs with nothing to do. */
export async function* bulkTables(
  built: Built,
  sizes: BulkSizes,
): AsyncGenerator<[title: string, rows: string[][]]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'zvit-bulk-'))
  try {
    const bench: Bench = { built, folder, sizes }
    for (const [title, table] of Object.entries(TABLES))
      if (title.includes(sizes.only)) yield [title, await table(bench)]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const TABLES: Readonly<Record<string, (bench: Bench) => Promise<string[][]>>> = {
  'Bulk: files a second by format, one process': byFormat,
  'Bulk: one process and two': byProcesses,
  'Bulk: docx, one process, and a loop over mammoth': besideMammoth,
  'Bulk: a run that finds everything done': nothingToDo,
}

interface Bench {
  readonly built: Built
  readonly folder: string
  readonly sizes: BulkSizes
}

interface Fixture {
  readonly ending: string
  readonly bytes: Uint8Array
}

function fixtures(): readonly Fixture[] {
  return readdirSync(DOCUMENTS, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => ({
      ending: path.extname(entry.name),
      bytes: readFileSync(path.join(entry.parentPath, entry.name)),
    }))
}

/** A folder of so many documents, the given ones in turns. */
function makeInput(
  { folder }: Bench,
  name: string,
  files: readonly Fixture[],
  count: number,
): string {
  const input = path.join(folder, name)
  mkdirSync(input, { recursive: true })
  for (let index = 0; index < count; index += 1) {
    const file = files[index % files.length]
    if (file) writeFileSync(path.join(input, `${index}${file.ending}`), file.bytes)
  }
  return input
}

function importInto({ built }: Bench, input: string, out: string, count: number): Promise<Usage> {
  return run([built.main, 'import', input, '--out', out, '--concurrency', String(count)])
}

/**
 * Into a new folder each time, which stays until the end: ext4 takes a millisecond to make a file
 * for half a minute after thousands were deleted near it.
 */
function importAnew(bench: Bench, input: string, processes: number): Promise<Usage> {
  return importInto(bench, input, mkdtempSync(path.join(bench.folder, 'out-')), processes)
}

async function run(args: readonly string[]): Promise<Usage> {
  const usage = await watchNode(args)
  if (usage.code !== 0) throw new Error(`it ended with ${usage.code}: ${usage.stderr}`)
  return usage
}

const COLUMNS = ['files', 's', 'computed, s', 'ms a file', '… outside readers', 'peak, MiB']

/** Medians of runs over so many files: by the clock, and of the processors. */
function columnsOf(count: number, runs: readonly Usage[]): string[] {
  const middle = (of: (usage: Usage) => number) => median(runs.map(of))
  const milliseconds = (seconds: number) => ((1000 * seconds) / count).toFixed(2)
  return [
    String(count),
    middle(({ seconds }) => seconds).toFixed(2),
    middle(({ computed }) => computed).toFixed(2),
    milliseconds(middle(({ computed }) => computed)),
    milliseconds(middle(({ computedByItself }) => computedByItself)),
    middle(({ mebibytes }) => mebibytes).toFixed(0),
  ]
}

async function byFormat(bench: Bench): Promise<string[][]> {
  const { few } = bench.sizes
  const all = fixtures()
  const rows = [['format', ...COLUMNS]]
  for (const ending of [...new Set(all.map((file) => file.ending))].sort()) {
    const files = all.filter((file) => file.ending === ending)
    const input = makeInput(bench, `only${ending}`, files, few)
    rows.push([ending.slice(1), ...columnsOf(few, [await importAnew(bench, input, 1)])])
  }
  return rows
}

const CORES = 2

/** How long a run would take on two cores that do nothing else, seconds; never less than this. */
function onTwoCores({ longestThread, computed }: Usage): number {
  return Math.max(longestThread, computed / CORES)
}

async function byProcesses(bench: Bench): Promise<string[][]> {
  const { documents, few, rounds } = bench.sizes
  const input = makeInput(bench, 'mixed', fixtures(), documents)
  const fewer = makeInput(bench, 'fewer', fixtures(), few)
  const runs: Record<'one' | 'two' | 'few', Usage[]> = { one: [], two: [], few: [] }
  for (let round = 0; round < rounds; round += 1) {
    runs.one.push(await importAnew(bench, input, 1))
    runs.two.push(await importAnew(bench, input, 2))
    runs.few.push(await importAnew(bench, fewer, 1))
  }
  const times = (of: (usage: Usage) => number) =>
    median(runs.one.map((one, round) => of(one) / of(runs.two[round] ?? one))).toFixed(2)
  return [
    ['mixed formats', ...COLUMNS, 'times by the clock', 'times on idle cores'],
    ['one process', ...columnsOf(documents, runs.one), '1', '1'],
    [
      'two processes',
      ...columnsOf(documents, runs.two),
      times((one) => one.seconds),
      times(onTwoCores),
    ],
    ['one process, fewer', ...columnsOf(few, runs.few), '–', '–'],
  ]
}

const MAMMOTH_LOOP = `
const mammoth = require('mammoth')
const { readdirSync, readFileSync } = require('node:fs')
const folder = process.argv[1]
;(async () => {
  for (const name of readdirSync(folder))
    await mammoth.convertToHtml({ buffer: readFileSync(folder + '/' + name) })
})()`

async function besideMammoth(bench: Bench): Promise<string[][]> {
  const { documents, few, fewRounds } = bench.sizes
  const docx = fixtures().filter((file) => file.ending === '.docx')
  const written = [...wordFiles(documents)].map((bytes) => ({ ending: '.docx', bytes }))
  const inputs: readonly [name: string, input: string, count: number][] = [
    ['fixtures', makeInput(bench, 'docx', docx, few), few],
    ['fixtures, more', makeInput(bench, 'more', docx, documents), documents],
    ['as by hand in Word', makeInput(bench, 'word', written, documents), documents],
  ]
  const rows = [['docx', ...COLUMNS, 'files for one of mammoth', '… by the processor']]
  for (const [name, input, count] of inputs) {
    const pairs: (readonly [ours: Usage, theirs: Usage])[] = []
    for (let round = 0; round < fewRounds; round += 1)
      pairs.push([await importAnew(bench, input, 1), await run(['-e', MAMMOTH_LOOP, input])])
    const times = (of: (usage: Usage) => number) =>
      median(pairs.map(([ours, theirs]) => of(theirs) / of(ours))).toFixed(2)
    const ours = pairs.map(([usage]) => usage)
    const theirs = pairs.map(([, usage]) => usage)
    const ratios = [times(({ seconds }) => seconds), times(({ computed }) => computed)]
    rows.push([`${name}, zvit import`, ...columnsOf(count, ours), ...ratios])
    rows.push([`${name}, mammoth`, ...columnsOf(count, theirs), '1', '1'])
  }
  return rows
}

async function nothingToDo(bench: Bench): Promise<string[][]> {
  const { done } = bench.sizes
  const files = fixtures().filter((file) => file.ending === '.docx')
  const input = makeInput(bench, 'done', files, done)
  const out = path.join(bench.folder, 'out')
  const first = await importInto(bench, input, out, 2)
  const second = await importInto(bench, input, out, 2)
  return [
    ['docx', ...COLUMNS],
    ['first run, two processes', ...columnsOf(done, [first])],
    ['second run', ...columnsOf(done, [second])],
  ]
}
