import type { ITableWidthProperties, Paragraph, ParagraphChild, Table, TextRun } from 'docx'
import { INK } from './palette.ts'
import { wellFormed } from './well-formed.ts'

const FONT = 'Times New Roman'
/** Half points. */
const SIZE = 22
/** A template may indent its paragraphs and part them; in cells that is in the way. */
/** Twentieths of a point. */
const ROOM = { before: 240, after: 120 }
const IN_CELL = { spacing: { before: 0, after: 0 }, indent: { firstLine: 0 } }

/** How a paragraph looks; without it: to the left, regular, on the page where it falls. */
export interface Look {
  readonly bold?: boolean
  readonly align?: 'left' | 'center' | 'right'
  readonly startsPage?: boolean
  /** Stays on the page of the paragraph behind it. */
  readonly keepsNext?: boolean
  /** Has room above and below, as a heading has. */
  readonly isSpaced?: boolean
}

export interface WordColumn {
  readonly heading: string
  /** Share of the width of the table, in percent. */
  readonly width: number
}

/** The cells of a row by column, on one page where it is not tall; a text alone is a bold line over the full width. */
type Cells = readonly (readonly Paragraph[])[]
export type WordRow = Cells | { readonly tall: Cells } | string

/** Makes the parts of Word documents; � stands for what XML does not know, line ends part paragraphs. */
export interface WordMaker {
  readonly run: (text: string, bold?: boolean) => TextRun
  readonly paragraph: (text: string, look?: Look) => Paragraph
  /** A paragraph of a cell. */
  readonly line: (...children: readonly ParagraphChild[]) => Paragraph
  /** The paragraphs of a cell. */
  readonly lines: (text: string) => readonly Paragraph[]
  /** A table with a heading that each page repeats, its titles too, and the paragraph that has to follow it. */
  readonly table: (
    columns: readonly WordColumn[],
    rows: readonly WordRow[],
    titles?: readonly string[],
  ) => readonly [Table, Paragraph]
}

interface PageLook {
  readonly title: string
  readonly isLandscape: boolean
}

/** The bytes of a document on numbered pages of A4, in Times New Roman of 11 points, marked as Ukrainian. */
export async function wordDocument(
  children: readonly (Paragraph | Table)[],
  { title, isLandscape }: PageLook,
): Promise<Uint8Array> {
  const {
    AlignmentType,
    Document,
    Footer,
    Packer,
    PageNumber,
    PageOrientation,
    Paragraph,
    TextRun,
  } = await import('docx')
  const run = { font: FONT, size: SIZE, language: { value: 'uk-UA' } }
  const orientation = isLandscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT
  const numbers = new TextRun({ children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES] })
  const footer = new Footer({
    children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [numbers] })],
  })
  const document = new Document({
    title,
    creator: 'zvit',
    styles: { default: { document: { run } } },
    sections: [
      {
        properties: { page: { size: { orientation } } },
        footers: { default: footer },
        children: [...children],
      },
    ],
  })
  return Packer.toBuffer(document)
}

/** Loads the library and sets the size of all texts in tables, in half points; null leaves it to the styles. */
export async function wordMaker(size: number | null = null): Promise<WordMaker> {
  const { Paragraph, Table, TableCell, TableRow, TextRun, WidthType } = await import('docx')
  // Bold is only ever said, never denied: a text in a template takes the look of its placeholder.
  const runOf = (text: string, bold: boolean, own: typeof size) =>
    new TextRun({
      text: wellFormed(text),
      ...(bold ? { bold } : {}),
      ...(own === null ? {} : { size: own }),
    })
  const run = (text: string, bold = false) => runOf(text, bold, size)
  const line = (...children: readonly ParagraphChild[]) =>
    new Paragraph({ ...IN_CELL, children: [...children] })
  const share = (percent: number) => ({ size: percent, type: WidthType.PERCENTAGE })
  /** The one bold line of a cell of a heading, or over the full width. */
  const heading = (
    text: string,
    place: { columnSpan: number } | { width: ITableWidthProperties },
  ) => {
    const look = { alignment: 'center', keepNext: true } as const
    const only = new Paragraph({ ...IN_CELL, ...look, children: [run(text, true)] })
    return new TableCell({ ...place, shading: { fill: INK.band }, children: [only] })
  }
  const table: WordMaker['table'] = (columns, rows, titles = []) => {
    const full = (text: string, tableHeader: boolean) => {
      const children = [heading(text, { columnSpan: columns.length })]
      return new TableRow({ cantSplit: true, tableHeader, children })
    }
    const rowOf = (given: WordRow) => {
      if (typeof given === 'string') return full(given, false)
      const cells = 'tall' in given ? given.tall : given
      const children = columns.map(
        ({ width }, index) =>
          new TableCell({ width: share(width), children: [...(cells[index] ?? [])] }),
      )
      return new TableRow({ cantSplit: cells === given, children })
    }
    const first = new TableRow({
      tableHeader: true,
      cantSplit: true,
      children: columns.map(({ width, heading: text }) => heading(text, { width: share(width) })),
    })
    const above = titles.map((title) => full(title, true))
    // A table at the very end keeps LibreOffice's export as text busy for ever.
    return [
      new Table({ width: share(100), rows: [first, ...above, ...rows.map(rowOf)] }),
      new Paragraph(''),
    ]
  }
  return {
    run,
    line,
    lines: (text) => text.split('\n').map((one) => line(run(one))),
    paragraph: (text, look = {}) =>
      new Paragraph({
        children: [runOf(text, look.bold ?? false, null)],
        pageBreakBefore: look.startsPage ?? false,
        keepNext: look.keepsNext ?? false,
        alignment: look.align ?? 'left',
        ...(look.isSpaced ? { spacing: ROOM } : {}),
      }),
    table,
  }
}
