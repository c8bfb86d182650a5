import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Built } from './built-package.ts'
import { median } from './timing.ts'

const DOCUMENTS = fileURLToPath(new URL('../../fixtures/documents/', import.meta.url))
const LOOK = 20

export interface BulkSizes {
  readonly documents: number
  /** Documents of the run with few of them, and of one format. */
  readonly few: number
  /** Documents of the run that finds everything done. */
  readonly done: number
  readonly rounds: number
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
  readonly bytes: Buffer
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

interface Ran {
  readonly seconds: number
  /** Highest resident memory of any of its processes, MiB; 0 where the system does not tell. */
  readonly mebibytes: number
}

async function importInto(
  { built, folder }: Bench,
  input: string,
  processes: number,
): Promise<Ran> {
  const args = ['import', input, '--out', path.join(folder, 'out')]
  return run([built.main, ...args, '--concurrency', String(processes)])
}

async function importAnew(bench: Bench, input: string, processes: number): Promise<Ran> {
  rmSync(path.join(bench.folder, 'out'), { recursive: true, force: true })
  return importInto(bench, input, processes)
}

function run(args: readonly string[]): Promise<Ran> {
  const start = performance.now()
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  let stderr = ''
  child.stderr.on('data', (text) => {
    stderr += text
  })
  let mebibytes = 0
  const timer = setInterval(() => {
    for (const pid of [child.pid ?? 0, ...childrenOf(child.pid ?? 0)])
      mebibytes = Math.max(mebibytes, peakOf(pid))
  }, LOOK)
  return new Promise((resolve, reject) =>
    child.once('close', (code) => {
      clearInterval(timer)
      if (code !== 0) reject(new Error(`it ended with ${code}: ${stderr}`))
      else resolve({ seconds: (performance.now() - start) / 1000, mebibytes })
    }),
  )
}

function childrenOf(pid: number): readonly number[] {
  return textOf(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number)
}

function peakOf(pid: number): number {
  return Number(/^VmHWM:\s*(\d+)/m.exec(textOf(`/proc/${pid}/status`))?.[1] ?? 0) / 1024
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

async function byFormat(bench: Bench): Promise<string[][]> {
  const { few } = bench.sizes
  const all = fixtures()
  const rows = [['format', 'files', 's', 'files a second']]
  for (const ending of [...new Set(all.map((file) => file.ending))].sort()) {
    const files = all.filter((file) => file.ending === ending)
    const input = makeInput(bench, `only${ending}`, files, few)
    const { seconds } = await importAnew(bench, input, 1)
    rows.push([ending.slice(1), String(few), seconds.toFixed(2), (few / seconds).toFixed(0)])
  }
  return rows
}

async function byProcesses(bench: Bench): Promise<string[][]> {
  const { documents, few, rounds } = bench.sizes
  const input = makeInput(bench, 'mixed', fixtures(), documents)
  const fewer = makeInput(bench, 'fewer', fixtures(), few)
  const runs: Record<'one' | 'two' | 'few', Ran[]> = { one: [], two: [], few: [] }
  for (let round = 0; round < rounds; round += 1) {
    runs.one.push(await importAnew(bench, input, 1))
    runs.two.push(await importAnew(bench, input, 2))
    runs.few.push(await importAnew(bench, fewer, 1))
  }
  const seconds = (ran: readonly Ran[]) => median(ran.map((one) => one.seconds))
  const memory = (ran: readonly Ran[]) => median(ran.map((one) => one.mebibytes)).toFixed(0)
  const ratios = runs.one.map((one, round) => one.seconds / (runs.two[round]?.seconds ?? 1))
  const row = (name: string, count: number, ran: readonly Ran[], times: string) => [
    name,
    String(count),
    seconds(ran).toFixed(2),
    (count / seconds(ran)).toFixed(0),
    times,
    memory(ran),
  ]
  return [
    ['mixed formats', 'files', 's', 'files a second', 'times', 'peak of a process, MiB'],
    row('one process', documents, runs.one, '1'),
    row('two processes', documents, runs.two, median(ratios).toFixed(2)),
    row('one process, fewer', few, runs.few, '–'),
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
  const { few, rounds } = bench.sizes
  const files = fixtures().filter((file) => file.ending === '.docx')
  const input = makeInput(bench, 'docx', files, few)
  const ours: number[] = []
  const theirs: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    ours.push((await importAnew(bench, input, 1)).seconds)
    theirs.push((await run(['-e', MAMMOTH_LOOP, input])).seconds)
  }
  const ratio = median(theirs.map((one, round) => one / (ours[round] ?? 1)))
  return [
    ['docx', 'files', 's', 'files a second', 'zvit : mammoth'],
    [
      'zvit import',
      String(few),
      median(ours).toFixed(2),
      (few / median(ours)).toFixed(0),
      ratio.toFixed(2),
    ],
    ['mammoth', String(few), median(theirs).toFixed(2), (few / median(theirs)).toFixed(0), '1'],
  ]
}

async function nothingToDo(bench: Bench): Promise<string[][]> {
  const { done } = bench.sizes
  const files = fixtures().filter((file) => file.ending === '.docx')
  const input = makeInput(bench, 'done', files, done)
  const first = await importAnew(bench, input, 2)
  const second = await importInto(bench, input, 2)
  return [
    ['docx', 'files', 's', 'ms a file', 'peak, MiB'],
    ...[first, second].map(({ seconds, mebibytes }, index) => [
      index === 0 ? 'first run, two processes' : 'second run',
      String(done),
      seconds.toFixed(2),
      ((1000 * seconds) / done).toFixed(2),
      mebibytes.toFixed(0),
    ]),
  ]
}
