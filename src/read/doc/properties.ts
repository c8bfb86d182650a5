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

/** Goes over the properties of a list, the value of each by its offset; a list may be cut off. */
export function eachProperty(
  list: PropertyList,
  tell: (code: number, bytes: Buffer, value: number) => void,
): void {
  const { bytes } = list
  let at = list.start
  for (let next = propertyEnd(list, at); next !== -1; next = propertyEnd(list, at)) {
    tell(bytes.readUInt16LE(at), bytes, at + 2)
    at = next
  }
}

/** Where the property at an offset ends, its code of two bytes and its value; -1 behind the last. */
function propertyEnd({ bytes, end }: PropertyList, offset: number): number {
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

/** What a property changes, given where its value stands; the later one wins. */
type Change<Format> = (bytes: Buffer, value: number) => Partial<Format>

const isOn = (bytes: Buffer, value: number): boolean => bytes[value] !== 0

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
const strike = (bytes: Buffer, value: number) => ({
  isStruck: STRUCK.includes(bytes[value] ?? 0),
})

const CHARACTER_CHANGES = new Map<number, Change<CharacterFormat>>([
  [PROPERTY.deleted, (bytes, at) => ({ isDeleted: isOn(bytes, at) })],
  [PROPERTY.hidden, (bytes, at) => ({ hidden: TOGGLES.get(bytes[at] ?? 0) ?? 'on' })],
  [PROPERTY.struck, strike],
  [PROPERTY.struckTwice, strike],
  [PROPERTY.special, (bytes, at) => ({ isSpecial: isOn(bytes, at) })],
  [PROPERTY.data, (bytes, at) => ({ isData: isOn(bytes, at) })],
  [PROPERTY.characterStyle, (bytes, at) => ({ style: bytes.readUInt16LE(at) })],
  [PROPERTY.font, (bytes, at) => ({ font: bytes.readUInt16LE(at) })],
  [
    PROPERTY.symbol,
    (bytes, at) => ({ symbol: { font: bytes.readUInt16LE(at), code: bytes.readUInt16LE(at + 2) } }),
  ],
  [PROPERTY.plain, () => ({ hidden: null, isStruck: false })],
])

/** What a list of properties says of characters. */
export function readCharacterFormat(list: PropertyList): CharacterFormat {
  const format = { ...PLAIN }
  eachProperty(list, (code, bytes, value) => {
    const change = CHARACTER_CHANGES.get(code)
    if (change !== undefined) Object.assign(format, change(bytes, value))
  })
  return format
}

/** What a list of properties says of a paragraph; null where it does not. */
export interface ParagraphFormat {
  readonly style: number | null
  readonly isInTable: boolean
  /** How many tables the paragraph stands in; 0 too where it is only told to be in one. */
  readonly depth: number
  readonly isRowEnd: boolean
  readonly isInnerCellEnd: boolean
  readonly startsPage: boolean | null
  /** 1-based number of the list override, 0 for none. */
  readonly list: number | null
  readonly level: number | null
  /** The lists of properties, in order: of a row's end, they define the row. */
  readonly properties: PropertyList[]
}

const PARAGRAPH_CHANGES = new Map<number, Change<ParagraphFormat>>([
  [PROPERTY.inTable, (bytes, at) => ({ isInTable: isOn(bytes, at) })],
  [PROPERTY.depth, (bytes, at) => ({ depth: bytes.readInt32LE(at) })],
  [PROPERTY.rowEnd, (bytes, at) => ({ isRowEnd: isOn(bytes, at) })],
  [PROPERTY.innerRowEnd, (bytes, at) => ({ isRowEnd: isOn(bytes, at) })],
  [PROPERTY.innerCell, (bytes, at) => ({ isInnerCellEnd: isOn(bytes, at) })],
  [PROPERTY.pageBreakBefore, (bytes, at) => ({ startsPage: isOn(bytes, at) })],
  [PROPERTY.list, (bytes, at) => ({ list: bytes.readUInt16LE(at) })],
  [PROPERTY.level, (bytes, at) => ({ level: bytes.readUInt8(at) })],
  [PROPERTY.paragraphStyle, (bytes, at) => ({ style: bytes.readUInt16LE(at) })],
])

/** Lists too long for their page stand in the data stream, where these point ([MS-DOC] 2.9.211). */
const REFERENCES: ReadonlySet<number> = new Set([
  PROPERTY.hugeList,
  PROPERTY.hugeParagraph,
  PROPERTY.tableProperties,
])

/** Where long lists stand, and what counts the bytes that are read. */
interface Source {
  readonly data: Buffer
  readonly spend: Spend
}

/** What lists say of a paragraph in its style, each over the one before it; empty ones say nothing. */
export function readParagraphFormat(
  style: number | null,
  lists: readonly PropertyList[],
  source: Source,
): ParagraphFormat {
  const format: ParagraphFormat = {
    style,
    isInTable: false,
    depth: 0,
    isRowEnd: false,
    isInnerCellEnd: false,
    startsPage: null,
    list: null,
    level: null,
    properties: [],
  }
  for (const list of lists) if (list.start < list.end) readList(list, format, source)
  return format
}

function readList(list: PropertyList, format: ParagraphFormat, source: Source): void {
  const { data, spend } = source
  spend(list.end - list.start)
  format.properties.push(list)
  eachProperty(list, (code, bytes, value) => {
    const change = PARAGRAPH_CHANGES.get(code)
    if (change !== undefined) Object.assign(format, change(bytes, value))
    if (!REFERENCES.has(code) || bytes === data) return
    const start = bytes.readUInt32LE(value) + 2
    if (start > data.length) return
    // What stands beside a reference says the same for programs that do not follow it.
    format.properties.pop()
    const end = Math.min(data.length, start + data.readUInt16LE(start - 2))
    readList({ bytes: data, start, end }, format, source)
  })
}
