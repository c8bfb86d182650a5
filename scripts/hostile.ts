/*
 * npm run build && npm run hostile -- [--only NAME] [--keep]
 * Makes some two hundred files that mean harm, reads each alone and all together among healthy ones, and says which
 * took too long, too much memory, or ended in anything but a report or a named failure.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { ERRORS } from '../src/model/error.ts'
import { copyBuiltPackage } from './bench/built-package.ts'
import { ARCHIVES } from './hostile/archives.ts'
import { OFFICE } from './hostile/office.ts'
import { OLD_OFFICE } from './hostile/old-office.ts'
import { PAGES } from './hostile/pages.ts'
import { TEXTS } from './hostile/texts.ts'
import { type Usage, watchNode } from './watch-node.ts'

const MAKERS = { ...ARCHIVES, ...OFFICE, ...OLD_OFFICE, ...PAGES, ...TEXTS }
const LONGEST_SECONDS = 5
const LARGEST_MEBIBYTES = 600

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = path.join(root, '.cache', 'hostile')
// A copy, so that no build changes it under a run.
const program = (await copyBuiltPackage()).main
const log = path.join(folder, 'connections.txt')

const { values: options } = parseArgs({
  options: { only: { type: 'string' }, keep: { type: 'boolean', default: false } },
})
const names = Object.keys(MAKERS).filter((name) => name.includes(options.only ?? ''))

type Ran = Pick<Usage, 'code' | 'stderr' | 'seconds' | 'mebibytes'>

rmSync(folder, { recursive: true, force: true })
mkdirSync(path.join(folder, 'files'), { recursive: true })
const complaints: string[] = []
for (const name of names) {
  writeFileSync(path.join(folder, 'files', name), MAKERS[name]?.() ?? '')
  const out = path.join(folder, 'alone')
  const ran = await run(['import', path.join(folder, 'files', name), '--out', out])
  complaints.push(...complain(name, ran, out))
  rmSync(out, { recursive: true, force: true })
}
if (options.only === undefined) await runTogether()
if (existsSync(log)) complaints.push(`attempts at a connection:\n${readFileSync(log, 'utf8')}`)
console.log(`\n${names.length} files, ${complaints.length} complaints`)
for (const complaint of complaints) console.log(`  ${complaint}`)
if (!options.keep) rmSync(folder, { recursive: true, force: true })
process.exit(complaints.length === 0 ? 0 : 1)

/** Runs the command with one process for documents, and no way to the network. */
async function run(args: readonly string[]): Promise<Ran> {
  const ran = await watchNode([program, ...args, '--concurrency', '1'], {
    NODE_OPTIONS: `--require ${path.join(root, 'scripts/hostile/no-network.cjs')}`,
    ZVIT_HOSTILE_LOG: log,
  })
  // A busy machine makes no file a slow one.
  return { ...ran, seconds: ran.computed || ran.seconds }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function complain(name: string, { code, stderr, seconds, mebibytes }: Ran, out: string): string[] {
  const failures = failuresOf(out)
  const isNamed = failures.every((failure) => Object.hasOwn(ERRORS, failure.code))
  const reports = existsSync(path.join(out, 'reports'))
    ? readdirSync(path.join(out, 'reports'))
    : []
  const what = failures.map((failure) => failure.code)
  const told = what.length > 0 ? [...new Set(what)].join(' ') : `${reports.length} report`
  console.log(
    `${name.padEnd(28)} ${seconds.toFixed(2).padStart(6)} s ${mebibytes.toFixed(0).padStart(5)} MiB  ${told}`,
  )
  return [
    ...(code === 0 || code === 1 ? [] : [`${name}: exit code ${code}: ${stderr.slice(0, 300)}`]),
    ...(isNamed && (failures.length > 0 || reports.length > 0) ? [] : [`${name}: no outcome`]),
    ...(what.includes('READER_CRASHED') ? [`${name}: ${JSON.stringify(failures[0])}`] : []),
    ...(seconds > LONGEST_SECONDS ? [`${name}: ${seconds.toFixed(1)} s`] : []),
    ...(mebibytes > LARGEST_MEBIBYTES ? [`${name}: ${mebibytes.toFixed(0)} MiB`] : []),
  ]
}

interface Told {
  readonly source: string
  readonly code: string
}

function failuresOf(out: string): Told[] {
  return textOf(path.join(out, 'failures.ndjson'))
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Told)
}

/** Among healthy documents: none of these may be touched by it. */
async function runTogether(): Promise<void> {
  const healthy = path.join(root, 'fixtures', 'documents')
  const [before, after] = ['healthy', 'together'].map((name) => path.join(folder, name))
  mkdirSync(path.join(folder, 'none'))
  await run(['import', healthy, path.join(folder, 'none'), '--out', before ?? ''])
  const ran = await run(['import', healthy, path.join(folder, 'files'), '--out', after ?? ''])
  if (ran.code !== 1) complaints.push(`together: exit code ${ran.code}: ${ran.stderr}`)
  const reportsOf = (out = '') =>
    readdirSync(path.join(out, 'reports', 'documents'), { recursive: true, withFileTypes: true })
  for (const entry of reportsOf(before).filter((one) => one.isFile())) {
    const file = path.relative(before ?? '', path.join(entry.parentPath, entry.name))
    if (textOf(path.join(before ?? '', file)) !== textOf(path.join(after ?? '', file)))
      complaints.push(`together: ${file} is not what it is alone`)
  }
  console.log(`together: ${ran.seconds.toFixed(1)} s, ${ran.mebibytes.toFixed(0)} MiB`)
}
