import type { Grid } from '../document/grid.ts'
import type { Word } from '../document/page-content.ts'
import { SNAP } from '../document/ruling.ts'
import { gridBox } from './fill.ts'
import { buildLines, type Line } from './lines.ts'
import { hasWideGap } from './pieces.ts'

/** What is drawn on a page and what is written there. */
export interface DrawnPage {
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
