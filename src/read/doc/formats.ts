import { firstNotBefore } from '../../text/lists.ts'
import { type DocFile, damaged, long, PART, readEntries, type Spend } from './file.ts'
import {
  type CharacterFormat,
  eachProperty,
  type ParagraphFormat,
  PROPERTY,
  type PropertyList,
  readCharacterFormat,
  readParagraphFormat,
  wholeList,
} from './properties.ts'
import type { Piece, Pieces } from './text.ts'

/** Formatting of characters and paragraphs by their position. */
export interface Formats {
  /** Of the character at a position, and the position behind the last one formatted alike. */
  readonly character: (position: number) => {
    readonly format: CharacterFormat
    readonly end: number
  }
  /** Of the paragraph whose mark stands at a position. */
  readonly paragraph: (position: number) => ParagraphFormat
  /** Whether a paragraph ends with the character at a position. */
  readonly isParagraphEnd: (position: number) => boolean
}

/** Formats are kept by where they stand; so many, then anew. */
const MOST_KEPT = 20_000

/** Opens the formatting of a document. All functions throw `FILE_DAMAGED` and `LIMIT_EXCEEDED`. */
export function openFormats(file: DocFile, { pieceAt }: Pieces, spend: Spend): Formats {
  const { main, data } = file
  const characters = openRuns(main, file.part(PART.characterFormats), 'character')
  const paragraphs = openRuns(main, file.part(PART.paragraphFormats), 'paragraph')
  const characterFormat = keep((run) => {
    spend(run.length)
    return readCharacterFormat(listOf(main, run))
  })
  const paragraphFormat = keep((run) => {
    const { start, end, bytes } = listOf(main, run)
    const style = start + 2 <= end ? bytes.readUInt16LE(start) : null
    return readParagraphFormat(style, [{ bytes, start: start + 2, end }], { data, spend })
  })
  return {
    character: (position) => {
      const piece = pieceAt(position)
      const byte = byteOf(piece, position)
      const run = characters.at(byte)
      const end = Math.min(piece.end, position + Math.ceil((run.end - byte) / piece.width))
      return { format: characterFormat(run), end }
    },
    paragraph: (position) => {
      const piece = pieceAt(position)
      return paragraphFormat(paragraphs.at(byteOf(piece, position)))
    },
    isParagraphEnd: (position) => {
      const piece = pieceAt(position)
      const byte = byteOf(piece, position)
      return paragraphs.at(byte).end <= byte + piece.width
    },
  }
}

function byteOf({ start, offset, width }: Piece, position: number): number {
  return offset + (position - start) * width
}

function listOf(bytes: Buffer, { offset, length }: Run): PropertyList {
  return { bytes, start: offset, end: offset + length }
}

/** Reads what stands at an offset once. */
function keep<Format>(read: (run: Run) => Format): (run: Run) => Format {
  const kept = new Map<number, Format>()
  return (run) => {
    const known = kept.get(run.offset)
    if (known !== undefined) return known
    if (kept.size >= MOST_KEPT) kept.clear()
    const format = read(run)
    kept.set(run.offset, format)
    return format
  }
}

/** A stretch of the main stream with the same formatting; `end` lies behind the byte asked for. */
interface Run {
  /** Byte behind its last one. */
  readonly end: number
  /** Where its properties stand in the main stream and how many bytes they have. */
  readonly offset: number
  readonly length: number
}

/** Formatting by the byte at which a character lies in the main stream. */
interface Runs {
  readonly at: (byte: number) => Run
}

const PAGE = 512
/** Length of what stands for each run behind the offsets: [MS-DOC] 2.9.33 (1), 2.9.175 (13). */
const ENTRY = { character: 1, paragraph: 13 } as const
const NO_PAGE: Page = { start: 0, end: 0, offset: 0, count: 0 }

/** A page of formatting: where it stands, and how many runs it holds. */
interface Page {
  /** Bytes of the main stream `[start, end)` that it speaks of. */
  readonly start: number
  readonly end: number
  readonly offset: number
  readonly count: number
}

/**
 * Finds runs in the pages of formatting that a table (PlcBteChpx, PlcBtePapx) lists. Nothing is
 * unpacked: each question is two binary searches, so a hostile table costs no memory.
 * Throws `FILE_DAMAGED` where a page lies beyond the end or is no such page.
 */
