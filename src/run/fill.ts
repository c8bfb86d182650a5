import path from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { ZvitError } from '../model/error.ts'
import { zvitVersion } from '../resources.ts'
import { dealerOf } from './deal.ts'
import { describeDeath } from './death.ts'
import type { ImportOptions, Summary } from './import.ts'
import { type Entry, type Journal, type Line, rewriteJournal } from './journal.ts'
import { isKept, stands } from './keep.ts'
import { guard, moveInto, type Output, removeReports } from './output.ts'
import type { Plan } from './plan.ts'
import { TASKS_A_SEAT } from './pool/assign.ts'
import type { Ending } from './pool/child-process.ts'
import type { Described, Parsed } from './pool/messages.ts'
import type { Pool } from './pool/pool.ts'
import { openFile } from './process-file.ts'
import { writeResults } from './results.ts'
import type { Source } from './source.ts'
import type { Odd, Survey } from './survey.ts'
import { tallyOf } from './tally.ts'

const SLOWEST = 5
/** Sources looked at before other things have their turn. */
const TURN = 100

export interface Filling {
  readonly output: Output
  readonly journal: Journal
  readonly pool: Pool
  readonly plan: Plan
  readonly surveyed: Survey
  readonly options: ImportOptions
}

type Filled = Omit<Summary, 'files' | 'leftOut' | 'nested' | 'manifestUnmatched' | 'seconds'>

/**
 * Makes the folder hold what the plan asks for: reads what no earlier run has read, puts reports in
 * their places, takes those away whose source is gone, and tells what the folder holds then.
 */
export async function fillOutput(filling: Filling): Promise<Filled> {
  const { output, plan } = filling
  const { entries, times, kept } = await endSources(filling)
  const isWhole = plan.sources.every((source) => entries.has(source))
  const removed = isWhole ? await removeOthers(output, entries.values()) : []
  const present = plan.sources.flatMap((source) => {
    const entry = entries.get(source) ?? standingEntry(filling, source)
    return entry ? [entry] : []
  })
  const placed = await writeResults(output, present)
  await tidyJournal(filling, present, placed)
  return {
    read: times.length,
    kept,
    pending: plan.sources.length - entries.size,
    ...tallyOf(placed),
    removed,
    slowest: slowestOf(times),
  }
}

/** How each source ended; those are missing that a stop came before. */
async function endSources(filling: Filling) {
  const { journal, plan, options } = filling
  const entries = new Map<Source, Entry>()
  const times: { source: string; seconds: number }[] = []
  const waiting: Source[] = []
  let failures = 0
  let kept = 0
  const end = (source: Source, entry: Entry) => {
    entries.set(source, entry)
    if (entry.failure) failures += 1
    const total = plan.sources.length
    options.onProgress({ done: entries.size, total, kept, failures, source: source.name })
  }
  for (const [index, source] of plan.sources.entries()) {
    if (index % TURN === 0) await turn()
    const odd = oddEntry(filling, source)
    const entry = odd ? await odd : keptEntry(filling, source)
    if (entry && !odd) kept += 1
    if (entry) end(source, entry)
    else waiting.push(source)
  }
  await inTurns(waiting, filling, async (source, seat) => {
    const entry = await readSource(filling, source, seat)
    await journal.append(entry)
    times.push({ source: source.name, seconds: entry.seconds })
    end(source, entry)
  })
  return { entries, times, kept }
}

/** Does the work for each source, each process with its own, until a stop is asked for. */
async function inTurns(
  waiting: readonly Source[],
  { pool, surveyed, options: { signal } }: Filling,
  work: (source: Source, seat: number) => Promise<void>,
): Promise<void> {
  const deal = dealerOf(waiting, surveyed.sizeOf)
  const lane = async (seat: number) => {
    for (let source = deal(seat); source && !signal.aborted; source = deal(seat))
      await work(source, seat)
  }
  const lanes = Array.from({ length: pool.seats * TASKS_A_SEAT }, (_, index) =>
    lane(index % pool.seats),
  )
  await Promise.all(lanes)
}

/** The failure of what is known to be no document before it is read. */
function oddEntry({ surveyed, options }: Filling, source: Source): Promise<Entry> | null {
  const odd = surveyed.oddOnes.get(source)
  return odd ? describeOdd(source, odd, options.limits.fileBytes) : null
}

async function describeOdd(source: Source, odd: Odd, limit: number): Promise<Entry> {
  const { sha256 } = odd
  const opened = odd.failure === null ? await openFile(source, limit) : null
  // It may have become readable since; the next run will read it.
  const failure: Described = odd.failure ??
    (opened?.kind === 'failure' ? opened.failure : null) ?? {
      code: 'READ_ERROR',
      message: 'The file changed while it was read; import it again.',
    }
  const { code, message } = failure
  return {
    ...emptyEntry(source),
    odd: true,
    sha256,
    failure: { source: source.name, sha256, code, message },
  }
}

