import type {
  Cell,
  CellStyle,
  CellValue,
  ConditionalRule,
  SheetChart,
  WriteOptions,
  WriteSheet,
} from 'hucre/xlsx'
import { MOST_CHARACTERS } from './flat-sheet.ts'
import { type FrontSheet, frontDrawn } from './front-sheet.ts'
import { inkOn } from './palette.ts'
import { type ColumnKind, heightOf, pagesOf, uprightHeight, widthsOf } from './print.ts'
import {
  BAND,
  BORDER,
  barsOf,
  columnLetters,
  FONT,
  FOOTER,
  HEAD,
  LINK,
  NOTE,
  rowsAbove,
  type Sheet,
  type SheetValue,
  THICK,
  TITLE,
} from './sheet.ts'
import { shortened, wellFormed } from './well-formed.ts'

/** What a cell has besides its value. */
type OwnCell = Pick<Cell, 'style' | 'hyperlink'>
type NamedRange = NonNullable<WriteOptions['namedRanges']>[number]

const NAME_LIMIT = 31
/** A workbook tells no time: equal figures are equal bytes. */
const SAVED = new Date('2000-01-01T00:00:00Z')
/** Excel follows so many links of a sheet and no more. */
const MOST_LINKS = 65_530
/** Most bars that a page holds, rows of legend and axis, of a bar, and columns over which they go. */
const CHART = { bars: 24, edge: 8, bar: 1.5, columns: 8 }

/**
 * An Excel workbook of the sheets, behind the front where there is one. A text that begins with = + - @
 * stays a text.
 */
export async function workbook(
  sheets: readonly Sheet[],
  front: FrontSheet | null = null,
): Promise<Uint8Array> {
  const { writeXlsx } = await import('hucre/xlsx')
  const taken = new Set<string>()
  const frontName = front && freeName(taken, front.name)
  const named = sheets.map((sheet) => [sheet, freeName(taken, sheet.name)] as const)
  const drawnSheets = named.map(([sheet, name]) => drawn(sheet, name))
  return writeXlsx({
    sheets: [
      ...(front ? [frontDrawn(front, frontName ?? '', new Map(named))] : []),
      ...drawnSheets,
    ],
    namedRanges: named.flatMap(([sheet, name]) => printedNames(sheet, name)),
    properties: { modified: SAVED },
    defaultFont: FONT,
  })
}

/**
 * What is printed, and the row and columns that every page repeats. hucre 1.0.0 writes them without the quotes
 * that the name of a sheet with a blank needs (ECMA-376 Part 1, 18.17.2.3), and Excel repairs such a file.
 */
function printedNames(sheet: Sheet, name: string): readonly NamedRange[] {
  const row = rowsAbove(sheet) + 1
  const { fixedColumns = 0, columns } = sheet
  const repeated = fixedColumns > 0 ? `'${name}'!$A:$${columnLetters(fixedColumns - 1)},` : ''
  // The key is for programs.
  const last = columns.findLastIndex(({ kind }) => kind !== 'key')
  const end = `$${columnLetters(last)}$${lastRow(sheet)}`
  return [
    { name: '_xlnm.Print_Titles', range: `${repeated}'${name}'!$${row}:$${row}`, scope: name },
    ...(last === columns.length - 1
      ? []
      : [{ name: '_xlnm.Print_Area', range: `'${name}'!$A$1:${end}`, scope: name }]),
  ]
}

/** The last row, 1-based, with that of the totals. */
function lastRow(sheet: Sheet): number {
  return rowsAbove(sheet) + 1 + sheet.rows.length + (sheet.total ? 1 : 0)
}

