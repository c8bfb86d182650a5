import type {
  CellStyle,
  CellValue,
  ConditionalRule,
  SheetChart,
  WriteOptions,
  WriteSheet,
} from 'hucre/xlsx'
import { say } from '../resources.ts'
import { MOST_CHARACTERS } from './flat-sheet.ts'
import { shortened, wellFormed } from './well-formed.ts'

type NamedRange = NonNullable<WriteOptions['namedRanges']>[number]

/** How a column is shown; a share is a number from 0 to 1, a date ISO 8601, a mark one of those of the sheet. */
export type ColumnKind = 'short' | 'text' | 'long' | 'number' | 'share' | 'date' | 'mark'

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

/** A sheet: a title, what it tells, a table with filters; bars of its columns stand on the next one. */
export interface Sheet {
  readonly name: string
  readonly title: string
  readonly notes: readonly string[]
  readonly columns: readonly SheetColumn[]
  readonly rows: readonly (readonly (string | number | null)[])[]
  readonly marks?: readonly Mark[]
  /** Printed on one page; without it, as long as it is. */
  readonly isOnePage?: boolean
  /** Columns that stay in sight when the table is moved. */
  readonly fixedColumns?: number
  readonly chart?: SheetBars
}

/** Stacked bars: which column names them, and the columns that are their parts, each with its fill. */
export interface SheetBars {
  readonly title: string
  readonly label: number
  readonly parts: readonly { readonly column: number; readonly fill: string }[]
}

const WIDTHS: Readonly<Record<ColumnKind, number>> = {
  short: 12,
  text: 22,
  long: 60,
  number: 12,
  share: 13,
  date: 12,
  mark: 5,
}
const NAME_LIMIT = 31
/** Darker fills take white figures, by the luma of ITU-R BT.601. */
const DARK = 128
/** No figure where a part is zero. */
const FIGURES = '#,##0;;'
const FONT = { name: 'Calibri', size: 11 }
/** A workbook tells no time: equal figures are equal bytes. */
const SAVED = new Date('2000-01-01T00:00:00Z')
const CHART_ROWS = 40
const CHART_WIDTH = 9
const CHART_COLUMN = 15
const PAGE = {
  paperSize: 'a4',
  orientation: 'landscape',
  fitToPage: true,
  fitToWidth: 1,
} as const
const PAGE_NUMBERS = { oddFooter: '&L&A&R&P / &N' }
const THIN = { style: 'thin', color: { rgb: 'BFBFBF' } } as const
const BORDER = { top: THIN, right: THIN, bottom: THIN, left: THIN }
const HEAD: CellStyle = {
  font: { ...FONT, bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E7E6E6' } },
  border: BORDER,
  alignment: { wrapText: true, vertical: 'center', horizontal: 'center' },
}

/** An Excel workbook of the sheets. A text that begins with = + - @ stays a text. */
export async function workbook(sheets: readonly Sheet[]): Promise<Uint8Array> {
  const { writeXlsx } = await import('hucre/xlsx')
  const names = new Set<string>()
  const namedRanges: NamedRange[] = []
  return writeXlsx({
    sheets: sheets.flatMap((sheet) => {
      const name = freeName(names, sheet.name)
      namedRanges.push(headingOf(sheet, name))
      if (!sheet.chart || sheet.rows.length === 0) return [drawn(sheet, name)]
      // Beside a table the bars would cover it: no program knows the heights of its rows beforehand.
      return [
        drawn(sheet, name),
        chartSheet(sheet, name, freeName(names, say('workbook.diagram', { name }))),
      ]
    }),
    namedRanges,
    properties: { modified: SAVED },
    defaultFont: FONT,
  })
}

/**
 * The row that every printed page repeats. hucre 1.0.0 writes it without the quotes that the name of a
 * sheet with a blank needs (ECMA-376 Part 1, 18.17.2.3), and Excel repairs such a file.
 */
function headingOf(sheet: Sheet, name: string): NamedRange {
  const row = rowsAbove(sheet) + 1
  return { name: '_xlnm.Print_Titles', range: `'${name}'!$${row}:$${row}`, scope: name }
}

/** Title, notes, marks and an empty row. */
function rowsAbove({ notes, marks = [] }: Sheet): number {
  return notes.length + marks.length + 2
}

function drawn(sheet: Sheet, name: string): WriteSheet {
  const marks = (sheet.marks ?? []).map(({ text, meaning }) => [text, meaning])
  const above: CellValue[][] = [[sheet.title], ...sheet.notes.map((note) => [note]), ...marks, []]
  const first = rowsAbove(sheet)
  const last = first + sheet.rows.length
  const range = `A${first + 1}:${columnLetters(sheet.columns.length - 1)}${last + 1}`
  return {
    name,
    rows: [
      ...above,
      sheet.columns.map(({ heading }) => heading),
      ...sheet.rows.map((row) =>
        row.map((value, column) => cellValue(sheet.columns[column]?.kind, value)),
      ),
    ],
    columns: sheet.columns.map(({ kind }) => ({ width: WIDTHS[kind], style: styleOf(kind) })),
    cells: new Map([
      ...cellsOf(
        first,
        sheet.columns.map(({ kind }) => headStyle(kind)),
      ),
      ...above.flatMap((row, index) =>
        cellsOf(
          index,
          row.map(() => aboveStyle(index)),
        ),
      ),
    ]),
    autoFilter: { range },
    freezePane: { rows: first + 1, columns: sheet.fixedColumns ?? 0 },
    conditionalRules: [...markRules(sheet, first), ...shareRules(sheet, first + 2, last + 1)],
    dataValidations: sheet.columns.flatMap(({ choices }, column) => {
      const letters = columnLetters(column)
      const cells = `${letters}${first + 2}:${letters}${last + 1}`
      return choices && sheet.rows.length > 0
        ? [
            {
              type: 'list' as const,
              values: [...choices],
              errorStyle: 'warning' as const,
              showErrorMessage: true,
              range: cells,
            },
          ]
        : []
    }),
    pageSetup: {
      ...PAGE,
      fitToHeight: sheet.isOnePage ? 1 : 0,
    },
    headerFooter: PAGE_NUMBERS,
  }
}

function cellValue(kind: ColumnKind | undefined, value: string | number | null): CellValue {
  if (typeof value !== 'string') return value
  if (kind === 'date') return new Date(`${value}T00:00:00Z`)
  return wellFormed(shortened(value, MOST_CHARACTERS))
}

function cellsOf(row: number, styles: readonly CellStyle[]) {
  return styles.map((style, column) => [`${row},${column}`, { style }] as const)
}

function aboveStyle(row: number): CellStyle {
  return {
    font: row === 0 ? { ...FONT, bold: true, size: 14 } : FONT,
    alignment: { wrapText: false, vertical: 'center', horizontal: 'left' },
  }
}

function headStyle(kind: ColumnKind): CellStyle {
  if (kind !== 'mark') return HEAD
  return {
    ...HEAD,
    alignment: { textRotation: 90, wrapText: true, vertical: 'bottom', horizontal: 'center' },
  }
}

function styleOf(kind: ColumnKind): CellStyle {
  const isText = kind === 'short' || kind === 'text' || kind === 'long'
  return {
    border: BORDER,
    alignment: {
      vertical: 'top',
      wrapText: isText,
      horizontal: kind === 'mark' ? 'center' : isText ? 'left' : 'right',
    },
    ...(kind === 'share' ? { numFmt: '0.0%' } : {}),
    ...(kind === 'date' ? { numFmt: 'dd.mm.yyyy' } : {}),
  }
}

function markRules({ marks = [], columns, rows }: Sheet, first: number): ConditionalRule[] {
  const end = `${columnLetters(columns.length - 1)}${first + 1 + rows.length}`
  return marks.flatMap(({ text, fill }, index) =>
    [`A2:A${first}`, `A${first + 2}:${end}`].map((range) => ({
      type: 'cellIs' as const,
      operator: 'equal' as const,
      priority: index + 1,
      formula: `"${text}"`,
      range,
      style: {
        fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: fill }, bgColor: { rgb: fill } },
      },
    })),
  )
}

