/** A rectangle of cells, 0-based, both corners in it. */
export interface Range {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

const CELL = /^\$?([A-Za-z]{1,3})\$?([0-9]{1,7})$/

/** Row and column of `B12`, 0-based; null where it is no reference. */
export function readCell(reference: string): { row: number; column: number } | null {
  const [, letters, digits] = CELL.exec(reference) ?? []
  if (letters === undefined || digits === undefined || Number(digits) < 1) return null
  return { row: Number(digits) - 1, column: readColumn(letters) }
}

/** `A1:C3`, or one cell; corners in any order. */
export function readRange(reference: string): Range | null {
  const [from = '', to = from] = reference.split(':')
  const first = readCell(from)
  const last = readCell(to)
  if (first === null || last === null) return null
  return {
    top: Math.min(first.row, last.row),
    left: Math.min(first.column, last.column),
    bottom: Math.max(first.row, last.row),
    right: Math.max(first.column, last.column),
  }
}

function readColumn(letters: string): number {
  let column = 0
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}
