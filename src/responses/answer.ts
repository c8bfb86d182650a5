import { type Detail, STATUS_OF, type Status } from '../model/vocabulary.ts'
import type { IsWord } from '../text/words.ts'
import type { Span } from './matchers.ts'

/** What a response says, as the contract puts it (`report-format.md`, «Status and detail»). */
export interface Answer {
  readonly status: Status
  readonly detail: Detail
  /** 0 to 1, three decimals; how it is measured: `confidence.ts`. */
  readonly confidence: number
  readonly needsReview: boolean
  /** Every rule that fired on the deciding clauses, heaviest first. */
  readonly rules: readonly string[]
  /** Whole words of the response as given: UTF-16 offsets, end exclusive. */
  readonly evidence: readonly Span[]
}

/** Files that help to read responses, besides a grammar. */
export interface Aids {
  /**
   * A list of the language's words, for closing words torn by blanks; null: only the words of the
   * grammar and of the question are closed.
   */
  readonly isWord: IsWord | null
  /** The file of a trained model, asked for at the first response; null: the rules stand alone. */
  modelFile(): Uint8Array | null
}

export const NO_AIDS: Aids = { isWord: null, modelFile: () => null }

/** An answer that nothing could change. */
export function certain(detail: Detail, rule: string, evidence: readonly Span[]): Answer {
  return {
    status: STATUS_OF[detail],
    detail,
    confidence: 1,
    needsReview: false,
    rules: [rule],
    evidence,
  }
}
