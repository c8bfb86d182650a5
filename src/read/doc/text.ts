import { decodeLatin } from '../../containers/encoding/cyrillic.ts'
import { countCharacters } from '../../text/compose.ts'
import { firstNotBefore, largest } from '../../text/lists.ts'
import {
  type DocFile,
  damaged,
  long,
  PART,
  readEntries,
  type Span,
  STORIES,
  short,
  stretch,
} from './file.ts'

/** A stretch of text as it lies in the main stream. */
export interface Piece {
  /** Character positions `[start, end)`. */
  readonly start: number
  readonly end: number
  /** Byte of its first character in the main stream. */
  readonly offset: number
  /** Bytes of one character: 1 (Windows-1252) or 2 (UTF-16). */
  readonly width: 1 | 2
}

/** The text of all stories, and where each character lies. */
export interface Pieces {
  readonly text: string
  /** Positions of the control characters in it. */
  readonly controls: readonly number[]
  readonly pieceAt: (position: number) => Piece
  readonly count: Count
}

/**
 * The count of the characters that the piece table hands out. It does not depend on what is made of
 * them: what is no text of the document must be named here, or it is missed (`TEXT_NOT_READ`).
 */
interface Count {
  /** Names characters `[start, end)` that are not to be read: deleted, code of a field, a comment. */
  readonly leaveOut: (start: number, end: number) => void
  /** All others that are not white space, in UTF-16 units after NFC. */
  readonly total: () => number
}

/** Bytes of what stands for each piece (Pcd, [MS-DOC] 2.9.177). */
const ENTRY_LENGTH = 8
const MARK_MODIFIERS = 1
const MARK_PIECES = 2
const FLAG_NARROW = 0x40000000

/**
 * Reads the piece table (Clx, [MS-DOC] 2.9.38) and the text behind it. Positions are within the
 * limit of characters, since the stories are. Throws `FILE_DAMAGED`.
 */
export function readPieces(file: DocFile): Pieces {
  const table = pieceTable(file.part(PART.pieces))
  const needed = largest(STORIES.map((name) => file.stories[name].end))
  const pieces: Piece[] = []
  let start = 0
  let bytes = 0
  for (const entry of readEntries(table, ENTRY_LENGTH)) {
    if (start >= needed) break
    const end = Math.min(entry.end, needed)
    if (entry.start !== start || end < start) throw damaged('its pieces are not in order')
    const place = long(table, entry.at + 2)
    const isNarrow = (place & FLAG_NARROW) !== 0
    const offset = isNarrow ? (place & 0x3fffffff) >>> 1 : place & 0x3fffffff
    const width = isNarrow ? 1 : 2
    if (offset + (end - start) * width > file.main.length)
      throw damaged('a piece of its text lies beyond its end')
    // Pieces that lie on one another would make a large text of a small file.
    bytes += (end - start) * width
    if (bytes > file.main.length) throw damaged('its pieces lie on one another')
    if (end > start) pieces.push({ start, end, offset, width })
    start = end
  }
  if (start < needed) throw damaged(`its text ends after ${start} of ${needed} characters`)
  const raw = pieces.map((piece) => decode(file.main, piece)).join('')
  // Halves of characters are none.
  const text = /[\ud800-\udfff]/.test(raw) ? raw.replace(/\p{Cs}/gu, '\ufffd') : raw
  return {
    text,
    controls: readControls(text),
    pieceAt: createPieceFinder(pieces),
    count: createCount(text, Object.values(file.stories)),
  }
}

/** What stands behind the lists of modifiers: a fast save changed formats by these, which is not read. */
function pieceTable(bytes: Buffer): Buffer {
  let offset = 0
  while (offset < bytes.length && bytes.readUInt8(offset) === MARK_MODIFIERS)
    offset += 3 + short(bytes, offset + 1)
  if (offset >= bytes.length || bytes.readUInt8(offset) !== MARK_PIECES)
    throw damaged('it has no table of its pieces')
  return stretch(bytes, offset + 5, long(bytes, offset + 1))
}

function decode(main: Buffer, { start, end, offset, width }: Piece): string {
  const bytes = main.subarray(offset, offset + (end - start) * width)
  return width === 2 ? bytes.toString('utf16le') : decodeLatin(bytes)
}

/** Codes below are no letters, but marks of paragraphs, cells, pages and fields ([MS-DOC] 2.4). */
const FIRST_LETTER = 0x20

