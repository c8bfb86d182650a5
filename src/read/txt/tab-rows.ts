import type { Table } from '../../model/document.ts'
import type { Limits } from '../limits.ts'
import { makeTable, type RawCell, type RawRow } from './build.ts'
import { isBlank, type Line } from './lines.ts'

interface OpenRow extends RawRow {
  readonly cells: RawCell[]
}

const NUMBER_ALONE = /^\s*(?:\d+\.)*\d+[.)]?\s*$/
const BULLET = /^\s*[-–—•*·]\s*$/
const LABEL =
  /^\s*(?:\(?\d+[.)]|\p{Lu}{1,6}\.\s|\p{Lu}\p{Ll}+ (?:\p{Lu}{1,6}|\d+)(?:[.:]|\s*$)|\p{Lu}\p{Ll}+ \p{Ll}+ [\d.]+[.:]\s+\p{Lu})/u

/** A heading in capitals, which no cell in small letters goes on with. */
const CAPITALS = /^\P{Ll}*(?:\p{Lu}\P{Ll}*){4}$/u

/** A row whose last cell is in quotes and goes on in the next line has more cells there. */
const OPEN_CELLS = 3

/** Number of cells that a line has between its TABs; 1 for a numbered or bulleted paragraph. */
export function countTabCells({ text }: Line): number {
  if (text.trim() === '') return 0
  const cells = text.split('\t')
  const [first = ''] = cells
  if (hasOpenQuote(cells.at(-1) ?? '')) return Math.max(cells.length, OPEN_CELLS)
  if (cells.length === 2 && (NUMBER_ALONE.test(first) || BULLET.test(first) || first.trim() === ''))
    return 1
  return cells.length
}

/**
 * A table out of rows whose cells are parted by TABs, as spreadsheets paste them: the column of each
 * cell is known, cells in quotes may hold line ends. A line without a TAB goes on with the cell
 * before it, unless it stands apart, begins with a number or is in capitals and the cell is not: then
 * it is a row of one cell.
 */
export function readTabRows(lines: readonly Line[], limits: Limits): Table {
  const rows: OpenRow[] = []
  let isQuoted = false
  let isApart = true
  for (const line of lines) {
    if (isBlank(line) && !isQuoted) {
      isApart = true
      continue
    }
    const cells = line.text.split('\t')
    const row = rows.at(-1)
    const goesOn = cells.length === 1 && !isApart && !isHeading(line.text, row)
    if (row && (isQuoted || goesOn)) continueRow(row.cells, cells, line.number)
    else
      rows.push({
        kind: 'row',
        cells: cells.map((text, column) => ({ text, line: line.number, column })),
        line: line.number,
        startsPage: line.startsPage,
      })
    isQuoted = hasOpenQuote(rows.at(-1)?.cells.at(-1)?.text ?? '')
    isApart = false
  }
  return makeTable(rows, true, limits)
}

function isHeading(text: string, row: OpenRow | undefined): boolean {
  if (LABEL.test(text)) return true
  return CAPITALS.test(text) && !CAPITALS.test(row?.cells.at(-1)?.text ?? '')
}

function continueRow(row: RawCell[], cells: readonly string[], line: number): void {
  const last = row.pop()
  const [first = '', ...others] = cells
  const column = last?.column ?? 0
  row.push({ line, ...last, text: `${last?.text ?? ''}\n${first}`, column })
  for (const [index, text] of others.entries()) row.push({ text, line, column: column + index + 1 })
}

function hasOpenQuote(text: string): boolean {
  return text.startsWith('"') && (text.match(/"/g)?.length ?? 0) % 2 === 1
}
