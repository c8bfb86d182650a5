import type { Diagnostic } from './diagnostics.ts'
import type { Place } from './place.ts'

import type { Format, TextSource } from './vocabulary.ts'

export type { Format, TextSource } from './vocabulary.ts'

/**
 * What a reader saw, before any grammar. Every character of the document that is not white space
 * stands in exactly one `Paragraph.text`, either in `blocks` or in `asides`.
 */
export interface Document {
  readonly format: Format
  /** Number of pages, null where the format stores none. */
  readonly pages: number | null
  readonly textSource: TextSource
  /** The flow, in reading order. */
  readonly blocks: readonly Block[]
  /** Text outside the flow: running heads, footnotes, hidden text. */
  readonly asides: readonly Aside[]
  /**
   * Characters that are not white space (UTF-16 units after NFC), counted by a second pass over
   * the container that shares no code with the reader; null where there is none.
   */
  readonly source: number | null
  readonly diagnostics: readonly Diagnostic[]
}

export type Block = Paragraph | Table

/**
 * One paragraph as its author ended it; in a PDF or a text, the lines of one cell or one block.
 *
 * `text` is NFC and as found: `\n` stands for each line end inside the paragraph (a wrapped line, a
 * manual break), `\t` for a tab, soft hyphens stay. Readers never clean it further.
 */
export interface Paragraph {
  readonly kind: 'paragraph'
  readonly text: string
  /** The automatic number as Word would print it (`II.`, `1)`, `а)`); it is not part of `text`. */
  readonly marker: string | null
  /** Name of the paragraph style, null where the format has none. */
  readonly style: string | null
  readonly place: Place
  /** True on the first paragraph of a page, where the source tells. */
  readonly startsPage?: boolean
  /** True on the first paragraph of a sheet of a workbook. */
  readonly startsSheet?: boolean
}

/** A table as drawn: spans kept, nothing repeated, nothing joined over pages. */
export interface Table {
  readonly kind: 'table'
  /** Width of the grid. */
  readonly columns: number
  /**
   * False where a cell's column is only its order in the row (plain text): a row with fewer cells
   * than `columns` may have lost them at either end.
   */
  readonly columnsKnown: boolean
  readonly rows: readonly Row[]
  readonly place: Place
  /** True on the first table of a sheet of a workbook, where nothing stands before it. */
  readonly startsSheet?: boolean
}

export interface Row {
  /**
   * Cells that begin in this row, by column. A grid position that is covered neither by one of
   * them nor by a cell spanning down from above has no cell: it is missing, not empty.
   */
  readonly cells: readonly Cell[]
  readonly place: Place
  /** True where the source marks the row as a heading that Word repeats on each page. */
  readonly isHeading?: boolean
  /** True on the first row of a page, where the source tells. */
  readonly startsPage?: boolean
}

export interface Cell {
  /** 0-based position in the grid and size, both at least 1. */
  readonly row: number
  readonly column: number
  readonly rowSpan: number
  readonly columnSpan: number
  readonly blocks: readonly Block[]
  readonly place: Place
}

export interface Aside {
  readonly kind: 'page_furniture' | 'footnote' | 'hidden'
  readonly paragraph: Paragraph
}

/** All paragraphs of blocks, those in cells too, in order. */
export function* paragraphsIn(blocks: readonly Block[]): Generator<Paragraph> {
  for (const block of blocks)
    if (block.kind === 'paragraph') yield block
    else
      for (const { cells } of block.rows) for (const cell of cells) yield* paragraphsIn(cell.blocks)
}
