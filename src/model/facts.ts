import type { Period } from './report.ts'

/** What the importer tells of a document; it wins over what the document says. */
export interface Facts {
  readonly respondent?: string
  readonly programme?: string
  readonly period?: Period
}
