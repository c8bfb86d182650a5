import type { Package } from '../../containers/opc.ts'
import { children, ownText, some, type XmlElement } from '../../containers/xml/element.ts'
import type { Block } from '../../model/document.ts'
import type { Place } from '../../model/place.ts'
import { addAside, paragraphsOf, type Reading, spend } from './reading.ts'
import type { SheetEntry } from './workbook.ts'

const COMMENTS = /^(?:comments|threadedComment)$/

/** Text boxes and shapes of a sheet, behind its cells; tells of comments and pictures. */
export function readShapes(
  pack: Package,
  entry: SheetEntry,
  { reading, number }: { readonly reading: Reading; readonly number: number },
): readonly Block[] {
  const place = { table: number }
  const blocks: Block[] = []
  for (const { type, target, isExternal } of pack.relationships(entry.part)) {
    if (COMMENTS.test(type))
      reading.notes.add('READ_COMMENTS_LEFT_OUT', place, 'Comments were left out.')
    if (type !== 'drawing' || isExternal || !pack.has(target)) continue
    const root = pack.xml(target)
    if (some(root, isPicture))
      reading.notes.add('READ_PICTURE', place, 'A picture was passed over; it may hold text.')
    const lines: string[] = []
    collect(root, lines)
    for (const line of lines) spend(line.length, reading)
    reading.drawings.push(pack.text(target))
    if (lines.length === 0) continue
    const at: Place = { ...place, part: 'drawing' }
    if (entry.isHidden) addAside('hidden', lines.join('\n'), { place: at, reading })
    else for (const paragraph of paragraphsOf(lines.join('\n'), at)) blocks.push(paragraph)
  }
  return blocks
}

function isPicture({ name }: XmlElement): boolean {
  return name === 'a:blip' || name === 'xdr:graphicFrame'
}

/** Each `a:p` is a line; of alternatives (ECMA-376 Part 3, 7.2) the fall-back is left out. */
function collect(element: XmlElement, lines: string[]): void {
  if (element.name === 'mc:Fallback') return
  if (element.name === 'a:p') {
    const text = runsOf(element)
    if (/\S/.test(text)) lines.push(text)
    return
  }
  for (const inside of children(element)) collect(inside, lines)
}

function runsOf(element: XmlElement): string {
  return children(element)
    .map((inside) => {
      if (inside.name === 'a:t') return ownText(inside)
      return inside.name === 'a:br' ? '\n' : runsOf(inside)
    })
    .join('')
}
