import type { ErrorCode } from '../model/error.ts'

/** What a command gets: its options by name and the arguments between them. */
export interface Arguments {
  readonly options: Readonly<Record<string, string | true>>
  readonly positionals: readonly string[]
  /** Options that were not typed but found in settings, and the files of these. */
  readonly assumed?: ReadonlySet<string>
  readonly settings?: readonly string[]
}

/** What a command's module exports as `run`; gives the exit code where it is not 0. */
export type Run = (given: Arguments) => Promise<number> | Promise<void>

/** A row of the catalogue: enough for help and for reading arguments without loading the command. */
export interface Command {
  /** Fewest and most positionals. */
  readonly positionals: readonly [number, number]
  /** What each option takes (`FILE`); null for a switch. */
  readonly options: Readonly<Record<string, string | null>>
  /** False where `zvit.yaml` does not stand for options of the same names. */
  readonly hasSettings?: false
  readonly load: () => Promise<{ readonly run: Run }>
}

/** The value of an option, undefined where it is not given. */
export function textOf({ options }: Arguments, name: string): string | undefined {
  const value = options[name]
  return typeof value === 'string' ? value : undefined
}

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