function openRuns(main: Buffer, table: Buffer, kind: keyof typeof ENTRY): Runs {
  const pages = Math.max(0, Math.floor((table.length - 4) / 8))
  // Neighbours are asked for one after the other.
  let page: Page = NO_PAGE
  let start = 0
  let last: Run = plain(0)
  return {
    at: (byte) => {
      if (byte >= start && byte < last.end) return last
      if (byte < page.start || byte >= page.end) {
        const index = lastNotAbove(table, 0, pages, byte)
        if (index < 0) return plain(pages === 0 ? Number.POSITIVE_INFINITY : long(table, 0))
        const end = long(table, index * 4 + 4)
        if (byte >= end) return plain(Number.POSITIVE_INFINITY)
        const offset = (long(table, (pages + 1) * 4 + index * 4) & 0x3fffff) * PAGE
        page = openPage(main, { start: long(table, index * 4), end, offset }, ENTRY[kind])
      }
      last = findRun(main, page, byte, kind)
      start = byte
      return last
    },
  }
}

function openPage(
  main: Buffer,
  { start, end, offset }: Omit<Page, 'count'>,
  entryLength: number,
): Page {
  if (offset + PAGE > main.length) throw damaged('a page of its formatting lies beyond its end')
  const count = main.readUInt8(offset + PAGE - 1)
  if ((count + 1) * 4 + count * entryLength >= PAGE)
    throw damaged('a page of its formatting holds more than fits')
  return { start, end, offset, count }
}

function findRun(main: Buffer, page: Page, byte: number, kind: keyof typeof ENTRY): Run {
  const { offset, count } = page
  const index = lastNotAbove(main, offset, count + 1, byte)
  if (index < 0) return plain(main.readUInt32LE(offset))
  if (index === count) return plain(page.end)
  const stop = main.readUInt32LE(offset + index * 4 + 4)
  const at = main.readUInt8(offset + (count + 1) * 4 + index * ENTRY[kind]) * 2
  if (at === 0) return plain(stop)
  return kind === 'character'
    ? characterList(main, offset + at, stop)
    : paragraphList(main, offset + at, stop)
}

/** [MS-DOC] 2.9.32: a length, then the properties. */
function characterList(main: Buffer, at: number, end: number): Run {
  return { end, offset: at + 1, length: Math.min(main.readUInt8(at), roomBehind(at + 1)) }
}

/** [MS-DOC] 2.9.175: a length in pairs of bytes; where it is 0 the next byte gives it. */
function paragraphList(main: Buffer, at: number, end: number): Run {
  const pairs = main.readUInt8(at)
  const offset = at + (pairs === 0 ? 2 : 1)
  const length = pairs === 0 ? 2 * main.readUInt8(at + 1) : 2 * pairs - 1
  return { end, offset, length: Math.min(length, roomBehind(offset)) }
}

/** Bytes from here to the last byte of the page, which counts its runs. */
function roomBehind(offset: number): number {
  return PAGE - 1 - (offset % PAGE)
}

function plain(end: number): Run {
  return { end, offset: 0, length: 0 }
}

/** The last of some ascending 32-bit numbers that is not above a value, -1 where there is none. */
function lastNotAbove(bytes: Buffer, at: number, count: number, value: number): number {
  return firstNotBefore(count, (index) => bytes.readUInt32LE(at + index * 4) <= value) - 1
}

const ENTRY_LENGTH = 12
const NO_PROPERTIES = 0xffffffff
/** Value of the property that begins a section on the same page or in the next column. */
const LAST_WITHOUT_PAGE = 1

/**
 * Whether a new page begins behind the sections, by the positions of the marks that end them
 * ([MS-DOC] 2.8.26, 2.9.243).
 */
export function readSections(file: DocFile, spend: Spend): ReadonlyMap<number, boolean> {
  const bytes = file.part(PART.sections)
  const sections = readEntries(bytes, ENTRY_LENGTH)
  return new Map(
    sections.map(({ end }, index) => {
      const next = sections[index + 1]
      return [end - 1, next !== undefined && beginsPage(file, long(bytes, next.at + 2), spend)]
    }),
  )
}

/** How a section begins; on a new page where it does not say. */
function beginsPage({ main }: DocFile, offset: number, spend: Spend): boolean {
  if (offset === NO_PROPERTIES || offset + 2 > main.length) return true
  let beginning = 2
  const length = main.readUInt16LE(offset)
  spend(length)
  eachProperty(wholeList(main.subarray(offset + 2, offset + 2 + length)), (code, bytes, value) => {
    if (code === PROPERTY.sectionBreak) beginning = bytes.readUInt8(value)
  })
  return beginning > LAST_WITHOUT_PAGE
}
