import type { Word } from '../document/page-content.ts'
import { largest, smallest } from '../text/lists.ts'
import type { LineFacts } from './segments.ts'

/** Where the text of a cell stands that is lower than its row. */
type Standing = 'top' | 'middle' | 'bottom'

/*
 * What a row costs: itself; each column without text; a cell whose text does not stand where the
 * others say, by how far; lines of a cell further apart than usual; a number within a cell.
 */
const ROW = 2
const EMPTY = 1.5
const ASTRAY = 1.5
const ASTRAY_BY_POINT = 0.5
const MOST_ASTRAY = 5
const APART = 3
const FAR_APART = 6
const INNER_LABEL = 6
const INNER_ITEM = 2
/** A row that costs more than this has no reading; more lines than this are no row. */
const MOST = 60
const LONGEST = 120
/** Text stands where it should to within this, points. */
const NEAR = 0.7
/** Lines are further apart than usual by so many points, and very far apart by this factor. */
const LOOSE = 0.6
const FAR = 1.5
/** Lines of text are never nearer than this; share of the font size. */
const NEAREST = 0.8
/** The text stands elsewhere than at the top where this costs so much less in all, and by this share. */
const LESS = 12
const LESS_BY_SHARE = 0.25
const LIST_ITEM = /^\d{1,2}\)/

/**
 * For each line whether a row begins with it, where text in low cells stands in the middle or at the
 * bottom of the row, so that lines of one row have no common heights; null where it stands at the
 * top. The cheapest parting into rows is taken for each standing, and the cheapest of these.
 */
export function rowStartsByHeight(facts: readonly LineFacts[], columns: number): boolean[] | null {
  const pitch = usualPitch(facts)
  if (pitch === null) return null
  const part = (standing: Standing) => partAll(facts, { columns, pitch, standing })
  const top = part('top')
  const [best, other] = [part('middle'), part('bottom')]
  const lower = other.cost < best.cost ? other : best
  const isLess = lower.cost < top.cost - Math.max(LESS, LESS_BY_SHARE * top.cost)
  return isLess ? facts.map((_, index) => lower.starts.has(index)) : null
}

/** The usual distance of two lines of one cell, points; null where no column has two lines. */
function usualPitch(facts: readonly LineFacts[]): number | null {
  const last = new Map<number, number>()
  const gaps: number[] = []
  for (const { pieces, line } of facts)
    for (const [column, words] of pieces) {
      const baseline = baselineOf(words)
      const gap = baseline - (last.get(column) ?? Number.NEGATIVE_INFINITY)
      if (Number.isFinite(gap) && gap >= NEAREST * line.size) gaps.push(gap)
      last.set(column, baseline)
    }
  return gaps.sort((left, right) => left - right)[gaps.length >> 2] ?? null
}

/** The base line of what one column has in a line; those of its columns may differ a little. */
function baselineOf([first]: readonly Word[]): number {
  return first?.baseline ?? 0
}

interface Manner {
  readonly columns: number
  readonly pitch: number
  readonly standing: Standing
}

interface Parting {
  readonly starts: ReadonlySet<number>
  readonly cost: number
}

/** Lines over all columns and numbers of columns are rows of their own; between them rows are told. */
function partAll(facts: readonly LineFacts[], manner: Manner): Parting {
  const starts = new Set<number>()
  let cost = 0
  for (let from = 0; from < facts.length; ) {
    let end = from
    while (end < facts.length && !isAlone(facts[end])) end += 1
    const stretch = partStretch(facts.slice(from, end), manner)
    for (const start of stretch.starts) starts.add(from + start)
    cost += stretch.cost
    from = end + 1
  }
  return { starts, cost }
}

function isAlone(fact: LineFacts | undefined): boolean {
  return fact !== undefined && (fact.isAcross || fact.isNumbers)
}

/** The cheapest rows of neighbouring lines, from first to last. */
function partStretch(facts: readonly LineFacts[], manner: Manner): Parting {
  const least = [0, ...facts.map(() => Number.POSITIVE_INFINITY)]
  const begun = facts.map(() => 0)
  for (let from = 0; from < facts.length; from += 1) {
    const row = new Map<number, CellSpan>()
    let inner = 0
    for (let end = from; end < Math.min(facts.length, from + LONGEST); end += 1) {
      const fact = facts[end]
      if (fact) inner += addLine(row, fact, manner.pitch)
      if (inner > MOST) break
      const cost = (least[from] ?? 0) + inner + rowCost(row, manner)
      if (cost >= (least[end + 1] ?? 0)) continue
      least[end + 1] = cost
      begun[end] = from
    }
  }
  const starts = new Set<number>()
  for (let end = facts.length; end > 0; end = begun[end - 1] ?? 0) starts.add(begun[end - 1] ?? 0)
  return { starts, cost: least.at(-1) ?? 0 }
}

/** Base lines of the first and the last line of a cell. */
interface CellSpan {
  readonly first: number
  readonly last: number
}

/** Adds a line to a row and tells what the lines within its cells then cost more. */
function addLine(row: Map<number, CellSpan>, fact: LineFacts, pitch: number): number {
  let cost = 0
  for (const [column, words] of fact.pieces) {
    const baseline = baselineOf(words)
    const cell = row.get(column)
    row.set(column, { first: cell?.first ?? baseline, last: baseline })
    if (!cell) continue
    const gap = baseline - cell.last
    if (gap > FAR * pitch) cost += FAR_APART
    else if (gap > pitch + LOOSE) cost += APART
    if (column === 0 && fact.hasLabel) cost += INNER_LABEL
    else if (LIST_ITEM.test(words[0]?.text ?? '')) cost += INNER_ITEM
  }
  return cost
}

