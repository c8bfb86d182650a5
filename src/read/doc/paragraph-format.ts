import type { Spend } from './budget.ts'
import { PROPERTY, type PropertyList, propertyEnd } from './properties.ts'

/** What a list of properties says of a paragraph; null where it does not. */
export interface ParagraphFormat {
  readonly style: number | null
  /** How many tables the paragraph stands in. */
  readonly depth: number
  readonly isRowEnd: boolean
  readonly isInnerCellEnd: boolean
  readonly startsPage: boolean | null
  /** 1-based number of the list override, 0 for none. */
  readonly list: number | null
  readonly level: number | null
  /** The lists of properties, in order: of a row's end, they define the row. */
  readonly properties: readonly PropertyList[]
}

/** What a list may lead to, and what counts the bytes that are read. */
interface Source {
  /** Long lists stand here. */
  readonly data: Buffer
  readonly spend: Spend
}

/** What is said of a paragraph so far. */
interface Found {
  style: number | null
  depth: number
  inTable: boolean
  rowEnd: boolean
  cellEnd: boolean
  startsPage: boolean | null
  list: number | null
  level: number | null
  readonly properties: PropertyList[]
}

/** Reads a paragraph's number of style, the list behind it, and what a fast save put over that. */
export function readParagraphFormat(
  direct: PropertyList,
  modifiers: PropertyList | null,
  source: Source,
): ParagraphFormat {
  const { bytes, start, end } = direct
  const behind = start + 2
  const found = nothingFound(behind <= end ? bytes.readUInt16LE(start) : null)
  if (behind < end) readList({ bytes, start: behind, end }, found, source)
  if (modifiers !== null) readList(modifiers, found, source)
  return formatOf(found)
}

/** Reads the list of a style, which does not name one itself. */
export function readStyleFormat(list: PropertyList, source: Source): ParagraphFormat {
  const found = nothingFound(null)
  if (list.start < list.end) readList(list, found, source)
  return formatOf(found)
}

function nothingFound(style: number | null): Found {
  return {
    style,
    depth: 0,
    inTable: false,
    rowEnd: false,
    cellEnd: false,
    startsPage: null,
    list: null,
    level: null,
    properties: [],
  }
}

function formatOf(found: Found): ParagraphFormat {
  return {
    style: found.style,
    depth: Math.max(found.depth, found.inTable ? 1 : 0),
    isRowEnd: found.rowEnd,
    isInnerCellEnd: found.cellEnd,
    startsPage: found.startsPage,
    list: found.list,
    level: found.level,
    properties: found.properties,
  }
}

/** Reads a list of properties, the later over the earlier. */
function readList(list: PropertyList, found: Found, source: Source): void {
  const { bytes } = list
  source.spend(list.end - list.start)
  found.properties.push(list)
  let at = list.start
  for (let next = propertyEnd(list, at); next !== -1; next = propertyEnd(list, at)) {
    const code = bytes.readUInt16LE(at)
    if (isReference(code)) {
      const huge = hugeList(source.data, bytes.readUInt32LE(at + 2))
      if (huge !== null && bytes !== source.data) {
        // What stands beside a reference says the same for programs that do not follow it.
        found.properties.pop()
        readList(huge, found, source)
      }
    } else readProperty(found, bytes, at)
    at = next
  }
}

function isReference(code: number): boolean {
  return (
    code === PROPERTY.hugeList ||
    code === PROPERTY.hugeParagraph ||
    code === PROPERTY.tableProperties
  )
}

function readProperty(found: Found, bytes: Buffer, at: number): void {
  const value = at + 2
  switch (bytes.readUInt16LE(at)) {
    case PROPERTY.inTable:
      found.inTable = bytes[value] !== 0
      return
    case PROPERTY.depth:
      found.depth = bytes.readInt32LE(value)
      return
    case PROPERTY.rowEnd:
    case PROPERTY.innerRowEnd:
      found.rowEnd = bytes[value] !== 0
      return
    case PROPERTY.innerCell:
      found.cellEnd = bytes[value] !== 0
      return
    case PROPERTY.pageBreakBefore:
      found.startsPage = bytes[value] !== 0
      return
    case PROPERTY.list:
      found.list = bytes.readUInt16LE(value)
      return
    case PROPERTY.level:
      found.level = bytes.readUInt8(value)
      return
    case PROPERTY.paragraphStyle:
      found.style = bytes.readUInt16LE(value)
      return
  }
}

/** [MS-DOC] 2.9.211: properties too long for their page stand in the data stream. */
function hugeList(data: Buffer, offset: number): PropertyList | null {
  if (offset + 2 > data.length) return null
  const start = offset + 2
  return { bytes: data, start, end: Math.min(data.length, start + data.readUInt16LE(offset)) }
}
