import type { Limits } from '../../containers/limits.ts'
import type { Aside, Table } from '../../model/document.ts'
import { makeParagraph, makeTable, type RawRow } from './build.ts'
import type { Line } from './lines.ts'

/** What parts cells: in spreadsheets exported here, elsewhere (without a blank behind it), as a text. */
const SEPARATORS = [';', ',', '\t'] as const
type Separator = (typeof SEPARATORS)[number]
/** Sentences have such marks too: so many rows of so many cells, each as wide as the first. */
const LEAST_CELLS = 4
const LEAST_ROWS = 3
/** A cell in quotes may hold line ends, but no page of text. */
const LONGEST_CELL = 40

interface Record {
  readonly row: RawRow
  /** Line behind the record. */
  readonly end: number
  /** Separators and quotes, which are characters of the text and of no cell. */
  readonly marks: string
}

/** Where a table of cells parted by one mark ends that begins at a line; null where none does. */
export function separatedRowsEnd(lines: readonly Line[], start: number): number | null {
  const separator = separatorOf(lines, start)
  return separator === null ? null : (readRecords(lines, start, separator).at(-1)?.end ?? null)
}

function separatorOf(lines: readonly Line[], start: number): Separator | null {
  const { text } = lines[start] ?? { text: '' }
  const isOf = (separator: Separator) => {
    if (text.split(separator).length < LEAST_CELLS) return false
    const records = readRecords(lines, start, separator)
    return records.length >= LEAST_ROWS && (separator !== '\t' || areExported(records, lines))
  }
  return SEPARATORS.find(isOf) ?? null
}

/** Rows with TABs are read elsewhere, but for those that a spreadsheet has put quotes into. */
function areExported(records: readonly Record[], lines: readonly Line[]): boolean {
  const next = lines[records.at(-1)?.end ?? 0]
  return records.some(({ marks }) => marks.includes('"')) && !next?.text.includes('\t')
}

/**
 * A table out of rows whose cells are parted by semicolons or commas, as spreadsheets export them
 * (RFC 4180), and its separators and quotes as an aside.
 */
export function readSeparatedRows(
  lines: readonly Line[],
  limits: Limits,
): { readonly table: Table; readonly marks: Aside } {
  const records = readRecords(lines, 0, separatorOf(lines, 0) ?? ';')
  const marks = records.map((record) => record.marks).join('\n')
  return {
    table: makeTable(
      records.map(({ row }) => row),
      true,
      limits,
    ),
    marks: { kind: 'page_furniture', paragraph: makeParagraph(marks, lines[0]?.number ?? 0) },
  }
}

function readRecords(
  lines: readonly Line[],
  start: number,
  separator: Separator,
): readonly Record[] {
  const records: Record[] = []
  let width = 0
  for (let at = start; at < lines.length; ) {
    const record = readRecord(lines, at, separator)
    if (!record || record.row.cells.length < LEAST_CELLS) break
    if (width > 0 && record.row.cells.length !== width) break
    width = record.row.cells.length
    records.push(record)
    at = record.end
  }
  return records
}

/** One row, over several lines where a cell in quotes has line ends. */
function readRecord(lines: readonly Line[], start: number, separator: Separator): Record | null {
  const first = lines[start]
  if (!first || (separator !== '\t' && first.text.includes('\t'))) return null
  const cells: { text: string; line: number; column: number }[] = []
  let marks = ''
  let text = ''
  let isQuoted = false
  const close = (line: number) => {
    cells.push({ text: text.trim(), line, column: cells.length })
    text = ''
  }
  for (let at = start; at < Math.min(lines.length, start + LONGEST_CELL); at += 1) {
    const line = lines[at]
    if (!line) return null
    const characters = line.text
    for (let index = 0; index < characters.length; index += 1) {
      const character = characters.charAt(index)
      if (isQuoted && character === '"' && characters.charAt(index + 1) === '"') {
        text += '"'
        marks += '"'
        index += 1
      } else if (character === '"' && (isQuoted || text.trim() === '')) {
        // «"Теплий дім" для шкіл» is a cell of words in quotes.
        if (separator === '\t' && isQuoted && !/^[\t]?$/.test(characters.charAt(index + 1)))
          return null
        isQuoted = !isQuoted
        marks += '"'
      } else if (character === separator && !isQuoted) {
        // A sentence has a blank behind its comma.
        if (separator === ',' && characters.charAt(index + 1) === ' ') return null
        marks += separator
        close(first.number)
      } else text += character
    }
    if (!isQuoted) {
      close(first.number)
      const row: RawRow = { kind: 'row', cells, line: first.number, startsPage: first.startsPage }
      return { row, end: at + 1, marks }
    }
    text += '\n'
  }
  return null
}
