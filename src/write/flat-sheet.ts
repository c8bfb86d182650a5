import type { CellValue } from 'hucre/xlsx'
import { wellFormed } from './well-formed.ts'

/** What Excel holds in a cell. */
export const MOST_CHARACTERS = 32_767

/**
 * A workbook of one sheet with the names of the columns in its first row, for programs to read.
 * Lists are JSON; a text that Excel cannot hold goes on in a further row of the sheet `long`, by row
 * (1-based, the heading is 1), column and part.
 */
export async function flatSheet(
  name: string,
  columns: readonly string[],
  rows: readonly (readonly unknown[])[],
): Promise<Uint8Array> {
  const { writeXlsx } = await import('hucre/xlsx')
  const long: CellValue[][] = []
  const cells = rows.map((row, index) =>
    row.map((value, column) => {
      const cell = plain(value)
      if (typeof cell !== 'string' || cell.length <= MOST_CHARACTERS) return cell
      for (let part = 1; part * MOST_CHARACTERS < cell.length; part += 1) {
        const text = cell.slice(part * MOST_CHARACTERS, (part + 1) * MOST_CHARACTERS)
        long.push([index + 2, columns[column] ?? '', part + 1, text])
      }
      return cell.slice(0, MOST_CHARACTERS)
    }),
  )
  return writeXlsx({
    sheets: [
      { name, rows: [[...columns], ...cells], freezePane: { rows: 1 } },
      ...(long.length > 0
        ? [{ name: 'long', rows: [['row', 'column', 'part', 'text'], ...long] }]
        : []),
    ],
  })
}

function plain(value: unknown): CellValue {
  if (value === null || value === undefined) return null
  if (typeof value === 'number' || typeof value === 'boolean') return value
  return wellFormed(typeof value === 'string' ? value : JSON.stringify(value))
}
