import { child, children, ownText, type XmlElement } from '../../containers/xml/element.ts'
import { addAside, type Reading, spend } from './reading.ts'

const FURNITURE = /^s:(?:odd|even|first)(Header|Footer)$/
/*
 * ECMA-376 Part 1, 18.3.1.46: codes of a header or footer. Page numbers, dates and names of files
 * are automatic; `&&` is an ampersand.
 */
const CODE = /&(?:"[^"]*"|K(?:[0-9A-Fa-f]{6}|[0-9]{2}[+-][0-9]{3})|[0-9]+|&|.)/gs

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
    const text = ownText(written)
    spend(text.length, reading)
    addAside('page_furniture', plain(text), { place: { part, table: number }, reading })
  }
}

/** Left, middle and right are lines of their own. */
function plain(text: string): string {
  return text.replace(CODE, (code) => (code === '&&' ? '&' : /^&[LCR]$/.test(code) ? '\n' : ''))
}
