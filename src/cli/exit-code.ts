import type { ErrorCode } from '../model/error.ts'

export const DONE = 0
/** Done, and some documents failed. */
export const SOME_FAILED = 1
/** Done, and what was compared differs. */
export const DIFFERENT = 1
/** Wrong usage, or the run itself cannot go on. */
export const WRONG = 2

const WRONG_RUN: ReadonlySet<ErrorCode> = new Set([
  'OUTPUT_NOT_WRITABLE',
  'OUTPUT_FULL',
  'OUTPUT_LOCKED',
  'POOL_FAILED',
  'INTERRUPTED',
  'INPUT_NOT_FOUND',
  'GRAMMAR_INVALID',
  'TEMPLATE_INVALID',
  'SQL_INVALID',
  'ENGINE_MISSING',
  'DATABASE_UNREACHABLE',
  'DATABASE_REFUSED',
  'DATABASE_NEWER',
  'DATABASE_FAILED',
  'USAGE',
])

/** The exit code of a command that failed so. */
export function exitCodeOf(code: ErrorCode): number {
  return WRONG_RUN.has(code) ? WRONG : SOME_FAILED
}
