import type { Block } from '../../model/document.ts'
import type { Place } from '../../model/place.ts'

/** A cell of the model before the end of its table is known. */
export interface CellDraft {
  readonly row: number
  readonly column: number
  rowSpan: number
  readonly columnSpan: number
  blocks: readonly Block[]
  readonly place: Place
}

/** Puts the cells of a table, row by row, into columns. */
export interface Rows {
  readonly openRow: () => void
  /** Where the next cell or covered position of the row stands. */
  readonly column: () => number
  /** A cell; positions that cells above or before cover are passed over. */
  readonly place: (cell: {
    readonly row: number
    readonly base: Place
    readonly rowSpan: number
    readonly columnSpan: number
  }) => CellDraft
  /** Passes a covered position and gives its column. */
  readonly cover: () => number
  /** Ends the row; gives the column behind its last position. */
  readonly closeRow: () => number
  /** Forgets the row that was ended last. */
  readonly dropRow: () => void
  /** Ends the table: no cell goes on below its last row. */
  readonly close: (rows: number) => void
}

/**
 * `declared` is the number of columns that the table declares, 0 where it declares none; cells do
 * not span beyond it. Programs that leave out the covered positions get the same columns.
 */
export function createRows(declared: number): Rows {
  /** For each column the first row that the cell in it does not cover. */
  let free: number[] = []
  /** As it was before the row at hand. */
  let before: readonly number[] = []
  /** Cells that go on into the row at hand. */
  let tall: CellDraft[] = []
  let row = -1
  let column = 0
  /** Positions of the row that a cell before covers are marked by covered cells, or not at all. */
  let behind = 0
  const isTaken = (at: number) => (free[at] ?? 0) > row
  return {
    openRow: () => {
      row += 1
      column = 0
      behind = 0
      before = [...free]
      tall = tall.filter((cell) => cell.row + cell.rowSpan > row)
    },
    column: () => column,
    place: ({ base, rowSpan, columnSpan }) => {
      while (isTaken(column)) column += 1
      const room = declared > column ? declared - column : 1
      let span = Math.min(columnSpan, declared === 0 ? columnSpan : room)
      for (let wide = 1; wide < span; wide += 1) if (isTaken(column + wide)) span = wide
      for (let wide = 0; wide < span; wide += 1) free[column + wide] = row + rowSpan
      const { part, table = 0 } = base
      const place = { ...(part === undefined ? {} : { part }), table, row, column }
      const cell = { row, column, rowSpan, columnSpan: span, blocks: [], place }
      if (rowSpan > 1) tall.push(cell)
      behind = Math.max(behind, column + span)
      column += 1
      return cell
    },
    cover: () => {
      column += 1
      behind = Math.max(behind, column)
      return column - 1
    },
    closeRow: () => {
      let end = behind
      while (isTaken(end)) end += 1
      return end
    },
    dropRow: () => {
      free = before.map((end) => (end > row ? end - 1 : end))
      tall = tall.filter((cell) => cell.row < row)
      for (const cell of tall) cell.rowSpan -= 1
      row -= 1
    },
    close: (rows) => {
      for (const cell of tall) cell.rowSpan = Math.min(cell.rowSpan, rows - cell.row)
    },
  }
}
