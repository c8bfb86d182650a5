/* The closed vocabularies of the contract. */

export const FORMATS = ['docx', 'doc', 'rtf', 'odt', 'html', 'txt', 'xlsx', 'pdf', 'image'] as const
export type Format = (typeof FORMATS)[number]

export const TEXT_SOURCES = ['digital', 'ocr', 'mixed'] as const
export type TextSource = (typeof TEXT_SOURCES)[number]

export const STATUSES = ['done', 'not_in_competence', 'blank', 'other'] as const
export type Status = (typeof STATUSES)[number]

/** Each detail belongs to one status. */
export const STATUS_OF = {
  evidenced: 'done',
  stated: 'done',
  ongoing: 'done',
  nothing_to_report: 'done',
  disclaimed: 'not_in_competence',
  other_executor: 'not_in_competence',
  empty: 'blank',
  missing: 'blank',
  filler: 'blank',
  partial: 'other',
  planned: 'other',
  not_done: 'other',
  reference: 'other',
  unclear: 'other',
} as const satisfies Record<string, Status>
export type Detail = keyof typeof STATUS_OF
export const DETAILS = Object.keys(STATUS_OF) as Detail[]

export const DEADLINE_KINDS = [
  'span',
  'by',
  'recurring',
  'permanent',
  'event',
  'on_need',
  'unknown',
] as const
export type DeadlineKind = (typeof DEADLINE_KINDS)[number]

/** How the reporting body stands among the executors of a measure. */
export const STANDINGS = ['named', 'group', 'broad', 'none'] as const
export type Standing = (typeof STANDINGS)[number]

export const UNPLACED_KINDS = [
  'page_furniture',
  'column_heading',
  'column_number',
  'preamble',
  'passport',
  'signature',
  'footnote',
  'total_row',
  'hidden',
  'other',
] as const
export type UnplacedKind = (typeof UNPLACED_KINDS)[number]

export const FINDING_CODES = [
  'RESPONSIBLE_BUT_DISCLAIMED',
  'NOT_NAMED_BUT_DONE',
  'RESPONSE_CELL_MISSING',
  'REPEATED_RESPONSE',
  'RESPONSE_COPIES_MEASURE',
  'STRICTER_PERIOD_IN_TEXT',
  'EVIDENCE_OUTSIDE_PERIOD',
] as const

/** Why a report is graded `review`. */
export const REASONS = [
  'OTHER_PROGRAMME',
  'OTHER_PERIOD',
  'TEXT_NOT_READ',
  'TEXT_UNPLACED',
  'ROW_UNCLEAR',
  'NUMBER_GUESSED',
  'COLUMNS_BY_CONTENT',
  'VALUES_UNUSUAL',
  'OCR_LOW_CONFIDENCE',
  'RESPONSES_NEED_REVIEW',
  'SECOND_READER',
] as const
export type Reason = (typeof REASONS)[number]
