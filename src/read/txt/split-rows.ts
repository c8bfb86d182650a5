import type { Chunk, RawCell, RawRow, TextBetween } from './build.ts'

/** Rows of the genre have so many columns. */
const NARROWEST = 3
const WIDEST = 14
/** Widths tried where no empty line parts any rows. */
const WIDEST_TRIED = 10
const NUMBER_ALONE = /^\s*(?:\d+\.)*\d+[.)]?\s*$/
const NUMBER_FIRST = /^\s*(?:\d+\.)*\d+[.)]/
/** Cells looked at to find the width. */
const SAMPLE = 1000
/** «II. …», «ІП. …», «Розділ 1»: a heading that fills its row. */
const HEADING = /^\s*(?:\p{Lu}{1,6}\.\s|\p{Lu}\p{Ll}+ (?:\p{Lu}{1,6}|\d+)\b)/u

/** Costs of a row in a chunk of several rows. */
const LOST_CELL = 2
const LEADING_CELLS_DROPPED = 1
const OTHER_SIZE = 6
const HEADING_ROW = 1
const PLAIN_ROW = 4
const STRANGE_BEGINNING = 3
const NUMBER_INSIDE = 4

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

/** The commonest size; where rows are not parted, the size under which they read best. */
function rowWidth(chunks: readonly Chunk[]): number {
  const counts = new Map<number, number>()
  for (const { cells } of chunks)
    if (cells.length >= NARROWEST && cells.length <= WIDEST)
      counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1)
  const [commonest] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])
  if (commonest) return commonest[0]
  const longest = chunks.reduce<readonly RawCell[]>(
    (best, { cells }) => (cells.length > best.length ? cells : best),
    [],
  )
  const looks = longest.slice(0, SAMPLE).map(look)
  let best = { width: WIDEST, cost: Number.POSITIVE_INFINITY }
  for (let width = WIDEST_TRIED; width >= NARROWEST; width -= 1) {
    const { cost } = cheapestSplit(looks, width)
    if (cost < best.cost) best = { width, cost }
  }
  return best.width
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
  let cost = sizeCost(row.length, width, isFirst)
  if (!isFirst && !beginsRow(row)) cost += STRANGE_BEGINNING
  for (const [index, cell] of row.entries())
    if (index > 0 && (cell.isNumber || cell.isHeading)) cost += NUMBER_INSIDE
  return cost
}

function sizeCost(size: number, width: number, isFirst: boolean): number {
  if (size === width) return 0
  if (size === width - 1) return LOST_CELL
  return isFirst && size >= width - 2 ? LEADING_CELLS_DROPPED : OTHER_SIZE
}

/** A number alone, a numbered measure, or empty cells before one. */
function beginsRow([first, second, third]: readonly Look[]): boolean {
  if (!first?.isEmpty) return first?.isNumbered === true
  return second?.isEmpty ? third?.isEmpty === false : second?.isNumber === false
}
