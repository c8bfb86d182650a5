import type { Limits } from '../../containers/limits.ts'
import type { Aside, Table } from '../../model/document.ts'
import { counted, usual } from '../../text/lists.ts'
import { makeParagraph, makeTable, type RawCell, type RawRow } from './build.ts'
import { isBlank, type Line } from './lines.ts'

interface OpenRow extends RawRow {
  readonly cells: RawCell[]
}

/** What a line after a cell asks of its text, which need not be read again as it grows. */
interface LastCell {
  readonly beginsQuoted: boolean
  readonly quotes: number
  readonly hasSmall: boolean
  readonly capitals: number
}

interface Separated {
  readonly row: RawRow
  /** Line behind the record. */
  readonly end: number
  /** Separators and quotes, which are characters of the text and of no cell. */
  readonly marks: string
}

interface OpenCell {
  text: string
  readonly line: number
  readonly column: number
}

interface RuledRow extends RawRow {
  readonly cells: OpenCell[]
}

const NUMBER_ALONE = /^\s*(?:\d+\.)*\d+[.)]?\s*$/
const BULLET = /^\s*[-–—•*·]\s*$/
const LABEL =
  /^\s*(?:\(?\d+[.)]|\p{Lu}{1,6}\.\s|\p{Lu}\p{Ll}+ (?:\p{Lu}{1,6}|\d+)(?:[.:]|\s*$)|\p{Lu}\p{Ll}+ \p{Ll}+ [\d.]+[.:]\s+\p{Lu})/u

const LEAD = /^\s*\p{Lu}[\p{L} ]{3,40}:/u
/** Fewer may be chance. */
const LEAST_LEADS = 3
/** A row whose last cell is in quotes and goes on in the next line has more cells there. */
const OPEN_CELLS = 3
const QUOTE = /"/g
const SMALL = /\p{Ll}/u
const CAPITAL = /\p{Lu}/gu
/** Fewer letters may be a label or an abbreviation. */
const LEAST_CAPITALS = 4
/** What parts cells: in spreadsheets exported here, elsewhere (without a blank behind it), as a text. */
const SEPARATORS = [';', ',', '\t'] as const
type Separator = (typeof SEPARATORS)[number]
/** Sentences have such marks too: so many rows of so many cells, each as wide as the first. */
const LEAST_CELLS = 4
const LEAST_ROWS = 3
/** A cell in quotes may hold line ends, but no page of text. */
const LONGEST_CELL = 40
/** The upright rule between two cells, typed or drawn with box characters. */
const RULE = /[|\u2502\u2503\u2551\u00a6]/
const RULES = /[|\u2502\u2503\u2551\u00a6]/g
/** A line of rules only, as «+---+---+», «|---|:--|», «├──┼──┤»; upright ones alone are a row of empty cells. */
const SEPARATOR = /^[\s|\u00a6+:=_\-\u2500-\u257f]+$/u
const CROSSING = /[|+\u00a6\u2500-\u257f]/
const LEVEL_RULE = /[^\s|\u00a6\u2502\u2503\u2551]/

/** Number of cells that a line has between its TABs; 1 for a numbered or bulleted paragraph. */
export function countTabCells({ text }: Line): number {
  if (text.trim() === '') return 0
  const cells = text.split('\t')
  const [first = ''] = cells
  if (hasOpenQuote(lastCellOf(cells.at(-1) ?? ''))) return Math.max(cells.length, OPEN_CELLS)
  if (cells.length === 2 && (NUMBER_ALONE.test(first) || BULLET.test(first) || first.trim() === ''))
    return 1
  return cells.length
}

/**
 * A table out of rows whose cells are parted by TABs, as spreadsheets paste them: the column of each
 * cell is known, cells in quotes may hold line ends. A line without a TAB goes on with the cell
 * before it, unless it stands apart, begins with a number or with a word that leads several
 * lines, or is in capitals and the cell is not: then it is a row of one cell.
 */
