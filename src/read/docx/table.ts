import { checkLimit } from '../../containers/limits.ts'
import {
  attribute,
  child,
  some,
  type XmlElement,
  type XmlNode,
} from '../../containers/xml/element.ts'
import { unwrapLayout } from '../../document/layout.ts'
import { createGrid, type GridCell } from '../../document/merged-cells.ts'
import { cellPlace } from '../../document/place.ts'
import { noteRagged } from '../../document/ragged.ts'
import type { Block, Row, Table } from '../../model/document.ts'
import type { Place } from '../../model/place.ts'
import { drawsLines, withoutFillers } from './fillers.ts'
import { numberOf, switchOf } from './properties.ts'
import type { Scope } from './reading.ts'
import { IGNORED } from './vocabulary.ts'
import { unwrap } from './wrappers.ts'

/** Reads what stands in a cell; handed in, since cells hold blocks and blocks hold tables. */
type ReadBlocks = (nodes: readonly XmlNode[], scope: Scope) => readonly Block[]

/** A table while its rows are read. */
interface TableDraft {
  readonly scope: Scope
  /** The place of the table. */
  readonly base: Place
  readonly readBlocks: ReadBlocks
  readonly grid: ReturnType<typeof createGrid>
  readonly rows: Row[]
  /** Of each row the column behind its last position. */
  readonly ends: number[]
  /** Its properties or its style may draw lines around cells that have none of their own. */
  readonly hasLines: boolean
  /** What stands between rows or cells, where nothing may stand. */
  readonly strays: XmlElement[]
}

/**
 * A table as drawn, then whatever stood in it outside of cells. Rows and cells that tracked changes
 * delete are left out; text in a cell merged into the one above is appended to that.
 * Throws `LIMIT_EXCEEDED` (rows, columns, cells).
 */
export function readTable(
  element: XmlElement,
  scope: Scope,
  readBlocks: ReadBlocks,
): readonly Block[] {
  const { tables } = scope.story
  const { part } = scope.base
  const base: Place = part === undefined ? { table: tables.count } : { part, table: tables.count }
  tables.count += 1
  const grid = createGrid()
  const hasLines = drawsLines(child(element, 'w:tblPr'))
  const draft: TableDraft = {
    scope,
    base,
    readBlocks,
    grid,
    rows: [],
    ends: [],
    hasLines,
    strays: [],
  }
  addRows(element.children, draft)
  const columns = draft.ends.reduce((widest, end) => Math.max(widest, end), 0)
  noteRagged(draft, columns, scope.story.reading.notes)
  const table: Table = { kind: 'table', columns, columnsKnown: true, rows: draft.rows, place: base }
  // A table of nothing but deleted rows is deleted.
  const drawn = draft.rows.length > 0 ? unwrapLayout(table) : []
  return draft.strays.length === 0 ? drawn : [...drawn, ...readBlocks(draft.strays, scope)]
}

