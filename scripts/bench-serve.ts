/*
 * npm run bench:serve -- [--quick]
 * Times the pages of `zvit serve` while 20 people ask at once on 1,000 reports and 50,000 measures, and
 * decisions one after another; milliseconds of the clock, and the server's highest resident memory.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { copyBuiltPackage } from './bench/built-package.ts'
import { largeReport } from './bench/many-reports.ts'
import { makeResults } from './bench/results.ts'
import { textTable } from './eval/table.ts'

const { values: options } = parseArgs({ options: { quick: { type: 'boolean', default: false } } })
const PEOPLE = 20
const ROUNDS = options.quick ? 2 : 5
const DECISIONS = 100
const TOKEN = 'a-token-of-the-bench'

const built = await copyBuiltPackage()
const folder = mkdtempSync(join(tmpdir(), 'zvit-bench-serve-'))
const { reports, measures } = makeResults(built, folder, {
  periods: options.quick ? 2 : 20,
  others: [largeReport()],
})
const server = spawn(process.execPath, [built.main, 'serve', 'out', '--token', TOKEN], {
  cwd: folder,
})
let told = ''
for await (const chunk of server.stderr) {
  told += chunk
  if (told.includes('#token=')) break
}
const [address] = /http:\/\/[^/]+/.exec(told) ?? []
if (address === undefined) throw new Error(`zvit serve did not start: ${told}`)
const headers = { authorization: `Bearer ${TOKEN}` }

async function timed(path: string, init: RequestInit = {}): Promise<number> {
  const start = performance.now()
  const answer = await fetch(`${address}${path}`, {
    ...init,
    headers: { ...headers, ...init.headers },
  })
  await answer.text()
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
  return performance.now() - start
}

function share(times: readonly number[], part: number): string {
  const sorted = [...times].sort((left, right) => left - right)
  return (sorted[Math.ceil(part * sorted.length) - 1] ?? 0).toFixed(0)
}

/** Highest resident memory of the server so far. */
function peak(): string {
  const status = readFileSync(`/proc/${server.pid}/status`, 'utf8')
  return (Number(/VmHWM:\s*(\d+)/.exec(status)?.[1]) / 1024).toFixed(0)
}

const first = await timed('/')
const rows = readFileSync(join(folder, 'out/measures.ndjson'), 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line) as Record<string, string>)
const large = rows.find(({ sourceName }) => sourceName === 'large.txt')
const anyRow = (index: number) => rows[(index * 7919) % rows.length] ?? {}
const query = (values: Record<string, string>) => new URLSearchParams(values).toString()
const PAGES: Readonly<Record<string, (row: Record<string, string>) => string>> = {
  overview: () => '/',
  queue: () => '/queue',
  'queue, further': () => '/queue/more?after=400',
  search: ({ responseText = '' }) => `/search?${query({ q: responseText.split(' ')[0] ?? '' })}`,
  'search, a body and a phrase': ({ respondent = '', measureText = '' }) =>
    `/search?${query({ q: `"${respondent}" "${measureText.split(' ').slice(0, 3).join(' ')}"` })}`,
  'search, nothing found': ({ sourceName = '' }) => `/search?${query({ q: `${sourceName}-` })}`,
  measure: ({ programme = '', measureId = '' }) =>
    `/measure?${query({ programme, id: measureId })}`,
  body: ({ respondent = '' }) => `/body?${query({ name: respondent })}`,
  report: ({ reportKey, sourcePart }) => `/report/${reportKey}/${sourcePart}`,
  'report of 1,000 measures': () => `/report/${large?.reportKey}/1`,
}
const table: string[][] = []
for (const [name, at] of Object.entries(PAGES)) {
  const alone = await timed(at(anyRow(1)))
  const times: number[] = []
  await Promise.all(
    Array.from({ length: PEOPLE }, async (_, person) => {
      for (let round = 0; round < ROUNDS; round += 1)
        times.push(await timed(at(anyRow(person * ROUNDS + round))))
    }),
  )
  table.push([name, alone.toFixed(0), share(times, 0.5), share(times, 0.95), peak()])
}
const decided: number[] = []
for (const { key = '' } of rows.slice(0, DECISIONS))
  decided.push(
    await timed('/api/corrections', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([{ key, by: 'bench', status: 'done' }]),
    }),
  )
table.push(['a decision, to the disk', '', share(decided, 0.5), share(decided, 0.95), peak()])
server.kill()
rmSync(folder, { recursive: true, force: true })
const heading = `${reports} reports, ${measures} measures, ${PEOPLE} people`
console.log(textTable([[heading, 'alone, ms', 'median', 'p95', 'peak, MiB'], ...table], true))
console.log(
  `first page ${first.toFixed(0)} ms, ${DECISIONS} decisions ${(decided.reduce((sum, one) => sum + one, 0) / 1000).toFixed(1)} s`,
)
process.exit()