function drawn(sheet: Sheet, name: string): WriteSheet {
  const { columns, rows, total, fixedColumns = 0 } = sheet
  const marks = (sheet.marks ?? []).map(({ text, meaning }) => [text, meaning])
  const texts = [sheet.title, ...sheet.notes]
  const above: CellValue[][] = [...texts.map((text) => [text]), ...marks, []]
  const first = rowsAbove(sheet)
  const last = first + rows.length
  const range = `A${first + 1}:${columnLetters(columns.length - 1)}${last + 1}`
  const shown = rows.map((row) => row.map((value) => textOf(value)))
  const widths = widthsOf(columns, total ? [...shown, total] : shown)
  const printed = columns.flatMap(({ kind }, column) =>
    kind === 'key' ? [] : (widths[column] ?? 0),
  )
  const isMap = columns.some(({ kind }) => kind === 'mark')
  const pages = pagesOf(printed, { fixed: fixedColumns, isMap })
  const room = widths.slice(0, pages.first).reduce((sum, width) => sum + width, 0)
  return {
    name,
    rows: [
      ...above,
      columns.map(({ heading }) => heading),
      ...shown.map((row) => row.map((value, column) => cellValue(columns[column]?.kind, value))),
      ...(total ? [[...total]] : []),
    ],
    columns: columns.map(({ kind }, column) => ({
      width: widths[column] ?? 0,
      style: { ...styleOf(kind), border: column === 0 ? BORDER : INNER },
    })),
    cells: new Map<string, OwnCell>([
      ...cellsOf(
        first,
        columns.map(({ kind }) => headStyle(kind)),
      ),
      ...texts.flatMap((_, row) => cellsOf(row, [row === 0 ? TITLE : NOTE])),
      ...marks.flatMap((row, index) =>
        cellsOf(
          texts.length + index,
          row.map((_, column) => (column === 0 ? MARK : PLAIN)),
        ),
      ),
      ...(total
        ? cellsOf(
            last + 1,
            columns.map(({ kind }) => ({ ...styleOf(kind), ...TOTAL })),
          )
        : []),
      ...linksOf(sheet, first + 1),
    ]),
    // A text that wraps over merged cells has the height that it is given.
    merges: texts.flatMap((_, row) =>
      pages.first < 2
        ? []
        : [
            {
              startRow: row,
              endRow: row,
              startCol: 0,
              endCol: Math.min(pages.first, columns.length) - 1,
            },
          ],
    ),
    rowDefs: new Map([
      ...texts.map(
        (text, row) => [row, { height: heightOf(text, room, row === 0 ? 1.45 : 1) }] as const,
      ),
      ...(isMap
        ? [[first, { height: uprightHeight(columns.map(({ heading }) => heading)) }] as const]
        : []),
    ]),
    autoFilter: { range },
    freezePane: { rows: first + 1, columns: fixedColumns },
    conditionalRules: markRules(sheet, first),
    charts: [...barsBelow(sheet, name)],
    dataValidations: columns.flatMap(({ choices }, column) => {
      const letters = columnLetters(column)
      const cells = `${letters}${first + 2}:${letters}${last + 1}`
      return choices && rows.length > 0
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
    pageSetup: pages.setup,
    headerFooter: FOOTER,
  }
}

/** Cells that lead to files, where they are not more than Excel follows. */
function linksOf({ rows, columns }: Sheet, first: number) {
  const styles = columns.map(({ kind }) => ({ ...styleOf(kind), font: LINK }))
  const links: [string, OwnCell][] = []
  for (const [index, row] of rows.entries())
    for (const [column, value] of row.entries())
      if (value !== null && typeof value === 'object') {
        const style = styles[column] ?? PLAIN
        links.push([`${first + index},${column}`, { style, hyperlink: { target: value.to } }])
      }
  return links.length > MOST_LINKS ? [] : links
}

function textOf(value: SheetValue | undefined): string | number | null {
  return value !== null && typeof value === 'object' ? value.text : (value ?? null)
}

function cellValue(kind: ColumnKind | undefined, value: string | number | null): CellValue {
  if (typeof value !== 'string') return value
  if (kind === 'date') return new Date(`${value}T00:00:00Z`)
  return wellFormed(shortened(value, MOST_CHARACTERS))
}

function cellsOf(row: number, styles: readonly CellStyle[]) {
  return styles.map((style, column) => [`${row},${column}`, { style }] as const)
}

const PLAIN: CellStyle = { alignment: { wrapText: false, vertical: 'center', horizontal: 'left' } }
const MARK: CellStyle = {
  font: { ...FONT, bold: true },
  border: BORDER,
  alignment: { vertical: 'center', horizontal: 'center' },
}
/** Of a cell beside others: a border that two cells share is written once. */
const INNER = { right: BORDER.right, bottom: BORDER.bottom }
const TOTAL: CellStyle = {
  font: { ...FONT, bold: true },
  fill: BAND,
  border: { ...BORDER, top: THICK },
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
    border: INNER,
    alignment: {
      vertical: 'top',
      wrapText: isText,
      ...(isText ? { indent: 1 } : {}),
      horizontal: kind === 'mark' ? 'center' : isText || kind === 'key' ? 'left' : 'right',
    },
    ...(kind === 'key' ? { font: NOTE.font } : {}),
    ...(kind === 'number' ? { numFmt: '#,##0' } : {}),
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
        font: { color: { rgb: inkOn(fill) } },
        fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: fill }, bgColor: { rgb: fill } },
      },
    })),
  )
}

/** Bars below the table: beside it they would cover rows whose heights no program knows. */
function barsBelow(sheet: Sheet, name: string): readonly SheetChart[] {
  const { length } = sheet.rows
  if (!sheet.chart || length === 0 || length > CHART.bars) return []
  const from = { row: lastRow(sheet) + 1, col: 0 }
  const to = { row: from.row + CHART.edge + Math.ceil(CHART.bar * length), col: CHART.columns }
  return [{ ...barsOf(sheet, name, { from: 0, to: length }), anchor: { from, to } }]
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
