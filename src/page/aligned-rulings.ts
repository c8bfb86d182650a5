import { firstAt, type Rulings } from '../document/ruling.ts'
import { type Extent, extentOf, type Line } from './lines.ts'

/** Drawn lines part rows where they run over this share of the table's width. */
const RULED = 0.35

/** For each line whether lines over much of the width are drawn between it and the one before. */
export function ruledAbove(lines: readonly Line[], rulings: Rulings): boolean[] {
  const extent = extentOf(lines)
  return lines.map((line, index) => {
    const upper = lines[index - 1]
    return upper !== undefined && drawnOver(extent, { upper, line, rulings }) >= RULED
  })
}

/** Two lines of text, one below the other, and what is drawn on their page. */
interface Boundary {
  readonly upper: Line
  readonly line: Line
  readonly rulings: Rulings
}

/** The share of the extent over which lines are drawn between two lines of text. */
export function drawnOver({ start, end }: Extent, { upper, line, rulings }: Boundary): number {
  let drawn = 0
  for (let at = firstAt(rulings.horizontal, upper.baseline); ; at += 1) {
    const ruling = rulings.horizontal[at]
    if (!ruling || ruling.at >= line.baseline) break
    drawn += Math.max(0, Math.min(ruling.to, end) - Math.max(ruling.from, start))
  }
  return end > start ? drawn / (end - start) : 0
}
