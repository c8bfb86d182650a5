import type { Package } from '../../containers/opc.ts'
import { child, children, ownText, some, type XmlElement } from '../../containers/xml/element.ts'
import type { Block } from '../../model/document.ts'
import type { Place } from '../../model/place.ts'
import { addAside, paragraphsOf, type Reading, take } from './reading.ts'
import type { SheetEntry } from './workbook.ts'

const FURNITURE = /^s:(?:odd|even|first)(Header|Footer)$/
/*
 * ECMA-376 Part 1, 18.3.1.46: codes of a header or footer. Page numbers, dates and names of files
 * are automatic; `&&` is an ampersand.
 */
const CODE = /&(?:"[^"]*"|K(?:[0-9A-Fa-f]{6}|[0-9]{2}[+-][0-9]{3})|[0-9]+|&|.)/gs
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
      reading.builder.notes.add('READ_COMMENTS_LEFT_OUT', place, 'Comments were left out.')
    if (type !== 'drawing' || isExternal || !pack.has(target)) continue
    const root = pack.xml(target)
    if (some(root, isPicture))
      reading.builder.notes.add(
        'READ_PICTURE',
        place,
        'A picture was passed over; it may hold text.',
      )
    const lines: string[] = []
    collect(root, lines)
    for (const line of lines) take(line, reading)
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

/** Puts the headers and footers of a sheet beside its tables. */
export function readFurniture(
  root: XmlElement,
  { reading, number }: { readonly reading: Reading; readonly number: number },
): void {
  const element = child(root, 's:headerFooter')
  if (element === null) return
  for (const written of children(element)) {
    const part = FURNITURE.exec(written.name)?.[1]?.toLowerCase()
    if (part === undefined) continue
    const text = plain(ownText(written))
    take(text, reading)
    addAside('page_furniture', text, { place: { part, table: number }, reading })
  }
}

/** Left, middle and right are lines of their own. */
function plain(text: string): string {
  return text.replace(CODE, (code) => (code === '&&' ? '&' : /^&[LCR]$/.test(code) ? '\n' : ''))
}
