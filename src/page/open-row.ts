import type { Grid } from '../document/grid.ts'
import type { Word } from '../document/page-content.ts'
import { firstAt, type Ruling, type Rulings, SNAP } from '../document/ruling.ts'

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
