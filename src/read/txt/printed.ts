import type { Limits } from '../../containers/limits.ts'
import type { Scanning } from '../../document/scanning.ts'
import { layOutPrinted, type Printed } from '../../page/print/index.ts'
import type { Line } from './lines.ts'

/** Longer lines are no columns, but one long paragraph. */
const LONGEST_LINE = 1000
/** Lines of so many parts tell of columns; fewer lines are signatures. */
const LEAST_PARTS = 3
const LEAST_LINES = 3
const GAP = / {2,}/
const PAGE_NUMBER = /^\s*(?:[-–—]\s*)?\d{1,4}\s*(?:[-–—]\s*)?$/

/**
 * What stands on the pages of a text whose columns are parted by blanks alone, where they shift from
 * page to page or one blank is all that is left between two cells; null where no table is found.
 */
export function readPrinted(
  lines: readonly Line[],
  limits: Limits,
  { spelling }: Scanning,
): Printed | null {
  if (lines.some(({ text }) => text.length > LONGEST_LINE || text.includes('\t'))) return null
  const parted = lines.filter(({ text }) => text.trim().split(GAP).length >= LEAST_PARTS)
  if (parted.length < LEAST_LINES) return null
  const printed = layOutPrinted(splitPages(lines, parted[0]), limits, spelling?.language)
  const isRead = printed.blocks.some(
    (block) =>
      block.kind === 'table' && block.columns >= LEAST_PARTS && block.rows.length >= LEAST_LINES,
  )
  return isRead ? printed : null
}

/** Pages begin at a form feed and where the first line of columns, the heading, stands again. */
function splitPages(lines: readonly Line[], heading: Line | undefined): readonly Line[][] {
  const words = wordsOf(heading)
  const pages: Line[][] = [[]]
  let isHeaded = false
  for (const line of lines) {
    const isHeading = wordsOf(line) === words
    const isAgain = isHeading && isHeaded
    if (line.startsPage || isAgain) {
      pages.push(isAgain && !line.startsPage ? takeHead(pages.at(-1) ?? []) : [])
      isHeaded = false
    }
    isHeaded ||= isHeading
    pages.at(-1)?.push(line)
  }
  return pages
}

/** Takes off the number of the next page, which stands above its heading. */
function takeHead(page: Line[]): Line[] {
  const last = page.findLastIndex(({ text }) => text.trim() !== '')
  return PAGE_NUMBER.test(page[last]?.text ?? '') ? page.splice(last) : []
}

function wordsOf(line: Line | undefined): string {
  return line?.text.trim().replace(/\s+/g, ' ') ?? ''
}
