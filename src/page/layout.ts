import type { Limits } from '../containers/limits.ts'
import { findGrids, type Grid } from '../document/grid.ts'
import type { Box, PageContent, Word } from '../document/page-content.ts'
import { joinRulings, type Rulings } from '../document/ruling.ts'
import type { Aside, Block } from '../model/document.ts'
import { ZvitError } from '../model/error.ts'
import type { PreparedLanguage } from '../text/language.ts'
import { findAlignedGrids } from './aligned.ts'
import {
  findFurniture,
  findStamps,
  isStamped,
  takeFootnotes,
  usualSize,
  withoutStamps,
} from './furniture.ts'
import { dropFrames, dropOpenRow, type FilledGrid, fillGrids, gridBox } from './grids.ts'
import { buildLines, type Line } from './lines.ts'
import {
  flowParagraphs,
  mergeByTop,
  moveAside,
  moveBlock,
  splitAtTables,
  toParagraph,
} from './paragraphs.ts'
import { splitSheet } from './sheets.ts'
import { buildTable, joinSpilled, ownColumns, type SharedColumns, shareColumns } from './tables.ts'

interface ReadPage {
  readonly page: PageContent
  readonly rulings: Rulings
  /** Tables of the page that stand in no other, from top to bottom. */
  readonly tables: readonly FilledGrid[]
  /** What stands outside tables. */
  readonly lines: readonly Line[]
  /** Page numbers, running heads, watermarks. */
  readonly furniture: readonly Line[]
  /** Marks of footnotes and what these say. */
  readonly footnotes: readonly Line[]
  readonly hidden: readonly Word[]
  /** True where a large table has no lines: what stands in a row was told by what is aligned. */
  readonly isAligned: boolean
}

/** What the pages of a document come to. */
export interface Layout {
  readonly blocks: Block[]
  readonly asides: Aside[]
  /** Numbers of the pages with a large table that no lines part. */
  readonly alignedPages: readonly number[]
}

/** Fewer cells are a signature or the head of a letter. */
const LARGE_TABLE = 12

/**
 * Blocks of all pages in reading order, and what stands outside the flow: page numbers, running
 * heads, footnotes, hidden text. Without a language words tell nothing of the edge of a page. Throws
 * `LIMIT_EXCEEDED` for more cells than the limit.
 */
export function layOut(
  seen: readonly PageContent[],
  limits: Limits,
  language?: PreparedLanguage,
): Layout {
  const pages = seen.flatMap(splitSheet).map((page) => {
    const stamps = findStamps(page)
    return { page, stamps, rulings: joinRulings(withoutStamps(page.rulings, stamps)) }
  })
  const drawn = keepTables(pages.map(({ rulings }) => findGrids(rulings, limits.columns)))
  checkCells(drawn, limits)
  const kept = dropFrames(pages.map(({ page }, index) => ({ ...page, grids: drawn[index] ?? [] })))
  const ruled = pages.map((page, index) => readPage({ ...page, grids: kept[index] ?? [] }))
  const furniture = findFurniture(
    ruled.map(({ page, lines }) => ({ height: page.height, lines })),
    language,
  )
  const contents = addAlignedTables(ruled, furniture)
  const shared = shareColumns(contents.flatMap(({ tables }) => tables.map(({ grid }) => grid)))
  let next = 0
  const blocks = contents.map((content) => {
    const first = next
    next += content.tables.length
    return blocksOfPage(content, shared.slice(first, next))
  })
  const aligned = contents.filter(({ isAligned }) => isAligned).map(({ page }) => page.number)
  const joined = joinSpilled(blocks).flat()
  return {
    blocks: joined,
    asides: contents.flatMap(asidesOfPage),
    alignedPages: [...new Set(aligned)],
  }
}

/** A box around text is no table, unless a neighbour page has a table of the same width. */
function keepTables(pages: readonly (readonly Grid[])[]): Grid[][] {
  const wide = pages.map((grids) => grids.filter((grid) => grid.cells.length > 1))
  return pages.map((grids, index) =>
    grids.filter((grid) => {
      if (grid.cells.length > 1) return true
      const neighbours = [
        ...(wide[index - 1] ?? []),
        ...(wide[index + 1] ?? []),
        ...(wide[index] ?? []),
      ]
      return neighbours.some((other) => hasSameSides(grid, other))
    }),
  )
}

function hasSameSides(left: Grid, right: Grid): boolean {
  const [first, second] = [gridBox(left), gridBox(right)]
  return Math.abs(first[0] - second[0]) <= 3 && Math.abs(first[2] - second[2]) <= 3
}

function checkCells(pages: readonly (readonly Grid[])[], limits: Limits): void {
  const cells = pages.flat().reduce((sum, grid) => sum + grid.cells.length, 0)
  if (cells > limits.cells)
    throw new ZvitError(
      'LIMIT_EXCEEDED',
      `The tables of the PDF have ${cells} cells, the limit «cells» is ${limits.cells}.`,
    )
}

/** What is drawn and written on a page. */
interface Seen {
  readonly page: PageContent
  readonly rulings: Rulings
  readonly grids: readonly Grid[]
  readonly stamps: readonly Box[]
}

