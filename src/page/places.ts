import type { Box } from '../document/page-content.ts'
import type { Aside, Block, Cell, Row } from '../model/document.ts'
import type { Place } from '../model/place.ts'
import { placeOf as onPage } from './paragraphs.ts'

type SeenBox = (box: Box) => Box

/** The block of a straightened page with the places that it has in the picture. */
export function moveBlock(block: Block, seenBox: SeenBox): Block {
  return mapPlaces(block, (place) => move(place, seenBox))
}

/** The same for what stands outside the flow. */
export function moveAside(aside: Aside, seenBox: SeenBox): Aside {
  return { ...aside, paragraph: mapPlaces(aside.paragraph, (place) => move(place, seenBox)) }
}

/** The block with another place for each that it and what stands in it have. */
export function mapPlaces<Placed extends Block>(
  block: Placed,
  placeOf: (place: Place) => Place,
): Placed {
  const place = placeOf(block.place)
  if (block.kind === 'paragraph') return { ...block, place }
  const mapCell = (cell: Cell): Cell => ({
    ...cell,
    blocks: cell.blocks.map((inner) => mapPlaces(inner, placeOf)),
    place: placeOf(cell.place),
  })
  const mapRow = (row: Row): Row => ({
    ...row,
    cells: row.cells.map(mapCell),
    place: placeOf(row.place),
  })
  return { ...block, rows: block.rows.map(mapRow), place }
}

function move(place: Place, seenBox: SeenBox): Place {
  const { page, box } = place
  return page === undefined || !box ? place : { ...place, ...onPage(page, seenBox(box)) }
}
