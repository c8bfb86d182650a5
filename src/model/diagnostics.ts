import type { Place } from './place.ts'

type Severity = 'info' | 'warning' | 'error'

/** What was odd in a document that was read all the same. */
export interface Diagnostic {
  readonly code: DiagnosticCode
  readonly severity: Severity
  readonly message: string
  readonly at: readonly Place[]
}

/** Every diagnostic code by its severity, and what it means; `docs/diagnostics.md` prints this table. */
const MEANINGS = {
  error: {
    TEXT_NOT_READ:
      'The independent count of the container differs from the characters the reader gave.',
  },
  warning: {
    READ_SECOND_READER:
      'The first reader refused the file; a second one read its text, without its tables.',
    READ_CODING_DAMAGED:
      'The base64 that a mail message or web archive packs it in has lost letters or holds others; what could be told of it was read.',
    READ_CHARACTER_INVALID:
      'The text holds bytes or characters that are no text (NUL, U+FFFD, control characters).',
    READ_LETTERS_STRANGE:
      'Letters stand in the text that are neither Latin, Greek nor of a Slavic alphabet: the file may be damaged.',
    READ_TABLE_BROKEN:
      'A cell ends where no table is: rows of a damaged file were read as paragraphs.',
    READ_COLUMNS_BY_BLANKS:
      'Only blanks part the columns of a table; where a row ends was told by numbers and gaps.',
    READ_PART_MISSING: 'The document refers to a part that the file does not hold.',
    READ_END_MISSING: 'The file ends before its document does; all that it holds was read.',
    READ_TEXT_BEHIND_END:
      'Something follows the end of the document; rich text was read, the rest left out.',
    READ_NUMBERING_UNDEFINED:
      'A paragraph asks for an automatic number that the document does not define.',
    READ_HIDDEN_TEXT: 'Text marked as hidden stands apart, in `unplaced` as `hidden`.',
    READ_STRUCK_TEXT:
      'Text that is crossed out was read like any other; answers in its rows need review.',
    READ_FORM_LEFT_OUT:
      'Form fields whose values are not drawn on the page (XFA, no appearance) were not read.',
    READ_TEXT_LAYER_BROKEN:
      'Characters have no Unicode value, a wrong one or absurd heights; the text layer cannot be trusted, unless the message says that its letters were told from the picture.',
    READ_PAGE_WITHOUT_TEXT:
      'A page holds no text, though a picture stands on it or text follows it.',
    READ_RECOGNISED_POORLY:
      'The page is a picture, and the recogniser is not sure of much of its text.',
    READ_DOUBTED:
      'A number or word recognised from a picture may be another one, or is neither known nor sure.',
    NUMBER_MISSING: 'A number is not printed; it was filled in from its neighbours.',
    NUMBER_REPAIRED:
      'A number is printed damaged; it was read as the number that its neighbours ask for.',
    NUMBER_GAP: 'Numbers are left out between two neighbours.',
    NUMBER_REPEATED: 'A number is printed twice at the same level.',
    CELLS_SHIFTED:
      'A row has fewer cells than its table; its cells were put into columns by content.',
    RESPONSE_CELL_MISSING: 'A row has no cell for the response.',
    COLUMNS_BY_CONTENT:
      'Another role of a column is nearly as good as the one chosen, one column has two roles, or several may be the response.',
    ROW_UNCLEAR: 'Another reading of the row is nearly as good as the one chosen.',
    ROW_NOT_PLACED: 'A row fits no reading of the grammar.',
    APPENDIX_LEFT_OUT:
      'Rows of an appendix (a summary, a plan of funding) were left out of the tree.',
    STATUS_DIFFERS:
      'A column for the status says something else than the response beside it; the response decides, and needs review.',
    RESPONSES_UNFAMILIAR:
      'The responses together are unlike those that zvit has learnt to read; more of them need review.',
    RESPONSE_ELSEWHERE:
      'An empty response in whose row a picture or a comment was passed over, which may be the answer; or no measure of the report has one.',
    FACT_DIFFERS:
      'The document states another respondent, programme or period than the importer told.',
  },
  info: {
    READ_UNPACKED: 'The document stood alone in a ZIP archive and was taken out of it.',
    READ_SIGNED:
      'The document was taken out of a signed container; the signature itself was not verified.',
    READ_ENCODING_GUESSED: 'The text names no encoding; it was told by its letters.',
    READ_TABLE_RAGGED: 'A row has another number of cells than its table.',
    READ_DELETED_TEXT:
      'Text deleted by tracked changes was left out; changes are read as accepted.',
    READ_COMMENTS_LEFT_OUT: 'Comments were left out.',
    READ_FIELD_CODES_LEFT_OUT: 'Field codes were left out; their results are read.',
    READ_ELEMENT_UNKNOWN: 'An element the reader does not know; the text inside it was read.',
    READ_PICTURE: 'A picture was passed over; it may hold text.',
    READ_EXTERNAL_TARGET: 'The document refers to something outside itself; it was not followed.',
    READ_RECOGNISED: 'The page is a picture; its text was recognised.',
    READ_WORD_REPAIRED:
      'A word recognised from a picture is none; one that differs by letters often confused is, and was read.',
    ROW_JOINED: 'A row cut by a page or a table end was joined to the row it continues.',
    ITEM_CARRIED_OVER: 'An item goes on over the end of a page or a table.',
    TITLE_JOINED: 'A title cut by a page was joined.',
    NO_RESPONSE_COLUMN: 'Nothing in a table of measures may be their responses: it is a plan.',
    COLUMN_UNFAMILIAR:
      'Nothing is known of a column but its heading; what stands in it became `extra`.',
    SEVERAL_REPORTS: 'The file holds several reports; this is one of them, by its `part`.',
    WORDS_TORN:
      'Words are torn by spaces; they were closed for comparison, the text stays as it is.',
    RESPONDENT_UNKNOWN:
      'The respondent is not known, so responsibility was not compared with responses.',
    PERIOD_UNKNOWN: 'A deadline depends on the period of the report, which is not known.',
  },
} as const satisfies Record<Severity, Readonly<Record<string, string>>>

export type DiagnosticCode = { [Own in Severity]: keyof (typeof MEANINGS)[Own] }[Severity]

/** The severity of each code, and what it means. */
export const DIAGNOSTICS = Object.fromEntries(
  Object.entries(MEANINGS).flatMap(([severity, codes]) =>
    Object.entries(codes).map(([code, meaning]) => [code, { severity, meaning }]),
  ),
) as Readonly<Record<DiagnosticCode, { readonly severity: Severity; readonly meaning: string }>>

/** A diagnostic with the severity that its code has in the table. */
export function diagnostic(
  code: DiagnosticCode,
  at: Place | readonly Place[],
  message: string,
): Diagnostic {
  const places: readonly Place[] = Array.isArray(at) ? at : [at as Place]
  return { code, severity: DIAGNOSTICS[code].severity, message, at: places }
}
