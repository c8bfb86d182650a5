import { type Diagnostic, diagnostic } from '../model/diagnostics.ts'
import type { Report } from '../model/report.ts'

/** Characters of a document that are not white space, as the stages counted them. */
export interface Counted {
  /** By the independent pass over the container, null where there is none. */
  readonly source: number | null
  readonly characters: number
  readonly placed: number
}

/** The account of characters; where the reader missed or invented some, a diagnostic says so. */
export function coverage(counted: Counted): {
  readonly coverage: Report['coverage']
  readonly diagnostics: readonly Diagnostic[]
} {
  const { source, characters, placed } = counted
  const diagnostics: Diagnostic[] = []
  if (source !== null && source !== characters)
    diagnostics.push(
      diagnostic(
        'TEXT_NOT_READ',
        [],
        `The container holds ${source} characters, the reader gave ${characters}.`,
      ),
    )
  return { coverage: { source, characters, placed, unplaced: characters - placed }, diagnostics }
}
