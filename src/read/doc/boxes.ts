import { long } from './bytes.ts'
import { type DocFile, PART, type Span } from './file.ts'
import { groupsOf } from './groups.ts'

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
    const others = byAnchor.get(anchor ?? -1)
    if (others === undefined) byAnchor.set(anchor ?? -1, [span])
    else others.push(span)
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
  const count = Math.max(0, Math.floor((bytes.length - 4) / (4 + SHAPE_LENGTH)))
  const anchors = new Map<number, number>()
  for (let index = 0; index < count; index += 1)
    anchors.set(
      long(bytes, (count + 1) * 4 + index * SHAPE_LENGTH),
      file.stories.body.start + long(bytes, index * 4),
    )
  return anchors
}

/** The boxes' stretches of text, all of the story, in order; the last one has none of its own. */
function readSpans(file: DocFile): readonly (Span & { readonly shape: number })[] {
  const { start: first, end: last } = file.stories.boxes
  const bytes = file.part(PART.boxes)
  const count = Math.max(0, Math.floor((bytes.length - 4) / (4 + BOX_LENGTH)))
  const spans: (Span & { readonly shape: number })[] = []
  let start = first
  for (let index = 0; index < count && start < last; index += 1) {
    const end = index + 1 === count ? last : first + long(bytes, index * 4 + 4)
    if (end <= start || end > last) continue
    const shape = long(bytes, (count + 1) * 4 + index * BOX_LENGTH + BOX_SHAPE)
    spans.push({ start, end, shape })
    start = end
  }
  if (start < last) spans.push({ start, end: last, shape: -1 })
  return spans
}
