import { addTo } from '../../text/lists.ts'
import { type DocFile, long, PART, readEntries, type Span } from './file.ts'

/** The text boxes of the body; each is given once. Of shapes that are grouped none hangs on a mark. */
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
  const byAnchor = new Map<number, Span[]>()
  for (const { shape, ...span } of spans) {
    const found = anchors.get(shape)
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
