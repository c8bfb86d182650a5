import { cutApart, pad, widthOf, withoutControls } from './width.ts'
import { written } from './words.ts'

const WIDEST = 48
const GAP = '  '

/** A table for people in columns of blanks; numbers stand at the right, long texts are cut so that they still differ. */
export function terminalTable(
  columns: readonly string[],
  rows: readonly (readonly unknown[])[],
): string {
  const cells = rows.map((row) => row.map(shown))
  const widths = columns.map((column, index) =>
    Math.min(WIDEST, Math.max(...[column, ...cells.map((row) => row[index] ?? '')].map(widthOf))),
  )
  const isNumeric = columns.map((_, index) =>
    rows.every((row) => row[index] === null || typeof row[index] === 'number'),
  )
  const cut = columns.map((_, index) =>
    cutApart(
      cells.map((row) => row[index] ?? ''),
      widths[index] ?? 0,
    ),
  )
  const line = (row: readonly string[]) =>
    row
      .map((cell, index) => aligned(cell, widths[index] ?? 0, isNumeric[index] === true))
      .join(GAP)
      .trimEnd()
  const rule = widths.map((width) => '─'.repeat(width))
  const shownRows = rows.map((_, row) => cut.map((texts) => texts[row] ?? ''))
  return [columns, rule, ...shownRows].map((row) => `${line(row)}\n`).join('')
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return ''
  const isNumber = typeof value === 'number'
  const text = typeof value === 'string' ? value : isNumber ? written(value) : JSON.stringify(value)
  return withoutControls(text.replace(/\s+/gu, ' '))
}

function aligned(cell: string, width: number, isNumeric: boolean): string {
  return isNumeric ? ' '.repeat(Math.max(0, width - widthOf(cell))) + cell : pad(cell, width)
}
