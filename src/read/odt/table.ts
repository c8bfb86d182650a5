import { checkLimit } from '../../containers/limits.ts'
import { attribute, children, type XmlElement, type XmlNode } from '../../containers/xml/element.ts'
import { cellPlace } from '../../document/place.ts'
import { noteRagged } from '../../document/ragged.ts'
import type { Block, Row, Table } from '../../model/document.ts'
import type { Place } from '../../model/place.ts'
import type { Scope } from './reading.ts'
import { type CellDraft, createRows, type Rows } from './rows.ts'
import { IGNORED } from './vocabulary.ts'

/** Reads what stands in a cell; handed in, since cells hold blocks and blocks hold tables. */
type ReadBlocks = (nodes: readonly XmlNode[], scope: Scope) => readonly Block[]

/** A table while its rows are read. */
interface TableDraft {
  readonly scope: Scope
  /** The place of the table. */
  readonly base: Place
  readonly readBlocks: ReadBlocks
  readonly grid: Rows
  readonly rows: Row[]
  /** Of each row the column behind its last position. */
  readonly ends: number[]
  /** Whether the row at hand has a cell whose text was not all deleted. */
  isRowKept: boolean
  /** What stands between rows or cells, where nothing may stand. */
  readonly strays: XmlElement[]
}

const ROW_WRAPPERS: ReadonlySet<string> = new Set(['table:table-rows', 'table:table-row-group'])
const SOFT_BREAKS: ReadonlySet<string> = new Set(['text:soft-page-break', 'loext:soft-page-break'])

/**
 * A table as drawn, then whatever stood in it outside of cells; repeated rows and cells are drawn
 * as often as they say, text in cells that others cover is hidden.
 * Throws `LIMIT_EXCEEDED` (rows, columns, cells, elements).
 */
export function readTable(
  element: XmlElement,
  scope: Scope,
  readBlocks: ReadBlocks,
): readonly Block[] {
  const { story, tables } = scope
  const style = story.styles.find('table', attribute(element, 'table:style-name'))
  if (style.breaksBefore) story.startsPage = true
  const { part } = scope.base
  const base: Place = part === undefined ? { table: tables.count } : { part, table: tables.count }
  tables.count += 1
  const grid = createRows(columnsOf(element, scope))
  const draft: TableDraft = {
    scope,
    base,
    readBlocks,
    grid,
    rows: [],
    ends: [],
    isRowKept: false,
    strays: [],
  }
  addRows(element.children, draft, false)
  grid.close(draft.rows.length)
  const columns = draft.ends.reduce((widest, end) => Math.max(widest, end), 0)
  noteRagged(draft, columns, scope.story.reading.notes)
  const table: Table = { kind: 'table', columns, columnsKnown: true, rows: draft.rows, place: base }
  const drawn = draft.rows.length > 0 ? [table] : []
  return draft.strays.length === 0 ? drawn : [...drawn, ...readBlocks(draft.strays, scope)]
}

/** Number of columns that the table declares. */
function columnsOf(element: XmlElement, scope: Scope): number {
  let columns = 0
  for (const node of element.children) {
    if (typeof node === 'string') continue
    if (node.name === 'table:table-column')
      columns += repetition(node, 'table:number-columns-repeated')
    else if (/^table:table-(?:header-)?column(?:s|-group)$/.test(node.name))
      columns += columnsOf(node, scope)
    checkLimit(columns, scope.story.reading.limits.columns, 'columns in one table')
  }
  return columns
}

function addRows(nodes: readonly XmlNode[], draft: TableDraft, isHeading: boolean): void {
  for (const node of nodes) {
    if (typeof node === 'string') continue
    if (node.name === 'table:table-row') repeatRow(node, draft, isHeading)
    else if (node.name === 'table:table-header-rows') addRows(node.children, draft, true)
    else if (ROW_WRAPPERS.has(node.name)) addRows(node.children, draft, isHeading)
    else if (SOFT_BREAKS.has(node.name)) draft.scope.story.startsPage = true
    else if (!IGNORED.has(node.name)) addStray(node, draft)
  }
}

function addStray(element: XmlElement, { strays, base, scope }: TableDraft): void {
  strays.push(element)
  scope.story.reading.notes.add(
    'READ_ELEMENT_UNKNOWN',
    base,
    `The element ${element.name.slice(0, 80)} stands in a table outside of cells; its text was read behind the table.`,
  )
}

function repeatRow(element: XmlElement, draft: TableDraft, isHeading: boolean): void {
  const { reading } = draft.scope.story
  const times = repetition(element, 'table:number-rows-repeated')
  checkLimit(draft.rows.length + times, reading.limits.rows, 'rows in one table')
  spendRepeated(element, times, draft)
  for (let time = 0; time < times; time += 1) addRow(element, draft, isHeading)
}

/** Elements read again cost as much as elements of the file. */
function spendRepeated(element: XmlElement, times: number, { scope }: TableDraft): void {
  if (times === 1) return
  const { reading } = scope.story
  reading.repeated += (times - 1) * sizeOf(element)
  checkLimit(reading.repeated, reading.limits.elements, 'elements in repeated cells')
}

