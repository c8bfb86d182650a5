import {
  attribute,
  child,
  children,
  some,
  type XmlElement,
  type XmlNode,
} from '../../containers/xml/element.ts'

const NO_LINE = new Set(['nil', 'none'])
const HOLDS = new Set([
  'm:t',
  'mc:AlternateContent',
  'w:drawing',
  'w:numPr',
  'w:object',
  'w:pict',
  'w:sym',
  'w:t',
  'w:tbl',
  'w:vMerge',
])

/** Whether a table (`w:tblPr`) draws lines where its cells say nothing. */
export function drawsLines(properties: XmlElement | null): boolean {
  if (properties === null) return false
  return (
    child(properties, 'w:tblStyle') !== null || isLined(child(properties, 'w:tblBorders')) === true
  )
}

/**
 * What stands in a row of a table that draws no lines of its own. LibreOffice fills a row that lost
 * cells with empty ones without lines: at the end of a row whose other cells have lines these are
 * none.
 */
export function withoutFillers(row: XmlElement): readonly XmlNode[] {
  const cells = children(row, 'w:tc')
  const last = cells.findLastIndex((cell) => linesOf(cell) !== false || holdsAnything(cell))
  const isWhole = last === cells.length - 1 || !cells.some((cell) => linesOf(cell) === true)
  if (isWhole) return row.children
  const fillers = new Set<XmlNode>(cells.slice(last + 1))
  return row.children.filter((node) => !fillers.has(node))
}

/** Whether the cell's own borders draw a line, null where it has none of its own. */
function linesOf(cell: XmlElement): boolean | null {
  const properties = child(cell, 'w:tcPr')
  return properties === null ? null : isLined(child(properties, 'w:tcBorders'))
}

function isLined(borders: XmlElement | null): boolean | null {
  if (borders === null) return null
  return children(borders).some((border) => !NO_LINE.has(attribute(border, 'w:val') ?? 'nil'))
}

/** Text, a picture, an automatic number or a merge. */
function holdsAnything(cell: XmlElement): boolean {
  return some(
    cell,
    ({ name, children: nodes }) => HOLDS.has(name) && (name !== 'w:t' || nodes.length > 0),
  )
}
