import { checkLimit, type Limits } from '../../containers/limits.ts'
import { createGrid, type GridCell } from '../../document/merged-cells.ts'
import type { Notes } from '../../document/notes.ts'
import { noteRagged } from '../../document/ragged.ts'
import type { Block, Paragraph, Row, Table } from '../../model/document.ts'
import type { Place } from '../../model/place.ts'
import { own } from '../../text/own.ts'
import type { DraftBlock, DraftParagraph, DraftRow, DraftTable, RowDefinition } from './reading.ts'

/** Where blocks stand: the base of their places, and what is counted there. */
export interface Scope {
  readonly base: Place
  readonly paragraphs: { count: number }
  readonly tables: { count: number }
  /** A cell that goes on from another: its empty paragraphs are not drawn. */
  readonly isContinued: boolean
  readonly notes: Notes
  readonly limits: Limits
}

type Grid = ReturnType<typeof createGrid>

/** Width of a cell whose edge is not told, twips. */
const SOME_WIDTH = 1440

/**
 * The blocks of the model, when all of a story is read: columns are told by the edges of all rows
 * of a table, and places, tables counted in document order, are filled in.
 * Throws `LIMIT_EXCEEDED` (columns).
 */
export function settle(drafts: readonly DraftBlock[], scope: Scope): readonly Block[] {
  const blocks: Block[] = []
  for (const draft of drafts) {
    const block = draft.kind === 'table' ? settleTable(draft, scope) : settleParagraph(draft, scope)
    if (block !== null) blocks.push(block)
  }
  return blocks
}

function settleParagraph(draft: DraftParagraph, scope: Scope): Paragraph | null {
  const { text, marker, style, startsPage } = draft
  const place: Place = Object.assign(draft.place, scope.base, {
    paragraph: scope.paragraphs.count,
  })
  // What stands behind the last paragraph end is no paragraph.
  if (draft.isDrawn || draft.hidden !== null) scope.paragraphs.count += 1
  if (!draft.isDrawn || (scope.isContinued && text.trim() === '')) return null
  return {
    kind: 'paragraph',
    text: own(text),
    marker,
    style,
    place,
    ...(startsPage ? { startsPage } : {}),
  }
}

function settleTable({ rows: drafts }: DraftTable, scope: Scope): Table | null {
  const { part } = scope.base
  const table = scope.tables.count
  scope.tables.count += 1
  const place: Place = part === undefined ? { table } : { part, table }
  const edges = columnsOf(drafts.map((draft) => (draft.isDrawn ? edgesOf(draft) : [])))
  const grid = createGrid()
  const rows: Row[] = []
  const ends: number[] = []
  drafts.forEach((draft, index) => {
    const at = { scope, place: { ...place, row: rows.length }, grid, edges: edges[index] ?? [] }
    if (!draft.isDrawn) {
      passRow(draft, at)
      return
    }
    const end = at.edges.at(-1) ?? 0
    checkLimit(end, scope.limits.columns, 'columns in one table')
    rows.push(settleRow(draft, at))
    ends.push(end)
  })
  const columns = ends.reduce((widest, end) => Math.max(widest, end), 0)
  noteRagged({ rows, ends }, columns, scope.notes)
  // A table of nothing but deleted rows is deleted.
  return rows.length === 0 ? null : { kind: 'table', columns, columnsKnown: true, rows, place }
}

interface RowAt {
  readonly scope: Scope
  readonly place: Place
  readonly grid: Grid
  readonly edges: readonly number[]
}

function settleRow({ cells: drafts, definition }: DraftRow, at: RowAt): Row {
  const { scope, place, grid, edges } = at
  const cells: GridCell[] = []
  grid.openRow(edges[0] ?? 0)
  drafts.forEach(({ blocks }, index) => {
    const column = edges[index] ?? 0
    const span = (edges[index + 1] ?? column + 1) - column
    const merges = definition.cells[index]
    const cellPlace: Place = { ...place, column }
    const { cell, isNew } = grid.place({
      row: place.row ?? 0,
      place: cellPlace,
      span,
      isRestart: merges?.isRestart ?? false,
      isBelow: merges?.isBelow ?? false,
      isBeside: merges?.isBeside ?? false,
    })
    const inside = { ...scope, base: cellPlace, paragraphs: { count: 0 }, isContinued: !isNew }
    for (const block of settle(blocks, inside)) cell.blocks.push(block)
    if (merges?.isDeleted === true && !holdsText(cell)) {
      scope.notes.add('READ_DELETED_TEXT', cellPlace, 'A deleted cell was left out.')
    } else if (isNew) cells.push(cell)
  })
  grid.closeRow(0)
  dropFillers(cells, definition, edges)
  const startsPage = cells.some(startsOnPage)
  return {
    cells,
    place,
    ...(definition.isHeading ? { isHeading: true } : {}),
    ...(startsPage ? { startsPage: true } : {}),
  }
}

/**
 * LibreOffice fills a row that lost cells with empty ones without lines: at the end of a row whose
 * other cells have lines these are none.
 */
function dropFillers(cells: GridCell[], definition: RowDefinition, edges: readonly number[]): void {
  if (!definition.cells.some(({ isLined }) => isLined)) return
  for (let index = definition.cells.length - 1; index > 0; index -= 1) {
    const last = cells.at(-1)
    if (last === undefined || last.column !== edges[index] || holdsText(last)) return
    if (definition.cells[index]?.isLined === true || last.rowSpan > 1) return
    cells.pop()
  }
}

/** Fills in the places of what was told of a row that is left out. */
function passRow({ cells }: DraftRow, { scope, place }: RowAt): void {
  cells.forEach(({ blocks }, column) => {
    settle(blocks, { ...scope, base: { ...place, column }, paragraphs: { count: 0 } })
  })
}

function edgesOf({ cells, definition }: DraftRow): readonly number[] {
  let last = definition.left
  const edges = [last]
  cells.forEach((_, index) => {
    const right = definition.cells[index]?.right ?? last + SOME_WIDTH
    // Some writers give widths for positions, or the same position twice.
    last = Math.max(right, last + 1)
    edges.push(last)
  })
  return edges
}

function holdsText({ blocks }: GridCell): boolean {
  return blocks.some(
    (block) => block.kind === 'table' || block.marker !== null || block.text.trim() !== '',
  )
}

function startsOnPage({ blocks: [first] }: GridCell): boolean {
  return first?.kind === 'paragraph' && first.startsPage === true
}

/**
 * Edges of one row's cells nearer to those of another row than this are the same edge, twips. A
 * narrower cell could hold no text: its margins alone take 216.
 */
const NEAR = 200

/**
 * For each row the columns of its edges, 0-based, from the edges' positions (left edge first,
 * strictly increasing within a row). Edges of different rows that come near one another are one
 * edge; edges of one row never are.
 */
function columnsOf(rows: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const rowsAt = new Map<number, number[]>()
  rows.forEach((edges, row) => {
    for (const edge of edges) {
      const known = rowsAt.get(edge)
      if (known === undefined) rowsAt.set(edge, [row])
      else known.push(row)
    }
  })
  const columns: number[][] = rows.map(() => [])
  let column = -1
  let first = Number.NEGATIVE_INFINITY
  for (const [edge, meeting] of [...rowsAt].sort(([left], [right]) => left - right)) {
    const isTaken = meeting.some((row) => columns[row]?.at(-1) === column)
    if (isTaken || edge - first > NEAR) {
      column += 1
      first = edge
    }
    for (const row of meeting) columns[row]?.push(column)
  }
  return columns
}
