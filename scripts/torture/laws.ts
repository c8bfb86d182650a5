import { createHash } from 'node:crypto'
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { filesOf } from './inputs.ts'
import type { Ended } from './run.ts'

/* What holds after every run, and at the end. Each gives its breaches, none where it holds. */

/** MiB that the process of a run may take, however many documents; and a reader, by its default limit. */
const LARGEST_OWN = 500
const LARGEST_READER = 1300
/** What depends on how busy the machine is is promised to nobody. */
const UNPROMISED = new Set(['TIME_LIMIT', 'MEMORY_LIMIT'])

interface Failure {
  readonly source: string
  readonly code: string
}

/** What stands in a results folder, by source. */
export interface Results {
  /** Bytes of reports, by the names of their files. */
  readonly reports: ReadonlyMap<string, string>
  readonly sourceOf: ReadonlyMap<string, string>
  readonly failures: readonly Failure[]
  readonly rows: readonly string[]
  readonly summary: Readonly<Record<string, unknown>>
}

/** Throws where a file is half written. */
export function resultsOf(out: string): Results {
  const names = filesOf(out).filter((name) => name.startsWith('reports/'))
  const reports = new Map(names.map((name) => [name, readFileSync(join(out, name), 'utf8')]))
  const sourceOf = new Map(
    [...reports].map(([name, text]) => [name, String(JSON.parse(text).source.name)]),
  )
  return {
    reports,
    sourceOf,
    failures: linesOf(out, 'failures.ndjson').map((line) => JSON.parse(line)),
    rows: linesOf(out, 'measures.ndjson'),
    summary: existsSync(join(out, 'run.json'))
      ? JSON.parse(readFileSync(join(out, 'run.json'), 'utf8'))
      : {},
  }
}

function linesOf(out: string, name: string): string[] {
  const file = join(out, name)
  if (!existsSync(file)) return []
  const text = readFileSync(file, 'utf8')
  if (text !== '' && !text.endsWith('\n')) throw new Error(`${name} ends in the middle of a line`)
  return text.split('\n').slice(0, -1)
}

/** It ended, in bounds, with a code that tells the truth, and left no process. */
export function endedWell(ended: Ended, allowed: readonly (number | null)[]): string[] {
  const { code, signal, stderr, isHung, own, children, left } = ended
  const told = stderr.slice(-400)
  return [
    ...(isHung ? [`it did not end: ${told}`] : []),
    ...(allowed.includes(code) ? [] : [`it ended with ${code ?? signal}: ${told}`]),
    ...(code === 2 && !/^[A-Z][A-Z_]+: \S/m.test(stderr) ? [`no code is told: ${told}`] : []),
    ...(/^\s+at .+:\d+:\d+\)?$/m.test(stderr) ? [`a stack trace is told: ${told}`] : []),
    ...(own > LARGEST_OWN ? [`the run took ${own.toFixed(0)} MiB`] : []),
    ...(children > LARGEST_READER ? [`a reader took ${children.toFixed(0)} MiB`] : []),
    ...(left.length > 0 ? [`${left.length} processes outlived it`] : []),
  ]
}

/** The exit code tells the state of the folder. */
export function tellsState({ code }: Ended, { failures, summary }: Results): string[] {
  if (code !== 0 && code !== 1) return []
  return [
    ...((code === 1) === failures.length > 0
      ? []
      : [`exit code ${code} with ${failures.length} failures`]),
    ...(summary.failures === failures.length ? [] : ['run.json counts other failures']),
  ]
}

