import type { Recognised } from '../document/scanning.ts'
import type { Grammar } from '../model/grammar.ts'
import { zvitVersion } from '../resources.ts'
import { fillOutput } from './fill.ts'
import { type Journal, openJournal } from './journal.ts'
import type { Manifest } from './manifest.ts'
import { closeOutput, type Output, openOutput, prepareOutput, writeLines } from './output.ts'
import { checkPaths, findInputs, type Plan, planOf, refuseLoss } from './plan.ts'
import { openPool, type Pool } from './pool/pool.ts'
import type { DocumentLimits } from './process-file.ts'
import { type Survey, survey } from './survey.ts'
import type { Tally } from './tally.ts'
import type { Inputs } from './walk.ts'

export interface ImportOptions {
  /** Files and folders as typed. */
  readonly paths: readonly string[]
  readonly out: string
  readonly manifest: Manifest
  /** Resolved files under the PATHs that are no documents: settings and what they name. */
  readonly apart: ReadonlySet<string>
  /** What `run.json` is to remember for those who use the folder. */
  readonly told: object
  readonly grammar: Grammar
  readonly limits: DocumentLimits
  /** Read what failed once more, too. */
  readonly retryFailed: boolean
  /** Remove reports also where a folder that held their documents is empty or cannot be listed. */
  readonly prune: boolean
  /** Processes that read documents. */
  readonly concurrency: number
  /** The program that is started for them. */
  readonly program: string
  /** Stops the run when what is in hand is done. */
  readonly signal: AbortSignal
  readonly onProgress: (progress: Progress) => void
  /** Told when a page of a scan begins and when it is done. */
  readonly onRecognised?: (progress: RecognisedSource) => void
}

/** How far the pictures of a source are recognised. */
export interface RecognisedSource extends Recognised {
  readonly source: string
}

export interface Progress {
  readonly done: number
  readonly total: number
  /** Done without reading them: an earlier run had. */
  readonly kept: number
  readonly failures: number
  /** The source just done. */
  readonly source: string
}

/** What `run.json` says, apart from times of day. */
export interface Summary extends Tally {
  readonly files: number
  /** Documents read in this run, and those that an earlier run had read. */
  readonly read: number
  readonly kept: number
  readonly leftOut: number
  /** Their names, sorted; those of pictures in messages are not told. */
  readonly leftOutNames: readonly string[]
  readonly nested: readonly string[]
  /** Not yet read when the run was stopped. */
  readonly pending: number
  readonly seconds: number
  readonly slowest: readonly { readonly source: string; readonly seconds: number }[]
  /** Reports of sources that are gone or failed now. */
  readonly removed: readonly string[]
  readonly manifestUnmatched: Plan['manifestUnmatched']
}

/**
 * Reads all documents of the PATHs into `out`: reports as they come, `measures.ndjson`,
 * `failures.ndjson` and `run.json` at the end, all sorted by source. What a document does is told
 * in the folder; throws only where the run itself cannot go on.
 */
export async function runImport(options: ImportOptions): Promise<Summary> {
  await checkPaths(options.paths, options.out)
  const output = await openOutput(options.out)
  try {
    return await runPass(output, options)
  } finally {
    await output.release()
  }
}

/** One pass over the PATHs, into a folder that this process holds. */
export async function runPass(output: Output, options: ImportOptions): Promise<Summary> {
  const start = performance.now()
  const startedAt = new Date().toISOString()
  const inputs = await findInputs(options)
  await prepareOutput(output)
  const journal = await openJournal(output)
  const pool = lazyPool(output, options, inputs.sources.length)
  const openAlone = () => lazyPool(output, options, 1)
  const guardReports = (found: Inputs) => {
    if (!options.prune) refuseLoss(found, journal.knownFolders)
  }
  try {
    guardReports(inputs)
    const surveyed = await look(inputs.sources, journal, pool, options)
    const plan = await planOf(surveyed.sources, options.manifest, options.signal)
    // What vanished since is looked for again before its reports go.
    const beforeRemoval = async () => guardReports(await findInputs(options))
    const filled = await fillOutput({
      output,
      journal,
      pool,
      openAlone,
      plan,
      surveyed,
      options,
      beforeRemoval,
    })
    const summary: Summary = {
      files: plan.sources.length,
      leftOut: inputs.leftOut.length + surveyed.leftOut,
      leftOutNames: [...inputs.leftOut, ...surveyed.leftOutNames].sort(),
      nested: inputs.nested,
      ...filled,
      manifestUnmatched: plan.manifestUnmatched,
      seconds: Math.round(performance.now() - start) / 1000,
    }
    const run = {
      schema: 'zvit.run/1',
      zvit: zvitVersion(),
      startedAt,
      ...options.told,
      ...summary,
    }
    await writeLines(output, 'run.json', [`${JSON.stringify(run, null, 2)}\n`])
    await closeOutput(output, false)
    return summary
  } catch (error) {
    await pool.stop()
    // The first thing that went wrong is told; that tidying up went wrong too is no news.
    await closeOutput(output, true).catch(() => {})
    throw error
  } finally {
    await pool.stop()
    journal.close()
  }
}

/** The documents that a run would read, those in containers too, without writing anything. */
export async function planImport(
  options: Pick<
    ImportOptions,
    'paths' | 'out' | 'apart' | 'manifest' | 'grammar' | 'limits' | 'concurrency' | 'program'
  >,
): Promise<Plan & { readonly leftOut: number }> {
  const inputs = await findInputs(options)
  const pool = lazyPool({ temporary: '', rows: '' }, options, inputs.sources.length)
  try {
    const surveyed = await look(inputs.sources, null, pool, options)
    const plan = await planOf(surveyed.sources, options.manifest)
    return { ...plan, leftOut: inputs.leftOut.length + surveyed.leftOut }
  } finally {
    await pool.stop()
  }
}

function look(
  files: Parameters<typeof survey>[0],
  journal: Journal | null,
  pool: Pool,
  { limits, retryFailed = false, signal }: Pick<ImportOptions, 'limits'> & Partial<ImportOptions>,
): Promise<Survey> {
  return survey(files, {
    ...limits,
    pool,
    retryFailed,
    signal,
    isKnown: (source) => journal?.entryOf(source) !== undefined,
    // Its processes start while files are looked at.
    onNew: () => {
      if (journal) pool.expect()
    },
    containerOf: (source) => journal?.containerOf(source),
    onContainer: async (entry) => journal?.append(entry),
  })
}

/** A pool whose processes start with the first task: a run that has nothing to do starts none. */
function lazyPool(
  { temporary, rows }: Pick<Output, 'temporary' | 'rows'>,
  {
    program,
    concurrency,
    grammar,
    limits,
  }: Omit<Parameters<typeof planImport>[0], 'paths' | 'apart'>,
  files: number,
): Pool {
  const processes = Math.max(1, Math.min(concurrency, files))
  return openPool({ program, processes, grammar, limits, temporary, rows })
}
