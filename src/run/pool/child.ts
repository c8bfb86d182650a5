import { openSync, writeFileSync, writeSync } from 'node:fs'
import path from 'node:path'
import { crc32 } from 'node:zlib'
import type { OnRecognised } from '../../document/scanning.ts'
import { ZvitError } from '../../model/error.ts'
import type { Report } from '../../model/report.ts'
import { limitEngines } from '../../ocr/engine.ts'
import { type ParseOptions, parseParts, reportKey } from '../../parse.ts'
import { flatten } from '../../write/flatten.ts'
import { jsonBytes, ndjson, reportJson } from '../../write/json.ts'
import { changed } from '../container/container.ts'
import { listContainer } from '../container/list.ts'
import { openMember } from '../container/member.ts'
import { HEAD, suspect } from '../container/open.ts'
import { describeFailure, type Failure } from '../failure.ts'
import { originOf } from '../origin.ts'
import { guard } from '../output.ts'
import {
  type Opened,
  openBytes,
  processFile,
  readFile,
  SECONDS_A_PAGE,
  sha256Of,
} from '../process-file.ts'
import type {
  ChildMessage,
  EndMessage,
  Parsed,
  Reply,
  RowsPlace,
  Setup,
  TaskMessage,
} from './messages.ts'
import { startWatch, type Watch } from './watch.ts'

/**
 * Reads documents for a run, one after another, until the run lets go of the channel. Never
 * resolves: the process ends with its parent.
 */
export async function serve(): Promise<never> {
  // The terminal sends its signals to children too, but what is in hand shall be finished.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ignore)
  process.once('disconnect', () => process.exit())
  process.removeAllListeners('uncaughtException')
  process.once('uncaughtException', (error) => {
    send({ kind: 'crashed', error: describeFailure(error) }, () => process.exit(1))
  })
  let worker: Worker | null = null
  let chain: Promise<void> = Promise.resolve()
  process.on('message', (message: Setup | TaskMessage | EndMessage) => {
    if (message.kind === 'setup') worker = setUp(message)
    else if (message.kind === 'end') process.exit()
    else {
      const current = worker
      if (current === null) throw new Error('a task came before the setup')
      chain = chain.then(() => work(current, message))
    }
  })
  return new Promise(() => undefined)
}

function ignore(): void {}

function send(message: ChildMessage, onSent: () => void = ignore): void {
  process.send?.(message, undefined, undefined, onSent)
}

interface Worker {
  readonly setup: Setup
  readonly watch: Watch
  readonly appendRows: (text: string) => RowsPlace
  readonly nextName: () => string
}

function setUp(setup: Setup): Worker {
  limitEngines(setup.engines)
  const watch = startWatch({
    seconds: setup.limits.seconds,
    secondsAPage: SECONDS_A_PAGE,
    megabytes: setup.limits.megabytes,
  })
  send({ kind: 'ready' })
  let count = 0
  const nextName = () => `${process.pid}-${count++}`
  return { setup, watch, appendRows: rowsFile(setup), nextName }
}

/** Appends to a file of this process alone: nobody else's end can tear its lines. */
function rowsFile({ rows }: Setup): (text: string) => RowsPlace {
  const name = `${process.pid}-${Date.now()}.ndjson`
  let file: number | null = null
  let offset = 0
  return (text) => {
    const bytes = jsonBytes(text)
    file ??= openSync(path.join(rows, name), 'ax')
    for (let written = 0; written < bytes.length; )
      written += writeSync(file, bytes, written, bytes.length - written)
    const place = {
      file: `.zvit/rows/${name}`,
      offset,
      length: bytes.length,
      crc: crc32(bytes),
    }
    offset += bytes.length
    return place
  }
}

async function work(worker: Worker, task: TaskMessage): Promise<void> {
  worker.watch.begin()
  const reply = await answer(worker, task)
  worker.watch.end()
  send({ kind: 'done', id: task.id, reply, rss: process.memoryUsage.rss() })
}

