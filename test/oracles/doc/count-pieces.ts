/*
 * Part of the independent count: the text of a document by its pieces and stories. Shares no code with
 * the reader.
 */

/** The part of a piece that stands in one story. */
export interface Segment {
  readonly story: number
  readonly start: number
  readonly byte: number
  readonly width: number
  readonly text: string
}

// [MS-DOC] 2.5.
const LENGTHS = 76
const PIECES = 154 + 33 * 8
const STORIES = 8

/** The segments of a document as its pieces list them, up to a piece that does not join the one before. */
export function readSegments(main: Buffer, table: Buffer): readonly Segment[] {
  const ends = storyEnds(main)
  const start = main.readUInt32LE(PIECES)
  let at = start
  while (table[at] === 1) at += 3 + table.readUInt16LE(at + 1)
  const count = Math.floor((table.readUInt32LE(at + 1) - 4) / 12)
  const positions = at + 5
  const segments: Segment[] = []
  let expected = 0
  for (let index = 0; index < count; index += 1) {
    const entry = positions + (count + 1) * 4 + index * 8
    const place = table.readUInt32LE(entry + 2)
    const width = (place & 0x40000000) === 0 ? 2 : 1
    const first = (place & 0x3fffffff) >> (width === 1 ? 1 : 0)
    const from = table.readUInt32LE(positions + index * 4)
    if (from !== expected) break
    expected = table.readUInt32LE(positions + index * 4 + 4)
    let next = from
    for (const [story, end] of ends.entries()) {
      const stop = Math.min(end, expected)
      if (stop <= next) continue
      const byte = first + (next - from) * width
      const bytes = main.subarray(byte, first + (stop - from) * width)
      const text = bytes.toString(width === 2 ? 'utf16le' : 'latin1')
      segments.push({ story, start: next, byte, width, text })
      next = stop
    }
  }
  return segments
}

function storyEnds(main: Buffer): readonly number[] {
  let end = 0
  return Array.from({ length: STORIES }, (_, index) => {
    end += main.readUInt32LE(LENGTHS + index * 4)
    return end
  })
}
