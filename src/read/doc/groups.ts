/*
 * [MS-ODRAW]: shapes that are grouped on the page. The document says where a group stands, a text
 * box says which shape it belongs to; the drawing records say which group that shape is in.
 */
const HEADER_LENGTH = 8
const CONTAINER = 0xf
const GROUP = 0xf003
const SHAPE = 0xf00a
const DRAWING_GROUP = 0xf000
const DRAWING = 0xf002
/** Records looked at; a document of a thousand shapes has some thousands. */
const MOST_RECORDS = 100_000
/** Groups on the page stand in the group of the page, so they begin at this depth of groups. */
const FIRST_GROUP = 2

/**
 * For each grouped shape the number of the outermost group that it is in, the first shape in it.
 * Damage ends the search: a box whose group is not found is read all the same.
 */
export function groupsOf(bytes: Buffer): ReadonlyMap<number, number> {
  const found = new Map<number, number>()
  /** Ends of the groups that are open, outermost first, and the number of the outermost. */
  const ends: number[] = []
  let outermost: number | null = null
  let offset = 0
  for (let left = MOST_RECORDS; left > 0 && offset + HEADER_LENGTH <= bytes.length; left -= 1) {
    while (ends.length > 0 && offset >= (ends.at(-1) ?? 0)) {
      ends.pop()
      if (ends.length < FIRST_GROUP) outermost = null
    }
    const isContainer = (bytes.readUInt16LE(offset) & 0xf) === CONTAINER
    const type = bytes.readUInt16LE(offset + 2)
    const length = bytes.readUInt32LE(offset + 4)
    if (type < DRAWING_GROUP || type > 0xf1ff) {
      // A byte that tells body from headers stands before each drawing.
      if (bytes.readUInt16LE(offset + 3) !== DRAWING) return found
      offset += 1
      continue
    }
    if (type === SHAPE && offset + 12 <= bytes.length && ends.length >= FIRST_GROUP) {
      const shape = bytes.readUInt32LE(offset + HEADER_LENGTH)
      if (outermost === null) outermost = shape
      else found.set(shape, outermost)
    }
    if (type === GROUP) ends.push(offset + HEADER_LENGTH + length)
    offset += HEADER_LENGTH + (isContainer && type !== DRAWING_GROUP ? 0 : length)
  }
  return found
}
