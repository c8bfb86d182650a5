import type { Block, Cell, Table } from '../model/document.ts'

/**
 * The table, or what stands in its cells where the table only puts other tables on the page: in
 * each of its rows one cell alone holds anything, or every cell that does holds a table.
 */
export function unwrapLayout(table: Table): readonly Block[] {
  const rows = table.rows.map((row) => row.cells.filter(isFilled))
  const isLayout =
    rows.some((cells) => cells.some(holdsTable)) &&
    rows.every((cells) => cells.length <= 1 || cells.every(holdsTable))
  return isLayout ? rows.flatMap((cells) => cells.flatMap(({ blocks }) => blocks)) : [table]
}

function holdsTable({ blocks }: Cell): boolean {
  return blocks.some(({ kind }) => kind === 'table')
}

function isFilled({ blocks }: Cell): boolean {
  return blocks.some(
    (block) => block.kind === 'table' || block.marker !== null || /\S/.test(block.text),
  )
}
