import type { WriteSheet } from 'hucre/xlsx'

type PageSetup = NonNullable<WriteSheet['pageSetup']>

/** How a column is shown; a share is a number from 0 to 1, a date ISO 8601, a mark one of those of the sheet. */
export type ColumnKind = 'short' | 'text' | 'long' | 'number' | 'share' | 'date' | 'mark' | 'key'

/** Least and most of a column by its kind, in digits of the default font. */
const WIDTHS: Readonly<Record<ColumnKind, readonly [least: number, most: number]>> = {
  short: [7, 12],
  text: [11, 30],
  long: [24, 52],
  number: [8, 13],
  share: [10, 13],
  date: [12, 12],
  mark: [5, 5],
  key: [10, 10],
}
/** Those that give way where a table is too wide. */
const FLEXIBLE: ReadonlySet<ColumnKind> = new Set(['text', 'long'])
/** Digits that a Cyrillic letter takes, on average and in bold; points that a digit takes. */
const SIZES = { letter: 1.06, bold: 1.16, digit: 5.25, gap: 3.75, line: 15 }
/** The width that margins of 10 mm leave of a page, landscape, in points. */
const PAPERS = { a4: 784, a3: 1133 }
/** 11 points printed as 8: less is not read. */
const LEAST_SCALE = 0.73

/** Of a column, what its width depends on. */
interface Measured {
  readonly heading: string
  readonly kind: ColumnKind
}

/** Widths of columns, fitted to what stands in them and to A3 in letters of 8 points at least. */
export function widthsOf(
  columns: readonly Measured[],
  rows: readonly (readonly unknown[])[],
): readonly number[] {
  const widths = columns.map(({ heading, kind }, column) => {
    const [least, most] = WIDTHS[kind]
    if (least === most) return least
    let longest = 0
    for (const row of rows) {
      if (longest * SIZES.letter + 3 >= most) break
      longest = Math.max(longest, `${row[column] ?? ''}`.length)
    }
    const word = Math.max(...heading.split(/\s+/u).map(({ length }) => length))
    const wanted = Math.max(longest * SIZES.letter, word * SIZES.bold) + 3
    return Math.round(Math.min(most, Math.max(least, wanted)))
  })
  const flexible = widths.map((width, column) =>
    FLEXIBLE.has(columns[column]?.kind ?? 'key') ? width - WIDTHS.text[0] : 0,
  )
  const excess = (points(widths) - PAPERS.a3 / LEAST_SCALE) / SIZES.digit
  const spare = flexible.reduce((sum, width) => sum + width, 0)
  if (excess <= 0 || spare === 0 || columns.some(({ kind }) => kind === 'mark')) return widths
  const share = Math.min(1, excess / spare)
  return widths.map((width, column) => Math.floor(width - share * (flexible[column] ?? 0)))
}

function points(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width * SIZES.digit + SIZES.gap, 0)
}

/** How columns are printed: on one page where 8 points allow it, of A4 or A3, else on several beside each other. */
interface Pages {
  readonly setup: PageSetup
  /** Columns over which a title is written: not beyond those that stand on every page. */
  readonly first: number
}

/** The pages of columns of these widths, of which the first `fixed` stand on every page; `isMap`: of A4 only. */
export function pagesOf(
  widths: readonly number[],
  { fixed, isMap }: { readonly fixed: number; readonly isMap: boolean },
): Pages {
  const fits = (paper: 'a4' | 'a3') => points(widths) * LEAST_SCALE <= PAPERS[paper]
  if (fits('a4') || (!isMap && fits('a3')))
    return { setup: setupOf(fits('a4') ? 'a4' : 'a3', 1), first: widths.length }
  const paper = isMap ? 'a4' : 'a3'
  const head = points(widths.slice(0, fixed))
  const each = (points(widths) - head) / (widths.length - fixed)
  const most = Math.max(1, Math.floor((PAPERS[paper] / LEAST_SCALE - head) / each))
  const pages = Math.ceil((widths.length - fixed) / most)
  return { setup: setupOf(paper, pages), first: Math.max(1, fixed) }
}

/** Fitted to its pages, since a program without the font takes other widths. */
function setupOf(paperSize: 'a4' | 'a3', fitToWidth: number): PageSetup {
  return {
    paperSize,
    orientation: 'landscape',
    fitToPage: true,
    fitToWidth,
    fitToHeight: 0,
    margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
  }
}

/** Points that a text takes that is wrapped in a column, or, as a heading of marks, stands upright in it. */
export function heightOf(text: string, width: number, letter = 1): number {
  const lines = Math.max(1, Math.ceil((text.length * SIZES.letter * letter) / width))
  return lines * SIZES.line * letter
}

/** Points that the longest of headings takes that stand upright in two lines. */
export function uprightHeight(headings: readonly string[]): number {
  const longest = Math.max(...headings.map(({ length }) => length))
  return Math.min(300, Math.max(60, (longest / 2) * SIZES.digit * SIZES.bold + 20))
}
