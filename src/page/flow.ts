import type { Box } from '../document/page-content.ts'
import type { Block, Paragraph, Table } from '../model/document.ts'
import { extentOf, type Line } from './lines.ts'
import { splitParagraphs, toParagraph } from './paragraphs.ts'

/** A line of text over the whole page that leaves this share of it empty is not wrapped. */
const MUCH_ROOM = 0.4

/** Lines from top to bottom, parted where a table begins between them; `tops` are heights. */
export function splitAtTables(lines: readonly Line[], tops: readonly number[]): Line[][] {
  const stretches = new Map<number, Line[]>()
  for (const line of lines) {
    const above = tops.filter((top) => top <= line.baseline).length
    const stretch = stretches.get(above) ?? []
    stretch.push(line)
    stretches.set(above, stretch)
  }
  return [...stretches.values()]
}

/** Paragraphs of the lines outside tables; a table between two lines parts them. */
export function flowParagraphs(
  lines: readonly Line[],
  tables: readonly Box[],
  page: number,
): Paragraph[] {
  const { start, end } = extentOf(lines)
  const sides = extentOf([{ start, end }, ...tables.map(([x0, , x1]) => ({ start: x0, end: x1 }))])
  const room = { shortest: MUCH_ROOM * (end - start), width: sides.end - sides.start }
  return splitAtTables(
    lines,
    tables.map(([, top]) => top),
  ).flatMap((stretch) =>
    splitParagraphs(stretch, end, room).map((paragraph) => toParagraph(paragraph, page)),
  )
}

/** Tables among paragraphs, by their top edges; both are given from top to bottom. */
export function mergeByTop(paragraphs: readonly Paragraph[], tables: readonly Table[]): Block[] {
  const merged: Block[] = []
  let next = 0
  for (const paragraph of paragraphs) {
    const middle = middleOf(paragraph)
    for (; next < tables.length; next += 1) {
      const table = tables[next]
      if (!table || (table.place.box?.[1] ?? 0) >= middle) break
      merged.push(table)
    }
    merged.push(paragraph)
  }
  return [...merged, ...tables.slice(next)]
}

/** The boxes of letters are taller than their line and reach into a table close by. */
function middleOf(block: Block): number {
  const [, top = 0, , bottom = 0] = block.place.box ?? []
  return (top + bottom) / 2
}
