import { realpath } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { DEFAULT_LIMITS } from '../containers/limits.ts'
import { ZvitError } from '../model/error.ts'
import { loadGrammar, programFile } from '../resources.ts'
import { oneLine } from '../run/failure.ts'
import { type ImportOptions, planImport, runImport, type Summary } from '../run/import.ts'
import { type UnmatchedRow, withFacts } from '../run/manifest.ts'
import { watchImport } from '../run/watch-import.ts'
import { labelOf } from '../stats/labels.ts'
import { colourFor } from './colour.ts'
import { type Arguments, DONE, SOME_FAILED, textOf } from './command.ts'
import { periodReader } from './engine.ts'
import { allowanceOf, factsOf, wholeNumber } from './input.ts'
import { startMeter } from './progress.ts'
import { readManifestFile } from './rows.ts'
import { filesApart, remember } from './settings.ts'
import { print, tell, tellRaw } from './streams.ts'
import { cut, pad } from './width.ts'
import { decimal, speaksUkrainian, translated, words } from './words.ts'

const MOST_CONCURRENT = 64

/** `zvit import PATH… --out DIR`; the exit code tells whether the folder holds failures. */
export async function run(given: Arguments): Promise<number> {
  const out = textOf(given, 'out')
  if (out === undefined) throw new ZvitError('USAGE', 'Where to? Give --out DIR.')
  const target = await importTarget(given, out)
  if (given.options['dry-run'] === true) return printPlan(target)
  const signal = onInterrupt()
  const options = {
    ...target,
    retryFailed: given.options['retry-failed'] === true,
    prune: given.options.prune === true,
    signal,
  }
  return given.options.watch === true ? watchFolder(options) : runOnce(options)
}

/** What an import into a folder is told by its arguments. */
export async function importTarget(given: Arguments, out: string) {
  const grammar = await loadGrammar(textOf(given, 'grammar'))
  return {
    paths: given.positionals,
    out,
    limits: { fileBytes: DEFAULT_LIMITS.fileBytes, ...allowanceOf(given) },
    concurrency:
      wholeNumber(given, 'concurrency', MOST_CONCURRENT) ??
      Math.min(MOST_CONCURRENT, availableParallelism()),
    manifest: withFacts(
      await readManifestFile(textOf(given, 'manifest'), await periodReader(grammar)),
      await factsOf(given, grammar),
    ),
    apart: new Set(await Promise.all(filesApart(given).map(realFile))),
    told: remember(given, out),
    grammar,
    program: programFile(),
  }
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
  const { pending, files, failures } = summary
  if (pending > 0)
    throw new ZvitError(
      'INTERRUPTED',
      `Stopped with ${pending} of ${files} documents not read; the same command goes on.`,
    )
  return failures > 0 ? SOME_FAILED : DONE
}

/** Goes on until it is stopped; the exit code is that of the folder then. */
async function watchFolder(options: Options): Promise<number> {
  let meter = startMeter()
  const { failures } = await watchImport({
    ...options,
    onProgress: (progress) => meter.show(progress),
    onRecognised: (progress) => meter.showRecognisedSource(progress),
    onGone: ({ code, message }) => {
      meter.end()
      tell(`${code}: ${translated(message)} ${words('import.waitingForIt')}`)
      meter = startMeter()
    },
    onPass: (pass) => {
      meter.end()
      tellRaw(summaryText(pass, options.out))
      tell(words('import.waiting'))
      meter = startMeter()
    },
  })
  return failures > 0 ? SOME_FAILED : DONE
}

/** The file behind a path that an option or a setting names. Throws `INPUT_NOT_FOUND`. */
async function realFile(file: string): Promise<string> {
  try {
    return await realpath(file)
  } catch (cause) {
    throw new ZvitError('INPUT_NOT_FOUND', `There is no file '${file}'.`, { cause })
  }
}

