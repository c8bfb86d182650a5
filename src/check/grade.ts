import type { Diagnostic, DiagnosticCode } from '../model/diagnostics.ts'
import type { Report } from '../model/report.ts'
import type { Reason } from '../model/vocabulary.ts'

/** What no reading of the rows can make good: the text itself, or where the answers are, is in doubt. */
const REASON_OF: Partial<Record<DiagnosticCode, Reason>> = {
  TEXT_NOT_READ: 'TEXT_NOT_READ',
  READ_TEXT_LAYER_BROKEN: 'TEXT_NOT_READ',
  READ_PAGE_WITHOUT_TEXT: 'TEXT_NOT_READ',
  READ_PART_MISSING: 'TEXT_NOT_READ',
  READ_END_MISSING: 'TEXT_NOT_READ',
  READ_CODING_DAMAGED: 'TEXT_NOT_READ',
  READ_CHARACTER_INVALID: 'TEXT_NOT_READ',
  READ_LETTERS_STRANGE: 'TEXT_NOT_READ',
  READ_TABLE_BROKEN: 'ROW_UNCLEAR',
  READ_RECOGNISED_POORLY: 'OCR_LOW_CONFIDENCE',
  READ_DOUBTED: 'OCR_LOW_CONFIDENCE',
  READ_SECOND_READER: 'SECOND_READER',
  READ_STRUCK_TEXT: 'RESPONSES_NEED_REVIEW',
  RESPONSE_ELSEWHERE: 'RESPONSES_NEED_REVIEW',
}

/**
 * Whether a machine may load the rows of a report as they are, and why not, most telling first.
 * `reasons` are those of the rows, of which the chance to be right is held against `load`, `foreign`
 * those of a report on another programme or period. Classes count nothing here: what is to be looked at of them says `needsReview`.
 */
export function grade(
  diagnostics: readonly Diagnostic[],
  given: {
    readonly chance: number
    readonly reasons: readonly Reason[]
    readonly foreign?: readonly Reason[]
  },
  load: number,
): Pick<Report, 'grade' | 'reasons'> {
  const { chance, reasons, foreign = [] } = given
  const told = [...foreign, ...diagnostics.flatMap(({ code }) => REASON_OF[code] ?? [])]
  const all = [...new Set(chance < load ? [...told, ...reasons] : told)]
  return { grade: all.length === 0 ? 'load' : 'review', reasons: all }
}
