import { checkLimit, type Limits } from '../../containers/limits.ts'
import type { Block } from '../../model/document.ts'
import { counted } from '../../text/lists.ts'
import {
  type Chunk,
  makeParagraph,
  makeTable,
  type RawCell,
  type RawRow,
  type TextBetween,
} from './build.ts'
import { isBlank, type Line } from './lines.ts'

/** A chunk that is being filled. */
interface OpenChunk extends Chunk {
  readonly cells: { text: string; line: number }[]
}

/** What a cell looks like to the row that it stands in. */
interface Look {
  readonly isEmpty: boolean
  readonly isNumber: boolean
  readonly isNumbered: boolean
  readonly isHeading: boolean
}

const CELL_LINE = /^ *\t/
/** A blank before the TAB marks the first row of a page. */
const PAGE_ROW = /^ +\t/
/** Marks on more cells than this share are an indent and mark nothing. */
const MOST_PAGE_ROWS = 1 / 3
/** A number alone in its cell. */
const LABEL_CELL = /^ *\t(?:\d+\.)*\d+[.)]?\s*$/
const EMPTY_CELL = /^ *\t+ *$/
const LEAST_CELLS = 4
const LABEL = /^\s*(?:\(?\d+[.)]|\p{Lu}{1,6}[.)]\s|\p{L}\))/u
/** Rows of the genre have so many columns. */
const NARROWEST = 3
const WIDEST = 14
/** Years and dates are none. */
const NUMBER = '(?!\\d\\d\\.\\d\\d\\.\\d\\d)(?:\\d{1,3}\\.)*\\d{1,3}'
const NUMBER_ALONE = new RegExp(`^\\s*${NUMBER}[.)]?\\s*$`)
const NUMBER_FIRST = new RegExp(`^\\s*${NUMBER}[.)](?!\\d)`)
/** Chunks, and cells of each, looked at to find the width. */
const SAMPLE_CHUNKS = 200
const SAMPLE = 300
/** «II. …», «ІП. …», «Розділ 1»: a heading that fills its row. */
const HEADING = /^\s*(?:\p{Lu}{1,6}\.\s|\p{Lu}\p{Ll}+ (?:\p{Lu}{1,6}|\d+)(?:[.:]|\s*$))/u
/** Costs of a row in a chunk of several rows. */
const LOST_CELL = 2
const LEADING_CELLS_DROPPED = 1
const OTHER_SIZE = 6
const HEADING_ROW = 1
const PLAIN_ROW = 4
const STRANGE_BEGINNING = 3
const NUMBER_INSIDE = 4
/** Several rows in a chunk, which empty lines should part. */
const UNPARTED = 3

/**
 * Whether each cell of the text's table stands on a line of its own that begins with a TAB; told by
 * empty cells, by numbers alone in a cell, or by rows of one size, since the first line of a
 * paragraph may begin so too.
 */
export function hasCellLines(lines: readonly Line[]): boolean {
  const cells = lines.filter(({ text }) => CELL_LINE.test(text))
  if (cells.length < LEAST_CELLS) return false
  const isAlone = ({ text }: Line) => !text.trim().includes('\t')
  const tabbed = lines.filter(({ text }) => text.trim().includes('\t'))
  if (tabbed.length > cells.filter(isAlone).length / 2) return false
  if (cells.some(({ text }) => EMPTY_CELL.test(text) || LABEL_CELL.test(text))) return true
  const sizes = readChunks(lines).flatMap((chunk) =>
    chunk.kind === 'chunk' ? [chunk.cells.length] : [],
  )
  return [...counted(sizes)].some(([size, times]) => size > 2 && times > 1)
}

/** First and last line (exclusive) of the table, with the lines that its last cell goes on in. */
export function cellLinesSpan(lines: readonly Line[]): readonly [number, number] {
  const first = lines.findIndex(({ text }) => CELL_LINE.test(text))
  const last = lines.findLastIndex(({ text }) => CELL_LINE.test(text))
  return [first, textEnd(lines, last + 1)]
}

