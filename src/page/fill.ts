import { cellAt, cellBox, type Grid } from '../document/grid.ts'
import type { Box, Word } from '../document/page-content.ts'
import { adoptOverhanging } from './overhang.ts'

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
export interface Filling extends FilledGrid {
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
