import { cellBox } from '../document/grid.ts'
import type { Box } from '../document/page-content.ts'
import type { Block, Cell, Row, Table } from '../model/document.ts'
import { ownColumns, type SharedColumns } from './columns.ts'
import { type FilledGrid, gridBox } from './fill.ts'
import { buildLines, extentOf, type Line } from './lines.ts'
import { placeOf, splitParagraphs, toParagraph } from './paragraphs.ts'

/** Text keeps at least so far away from the lines around its cell, points. */
const LEAST_MARGIN = 0.5

/** A table of one page, its columns numbered as in the other pages of the same table. */
export function buildTable(filled: FilledGrid, shared: SharedColumns, page: number): Table {
  const { grid } = filled
  const rows: { cells: Cell[]; box: Box }[] = grid.ys.slice(1).map((bottom, row) => ({
    cells: [],
    box: [grid.xs[0] ?? 0, grid.ys[row] ?? 0, grid.xs.at(-1) ?? 0, bottom],
  }))
  grid.cells.forEach((cell, index) => {
    const column = shared.numbers[cell.column] ?? cell.column
    const end = shared.numbers[cell.column + cell.columnSpan] ?? column + 1
    rows[cell.row]?.cells.push({
      row: cell.row,
      column,
      rowSpan: cell.rowSpan,
      columnSpan: Math.max(1, end - column),
      blocks: blocksOfCell(filled, index, page),
      place: placeOf(page, cellBox(grid, cell)),
    })
  })
  return {
    kind: 'table',
    columns: shared.columns,
    columnsKnown: true,
    rows: rows.map(({ cells, box }): Row => ({ cells, place: placeOf(page, box) })),
    place: placeOf(page, gridBox(grid)),
  }
}

function blocksOfCell({ grid, words, nested }: FilledGrid, index: number, page: number): Block[] {
  const cell = grid.cells[index]
  const lines = buildLines(words[index] ?? [])
  const inside = nested.filter((inner) => inner.cell === index)
  if (!cell || (lines.length === 0 && inside.length === 0)) return []
  const box = cellBox(grid, cell)
  const tables = inside.map(({ filled }) => buildTable(filled, ownColumns(filled.grid), page))
  const right = rightMargin(lines, box)
  const known = hasMargins(lines, box) ? right : undefined
  const paragraphs = splitParagraphs(lines, right).map((paragraph) =>
    toParagraph(paragraph, page, known),
  )
  return orderByTop([...paragraphs, ...tables])
}

/** Text goes as near to the right edge as to the left; turned text has no such margin. */
function rightMargin(lines: readonly Line[], [left, , right]: Box): number {
  if (lines.some((line) => line.words[0]?.turn !== 0)) return Number.NEGATIVE_INFINITY
  const padding = Math.max(0, extentOf(lines).start - left)
  return right - Math.min(padding, (right - left) / 4)
}

/** Where no lines are drawn the cell is as wide as its text, and how much room there is is not known. */
function hasMargins(lines: readonly Line[], [left]: Box): boolean {
  const isLevel = lines.every((line) => line.words[0]?.turn === 0)
  return isLevel && extentOf(lines).start - left >= LEAST_MARGIN
}

/** Paragraphs in their order; where tables stand among them, by their top edge. */
function orderByTop<Placed extends Block>(blocks: readonly Placed[]): Placed[] {
  const top = ({ place }: Placed) => place.box?.[1] ?? 0
  const isPlain = blocks.every((block) => block.kind === 'paragraph')
  return isPlain ? [...blocks] : blocks.toSorted((left, right) => top(left) - top(right))
}