/**
 * One table a page out of cells that stand a line each: rows are parted by empty lines, a cell goes
 * on in lines without a TAB, a blank before the TAB begins a page. Rows that no empty line parts are
 * told by their number of cells and their labels.
 */
export function readCellLines(lines: readonly Line[], limits: Limits): readonly Block[] {
  const cells = lines.reduce((sum, { text }) => sum + countTabs(text), 0)
  checkLimit(cells, limits.cells, 'cells')
  const blocks: Block[] = []
  let rows: RawRow[] = []
  const endTable = () => {
    if (rows.length > 0) blocks.push(makeTable(rows, false, limits))
    rows = []
  }
  for (const part of splitRows(readChunks(lines))) {
    if (part.kind === 'text') {
      endTable()
      blocks.push(makeParagraph(part.text, part.line, part.startsPage))
      continue
    }
    if (part.startsPage) endTable()
    rows.push(part)
  }
  endTable()
  return blocks
}

function readChunks(lines: readonly Line[]): readonly (Chunk | TextBetween)[] {
  const cellCount = lines.filter(({ text }) => CELL_LINE.test(text)).length
  const pageCount = lines.filter(({ text }) => PAGE_ROW.test(text)).length
  const hasPageRows = pageCount <= Math.max(1, cellCount * MOST_PAGE_ROWS)
  const chunks: (Chunk | TextBetween)[] = []
  let open: OpenChunk | null = null
  let last: OpenChunk | null = null
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index]
    if (!line) break
    if (CELL_LINE.test(line.text)) {
      const startsPage = line.startsPage || (hasPageRows && PAGE_ROW.test(line.text))
      if (open === null || startsPage) {
        open = { kind: 'chunk', cells: [], startsPage }
        chunks.push(open)
        last = open
      }
      addCells(open, line)
    } else if (isBlank(line)) open = null
    else if (open !== null) continueCell(open, line.text)
    else {
      const end = textEnd(lines, index)
      const text = lines
        .slice(index, end)
        .map((part) => part.text)
        .join('\n')
      if (last !== null && chunks.at(-1) === last && goesOn(text, end < lines.length)) {
        open = last
        continueCell(open, text)
      } else chunks.push({ kind: 'text', text, line: line.number, startsPage: line.startsPage })
      index = end - 1
    }
  }
  return chunks
}

/** Not fewer than the cells of a line. */
function countTabs(text: string): number {
  let count = 0
  for (let at = text.indexOf('\t'); at !== -1; at = text.indexOf('\t', at + 1)) count += 1
  return count
}

/** Each TAB begins a cell; TABs behind the text of a line begin none. */
function addCells(chunk: OpenChunk, line: Line): void {
  const content = line.text.replace(/^ *\t/, '')
  const text = content.trim() === '' ? content.replace(/ +/g, '') : content.trimEnd()
  for (const cell of text.split('\t')) chunk.cells.push({ text: cell, line: line.number })
}

function continueCell(chunk: OpenChunk, text: string): void {
  const cell = chunk.cells.at(-1)
  if (cell) cell.text += `\n${text}`
}

function textEnd(lines: readonly Line[], start: number): number {
  let end = start
  while (end < lines.length) {
    const line = lines[end]
    if (!line || isBlank(line) || CELL_LINE.test(line.text)) break
    end += 1
  }
  return end
}

/** Whether lines behind an empty line belong to the cell before it, or stand between two rows. */
function goesOn(text: string, hasMore: boolean): boolean {
  if (/^\s*\p{Ll}/u.test(text) && !LABEL.test(text)) return true
  return hasMore && !LABEL.test(text) && /\p{Ll}[.;:]\s*$/u.test(text)
}

