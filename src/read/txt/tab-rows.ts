import type { Limits } from '../../containers/limits.ts'
import type { Table } from '../../model/document.ts'
import { makeTable, type RawCell, type RawRow } from './build.ts'
import { goOn, hasOpenQuote, isInCapitals, type LastCell, lastCellOf } from './last-cell.ts'
import { isBlank, type Line } from './lines.ts'

interface OpenRow extends RawRow {
  readonly cells: RawCell[]
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
  const columns = usualCells(lines)
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
  const counts = new Map<string, number>()
  for (const { text } of lines) {
    if (!text.includes('\t')) counts.set(leadOf(text), (counts.get(leadOf(text)) ?? 0) + 1)
  }
  const usual = [...counts].filter(([lead, count]) => lead !== '' && count >= LEAST_LEADS)
  return new Set(usual.map(([lead]) => lead))
}

function leadOf(text: string): string {
  return LEAD.exec(text)?.[0] ?? ''
}

/** The number of cells that most lines with several have. */
function usualCells(lines: readonly Line[]): number {
  const counts = new Map<number, number>()
  for (const { text } of lines) {
    const count = text.split('\t').length
    if (count > 1) counts.set(count, (counts.get(count) ?? 0) + 1)
  }
  const [most] = [...counts].sort((left, right) => right[1] - left[1] || right[0] - left[0])
  return most?.[0] ?? 0
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
