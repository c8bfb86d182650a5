import type { Block } from '../model/document.ts'
import type { Place } from '../model/place.ts'

/** A cell of the model while rows below may still go on from it. */
export interface GridCell {
  readonly row: number
  readonly column: number
  rowSpan: number
  columnSpan: number
  readonly blocks: Block[]
  readonly place: Place
}

/** A cell as its document marks it; see `CellStart`. */
interface MarkedCell {
  readonly span: number
  readonly rowSpan?: number
  readonly merge?: 'restart' | 'below' | null
  readonly isBeside?: boolean
  readonly hasText?: boolean
}

/** The cell that a marked one belongs to, and where the marked one itself stands. */
interface PlacedCell {
  readonly cell: GridCell
  readonly isNew: boolean
  readonly column: number
  /** The column behind it. */
  readonly end: number
}

/**
 * Puts the cells of a table, row by row, into columns: positions that cells above or before cover are
 * passed over, and cells that go on from one another are one. `declared` is the number of columns that
 * the document declares, beyond which no cell spans, 0 where it declares none; `most` how many there
 * may be.
 *
 * A cell goes on from above only where the cell above begins a merge or goes on itself and has the
 * same columns (ECMA-376 Part 1, 17.4.85); otherwise it is a cell of its own. Where a merge has
 * lost its beginning, text begins another.
 */
export function createGrid(declared: number, most: number) {
  /** Cells of the row above that a marked one may go on from, by column, and of the row at hand. */
  let above = new Map<number, GridCell>()
  let current = new Map<number, GridCell>()
  /** Cells of merges that never began. */
  const unbegun = new Set<GridCell>()
  /** Cells that the row at hand made longer. */
  let grown: GridCell[] = []
  let before: GridCell | null = null
  /** For each column the first row that no cell of several rows covers, and as it was a row ago. */
  let free: number[] = []
  let freeBefore: readonly number[] = []
  /** Cells of several rows that reach into the row at hand. */
  let tall: GridCell[] = []
  let row = 0
  /** Cells and covered positions of the row so far, and the column behind its last cell. */
  let position = 0
  let behind = 0

  const isTaken = (column: number) => (free[column] ?? 0) > row

  const spanOf = (column: number, asked: number): number => {
    // A cell that goes beyond the limit is refused; no more positions than that are marked.
    let span = Math.min(asked, declared === 0 ? most + 1 : Math.max(1, declared - column))
    if (free.length > 0)
      for (let wide = 1; wide < span; wide += 1) if (isTaken(column + wide)) span = wide
    return span
  }

  const goOn = (
    column: number,
    { span, merge, isBeside, hasText }: MarkedCell,
  ): GridCell | null => {
    if (isBeside === true && before !== null) {
      before.columnSpan += span
      return before
    }
    const upper = merge === 'below' ? above.get(column) : undefined
    if (upper === undefined || upper.columnSpan !== span) return null
    if (hasText === true && unbegun.has(upper)) return null
    upper.rowSpan += 1
    grown.push(upper)
    current.set(column, upper)
    before = null
    return upper
  }

  const begin = (column: number, base: Place, marked: MarkedCell): GridCell => {
    const { merge, rowSpan = 1 } = marked
    const columnSpan = spanOf(column, marked.span)
    const place = cellPlace(base, row, column)
    const cell = { row, column, rowSpan, columnSpan, blocks: [], place }
    if (merge === 'restart' || merge === 'below') current.set(column, cell)
    if (merge === 'below') unbegun.add(cell)
    if (rowSpan > 1) {
      tall.push(cell)
      for (let wide = 0; wide < columnSpan; wide += 1) free[column + wide] = row + rowSpan
    }
    before = cell
    return cell
  }

  return {
    openRow: (number: number, skipped: number): void => {
      row = number
      position = skipped
      behind = skipped
      above = current
      current = new Map()
      grown = []
      before = null
      if (free.length === 0) return
      freeBefore = [...free]
      tall = tall.filter((cell) => cell.row + cell.rowSpan > row)
    },
    /** Where the next cell or covered position of the row stands. */
    column: (): number => position,
    place: (base: Place, marked: MarkedCell): PlacedCell => {
      let column = Math.max(position, behind)
      while (isTaken(column)) column += 1
      const known = goOn(column, marked)
      const cell = known ?? begin(column, base, marked)
      behind = column + (known === null ? cell.columnSpan : marked.span)
      position = column + 1
      return { cell, isNew: known === null, column, end: behind }
    },
    /** Passes covered positions and gives the column of the first. */
    cover: (columns: number): number => {
      position += columns
      return position - columns
    },
    /** Whether a cell of a row above reaches into the row. */
    isCovered: (): boolean => tall.some((cell) => cell.row < row),
    /** Ends the row; gives the column behind its last position, its own or one that is covered. */
    closeRow: (skipped: number): number => {
      const own = Math.max(position, behind)
      let end = Math.max(own, free.length)
      while (end > own && !isTaken(end - 1)) end -= 1
      return end + skipped
    },
    /** Forgets the row: the next one stands where it stood. */
    dropRow: (): void => {
      for (const cell of grown) cell.rowSpan -= 1
      current = above
      free = freeBefore.map((end) => (end > row ? end - 1 : end))
      tall = tall.filter((cell) => cell.row < row)
      for (const cell of tall) cell.rowSpan -= 1
    },
    /** Ends the table: no cell goes on below its last row. */
    close: (rows: number): void => {
      for (const cell of tall) cell.rowSpan = Math.min(cell.rowSpan, rows - cell.row)
    },
  }
}

/** The place of a cell of the table that stands at `base`. */
export function cellPlace(base: Place, row: number, column: number): Place {
  const { part, table } = base
  return part === undefined && table !== undefined
    ? { table, row, column }
    : { ...base, row, column }
}