/** Chunks of more cells than a row has become several rows. */
function splitRows(chunks: readonly (Chunk | TextBetween)[]): readonly (RawRow | TextBetween)[] {
  const width = rowWidth(chunks.flatMap((chunk) => (chunk.kind === 'chunk' ? [chunk] : [])))
  return chunks.flatMap((chunk): readonly (RawRow | TextBetween)[] => {
    if (chunk.kind === 'text') return [chunk]
    return splitChunk(chunk.cells, width).map((cells, index) => ({
      kind: 'row',
      cells,
      line: cells[0]?.line ?? 0,
      startsPage: chunk.startsPage && index === 0,
    }))
  })
}

/** The number of columns under which the text reads best, of two equal ones the larger. */
function rowWidth(chunks: readonly Chunk[]): number {
  const sample = chunks.slice(0, SAMPLE_CHUNKS).map(({ cells }) => cells.slice(0, SAMPLE).map(look))
  let best = { width: WIDEST, cost: Number.POSITIVE_INFINITY }
  for (let width = WIDEST; width >= NARROWEST; width -= 1) {
    let cost = 0
    for (const cells of sample) cost += chunkCost(cells, width)
    if (cost < best.cost) best = { width, cost }
  }
  return best.width
}

function chunkCost(cells: readonly Look[], width: number): number {
  if (cells.length <= width) return rowCost(cells, width, true)
  return cheapestSplit(cells, width).cost + UNPARTED
}

function splitChunk(cells: readonly RawCell[], width: number): readonly (readonly RawCell[])[] {
  if (cells.length <= width) return [cells]
  const { starts } = cheapestSplit(cells.map(look), width)
  return starts.map((start, index) => cells.slice(start, starts[index + 1]))
}

function look({ text }: RawCell): Look {
  return {
    isEmpty: text.trim() === '',
    isNumber: NUMBER_ALONE.test(text),
    isNumbered: NUMBER_FIRST.test(text),
    isHeading: HEADING.test(text),
  }
}

/** Where the rows of the cheapest cut begin, none of more than `width` cells (Viterbi). */
function cheapestSplit(
  cells: readonly Look[],
  width: number,
): { readonly starts: readonly number[]; readonly cost: number } {
  const costs = [0]
  const from = [0]
  for (let end = 1; end <= cells.length; end += 1) {
    let best = Number.POSITIVE_INFINITY
    for (let start = Math.max(0, end - width); start < end; start += 1) {
      const cost = (costs[start] ?? 0) + rowCost(cells.slice(start, end), width, start === 0)
      if (cost >= best) continue
      best = cost
      from[end] = start
    }
    costs[end] = best
  }
  const starts: number[] = []
  for (let end = cells.length; end > 0; end = from[end] ?? 0) starts.push(from[end] ?? 0)
  return { starts: starts.reverse(), cost: costs[cells.length] ?? 0 }
}

function rowCost(row: readonly Look[], width: number, isFirst: boolean): number {
  if (row.length === 1) return row[0]?.isHeading ? HEADING_ROW : PLAIN_ROW
  let cost = sizeCost(row.length, width, isFirst && row[0]?.isNumber === false)
  if (!isFirst && !beginsRow(row)) cost += STRANGE_BEGINNING
  for (let index = 1; index < row.length; index += 1)
    if (mustBeginRow(row, index)) cost += NUMBER_INSIDE
  return cost
}

function mustBeginRow(row: readonly Look[], index: number): boolean {
  const [first, second, third] = row.slice(index, index + 3)
  if (first?.isNumber || first?.isHeading) return true
  return first?.isEmpty === true && second?.isEmpty === true && third?.isNumbered === true
}

function sizeCost(size: number, width: number, mayLackFirst: boolean): number {
  if (size === width) return 0
  if (size === width - 1) return LOST_CELL
  return mayLackFirst && size >= width - 2 ? LEADING_CELLS_DROPPED : OTHER_SIZE
}

/** A number alone, a numbered measure, or empty cells before one. */
function beginsRow([first, second, third]: readonly Look[]): boolean {
  if (!first?.isEmpty) return first?.isNumbered === true
  return second?.isEmpty ? third?.isEmpty === false : second?.isNumber === false
}
