import { wellFormed } from './well-formed.ts'

/** How a CSV text is written; `;` is what Excel expects under Ukrainian settings. */
export interface CsvStyle {
  readonly separator: ';' | ','
  /** Excel takes UTF-8 for UTF-8 only after a byte order mark. */
  readonly bom: boolean
}

const CSV_STYLE: CsvStyle = { separator: ';', bom: false }

/** What a spreadsheet may take for a formula, and what `safeText` has already made safe. */
const FORMULA = /^'*[=+\-@\t\r]/
const QUOTED = /["\r\n;,]/
const BOM = '\ufeff'

/**
 * A table as CSV (RFC 4180, lines end with CR LF). Texts that a spreadsheet would take for a formula
 * get an apostrophe before them, which `readSafeText` takes off again; null is an empty field.
 */
export function csv(
  columns: readonly string[],
  rows: Iterable<readonly unknown[]>,
  style: CsvStyle = CSV_STYLE,
): string {
  let text = style.bom ? BOM : ''
  text += csvLine(columns, style)
  for (const row of rows) text += csvLine(row, style)
  return text
}

/** One line of `csv` with its end. */
export function csvLine(cells: readonly unknown[], { separator }: CsvStyle): string {
  return `${cells.map(field).join(separator)}\r\n`
}

function field(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  const text = safeText(wellFormed(typeof value === 'string' ? value : JSON.stringify(value)))
  return QUOTED.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text
}

/** The text with an apostrophe before it where a spreadsheet would take it for a formula. */
export function safeText(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text
}

/** What `safeText` was given. */
export function readSafeText(text: string): string {
  return text.startsWith("'") && FORMULA.test(text.slice(1)) ? text.slice(1) : text
}