function rowCost(row: ReadonlyMap<number, CellSpan>, { columns, standing }: Manner): number {
  let tallest: CellSpan = { first: 0, last: Number.NEGATIVE_INFINITY }
  for (const cell of row.values())
    if (cell.last - cell.first > tallest.last - tallest.first) tallest = cell
  const anchor = anchorOf(tallest, standing)
  let cost = ROW + EMPTY * (columns - row.size)
  for (const cell of row.values()) {
    const off = Math.abs(anchorOf(cell, standing) - anchor)
    if (off > NEAR) cost += Math.min(MOST_ASTRAY, ASTRAY + ASTRAY_BY_POINT * off)
  }
  return cost
}

function anchorOf({ first, last }: CellSpan, standing: Standing): number {
  if (standing === 'top') return first
  return standing === 'bottom' ? last : (first + last) / 2
}

/** Text stands in the middle of its cell to within this, points. */
const IN_MIDDLE = 1.2

/** Lines from `first` to before `end` that are one row. */
interface RowLines {
  readonly index: number
  readonly first: number
  readonly end: number
  /** The highest base line of its first line, the lowest of its last. */
  readonly top: number
  readonly bottom: number
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
  const rows = rowsOf(facts, starts)
  const merged = rows.map(() => new Set<number>())
  const furthest = (usualPitch(facts) ?? 0) + LOOSE
  for (const stretch of stretchesOf(rows, facts))
    for (const group of findGroups(stretch, facts))
      for (const column of columnsInMiddle(group, facts, furthest))
        for (const { index } of group.slice(1)) merged[index]?.add(column)
  return merged
}

function rowsOf(facts: readonly LineFacts[], starts: readonly boolean[]): RowLines[] {
  const firsts = [0, ...starts.flatMap((isStart, index) => (isStart && index > 0 ? [index] : []))]
  const heights = (line: number) => [...(facts[line]?.pieces.values() ?? [])].map(baselineOf)
  return firsts.map((first, index) => {
    const end = firsts[index + 1] ?? starts.length
    return { index, first, end, top: smallest(heights(first)), bottom: largest(heights(end - 1)) }
  })
}

/** Neighbouring rows without a line over all columns or a row of numbers between them. */
function stretchesOf(rows: readonly RowLines[], facts: readonly LineFacts[]): RowLines[][] {
  const stretches: RowLines[][] = [[]]
  for (const row of rows) {
    if (isAlone(facts[row.first])) stretches.push([])
    else stretches.at(-1)?.push(row)
  }
  return stretches
}

/**
 * The rows beside each number, one group below the other; none where a number, but the last one,
 * which a page may cut, is not in the middle of its rows, or where each stands beside one row. Rows
 * above the first group may belong to the page before.
 */
function findGroups(rows: readonly RowLines[], facts: readonly LineFacts[]): RowLines[][] {
  const numbers = rows.flatMap(({ first, end }) =>
    facts
      .slice(first, end)
      .flatMap(({ hasLabel, pieces }) => (hasLabel ? [baselineOf(pieces.get(0) ?? [])] : [])),
  )
  if (numbers.every((number) => rows.some((row) => isInMiddle(number, row, row)))) return []
  for (let start = 0; start < rows.length; start += 1) {
    const groups: RowLines[][] = []
    let from = start
    for (const number of numbers) {
      const to = endOfGroup(rows, from, number)
      if (to === null) break
      groups.push(rows.slice(from, to))
      from = to
    }
    const isWhole = groups.length === numbers.length && from === rows.length
    const isCut = groups.length === numbers.length - 1 && groups.length > 0
    if (isWhole || isCut) return groups
  }
  return []
}

function endOfGroup(rows: readonly RowLines[], from: number, number: number): number | null {
  const first = rows[from]
  for (let to = from + 1; first && to <= rows.length; to += 1) {
    const last = rows[to - 1] ?? first
    if (isInMiddle(number, first, last)) return to
    if (middleOf(first, last) > number + 2 * IN_MIDDLE) return null
  }
  return null
}

function isInMiddle(height: number, first: RowLines, last: RowLines): boolean {
  return Math.abs(middleOf(first, last) - height) <= IN_MIDDLE
}

/** The middle between the first and the last base line of the rows. */
function middleOf({ top }: RowLines, { bottom }: RowLines): number {
  return (top + bottom) / 2
}

/** The columns whose lines stand together, no further apart than `furthest`, in the middle of the rows. */
function columnsInMiddle(
  rows: readonly RowLines[],
  facts: readonly LineFacts[],
  furthest: number,
): number[] {
  const [first, last] = [rows[0], rows.at(-1)]
  if (!first || !last || rows.length < 2) return []
  const heights = new Map<number, number[]>()
  for (const { pieces } of facts.slice(first.first, last.end))
    for (const [column, words] of pieces)
      heights.get(column)?.push(baselineOf(words)) ?? heights.set(column, [baselineOf(words)])
  return [...heights].flatMap(([column, found]) => {
    const isTogether = found.every(
      (height, index) => index === 0 || height - (found[index - 1] ?? 0) <= furthest,
    )
    const [top = 0, bottom = 0] = [found[0], found.at(-1)]
    return isTogether && isInMiddle((top + bottom) / 2, first, last) ? [column] : []
  })
}
