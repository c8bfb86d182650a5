/** Codes of the properties that are read ([MS-DOC] 2.6). */
export const PROPERTY = {
  deleted: 0x0800,
  data: 0x0806,
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

type Visit = (code: number, bytes: Buffer, offset: number) => void

/**
 * Calls back for each property of a list in order, with its code and where its value begins in the
 * bytes; the value is whole. A list that is cut off ends before the cut.
 */
export function eachProperty(bytes: Buffer, visit: Visit): void {
  let offset = 0
  while (offset + 3 <= bytes.length) {
    const code = bytes.readUInt16LE(offset)
    offset += 2
    const length = valueLength(code, bytes, offset)
    if (offset + length > bytes.length) return
    visit(code, bytes, offset)
    offset += length
  }
}

/** Bytes of the value at the offset, its own length included where it says one. */
function valueLength(code: number, bytes: Buffer, offset: number): number {
  const kind = code >> 13
  if (kind !== 6) return LENGTHS[kind] ?? 1
  const length = bytes.readUInt8(offset)
  if (code === PROPERTY.defineTable)
    return offset + 2 > bytes.length
      ? Number.POSITIVE_INFINITY
      : 1 + Math.max(1, bytes.readUInt16LE(offset))
  if (code !== CHANGE_TABS || length !== 255) return 1 + length
  // 2.9.181: more than 255 bytes are counted by their entries.
  const deleted = bytes[offset + 1] ?? 0
  const added = bytes[offset + 2 + deleted * 4] ?? 0
  return 3 + deleted * 4 + added * 3
}
