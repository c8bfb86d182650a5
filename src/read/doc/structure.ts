import { checkLimit, type Limits } from '../../containers/limits.ts'
import type { Span } from './file.ts'
import type { ParagraphFormat } from './properties.ts'
import type { Reading } from './reading.ts'
import { firstControl } from './text.ts'

/** A paragraph of a story as it is stored. */
export interface RawParagraph {
  /** Character positions `[start, end)` of its text, without its mark. */
  readonly start: number
  readonly end: number
  /** The character that ends it, empty where the story ends without one. */
  readonly mark: string
  /** Nothing in its text stands for anything but itself, symbols apart. */
  readonly isPlain: boolean
  readonly format: ParagraphFormat
}

export const MARK = { paragraph: '\r', cell: '\u0007', page: '\f' } as const
const MARKS: ReadonlySet<string> = new Set(Object.values(MARK))

/**
 * Cuts a stretch of text into its paragraphs ([MS-DOC] 2.4.2). A page break ends one only where a
 * section or its formatting ends with it. Throws `LIMIT_EXCEEDED` (elements).
 */
export function readParagraphs(reading: Reading, span: Span): readonly RawParagraph[] {
  const { text, controls } = reading.pieces
  const found: RawParagraph[] = []
  let start = span.start
  let isPlain = true
  const add = (end: number, mark: string): void => {
    const position = mark === '' ? end - 1 : end
    const format = reading.formats.paragraph(position)
    found.push({ start, end, mark, isPlain, format })
    start = end + mark.length
    isPlain = true
    checkLimit(found.length, reading.builder.limits.elements, 'paragraphs')
  }
  for (let index = firstControl(controls, span.start); index < controls.length; index += 1) {
    const position = controls[index] ?? span.end
    if (position >= span.end) break
    const control = text.charAt(position)
    if (MARKS.has(control) && (control !== MARK.page || isEnd(position, reading)))
      add(position, control)
    else isPlain = false
  }
  if (start < span.end) add(span.end, '')
  return found
}

function isEnd(position: number, { formats, sections }: Reading): boolean {
  return sections.has(position) || formats.isParagraphEnd(position)
}

/** A paragraph, or a table of rows of cells of such nodes. */
export type DocNode = RawParagraph | RawTable

export interface RawTable {
  readonly rows: readonly RawRow[]
}

export interface RawRow {
  readonly cells: readonly (readonly DocNode[])[]
  /** The paragraph that ends the row and defines it; null where the row has lost it. */
  readonly end: RawParagraph | null
}

/** A table while its paragraphs come. */
interface OpenTable {
  readonly rows: RawRow[]
  cells: DocNode[][]
  cell: DocNode[]
}

export function isTable(node: DocNode): node is RawTable {
  return 'rows' in node
}

/**
 * Puts the paragraphs of a story into tables, by how deep each stands and by the marks of cells and
 * rows ([MS-DOC] 2.4.3, 2.4.4). Throws `LIMIT_EXCEEDED` (depth, cells).
 */
export function nest(paragraphs: readonly RawParagraph[], limits: Limits): readonly DocNode[] {
  const top: DocNode[] = []
  const open: OpenTable[] = []
  let tables = 0
  for (const paragraph of paragraphs) {
    const { depth, isInTable } = paragraph.format
    const level = Math.max(depth, isInTable ? 1 : 0)
    checkLimit(level, limits.depth, 'tables in one another')
    while (open.length > level) endTable(open)
    tables += Math.max(0, level - open.length)
    checkLimit(tables, limits.cells, 'cells')
    while (open.length < level) openTable(open, top)
    const table = open.at(-1)
    if (table === undefined) top.push(paragraph)
    else addToTable(table, paragraph)
  }
  while (open.length > 0) endTable(open)
  return top
}

function openTable(open: OpenTable[], top: DocNode[]): void {
  const rows: RawRow[] = []
  const outer = open.at(-1)?.cell ?? top
  outer.push({ rows })
  open.push({ rows, cells: [], cell: [] })
}

function addToTable(table: OpenTable, paragraph: RawParagraph): void {
  if (paragraph.format.isRowEnd && paragraph.mark !== '') {
    // Nothing may stand before the mark of a row; what does so is a cell.
    if (paragraph.end > paragraph.start) table.cell.push(paragraph)
    endRow(table, paragraph)
    return
  }
  table.cell.push(paragraph)
  if (paragraph.mark === MARK.cell || paragraph.format.isInnerCellEnd) {
    table.cells.push(table.cell)
    table.cell = []
  }
}

function endRow(table: OpenTable, end: RawParagraph | null): void {
  if (table.cell.length > 0) table.cells.push(table.cell)
  if (table.cells.length > 0) table.rows.push({ cells: table.cells, end })
  table.cells = []
  table.cell = []
}

function endTable(open: OpenTable[]): void {
  const table = open.pop()
  if (table !== undefined) endRow(table, null)
}
