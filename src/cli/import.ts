import { availableParallelism } from 'node:os'
import { DEFAULT_LIMITS } from '../containers/limits.ts'
import { ZvitError } from '../model/error.ts'
import { programFile } from '../resources.ts'
import { type ImportOptions, planImport, runImport, type Summary } from '../run/import.ts'
import { type Manifest, readManifest } from '../run/manifest.ts'
import { watchImport } from '../run/watch-import.ts'
import { type Arguments, textOf } from './command.ts'
import { loadGrammar, periodReader } from './engine.ts'
import { DONE, exitCodeOf, SOME_FAILED, WRONG } from './exit-code.ts'
import { readFound } from './input.ts'
import { startMeter } from './progress.ts'
import { onInterrupt } from './signals.ts'
import { print, tell, tellRaw } from './streams.ts'
import { summaryText } from './summary.ts'

const SECONDS = 10
const MEGABYTES = 1000
const MOST_CONCURRENT = 64
const MEBIBYTE = 1024 * 1024
const LARGEST_MANIFEST = 64 * MEBIBYTE

/** `zvit import PATH… --out DIR`; the exit code tells whether the folder holds failures. */
export async function run(given: Arguments): Promise<number> {
  const out = textOf(given, 'out')
  if (out === undefined) throw new ZvitError('USAGE', 'Where to? Give --out DIR.')
  const target = {
    paths: given.positionals,
    out,
    limits: readLimits(given),
    concurrency: readConcurrency(given),
    manifest: await loadManifest(given),
    grammar: await loadGrammar(textOf(given, 'grammar')),
    program: programFile(),
  }
  if (given.options['dry-run'] === true) return printPlan(target)
  const signal = onInterrupt(() => tell('Finishing what is in hand; once more ends at once.'))
  const retryFailed = given.options['retry-failed'] === true
  const options = { ...target, retryFailed, signal }
  return given.options.watch === true ? watchFolder(options) : runOnce(options)
}

type Options = Omit<ImportOptions, 'onProgress' | 'onRecognised'>

async function runOnce(options: Options): Promise<number> {
  const meter = startMeter()
  const summary = await runImport({
    ...options,
    onProgress: meter.show,
    onRecognised: meter.showRecognisedSource,
  }).finally(meter.end)
  tellRaw(summaryText(summary, options.out))
  if (summary.pending > 0) throw interrupted(summary)
  return exitCodeFor(summary)
}

function exitCodeFor({ failures }: Summary): number {
  return failures > 0 ? SOME_FAILED : DONE
}

function interrupted({ pending, files }: Summary): ZvitError {
  const message = `Stopped with ${pending} of ${files} documents not read; the same command goes on.`
  return new ZvitError('INTERRUPTED', message)
}

/** Goes on until it is stopped; the exit code is that of the folder then. */
async function watchFolder(options: Options): Promise<number> {
  let meter = startMeter()
  const summary = await watchImport({
    ...options,
    onProgress: (progress) => meter.show(progress),
    onRecognised: (progress) => meter.showRecognisedSource(progress),
    onPass: (pass) => {
      meter.end()
      tellRaw(summaryText(pass, options.out))
      tell('Waiting for changes; Ctrl+C ends.')
      meter = startMeter()
    },
  })
  return exitCodeFor(summary)
}

function readLimits(given: Arguments) {
  return {
    fileBytes: DEFAULT_LIMITS.fileBytes,
    seconds: positiveNumber(given, 'time-limit') ?? SECONDS,
    megabytes: positiveNumber(given, 'memory-limit') ?? MEGABYTES,
  }
}

function readConcurrency(given: Arguments): number {
  const text =
    textOf(given, 'concurrency') ?? String(Math.min(MOST_CONCURRENT, availableParallelism()))
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < 1 || value > MOST_CONCURRENT)
    throw new ZvitError(
      'USAGE',
      `--concurrency needs a whole number from 1 to ${MOST_CONCURRENT}, not '${text}'.`,
    )
  return value
}

function positiveNumber(given: Arguments, name: string): number | undefined {
  const text = textOf(given, name)
  if (text === undefined) return undefined
  const value = Number(text)
  if (!/^\d+(?:\.\d+)?$/.test(text) || value <= 0)
    throw new ZvitError('USAGE', `--${name} needs a number above 0, not '${text}'.`)
  return value
}

async function loadManifest(given: Arguments): Promise<Manifest> {
  const file = textOf(given, 'manifest')
  if (file === undefined) return new Map()
  return readManifest(await readTable(file), await manifestReader(given))
}

async function manifestReader(given: Arguments) {
  return periodReader(await loadGrammar(textOf(given, 'grammar')))
}

/** A manifest that cannot be read stops the run before its first document. */
async function readTable(file: string): Promise<Uint8Array> {
  try {
    return await readFound(file, LARGEST_MANIFEST)
  } catch (cause) {
    if (!(cause instanceof ZvitError) || exitCodeOf(cause.code) === WRONG) throw cause
    throw new ZvitError('USAGE', `The manifest cannot be read (${cause.code}); give a CSV file.`, {
      cause,
    })
  }
}

/** One line a document on standard output: where its report would go, what is known of it. */
async function printPlan(target: Parameters<typeof planImport>[0]) {
  const { sources, nameOf, factsOf, leftOut, manifestUnmatched } = await planImport(target)
  for (const source of sources) {
    const line = { source: source.name, report: nameOf(source, 1), given: factsOf(source) }
    await print(`${JSON.stringify(line)}\n`)
  }
  for (const { line, file } of manifestUnmatched)
    tell(`The manifest, line ${line}: no file is called ${file}.`)
  tell(`${sources.length} files to read, ${leftOut} left out; nothing was written.`)
  return DONE
}