function addRows(nodes: readonly XmlNode[], draft: TableDraft): void {
  const { reading } = draft.scope.story
  for (const node of nodes) {
    if (typeof node === 'string') continue
    if (node.name === 'w:tr') {
      addRow(node, draft)
      continue
    }
    if (IGNORED.has(node.name)) continue
    const inside = unwrap(node, reading, draft.base)
    if (inside !== null) addRows(inside, draft)
    else addStray(node, draft)
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

function addRow(element: XmlElement, draft: TableDraft): void {
  const { story } = draft.scope
  const { reading } = story
  const properties = child(element, 'w:trPr')
  // 17.13.5.12: w:del inside w:trPr means the row was deleted.
  if (properties !== null && child(properties, 'w:del') !== null) {
    reading.notes.add('READ_DELETED_TEXT', draft.base, 'A deleted row was left out.')
    return
  }
  const row = draft.rows.length
  checkLimit(row + 1, reading.limits.rows, 'rows in one table')
  const startsPage = story.startsPage
  story.startsPage = false
  draft.grid.openRow(skippedColumns(properties, 'w:gridBefore'))
  const hidden = reading.asides.length
  const cells: GridCell[] = []
  addCells(draft.hasLines ? element.children : withoutFillers(element), draft, cells)
  // A row of nothing but hidden text is not drawn.
  if (isEmptied(cells) && reading.asides.length > hidden) {
    draft.grid.dropRow()
    return
  }
  const end = draft.grid.closeRow(skippedColumns(properties, 'w:gridAfter'))
  checkLimit(end, reading.limits.columns, 'columns in one table')
  draft.ends.push(end)
  draft.rows.push({
    cells,
    place: { ...draft.base, row },
    ...(switchOf(properties, 'w:tblHeader') ? { isHeading: true } : {}),
    ...(startsPage || cells.some(startsOnPage) ? { startsPage: true } : {}),
  })
}

/** 17.4.14 and 17.4.15: columns of the grid before the first cell or behind the last. */
function skippedColumns(properties: XmlElement | null, name: string): number {
  return Math.max(0, numberOf(properties, name) ?? 0)
}

function isEmptied(cells: readonly GridCell[]): boolean {
  return cells.length > 0 && cells.every(({ blocks }) => blocks.length === 0)
}

function startsOnPage({ blocks: [first] }: GridCell): boolean {
  return first?.kind === 'paragraph' && first.startsPage === true
}

function addCells(nodes: readonly XmlNode[], draft: TableDraft, cells: GridCell[]): void {
  const { reading } = draft.scope.story
  for (const node of nodes) {
    if (typeof node === 'string' || IGNORED.has(node.name)) continue
    if (node.name === 'w:tc') {
      addCell(node, draft, cells)
      continue
    }
    const inside = unwrap(node, reading, draft.base)
    if (inside !== null) addCells(inside, draft, cells)
    else addStray(node, draft)
  }
}

/** Adds the cell that begins here; none where it is deleted or goes on from another. */
function addCell(element: XmlElement, draft: TableDraft, cells: GridCell[]): void {
  const { scope, base, grid, readBlocks } = draft
  const { reading } = scope.story
  const row = draft.rows.length
  const properties = child(element, 'w:tcPr')
  if (properties !== null && child(properties, 'w:cellDel') !== null) {
    reading.notes.add('READ_DELETED_TEXT', { ...base, row }, 'A deleted cell was left out.')
    return
  }
  reading.cells += 1
  checkLimit(reading.cells, reading.limits.cells, 'cells')
  const column = grid.column()
  const span = Math.max(1, numberOf(properties, 'w:gridSpan') ?? 1)
  checkLimit(column + span, reading.limits.columns, 'columns in one table')
  const place = cellPlace(base, row, column)
  const merges = mergesOf(properties)
  const hasText = merges.isBelow && some(element, isPrinted)
  const { cell, isNew } = grid.place({ row, place, span, hasText, ...merges })
  const blocks = readBlocks(element.children, {
    story: scope.story,
    base: place,
    paragraphs: { count: 0 },
    isHidden: scope.isHidden,
    isContinued: !isNew,
  })
  for (const block of blocks) cell.blocks.push(block)
  if (isNew) cells.push(cell)
}

/** Text or an automatic number. */
function isPrinted({ name, children }: XmlElement): boolean {
  if (name === 'w:numPr') return true
  return name === 'w:t' && children.some((node) => typeof node === 'string' && /\S/.test(node))
}

/** `isBelow` and `isBeside`: the cell goes on from the one above or the one before it. */
function mergesOf(properties: XmlElement | null) {
  const vertical = trackedMerge(properties) ?? mergeOf(properties, 'w:vMerge')
  return {
    isRestart: vertical === 'restart',
    isBelow: vertical === 'continue',
    isBeside: mergeOf(properties, 'w:hMerge') === 'continue',
  }
}

/** 17.4.85: without a value the cell goes on. */
function mergeOf(properties: XmlElement | null, name: string): string | null {
  const merge = properties === null ? null : child(properties, name)
  return merge === null ? null : (attribute(merge, 'w:val') ?? 'continue')
}

/** 17.13.5.1: a merge made by a tracked change; `cont` means that the cell goes on. */
function trackedMerge(properties: XmlElement | null): string | null {
  const merge = properties === null ? null : child(properties, 'w:cellMerge')
  if (merge === null) return null
  return attribute(merge, 'w:vMerge') === 'cont' ? 'continue' : 'restart'
}