/** Positions of all control characters of a text, in order. */
function readControls(text: string): readonly number[] {
  const found: number[] = []
  for (let position = 0; position < text.length; position += 1)
    if (text.charCodeAt(position) < FIRST_LETTER) found.push(position)
  return found
}

/** Index of the first control that stands at a position or behind it. */
export function firstControl(controls: readonly number[], position: number): number {
  return firstNotBefore(controls.length, (index) => (controls[index] ?? 0) < position)
}

/** Marks of fields by their characters. */
export const FIELD_MARKS: ReadonlyMap<string, string> = new Map([
  ['\u0013', 'begin'],
  ['\u0014', 'separate'],
  ['\u0015', 'end'],
])

/** Whether the character at a position is part of the code of a field ([MS-DOC] 2.8.25). */
export type IsCode = (position: number) => boolean

/** Tells codes by the marks of all stories; a field does not go on from one story into another. */
export function readFields({ text, controls, count }: Pieces, stories: readonly Span[]): IsCode {
  const marks = controls.filter((position) => FIELD_MARKS.has(text.charAt(position)))
  if (marks.length === 0) return () => false
  const codes = new Uint8Array(text.length)
  for (const { start, end } of stories) {
    const inside = marks.slice(firstControl(marks, start), firstControl(marks, end))
    const before = marksBeforeCode(inside, text)
    for (const [index, mark] of inside.entries()) {
      if (!before.has(mark)) continue
      const next = inside[index + 1] ?? end
      codes.fill(1, mark + 1, next)
      count.leaveOut(mark, next)
    }
  }
  return (position) => codes[position] === 1
}

/**
 * The marks behind which the code of a field stands, of all marks of one text in order. Fields nest, in
 * codes too; one that never ends has lost its marks: what follows is text, not code.
 */
function marksBeforeCode(marks: readonly number[], text: string): ReadonlySet<number> {
  const kinds = marks.map((mark) => FIELD_MARKS.get(text.charAt(mark)))
  const begun: number[] = []
  const closed = new Set<number | undefined>()
  for (const [index, kind] of kinds.entries()) {
    if (kind === 'begin') begun.push(index)
    if (kind === 'end') closed.add(begun.pop())
  }
  const found = new Set<number>()
  /** For each open field, whether it is between its begin and its separator. */
  const open: boolean[] = []
  let codes = 0
  for (const [index, mark] of marks.entries()) {
    const kind = kinds[index]
    if (kind === 'begin') {
      open.push(closed.has(index))
      if (closed.has(index)) codes += 1
    } else if (open.length > 0 && (kind === 'separate' || kind === 'end')) {
      if (open.pop() === true) codes -= 1
      if (kind === 'separate') open.push(false)
    }
    if (codes > 0) found.add(mark)
  }
  return found
}

/** Controls that print something, or that part what stands around them ([MS-DOC] 2.4.1, 2.4.5). */
const PRINTED: ReadonlyMap<string, string> = new Map([
  ...Array.from('\t\n\u000b\f\r\u000e\u0007', (mark): [string, string] => [mark, '\n']),
  ['\u001e', '-'],
  ['\u001f', '-'],
])

function createCount(text: string, stories: readonly Span[]): Count {
  const isLeftOut = new Uint8Array(text.length)
  const textOf = ({ start, end }: Span): string => {
    let kept = ''
    let done = start
    for (let at = start; at < end; at += 1) {
      if (isLeftOut[at] === 0 && text.charCodeAt(at) >= FIRST_LETTER) continue
      kept += text.slice(done, at)
      if (isLeftOut[at] === 0) kept += PRINTED.get(text.charAt(at)) ?? ''
      done = at + 1
    }
    return kept + text.slice(done, end)
  }
  return {
    leaveOut: (start, end) => {
      isLeftOut.fill(1, start, end)
    },
    total: () => stories.reduce((sum, story) => sum + countCharacters(textOf(story)), 0),
  }
}

/** Finds the piece of a position, of all in order and without gaps; neighbours are asked for one after the other. */
function createPieceFinder(pieces: readonly Piece[]): (position: number) => Piece {
  let last = 0
  return (position) => {
    const known = pieces[last]
    if (known !== undefined && position >= known.start && position < known.end) return known
    last = firstNotBefore(pieces.length - 1, (index) => (pieces[index]?.end ?? 0) <= position)
    const piece = pieces[last]
    if (piece === undefined) throw new RangeError('a document without text was asked for text')
    return piece
  }
}