function sizeOf(element: XmlElement): number {
  let size = 1
  for (const node of element.children) size += typeof node === 'string' ? 1 : sizeOf(node)
  return size
}

function addRow(element: XmlElement, draft: TableDraft, isHeading: boolean): void {
  const { story } = draft.scope
  const row = draft.rows.length
  const startsPage = story.startsPage
  story.startsPage = false
  draft.grid.openRow()
  draft.isRowKept = false
  const cells: CellDraft[] = []
  for (const node of drawnCells(children(element), draft)) {
    if (node.name === 'table:table-cell') repeatCell(node, draft, cells)
    else if (node.name === 'table:covered-table-cell') addCovered(node, draft)
    else if (!IGNORED.has(node.name)) addStray(node, draft)
  }
  const end = draft.grid.closeRow()
  // A row of nothing but deleted text is not drawn.
  if (cells.length > 0 && !draft.isRowKept) {
    draft.grid.dropRow()
    return
  }
  checkLimit(end, story.reading.limits.columns, 'columns in one table')
  draft.ends.push(end)
  draft.rows.push({
    cells,
    place: { ...draft.base, row },
    ...(isHeading ? { isHeading: true } : {}),
    ...(startsPage || cells.some(startsOnPage) ? { startsPage: true } : {}),
  })
}

/**
 * LibreOffice fills a row that lost cells with empty ones without lines: at the end of a row whose
 * other cells have lines these are none.
 */
function drawnCells(
  elements: readonly XmlElement[],
  { scope: { story } }: TableDraft,
): readonly XmlElement[] {
  const isLined = (element: XmlElement) =>
    story.styles.find('table-cell', attribute(element, 'table:style-name')).isLined
  const last = elements.findLastIndex(
    (element) =>
      element.name !== 'table:table-cell' || isLined(element) !== false || hasText(element),
  )
  const isBare = last < elements.length - 1 && elements.some((element) => isLined(element) === true)
  return isBare ? elements.slice(0, last + 1) : elements
}

function hasText(element: XmlElement): boolean {
  return element.children.some((node) =>
    typeof node === 'string' ? node.trim() !== '' : node.name === 'text:list' || hasText(node),
  )
}

function startsOnPage({ blocks: [first] }: CellDraft): boolean {
  return first?.kind === 'paragraph' && first.startsPage === true
}

function repeatCell(element: XmlElement, draft: TableDraft, cells: CellDraft[]): void {
  const { reading } = draft.scope.story
  const times = repetition(element, 'table:number-columns-repeated')
  const { columns } = reading.limits
  checkLimit(draft.grid.column() + times, columns, 'columns in one table')
  spendRepeated(element, times, draft)
  for (let time = 0; time < times; time += 1) cells.push(addCell(element, draft))
}

function addCell(element: XmlElement, draft: TableDraft): CellDraft {
  const { scope, base, grid, readBlocks } = draft
  const { reading } = scope.story
  reading.cells += 1
  checkLimit(reading.cells, reading.limits.cells, 'cells')
  const row = draft.rows.length
  const cell = grid.place({
    row,
    base,
    rowSpan: repetition(element, 'table:number-rows-spanned'),
    // Beyond the limit the cell is refused below; no more positions are marked.
    columnSpan: Math.min(
      repetition(element, 'table:number-columns-spanned'),
      reading.limits.columns + 1,
    ),
  })
  checkLimit(cell.column + cell.columnSpan, reading.limits.columns, 'columns in one table')
  const inside = { ...scope, base: cell.place, paragraphs: { count: 0 }, list: null }
  const { story } = scope
  const { deleted } = story
  const isDeleting = story.deleting.size > 0
  cell.blocks = readBlocks(element.children, inside)
  const isEmptied = (isDeleting || story.deleted > deleted) && cell.blocks.every(isBlank)
  draft.isRowKept ||= !isEmptied
  return cell
}

function isBlank(block: Block): boolean {
  return block.kind === 'paragraph' && block.text.trim() === ''
}

/** Text in a cell that another one covers is not printed. */
function addCovered(element: XmlElement, draft: TableDraft): void {
  const { scope, base, grid, readBlocks } = draft
  const times = repetition(element, 'table:number-columns-repeated')
  const { columns } = scope.story.reading.limits
  checkLimit(grid.column() + times, columns, 'columns in one table')
  if (element.children.length > 0) spendRepeated(element, times, draft)
  for (let time = 0; time < times; time += 1) {
    const column = grid.cover()
    if (element.children.length === 0) continue
    const place = cellPlace(base, draft.rows.length, column)
    const paragraphs = { count: 0 }
    readBlocks(element.children, { ...scope, base: place, paragraphs, isHidden: true, list: null })
  }
}

/** A number of repetitions or of positions covered, at least 1. */
function repetition(element: XmlElement, name: string): number {
  const value = attribute(element, name)
  return value !== null && /^\d{1,9}$/.test(value) ? Math.max(1, Number(value)) : 1
}
