import { ZvitError } from '../model/error.ts'
import { DEFAULT_LIMITS } from '../read/limits.ts'
import { type ImportOptions, planImport, runImport } from '../run/import.ts'
import { readManifest } from '../run/manifest.ts'
import { type Arguments, textOf } from './command.ts'
import { loadGrammar, parseParts, periodReader } from './engine.ts'
import { DONE, exitCodeOf, SOME_FAILED, WRONG } from './exit-code.ts'
import { readFound } from './input.ts'
import { startMeter } from './progress.ts'
import { print, tell, tellRaw } from './streams.ts'
import { summaryText } from './summary.ts'

const SECONDS = 10
const MEGABYTES = 1000
const CONCURRENCY = 2
const MOST_CONCURRENT = 64
const MEBIBYTE = 1024 * 1024
const LARGEST_MANIFEST = 64 * MEBIBYTE

/** `zvit import PATH… --out DIR`; the exit code tells whether the folder holds failures. */
export async function run(given: Arguments): Promise<number> {
  const out = textOf(given, 'out')
  if (out === undefined) throw new ZvitError('USAGE', 'Where to? Give --out DIR.')
  const limits = readLimits(given)
  const concurrency = readConcurrency(given)
  const target = { paths: given.positionals, out, manifest: await loadManifest(given) }
  if (given.options['dry-run'] === true) return printPlan(target)
  const grammar = await loadGrammar(textOf(given, 'grammar'))
  const meter = startMeter()
  const summary = await runImport({
    ...target,
    limits,
    concurrency,
    parseParts: (bytes, options) =>
      parseParts(bytes, { ...options, grammar, onRecognised: meter.showRecognised }),
    retryFailed: given.options['retry-failed'] === true,
    onProgress: meter.show,
  }).finally(meter.end)
  tellRaw(summaryText(summary, out))
  return summary.failures > 0 ? SOME_FAILED : DONE
}

function readLimits(given: Arguments) {
  return {
    fileBytes: DEFAULT_LIMITS.fileBytes,
    seconds: positiveNumber(given, 'time-limit') ?? SECONDS,
    megabytes: positiveNumber(given, 'memory-limit') ?? MEGABYTES,
  }
}

function readConcurrency(given: Arguments): number {
  const text = textOf(given, 'concurrency') ?? String(CONCURRENCY)
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

async function loadManifest(given: Arguments): Promise<ImportOptions['manifest']> {
  const file = textOf(given, 'manifest')
  if (file === undefined) return new Map()
  return readManifest(await readTable(file), await periodReader())
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

/** One line a file on standard output: what would be read, under which name it would be written. */
async function printPlan(target: Pick<ImportOptions, 'paths' | 'out' | 'manifest'>) {
  const { inputs, nameOf, factsOf, manifestUnmatched } = await planImport(target)
  for (const source of inputs.sources) {
    const line = { source: source.name, report: nameOf(source, 1), given: factsOf(source) }
    await print(`${JSON.stringify(line)}\n`)
  }
  for (const { line, file } of manifestUnmatched)
    tell(`The manifest, line ${line}: no file is called ${file}.`)
  tell(`${inputs.sources.length} files to read, ${inputs.leftOut} left out; nothing was written.`)
  return DONE
}
