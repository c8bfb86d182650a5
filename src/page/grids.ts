import { cellAt, cellBox, type Grid } from '../document/grid.ts'
import { BLANK, type Box, type Word } from '../document/page-content.ts'
import { firstAt, type Ruling, type Rulings, SNAP } from '../document/ruling.ts'
import { buildLines, type Line } from './lines.ts'
import { hasWideGap } from './segments.ts'

/** What is drawn on a page and what is written there. */
interface DrawnPage {
  readonly grids: readonly Grid[]
  readonly words: readonly Word[]
}

/** A frame has no more rows than these: a heading, column numbers, and all the rest. */
const MOST_ROWS = 3
/** So many numbers in one row of the grid, each the next one, are numbers of rows. */
const LEAST_NUMBERS = 2
const NUMBER = /^(\d{1,3})[.)]?$/

/**
 * The grids of each page without frames: of some tables only the outer box, the upright lines and the
 * line below the heading are drawn, and one drawn row holds several rows that are numbered. On other
 * pages the frame of the same table may hold no number.
 */
export function dropFrames(pages: readonly DrawnPage[]): Grid[][] {
  const frames = pages.flatMap(({ grids, words }) =>
    grids.filter((grid) => isLow(grid) && holdsNumberedRows(grid, words)),
  )
  return pages.map(({ grids }) =>
    grids.filter((grid) => !isLow(grid) || !frames.some((frame) => isSameTable(grid, frame))),
  )
}

function isLow({ ys }: Grid): boolean {
  return ys.length - 1 <= MOST_ROWS
}

function isSameTable(one: Grid, other: Grid): boolean {
  return (
    one.xs.length === other.xs.length &&
    one.xs.every((x, index) => Math.abs(x - (other.xs[index] ?? 0)) <= SNAP)
  )
}

function holdsNumberedRows(grid: Grid, words: readonly Word[]): boolean {
  const [left, , right] = gridBox(grid)
  return grid.ys.slice(1).some((bottom, row) => {
    const top = grid.ys[row] ?? 0
    const inside = words.filter(
      ({ box: [x0, y0, x1, y1], turn }) =>
        turn === 0 && x0 > left && x1 < right + SNAP && y0 > top - SNAP && y1 < bottom + SNAP,
    )
    return countUp(buildLines(inside), grid.xs[1] ?? 0) >= LEAST_NUMBERS
  })
}

/** How many lines begin with the next number, alone in its column. */
function countUp(lines: readonly Line[], columnEnd: number): number {
  let [count, last] = [0, 0]
  for (const line of lines) {
    const [first] = line.words
    const number = Number(NUMBER.exec(first?.text ?? '')?.[1] ?? 0)
    if (!first || number === 0 || first.end > columnEnd || !hasWideGap(line)) continue
    if (number !== last + 1 && count > 0) continue
    count += 1
    last = number
  }
  return count
}

/** A word cuts a line that it goes beyond on both sides by this, points. */
const CUT = 1.5
/** An edge of which less than this share is drawn is open. */
const OPEN = 0.2

/**
 * The grid without its last row where no line closes it below and words are written across its
 * upright lines: some writers draw these down to the foot of the page, over what follows the table.
 */
export function dropOpenRow(grid: Grid, rulings: Rulings, words: readonly Word[]): Grid {
  const last = grid.ys.length - 2
  const isMerged = grid.cells.some(({ row, rowSpan }) => row < last && row + rowSpan > last)
  if (last < 1 || isMerged || !isOpenBelow(grid, rulings)) return grid
  const [top = 0, bottom = 0] = grid.ys.slice(last)
  const right = grid.xs.at(-1) ?? 0
  const inner = rulings.vertical.filter(
    ({ at, from, to }) => from < top + SNAP && to > bottom - SNAP && at < right - SNAP,
  )
  return words.some((word) => isIn(word, top, bottom) && cuts(word, inner))
    ? withoutLastRow(grid, last)
    : grid
}

