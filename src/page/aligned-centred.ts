import type { Word } from '../document/page-content.ts'
import type { LoosePage } from './aligned.ts'
import { boundsOf, type Extent, extentOf, type Line } from './lines.ts'
import { columnOf } from './pieces.ts'

/*
 * Tables whose cells are centred have no common left edges, but common middles: these tell the
 * columns. Their text is then set to the left edge of its column, for all that follows to look at.
 */

/** A gap at least this wide parts two columns where middles are looked for; share of the font size. */
const PART_GAP = 0.75
/** Middles of one column are as near to each other as this, points. */
const SAME_MIDDLE = 1.2
/** The middles of two columns are further from each other than this, points. */
const NARROWEST_COLUMN = 10
/** So many lines, and this share of them, must have text around the middle of a column. */
const LEAST_LINES = 4
const SHARE_OF_LINES = 0.08
/** Text of so many widths must be centred there; of equal widths it may be set to the left as well. */
const LEAST_WIDTHS = 3
/** Of the text beside other text this share must stand around the middles of columns. */
const CENTRED = 0.5
const LEAST_COLUMNS = 3
/** Text is centred in its column to within this, points. */
const IN_MIDDLE = 2

interface Column extends Extent {
  readonly middle: number
}

/** The pages with centred text set to the left; as they are where their tables are not centred. */
export function setLeft(pages: readonly LoosePage[]): readonly LoosePage[] {
  const columns = findColumns(pages.flatMap(({ stretches }) => stretches.flat()))
  if (columns === null) return pages
  const edges = columns.slice(1).map((column, index) => edgeBetween(columns[index], column))
  const lefts = [columns[0]?.start ?? 0, ...edges]
  const move = (line: Line) => moveLine(line, { columns, edges, lefts })
  return pages.map((page) => ({
    ...page,
    stretches: page.stretches.map((lines) => lines.map(move)),
  }))
}

function edgeBetween(left: Column | undefined, right: Column): number {
  return ((left?.end ?? right.start) + right.start) / 2
}

/** Columns from left to right, null where the text is not centred in columns. */
function findColumns(lines: readonly Line[]): readonly Column[] | null {
  const upright = lines.filter(({ words }) => words[0]?.turn === 0)
  const rows = upright.map(partsOf).filter((parts) => parts.length > 1)
  const parts = rows.flat()
  const least = Math.max(LEAST_LINES, SHARE_OF_LINES * rows.length)
  const groups = groupByMiddle(parts, least)
  const centred = groups.filter(hasManyWidths).flat().length
  if (groups.length < LEAST_COLUMNS || centred < CENTRED * parts.length) return null
  return withoutSpanning(
    groups.map((group) => ({ ...extentOf(group), middle: medianOf(group.map(middleOf)) })),
  ).sort((one, other) => one.middle - other.middle)
}

/** Headings over several columns have a middle of their own, which fewer lines have. */
function withoutSpanning(columns: readonly Column[]): Column[] {
  const kept: Column[] = []
  for (const column of columns)
    if (kept.every(({ start, end }) => column.start >= end || column.end <= start))
      kept.push(column)
  return kept
}

/** Groups of parts with one middle, those with the most parts first. */
function groupByMiddle(parts: readonly Extent[], least: number): Extent[][] {
  const groups: Extent[][] = []
  let left = parts.toSorted((one, other) => middleOf(one) - middleOf(other))
  for (;;) {
    const { first, end } = densest(left)
    if (end - first < least) return groups
    const group = left.slice(first, end)
    const middle = medianOf(group.map(middleOf))
    groups.push(group)
    left = left.filter((part) => Math.abs(middleOf(part) - middle) >= NARROWEST_COLUMN)
  }
}

/** Where the most of the sorted parts have their middles within `SAME_MIDDLE`. */
function densest(parts: readonly Extent[]): { readonly first: number; readonly end: number } {
  const middles = parts.map(middleOf)
  let [best, start] = [{ first: 0, end: 0 }, 0]
  middles.forEach((middle, index) => {
    while (middle - (middles[start] ?? middle) > SAME_MIDDLE) start += 1
    if (index + 1 - start > best.end - best.first) best = { first: start, end: index + 1 }
  })
  return best
}

function hasManyWidths(parts: readonly Extent[]): boolean {
  return new Set(parts.map(({ start, end }) => Math.round(end - start))).size >= LEAST_WIDTHS
}

function partsOf({ words, size }: Line): Extent[] {
  const parts: { start: number; end: number }[] = []
  for (const { start, end } of words) {
    const last = parts.at(-1)
    if (last && start - last.end < PART_GAP * size) last.end = Math.max(last.end, end)
    else parts.push({ start, end })
  }
  return parts
}

interface Layout {
  readonly columns: readonly Column[]
  /** Left edges of the columns but the first. */
  readonly edges: readonly number[]
  readonly lefts: readonly number[]
}

/** A line with something in a column that is not in its middle runs over several: it stays. */
function moveLine(line: Line, { columns, edges, lefts }: Layout): Line {
  const inside = new Map<number, Word[]>()
  for (const word of line.words) {
    const column = columnOf(word, edges)
    inside.set(column, [...(inside.get(column) ?? []), word])
  }
  const isCentred = [...inside].every(
    ([column, words]) =>
      Math.abs(middleOf(extentOf(words)) - (columns[column]?.middle ?? 0)) <= IN_MIDDLE,
  )
  if (!isCentred) return line
  const words = [...inside].flatMap(([column, own]) => {
    const shift = (lefts[column] ?? 0) - extentOf(own).start
    return own.map((word) => moveWord(word, shift))
  })
  return { ...line, words, ...extentOf(words), box: boundsOf(words) }
}

function moveWord(word: Word, shift: number): Word {
  const [x0, y0, x1, y1] = word.box
  return {
    ...word,
    start: word.start + shift,
    end: word.end + shift,
    box: [x0 + shift, y0, x1 + shift, y1],
  }
}

function middleOf({ start, end }: Extent): number {
  return (start + end) / 2
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[values.length >> 1] ?? 0
}
