import type { Block, Cell, Document, Paragraph, Row, Table } from '../../src/model/document.ts'
import { loadGrammar } from '../../src/resources.ts'
import { type Segmented, type SegmentedReport, segment } from '../../src/tree/index.ts'

/*
 * Documents drawn as text: a line a row, cells between `|`, `^` a cell merged with the one above,
 * `~` a cell that is lost, `#1)` an automatic number, `==` a new table or page, `=sheet=` a new sheet,
 * `>>` before a row that begins a page. A line without `|` is a paragraph.
 */

/** The document that a drawing stands for. */
export function draw(drawing: string): Document {
  const blocks: Block[] = []
  const sheets: number[] = []
  let rows: string[][] = []
  const close = () => {
    if (rows.length > 0)
      blocks.push(table(rows, blocks.filter(({ kind }) => kind === 'table').length))
    rows = []
  }
  for (const line of drawing
    .trim()
    .split('\n')
    .map((one) => one.trim())) {
    if (line === '==') close()
    else if (line === '=sheet=') {
      close()
      sheets.push(blocks.length)
    } else if (line.includes('|')) rows.push(line.split('|').map((cell) => cell.trim()))
    else {
      close()
      blocks.push(paragraph(line, { paragraph: blocks.length }))
    }
  }
  close()
  return {
    format: 'docx',
    pages: null,
    textSource: 'digital',
    blocks: blocks.map((block, index) =>
      sheets.includes(index) ? { ...block, startsSheet: true } : block,
    ),
    asides: [],
    source: null,
    diagnostics: [],
  }
}

const grammar = await loadGrammar()

/** The tree of a drawing under the built-in grammar; every word counts as known. */
export function segmentDrawing(
  drawing: string,
  isRecognised = false,
): SegmentedReport & Pick<Segmented, 'explain'> {
  const document = isRecognised ? recognised(draw(drawing)) : draw(drawing)
  const { reports, explain } = segment(document, grammar, { isWord: () => true })
  return { ...reports[0], explain }
}

/** The same document as if its words had been read from a picture. */
function recognised(document: Document): Document {
  const mark = (key: string, value: unknown) =>
    key === 'place' ? { ...(value as object), ocr: true } : value
  return JSON.parse(JSON.stringify(document, mark))
}

/** All reports that a drawing holds. */
export function reportsOfDrawing(drawing: string): readonly SegmentedReport[] {
  return segment(draw(drawing), grammar, { isWord: () => true }).reports
}

/** A line a heading or measure: id, label, text; then the answers. */
export function outline({ tree }: Pick<SegmentedReport, 'tree'>): readonly string[] {
  return tree.sections.flatMap((section) => [
    `${section.id} [${section.label ?? ''}] ${section.title.text}`.trim(),
    ...section.items.flatMap((item) => [
      `${item.id} [${item.label ?? ''}] ${item.title.text}`.trim(),
      ...item.measures.map((measure) => {
        const answers = [
          measure.deadline.text,
          measure.executors.text,
          measure.response?.text ?? 'MISSING',
        ]
        return `${measure.id} [${measure.label ?? ''}] ${measure.text.text} | ${answers.join(' | ')}`
      }),
    ]),
  ])
}

function table(rows: readonly (readonly string[])[], number: number): Table {
  const columns = Math.max(...rows.map((row) => row.length))
  return {
    kind: 'table',
    columns,
    columnsKnown: true,
    rows: rows.map((row, index) => drawRow(rows, row, { index, table: number, columns })),
    place: { table: number },
  }
}

function drawRow(
  rows: readonly (readonly string[])[],
  written: readonly string[],
  at: { index: number; table: number; columns: number },
): Row {
  const [first = '', ...rest] = written
  const startsPage = first.startsWith('>>')
  const row = startsPage ? [first.slice(2).trim(), ...rest] : written
  const cells: Cell[] = row.flatMap((text, column) => {
    if (text === '^' || text === '~') return []
    const place = { table: at.table, row: at.index, column }
    let rowSpan = 1
    while (/^(?:>>\s*)?\^$/.test(rows[at.index + rowSpan]?.[column] ?? '')) rowSpan += 1
    const columnSpan = row.length === 2 && row[1] === '' ? at.columns : 1
    if (columnSpan > 1 && column > 0) return []
    const blocks = text === '' ? [] : [paragraph(text, { ...place, paragraph: 0 })]
    return [{ row: at.index, column, rowSpan, columnSpan, blocks, place }]
  })
  const place = { table: at.table, row: at.index }
  return { cells, place, ...(startsPage ? { startsPage } : {}) }
}

function paragraph(text: string, place: Paragraph['place']): Paragraph {
  const automatic = /^#(\S+)\s?(.*)$/su.exec(text)
  return {
    kind: 'paragraph',
    text: (automatic?.[2] ?? text).replaceAll('\\n', '\n'),
    marker: automatic?.[1] ?? null,
    style: null,
    place,
  }
}
