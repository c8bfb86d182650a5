import type { Limits } from '../../containers/limits.ts'
import type { Block } from '../../model/document.ts'
import {
  type Chunk,
  exceeded,
  makeParagraph,
  makeTable,
  type RawRow,
  type TextBetween,
} from './build.ts'
import { isBlank, type Line } from './lines.ts'
import { splitRows } from './split-rows.ts'

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

/** A chunk that is being filled. */
interface OpenChunk extends Chunk {
  readonly cells: { text: string; line: number }[]
}

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
  const counts = new Map<number, number>()
  for (const size of sizes) if (size > 2) counts.set(size, (counts.get(size) ?? 0) + 1)
  return [...counts.values()].some((count) => count > 1)
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
  if (cells > limits.cells) throw exceeded('cells', cells, limits.cells)
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
  const text = content.trim() === '' ? content.replace(/ +/g, '') : content.replace(/\s+$/, '')
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