/** Every input is in exactly one of reports, failures, and what is named as left out. */
export function areInOnePlace(inputs: string, results: Results): string[] {
  const { sourceOf, failures, summary } = results
  const reported = new Set(sourceOf.values())
  const failed = failures.map(({ source }) => source)
  const ended = [...reported, ...new Set(failed)]
  const leftOut = new Set((summary.leftOutNames as readonly string[] | undefined) ?? [])
  const names = filesOf(inputs)
  const isOf = (source: string, name: string) => source === name || source.startsWith(`${name}/`)
  const isNamed = (name: string) => leftOut.has(name) || ended.some((source) => isOf(source, name))
  return [
    ...failed.filter((name) => reported.has(name)).map((name) => `twice: ${name}`),
    ...(new Set(failed).size === failed.length ? [] : ['a failure is told twice']),
    ...names.filter((name) => !isNamed(name)).map((name) => `in no place: ${name}`),
    ...ended
      .filter((source) => !names.some((name) => isOf(source, name)))
      .map((source) => `from nowhere: ${source}`),
    ...(summary.files === ended.length
      ? []
      : [`run.json tells ${summary.files} documents, the folder holds ${ended.length}`]),
  ]
}

/** Byte for byte what a quiet run gives; `exempt` counts the documents that hit a limit in either. */
export function areEqual(results: Results, quiet: Results): { breaches: string[]; exempt: number } {
  const exempt = new Set(
    [results, quiet].flatMap(({ failures }) =>
      failures.filter(({ code }) => UNPROMISED.has(code)).map(({ source }) => source),
    ),
  )
  const [one, other] = [promisedOf(results, exempt), promisedOf(quiet, exempt)]
  const names = [...new Set([...one.keys(), ...other.keys()])]
  const breaches = names
    .filter((name) => one.get(name) !== other.get(name))
    .map((name) => {
      const [now, then] = [one.get(name) ?? '', other.get(name) ?? '']
      return `${name} is not what a quiet run gives: ${differenceOf(now, then)}`
    })
  return { breaches, exempt: exempt.size }
}

function promisedOf(results: Results, exempt: ReadonlySet<string>): ReadonlyMap<string, string> {
  const { reports, sourceOf, failures, rows } = results
  const isPromised = (source: string) => !exempt.has(source)
  return new Map([
    ...[...reports].filter(([name]) => isPromised(sourceOf.get(name) ?? '')),
    [
      'measures.ndjson',
      rows.filter((row) => isPromised(String(JSON.parse(row).sourceName))).join('\n'),
    ],
    [
      'failures.ndjson',
      failures
        .filter(({ source }) => isPromised(source))
        .map((failure) => JSON.stringify(failure))
        .join('\n'),
    ],
  ])
}

function differenceOf(now: string, then: string): string {
  let at = 0
  while (at < now.length && now[at] === then[at]) at += 1
  const around = (text: string) => JSON.stringify(text.slice(Math.max(0, at - 80), at + 120))
  return `${around(now)} for ${around(then)}`
}

/** What stands in a folder: kinds, bytes, and where links lead. */
export function stateOf(folder: string): ReadonlyMap<string, string> {
  return new Map(filesOf(folder).map((name) => [name, describe(join(folder, name))]))
}

function describe(file: string): string {
  const status = lstatSync(file)
  if (status.isSymbolicLink()) return `link to ${readlinkSync(file)}`
  if (!status.isFile()) return 'special'
  const digest = createHash('sha256').update(readFileSync(file)).digest('hex')
  return `${status.mode} ${status.mtimeMs} ${digest}`
}

/** Nothing outside of the results is changed. */
export function isUntouched(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): string[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((name) => before.get(name) !== after.get(name))
    .map((name) => `changed outside of the results: ${name}`)
}

/** Nothing is left behind, in the results or beside them. */
export function isTidy(folder: string): string[] {
  const known = new Set(['in', 'out', 'quiet', 'tmp'])
  const own = readdirSync(join(folder, 'out/.zvit'))
  const top = readdirSync(join(folder, 'out'))
  const expected = new Set(['.zvit', 'reports', 'measures.ndjson', 'failures.ndjson', 'run.json'])
  return [
    ...readdirSync(folder).filter((name) => !known.has(name)),
    ...filesOf(join(folder, 'tmp')).map((name) => `tmp/${name}`),
    ...own.filter((name) => name !== 'journal.ndjson').map((name) => `out/.zvit/${name}`),
    ...top.filter((name) => !expected.has(name)).map((name) => `out/${name}`),
  ].map((name) => `left behind: ${name}`)
}
