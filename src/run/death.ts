import { tookTooLong } from '../containers/spending.ts'
import { ZvitError } from '../model/error.ts'
import { describeFailure } from './failure.ts'
import type { Death } from './pool/child-process.ts'
import type { Described } from './pool/messages.ts'
import type { DocumentLimits } from './process-file.ts'

/** What a document failed of whose reader had to be ended, or ended itself. */
export function describeDeath(death: Death, limits: DocumentLimits): Described {
  return describeFailure(failureOf(death, limits))
}

function failureOf(death: Death, { seconds, megabytes }: DocumentLimits): ZvitError {
  switch (death.kind) {
    case 'time':
      return tookTooLong(seconds)
    case 'stalled':
      return new ZvitError(
        'TIME_LIMIT',
        'Reading stood still; set a higher --time-limit, or report the file.',
      )
    case 'memory':
      return new ZvitError(
        'MEMORY_LIMIT',
        `Reading took more than ${megabytes} MB; set a higher --memory-limit or split the file.`,
      )
    case 'killed':
      return new ZvitError(
        'READER_KILLED',
        'The process that read it was killed from outside, as systems do that have no memory left; the next import reads it once more, alone, later ones with --retry-failed.',
      )
    case 'crashed':
      return new ZvitError('READER_CRASHED', `${death.message} Please report the file.`)
  }
}
