import type { Aside, Block } from '../../model/document.ts'
import { ZvitError } from '../../model/error.ts'
import { ownColumns, type SharedColumns, shareColumns } from '../grid/columns.ts'
import { findGrids, type Grid } from '../grid/grid.ts'
import type { Limits } from '../limits.ts'
import { type Box, isRecognised, type PdfPage } from './engine.ts'
import { type FilledGrid, fillGrids, gridBox } from './fill.ts'
import { flowParagraphs, mergeByTop } from './flow.ts'
import { findFurniture } from './furniture.ts'
import { buildLines, type Line } from './lines.ts'
import { toParagraph } from './paragraphs.ts'
import { buildTable } from './tables.ts'
import { buildWords, type Word } from './words.ts'

interface PageContent {
  readonly page: PdfPage
  /** Tables of the page that stand in no other. */
  readonly tables: readonly FilledGrid[]
  readonly lines: readonly Line[]
  readonly hidden: readonly Word[]
}

/**
 * Blocks of all pages in reading order, and what stands outside the flow: page numbers, running
 * heads, hidden text. Throws `LIMIT_EXCEEDED` for more cells than the limit.
 */
export function layOut(
  pages: readonly PdfPage[],
  limits: Limits,
): { blocks: Block[]; asides: Aside[] } {
  const grids = pages.map((page) => findGrids(page.rulings, limits.columns))
  const kept = keepTables(grids)
  checkCells(kept, limits)
  const contents = pages.map((page, index) => readContent(page, kept[index] ?? []))
  const shared = shareColumns(contents.flatMap(({ tables }) => tables.map(({ grid }) => grid)))
  const furniture = findFurniture(
    contents.map(({ page, lines }) => ({ height: page.height, lines })),
  )
  const blocks: Block[] = []
  const asides: Aside[] = []
  let next = 0
  contents.forEach((content, index) => {
    const found = furniture[index] ?? new Set()
    const columns = shared.slice(next, next + content.tables.length)
    next += content.tables.length
    blocks.push(...blocksOfPage(content, columns, found))
    asides.push(...asidesOfPage(content, found))
  })
  return { blocks, asides }
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

function readContent(page: PdfPage, grids: readonly Grid[]): PageContent {
  const words = buildWords(page.glyphs, page.rulings)
  const isScan = isRecognised(page)
  const isHidden = (word: Word) => (!word.isVisible && !isScan) || isOffPage(word.box, page)
  const hidden = words.filter(isHidden)
  const { tables, outside } = fillGrids(
    grids,
    words.filter((word) => !isHidden(word)),
  )
  return { page, tables, lines: buildLines(outside), hidden }
}

function isOffPage([x0, y0, x1, y1]: Box, { width, height }: PdfPage): boolean {
  const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2]
  return x < 0 || y < 0 || x > width || y > height
}

/** Paragraphs and tables of one page from top to bottom, the first of them marked as such. */
function blocksOfPage(
  { page, tables, lines }: PageContent,
  shared: readonly SharedColumns[],
  furniture: ReadonlySet<Line>,
): Block[] {
  const flow = lines.filter((line) => !furniture.has(line))
  const built = tables.map((filled, index) =>
    buildTable(filled, shared[index] ?? ownColumns(filled.grid), page.number),
  )
  const [first, ...others] = mergeByTop(flowParagraphs(flow, built, page), built)
  return first ? [markFirst(first), ...others] : []
}

function markFirst(block: Block): Block {
  if (block.kind === 'paragraph') return { ...block, startsPage: true }
  const [first, ...others] = block.rows
  return first ? { ...block, rows: [{ ...first, startsPage: true }, ...others] } : block
}

function asidesOfPage({ page, lines, hidden }: PageContent, furniture: ReadonlySet<Line>): Aside[] {
  const heads = lines.filter((line) => furniture.has(line))
  return [
    ...heads.map(
      (line): Aside => ({ kind: 'page_furniture', paragraph: toParagraph([line], page.number) }),
    ),
    ...buildLines(hidden).map(
      (line): Aside => ({ kind: 'hidden', paragraph: toParagraph([line], page.number) }),
    ),
  ]
}
