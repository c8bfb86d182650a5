import type { Limits } from '../../containers/limits.ts'
import { ZvitError } from '../../model/error.ts'

/** Takes bytes of properties into account before they are read. */
export type Spend = (bytes: number) => void

/** What all lists of properties together may cost, however often they are pointed at. */
export function createBudget(limits: Limits): Spend {
  let spent = 0
  return (bytes) => {
    spent += bytes
    if (spent > limits.totalBytes)
      throw new ZvitError(
        'LIMIT_EXCEEDED',
        `The formatting of the document has more than ${limits.totalBytes} bytes.`,
      )
  }
}
