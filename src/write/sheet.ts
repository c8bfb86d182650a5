import type { CellStyle, SheetChart } from 'hucre/xlsx'
import { INK, inkOn } from './palette.ts'
import type { ColumnKind } from './print.ts'

/** A value that leads somewhere: to a file or a page beside the workbook, a relative address. */
export interface Linked {
  readonly text: string
  readonly to: string
}

export type SheetValue = string | number | Linked | null

export interface SheetColumn {
  readonly heading: string
  readonly kind: ColumnKind
  /** What people may choose to fill in; something else is questioned, and taken. */
  readonly choices?: readonly string[]
}

/** Cells that hold exactly this text are filled with the colour (six hexadecimal digits). */
export interface Mark {
  readonly text: string
  readonly meaning: string
  readonly fill: string
}

/** A sheet: a title, what it tells, a table with filters; bars of its columns below it. */
export interface Sheet {
  readonly name: string
  readonly title: string
  readonly notes: readonly string[]
  readonly columns: readonly SheetColumn[]
  readonly rows: readonly (readonly SheetValue[])[]
  /** The row of totals below the table. */
  readonly total?: readonly (string | number | null)[]
  readonly marks?: readonly Mark[]
  /** Columns that stay in sight when the table is moved, and stand on every page. */
  readonly fixedColumns?: number
  readonly chart?: SheetBars
}

/** Stacked bars: which column names them, and the columns that are their parts, each with its fill. */
export interface SheetBars {
  readonly label: number
  readonly parts: readonly { readonly column: number; readonly fill: string }[]
}

/** The letters of all cells. */
export const FONT = { name: 'Calibri', size: 11, color: { rgb: INK.text } }
/** The name of the sheet and the page stand on every page. */
export const FOOTER = { oddFooter: '&L&A&R&P / &N' }
const THIN = { style: 'thin', color: { rgb: INK.line } } as const
export const THICK = { style: 'medium', color: { rgb: INK.head } } as const
export const BORDER = { top: THIN, right: THIN, bottom: THIN, left: THIN }
export const BAND = { type: 'pattern', pattern: 'solid', fgColor: { rgb: INK.band } } as const
/** A heading of a table. */
export const HEAD: CellStyle = {
  font: { ...FONT, bold: true },
  fill: BAND,
  border: { ...BORDER, bottom: THICK },
  alignment: { wrapText: true, vertical: 'center', horizontal: 'center' },
}
/** The title of a sheet, and what stands below it. */
export const TITLE: CellStyle = {
  font: { ...FONT, bold: true, size: 16, color: { rgb: INK.head } },
  alignment: { wrapText: true, vertical: 'top', horizontal: 'left' },
}
export const NOTE: CellStyle = {
  font: { ...FONT, color: { rgb: INK.aside } },
  alignment: { wrapText: true, vertical: 'top', horizontal: 'left' },
}
/** A text that leads somewhere. */
export const LINK = { ...FONT, underline: true, color: { rgb: INK.head } }

/** No figure where a part is zero. */
const FIGURES = '#,##0;;'
/** Title, notes, marks and an empty row. */
export function rowsAbove({ notes, marks = [] }: Sheet): number {
  return notes.length + marks.length + 2
}

/** Bars of some rows of a sheet, with figures in them, so that they are read in black and white. */
export function barsOf(
  sheet: Sheet,
  name: string,
  { from, to }: { readonly from: number; readonly to: number },
): Omit<SheetChart, 'anchor'> {
  const first = rowsAbove(sheet) + 2
  const range = (column: number) => {
    const letters = columnLetters(column)
    return `'${name}'!$${letters}$${first + from}:$${letters}$${first + to - 1}`
  }
  const rows = [...sheet.rows, ...(sheet.total ? [sheet.total] : [])].slice(from, to)
  const parts = (sheet.chart?.parts ?? []).filter(({ column }) =>
    rows.some((row) => Number(row[column] ?? 0) > 0),
  )
  return {
    type: 'bar',
    barGrouping: 'stacked',
    overlap: 100,
    gapWidth: 40,
    legend: 'bottom',
    axes: { x: { reverse: true } },
    series: parts.map(({ column, fill }) => ({
      name: sheet.columns[column]?.heading ?? '',
      values: range(column),
      categories: range(sheet.chart?.label ?? 0),
      color: fill,
      dataLabels: {
        showValue: true,
        position: 'ctr',
        numberFormat: { formatCode: FIGURES },
        fontColor: inkOn(fill),
      },
    })),
  }
}

/** The letters of a column, 0-based: A, B, … Z, AA. */
export function columnLetters(column: number): string {
  const before = Math.floor(column / 26)
  return (before > 0 ? columnLetters(before - 1) : '') + String.fromCharCode(65 + (column % 26))
}
