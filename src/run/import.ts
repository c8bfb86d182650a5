import path from 'node:path'
import { ZvitError } from '../model/error.ts'
import type { Facts } from '../model/facts.ts'
import { reportJson } from '../write/json.ts'
import { inOrder } from './in-order.ts'
import { type ManifestRow, matchManifest } from './manifest.ts'
import { type OutputName, outputNames } from './names.ts'
import {
  closeOutput,
  guard,
  type Output,
  openOutput,
  removeReports,
  resolveOutput,
  writeWhole,
} from './output.ts'
import { type Previous, previousReports } from './previous.ts'
import { type Opened, type Outcome, openFile, processFile, type Work } from './process-file.ts'
import { type Ended, writeResults } from './results.ts'
import type { Source } from './source.ts'
import type { Tally } from './tally.ts'
import { type Inputs, isInside, walk } from './walk.ts'

const SLOWEST = 5

export interface ImportOptions extends Omit<Work, 'factsOf'> {
  /** Files and folders as typed. */
  readonly paths: readonly string[]
  readonly out: string
  readonly manifest: ReadonlyMap<string, ManifestRow>
  /** Keep what the folder holds and read only what failed or has no report. */
  readonly retryFailed: boolean
  /** Documents held in memory at a time: one is parsed, the others are read ahead. */
  readonly concurrency: number
  readonly onProgress: (progress: Progress) => void
}

export interface Progress {
  readonly done: number
  readonly total: number
  readonly failures: number
  /** The source just done. */
  readonly source: string
}

/** What `run.json` says, apart from times of day. */
export interface Summary extends Readonly<Tally> {
  readonly files: number
  /** Files read in this run; the others were kept from the run before. */
  readonly read: number
  readonly leftOut: number
  readonly nested: readonly string[]
  readonly seconds: number
  readonly slowest: readonly { readonly source: string; readonly seconds: number }[]
  /** Reports of sources that are gone or failed now. */
  readonly removed: readonly string[]
  readonly manifestUnmatched: readonly { readonly line: number; readonly file: string }[]
}

export interface Plan {
  readonly inputs: Inputs
  readonly nameOf: OutputName
  readonly factsOf: (source: Source) => Facts
  readonly manifestUnmatched: Summary['manifestUnmatched']
}

/**
 * Reads all documents of the PATHs into `out`: reports as they come, `measures.ndjson`,
 * `failures.ndjson` and `run.json` at the end, all sorted by source. What a document does is told
 * in the folder; throws only where the run itself cannot go on.
 */
export async function runImport(options: ImportOptions): Promise<Summary> {
  const plan = await planImport(options)
  const output = await openOutput(options.out)
  try {
    return await fill(output, plan, options)
  } finally {
    await output.release()
  }
}

async function fill(output: Output, plan: Plan, options: ImportOptions): Promise<Summary> {
  const start = performance.now()
  const startedAt = new Date().toISOString()
  const previous = options.retryFailed ? previousReports(output, plan.nameOf) : null
  const { ended, times } = await readAll(plan, output, { ...options, previous })
  const kept = new Set(ended.flatMap(({ names }) => names))
  const removed = await guard(() => removeReports(output.reports, (name) => kept.has(name)))
  const tally = await writeResults(output, ended)
  const summary: Summary = {
    files: plan.inputs.sources.length,
    read: times.length,
    leftOut: plan.inputs.leftOut,
    nested: plan.inputs.nested,
    ...tally,
    removed,
    manifestUnmatched: plan.manifestUnmatched,
    slowest: times.sort((left, right) => right.seconds - left.seconds).slice(0, SLOWEST),
    seconds: roundSeconds(performance.now() - start),
  }
  const run = { schema: 'zvit.run/1', startedAt, ...summary }
  await writeWhole(output, 'run.json', `${JSON.stringify(run, null, 2)}\n`)
  await closeOutput(output)
  return summary
}

/** What a run would read and where it would write, without writing. */
export async function planImport(
  options: Pick<ImportOptions, 'paths' | 'out' | 'manifest'>,
): Promise<Plan> {
  const out = await resolveOutput(options.out)
  const inputs = await walk(options.paths, out)
  for (const root of inputs.roots) refuseMixedFolders(root, out)
  const { rowOf, unmatched } = matchManifest(options.manifest, inputs.sources)
  return {
    inputs,
    nameOf: outputNames(inputs.sources),
    factsOf: (source) => rowOf.get(source)?.facts ?? {},
    manifestUnmatched: unmatched.map(({ line, file }) => ({ line, file })),
  }
}

/** An output inside an input is passed over; the other way round a run would eat its own output. */
function refuseMixedFolders(root: string, out: string): void {
  const isOwn = ['reports', '.zvit'].some((name) => isInside(root, path.join(out, name)))
  if (root === out || isOwn)
    throw new ZvitError('USAGE', 'The documents lie in the output folder; give another --out.')
}

type Reading = ImportOptions & { readonly previous: Previous | null }

/** What is known of a source before it is parsed: reports kept from before, or its bytes. */
interface Ready {
  readonly source: Source
  readonly kept: readonly string[] | null
  readonly opened: Opened | null
}

async function readAll({ inputs, nameOf, factsOf }: Plan, output: Output, reading: Reading) {
  const { previous, limits, concurrency } = reading
  const ended: Ended[] = []
  const times: { source: string; seconds: number }[] = []
  let failures = 0
  const prepare = async (source: Source): Promise<Ready> => {
    const kept = (await previous?.reportsOf(source)) ?? null
    return { source, kept, opened: kept ? null : await openFile(source, limits.fileBytes) }
  }
  for await (const { source, kept, opened } of inOrder(inputs.sources, concurrency, prepare)) {
    if (kept) ended.push({ names: kept, failure: null })
    if (opened) {
      const start = performance.now()
      const outcome = await processFile(source, opened, { ...reading, factsOf })
      times.push({ source: source.name, seconds: roundSeconds(performance.now() - start) })
      if (outcome.kind === 'failure') failures += 1
      ended.push(await storeOutcome(outcome, output, (part) => nameOf(source, part)))
    }
    const total = inputs.sources.length
    reading.onProgress({ done: ended.length, total, failures, source: source.name })
  }
  return { ended, times }
}

async function storeOutcome(
  outcome: Outcome,
  output: Output,
  nameOf: (part: number) => string,
): Promise<Ended> {
  if (outcome.kind === 'failure') return { names: [], failure: outcome.failure }
  const names: string[] = []
  for (const [index, report] of outcome.reports.entries()) {
    const name = nameOf(index + 1)
    await writeWhole(output, `reports/${name}`, reportJson(report))
    names.push(name)
  }
  return { names, failure: null }
}

function roundSeconds(milliseconds: number): number {
  return Math.round(milliseconds) / 1000
}
