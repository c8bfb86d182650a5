import type { Aside, Block, Cell, Paragraph, Row, Table } from '../../model/document.ts'
import type { Place } from '../../model/place.ts'
import type { Box } from './engine.ts'
import { placeOf } from './paragraphs.ts'

type SeenBox = (box: Box) => Box

/** The block of a straightened page with the places that it has in the picture. */
export function moveBlock(block: Block, seenBox: SeenBox): Block {
  return block.kind === 'table' ? moveTable(block, seenBox) : moveParagraph(block, seenBox)
}

/** The same for what stands outside the flow. */
export function moveAside(aside: Aside, seenBox: SeenBox): Aside {
  return { ...aside, paragraph: moveParagraph(aside.paragraph, seenBox) }
}

function moveParagraph(paragraph: Paragraph, seenBox: SeenBox): Paragraph {
  return { ...paragraph, place: move(paragraph.place, seenBox) }
}

function moveTable(table: Table, seenBox: SeenBox): Table {
  const moveCell = (cell: Cell): Cell => ({
    ...cell,
    blocks: cell.blocks.map((block) => moveBlock(block, seenBox)),
    place: move(cell.place, seenBox),
  })
  const moveRow = (row: Row): Row => ({
    ...row,
    cells: row.cells.map(moveCell),
    place: move(row.place, seenBox),
  })
  return { ...table, rows: table.rows.map(moveRow), place: move(table.place, seenBox) }
}

function move(place: Place, seenBox: SeenBox): Place {
  const { page, box } = place
  return page === undefined || !box ? place : { ...place, ...placeOf(page, seenBox(box)) }
}
