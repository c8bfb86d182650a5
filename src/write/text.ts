import {
  type Aside,
  type Cell,
  type Document,
  type Paragraph,
  paragraphsIn,
  type Row,
  type Table,
} from '../model/document.ts'

const PAGE_END = '\f'
const ASIDES_LINE = '-'.repeat(40)

/**
 * The document as plain text in reading order: automatic numbers before their paragraphs, table
 * rows as fields apart by tabs (line ends inside a cell are blanks), each further page after a form
 * feed, and text outside the flow at the end under a line. No character of the document is left out.
 */
export function documentText({ blocks, asides }: Document): string {
  let text = ''
  let page: number | null = null
  const add = (line: string, { place, startsPage }: Pick<Row, 'place' | 'startsPage'>) => {
    const isNext = startsPage || (page !== null && place.page !== undefined && place.page > page)
    text += `${isNext && text !== '' ? PAGE_END : ''}${line}\n`
    page = place.page ?? page
  }
  for (const block of blocks)
    if (block.kind === 'paragraph') add(printed(block), block)
    else for (const row of block.rows) add(rowFields(row, block).join('\t'), row)
  return text + asidesText(asides)
}

function printed({ marker, text }: Paragraph): string {
  if (marker === null) return text
  return text === '' ? marker : `${marker} ${text}`
}

/** A field a grid column, so that a column stays a column where cells are merged or missing. */
function rowFields(row: Row, table: Table): readonly string[] {
  if (!table.columnsKnown) return row.cells.map(cellText)
  const fields = Array.from({ length: table.columns }, () => '')
  for (const cell of row.cells)
    fields[cell.column] = [fields[cell.column], cellText(cell)].filter(Boolean).join(' ')
  return fields
}

function cellText({ blocks }: Cell): string {
  const texts = Array.from(paragraphsIn(blocks), printed)
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
