import type { Aside, Block, Paragraph } from '../model/document.ts'
import { countCharacters } from '../text/count.ts'

/** All paragraphs of blocks, those in cells too, in order. */
export function paragraphsOf(blocks: readonly Block[]): readonly Paragraph[] {
  return blocks.flatMap((block) =>
    block.kind === 'paragraph'
      ? [block]
      : block.rows.flatMap((row) => row.cells.flatMap((cell) => paragraphsOf(cell.blocks))),
  )
}

/** Puts the paragraphs of blocks that hold text beside the flow. */
export function addAsides(asides: Aside[], kind: Aside['kind'], blocks: readonly Block[]): void {
  for (const paragraph of paragraphsOf(blocks))
    if (countCharacters(paragraph.text) > 0) asides.push({ kind, paragraph })
}
