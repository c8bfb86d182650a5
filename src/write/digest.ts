import type { Paragraph, Table, TableRow } from 'docx'

/** One line of an answer: who gave it, in bold, and its words; line ends part paragraphs. */
export interface DigestAnswer {
  readonly who: string
  readonly words: string
}

export interface DigestRow {
  readonly number: string
  readonly measure: string
  readonly deadline: string
  readonly executors: string
  readonly answers: readonly DigestAnswer[]
}

export interface DigestSection {
  readonly title: string
  readonly rows: readonly DigestRow[]
}

/** A report on one programme and period, a table with the columns of the reports it is made of. */
export interface Digest {
  readonly title: string
  readonly lines: readonly string[]
  readonly sections: readonly DigestSection[]
}

const HEADINGS = [
  '№ з/п',
  'Найменування заходу',
  'Строк виконання',
  'Виконавці',
  'Інформація про виконання',
]
/** Shares of the width of the page, in fiftieths of a percent, as Word counts. */
const WIDTHS = [350, 1150, 600, 850, 2050]
const FONT = 'Times New Roman'
/** Half points. */
const SIZE = 22
/** Characters that XML 1.0 does not know. */
const FORBIDDEN = /[^\P{Cc}\t]|\p{Cs}|[\ufffe\uffff]/gu

/** A Word document with the digests one after another, each on a page of its own. */
export async function digestDocument(digests: readonly Digest[]): Promise<Uint8Array> {
  const docx = await import('docx')
  const make = makers(docx)
  const children = digests.flatMap((digest, index) => [
    make.paragraph(digest.title, { bold: true, isTitle: true, startsPage: index > 0 }),
    ...digest.lines.map((line) => make.paragraph(line, {})),
    make.paragraph('', {}),
    make.table(digest.sections),
  ])
  const document = new docx.Document({
    styles: { default: { document: { run: { font: FONT, size: SIZE } } } },
    sections: [
      {
        properties: { page: { size: { orientation: docx.PageOrientation.LANDSCAPE } } },
        children,
      },
    ],
  })
  return docx.Packer.toBuffer(document)
}

interface Look {
  readonly bold?: boolean
  readonly isTitle?: boolean
  readonly startsPage?: boolean
}

function makers(docx: typeof import('docx')) {
  const run = (text: string, bold: boolean) =>
    new docx.TextRun({ text: text.replace(FORBIDDEN, ''), bold })

  function paragraph(
    text: string,
    { bold = false, isTitle = false, startsPage = false }: Look,
  ): Paragraph {
    return new docx.Paragraph({
      children: [run(text, bold)],
      pageBreakBefore: startsPage,
      alignment: isTitle ? docx.AlignmentType.CENTER : docx.AlignmentType.LEFT,
    })
  }

  function paragraphs(text: string): readonly Paragraph[] {
    return text.split('\n').map((line) => paragraph(line, {}))
  }

  function answer({ who, words }: DigestAnswer): readonly Paragraph[] {
    const [first = '', ...rest] = words.split('\n')
    const children = [run(first === '' ? who : `${who} `, true), run(first, false)]
    return [new docx.Paragraph({ children }), ...rest.map((line) => paragraph(line, {}))]
  }

  function cell(column: number, children: readonly Paragraph[]) {
    return new docx.TableCell({
      width: { size: WIDTHS[column] ?? 0, type: docx.WidthType.PERCENTAGE },
      children: [...children],
    })
  }

  function row(given: DigestRow): TableRow {
    const { number, measure, deadline, executors, answers } = given
    const texts = [number, measure, deadline, executors].map(paragraphs)
    const last = answers.length > 0 ? answers.flatMap(answer) : paragraphs('')
    return new docx.TableRow({
      children: [...texts, last].map((children, column) => cell(column, children)),
    })
  }

  function sectionRow(title: string): TableRow {
    const look = { bold: true, isTitle: true }
    const whole = new docx.TableCell({
      columnSpan: HEADINGS.length,
      children: [paragraph(title, look)],
    })
    return new docx.TableRow({ children: [whole], cantSplit: true })
  }

  function table(sections: readonly DigestSection[]): Table {
    const heading = new docx.TableRow({
      tableHeader: true,
      children: HEADINGS.map((text, column) =>
        cell(column, [paragraph(text, { bold: true, isTitle: true })]),
      ),
    })
    return new docx.Table({
      width: { size: 5000, type: docx.WidthType.PERCENTAGE },
      rows: [
        heading,
        ...sections.flatMap(({ title, rows }) => [
          ...(title === '' ? [] : [sectionRow(title)]),
          ...rows.map(row),
        ]),
      ],
    })
  }

  return { paragraph, table }
}
