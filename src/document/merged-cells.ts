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

/** A cell as its document marks it. */
export interface MarkedCell {
  readonly row: number
  readonly place: Place
  readonly span: number
  readonly isRestart: boolean
  readonly isBelow: boolean
  readonly isBeside: boolean
  /** Something stands in it, where the reader can tell. */
  readonly hasText?: boolean
}

/** The cell that a marked one belongs to. */
export interface PlacedCell {
  readonly cell: GridCell
  readonly isNew: boolean
}

/**
 * Puts the cells of a table, row by row, into columns and joins those that go on from one another.
 * A cell goes on from above only where the cell above begins a merge or goes on itself and has the
 * same columns (ECMA-376 Part 1, 17.4.85); otherwise it is a cell of its own. Where a merge has
 * lost its beginning, text begins another.
 */
export function createGrid() {
  let above = new Map<number, GridCell>()
  let current = new Map<number, GridCell>()
  let column = 0
  let before: GridCell | null = null
  let grown: GridCell[] = []
  /** Cells of merges that never began. */
  const unbegun = new Set<GridCell>()
  return {
    openRow: (first: number): void => {
      column = first
      current = new Map()
      before = null
      grown = []
    },
    /** Where the next cell of the row begins. */
    column: (): number => column,
    place: (marked: MarkedCell): PlacedCell => {
      const start = column
      column += marked.span
      if (marked.isBeside && before !== null) {
        before.columnSpan += marked.span
        return { cell: before, isNew: false }
      }
      const upper = above.get(start)
      const isAnother = marked.hasText === true && upper !== undefined && unbegun.has(upper)
      if (marked.isBelow && upper !== undefined && upper.columnSpan === marked.span && !isAnother) {
        upper.rowSpan += 1
        grown.push(upper)
        current.set(start, upper)
        before = null
        return { cell: upper, isNew: false }
      }
      const cell: GridCell = {
        row: marked.row,
        column: start,
        rowSpan: 1,
        columnSpan: marked.span,
        blocks: [],
        place: marked.place,
      }
      if (marked.isRestart || marked.isBelow) current.set(start, cell)
      if (marked.isBelow) unbegun.add(cell)
      before = cell
      return { cell, isNew: true }
    },
    /** Ends the row; gives the column behind its last position. */
    closeRow: (after: number): number => {
      above = current
      return column + after
    },
    /** Forgets the row. */
    dropRow: (): void => {
      for (const cell of grown) cell.rowSpan -= 1
    },
  }
}
