import { createHash } from 'node:crypto'
import type { Report } from '../model/report.ts'
import { describeFailure, type Failure } from './failure.ts'
import { readSource, unreadable } from './read-source.ts'
import type { Source } from './source.ts'

export interface DocumentLimits {
  /** Size of the file, bytes. */
  readonly fileBytes: number
  /** Time of the processor. */
  readonly seconds: number
  /** Resident memory of the process that reads the file, megabytes. */
  readonly megabytes: number
}

/** What a page that is recognised from a picture may take besides. */
export const SECONDS_A_PAGE = 10

/** The bytes of a file with their hash, or why there are none. */
export type Opened =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly sha256: string }
  | { readonly kind: 'failure'; readonly failure: Failure }

/** Reads the bytes of a file of at most `limit` bytes; never throws. */
export async function openFile(source: Source, limit: number): Promise<Opened> {
  return openBytes(source, () => readFile(source, limit))
}

/** As `openFile`; throws. */
export async function readFile(source: Source, limit: number): Promise<Uint8Array> {
  if (source.error !== undefined) throw unreadable('folder', source.error)
  return readSource(source.path, limit)
}

/** As `openFile`, for bytes that `read` gives. */
export async function openBytes(
  source: Source,
  read: () => Promise<Uint8Array> | Uint8Array,
): Promise<Opened> {
  try {
    const bytes = await read()
    return { kind: 'bytes', bytes, sha256: sha256Of(bytes) }
  } catch (error) {
    return failed(source, null, error)
  }
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** The reports of an opened file, one a part, or a failure; never throws. */
export async function processFile(
  source: Source,
  opened: Opened,
  parse: (bytes: Uint8Array) => Promise<readonly Report[]>,
) {
  if (opened.kind === 'failure') return opened
  try {
    return { kind: 'reports', reports: await parse(opened.bytes) } as const
  } catch (error) {
    return failed(source, opened.sha256, error)
  }
}

function failed(source: Source, sha256: string | null, error: unknown) {
  const failure = { source: source.name, sha256, ...describeFailure(error) }
  return { kind: 'failure', failure } as const
}