/** One line a document on standard output: where its report would go, what is known of it. */
async function printPlan(target: Parameters<typeof planImport>[0]) {
  const { sources, nameOf, factsOf, leftOut, manifestUnmatched } = await planImport(target)
  for (const source of sources) {
    const line = { source: source.name, report: nameOf(source, 1), given: factsOf(source) }
    await print(`${JSON.stringify(line)}\n`)
  }
  for (const row of manifestUnmatched) tell(unmatched(row))
  tell(words('import.planned', { files: sources.length, leftOut }))
  return DONE
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const
/** What a shell gives for a command that Ctrl+C ended. */
const ENDED = 130

/** A signal that is aborted by the first Ctrl+C; the second one ends the program. */
export function onInterrupt(): AbortSignal {
  const controller = new AbortController()
  const interrupt = () => {
    if (controller.signal.aborted) process.exit(ENDED)
    tell(words('import.finishing'))
    controller.abort()
  }
  for (const signal of SIGNALS) process.on(signal, interrupt)
  return controller.signal
}

const LABEL_WIDTH = 20
const NUMBER_WIDTH = 8
const NAME_WIDTH = 60
const MOST_REMARKS = 10

/** The end of a run for people: what the folder holds, what failed, where to look next. */
export function summaryText(summary: Summary, out: string): string {
  const colour = colourFor(process.stderr)
  const sections = [
    filesPart(summary),
    measuresPart(summary),
    failuresPart(summary).map((line) => colour('red', line)),
    slowestPart(summary),
    remarks(summary),
    nextPart(summary, out),
  ]
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n')
}

function filesPart(summary: Summary): string[] {
  const { files, kept: before, leftOut, reports, review, plans, unfamiliar, seconds } = summary
  const kept = before > 0 ? `, ${words('import.kept', { count: before })}` : ''
  const remark = (name: string) => words(`import.remarks.${name}`, { review })
  return [
    row('files', files, `${inSeconds(seconds, 1)}${kept}`),
    ...(leftOut > 0 ? [row('leftOut', leftOut, remark('leftOut'))] : []),
    row('reports', reports, review > 0 ? remark('review') : ''),
    ...(plans > 0 ? [row('plans', plans, remark('plans'))] : []),
    ...(unfamiliar > 0 ? [row('unfamiliar', unfamiliar, remark('unfamiliar'))] : []),
  ]
}

function measuresPart(summary: Summary): string[] {
  const { measures } = summary
  const share = (count: number) =>
    measures === 0 ? '' : words('import.share', { percent: Math.round((100 * count) / measures) })
  const line = (name: string, count: number) => row(name, count, share(count))
  return [
    row('measures', measures, ''),
    line('done', summary.done),
    line('notInCompetence', summary.notInCompetence),
    line('blank', summary.blank),
    line('other', summary.other),
    line('needsReview', summary.needsReview),
  ]
}

function failuresPart({ failures, failuresByCode }: Summary): string[] {
  if (failures === 0) return []
  const codes = Object.entries(failuresByCode).map(([code, count]) =>
    line(`  ${code}`, count, speaksUkrainian() ? labelOf('rule', code) : ''),
  )
  return [row('failures', failures, ''), ...codes]
}

function slowestPart({ slowest }: Summary): string[] {
  if (slowest.length < 2) return []
  const lines = slowest.map(
    ({ source, seconds }) => `  ${inSeconds(seconds, 3).padStart(10)}  ${shown(source)}`,
  )
  return [words('import.rows.slowest'), ...lines]
}

function remarks({ removed, nested, manifestUnmatched }: Summary): string[] {
  return [
    ...some(removed, (name) => words('import.removed', { name: shown(name) })),
    ...some(nested, (name) => words('import.nested', { name: shown(name) })),
    ...some(manifestUnmatched, unmatched),
    ...(manifestUnmatched.length > 0 ? [words('import.namesNeeded')] : []),
  ]
}

/** What became of a row of the manifest; of a mail with several documents, the rows to write instead. */
function unmatched({ line, file, holds = [] }: UnmatchedRow): string {
  const values = { line, file: shown(file), count: holds.length }
  if (holds.length === 0) return words('import.unmatched', values)
  const names = holds.slice(0, MOST_REMARKS).map((name) => `  ${oneLine(name)}`)
  const left = holds.length - names.length
  return [
    words('import.holds', values),
    ...names,
    ...(left > 0 ? [`  ${words('more', { count: left })}`] : []),
  ].join('\n')
}

/** A line for each of the first entries, and how many more stand in `run.json`. */
function some<Entry>(entries: readonly Entry[], line: (entry: Entry) => string): string[] {
  const left = entries.length - MOST_REMARKS
  return [
    ...entries.slice(0, MOST_REMARKS).map(line),
    ...(left > 0 ? [words('import.moreInRun', { count: left })] : []),
  ]
}

function nextPart({ files, failures }: Summary, out: string): string[] {
  if (files === 0) return [words('import.noFiles')]
  const folder = cut(oneLine(out), NAME_WIDTH)
  const next = ['where', ...(failures > 0 ? ['failed'] : []), 'look']
  return next.map((name) => words(`import.next.${name}`, { folder }))
}

function shown(name: string): string {
  return cut(oneLine(name), NAME_WIDTH)
}

/** A figure under its name among the words. */
function row(name: string, count: number, remark: string): string {
  return line(words(`import.rows.${name}`), count, remark)
}

function inSeconds(seconds: number, digits: number): string {
  return words('progress.seconds', { seconds: decimal(seconds, digits) })
}

function line(label: string, count: number, remark: unknown): string {
  return `${pad(label, LABEL_WIDTH)}${String(count).padStart(NUMBER_WIDTH)}  ${remark}`.trimEnd()
}