/** Never throws. */
async function answer(worker: Worker, task: TaskMessage): Promise<Reply> {
  try {
    if (task.kind === 'list') return await list(task, worker)
    const start = performance.now()
    const parsed = await parse(task, worker)
    const seconds = Math.round(performance.now() - start) / 1000
    return { kind: 'parsed', parsed, seconds }
  } catch (error) {
    return { kind: 'refused', error: describeFailure(error) }
  }
}

async function list({ source, seen }: ListTask, { setup }: Worker): Promise<Reply> {
  try {
    return { kind: 'listed', listed: await listContainer(source, seen, setup.limits.fileBytes) }
  } catch (error) {
    const described = describeFailure(error)
    return { kind: described.code === 'POOL_FAILED' ? 'refused' : 'unlisted', error: described }
  }
}

type ListTask = Extract<TaskMessage, { readonly kind: 'list' }>
type ParseTask = Extract<TaskMessage, { readonly kind: 'parse' }>

async function parse(task: ParseTask, worker: Worker): Promise<Parsed> {
  const { id, source, facts } = task
  const { grammar, limits } = worker.setup
  const opened = await open(task, limits.fileBytes)
  if (opened.kind === 'failure') return refused(null, opened.failure)
  const { sha256 } = opened
  const options: ParseOptions = {
    ...facts,
    ...originOf(source),
    name: source.name,
    grammar,
    // Time is counted as for one document alone, so that the outcome is the same; the memory of the process the watch sees.
    allowance: { seconds: limits.seconds, megabytes: Number.POSITIVE_INFINITY },
    onRecognised: tellRecognised(id, worker.watch),
  }
  const key = reportKey(sha256, options)
  send({ kind: 'begun', id, sha256, key })
  const outcome = await processFile(source, opened, (bytes) => parseParts(bytes, options))
  if (outcome.kind === 'failure') return refused(key, outcome.failure)
  const { reports } = outcome
  return guard(async () => ({
    kind: 'reports',
    sha256,
    key,
    parts: reports.map((report) => writePart(report, worker)),
    rows: worker.appendRows(reports.map((report) => ndjson(flatten(report))).join('')),
  }))
}

/** Throws what fails the run and not the document. */
function refused(key: string | null, failure: Failure): Parsed {
  if (failure.code === 'POOL_FAILED') throw new ZvitError(failure.code, failure.message)
  return { kind: 'failure', key, failure }
}

function open({ source, seen }: ParseTask, limit: number): Promise<Opened> {
  return openBytes(source, async () => {
    if (source.member) {
      if (seen === null) throw changed()
      return openMember(source, seen, limit)
    }
    const bytes = await readFile(source, limit)
    // It was looked at for documents in it, or for none: it was another file then.
    if (suspect(bytes.subarray(0, HEAD)) !== null && sha256Of(bytes) !== seen?.sha256)
      throw changed()
    return bytes
  })
}

/** Tells the watch of everything, the run of pages that begin and are done. */
function tellRecognised(id: number, watch: Watch): OnRecognised {
  let [begun, done] = [0, 0]
  return (progress) => {
    watch.move()
    const { pagesBegun, pagesDone } = progress
    if (pagesBegun === begun && pagesDone === done) return
    if (pagesBegun > begun) watch.page()
    begun = pagesBegun
    done = pagesDone
    send({ kind: 'recognised', id, progress })
  }
}

function writePart(report: Report, { setup, nextName }: Worker) {
  const temporary = nextName()
  const bytes = jsonBytes(reportJson(report))
  writeFileSync(path.join(setup.temporary, temporary), bytes, { flag: 'wx' })
  const { source, grade, counts, diagnostics } = report
  const told = new Set(diagnostics.map(({ code }) => code))
  const isPlan = told.has('NO_RESPONSE_COLUMN')
  const isUnfamiliar = told.has('RESPONSES_UNFAMILIAR')
  return {
    temporary,
    bytes: bytes.length,
    crc: crc32(bytes),
    format: source.format,
    grade,
    counts,
    isPlan,
    isUnfamiliar,
  }
}
