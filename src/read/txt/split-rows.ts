import type { Chunk, RawCell, RawRow, TextBetween } from './build.ts'

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

/** Chunks of more cells than a row has become several rows. */
export function splitRows(
  chunks: readonly (Chunk | TextBetween)[],
): readonly (RawRow | TextBetween)[] {
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

/** What a cell looks like to the row that it stands in. */
interface Look {
  readonly isEmpty: boolean
  readonly isNumber: boolean
  readonly isNumbered: boolean
  readonly isHeading: boolean
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
