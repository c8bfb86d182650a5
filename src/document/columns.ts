import { addTo } from '../text/lists.ts'

/**
 * For each row the columns of its edges, 0-based, from the edges' positions (left edge first,
 * strictly increasing within a row). Edges of different rows that are no further than `near` from one
 * another are one edge; edges of one row never are.
 */
export function columnsOf(
  rows: readonly (readonly number[])[],
  near: number,
): readonly (readonly number[])[] {
  const rowsAt = new Map<number, number[]>()
  rows.forEach((edges, row) => {
    for (const edge of edges) addTo(rowsAt, edge, row)
  })
  const columns: number[][] = rows.map(() => [])
  let column = -1
  let first = Number.NEGATIVE_INFINITY
  for (const [edge, meeting] of [...rowsAt].sort(([left], [right]) => left - right)) {
    const isTaken = meeting.some((row) => columns[row]?.at(-1) === column)
    if (isTaken || edge - first > near) {
      column += 1
      first = edge
    }
    for (const row of meeting) columns[row]?.push(column)
  }
  return columns
}