export function readTabRows(lines: readonly Line[], limits: Limits): Table {
  const rows: OpenRow[] = []
  const columns = usual(lines.map(({ text }) => text.split('\t').length).filter((size) => size > 1))
  const leads = usualLeads(lines)
  let last = lastCellOf('')
  let isApart = true
  for (const line of lines) {
    const isQuoted = hasOpenQuote(last)
    if (isBlank(line) && !isQuoted) {
      isApart = true
      continue
    }
    const cells = line.text.split('\t')
    const row = rows.at(-1)
    const isRest = row !== undefined && completes(row.cells, cells, columns)
    const goesOn =
      !isApart &&
      !isHeading(line.text, last) &&
      !leads.has(leadOf(line.text)) &&
      (cells.length === 1 || isRest)
    const isRow = !row || !(isQuoted || goesOn)
    if (!isRow) continueRow(row.cells, cells, line.number)
    else
      rows.push({
        kind: 'row',
        cells: cells.map((text, column) => ({ text, line: line.number, column })),
        line: line.number,
        startsPage: line.startsPage,
      })
    const end = lastCellOf(cells.at(-1) ?? '')
    last = isRow || cells.length > 1 ? end : goOn(last, end)
    isApart = false
  }
  return makeTable(rows, true, limits)
}

/** Words before a colon that several lines without a TAB begin with: «Стан виконання: …». */
function usualLeads(lines: readonly Line[]): ReadonlySet<string> {
  const leads = lines.map(({ text }) => (text.includes('\t') ? '' : leadOf(text)))
  const often = [...counted(leads)].filter(([lead, times]) => lead !== '' && times >= LEAST_LEADS)
  return new Set(often.map(([lead]) => lead))
}

function leadOf(text: string): string {
  return LEAD.exec(text)?.[0] ?? ''
}

/** A cell of several lines parts its row: «1⇥перша», «друга⇥2018 рік⇥відділ» are whole together. */
function completes(open: readonly RawCell[], cells: readonly string[], columns: number): boolean {
  const isPart = open.length < columns && cells.length < columns && (cells[0] ?? '').trim() !== ''
  return isPart && open.length > 1 && open.length + cells.length - 1 === columns
}

function isHeading(text: string, last: LastCell): boolean {
  if (LABEL.test(text)) return true
  return isInCapitals(lastCellOf(text)) && !isInCapitals(last)
}

function continueRow(row: RawCell[], cells: readonly string[], line: number): void {
  const last = row.pop()
  const [first = '', ...others] = cells
  const column = last?.column ?? 0
  row.push({ line, ...last, text: `${last?.text ?? ''}\n${first}`, column })
  for (const [index, text] of others.entries()) row.push({ text, line, column: column + index + 1 })
}

function lastCellOf(text: string): LastCell {
  return {
    beginsQuoted: text.startsWith('"'),
    quotes: text.match(QUOTE)?.length ?? 0,
    hasSmall: SMALL.test(text),
    capitals: text.match(CAPITAL)?.length ?? 0,
  }
}

/** The cell with one more line. */
function goOn(cell: LastCell, line: LastCell): LastCell {
  return {
    beginsQuoted: cell.beginsQuoted,
    quotes: cell.quotes + line.quotes,
    hasSmall: cell.hasSmall || line.hasSmall,
    capitals: cell.capitals + line.capitals,
  }
}

/** Whether its quotation goes on in the next line. */
function hasOpenQuote({ beginsQuoted, quotes }: LastCell): boolean {
  return beginsQuoted && quotes % 2 === 1
}

