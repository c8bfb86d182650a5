import {
  Document,
  Footer,
  Header,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from 'docx'

/** A paragraph of runs, so that a placeholder may be torn as Word tears it; the first one is bold. */
export function torn(...runs: readonly string[]): Paragraph {
  return new Paragraph({
    children: runs.map((text, index) => new TextRun({ text, bold: index === 0 })),
  })
}

/** A table of one cell. */
export function framed(...children: readonly Paragraph[]): Table {
  const cell = new TableCell({ children: [...children] })
  return new Table({ rows: [new TableRow({ children: [cell] })] })
}

/** An office's own document with its font, a header and a footer. */
export async function templateOf(
  children: readonly (Paragraph | Table)[],
  header = 'Облдержадміністрація',
): Promise<Uint8Array> {
  const document = new Document({
    styles: { default: { document: { run: { font: 'Arial', size: 28 } } } },
    sections: [
      {
        headers: { default: new Header({ children: [new Paragraph(header)] }) },
        footers: { default: new Footer({ children: [new Paragraph('Вик. Петренко')] }) },
        children: [...children],
      },
    ],
  })
  return Packer.toBuffer(document)
}
