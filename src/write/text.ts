import type { Aside, Block, Cell, Document, Paragraph, Row, Table } from '../model/document.ts'

const PAGE_END = '\f'
const ASIDES_LINE = '-'.repeat(40)

/** One line of output and whether a page begins with it. */
interface Line {
  readonly text: string
  readonly page: number | null
  readonly startsPage: boolean
}

/**
 * The document as plain text in reading order: automatic numbers before their paragraphs, table
 * rows as fields apart by tabs (line ends inside a cell are blanks), each further page after a form
 * feed, and text outside the flow at the end under a line. No character of the document is left out.
 */
export function documentText(document: Document): string {
  let text = ''
  let page: number | null = null
  for (const line of document.blocks.flatMap(blockLines)) {
    const isNextPage = line.startsPage || (page !== null && line.page !== null && line.page > page)
    if (isNextPage && text !== '') text += PAGE_END
    text += `${line.text}\n`
    page = line.page ?? page
  }
  return text + asidesText(document.asides)
}

function blockLines(block: Block): readonly Line[] {
  return block.kind === 'table' ? tableLines(block) : [paragraphLine(block)]
}

function paragraphLine(paragraph: Paragraph): Line {
  return {
    text: printed(paragraph),
    page: paragraph.place.page ?? null,
    startsPage: paragraph.startsPage ?? false,
  }
}

function printed({ marker, text }: Paragraph): string {
  if (marker === null) return text
  return text === '' ? marker : `${marker} ${text}`
}

function tableLines(table: Table): readonly Line[] {
  return table.rows.map((row) => ({
    text: rowFields(row, table).join('\t'),
    page: row.place.page ?? null,
    startsPage: row.startsPage ?? false,
  }))
}

/** A field a grid column, so that a column stays a column where cells are merged or missing. */
function rowFields(row: Row, table: Table): readonly string[] {
  if (!table.columnsKnown) return row.cells.map(cellText)
  const fields = Array.from({ length: table.columns }, () => '')
  for (const cell of row.cells)
    fields[cell.column] = [fields[cell.column], cellText(cell)].filter(Boolean).join(' ')
  return fields
}

function cellText(cell: Cell): string {
  return cell.blocks.map(inlineText).filter(Boolean).join(' ')
}

function inlineText(block: Block): string {
  const texts =
    block.kind === 'paragraph'
      ? [printed(block)]
      : block.rows.flatMap((row) => row.cells.map(cellText))
  return texts
    .map((text) => text.replace(/\s+/gu, ' ').trim())
    .filter(Boolean)
    .join(' ')
}

function asidesText(asides: readonly Aside[]): string {
  if (asides.length === 0) return ''
  const lines = asides.map(({ kind, paragraph }) => `[${kind}] ${printed(paragraph)}\n`)
  return `${ASIDES_LINE}\n${lines.join('')}`
}
