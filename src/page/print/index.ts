import type { Limits } from '../../containers/limits.ts'
import type { Box, PageContent, Word } from '../../document/page-content.ts'
import type { Aside, Block } from '../../model/document.ts'
import type { Place } from '../../model/place.ts'
import type { PreparedLanguage } from '../../text/language.ts'
import { layOut } from '../layout.ts'
import { mapPlaces } from '../paragraphs.ts'
import {
  type Beginnings,
  beginningsOf,
  type Column,
  cellsOf,
  findColumns,
  LEAST_PARTS,
  type PageColumns,
  type PrintedCell,
  type PrintedWord,
  tableSpan,
  wordsOf,
} from './columns.ts'

/** One line of a printed page. */
export interface PrintedLine {
  readonly text: string
  /** 0-based, in the file. */
  readonly number: number
}

/** What stands on printed pages; places are lines. */
export interface Printed {
  readonly blocks: readonly Block[]
  readonly asides: readonly Aside[]
}

type Lines = readonly (readonly PrintedWord[])[]
type Rows = readonly (readonly PrintedCell[] | null)[]

/*
 * Text whose columns are parted by blanks, as it comes out of a printer or a PDF, is a page of words
 * of one width a letter: what is known of tables without lines on paper holds for it too.
 */

/** Width of a letter, height of the letters and distance of the lines, points. */
const LETTER = 3
const SIZE = 5.6
const STEP = 7.2
/** The base line of a line below its top, points. */
const BASELINE = 5.6
/** Blanks between two columns, letters. */
const BETWEEN = 4
/** Text whose middle is as near to that of the page as this is centred; share of the width. */
const IN_MIDDLE = 0.08
const PLAIN = {
  size: SIZE,
  turn: 0,
  isVisible: true,
  isTilted: false,
  // Words are what blanks part, however near they are set.
  blankBefore: true,
  blankAfter: false,
} as const
/**
 * Blocks of the pages in reading order; page numbers, running heads and footnotes beside them. The
 * columns of each page are told by themselves and set where they stand on all pages.
 */
export function layOutPrinted(
  pages: readonly (readonly PrintedLine[])[],
  limits: Limits,
  language: PreparedLanguage | undefined,
): Printed {
  const words = pages.map((lines) => lines.map(({ text }) => wordsOf(text)))
  const { lines: set, starts } = setInColumns(words, language)
  const columnEdges = starts.slice(1).map((start) => start * LETTER)
  const made = set.map((lines, index) => {
    const page = toPage(lines, index)
    return starts.length > 0 ? { ...page, columnEdges } : page
  })
  const { blocks, asides } = layOut(made, limits, language)
  const toLine = (place: Place) => lineOf(place, pages)
  return {
    blocks: blocks.map((block) => mapPlaces(block, toLine)),
    asides: asides.map((aside) => ({ ...aside, paragraph: mapPlaces(aside.paragraph, toLine) })),
  }
}

interface InColumns {
  readonly lines: readonly Lines[]
  /** Where the columns of all pages begin, letters; none where no columns are found. */
  readonly starts: readonly number[]
}

/** The lines with their cells set to the columns that all pages share. */
function setInColumns(pages: readonly Lines[], language: PreparedLanguage | undefined): InColumns {
  const found = pages.map(findColumns)
  const all = found.reduce((most, columns) => (columns.length > most.length ? columns : most), [])
  if (all.length < LEAST_PARTS) return { lines: pages, starts: [] }
  const read = (beginnings: Beginnings | null): readonly Rows[] =>
    pages.map((lines, page) => rowsOf(lines, found[page] ?? [], { beginnings, language }))
  const rows = read(beginningsOf(read(null).flat(), all.length))
  const widths = all.map((_, column) => widthOf(rows.flat(), column))
  const starts = widths.map((_, column) =>
    widths.slice(0, column).reduce((sum, width) => sum + width + BETWEEN, 0),
  )
  const width = (starts.at(-1) ?? 0) + (widths.at(-1) ?? 0)
  const set = pages.map((lines, page) =>
    lines.map((words, line) => {
      const row = rows[page]?.[line]
      if (!row) return setAcross(words, rightOf(lines), width)
      return row.flatMap((cell) => setAt(cell.words, starts[cell.column] ?? 0))
    }),
  )
  return { lines: set, starts }
}

/** The cells of the lines from the first row to the last and to the end of its cells. */
function rowsOf(
  lines: Lines,
  columns: readonly Column[],
  known: Pick<PageColumns, 'beginnings' | 'language'>,
): Rows {
  if (columns.length < LEAST_PARTS) return lines.map(() => null)
  const [first, last] = tableSpan(lines)
  const blank = lines.findIndex((words, index) => index >= last && words.length === 0)
  const end = blank < 0 ? lines.length : blank
  const page = { columns, middle: rightOf(lines) / 2, ...known }
  return lines.map((words, index) =>
    index < first || index >= end ? null : cellsOf(words, page, lines[index - 1]?.length === 0),
  )
}

function rightOf(lines: Lines): number {
  return lines.reduce((most, words) => Math.max(most, words.at(-1)?.end ?? 0), 0)
}

function widthOf(rows: Rows, column: number): number {
  let widest = 1
  for (const row of rows)
    for (const cell of row ?? [])
      if (cell.column === column) widest = Math.max(widest, lengthOf(cell.words))
  return widest
}

/** Letters of the words with one blank between them. */
function lengthOf(words: readonly PrintedWord[]): number {
  return words.reduce((sum, { text }) => sum + text.length + 1, -1)
}

function setAt(words: readonly PrintedWord[], start: number): PrintedWord[] {
  let at = start
  return words.map(({ text }) => {
    const word = { text, start: at, end: at + text.length }
    at = word.end + 1
    return word
  })
}

/** A heading in the middle of its page stands in the middle of the columns. */
function setAcross(words: readonly PrintedWord[], right: number, width: number): PrintedWord[] {
  const [first, last] = [words[0], words.at(-1)]
  if (!first || !last) return []
  const isCentred = Math.abs((first.start + last.end) / 2 - right / 2) <= IN_MIDDLE * right
  const start = isCentred ? Math.max(0, (width - lengthOf(words)) / 2) : first.start
  // As one word, with the blanks inside it, that none of its words may seem to begin a cell.
  return setAt([{ ...first, text: written(words) }], start)
}

/** The words with as many blanks between them as the line has. */
function written(words: readonly PrintedWord[]): string {
  return words.reduce(
    (text, { text: word, start }) =>
      text + ' '.repeat(text === '' ? 0 : start - (words[0]?.start ?? 0) - text.length) + word,
    '',
  )
}

function toPage(lines: Lines, index: number): PageContent {
  const words = lines.flatMap((line, row) => line.map((word) => place(word, row)))
  return {
    number: index + 1,
    width: words.reduce((most, { end }) => Math.max(most, end), 0) + SIZE,
    height: lines.length * STEP,
    words,
    rulings: [],
  }
}

function place({ text, start, end }: PrintedWord, row: number): Word {
  const top = row * STEP
  const box: Box = [start * LETTER, top, end * LETTER, top + BASELINE]
  return { ...PLAIN, text, box, start: box[0], end: box[2], baseline: top + BASELINE }
}

function lineOf({ page, box }: Place, pages: readonly (readonly PrintedLine[])[]): Place {
  const lines = pages[(page ?? 1) - 1] ?? []
  const index = Math.floor((box?.[1] ?? 0) / STEP + 0.5)
  const line = lines[Math.min(Math.max(0, index), lines.length - 1)]
  return { line: line?.number ?? 0 }
}
