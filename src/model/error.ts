/** Every code that a `ZvitError` can carry and what a user can do; `docs/diagnostics.md` prints it. */
export const ERRORS = {
  UNSUPPORTED_FORMAT: 'zvit does not read this format; the message says what to convert it to.',
  FILE_EMPTY: 'The file has no bytes, or its container holds no document.',
  FILE_DAMAGED: 'The file is broken or cut off and is not read by halves; ask for it again.',
  FILE_ENCRYPTED: 'The file is protected by a password; save it without one.',
  FILE_TOO_LARGE: 'The file is larger than the limit.',
  LIMIT_EXCEEDED: 'The file asks for more than a limit allows; the message names the limit.',
  TIME_LIMIT: 'Reading took longer than the time limit.',
  MEMORY_LIMIT: 'Reading took more memory than the limit.',
  READER_CRASHED: 'The reader failed in a way that nobody foresaw; please report the file.',
  READER_KILLED: 'The reader was killed from outside, mostly for want of memory on the machine.',
  NO_TEXT: 'The file holds pictures or nothing, no text.',
  NO_MEASURES: 'The text holds nothing that the grammar takes for a measure.',
  NOT_A_FILE: 'A link, a folder or a special file stands where a file was expected.',
  READ_ERROR: 'The file could not be read from the disk.',
  OUTPUT_NOT_WRITABLE: 'The output folder cannot be written.',
  OUTPUT_FULL: 'The disk of the output folder is full.',
  OUTPUT_LOCKED: 'Another run holds the output folder.',
  POOL_FAILED:
    'The machine gives no processes or open files to read documents with; see the message.',
  INTERRUPTED: 'The run was stopped; the same command goes on where it stood.',
  INPUT_NOT_FOUND: 'A file or folder given does not exist.',
  GRAMMAR_INVALID: 'The grammar has a mistake; the message names line and column.',
  TEMPLATE_INVALID:
    'The document of --template cannot be filled; the message says why and which placeholders are known.',
  SQL_INVALID: 'The statement is no SQL that the engine can run; its own words follow.',
  ENGINE_MISSING:
    'An engine (SQL, pictures, recogniser) cannot be started on this machine; the message says what to look at.',
  DATABASE_UNREACHABLE: 'No PostgreSQL server answers at the address; the message says why.',
  DATABASE_REFUSED:
    'The database refuses the name, the password or the right to do this; see the message.',
  DATABASE_NEWER: 'A later zvit has changed the schema of the database; update this one.',
  DATABASE_FAILED:
    'The database could not take the rows; its own words follow. Nothing was changed.',
  USAGE: 'The command was called wrongly; see its help.',
} as const

export type ErrorCode = keyof typeof ERRORS

/** The one error zvit throws on purpose. Codes are stable, messages may change. */
export class ZvitError extends Error {
  override readonly name = 'ZvitError'
  readonly code: ErrorCode

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