function keptEntry(filling: Filling, source: Source): Entry | null {
  const { output, journal, plan, surveyed, options } = filling
  const entry = journal.entryOf(source)
  const { grammar, limits, retryFailed } = options
  const isSame =
    entry !== undefined &&
    isKept(entry, output.reports, {
      source,
      facts: plan.factsOf(source),
      grammar,
      sha256: surveyed.hashOf(source),
      nameOf: plan.nameOf,
      limits,
      retryFailed,
    })
  return isSame ? entry : null
}

/** What stands in the folder of a source that the run did not come to. */
function standingEntry({ journal, output }: Filling, source: Source): Entry | null {
  const entry = journal.entryOf(source)
  const isStanding = entry?.parts.every((part) => stands(part, entry.key ?? '', output.reports))
  return entry && isStanding ? entry : null
}

async function readSource(filling: Filling, source: Source, seat: number): Promise<Entry> {
  const { pool, plan, surveyed, options } = filling
  const { name } = source
  const ending = await pool.run(
    { kind: 'parse', source, facts: plan.factsOf(source) },
    seat,
    (progress) => options.onRecognised?.({ ...progress, source: name }),
  )
  const about = {
    ...emptyEntry(source),
    ...(source.member ? { container: surveyed.hashOf(source) ?? '' } : {}),
  }
  if (ending.kind !== 'reply') return deadEntry(about, ending, options)
  const { reply } = ending
  if (reply.kind !== 'parsed') throw refusal(reply.kind === 'refused' ? reply.error : null)
  const { parsed, seconds } = reply
  const stored = await storeParsed(filling, source, parsed)
  return { ...about, ...stored, ...limitOf(parsed, options), seconds }
}

function emptyEntry({ name, root }: Source): Entry {
  return {
    kind: 'source',
    source: name,
    root,
    key: null,
    sha256: null,
    zvit: zvitVersion(),
    parts: [],
    rows: null,
    failure: null,
    seconds: 0,
  }
}

function deadEntry(
  about: Entry,
  death: Exclude<Ending, { kind: 'reply' }>,
  { limits }: ImportOptions,
): Entry {
  const { code, message } = describeDeath(death, limits)
  const sha256 = death.at?.sha256 ?? null
  return {
    ...about,
    key: death.at?.key ?? null,
    sha256,
    failure: { source: about.source, sha256, code, message },
    ...limitBy(code, limits),
  }
}

function limitOf(parsed: Parsed, { limits }: ImportOptions) {
  return parsed.kind === 'failure' ? limitBy(parsed.failure.code, limits) : {}
}

function limitBy(code: string, { seconds, megabytes }: ImportOptions['limits']) {
  if (code === 'TIME_LIMIT') return { limit: seconds }
  return code === 'MEMORY_LIMIT' ? { limit: megabytes } : {}
}

function refusal(error: Described | null): ZvitError {
  if (error) return new ZvitError(error.code, error.message)
  return new ZvitError('POOL_FAILED', 'A process that reads documents answered out of turn.')
}

async function storeParsed(
  { output, plan }: Filling,
  source: Source,
  parsed: Parsed,
): Promise<Pick<Entry, 'key' | 'sha256' | 'parts' | 'rows' | 'failure'>> {
  const { key } = parsed
  if (parsed.kind === 'failure') {
    const { failure } = parsed
    return { key, sha256: failure.sha256, parts: [], rows: null, failure }
  }
  const parts: Entry['parts'][number][] = []
  for (const [index, { temporary, ...part }] of parsed.parts.entries()) {
    const name = plan.nameOf(source, index + 1)
    await moveInto(output, path.join(output.temporary, temporary), `reports/${name}`)
    parts.push({ name, ...part })
  }
  return { key, sha256: parsed.sha256, parts, rows: parsed.rows, failure: null }
}

function removeOthers({ reports }: Output, entries: Iterable<Entry>): Promise<readonly string[]> {
  const kept = new Set([...entries].flatMap(({ parts }) => parts.map(({ name }) => name)))
  return guard(() => removeReports(reports, (name) => kept.has(name)))
}

/** Leaves one line a source and container, where there are others. */
async function tidyJournal(
  { output, journal, surveyed }: Filling,
  present: readonly Entry[],
  placed: readonly Entry[],
): Promise<void> {
  const lines: Line[] = [...surveyed.containers, ...placed.filter(({ odd }) => odd !== true)]
  if (placed === present && journal.lines() === lines.length) return
  journal.close()
  await rewriteJournal(output, lines)
}

function slowestOf(times: readonly { source: string; seconds: number }[]): Summary['slowest'] {
  return [...times].sort((left, right) => right.seconds - left.seconds).slice(0, SLOWEST)
}
