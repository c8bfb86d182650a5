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
