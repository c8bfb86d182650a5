import type { Limits } from '../../containers/limits.ts'
import type { Table } from '../../model/document.ts'
import { layOutPrinted, type Printed } from '../../page/print/index.ts'
import { makeTable, type RawRow } from './build.ts'
import { isBlank, type Line } from './lines.ts'

interface OpenRow extends RawRow {
  readonly cells: { text: string; readonly line: number; readonly column: number }[]
}

/*
 * Tables whose columns are parted by blanks alone, as they come from a printer or out of a PDF. The
 * columns are the stretches that no row fills: at least two blanks wide, in every row.
 */

const LEAST_COLUMNS = 4
/** Cells of a line from which the columns are told, and rows that a table has at least. */
const LEAST_CELLS = 3
const LEAST_ROWS = 3
const GAP = / {2,}/
const LEAST_GAP = 2
const LABEL = /^(?:\(?\d+(?:\.\d+)*[.)]?|[IVXІХ]{1,5}[.)])$/
/** «2) …», «1.2. …»: a measure of the item above. */
const MEASURE = /^(?:\d{1,2}\)|\d{1,2}\.\d{1,2}\.?\s)/
const MOST_NUMBERS = 0.4
/** Longer lines are no columns, but one long paragraph. */
const LONGEST_LINE = 1000
/** Lines without columns of their own that may follow one another: a wrapped cell, a heading. */
const LONGEST_CELL = 12
/** Lines of so many parts tell of columns; fewer lines are signatures. */
const LEAST_PARTS = 3
const LEAST_LINES = 4
const PAGE_NUMBER = /^\s*(?:[-–—]\s*)?\d{1,4}\s*(?:[-–—]\s*)?$/

/** Where lines that may be such a table end, and whether they are one; null where none begins. */
export function blankColumnsEnd(
  lines: readonly Line[],
  start: number,
): { readonly end: number; readonly isTable: boolean } | null {
  const first = lines[start]
  if (!first || countBlankCells(first) < LEAST_COLUMNS) return null
  const end = runEnd(lines, start)
  const run = lines.slice(start, end)
  const starts = columnStarts(run)
  if (starts.length < LEAST_COLUMNS) return { end, isTable: false }
  const rows = readRows(run, starts).filter(
    ({ cells }) => cells.filter(({ text }) => text !== '').length >= LEAST_CELLS,
  )
  return { end, isTable: rows.length >= LEAST_ROWS }
}

/** The table; `lines` are those that `blankColumnsEnd` found. */
export function readBlankColumns(lines: readonly Line[], limits: Limits): Table {
  return makeTable(readRows(lines, columnStarts(lines)), true, limits)
}

/** Cells of a line that blanks part, 0 for one that has TABs. */
export function countBlankCells({ text }: Line): number {
  if (text.length > LONGEST_LINE || text.includes('\t')) return 0
  const trimmed = text.trim()
  return trimmed === '' ? 0 : trimmed.split(GAP).length
}

/**
 * Behind the last line with columns that others lead to. A line that leaves fewer columns than the
 * lines before it, behind an empty line, is none of the table: a signature is parted by blanks too.
 */
function runEnd(lines: readonly Line[], start: number): number {
  const filled: boolean[] = []
  let columns = 0
  let end = start
  let between = 0
  let isApart = false
  for (let index = start; index < lines.length; index += 1) {
    const line = lines[index]
    if (!line || line.text.length > LONGEST_LINE || line.text.includes('\t')) break
    if (countBlankCells(line) >= LEAST_CELLS) {
      fill(filled, line)
      const left = startsOf(filled).length
      if (columns > 0 && left < (isApart ? columns : LEAST_COLUMNS)) break
      columns = left
      end = index + 1
      between = 0
    } else if (isContinuation(line) && between === 0) end = index + 1
    else between += 1
    isApart = isBlank(line)
    if (between > LONGEST_CELL) break
  }
  return end
}

/** A line that begins behind the first column goes on with a cell. */
function isContinuation({ text }: Line): boolean {
  return /^ {3,}\S/.test(text)
}

function columnStarts(lines: readonly Line[]): readonly number[] {
  const filled: boolean[] = []
  for (const line of lines) if (countBlankCells(line) >= LEAST_CELLS) fill(filled, line)
  return startsOf(filled)
}

function fill(filled: boolean[], { text }: Line): void {
  for (let at = 0; at < text.length; at += 1) if (text.charAt(at) !== ' ') filled[at] = true
}

/** Where each column begins: the first character behind each gap that all rows share. */
function startsOf(filled: readonly boolean[]): readonly number[] {
  const starts: number[] = []
  let blanks = LEAST_GAP
  for (let at = 0; at < filled.length; at += 1) {
    if (filled[at] !== true) {
      blanks += 1
      continue
    }
    if (blanks >= LEAST_GAP) starts.push(at)
    blanks = 0
  }
  return starts
}

