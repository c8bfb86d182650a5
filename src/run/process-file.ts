import { createHash } from 'node:crypto'
import { ZvitError } from '../model/error.ts'
import type { Facts } from '../model/facts.ts'
import type { Report } from '../model/report.ts'
import { describeFailure, type Failure } from './failure.ts'
import { readSource, unreadable } from './read-source.ts'
import type { Source } from './source.ts'

/** Gives all reports of a file, in order; `name` is the source's. */
export type ParseParts = (
  bytes: Uint8Array,
  options: Facts & { readonly name: string },
) => Promise<readonly Report[]>

export interface DocumentLimits {
  /** Size of the file, bytes. */
  readonly fileBytes: number
  /** Time of the processor. */
  readonly seconds: number
  /** Memory that reading the file adds to the process, megabytes. */
  readonly megabytes: number
}

export interface Work {
  /** What the importer knows of a file. */
  readonly factsOf: (source: Source) => Facts
  readonly parseParts: ParseParts
  readonly limits: DocumentLimits
}

/** What became of a file: reports, one a part, or a failure. */
export type Outcome =
  | { readonly kind: 'reports'; readonly reports: readonly Report[] }
  | { readonly kind: 'failure'; readonly failure: Failure }

/** What a page that is recognised from a picture may take besides. */
const SECONDS_A_PAGE = 10
const MICROSECONDS = 1_000_000
const KIBIBYTES_PER_MEGABYTE = 1024
const BYTES_PER_MEGABYTE = 1024 * 1024

/** The bytes of a file with their hash, or why there are none. */
export type Opened =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly sha256: string }
  | Extract<Outcome, { readonly kind: 'failure' }>

/** Reads the bytes of a file of at most `limit` bytes; never throws. */
export async function openFile(source: Source, limit: number): Promise<Opened> {
  try {
    if (source.error !== undefined) throw unreadable('folder', source.error)
    const bytes = await readSource(source.path, limit)
    return { kind: 'bytes', bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
  } catch (error) {
    return failed(source, null, error)
  }
}

/**
 * Parses an opened file; never throws. Time and memory are measured when the document is done, since
 * nothing inside one process can stop a reader: a document over its limit fails, also where its
 * report was made, so that the outcome is the one that a limit enforced from outside would give.
 * Time is that of the processor: a document does not fail because the machine is busy.
 */
export async function processFile(source: Source, opened: Opened, work: Work): Promise<Outcome> {
  if (opened.kind === 'failure') return opened
  try {
    const check = startLimits(work.limits)
    const options = { ...work.factsOf(source), name: source.name }
    const reports = await work.parseParts(opened.bytes, options)
    check(reports.reduce((sum, report) => sum + recognisedPages(report), 0))
    if (reports.length === 0)
      throw new ZvitError(
        'NO_MEASURES',
        'The text holds nothing that the grammar takes for a measure.',
      )
    return { kind: 'reports', reports }
  } catch (error) {
    return failed(source, opened.sha256, error)
  }
}

function failed(source: Source, sha256: string | null, error: unknown) {
  const failure = { source: source.name, sha256, ...describeFailure(error) }
  return { kind: 'failure', failure } as const
}

/** Pages of a report that were, or may have been, recognised from pictures. */
function recognisedPages({ source }: Report): number {
  return source.textSource === 'digital' ? 0 : (source.pages ?? 0)
}

function startLimits({ seconds, megabytes }: DocumentLimits): (recognised: number) => void {
  const start = process.cpuUsage()
  const memory = process.memoryUsage.rss()
  const peak = process.resourceUsage().maxRSS
  return (recognised) => {
    const allowed = seconds + recognised * SECONDS_A_PAGE
    const { user, system } = process.cpuUsage(start)
    if ((user + system) / MICROSECONDS > allowed)
      throw new ZvitError(
        'TIME_LIMIT',
        `Reading took longer than ${allowed} s; set a higher --time-limit or split the file.`,
      )
    // The peak of the process counts for this document only where this document raised it.
    const raised = process.resourceUsage().maxRSS
    const used = raised / KIBIBYTES_PER_MEGABYTE - memory / BYTES_PER_MEGABYTE
    if (raised > peak && used > megabytes)
      throw new ZvitError(
        'MEMORY_LIMIT',
        `Reading took more than ${megabytes} MB; set a higher --memory-limit or split the file.`,
      )
  }
}
