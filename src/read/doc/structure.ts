import { checkLimit, type Limits } from '../../containers/limits.ts'
import { type DocFile, long, PART, type Span, type Spend } from './file.ts'
import { type ParagraphFormat, PROPERTY, propertyEnd, wholeList } from './properties.ts'
import type { Reading } from './reading.ts'
import { firstControl, type Piece } from './text.ts'

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
    const format = reading.formats.paragraph(reading.pieceAt(position), position)
    found.push({ start, end, mark, isPlain, format })
    start = end + mark.length
    isPlain = true
    checkLimit(found.length, reading.limits.elements, 'paragraphs')
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

function isEnd(position: number, { formats, sections, pieceAt }: Reading): boolean {
  return sections.ends.has(position) || formats.isParagraphEnd(pieceAt(position), position)
}

/** Finds the piece of a position; neighbours are asked for one after the other. */
export function createPieceFinder(pieces: readonly Piece[]): (position: number) => Piece {
  let last = 0
  return (position) => {
    const known = pieces[last]
    if (known !== undefined && position >= known.start && position < known.end) return known
    let low = 0
    let high = pieces.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((pieces[middle]?.start ?? 0) <= position) low = middle
      else high = middle - 1
    }
    last = low
    const piece = pieces[low]
    if (piece === undefined) throw new RangeError('a document without text was asked for text')
    return piece
  }
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
    const level = paragraph.format.depth
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

/** Where sections end, and whether a new page begins behind them ([MS-DOC] 2.8.26, 2.9.243). */
export interface Sections {
  /** By the position of the mark that ends a section. */
  readonly ends: ReadonlyMap<number, { readonly endsPage: boolean }>
}

const ENTRY_LENGTH = 12
const NO_PROPERTIES = 0xffffffff
/** Value of the property that begins a section on the same page or in the next column. */
const LAST_WITHOUT_PAGE = 1

export function readSections(file: DocFile, spend: Spend): Sections {
  const bytes = file.part(PART.sections)
  const count = Math.max(0, Math.floor((bytes.length - 4) / (4 + ENTRY_LENGTH)))
  const ends = new Map<number, { readonly endsPage: boolean }>()
  for (let index = 0; index < count; index += 1) {
    const next = (count + 1) * 4 + (index + 1) * ENTRY_LENGTH
    const endsPage = index + 1 < count && beginsPage(file, long(bytes, next + 2), spend)
    ends.set(long(bytes, (index + 1) * 4) - 1, { endsPage })
  }
  return { ends }
}

/** How a section begins; on a new page where it does not say. */
function beginsPage({ main }: DocFile, offset: number, spend: Spend): boolean {
  if (offset === NO_PROPERTIES || offset + 2 > main.length) return true
  let beginning = 2
  const length = main.readUInt16LE(offset)
  spend(length)
  const list = wholeList(main.subarray(offset + 2, offset + 2 + length))
  let at = 0
  for (let next = propertyEnd(list, at); next !== -1; next = propertyEnd(list, at)) {
    if (list.bytes.readUInt16LE(at) === PROPERTY.sectionBreak)
      beginning = list.bytes.readUInt8(at + 2)
    at = next
  }
  return beginning > LAST_WITHOUT_PAGE
}
