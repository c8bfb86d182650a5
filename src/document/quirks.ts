import type { Block, Cell, Row, Table } from '../model/document.ts'

/* What writers do to documents, each rule once for all formats. */

/**
 * The cells of a row that are drawn. LibreOffice fills a row that lost cells with empty ones without
 * lines: at the end of a row whose other cells have lines these are none. `isLined` is null where a
 * cell has no lines of its own and says nothing of them.
 */
export function withoutFillers<RowCell>(
  cells: readonly RowCell[],
  isLined: (cell: RowCell, index: number) => boolean | null,
  isFilled: (cell: RowCell, index: number) => boolean,
): readonly RowCell[] {
  const last = cells.findLastIndex(
    (cell, index) => isLined(cell, index) !== false || isFilled(cell, index),
  )
  const isWhole =
    last === cells.length - 1 || !cells.some((cell, index) => isLined(cell, index) === true)
  return isWhole ? cells : cells.slice(0, last + 1)
}

/** A row of nothing but hidden text is not drawn; `asides` is how much of it went beside the flow. */
export function isHiddenRow(cells: readonly Cell[], asides: number): boolean {
  return asides > 0 && cells.length > 0 && cells.every(({ blocks }) => blocks.length === 0)
}

/**
 * The table, or what stands in its cells where the table only puts other tables on the page: in
 * each of its rows one cell alone holds anything, or every cell that does holds a table.
 */
export function unwrapLayout(table: Table): readonly Block[] {
  const holdsTable = ({ blocks }: Cell) => blocks.some(({ kind }) => kind === 'table')
  if (!table.rows.some(({ cells }) => cells.some(holdsTable))) return [table]
  const rows = table.rows.map((row) => row.cells.filter(isFilled))
  const isLayout = rows.every((cells) => cells.length <= 1 || cells.every(holdsTable))
  return isLayout ? rows.flatMap((cells) => cells.flatMap(({ blocks }) => blocks)) : [table]
}

function isFilled({ blocks }: Cell): boolean {
  return blocks.some(
    (block) => block.kind === 'table' || block.marker !== null || /\S/.test(block.text),
  )
}

/**
 * The width of a grid whose cells may ask for too much; `ends` holds the end column of each row. A row
 * of one cell over the whole width often asks for far more columns than the others have (web pages);
 * those that no other row reaches are none.
 */
export function drawnColumns(rows: readonly Row[], ends: readonly number[]): number {
  let most = 0
  let drawn = 0
  rows.forEach(({ cells }, index) => {
    const end = ends[index] ?? 0
    most = Math.max(most, end)
    if (cells.length > 1 || (cells[0]?.column ?? 0) > 0) drawn = Math.max(drawn, end)
  })
  return drawn === 0 ? most : drawn
}
