import path from 'node:path'
import { ZvitError } from '../model/error.ts'
import { reportKey } from '../parse.ts'
import { zvitVersion } from '../resources.ts'
import { kept } from '../text/lists.ts'
import { changed } from './container/container.ts'
import { describeDeath } from './death.ts'
import { describeFailure } from './failure.ts'
import type { ImportOptions } from './import.ts'
import { type Entry, type Journal, type Line, rewriteJournal } from './journal.ts'
import { originOf } from './origin.ts'
import { guard, moveInto, type Output, removeReports, settle } from './output.ts'
import type { Plan } from './plan.ts'
import { TASKS_A_SEAT } from './pool/assign.ts'
import type { Ending } from './pool/child-process.ts'
import type { Described, Parsed } from './pool/messages.ts'
import type { Pool } from './pool/pool.ts'
import { type DocumentLimits, openFile } from './process-file.ts'
import { writeResults } from './results.ts'
import type { Source } from './source.ts'
import { stands } from './stored-report.ts'
import type { Odd, Survey } from './survey.ts'
import { tallyOf } from './tally.ts'
import { turnAt } from './turn.ts'

const SLOWEST = 5

interface Filling {
  readonly output: Output
  readonly journal: Journal
  readonly pool: Pool
  /** A pool of one process. */
  readonly openAlone: () => Pool
  readonly plan: Plan
  readonly surveyed: Survey
  readonly options: ImportOptions
  /** Throws where the reports of sources that cannot be read are not to be removed. */
  readonly beforeRemoval: () => Promise<void>
}

/**
 * Makes the folder hold what the plan asks for: reads what no earlier run has read, puts reports in
 * their places, takes those away whose source is gone, and tells what the folder holds then.
 */
export async function fillOutput(filling: Filling) {
  const { output, plan } = filling
  const { entries, times, kept } = await endSources(filling)
  if ([...entries.values()].some(({ failure }) => failure?.code === 'READ_ERROR'))
    await filling.beforeRemoval()
  const isWhole = plan.sources.every((source) => entries.has(source))
  const names = new Set([...entries.values()].flatMap(({ parts }) => parts.map(({ name }) => name)))
  const isKept = (name: string) => names.has(name)
  const removed = isWhole ? await guard(() => removeReports(output.reports, isKept)) : []
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
    slowest: times.sort((left, right) => right.seconds - left.seconds).slice(0, SLOWEST),
  }
}

