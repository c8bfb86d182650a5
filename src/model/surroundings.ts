import type { Place } from './place.ts'

/** A line that stands before or behind the measures of a report. */
export interface Line {
  /** As printed, white space collapsed. */
  readonly text: string
  readonly at: readonly Place[]
}

/** What stands around the measures of a report: where its facts are looked for. */
export interface Surroundings {
  /** Lines of the title and before the first measure, in order. */
  readonly heading: readonly (Line & { readonly isTitle: boolean })[]
  /** Lines behind the last measure that are or may be a signature. */
  readonly signature: readonly Line[]
  /** Headings of the columns for the response. */
  readonly columns: readonly Line[]
  /** The heading of the only section, which may be that of the whole; null where there are more. */
  readonly onlySection: Line | null
}
