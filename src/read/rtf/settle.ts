import type { Flow, OpenTable } from '../../document/builder.ts'
import { columnsOf } from '../../document/columns.ts'
import { withoutFillers } from '../../document/quirks.ts'
import type { DraftBlock, DraftCell, DraftParagraph, DraftRow, DraftTable } from './reading.ts'

/**
 * Edges of one row's cells nearer to those of another row than this are the same edge, twips. A
 * narrower cell could hold no text: its margins alone take 216.
 */
const NEAR = 200

/** Width of a cell whose edge is not told, twips. */
const SOME_WIDTH = 1440

/**
 * Tells blocks, when all of a story is read: columns follow from the edges of all rows of a table.
 * The places that were told before are filled in. Throws `LIMIT_EXCEEDED` (columns).
 */
export function settle(drafts: readonly DraftBlock[], flow: Flow): void {
  for (const draft of drafts)
    if (draft.kind === 'table') settleTable(draft, flow)
    else settleParagraph(draft, flow)
}

function settleParagraph(draft: DraftParagraph, flow: Flow): void {
  const { style, marker, hidden, isDrawn } = draft
  // What stands behind the last paragraph end is no paragraph.
  if (!isDrawn && hidden === null)
    Object.assign(draft.place, flow.base, { paragraph: flow.paragraphs.count })
  else {
    flow.resumeParagraph(draft)
    flow.closeParagraph({ style, marker, drawsEmpty: isDrawn })
  }
}

function settleTable({ rows }: DraftTable, flow: Flow): void {
  const table = flow.openTable()
  const edges = columnsOf(rows.map(edgesOf), NEAR)
  for (const [index, row] of rows.entries()) settleRow(row, edges[index] ?? [], table)
  table.close()
}

function settleRow(row: DraftRow, edges: readonly number[], table: OpenTable): void {
  const { cells: marks, isHeading } = row.definition
  const cells = withoutFillers(
    row.cells,
    (_, index) => marks[index]?.isLined ?? null,
    (cell, index) =>
      marks[index]?.merge === 'below' || marks[index]?.isBeside === true || holdsText(cell),
  )
  table.openRow(edges[0] ?? 0)
  for (const [index, cell] of cells.entries()) {
    const column = edges[index] ?? 0
    const span = (edges[index + 1] ?? column + 1) - column
    const { merge = null, isBeside = false } = marks[index] ?? {}
    settle(cell.blocks, table.openCell({ span, merge, isBeside }))
  }
  // Cells that are none stand in the grid all the same.
  const skipped = Math.max(0, (edges.at(-1) ?? 0) - (edges[cells.length] ?? 0))
  table.closeRow({ isHeading, skipped })
}

function edgesOf({ cells, definition }: DraftRow): readonly number[] {
  let last = definition.left
  const edges = [last]
  cells.forEach((_, index) => {
    const right = definition.cells[index]?.right ?? last + SOME_WIDTH
    // Some writers give widths for positions, or the same position twice.
    last = Math.max(right, last + 1)
    edges.push(last)
  })
  return edges
}

function holdsText({ blocks }: DraftCell): boolean {
  return blocks.some(
    (block) => block.kind === 'table' || block.marker !== null || block.text.trim() !== '',
  )
}
