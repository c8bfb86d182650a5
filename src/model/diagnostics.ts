import type { Place } from './place.ts'

type Severity = 'info' | 'warning' | 'error'

/** What was odd in a document that was read all the same. */
export interface Diagnostic {
  readonly code: DiagnosticCode
  readonly severity: Severity
  readonly message: string
  readonly at: readonly Place[]
}

interface Meaning {
  readonly severity: Severity
  readonly meaning: string
}

/** Every diagnostic code, its severity and what it means; `docs/diagnostics.md` prints this table. */
export const DIAGNOSTICS = {
  TEXT_NOT_READ: {
    severity: 'error',
    meaning: 'The independent count of the container differs from the characters the reader gave.',
  },
  READ_UNPACKED: {
    severity: 'info',
    meaning: 'The document stood alone in a ZIP archive and was taken out of it.',
  },
  READ_SIGNED: {
    severity: 'info',
    meaning:
      'The document was taken out of a signed container; the signature itself was not verified.',
  },
  READ_SECOND_READER: {
    severity: 'warning',
    meaning: 'The first reader refused the file; a second one read its text, without its tables.',
  },
  READ_ENCODING_GUESSED: {
    severity: 'info',
    meaning: 'The text names no encoding; it was told by its letters.',
  },
  READ_CODING_DAMAGED: {
    severity: 'warning',
    meaning:
      'The base64 that a mail message or web archive packs it in has lost letters or holds others; what could be told of it was read.',
  },
  READ_CHARACTER_INVALID: {
    severity: 'warning',
    meaning:
      'The text holds bytes or characters that are no text (NUL, U+FFFD, control characters).',
  },
  READ_LETTERS_STRANGE: {
    severity: 'warning',
    meaning:
      'Letters stand in the text that are neither Latin, Greek nor of a Slavic alphabet: the file may be damaged.',
  },
  READ_TABLE_BROKEN: {
    severity: 'warning',
    meaning: 'A cell ends where no table is: rows of a damaged file were read as paragraphs.',
  },
  READ_TABLE_RAGGED: {
    severity: 'info',
    meaning: 'A row has another number of cells than its table.',
  },
  READ_COLUMNS_BY_BLANKS: {
    severity: 'warning',
    meaning:
      'Only blanks part the columns of a table; where a row ends was told by numbers and gaps.',
  },
  READ_PART_MISSING: {
    severity: 'warning',
    meaning: 'The document refers to a part that the file does not hold.',
  },
  READ_END_MISSING: {
    severity: 'warning',
    meaning: 'The file ends before its document does; all that it holds was read.',
  },
  READ_TEXT_BEHIND_END: {
    severity: 'warning',
    meaning: 'Something follows the end of the document; rich text was read, the rest left out.',
  },
  READ_NUMBERING_UNDEFINED: {
    severity: 'warning',
    meaning: 'A paragraph asks for an automatic number that the document does not define.',
  },
  READ_DELETED_TEXT: {
    severity: 'info',
    meaning: 'Text deleted by tracked changes was left out; changes are read as accepted.',
  },
  READ_COMMENTS_LEFT_OUT: { severity: 'info', meaning: 'Comments were left out.' },
  READ_FIELD_CODES_LEFT_OUT: {
    severity: 'info',
    meaning: 'Field codes were left out; their results are read.',
  },
  READ_HIDDEN_TEXT: {
    severity: 'warning',
    meaning: 'Text marked as hidden stands apart, in `unplaced` as `hidden`.',
  },
  READ_STRUCK_TEXT: {
    severity: 'warning',
    meaning: 'Text that is crossed out was read like any other; answers in its rows need review.',
  },
  READ_ELEMENT_UNKNOWN: {
    severity: 'info',
    meaning: 'An element the reader does not know; the text inside it was read.',
  },
  READ_PICTURE: { severity: 'info', meaning: 'A picture was passed over; it may hold text.' },
  READ_EXTERNAL_TARGET: {
    severity: 'info',
    meaning: 'The document refers to something outside itself; it was not followed.',
  },
  READ_FORM_LEFT_OUT: {
    severity: 'warning',
    meaning:
      'Form fields whose values are not drawn on the page (XFA, no appearance) were not read.',
  },
  READ_TEXT_LAYER_BROKEN: {
    severity: 'warning',
    meaning:
      'Characters have no Unicode value, a wrong one or absurd heights; the text layer cannot be trusted, unless the message says that its letters were told from the picture.',
  },
  READ_PAGE_WITHOUT_TEXT: {
    severity: 'warning',
    meaning: 'A page holds no text, though a picture stands on it or text follows it.',
  },
  READ_RECOGNISED: {
    severity: 'info',
    meaning: 'The page is a picture; its text was recognised.',
  },
  READ_RECOGNISED_POORLY: {
    severity: 'warning',
    meaning: 'The page is a picture, and the recogniser is not sure of much of its text.',
  },
  READ_WORD_REPAIRED: {
    severity: 'info',
    meaning:
      'A word recognised from a picture is none; one that differs by letters often confused is, and was read.',
  },
  READ_DOUBTED: {
    severity: 'warning',
    meaning:
      'A number or word recognised from a picture may be another one, or is neither known nor sure.',
  },
  NUMBER_MISSING: {
    severity: 'warning',
    meaning: 'A number is not printed; it was filled in from its neighbours.',
  },
  NUMBER_REPAIRED: {
    severity: 'warning',
    meaning: 'A number is printed damaged; it was read as the number that its neighbours ask for.',
  },
  NUMBER_GAP: { severity: 'warning', meaning: 'Numbers are left out between two neighbours.' },
  NUMBER_REPEATED: { severity: 'warning', meaning: 'A number is printed twice at the same level.' },
  ROW_JOINED: {
    severity: 'info',
    meaning: 'A row cut by a page or a table end was joined to the row it continues.',
  },
  ITEM_CARRIED_OVER: {
    severity: 'info',
    meaning: 'An item goes on over the end of a page or a table.',
  },
  TITLE_JOINED: { severity: 'info', meaning: 'A title cut by a page was joined.' },
  CELLS_SHIFTED: {
    severity: 'warning',
    meaning: 'A row has fewer cells than its table; its cells were put into columns by content.',
  },
  RESPONSE_CELL_MISSING: { severity: 'warning', meaning: 'A row has no cell for the response.' },
  NO_RESPONSE_COLUMN: {
    severity: 'info',
    meaning: 'Nothing in a table of measures may be their responses: it is a plan.',
  },
  COLUMNS_BY_CONTENT: {
    severity: 'warning',
    meaning:
      'Another role of a column is nearly as good as the one chosen, one column has two roles, or several may be the response.',
  },
  COLUMN_UNFAMILIAR: {
    severity: 'info',
    meaning: 'Nothing is known of a column but its heading; what stands in it became `extra`.',
  },
  ROW_UNCLEAR: {
    severity: 'warning',
    meaning: 'Another reading of the row is nearly as good as the one chosen.',
  },
  ROW_NOT_PLACED: { severity: 'warning', meaning: 'A row fits no reading of the grammar.' },
  SEVERAL_REPORTS: {
    severity: 'info',
    meaning: 'The file holds several reports; this is one of them, by its `part`.',
  },
  APPENDIX_LEFT_OUT: {
    severity: 'warning',
    meaning: 'Rows of an appendix (a summary, a plan of funding) were left out of the tree.',
  },
  STATUS_DIFFERS: {
    severity: 'warning',
    meaning:
      'A column for the status says something else than the response beside it; the response decides, and needs review.',
  },
  RESPONSES_UNFAMILIAR: {
    severity: 'warning',
    meaning:
      'The responses together are unlike those that zvit has learnt to read; more of them need review.',
  },
  RESPONSE_ELSEWHERE: {
    severity: 'warning',
    meaning:
      'An empty response in whose row a picture or a comment was passed over, which may be the answer; or no measure of the report has one.',
  },
  WORDS_TORN: {
    severity: 'info',
    meaning: 'Words are torn by spaces; they were closed for comparison, the text stays as it is.',
  },
  RESPONDENT_UNKNOWN: {
    severity: 'info',
    meaning: 'The respondent is not known, so responsibility was not compared with responses.',
  },
  FACT_DIFFERS: {
    severity: 'warning',
    meaning: 'The document states another respondent, programme or period than the importer told.',
  },
  PERIOD_UNKNOWN: {
    severity: 'info',
    meaning: 'A deadline depends on the period of the report, which is not known.',
  },
} as const satisfies Record<string, Meaning>

export type DiagnosticCode = keyof typeof DIAGNOSTICS

/** A diagnostic with the severity that its code has in the table. */
export function diagnostic(
  code: DiagnosticCode,
  at: Place | readonly Place[],
  message: string,
): Diagnostic {
  const places: readonly Place[] = Array.isArray(at) ? at : [at as Place]
  return { code, severity: DIAGNOSTICS[code].severity, message, at: places }
}
