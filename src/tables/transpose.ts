import type { Block, Cell, Document, Paragraph, Row, Table } from '../model/document.ts'
import type { Grammar } from '../model/grammar.ts'
import { isCoreRole, matchRole } from './roles.ts'
import { isNumbered } from './row-words.ts'
import { holdsText } from './units.ts'

/*
 * Tables that lie on their side: a measure a column, or a card a measure («Захід: | …», «Строк: | …»).
 * Their headings stand in the first column, one below the other.
 */

/** Fewer fields may be words in a first column. */
const LEAST_FIELDS = 3
/** Share of the rows whose first cell must name a field. */
const MOST = 0.6
/** Fewer cards under numbered lines are a table under a heading. */
const LEAST_HEADED = 2
/** Rows that tell whether a table may be one. */
const LOOKED_AT = 5
/** What a card is about: without one of these, or a title, it is a passport. */
const SUBJECTS: readonly string[] = ['number', 'item', 'measure']

/** The document with such tables turned upright: the same paragraphs, headings above the cells. */
export function turnUpright(document: Document, grammar: Grammar): Document {
  const lying = new Map<Block, readonly Line[]>()
  for (const block of document.blocks) {
    const lines = block.kind === 'table' ? linesOnSide(block, grammar) : null
    if (lines) lying.set(block, lines)
  }
  if (lying.size === 0) return document
  const blocks: Block[] = []
  const headed = document.blocks.filter((block, index, all) =>
    isHeaded(lying.get(block), all[index - 1], grammar),
  )
  let isTurned = false
  for (const block of document.blocks) {
    const lines = lying.get(block)
    const before = blocks.at(-1)
    const isUnder = headed.length >= LEAST_HEADED && isHeaded(lines, before, grammar)
    if (block.kind === 'paragraph' || !lines || !(isUnder || hasSubject(lines))) {
      blocks.push(block)
      continue
    }
    isTurned = true
    if (isUnder && before?.kind === 'paragraph') blocks.pop()
    const title = isUnder && before?.kind === 'paragraph' ? [titleLine(before, block)] : []
    for (const card of cardsOf([...title, ...lines])) blocks.push(standUp(card, block))
  }
  return isTurned ? { ...document, blocks } : document
}

/** True for a card that says nothing of what it is about, under a numbered line that does. */
function isHeaded(
  lines: readonly Line[] | undefined,
  before: Block | undefined,
  grammar: Grammar,
): boolean {
  if (!lines || hasSubject(lines) || before?.kind !== 'paragraph') return false
  return before.marker !== null || isNumbered(before.text, grammar)
}

function hasSubject(lines: readonly Line[]): boolean {
  return lines.some(({ head, role }) => head === null || (role !== null && SUBJECTS.includes(role)))
}

/** A numbered line above a card as the line of the card that is as wide as it. */
function titleLine(paragraph: Paragraph, table: Table): Line {
  const { place } = paragraph
  const cell = {
    row: 0,
    column: 0,
    rowSpan: 1,
    columnSpan: table.columns,
    blocks: [paragraph],
    place,
  }
  return { head: null, role: null, values: [cell], row: { cells: [cell], place } }
}

/** A row of a table on its side. */
interface Line {
  /** The cell with the heading; null where one cell is as wide as the table. */
  readonly head: Cell | null
  readonly role: string | null
  readonly values: readonly Cell[]
  readonly row: Row
}

function linesOnSide(table: Table, grammar: Grammar): readonly Line[] | null {
  if (table.rows.length < LEAST_FIELDS || table.columns < 2 || !mayLie(table, grammar)) return null
  const lines = table.rows
    .filter(({ cells }) => cells.some(({ blocks }) => blocks.some(holdsText)))
    .map((row) => lineOf(row, table, grammar))
  const headed = lines.filter(({ head }) => head !== null)
  const roles = headed.flatMap(({ role }) => role ?? [])
  const fields = new Set(roles.filter(isCoreRole))
  const isOnSide =
    fields.size >= LEAST_FIELDS &&
    fields.has('response') &&
    roles.length >= headed.length * MOST &&
    headed.every(({ head }) => head?.rowSpan === 1)
  return isOnSide ? lines : null
}

/** Told by its first rows: most tables stand upright. */
function mayLie(table: Table, grammar: Grammar): boolean {
  const first = table.rows.slice(0, LOOKED_AT).map((row) => lineOf(row, table, grammar))
  return first.filter(({ role }) => role !== null).length > 1
}

function lineOf(row: Row, { columns }: Table, grammar: Grammar): Line {
  const [first, ...values] = row.cells
  if (first?.column !== 0 || first.columnSpan >= columns || values.length === 0)
    return { head: null, role: null, values: row.cells, row }
  return { head: first, role: matchRole(textOf(first), grammar.columns)?.role ?? null, values, row }
}

function textOf({ blocks }: Cell): string {
  return blocks.map((block) => (block.kind === 'paragraph' ? block.text : '')).join('\n')
}

/** A card ends where its first field comes again, or where a line as wide as the table follows. */
function cardsOf(lines: readonly Line[]): readonly (readonly Line[])[] {
  const cards: Line[][] = []
  let first: string | null = null
  for (const line of lines) {
    const isNext = line.head === null || (line.role !== null && line.role === first)
    const open = isNext ? undefined : cards.at(-1)
    if (open) open.push(line)
    else cards.push([line])
    if (isNext) first = line.role
    else first ??= line.role
  }
  return cards
}

/** Rows become columns; a cell over two columns becomes one over two rows. */
function standUp(card: readonly Line[], table: Table): Table {
  const height = card.some(({ head }) => head !== null) ? table.columns : 1
  const rows = Array.from({ length: height }, (_, row): Row => {
    const cells = card.flatMap(({ head, values }, column) => {
      const cell = row === 0 ? head : values.find((value) => Math.max(value.column, 1) === row)
      const wide = height === 1 && head === null ? values[0] : cell
      return wide ? [turnCell(wide, { row, column, height })] : []
    })
    return { cells, place: cells[0]?.place ?? table.place }
  })
  const first = card[0]?.row
  return {
    kind: 'table',
    columns: card.length,
    columnsKnown: true,
    rows: rows.filter(({ cells }) => cells.length > 0),
    place: first?.place ?? table.place,
    ...(table.startsSheet && card[0]?.row === table.rows[0] ? { startsSheet: true } : {}),
  }
}

function turnCell(
  cell: Cell,
  { row, column, height }: { row: number; column: number; height: number },
): Cell {
  const columnSpan = cell.rowSpan
  const rowSpan = row === 0 ? 1 : Math.min(cell.columnSpan, height - row)
  return { ...cell, row, column, rowSpan, columnSpan }
}
