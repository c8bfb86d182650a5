import type { Block, Document, Paragraph, Table } from '../../src/model/document.ts'
import { countCharacters } from '../../src/text/compose.ts'

/** All paragraphs of blocks, those in cells too, in order. */
export function paragraphsOf(blocks: readonly Block[]): readonly Paragraph[] {
  return blocks.flatMap((block) =>
    block.kind === 'paragraph'
      ? [block]
      : block.rows.flatMap((row) => row.cells.flatMap((cell) => paragraphsOf(cell.blocks))),
  )
}

/** The tables of the flow, those in cells left out. */
export function tablesOf(blocks: readonly Block[]): readonly Table[] {
  return blocks.filter((block) => block.kind === 'table')
}

/** Characters that are not white space in all paragraphs of a document. */
export function charactersOf(document: Document): number {
  return [...paragraphsOf(document.blocks), ...document.asides.map((aside) => aside.paragraph)]
    .map(({ text }) => countCharacters(text))
    .reduce((sum, count) => sum + count, 0)
}

/** Each cell as `text@row,column` with `+rows,columns` where it spans more than one. */
export function drawn({ rows }: Table): readonly (readonly string[])[] {
  return rows.map(({ cells }) =>
    cells.map(({ row: top, column, rowSpan, columnSpan, blocks }) => {
      const text = paragraphsOf(blocks)
        .map((one) => one.text)
        .join('/')
      const span = rowSpan > 1 || columnSpan > 1 ? `+${rowSpan},${columnSpan}` : ''
      return `${text}@${top},${column}${span}`
    }),
  )
}
