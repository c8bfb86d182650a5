import { addTo } from '../../text/lists.ts'
import { type DocFile, long, PART, readEntries, type Span } from './file.ts'

/** The text boxes of the body; each is given once. */
export interface Boxes {
  /** Those that hang on the mark at a position. */
  readonly take: (position: number) => readonly Span[]
  /** Those that have not been taken, in order. */
  readonly rest: () => readonly Span[]
}

// [MS-DOC] 2.8.37 (PlcfSpa) and 2.8.32 (PlcftxbxTxt): bytes behind each position.
const SHAPE_LENGTH = 26
const BOX_LENGTH = 22
const BOX_SHAPE = 14

/** Reads where text boxes stand and which shape on the page each belongs to. */
export function readBoxes(file: DocFile): Boxes {
  const spans = readSpans(file)
  const anchors = readAnchors(file)
  const groups = spans.length === 0 ? new Map<number, number>() : groupsOf(file.part(PART.drawings))
  const byAnchor = new Map<number, Span[]>()
  for (const { shape, ...span } of spans) {
    const found = anchors.get(shape) ?? anchors.get(groups.get(shape) ?? -1)
    // A box that hangs on a mark in a box could hang on itself.
    const anchor = found !== undefined && found < file.stories.body.end ? found : undefined
    addTo(byAnchor, anchor ?? -1, span)
  }
  return {
    take: (position) => {
      const found = byAnchor.get(position) ?? []
      byAnchor.delete(position)
      return found
    },
    rest: () => [...byAnchor.values()].flat().sort((one, other) => one.start - other.start),
  }
}

/** Positions of anchors by the number of their shape. */
function readAnchors(file: DocFile): ReadonlyMap<number, number> {
  const bytes = file.part(PART.shapes)
  const { start: first } = file.stories.body
  return new Map(
    readEntries(bytes, SHAPE_LENGTH).map(({ start, at }) => [long(bytes, at), first + start]),
  )
}

/** The boxes' stretches of text, all of the story, in order; the last one has none of its own. */
function readSpans(file: DocFile): readonly (Span & { readonly shape: number })[] {
  const { start: first, end: last } = file.stories.boxes
  const bytes = file.part(PART.boxes)
  const entries = readEntries(bytes, BOX_LENGTH)
  const spans: (Span & { readonly shape: number })[] = []
  let start = first
  for (const [index, { end: told, at }] of entries.entries()) {
    const end = index + 1 === entries.length ? last : first + told
    if (start >= last || end <= start || end > last) continue
    spans.push({ start, end, shape: long(bytes, at + BOX_SHAPE) })
    start = end
  }
  if (start < last) spans.push({ start, end: last, shape: -1 })
  return spans
}

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
function groupsOf(bytes: Buffer): ReadonlyMap<number, number> {
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
