import type { Spend } from './file.ts'

/** Codes of the properties that are read ([MS-DOC] 2.6). */
export const PROPERTY = {
  deleted: 0x0800,
  data: 0x0806,
  struck: 0x0837,
  struckTwice: 0x2a53,
  hidden: 0x083c,
  special: 0x0855,
  plain: 0x2a33,
  characterStyle: 0x4a30,
  font: 0x4a4f,
  symbol: 0x6a09,
  pageBreakBefore: 0x2407,
  inTable: 0x2416,
  rowEnd: 0x2417,
  innerCell: 0x244b,
  innerRowEnd: 0x244c,
  level: 0x260a,
  paragraphStyle: 0x4600,
  list: 0x460b,
  hugeList: 0x6645,
  hugeParagraph: 0x6646,
  depth: 0x6649,
  tableProperties: 0x646b,
  sectionBreak: 0x3009,
  tableHeader: 0x3404,
  deleteCells: 0x5622,
  mergeCells: 0x5624,
  splitCells: 0x5625,
  insertCells: 0x7621,
  cellWidths: 0x7623,
  verticalMerge: 0xd62b,
  defineTable: 0xd608,
} as const

const CHANGE_TABS = 0xc615
/** Length of the value by the three highest bits of the code; 6 says it itself (2.2.5.1). */
const LENGTHS = [1, 1, 2, 4, 2, 2, 0, 3]

/** A list of properties: the bytes `[start, end)` of a stream. */
export interface PropertyList {
  readonly bytes: Buffer
  readonly start: number
  readonly end: number
}

/** The list that fills all of some bytes. */
export function wholeList(bytes: Buffer): PropertyList {
  return { bytes, start: 0, end: bytes.length }
}

/**
 * Where the property that begins at an offset of a list ends: its code of two bytes, then its value.
 * -1 behind the last one; a list that is cut off ends before the cut.
 */
export function propertyEnd({ bytes, end }: PropertyList, offset: number): number {
  if (offset + 3 > end) return -1
  const kind = (bytes[offset + 1] ?? 0) >> 5
  const value = offset + 2
  const next = value + (kind === 6 ? ownLength(bytes, offset, end) : (LENGTHS[kind] ?? 1))
  return next > end ? -1 : next
}

/** Bytes of a value that says its own length, that included. */
function ownLength(bytes: Buffer, offset: number, end: number): number {
  const value = offset + 2
  const code = bytes.readUInt16LE(offset)
  const length = bytes.readUInt8(value)
  if (code === PROPERTY.defineTable)
    return value + 2 > end ? Number.POSITIVE_INFINITY : 1 + Math.max(1, bytes.readUInt16LE(value))
  if (code !== CHANGE_TABS || length !== 255) return 1 + length
  // 2.9.181: more than 255 bytes are counted by their entries.
  const count = (at: number) => (at < end ? (bytes[at] ?? 0) : 0)
  const deleted = count(value + 1)
  return 3 + deleted * 4 + count(value + 2 + deleted * 4) * 3
}

/** A property that styles toggle ([MS-DOC] 2.2.5.1, ToggleOperand); null where it is not given. */
export type Toggle = 'on' | 'off' | 'as_style' | 'not_style' | null

/** What a list of properties says of characters. */
export interface CharacterFormat {
  readonly isDeleted: boolean
  readonly hidden: Toggle
  readonly isStruck: boolean
  readonly style: number | null
  /** The character stands for something else than itself. */
  readonly isSpecial: boolean
  /** What looks like a picture is the data of a field. */
  readonly isData: boolean
  /** A character of a font of pictures: number of the font, and code. */
  readonly symbol: { readonly font: number; readonly code: number } | null
  readonly font: number | null
}

const PLAIN: CharacterFormat = {
  isDeleted: false,
  hidden: null,
  isStruck: false,
  style: null,
  isSpecial: false,
  isData: false,
  symbol: null,
  font: null,
}
const TOGGLES: ReadonlyMap<number, Toggle> = new Map([
  [0, 'off'],
  [1, 'on'],
  [0x80, 'as_style'],
  [0x81, 'not_style'],
])

/** On, and what the style does not say. */
const STRUCK: readonly number[] = [1, 0x81]

/** What a list of properties says over a format, the later over the earlier. */
export function readCharacterFormat(list: PropertyList, base = PLAIN): CharacterFormat {
  let { isDeleted, hidden, isStruck, style, isSpecial, isData, symbol, font } = base
  const { bytes } = list
  let at = list.start
  for (let next = propertyEnd(list, at); next !== -1; next = propertyEnd(list, at)) {
    const value = at + 2
    switch (bytes.readUInt16LE(at)) {
      case PROPERTY.deleted:
        isDeleted = bytes[value] !== 0
        break
      case PROPERTY.hidden:
        hidden = TOGGLES.get(bytes[value] ?? 0) ?? 'on'
        break
      case PROPERTY.struck:
      case PROPERTY.struckTwice:
        isStruck = STRUCK.includes(bytes[value] ?? 0)
        break
      case PROPERTY.special:
        isSpecial = bytes[value] !== 0
        break
      case PROPERTY.data:
        isData = bytes[value] !== 0
        break
      case PROPERTY.characterStyle:
        style = bytes.readUInt16LE(value)
        break
      case PROPERTY.font:
        font = bytes.readUInt16LE(value)
        break
      case PROPERTY.symbol:
        symbol = { font: bytes.readUInt16LE(value), code: bytes.readUInt16LE(value + 2) }
        break
      case PROPERTY.plain:
        hidden = null
        isStruck = false
        break
    }
    at = next
  }
  return { isDeleted, hidden, isStruck, style, isSpecial, isData, symbol, font }
}

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