function isOpenBelow({ xs, ys }: Grid, { horizontal }: Rulings): boolean {
  const [left = 0, right = 0, bottom = 0] = [xs[0], xs.at(-1), ys.at(-1)]
  const drawn = horizontal
    .filter(({ at }) => Math.abs(at - bottom) <= SNAP)
    .reduce((sum, { from, to }) => sum + Math.min(to, right) - Math.max(from, left), 0)
  return drawn < OPEN * (right - left)
}

function isIn({ box, turn, isTilted }: Word, top: number, bottom: number): boolean {
  const middle = (box[1] + box[3]) / 2
  return turn === 0 && !isTilted && middle > top && middle < bottom
}

/** A long word that begins its cell may cut the line behind it; one further on would be wrapped. */
function cuts({ start, end, size }: Word, lines: readonly Ruling[]): boolean {
  const next = firstAt(lines, start + CUT)
  const [before, behind] = [lines[next - 1], lines[next]]
  return behind !== undefined && behind.at < end - CUT && start - (before?.at ?? 0) > size
}

function withoutLastRow({ xs, ys, cells, owners }: Grid, last: number): Grid {
  return {
    xs,
    ys: ys.slice(0, -1),
    cells: cells.filter((cell) => cell.row < last),
    owners: owners.slice(0, last * (xs.length - 1)),
  }
}

/** A grid with the words that stand in its cells. */
export interface FilledGrid {
  readonly grid: Grid
  /** By index of the cell. */
  readonly words: readonly (readonly Word[])[]
  /** Grids drawn inside a cell. */
  readonly nested: readonly NestedGrid[]
}

interface NestedGrid {
  readonly cell: number
  readonly filled: FilledGrid
}

/** A grid that is being filled. */
interface Filling extends FilledGrid {
  readonly words: Word[][]
  readonly nested: NestedGrid[]
}

/** Borders of a table in a cell may touch the borders of the cell, points. */
const TOUCH = 3

/** The outer box of a grid. */
export function gridBox({ xs, ys }: Grid): Box {
  return [xs[0] ?? 0, ys[0] ?? 0, xs.at(-1) ?? 0, ys.at(-1) ?? 0]
}

/**
 * Words into the cells of the smallest grid that holds them, grids into the cells around them. Words
 * beyond the edge of the page go into a cell only where they go on with one of its lines.
 */
export function fillGrids(
  grids: readonly Grid[],
  words: readonly Word[],
  beyond: readonly Word[] = [],
): { tables: FilledGrid[]; outside: Word[] } {
  const fillings: Filling[] = grids.map((grid) => ({
    grid,
    words: grid.cells.map(() => []),
    nested: [],
  }))
  const smallestFirst = fillings.toSorted((left, right) => areaOf(left.grid) - areaOf(right.grid))
  const left = placeAll(smallestFirst, words)
  const outside = adoptOverhanging(smallestFirst, [...left, ...beyond])
  const nested = new Set(
    smallestFirst.filter((inner, index) => nest(inner, smallestFirst.slice(index + 1))),
  )
  return { tables: fillings.filter((filling) => !nested.has(filling)), outside }
}

function areaOf(grid: Grid): number {
  const [x0, y0, x1, y1] = gridBox(grid)
  return (x1 - x0) * (y1 - y0)
}

/** Words that go on with one that was placed follow it, also over the line: text may run over it. */
function placeAll(fillings: readonly Filling[], words: readonly Word[]): Word[] {
  const left: Word[] = []
  let last: Word[] | undefined
  for (const word of words) {
    last = word.goesOn && last ? last : findCell(fillings, word)
    ;(last ?? left).push(word)
  }
  return left
}

function findCell(fillings: readonly Filling[], word: Word): Word[] | undefined {
  for (const { grid, words } of fillings) {
    const cell = words[cellOfWord(grid, word)]
    if (cell) return cell
  }
  return undefined
}

/**
 * Index of the cell that a word belongs to: the one that holds its middle, or for a word wider than
 * that cell the one that holds its start; -1 where the grid does not hold it.
 */
