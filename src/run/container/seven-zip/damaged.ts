import { ZvitError } from '../../../model/error.ts'

/** A `FILE_DAMAGED` that says what is wrong with the 7z archive. */
export function damaged(what: string, cause?: unknown): ZvitError {
  const message = `The 7z archive is damaged: ${what}. Ask for the file again.`
  return new ZvitError('FILE_DAMAGED', message, cause === undefined ? undefined : { cause })
}
