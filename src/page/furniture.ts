import type { Line } from './lines.ts'
import { partsOf } from './pieces.ts'

/** The lines of a page outside its tables. */
export interface PageLines {
  readonly height: number
  readonly lines: readonly Line[]
}

/** Page numbers and running heads stand in this share of the page's height, above and below. */
const MARGIN = 0.12
/** A running head stands at the same height on its pages, within so many points. */
const SAME_HEIGHT = 6
const LEAST_PAGES = 3
/** Lines of a table are as near to each other as this, in font sizes; a running head stands apart. */
const CLOSE = 1.6
const LEAST_PARTS = 3
const PAGE_NUMBER =
  /^(?:[-–—\s]*\d{1,4}[-–—\s]*|(?:стор\.?|сторінка|с\.|page|арк\.?|аркуш)\s*\d{1,4}(?:\s*(?:з|із|of|\/|-)\s*\d{1,4})?|\d{1,4}\s*(?:з|із|\/)\s*\d{1,4})$/iu
const CONTINUED =
  /^(?:\d{1,4}\s+)?(?:продовження|закінчення)\s+(?:додатк|таблиц)\p{L}*(?:\s+[\d.]+)?$/iu
/** What programs of document flow print at the edge of a page: «ДОКУМЕНТ СЕД АСКОД», «Підписувач …». */
const STAMPED =
  /^(?:документ\s+(?:сед|в\s+сед|підписан|створен)|підписувач|підписано\s+(?:кеп|електронн)|сертифікат\s+(?:№\s*)?[\dA-F]{8,}|дійсний\s+(?:з|до)\s+\d|(?:№\s*)?сертифікат\p{L}*\s*:|електронн\p{L}+\s+підпис)/iu
/** The lines of such a stamp are no further from each other than this, in font sizes. */
const STAMP_STEP = 2.2
/** Other lines of a stamp have the size of those that are known, give or take this share. */
const SAME_SIZE = 0.05

/** For each page the lines that are page numbers or running heads. */
export function findFurniture(pages: readonly PageLines[]): ReadonlySet<Line>[] {
  const heads = pages.map((page) =>
    page.lines.filter(
      (line, index) => isInMargin(line, page.height) && !isInTable(page.lines, index),
    ),
  )
  const pagesOf = new Map<string, Set<number>>()
  heads.forEach((lines, page) => {
    for (const line of lines) {
      const key = keyOf(line, 0)
      pagesOf.set(key, (pagesOf.get(key) ?? new Set()).add(page))
    }
  })
  const isRepeated = (line: Line) => {
    const found = [-1, 0, 1].flatMap((step) => [...(pagesOf.get(keyOf(line, step)) ?? [])])
    return new Set(found).size >= LEAST_PAGES
  }
  return heads.map((lines) => {
    const stamped = stampedLines(lines)
    const isHead = (line: Line) =>
      PAGE_NUMBER.test(line.text) ||
      CONTINUED.test(line.text) ||
      isRepeated(line) ||
      stamped.has(line)
    return new Set(lines.filter(isHead))
  })
}

/** The lines that name a signature, and those of their size that stand close to one. */
function stampedLines(lines: readonly Line[]): ReadonlySet<Line> {
  const stamped = new Set(lines.filter(({ text }) => STAMPED.test(text)))
  for (const ordered of stamped.size === 0 ? [] : [lines, lines.toReversed()]) {
    let last: Line | null = null
    for (const line of ordered) {
      if (last && isNextInStamp(line, last)) stamped.add(line)
      if (stamped.has(line)) last = line
    }
  }
  return stamped
}

function isNextInStamp(line: Line, last: Line): boolean {
  return (
    Math.abs(line.baseline - last.baseline) <= STAMP_STEP * last.size &&
    Math.abs(line.size - last.size) <= SAME_SIZE * last.size &&
    line.box[0] < last.box[2] &&
    line.box[2] > last.box[0]
  )
}

/**
 * The heading of a table without lines, which is repeated on each page, stands close to its rows; so
 * do the second lines of its cells.
 */
function isInTable(lines: readonly Line[], index: number): boolean {
  const line = lines[index]
  const isClose = (other: Line | undefined) =>
    line && other && Math.abs(line.baseline - other.baseline) <= CLOSE * line.size
  if (!line) return false
  if (partsOf(line).length >= LEAST_PARTS) return [lines[index - 1], lines[index + 1]].some(isClose)
  return isClose(lines[index - 1]) === true && isInTable(lines, index - 1)
}

/** The text without its numbers, and the height in steps that two pages may differ by. */
function keyOf({ text, baseline }: Line, step: number): string {
  return `${Math.floor(baseline / SAME_HEIGHT) + step} ${text.replace(/\d+/g, '0')}`
}

function isInMargin({ box }: Line, height: number): boolean {
  return box[3] <= MARGIN * height || box[1] >= (1 - MARGIN) * height
}