/** How each source ended; those are missing that a stop came before. */
async function endSources(filling: Filling) {
  const { journal, plan, surveyed, options } = filling
  const entries = new Map<Source, Entry>()
  const times: { source: string; seconds: number }[] = []
  const waiting: Source[] = []
  const lone: Source[] = []
  let failures = 0
  let kept = 0
  const end = (source: Source, entry: Entry) => {
    entries.set(source, entry)
    if (entry.failure) failures += 1
    const total = plan.sources.length
    options.onProgress({ done: entries.size, total, kept, failures, source: source.name })
  }
  for (const [index, source] of plan.sources.entries()) {
    await turnAt(index)
    const odd = surveyed.oddOnes.get(source)
    const entry = odd
      ? await oddEntry(source, odd, options.limits.fileBytes)
      : keptEntry(filling, source)
    if (entry && !odd) kept += 1
    if (entry) end(source, entry)
    else if (journal.entryOf(source)?.again) lone.push(source)
    else waiting.push(source)
  }
  const read = async (source: Source, pool: Pool, seat: number | null) => {
    const entry = await readSource({ ...filling, pool }, source, seat)
    await journal.append(entry)
    times.push({ source: source.name, seconds: entry.seconds })
    end(source, entry)
  }
  await inTurns(waiting, filling, (source, seat) => read(source, filling.pool, seat))
  if (lone.length > 0) await filling.pool.stop()
  await oneByOne(lone, filling, read)
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

/** Each in a process of its own, while no other reads: what memory there is, it has. */
async function oneByOne(
  lone: readonly Source[],
  { openAlone, options: { signal } }: Filling,
  work: (source: Source, pool: Pool, seat: null) => Promise<void>,
): Promise<void> {
  for (const source of lone) {
    if (signal.aborted) return
    const pool = openAlone()
    await work(source, pool, null).finally(pool.stop)
  }
}

/** The failure of what is known to be no document before it is read. */
async function oddEntry(source: Source, odd: Odd, limit: number): Promise<Entry> {
  const { sha256 } = odd
  const opened = odd.failure === null ? await openFile(source, limit) : null
  // It may have become readable since; the next run will read it.
  const failure: Described =
    odd.failure ??
    (opened?.kind === 'failure' ? opened.failure : null) ??
    describeFailure(changed())
  const { code, message } = failure
  if (code === 'POOL_FAILED') throw refusal(failure)
  return {
    ...emptyEntry(source),
    odd: true,
    sha256,
    failure: { source: source.name, sha256, code, message },
  }
}

/** What an earlier run wrote, where it is what the present one would write, and still stands there. */
function keptEntry(filling: Filling, source: Source): Entry | null {
  const { output, journal, plan, options } = filling
  const entry = journal.entryOf(source)
  if (!entry || !isSame(entry, source, filling)) return null
  const { parts, failure, again } = entry
  const isStanding = parts.every(
    (part, index) => part.name === plan.nameOf(source, index + 1) && stands(part, output.reports),
  )
  const isKept = failure
    ? !options.retryFailed && !again && !isUndone(entry, options.limits)
    : parts.length > 0 && isStanding
  return isKept ? entry : null
}

/** What stands in the folder of a source that the run did not come to. */
function standingEntry({ journal, output }: Filling, source: Source): Entry | null {
  const entry = journal.entryOf(source)
  const isStanding = entry?.parts.every((part) => stands(part, output.reports))
  return entry && isStanding ? entry : null
}

async function readSource(filling: Filling, source: Source, seat: number | null): Promise<Entry> {
  const { pool, journal, plan, surveyed, options } = filling
  const { name } = source
  const ending = await pool.run(
    { kind: 'parse', source, facts: plan.factsOf(source), seen: surveyed.seenOf(source) },
    seat,
    (progress) => options.onRecognised?.({ ...progress, source: name }),
  )
  const about = {
    ...emptyEntry(source),
    ...(source.member ? { container: surveyed.seenOf(source)?.sha256 ?? '' } : {}),
  }
  if (ending.kind === 'killed' && !journal.entryOf(source)?.again)
    return { ...deadEntry(about, ending, options), again: true }
  if (ending.kind !== 'reply') return deadEntry(about, ending, options)
  const { reply } = ending
  if (reply.kind !== 'parsed') throw refusal(reply.kind === 'refused' ? reply.error : null)
  const { parsed, seconds } = reply
  const stored = await storeParsed(filling, source, parsed)
  return { ...about, ...stored, ...limitBy(stored.failure?.code, options.limits), seconds }
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

function limitBy(code: string | undefined, { seconds, megabytes }: DocumentLimits) {
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
    const written = path.join(output.temporary, temporary)
    await settle(written)
    await moveInto(output, written, `reports/${name}`)
    parts.push({ name, ...part })
  }
  return { key, sha256: parsed.sha256, parts, rows: parsed.rows, failure: null }
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

/** Whether an earlier run read of a source what the present one would read. */
function isSame(entry: Entry, source: Source, { plan, surveyed, options }: Filling): boolean {
  const seen = surveyed.seenOf(source)
  if (seen === null || (source.member ? entry.container : entry.sha256) !== seen.sha256)
    return false
  // A document that could not be taken out of its container cannot be now, unless that was in change.
  if (entry.sha256 === null)
    return (
      source.member !== undefined &&
      entry.zvit === zvitVersion() &&
      entry.failure?.code !== 'READ_ERROR'
    )
  const { grammar } = options
  const told = { ...plan.factsOf(source), ...originOf(source), name: source.name, grammar }
  return entry.key === reportKey(entry.sha256, told)
}

/** Another limit may let pass what failed at one. */
function isUndone({ failure, limit }: Entry, { seconds, megabytes }: DocumentLimits): boolean {
  if (failure?.code === 'TIME_LIMIT') return limit !== seconds
  return failure?.code === 'MEMORY_LIMIT' && limit !== megabytes
}

/** Gives the next source for a process, null where all are dealt. */
type Deal = (seat: number) => Source | null

/** Endings beyond so many are numbers or dates, and no formats. */
const MOST_PILES = 32
/** Bytes from which on a file takes long. */
const LARGE = 1024 * 1024

/**
 * Deals sources out to processes so that each reads as few formats as may be, told by the endings of
 * names: a process that meets a format has its reader compiled and optimised anew, which took two of
 * them a sixth more than one for the same files. A process takes of its own formats in turns, then
 * the largest that nobody has, then helps with the largest that is left; files of a format keep their
 * order. What takes long is begun before all others, so that no process is left with it at the end.
 */
export function dealerOf(sources: readonly Source[], sizeOf: (source: Source) => number): Deal {
  const isLarge = (source: Source) => sizeOf(source) >= LARGE
  const bySize = (left: Source, right: Source) => sizeOf(right) - sizeOf(left)
  const first = sources.filter(isLarge).sort(bySize).values()
  const piles = pilesOf(sources.filter((source) => !isLarge(source)))
  return (seat) => {
    const next = first.next()
    if (!next.done) return next.value
    const pile = pileFor(seat, piles)
    if (!pile) return null
    pile.seats.add(seat)
    pile.dealt += 1
    return pile.sources[pile.dealt - 1]?.source ?? null
  }
}

/** The sources of one format, with their places in the order of all. */
interface Pile {
  readonly sources: { readonly source: Source; readonly place: number }[]
  /** Of the processes that have read of it. */
  readonly seats: Set<number>
  dealt: number
}

function pilesOf(sources: readonly Source[]): readonly Pile[] {
  const byEnding = new Map<string, Pile>()
  for (const [place, source] of sources.entries()) {
    const own = path.extname(source.name).toLowerCase()
    const ending = byEnding.has(own) || byEnding.size < MOST_PILES ? own : ''
    const pile = kept(byEnding, ending, (): Pile => ({ sources: [], seats: new Set(), dealt: 0 }))
    pile.sources.push({ source, place })
  }
  return [...byEnding.values()]
}

function pileFor(seat: number, piles: readonly Pile[]): Pile | null {
  const left = piles.filter(({ sources, dealt }) => dealt < sources.length)
  const own = left.filter(({ seats }) => seats.has(seat))
  if (own.length > 0) return least(own, ({ sources, dealt }) => sources[dealt]?.place ?? 0)
  const free = left.filter(({ seats }) => seats.size === 0)
  return least(free.length > 0 ? free : left, ({ sources, dealt }) => dealt - sources.length)
}

/** The first of those of which the measure is least. */
function least(piles: readonly Pile[], measure: (pile: Pile) => number): Pile | null {
  let found: Pile | null = null
  for (const pile of piles) if (!found || measure(pile) < measure(found)) found = pile
  return found
}
