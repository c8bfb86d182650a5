import type { CellStyle, CellValue, WriteSheet } from 'hucre/xlsx'
import { heightOf } from './print.ts'
import {
  BAND,
  BORDER,
  barsOf,
  FONT,
  FOOTER,
  HEAD,
  LINK,
  NOTE,
  type Sheet,
  THICK,
  TITLE,
} from './sheet.ts'

/** The page that is read in a minute: a few figures, one picture, what to decide, and where the rest stands. */
export interface FrontSheet {
  readonly name: string
  readonly title: string
  readonly lines: readonly string[]
  /** As many as there are columns on the page: five. */
  readonly figures: readonly { readonly value: string; readonly meaning: string }[]
  /** Bars of a sheet; of its totals only where it has many rows. */
  readonly picture: { readonly title: string; readonly of: Sheet }
  readonly headings: readonly [what: string, count: string, sheet: string]
  /** What stands instead of questions where there are none. */
  readonly none: string
  /** How many, and the sheet that lists them. */
  readonly questions: readonly {
    readonly what: string
    readonly count: number
    readonly sheet: Sheet
  }[]
  readonly further: { readonly heading: string; readonly sheets: readonly Sheet[] }
}

/** Columns and their width in digits; rows of the picture; most bars in it; heights in points. */
const PAGE = { columns: 5, width: 19, picture: 16, bars: 12, value: 36, meaning: 48 }
const PART: CellStyle = {
  font: { ...FONT, bold: true, size: 12 },
  border: { bottom: THICK },
  alignment: { vertical: 'center', horizontal: 'left' },
}
const VALUE: CellStyle = {
  font: { ...TITLE.font, size: 22 },
  fill: BAND,
  alignment: { horizontal: 'center', vertical: 'center', shrinkToFit: true },
}
const MEANING: CellStyle = {
  font: NOTE.font ?? FONT,
  fill: BAND,
  alignment: { horizontal: 'center', vertical: 'top', wrapText: true },
}
const WORDS: CellStyle = {
  font: FONT,
  border: BORDER,
  alignment: { vertical: 'top', wrapText: true },
}
const COUNT: CellStyle = {
  font: { ...FONT, bold: true },
  border: BORDER,
  numFmt: '#,##0',
  alignment: { vertical: 'top', horizontal: 'right' },
}

/** A row of the page: its cells with their styles, its height in points, how many columns its first cell takes. */
interface Line {
  readonly cells: readonly {
    readonly value: CellValue
    readonly style: CellStyle
    readonly to?: string
  }[]
  readonly height?: number
  readonly span?: number
}

/** The front as a sheet of one page, upright; `names` are those that the sheets got. */
export function frontDrawn(
  front: FrontSheet,
  name: string,
  names: ReadonlyMap<Sheet, string>,
): WriteSheet {
  const { picture, questions } = front
  const all = PAGE.columns
  const room = all * PAGE.width
  const full = (value: CellValue, style: CellStyle, height: number): Line => ({
    cells: [{ value, style }],
    height,
    span: all,
  })
  const linked = (sheet: Sheet) => {
    const own = names.get(sheet) ?? ''
    return { value: own, to: `'${own}'!A1`, style: { ...WORDS, font: LINK } }
  }
  const [what, count, where] = front.headings
  const above: readonly Line[] = [
    full(front.title, TITLE, heightOf(front.title, room, 1.45)),
    ...front.lines.map((line) => full(line, NOTE, heightOf(line, room))),
    { cells: [] },
    {
      cells: front.figures.map(({ value }) => ({ value, style: VALUE })),
      height: PAGE.value,
    },
    {
      cells: front.figures.map(({ meaning }) => ({ value: meaning, style: MEANING })),
      height: PAGE.meaning,
    },
    { cells: [] },
    full(picture.title, PART, 20),
  ]
  const below: readonly Line[] = [
    ...Array.from({ length: PAGE.picture }, (): Line => ({ cells: [] })),
    questions.length === 0
      ? full(front.none, PART, 20)
      : {
          cells: [what, '', '', count, where].map((value) => ({ value, style: HEAD })),
          span: all - 2,
        },
    ...questions.map(
      (question): Line => ({
        cells: [
          { value: question.what, style: WORDS },
          { value: '', style: WORDS },
          { value: '', style: WORDS },
          { value: question.count, style: COUNT },
          linked(question.sheet),
        ],
        height: heightOf(question.what, (all - 2) * PAGE.width),
        span: all - 2,
      }),
    ),
    { cells: [] },
    full(front.further.heading, PART, 20),
    ...inRows(front.further.sheets).map((row): Line => ({ cells: row.map(linked) })),
  ]
  const lines = [...above, ...below]
  const { rows, total } = picture.of
  const isMany = rows.length > PAGE.bars && total !== undefined
  const bars = isMany ? { from: rows.length, to: rows.length + 1 } : { from: 0, to: rows.length }
  return {
    name,
    rows: lines.map(({ cells }) => cells.map(({ value }) => value)),
    columns: Array.from({ length: all }, () => ({ width: PAGE.width })),
    cells: new Map(
      lines.flatMap(({ cells }, row) =>
        cells.map(({ style, to }, column) => [
          `${row},${column}`,
          { style, ...(to === undefined ? {} : { hyperlink: { target: '', location: to } }) },
        ]),
      ),
    ),
    merges: lines.flatMap(({ span = 1 }, row) =>
      span > 1 ? [{ startRow: row, endRow: row, startCol: 0, endCol: span - 1 }] : [],
    ),
    rowDefs: new Map(
      lines.flatMap(({ height }, row) =>
        height === undefined ? [] : [[row, { height }] as const],
      ),
    ),
    charts: [
      {
        ...barsOf(picture.of, names.get(picture.of) ?? '', bars),
        anchor: {
          from: { row: above.length, col: 0 },
          to: { row: above.length + PAGE.picture - 1, col: all },
        },
      },
    ],
    view: { showGridLines: false },
    pageSetup: {
      paperSize: 'a4',
      orientation: 'portrait',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 1,
      horizontalCentered: true,
    },
    headerFooter: FOOTER,
  }
}

function inRows(sheets: readonly Sheet[]): readonly (readonly Sheet[])[] {
  const rows = Math.ceil(sheets.length / PAGE.columns)
  return Array.from({ length: rows }, (_, row) =>
    sheets.slice(row * PAGE.columns, (row + 1) * PAGE.columns),
  )
}