/** A heading in capitals, which no cell in small letters goes on with. */
function isInCapitals({ hasSmall, capitals }: LastCell): boolean {
  return !hasSmall && capitals >= LEAST_CAPITALS
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
function areExported(records: readonly Separated[], lines: readonly Line[]): boolean {
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
): readonly Separated[] {
  const records: Separated[] = []
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
function readRecord(lines: readonly Line[], start: number, separator: Separator): Separated | null {
  const first = lines[start]
  if (!first || (separator !== '\t' && first.text.includes('\t'))) return null
  const cells: { text: string; line: number; column: number }[] = []
  let marks = ''
  let text = ''
  let isQuoted = false
  // Of the cell so far: to look at its text again for each quote would take the square of its length.
  let isEmpty = true
  const close = (line: number) => {
    cells.push({ text: text.trim(), line, column: cells.length })
    text = ''
    isEmpty = true
  }
  for (let at = start; at < Math.min(lines.length, start + LONGEST_CELL); at += 1) {
    const line = lines[at]
    if (!line) return null
    const characters = line.text
    for (let index = 0; index < characters.length; index += 1) {
      const character = characters.charAt(index)
      if (isQuoted && character === '"' && characters.charAt(index + 1) === '"') {
        text += '"'
        isEmpty = false
        marks += '"'
        index += 1
      } else if (character === '"' && (isQuoted || isEmpty)) {
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
      } else {
        text += character
        isEmpty &&= character.trim() === ''
      }
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

/** A line of rules only. */
export function isSeparator({ text }: Line): boolean {
  const isOfRules = SEPARATOR.test(text) && CROSSING.test(text) && LEVEL_RULE.test(text)
  return isOfRules && text.trim().length > 2
}

/** Whether the line belongs to a table drawn with rules: two cells at least, or a separator. */
export function isRuled(line: Line): boolean {
  return isSeparator(line) || (line.text.match(RULES)?.length ?? 0) >= 2
}

/**
 * A table drawn with `|` or box characters, and its rules as an aside, since they are characters of
 * the text. Where separators stand between rows, the lines between two of them are one row; where
 * there is one below the heading only, each line is a row.
 */
export function readRuled(
  lines: readonly Line[],
  limits: Limits,
): { readonly table: Table; readonly rules: Aside } {
  const drawn = lines.filter((line) => !isBlank(line))
  const rules = drawn.map((line) =>
    isSeparator(line) ? line.text.trim() : (line.text.match(RULES)?.join('') ?? ''),
  )
  const paragraph = makeParagraph(rules.join('\n'), drawn[0]?.number ?? 0)
  return {
    table: makeTable(readRows(drawn), true, limits),
    rules: { kind: 'page_furniture', paragraph },
  }
}

function readRows(drawn: readonly Line[]): readonly RawRow[] {
  const rowsAreParted = drawn.slice(1, -1).filter(isSeparator).length > 1
  const rows: RuledRow[] = []
  let isOpen = false
  for (const line of drawn) {
    const row = rows.at(-1)
    const cells = isSeparator(line) ? [] : splitCells(line)
    if (isSeparator(line)) isOpen = false
    else if (row && isOpen && rowsAreParted) for (const cell of cells) addLine(row.cells, cell)
    else {
      rows.push({ kind: 'row', cells, line: line.number, startsPage: line.startsPage })
      isOpen = true
    }
  }
  const columns = rows.reduce((most, { cells }) => Math.max(most, cells.length), 1)
  return rows.map((row) => {
    const [only, second] = row.cells
    return only && !second ? { ...row, cells: [{ ...only, columnSpan: columns }] } : row
  })
}

/** The texts between the rules; the outer rules of a row bound no cells beyond them. */
function splitCells(line: Line): OpenCell[] {
  const cells = line.text.trim().split(RULE)
  if (cells[0]?.trim() === '') cells.shift()
  if (cells.at(-1)?.trim() === '') cells.pop()
  return cells.map((cell, column) => ({ text: cell.trim(), line: line.number, column }))
}

function addLine(cells: OpenCell[], added: OpenCell): void {
  const cell = cells[added.column]
  if (cell === undefined) cells.push(added)
  else if (added.text !== '')
    cell.text = cell.text === '' ? added.text : `${cell.text}\n${added.text}`
}