function cellOfWord(grid: Grid, { box, turn }: Word): number {
  const [x0, y0, x1, y1] = box
  const middle = cellAt(grid, (x0 + x1) / 2, (y0 + y1) / 2)
  const cell = grid.cells[middle]
  if (!cell || turn !== 0) return middle
  const [left, , right] = cellBox(grid, cell)
  if (x1 - x0 <= right - left) return middle
  const start = cellAt(grid, x0, (y0 + y1) / 2)
  return start < 0 ? middle : start
}

function nest(inner: Filling, larger: readonly Filling[]): boolean {
  const box = gridBox(inner.grid)
  for (const outer of larger) {
    const cell = cellAt(outer.grid, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    const around = outer.grid.cells[cell]
    if (!around || !isInside(box, cellBox(outer.grid, around))) continue
    outer.nested.push({ cell, filled: inner })
    return true
  }
  return false
}

function isInside(inner: Box, outer: Box): boolean {
  return (
    inner[0] >= outer[0] - TOUCH &&
    inner[1] >= outer[1] - TOUCH &&
    inner[2] <= outer[2] + TOUCH &&
    inner[3] <= outer[3] + TOUCH
  )
}

/** A gap up to this may be a blank inside a line; share of the font size. */
const WIDEST_BLANK = 0.6
/** Base lines of one line are nearer than this, points. */
const SAME_LINE = 1
/** A point so far inside the right edge is in the last cell, points. */
const INSIDE = 1

/**
 * Puts words that stick out of a table over its right edge (and perhaps over the edge of the page)
 * into the last cell of their row: words that begin inside the table, and words that go on with a
 * line of that cell. Gives back the others, in their order.
 */
function adoptOverhanging(fillings: readonly Filling[], words: readonly Word[]): Word[] {
  const adopted = new Set<Word>()
  for (const filling of fillings) {
    const left = words.filter((word) => !adopted.has(word))
    for (const word of adoptInto(filling, left)) adopted.add(word)
  }
  return words.filter((word) => !adopted.has(word))
}

function adoptInto({ grid, words }: Filling, candidates: readonly Word[]): Word[] {
  const right = grid.xs.at(-1) ?? 0
  const middleOf = ({ box }: Word) => (box[1] + box[3]) / 2
  const lastCell = (word: Word) => cellAt(grid, right - INSIDE, middleOf(word))
  const beside = candidates.filter(
    (word) => isUpright(word) && word.box[2] > right && lastCell(word) >= 0,
  )
  if (beside.length === 0) return []
  const ends = lineEnds(words)
  return beside
    .sort((one, other) => one.start - other.start)
    .filter((word) => {
      const begins = word.start < right - BLANK * word.size
      const cell = begins ? cellAt(grid, word.start, middleOf(word)) : lastCell(word)
      if (cell < 0 || !(begins || goesOn(ends.get(cell), word))) return false
      words[cell]?.push(word)
      addEnd(ends, cell, word)
      return true
    })
}

function isUpright({ turn, isTilted }: Word): boolean {
  return turn === 0 && !isTilted
}

/** By cell and by rounded base line, where the line ends. */
type LineEnds = Map<number, Map<number, number>>

function lineEnds(words: readonly (readonly Word[])[]): LineEnds {
  const ends: LineEnds = new Map()
  words.forEach((inside, cell) => {
    for (const word of inside) if (isUpright(word)) addEnd(ends, cell, word)
  })
  return ends
}

function addEnd(ends: LineEnds, cell: number, { baseline, end }: Word): void {
  const lines = ends.get(cell) ?? new Map<number, number>()
  const line = Math.round(baseline / SAME_LINE)
  lines.set(line, Math.max(lines.get(line) ?? end, end))
  ends.set(cell, lines)
}

function goesOn(lines: ReadonlyMap<number, number> | undefined, word: Word): boolean {
  const line = Math.round(word.baseline / SAME_LINE)
  return [line - 1, line, line + 1].some((near) => {
    const end = lines?.get(near)
    return end !== undefined && Math.abs(word.start - end) <= WIDEST_BLANK * word.size
  })
}