/**
 * A row begins behind an empty line, with the number of a measure, and where its first column is
 * filled: with a number, where rows have numbers, since words there may be the rest of a heading.
 */
function readRows(lines: readonly Line[], starts: readonly number[]): readonly RawRow[] {
  const rows: OpenRow[] = []
  const firsts = lines.map((line) => sliceAt(line.text, starts)?.[0] ?? '').filter(Boolean)
  const numbers = firsts.filter((text) => LABEL.test(text)).length
  const isNumbered = numbers > 0 && numbers >= firsts.length * MOST_NUMBERS
  const isFirst = (text: string) => (isNumbered ? LABEL.test(text) : text !== '')
  let isApart = true
  for (const line of lines) {
    if (isBlank(line)) {
      isApart = true
      continue
    }
    const sliced = sliceAt(line.text, starts)
    // «Р О З Д І Л   2.  Захист дітей» stands apart, and its words fall into columns by chance.
    const isHeading =
      isApart && isNumbered && countBlankCells(line) < LEAST_CELLS && isWords(sliced?.[0])
    const texts = isHeading ? null : sliced
    const isWide = texts === null
    const begins =
      isWide ||
      isFirst(texts[0] ?? '') ||
      texts.some((text) => MEASURE.test(text)) ||
      (isApart && countBlankCells(line) >= LEAST_CELLS)
    const last = rows.at(-1)
    if (last && !begins && last.cells.length > 1)
      for (const [column, text] of texts.entries()) addLine(last, column, text)
    else rows.push(openRow(line, isWide ? [line.text.trim()] : texts))
    isApart = false
  }
  return rows
}

function isWords(first: string | undefined): boolean {
  return first !== undefined && first !== '' && !LABEL.test(first)
}

function openRow({ number, startsPage }: Line, texts: readonly string[]): OpenRow {
  return {
    kind: 'row',
    cells: texts.map((text, column) => ({ text, line: number, column })),
    line: number,
    startsPage,
  }
}

function addLine({ cells }: OpenRow, column: number, text: string): void {
  const cell = cells[column]
  if (cell && text !== '') cell.text = cell.text === '' ? text : `${cell.text}\n${text}`
}

/** The texts of a line by column; null where one runs over the gap between two. */
function sliceAt(text: string, starts: readonly number[]): readonly string[] | null {
  for (const start of starts.slice(1))
    if (text.charAt(start - 1).trim() !== '' || isWordOver(text, start)) return null
  return starts.map((start, column) =>
    text.slice(column === 0 ? 0 : start, starts[column + 1]).trim(),
  )
}

/** Words with single blanks that go on over the gap. */
function isWordOver(text: string, start: number): boolean {
  return text.charAt(start - 2).trim() !== '' && text.charAt(start).trim() !== ''
}

/**
 * What stands on the pages of a text whose columns are parted by blanks alone, where they shift from
 * page to page or one blank is all that is left between two cells; null where no table is found.
 */
export function readPrinted(lines: readonly Line[], limits: Limits): Printed | null {
  if (lines.some(({ text }) => text.length > LONGEST_LINE || text.includes('\t'))) return null
  const parted = lines.filter((line) => countBlankCells(line) >= LEAST_PARTS)
  if (parted.length < LEAST_LINES) return null
  const printed = layOutPrinted(splitPages(lines, parted[0]), limits)
  const isRead = printed.blocks.some(
    (block) =>
      block.kind === 'table' && block.columns >= LEAST_PARTS && block.rows.length >= LEAST_ROWS,
  )
  return isRead ? printed : null
}

/** Pages begin at a form feed and where the first line of columns, the heading, stands again. */
function splitPages(lines: readonly Line[], heading: Line | undefined): readonly Line[][] {
  const words = wordsOf(heading)
  const pages: Line[][] = [[]]
  let isHeaded = false
  for (const line of lines) {
    const isHeading = wordsOf(line) === words
    const isAgain = isHeading && isHeaded
    if (line.startsPage || isAgain) {
      pages.push(isAgain && !line.startsPage ? takeHead(pages.at(-1) ?? []) : [])
      isHeaded = false
    }
    isHeaded ||= isHeading
    pages.at(-1)?.push(line)
  }
  return pages
}

/** Takes off the number of the next page, which stands above its heading. */
function takeHead(page: Line[]): Line[] {
  const last = page.findLastIndex(({ text }) => text.trim() !== '')
  return PAGE_NUMBER.test(page[last]?.text ?? '') ? page.splice(last) : []
}

function wordsOf(line: Line | undefined): string {
  return line?.text.trim().replace(/\s+/g, ' ') ?? ''
}
