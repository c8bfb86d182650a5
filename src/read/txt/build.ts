import { checkLimit, type Limits } from '../../containers/limits.ts'
import type { Block, Cell, Paragraph, Row, Table } from '../../model/document.ts'
import { own } from '../../text/memory.ts'

/** A cell as its lines gave it: the text with `\n` between them, and its first line. */
export interface RawCell {
  readonly text: string
  readonly line: number
  /** 0-based; where it is absent, the order in the row. */
  readonly column?: number
  /** 1 where it is absent. */
  readonly columnSpan?: number
}

export interface RawRow {
  readonly kind: 'row'
  readonly cells: readonly RawCell[]
  readonly line: number
  readonly startsPage: boolean
}

/** Cells that no empty line parts: one row, or several. */
export interface Chunk {
  readonly kind: 'chunk'
  readonly cells: readonly RawCell[]
  readonly startsPage: boolean
}

/** Lines that stand between two rows and belong to none. */
export interface TextBetween {
  readonly kind: 'text'
  readonly text: string
  readonly line: number
  readonly startsPage: boolean
}

/** A paragraph of a text file; `startsPage` is left out where it is false. */
export function makeParagraph(text: string, line: number, startsPage = false): Paragraph {
  const place = { line }
  const paragraph = {
    kind: 'paragraph',
    text: own(text),
    marker: null,
    style: null,
    place,
  } as const
  return startsPage ? { ...paragraph, startsPage } : paragraph
}

/** A table of the rows, as wide as its widest; an empty cell has no paragraph. */
export function makeTable(rows: readonly RawRow[], columnsKnown: boolean, limits: Limits): Table {
  checkLimit(rows.length, limits.rows, 'rows in one table')
  let columns = 1
  for (const row of rows)
    for (const [index, cell] of row.cells.entries())
      columns = Math.max(columns, (cell.column ?? index) + 1)
  checkLimit(columns, limits.columns, 'columns in one table')
  return {
    kind: 'table',
    columns,
    columnsKnown,
    rows: rows.map(makeRow),
    place: { line: rows[0]?.line ?? 0 },
  }
}

function makeRow(raw: RawRow, row: number): Row {
  const cells = raw.cells.map((cell, index) => makeCell(cell, row, cell.column ?? index))
  const place = { line: raw.line }
  return raw.startsPage ? { cells, place, startsPage: true } : { cells, place }
}

function makeCell(raw: RawCell, row: number, column: number): Cell {
  const blocks: readonly Block[] = raw.text.trim() === '' ? [] : [makeParagraph(raw.text, raw.line)]
  const { columnSpan = 1 } = raw
  return { row, column, rowSpan: 1, columnSpan, blocks, place: { line: raw.line } }
}

/** Throws `LIMIT_EXCEEDED` where the tables together have more cells than one document may. */
export function checkCells(blocks: readonly Block[], limits: Limits): void {
  let cells = 0
  for (const block of blocks)
    if (block.kind === 'table') for (const row of block.rows) cells += row.cells.length
  checkLimit(cells, limits.cells, 'cells')
}
