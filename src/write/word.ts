import type { Paragraph, ParagraphChild, Table, TextRun } from 'docx'

const FONT = 'Times New Roman'
/** Half points. */
const SIZE = 22
/** Characters that XML 1.0 does not know. */
const FORBIDDEN = /[^\P{Cc}\t]|\p{Cs}|[\ufffe\uffff]/gu
/** A template may indent its paragraphs and part them; in cells that is in the way. */
const IN_CELL = { spacing: { before: 0, after: 0 }, indent: { firstLine: 0 } }

/** How a paragraph looks; without it: to the left, regular, on the page where it falls. */
export interface Look {
  readonly bold?: boolean
  readonly align?: 'left' | 'center' | 'right'
  readonly startsPage?: boolean
  /** Stays on the page of the paragraph behind it. */
  readonly keepsNext?: boolean
}

export interface WordColumn {
  readonly heading: string
  /** Share of the width of the table, in percent. */
  readonly width: number
}

/** The cells of a row by column; a text alone is a bold line over the full width. */
export type WordRow = readonly (readonly Paragraph[])[] | string

/** Makes the parts of Word documents; texts lose what XML does not know, line ends part paragraphs. */
export interface WordMaker {
  readonly run: (text: string, bold?: boolean) => TextRun
  readonly paragraph: (text: string, look?: Look) => Paragraph
  /** A paragraph of a cell. */
  readonly line: (...children: readonly ParagraphChild[]) => Paragraph
  /** The paragraphs of a cell. */
  readonly lines: (text: string) => readonly Paragraph[]
  /** A table with a heading that each page repeats, and the paragraph that has to follow it. */
  readonly table: (
    columns: readonly WordColumn[],
    rows: readonly WordRow[],
  ) => readonly [Table, Paragraph]
}

/** Loads the library and sets the size of all texts in tables, in half points; null leaves it to the styles. */
export async function wordMaker(size: number | null = null): Promise<WordMaker> {
  return makerWith(await import('docx'), size)
}

interface PageLook {
  readonly title: string
  readonly isLandscape: boolean
}

/** The bytes of a document on A4, in Times New Roman of 11 points, marked as Ukrainian. */
export async function wordDocument(
  children: readonly (Paragraph | Table)[],
  { title, isLandscape }: PageLook,
): Promise<Uint8Array> {
  const { Document, Packer, PageOrientation } = await import('docx')
  const run = { font: FONT, size: SIZE, language: { value: 'uk-UA' } }
  const orientation = isLandscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT
  const document = new Document({
    title,
    creator: 'zvit',
    styles: { default: { document: { run } } },
    sections: [{ properties: { page: { size: { orientation } } }, children: [...children] }],
  })
  return Packer.toBuffer(document)
}

function makerWith(docx: typeof import('docx'), size: number | null): WordMaker {
  const run = (text: string, bold = false) =>
    new docx.TextRun({ text: text.replace(FORBIDDEN, ''), bold })
  const runInCell = (text: string, bold = false) =>
    new docx.TextRun({
      text: text.replace(FORBIDDEN, ''),
      bold,
      ...(size === null ? {} : { size }),
    })

  function paragraph(text: string, look: Look = {}): Paragraph {
    return new docx.Paragraph({
      children: [run(text, look.bold)],
      pageBreakBefore: look.startsPage ?? false,
      keepNext: look.keepsNext ?? false,
      alignment: look.align ?? docx.AlignmentType.LEFT,
    })
  }

  function line(...children: readonly ParagraphChild[]): Paragraph {
    return new docx.Paragraph({ ...IN_CELL, children: [...children] })
  }

  function boldLine(text: string): Paragraph {
    const children = [runInCell(text, true)]
    return new docx.Paragraph({ ...IN_CELL, children, alignment: docx.AlignmentType.CENTER })
  }

  function table(columns: readonly WordColumn[], rows: readonly WordRow[]) {
    const widthOf = (share: number) => ({ size: share, type: docx.WidthType.PERCENTAGE })
    const row = (cells: readonly (readonly Paragraph[])[], isHeading: boolean) =>
      new docx.TableRow({
        tableHeader: isHeading,
        children: columns.map(
          ({ width }, index) =>
            new docx.TableCell({ width: widthOf(width), children: [...(cells[index] ?? [])] }),
        ),
      })
    const fullRow = (text: string) =>
      new docx.TableRow({
        cantSplit: true,
        children: [new docx.TableCell({ columnSpan: columns.length, children: [boldLine(text)] })],
      })
    const whole = new docx.Table({
      width: widthOf(100),
      rows: [
        row(
          columns.map(({ heading }) => [boldLine(heading)]),
          true,
        ),
        ...rows.map((cells) => (typeof cells === 'string' ? fullRow(cells) : row(cells, false))),
      ],
    })
    // A table at the very end keeps LibreOffice's export as text busy for ever, and Word adds a paragraph.
    return [whole, new docx.Paragraph('')] as const
  }

  return {
    run: runInCell,
    paragraph,
    line,
    lines: (text) => text.split('\n').map((one) => line(runInCell(one))),
    table,
  }
}
