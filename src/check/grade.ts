import type { Diagnostic, DiagnosticCode } from '../model/diagnostics.ts'
import type { Report } from '../model/report.ts'
import type { Reason } from '../model/vocabulary.ts'

/** Share of responses for review above which the whole report is for review. */
const MANY = 0.1

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
  RESPONSE_ELSEWHERE: 'RESPONSES_NEED_REVIEW',
  READ_STRUCK_TEXT: 'RESPONSES_NEED_REVIEW',
  READ_DOUBTED: 'OCR_LOW_CONFIDENCE',
  READ_SECOND_READER: 'SECOND_READER',
  ROW_UNCLEAR: 'ROW_UNCLEAR',
  NUMBER_GAP: 'NUMBER_GUESSED',
  NUMBER_REPEATED: 'NUMBER_GUESSED',
  COLUMNS_BY_CONTENT: 'COLUMNS_BY_CONTENT',
  READ_COLUMNS_BY_BLANKS: 'COLUMNS_BY_CONTENT',
}

/** Whether a machine may load the report as it is, and why not. */
export function grade(
  diagnostics: readonly Diagnostic[],
  counts: Report['counts'],
  unplaced: Report['unplaced'],
): Pick<Report, 'grade' | 'reasons'> {
  const reasons = new Set<Reason>()
  for (const { code } of diagnostics) {
    const reason = REASON_OF[code]
    if (reason) reasons.add(reason)
  }
  if (unplaced.some(({ kind, text }) => kind === 'other' && /[\p{L}\p{N}]/u.test(text)))
    reasons.add('TEXT_UNPLACED')
  if (counts.needsReview > counts.measures * MANY) reasons.add('RESPONSES_NEED_REVIEW')
  return { grade: reasons.size === 0 ? 'load' : 'review', reasons: [...reasons].sort() }
}
