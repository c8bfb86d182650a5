import { type ErrorCode, ZvitError } from '../model/error.ts'

/** A line of `failures.ndjson`; `sha256` is null where the bytes could not be read. */
export interface Failure {
  readonly source: string
  readonly sha256: string | null
  readonly code: ErrorCode
  readonly message: string
}

const LONGEST_MESSAGE = 500
const PATH = /(?:file:\/\/)?(?:[A-Za-z]:)?(?:[\\/][^\s\\/:'"()]+){2,}/g

/**
 * The code and the one-line message of anything thrown; what nobody foresaw is `READER_CRASHED`.
 * Control characters (a document may name itself with them) and paths of the machine are taken out.
 */
export function describeFailure(error: unknown): { code: ErrorCode; message: string } {
  if (error instanceof ZvitError) return { code: error.code, message: oneLine(error.message) }
  const lacking = lackOfFiles(error)
  if (lacking) return describeFailure(lacking)
  const thrown = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  const message = `The reader failed (${thrown.replace(PATH, '…')}); please report the file.`
  return { code: 'READER_CRASHED', message: oneLine(message) }
}

/** The failure of the run, and of no document, where the system gives no more open files. */
export function lackOfFiles(error: unknown): ZvitError | null {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined
  if (code !== 'EMFILE' && code !== 'ENFILE') return null
  const message = `The system gives no more open files (${code}); raise its limit (ulimit -n), or lower --concurrency.`
  return new ZvitError('POOL_FAILED', message, { cause: error })
}

/** Throws `INTERRUPTED` where a stop was asked for before the first document was read. */
export function refuseStopped(signal: AbortSignal | undefined): void {
  if (signal?.aborted)
    throw new ZvitError('INTERRUPTED', 'Stopped before reading; the same command goes on.')
}

/** One line without control characters, at most 500 characters. */
export function oneLine(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim()
  if (line.length <= LONGEST_MESSAGE) return line
  return `${line.slice(0, LONGEST_MESSAGE - 1).replace(/[\ud800-\udbff]$/, '')}…`
}
