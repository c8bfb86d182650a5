import { firstNotBefore } from '../text/lists.ts'

/** A straight line along one axis, in points (or pixels) from the top left corner. */
export interface Ruling {
  readonly isVertical: boolean
  /** x of a vertical line, y of a horizontal one. */
  readonly at: number
  /** Ends along the line, `from` ≤ `to`. */
  readonly from: number
  readonly to: number
}

/** Lines as near as this are one line: double borders, borders drawn by both neighbours. */
export const SNAP = 3
/** Dashes and dots nearer than this are one line; Word's widest dash gap at 1.5 pt is 4.5 pt. */
const DASH_GAP = 4.5

/** Lines that were snapped together; the outermost of them lie at `first` and `last`. */
export interface JoinedRuling extends Ruling {
  readonly first: number
  readonly last: number
}

/** The lines of a page, as long as they can be: neighbours snapped together, dashes joined. */
export interface Rulings {
  /** By position. */
  readonly vertical: readonly JoinedRuling[]
  readonly horizontal: readonly JoinedRuling[]
}

/** A page with more lines than this is a drawing: a table of 50 × 1,000 cells has 1,052. */
const MOST_RULINGS = 10_000

/** The lines of a page joined; none where there are so many that they are a drawing. */
export function joinRulings(rulings: readonly Ruling[]): Rulings {
  const vertical = joinAxis(rulings.filter((ruling) => ruling.isVertical))
  const horizontal = joinAxis(rulings.filter((ruling) => !ruling.isVertical))
  const isDrawing = vertical.length + horizontal.length > MOST_RULINGS
  return isDrawing ? { vertical: [], horizontal: [] } : { vertical, horizontal }
}

/** Index of the first line at the position or behind it; the lines are sorted by position. */
export function firstAt(sorted: readonly Ruling[], position: number): number {
  return firstNotBefore(sorted.length, (index) => (sorted[index]?.at ?? 0) < position)
}

function joinAxis(rulings: readonly Ruling[]): JoinedRuling[] {
  const sorted = rulings.toSorted((left, right) => left.at - right.at || left.from - right.from)
  const bundles: Ruling[][] = []
  let start = Number.NEGATIVE_INFINITY
  for (const ruling of sorted) {
    if (ruling.at - start > SNAP) {
      bundles.push([])
      start = ruling.at
    }
    bundles.at(-1)?.push(ruling)
  }
  return bundles.flatMap(joinDashes)
}

/** The bundle is sorted by position. */
function joinDashes(bundle: readonly Ruling[]): JoinedRuling[] {
  const [first, last] = [bundle[0]?.at ?? 0, bundle.at(-1)?.at ?? 0]
  const at = bundle.reduce((sum, ruling) => sum + ruling.at, 0) / bundle.length
  const joined: (JoinedRuling & { to: number })[] = []
  for (const { isVertical, from, to } of bundle.toSorted((a, b) => a.from - b.from)) {
    const open = joined.at(-1)
    if (open && from - open.to <= DASH_GAP) open.to = Math.max(open.to, to)
    else joined.push({ isVertical, at, first, last, from, to })
  }
  return joined
}
