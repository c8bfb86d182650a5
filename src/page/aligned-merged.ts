import { largest, smallest } from '../text/extremes.ts'
import type { LineFacts } from './aligned-facts.ts'
import { baselineOf, LOOSE, usualPitch } from './aligned-heights.ts'

/** Text stands in the middle of its cell to within this, points. */
const IN_MIDDLE = 1.2

/** Lines from `first` to before `end` that are one row. */
interface RowLines {
  readonly first: number
  readonly end: number
}

/** Rows from `from` to before `to` beside one number. */
interface Group {
  readonly from: number
  readonly to: number
}

/**
 * For each row the columns whose cell goes on from the row above, in a table whose text stands in the
 * middle of its cells: a number in the middle of several rows stands in a cell merged over them, and
 * so does what stands in the middle of the same rows beside it. `starts` tells the first lines of rows.
 */
export function columnsMerged(
  facts: readonly LineFacts[],
  starts: readonly boolean[],
): ReadonlySet<number>[] {
  const rows = rowsOf(starts)
  const merged = rows.map(() => new Set<number>())
  const furthest = (usualPitch(facts) ?? 0) + LOOSE
  for (const stretch of stretchesOf(rows, facts))
    for (const group of findGroups(stretch, facts))
      for (const column of columnsInMiddle(stretch.slice(group.from, group.to), {
        facts,
        furthest,
      }))
        for (let row = group.from + 1; row < group.to; row += 1)
          merged[rows.indexOf(stretch[row] ?? { first: 0, end: 0 })]?.add(column)
  return merged
}

function rowsOf(starts: readonly boolean[]): RowLines[] {
  const firsts = [0, ...starts.flatMap((isStart, index) => (isStart && index > 0 ? [index] : []))]
  return firsts.map((first, index) => ({ first, end: firsts[index + 1] ?? starts.length }))
}

/** Neighbouring rows without a line over all columns or a row of numbers between them. */
function stretchesOf(rows: readonly RowLines[], facts: readonly LineFacts[]): RowLines[][] {
  const stretches: RowLines[][] = [[]]
  for (const row of rows) {
    const fact = facts[row.first]
    if (fact?.isAcross || fact?.isNumbers) stretches.push([])
    else stretches.at(-1)?.push(row)
  }
  return stretches
}

/**
 * The rows beside each number, one group below the other; none where a number, but the last one,
 * which a page may cut, is not in the middle of its rows. Rows above the first group may belong to
 * the page before.
 */
function findGroups(rows: readonly RowLines[], facts: readonly LineFacts[]): readonly Group[] {
  const numbers = rows.flatMap(({ first, end }) =>
    facts
      .slice(first, end)
      .flatMap(({ hasLabel, pieces }) => (hasLabel ? [baselineOf(pieces.get(0) ?? [])] : [])),
  )
  // As where no cells are merged: then only all rows from the first, which has no number, tell.
  const isPlain = numbers.every((number) => rows.some((row) => isInMiddle(number, [row], facts)))
  const [top] = rows
  if (isPlain && top && facts.slice(top.first, top.end).some(({ hasLabel }) => hasLabel)) return []
  for (let start = 0; start < (isPlain ? 1 : rows.length); start += 1) {
    const groups: Group[] = []
    let from = start
    for (const number of numbers) {
      const to = endOfGroup(rows, facts, { from, number })
      if (to === null) break
      groups.push({ from, to })
      from = to
    }
    const isWhole = groups.length === numbers.length && from === rows.length
    const isCut = !isPlain && groups.length === numbers.length - 1 && groups.length > 0
    if (isWhole || isCut) return groups
  }
  return []
}

function endOfGroup(
  rows: readonly RowLines[],
  facts: readonly LineFacts[],
  { from, number }: { readonly from: number; readonly number: number },
): number | null {
  for (let to = from + 1; to <= rows.length; to += 1)
    if (isInMiddle(number, rows.slice(from, to), facts)) return to
  return null
}

function isInMiddle(
  height: number,
  rows: readonly RowLines[],
  facts: readonly LineFacts[],
): boolean {
  return rows.length > 0 && Math.abs(middleOf(rows, facts) - height) <= IN_MIDDLE
}

/** The middle between the first and the last base line of the rows. */
function middleOf(rows: readonly RowLines[], facts: readonly LineFacts[]): number {
  const lines = facts.slice(rows[0]?.first ?? 0, rows.at(-1)?.end ?? 0)
  const [first, last] = [lines[0], lines.at(-1)]
  const heights = (fact: LineFacts | undefined) =>
    [...(fact?.pieces.values() ?? [])].map(baselineOf)
  return (smallest(heights(first)) + largest(heights(last))) / 2
}

interface Written {
  readonly facts: readonly LineFacts[]
  /** Lines of one cell are no further apart than this, points. */
  readonly furthest: number
}

/** The columns whose lines stand together in the middle of the rows. */
function columnsInMiddle(rows: readonly RowLines[], { facts, furthest }: Written): number[] {
  const [first, last] = [rows[0], rows.at(-1)]
  if (!first || !last || rows.length < 2) return []
  const lines = facts.slice(first.first, last.end)
  const middle = middleOf(rows, facts)
  const columns = [...new Set(lines.flatMap(({ pieces }) => [...pieces.keys()]))]
  return columns.filter((column) => {
    const heights = lines.flatMap(({ pieces }) => {
      const words = pieces.get(column)
      return words ? [baselineOf(words)] : []
    })
    const isTogether = heights.every(
      (height, index) => index === 0 || height - (heights[index - 1] ?? 0) <= furthest,
    )
    const [top = 0, bottom = 0] = [heights[0], heights.at(-1)]
    return isTogether && Math.abs((top + bottom) / 2 - middle) <= IN_MIDDLE
  })
}
