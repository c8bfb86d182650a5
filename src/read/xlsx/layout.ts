import type { SheetCell } from './sheet.ts'

/** A row of a sheet that is drawn: it holds text, and nobody hid it. */
export interface DrawnRow {
  /** Of the sheet, 0-based. */
  readonly index: number
  readonly cells: ReadonlyMap<number, SheetCell>
  /** Column behind the last cell that the file holds. */
  readonly end: number
  /** Cells with text. */
  readonly filled: number
  /** Cells with lines at their sides. */
  readonly boxed: number
  /** It begins as no signature does: behind the first column, with a number, with two texts. */
  readonly isOfTable: boolean
  /** Its first text begins with a small letter: it goes on from a row above. */
  readonly goesOn: boolean
}

/** Rows that belong together: a table, or lines of text around it. */
export interface Run {
  readonly isTable: boolean
  readonly rows: DrawnRow[]
}

/** A row with so many texts is a row of a table, whatever lines are drawn. */
const FILLED = 3

/**
 * Tells tables from the lines above, between and below them. A row belongs to a table where it has
 * several texts or lines at the sides of its cells, or stands without a gap between two such rows;
 * behind
 * the last one only in a sheet without lines and where it begins as no signature does. Tables with
 * nothing between them are one.
 */
export function findRuns(rows: readonly DrawnRow[]): readonly Run[] {
  const hasBoxes = rows.some(({ boxed }) => boxed > 1)
  const most = rows.reduce((widest, { filled }) => Math.max(widest, filled), 0)
  const enough = Math.min(FILLED, Math.max(most, 2))
  const isTabular = rows.map(
    ({ filled, boxed }) =>
      filled >= enough || boxed > 1 || (boxed === 1 && filled >= 1 && most === 1),
  )
  const belongs = closeGaps(rows, isTabular, hasBoxes)
  const runs: Run[] = []
  rows.forEach((row, index) => {
    const isTable = belongs[index] ?? false
    const last = runs.at(-1)
    if (last?.isTable === isTable) last.rows.push(row)
    else runs.push({ isTable, rows: [row] })
  })
  return runs
}

/** Rows without a gap between two rows of a table, or behind one where no lines end it, are its. */
function closeGaps(
  rows: readonly DrawnRow[],
  isTabular: readonly boolean[],
  hasBoxes: boolean,
): readonly boolean[] {
  const belongs = [...isTabular]
  let start: number | null = null
  let hasBegun = false
  rows.forEach((row, index) => {
    const isNear = index > 0 && row.index - (rows[index - 1]?.index ?? 0) === 1
    if (!isNear) start = null
    if (isTabular[index] === true) {
      if (start !== null) belongs.fill(true, start, index)
      start = index + 1
      hasBegun = true
    } else if (row.goesOn && hasBegun) start ??= index
  })
  if (hasBoxes) return belongs
  for (let index = 1; index < rows.length; index += 1) {
    const isNear = (rows[index]?.index ?? 0) - (rows[index - 1]?.index ?? 0) === 1
    const goesOn = rows[index]?.isOfTable === true
    if (isNear && goesOn && belongs[index - 1] === true) belongs[index] = true
  }
  return belongs
}