function readPage({ page, rulings, grids, stamps }: Seen): ReadPage {
  const [drawn, undrawn] = partition(page.words, (word) => word.isVisible)
  const [tilted, straight] = partition(drawn, (word) => word.isTilted && !isOffPage(word.box, page))
  const [beyond, onPage] = partition(straight, (word) => isOffPage(word.box, page))
  const [stamped, inside] = partStamped(onPage, stamps)
  const closed = grids.map((grid) => dropOpenRow(grid, rulings, inside))
  const plain = fillGrids(closed, inside, beyond)
  const noted = takeFootnotes(inside, buildLines(plain.outside))
  const { tables, outside } = noted ? fillGrids(closed, noted.words, beyond) : plain
  const [lost, loose] = partition(outside, (word) => isOffPage(word.box, page))
  const hidden = [...undrawn, ...lost]
  return {
    page,
    rulings,
    tables,
    lines: buildLines(loose),
    furniture: [...buildLines(tilted), ...buildLines(stamped)],
    footnotes: noted ? [...noted.marks.flatMap((mark) => buildLines([mark])), ...noted.notes] : [],
    hidden,
    isAligned: false,
  }
}

function partStamped(words: readonly Word[], stamps: readonly Box[]): [Word[], Word[]] {
  if (stamps.length === 0) return [[], [...words]]
  const usual = usualSize(words)
  return partition(words, (word) => isStamped(word, stamps, usual))
}

function partition<Kind>(
  all: readonly Kind[],
  isFirst: (one: Kind) => boolean,
): [first: Kind[], second: Kind[]] {
  const first: Kind[] = []
  const second: Kind[] = []
  for (const one of all) (isFirst(one) ? first : second).push(one)
  return [first, second]
}

/** Takes the furniture out of the lines, then tables without lines out of the rest. */
function addAlignedTables(
  contents: readonly ReadPage[],
  furniture: readonly ReadonlySet<Line>[],
): ReadPage[] {
  const loose = contents.map(({ lines }, index) =>
    lines.filter((line) => furniture[index]?.has(line) !== true),
  )
  const grids = findAlignedGrids(
    contents.map(({ page, rulings, tables }, index) => ({
      rulings,
      columnEdges: page.columnEdges,
      stretches: splitAtTables(
        loose[index] ?? [],
        tables.map(({ grid }) => gridBox(grid)[1]),
      ),
    })),
  )
  return contents.map((content, index) => {
    const heads = [...content.furniture, ...(furniture[index] ?? [])]
    const lines = loose[index] ?? []
    const aligned = grids[index] ?? []
    if (aligned.length === 0) return { ...content, lines, furniture: heads }
    const words = lines.flatMap((line) => line.words)
    const { tables, outside } = fillGrids(aligned, words)
    const all = [...content.tables, ...tables].sort((left, right) => topOf(left) - topOf(right))
    const isAligned = aligned.some(({ cells }) => cells.length >= LARGE_TABLE)
    return { ...content, tables: all, lines: buildLines(outside), furniture: heads, isAligned }
  })
}

function topOf({ grid }: FilledGrid): number {
  return gridBox(grid)[1]
}

/** True for a word of which neither the beginning nor the middle is on the page. */
function isOffPage([x0, y0, x1, y1]: Box, { width, height }: PageContent): boolean {
  const y = (y0 + y1) / 2
  const isOn = (x: number) => x >= 0 && y >= 0 && x <= width && y <= height
  return !isOn(x0) && !isOn((x0 + x1) / 2)
}

/** Paragraphs and tables of one page from top to bottom, the first of them marked as such. */
function blocksOfPage(
  { page, tables, lines }: ReadPage,
  shared: readonly SharedColumns[],
): Block[] {
  const built = tables.map((filled, index) =>
    buildTable(filled, shared[index] ?? ownColumns(filled.grid), page.number),
  )
  const boxes = tables.map(({ grid }) => gridBox(grid))
  const paragraphs = flowParagraphs(lines, boxes, page.number)
  const merged = mergeByTop(paragraphs, built)
  const { seenBox } = page
  const [first, ...others] = seenBox ? merged.map((block) => moveBlock(block, seenBox)) : merged
  return first ? [markFirst(first), ...others] : []
}

function markFirst(block: Block): Block {
  if (block.kind === 'paragraph') return { ...block, startsPage: true }
  const [first, ...others] = block.rows
  return first ? { ...block, rows: [{ ...first, startsPage: true }, ...others] } : block
}

function asidesOfPage({ page, furniture, footnotes, hidden }: ReadPage): Aside[] {
  const aside =
    (kind: Aside['kind']) =>
    (line: Line): Aside => ({ kind, paragraph: toParagraph([line], page.number) })
  const all = [
    ...furniture.map(aside('page_furniture')),
    ...footnotes.map(aside('footnote')),
    ...buildLines(hidden).map(aside('hidden')),
  ]
  const { seenBox } = page
  return seenBox ? all.map((one) => moveAside(one, seenBox)) : all
}