function shareRules({ columns }: Sheet, from: number, to: number): ConditionalRule[] {
  return columns.flatMap(({ kind }, index) => {
    if (kind !== 'share' || to < from) return []
    return {
      type: 'dataBar' as const,
      priority: 100 + index,
      range: `${columnLetters(index)}${from}:${columnLetters(index)}${to}`,
      dataBar: {
        cfvo: [
          { type: 'num', value: '0' },
          { type: 'num', value: '1' },
        ],
        color: 'FFBFBFBF', // Written as it is: alpha first, ECMA-376 Part 1, 18.18.86.
      },
    }
  })
}

/** Stacked bars with figures in them, so that they are read in black and white; the first rows only. */
function chartSheet({ chart, ...sheet }: Sheet, name: string, chartName: string): WriteSheet {
  const first = rowsAbove(sheet)
  const shown = Math.min(sheet.rows.length, CHART_ROWS)
  const range = (column: number) =>
    `'${name}'!$${columnLetters(column)}$${first + 2}:$${columnLetters(column)}$${first + 1 + shown}`
  const bars: SheetChart = {
    type: 'bar',
    barGrouping: 'stacked',
    overlap: 100,
    gapWidth: 40,
    title: chart?.title ?? '',
    legend: 'bottom',
    axes: { x: { reverse: true } },
    series: (chart?.parts ?? []).map(({ column, fill }) => ({
      name: sheet.columns[column]?.heading ?? '',
      values: range(column),
      categories: range(chart?.label ?? 0),
      color: fill,
      dataLabels: {
        showValue: true,
        position: 'ctr',
        numberFormat: { formatCode: FIGURES },
        fontColor: isDark(fill) ? 'FFFFFF' : '000000',
      },
    })),
    anchor: { from: { row: 2, col: 0 }, to: { row: 8 + 2 * Math.max(8, shown), col: CHART_WIDTH } },
  }
  const rest = sheet.rows.length - shown
  return {
    name: chartName,
    rows: [[chart?.title ?? ''], [rest > 0 ? say('workbook.shown', { shown, rest }) : null]],
    columns: Array.from({ length: CHART_WIDTH }, () => ({ width: CHART_COLUMN })),
    charts: [bars],
    pageSetup: { ...PAGE, fitToHeight: 1 },
    headerFooter: PAGE_NUMBERS,
  }
}

function isDark(fill: string): boolean {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) =>
    Number.parseInt(fill.slice(at, at + 2), 16),
  )
  return 0.299 * red + 0.587 * green + 0.114 * blue < DARK
}

/** A name that Excel takes for a sheet and that no sheet before has. */
function freeName(names: Set<string>, wanted: string): string {
  const plain = wanted
    .replace(/[\\/?*[\]:']/g, ' ')
    .slice(0, NAME_LIMIT)
    .trim()
  let name = plain
  for (let number = 2; names.has(name.toLowerCase()); number += 1)
    name = `${plain.slice(0, NAME_LIMIT - 4)} ${number}`
  names.add(name.toLowerCase())
  return name
}

/** The letters of a column, 0-based: A, B, … Z, AA. */
export function columnLetters(column: number): string {
  const before = Math.floor(column / 26)
  return (before > 0 ? columnLetters(before - 1) : '') + String.fromCharCode(65 + (column % 26))
}
