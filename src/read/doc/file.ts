import { openCompound } from '../../containers/compound/index.ts'
import { checkLimit, type Limits } from '../../containers/limits.ts'
import { ZvitError } from '../../model/error.ts'

/** The stories of a document, in the order in which their text stands ([MS-DOC] 2.3). */
export const STORIES = [
  'body',
  'footnotes',
  'furniture',
  'macros',
  'comments',
  'endnotes',
  'boxes',
  'furnitureBoxes',
] as const

type StoryName = (typeof STORIES)[number]

/** Character positions `[start, end)` of a story in the whole text. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** The streams of a Word document, and where its header says that things are. */
export interface DocFile {
  /** The stream with text and formatting. */
  readonly main: Buffer
  /** The stream of tables. */
  readonly table: Buffer
  /** Long property lists stand here; empty where the file has none. */
  readonly data: Buffer
  readonly stories: Readonly<Record<StoryName, Span>>
  /** A part of the table stream by its number in the header; empty where it is not there. */
  readonly part: (index: number) => Buffer
  /** From the beginning of a part to the end of its stream. */
  readonly rest: (index: number) => Buffer
}

/** Numbers of parts in FibRgFcLcb97 ([MS-DOC] 2.5.6). */
export const PART = {
  styles: 1,
  sections: 6,
  furniture: 11,
  characterFormats: 12,
  paragraphFormats: 13,
  fonts: 15,
  pieces: 33,
  shapes: 40,
  boxes: 56,
  lists: 73,
  listOverrides: 74,
} as const

/** Word writes 0xA5EC; older versions and Word for the Mac write neighbours of it. */
const SIGNATURE = 0xa5ec
const OLD_SIGNATURES = new Set([0xa5, 0xa6])
/** Versions up to this one are Word 95 and older; their tables are others. */
const LAST_OLD_VERSION = 0x69
const NOTHING = Buffer.alloc(0)
const FLAG_ENCRYPTED = 0x0100
const FLAG_SECOND_TABLE = 0x0200
/** In fibRgLw97: the first of the lengths of the stories. */
const FIRST_LENGTH = 3

/**
 * Opens the streams and reads the header (FIB, [MS-DOC] 2.5). Throws what `openCompound` throws,
 * `UNSUPPORTED_FORMAT` for Word 95 and older, `FILE_ENCRYPTED`, `LIMIT_EXCEEDED` (characters).
 */
export function openFile(bytes: Uint8Array, limits: Limits): DocFile {
  const compound = openCompound(bytes, limits)
  const main = compound.read('WordDocument')
  checkVersion(short(main, 0), short(main, 2))
  const flags = short(main, 10)
  if ((flags & FLAG_ENCRYPTED) !== 0)
    throw new ZvitError(
      'FILE_ENCRYPTED',
      'The Word 97–2003 document is protected by a password. Save it without one.',
    )
  const table = compound.read((flags & FLAG_SECOND_TABLE) === 0 ? '0Table' : '1Table')
  const { lengths, parts } = findHeader(main)
  const place = (index: number) => {
    const { offset, count } = parts
    return index < count
      ? { start: long(main, offset + index * 8), length: long(main, offset + index * 8 + 4) }
      : { start: 0, length: 0 }
  }
  return {
    main,
    table,
    data: compound.has('Data') ? compound.read('Data') : NOTHING,
    stories: readStories(main, lengths, limits),
    part: (index) => {
      const { start, length } = place(index)
      return length === 0 ? NOTHING : stretch(table, start, length)
    },
    rest: (index) => {
      const { start, length } = place(index)
      return length === 0 ? NOTHING : stretch(table, start, table.length - start)
    },
  }
}

function checkVersion(signature: number, version: number): void {
  if (OLD_SIGNATURES.has(signature >> 8) && version <= LAST_OLD_VERSION)
    throw new ZvitError(
      'UNSUPPORTED_FORMAT',
      `The file is a document of Word 95 or older (version ${version}); DOC is read from Word 97 on. Save it as DOCX in Word or LibreOffice.`,
    )
  if (signature !== SIGNATURE) throw damaged('its main stream is no Word text')
}

/** Walks over the variable parts of the header to the lengths and the list of parts. */
function findHeader(main: Buffer) {
  const shorts = short(main, 32)
  const lengths = 34 + shorts * 2 + 2
  const longs = short(main, lengths - 2)
  if (longs < FIRST_LENGTH + STORIES.length) throw damaged('its header is too short')
  const offset = lengths + longs * 4 + 2
  return { lengths, parts: { offset, count: short(main, offset - 2) } }
}

function readStories(
  main: Buffer,
  lengths: number,
  limits: Limits,
): Readonly<Record<StoryName, Span>> {
  let start = 0
  const spans = STORIES.map((name, index): [StoryName, Span] => {
    const length = long(main, lengths + (FIRST_LENGTH + index) * 4)
    if (length > 0x7fffffff) throw damaged(`the length of its ${name} is below zero`)
    checkLimit(start + length, limits.characters, 'characters')
    const span = { start, end: start + length }
    start += length
    return [name, span]
  })
  return Object.fromEntries(spans) as Record<StoryName, Span>
}

/** `FILE_DAMAGED` of a Word 97–2003 document. */
export function damaged(what: string): ZvitError {
  return new ZvitError(
    'FILE_DAMAGED',
    `The Word 97–2003 document is damaged: ${what}. Ask for the file again.`,
  )
}

/** An unsigned 16-bit number. Throws `FILE_DAMAGED` where the bytes end before it. */
export function short(bytes: Buffer, offset: number): number {
  if (offset < 0 || offset + 2 > bytes.length) throw ended(offset)
  return bytes.readUInt16LE(offset)
}

/** An unsigned 32-bit number. Throws `FILE_DAMAGED` where the bytes end before it. */
export function long(bytes: Buffer, offset: number): number {
  if (offset < 0 || offset + 4 > bytes.length) throw ended(offset)
  return bytes.readUInt32LE(offset)
}

/** A stretch of bytes. Throws `FILE_DAMAGED` where they end before it does. */
export function stretch(bytes: Buffer, offset: number, length: number): Buffer {
  checkStretch(bytes, offset, length)
  return bytes.subarray(offset, offset + length)
}

/** Throws `FILE_DAMAGED` where the bytes end before a stretch of them does. */
export function checkStretch(bytes: Buffer, offset: number, length: number): void {
  if (offset < 0 || length < 0 || offset + length > bytes.length) throw ended(offset)
}

function ended(offset: number): ZvitError {
  return damaged(`something is said to stand at byte ${offset}, beyond the end of its table`)
}

/** Takes bytes of properties into account before they are read. */
export type Spend = (bytes: number) => void

/** An entry of a table of positions: its positions, and where its data stand. */
interface Entry extends Span {
  readonly at: number
}

/** The entries of a table of positions with so many bytes of data each (PLC, [MS-DOC] 2.2.2). */
export function readEntries(bytes: Buffer, length: number): readonly Entry[] {
  const count = Math.max(0, Math.floor((bytes.length - 4) / (4 + length)))
  return Array.from({ length: count }, (_, index) => ({
    start: long(bytes, index * 4),
    end: long(bytes, index * 4 + 4),
    at: (count + 1) * 4 + index * length,
  }))
}

/** What all lists of properties together may cost, however often they are pointed at. */
export function createBudget(limits: Limits): Spend {
  let spent = 0
  return (bytes) => {
    spent += bytes
    if (spent > limits.totalBytes)
      throw new ZvitError(
        'LIMIT_EXCEEDED',
        `The formatting of the document has more than ${limits.totalBytes} bytes.`,
      )
  }
}
