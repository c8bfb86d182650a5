import type { Row } from '../model/document.ts'
import type { Notes } from './notes.ts'

/** Tells of rows that end before the table does; `ends` holds the end column of each. */
export function noteRagged(
  { rows, ends }: { readonly rows: readonly Row[]; readonly ends: readonly number[] },
  columns: number,
  notes: Notes,
): void {
  rows.forEach(({ place }, row) => {
    const end = ends[row] ?? 0
    if (end < columns)
      notes.add('READ_TABLE_RAGGED', place, `A row ends at column ${end} of ${columns}.`)
  })
}
