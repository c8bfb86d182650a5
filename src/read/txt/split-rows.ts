import type { Chunk, RawCell, RawRow, TextBetween } from './build.ts'

/** Rows of the genre have so many columns. */
const NARROWEST = 3
const WIDEST = 14
/** Widths tried where no empty line parts any rows. */
const WIDEST_TRIED = 10
const NUMBER_ALONE = /^\s*(?:\d+\.)*\d+[.)]?\s*$/
const NUMBER_FIRST = /^\s*(?:\d+\.)*\d+[.)]/
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
  let best = { width: WIDEST, cost: Number.POSITIVE_INFINITY }
  for (let width = WIDEST_TRIED; width >= NARROWEST; width -= 1) {
    const { cost } = cheapestSplit(longest, width)
    if (cost < best.cost) best = { width, cost }
  }
  return best.width
}

function splitChunk(cells: readonly RawCell[], width: number): readonly (readonly RawCell[])[] {
  return cells.length <= width ? [cells] : cheapestSplit(cells, width).rows
}

/** The cheapest cut into rows of at most `width` cells, by dynamic programming. */
function cheapestSplit(
  cells: readonly RawCell[],
  width: number,
): { readonly rows: readonly (readonly RawCell[])[]; readonly cost: number } {
  const costs = [0]
  const starts = [0]
  for (let end = 1; end <= cells.length; end += 1) {
    costs[end] = Number.POSITIVE_INFINITY
    for (let start = Math.max(0, end - width); start < end; start += 1) {
      const cost = (costs[start] ?? 0) + rowCost(cells, start, { end, width })
      if (cost >= (costs[end] ?? 0)) continue
      costs[end] = cost
      starts[end] = start
    }
  }
  const rows: (readonly RawCell[])[] = []
  for (let end = cells.length; end > 0; end = starts[end] ?? 0)
    rows.unshift(cells.slice(starts[end] ?? 0, end))
  return { rows, cost: costs[cells.length] ?? 0 }
}

function rowCost(
  cells: readonly RawCell[],
  start: number,
  { end, width }: { readonly end: number; readonly width: number },
): number {
  const text = (index: number) => cells[index]?.text ?? ''
  const size = end - start
  if (size === 1) return HEADING.test(text(start)) ? HEADING_ROW : PLAIN_ROW
  let cost = sizeCost(size, width, start === 0)
  if (start > 0 && !beginsRow(text(start), text(start + 1), text(start + 2)))
    cost += STRANGE_BEGINNING
  for (let index = start + 1; index < end; index += 1)
    if (NUMBER_ALONE.test(text(index)) || HEADING.test(text(index))) cost += NUMBER_INSIDE
  return cost
}

function sizeCost(size: number, width: number, isFirst: boolean): number {
  if (size === width) return 0
  if (size === width - 1) return LOST_CELL
  return isFirst && size >= width - 2 ? LEADING_CELLS_DROPPED : OTHER_SIZE
}

/** A number alone, a numbered measure, or empty cells before one. */
function beginsRow(first: string, second: string, third: string): boolean {
  if (NUMBER_ALONE.test(first) || NUMBER_FIRST.test(first)) return true
  if (first.trim() !== '') return false
  return second.trim() === '' ? third.trim() !== '' : !NUMBER_ALONE.test(second)
}
