import { crc32 } from 'node:zlib'
import type { ArchiveReader } from 'libarchive-wasm'
import { DEFAULT_LIMITS } from '../../../containers/limits.ts'
import { type ByteSource, isLinkMode } from '../../../containers/zip/index.ts'
import { ZvitError } from '../../../model/error.ts'
import { type Container, heldContainer } from '../container.ts'
import { type Cursor, cursorOver, damaged } from './cursor.ts'
import { readStreams } from './streams.ts'

const SIGNATURE = Buffer.from('377abcaf271c0004', 'hex')
const START_LENGTH = 32
const PACKED_HEADER = 0x17
const MEBIBYTE = 1024 * 1024
const LARGEST_HEADER = 16 * MEBIBYTE
/** What an archive holds is in memory as a whole: files are packed together. */
const LARGEST = 128 * MEBIBYTE

/**
 * The files in a 7z archive, unpacked. Sizes are known, and limits checked, before anything is
 * unpacked. Throws `FILE_DAMAGED`, `FILE_ENCRYPTED` and `LIMIT_EXCEEDED`.
 */
export async function openSevenZip(source: ByteSource): Promise<Container> {
  const bytes = source.read(0, source.length)
  const entries = readEntries(await headerOf(bytes), DEFAULT_LIMITS.entries)
  refuseTooMuch(entries)
  // Of a link libarchive gives no content.
  const contents = await unpack(
    bytes,
    entries.map(({ size, isLink }) => (isLink ? 0 : size)),
  )
  const files = new Map<string, Uint8Array>()
  for (const [index, { name, isFolder }] of entries.entries()) {
    if (isFolder) continue
    // Programs disagree on which of two is the right one, so neither is.
    if (files.has(name)) throw damaged(`it holds «${name}» twice`)
    files.set(name, contents[index] ?? Buffer.alloc(0))
  }
  const links = new Set(entries.filter(({ isLink }) => isLink).map(({ name }) => name))
  const isLink = (name: string) => links.has(name)
  return heldContainer(files, { leftOut: 0, isSigned: false, isDetached: false, isLink })
}

function refuseTooMuch(entries: readonly Entry[]): void {
  const size = entries.reduce((sum, entry) => sum + entry.size, 0)
  if (size > LARGEST)
    throw new ZvitError(
      'LIMIT_EXCEEDED',
      `The archive unpacks to ${size} bytes, the limit is ${LARGEST}; unpack it and import the folder.`,
    )
}

/** The header as it is before it is packed: it says of itself how, and lies behind the files. */
async function headerOf(bytes: Buffer): Promise<Buffer> {
  const header = writtenHeader(bytes)
  if (header[0] !== PACKED_HEADER) return header
  const at = cursorOver(header.subarray(1))
  const [size = 0, ...others] = readStreams(at, DEFAULT_LIMITS.entries)
  if (others.length > 0) throw damaged('its header is packed in pieces')
  if (size > LARGEST_HEADER)
    throw new ZvitError('LIMIT_EXCEEDED', `The header of the archive has ${size} bytes.`)
  const [unpacked] = await unpack(archiveOfHeader(bytes, header.subarray(1, 1 + at.position())), [
    size,
  ])
  return unpacked ?? Buffer.alloc(0)
}

function writtenHeader(bytes: Buffer): Buffer {
  if (bytes.length < START_LENGTH) throw damaged('it was cut off')
  const offset = START_LENGTH + Number(bytes.readBigUInt64LE(12))
  const size = Number(bytes.readBigUInt64LE(20))
  if (offset + size > bytes.length) throw damaged('its header lies beyond its end: it was cut off')
  const header = bytes.subarray(offset, offset + size)
  if (crc32(header) !== bytes.readUInt32LE(28))
    throw damaged('the check sum of its header is wrong')
  return header
}

/**
 * An archive whose one file is the packed header of another: its streams are those that hold the
 * header, and its own header is not packed. libarchive wants a word on the files of each folder, be it
 * an empty one, which is left out of the header of a header.
 */
function archiveOfHeader(bytes: Buffer, streams: Buffer): Buffer {
  const header = Buffer.concat([
    Buffer.from('0104', 'hex'),
    streams.subarray(0, -1),
    Buffer.from('080000', 'hex'),
    // One file, its name «h», the end of the files and of the header.
    Buffer.from('0501110500680000000000', 'hex'),
  ])
  const end = START_LENGTH + Number(bytes.readBigUInt64LE(12))
  const start = Buffer.alloc(START_LENGTH)
  SIGNATURE.copy(start)
  start.writeBigUInt64LE(BigInt(end - START_LENGTH), 12)
  start.writeBigUInt64LE(BigInt(header.length), 20)
  start.writeUInt32LE(crc32(header), 28)
  start.writeUInt32LE(crc32(start.subarray(12)), 8)
  return Buffer.concat([start, bytes.subarray(START_LENGTH, end), header])
}

/** A file or a folder of an archive. */
interface Entry {
  /** With `/` between folders. */
  readonly name: string
  /** Unpacked, bytes. */
  readonly size: number
  readonly isFolder: boolean
  /** A symbolic link. */
  readonly isLink: boolean
}

const END = 0x00
const HEADER = 0x01
const PROPERTIES = 0x02
const STREAMS = 0x04
const FILES = 0x05
const WITHOUT_CONTENT = 0x0e
const EMPTY_FILES = 0x0f
const NAMES = 0x11
const ATTRIBUTES = 0x15
/** Programs of Unix say so, and what stat gives as mode stands in the upper half then. */
const UNIX = 0x8000

/**
 * The entries of an archive out of its header, unpacked, in the order of its contents. Throws
 * `FILE_DAMAGED`, `FILE_ENCRYPTED`, and `LIMIT_EXCEEDED` for more than `most` of anything.
 * Method: 7zFormat.txt of the LZMA SDK.
 */
function readEntries(header: Buffer, most: number): readonly Entry[] {
  const at = cursorOver(header)
  if (at.byte() !== HEADER) throw damaged('it has no header')
  let kind = at.byte()
  if (kind === PROPERTIES) {
    while (at.byte() !== END) at.skip(at.number())
    kind = at.byte()
  }
  let sizes: readonly number[] = []
  if (kind === STREAMS) {
    sizes = readStreams(at, most)
    kind = at.byte()
  }
  if (kind === END) return []
  if (kind !== FILES) throw damaged('its header names no files')
  return readFiles(at, sizes, most)
}

function readFiles(at: Cursor, sizes: readonly number[], most: number): readonly Entry[] {
  const count = at.number()
  if (count > most)
    throw new ZvitError('LIMIT_EXCEEDED', `The archive has more than ${most} entries.`)
  let names: readonly string[] = []
  let empty: readonly boolean[] = []
  let files: readonly boolean[] = []
  let attributes: readonly number[] = []
  for (let kind = at.byte(); kind !== END; kind = at.byte()) {
    const content = at.take(at.number())
    if (kind === NAMES) names = readNames(content)
    if (kind === WITHOUT_CONTENT) empty = cursorOver(content).bits(count)
    if (kind === ATTRIBUTES) attributes = readAttributes(cursorOver(content), count)
    if (kind === EMPTY_FILES) files = cursorOver(content).bits(empty.filter(Boolean).length)
  }
  if (names.length !== count) throw damaged(`it has ${count} entries and ${names.length} names`)
  const nextSize = sizes.values()
  const nextEmpty = files.values()
  return names.map((name, index) => {
    if (empty[index])
      return { name, size: 0, isFolder: nextEmpty.next().value !== true, isLink: false }
    const isLink = isUnixLink(attributes[index] ?? 0)
    return { name, size: nextSize.next().value ?? 0, isFolder: false, isLink }
  })
}

/** Of each entry, 0 where it has none. */
function readAttributes(at: Cursor, count: number): readonly number[] {
  const areAll = at.byte() !== 0
  const known = areAll ? null : at.bits(count)
  if (at.byte() !== 0) throw damaged('its attributes stand elsewhere')
  return Array.from({ length: count }, (_, index) =>
    known === null || known[index] ? at.take(4).readUInt32LE(0) : 0,
  )
}

function isUnixLink(attributes: number): boolean {
  return (attributes & UNIX) !== 0 && isLinkMode(attributes >>> 16)
}

/** Each ends with a zero; that they stand elsewhere is not done by any program. */
function readNames(content: Buffer): readonly string[] {
  if (content[0] !== 0) throw damaged('its names stand elsewhere')
  const names = new TextDecoder('utf-16le').decode(content.subarray(1)).split('\0')
  return names.slice(0, -1).map((name) => name.replaceAll('\\', '/').replace(/^\/+/, ''))
}

/**
 * The contents of an archive's entries, in its order, which must have these sizes. Throws
 * `FILE_DAMAGED`. The names that libarchive gives are of no use: without a locale it prints `*` for
 * what is not ASCII.
 */
async function unpack(archive: Buffer, sizes: readonly number[]): Promise<readonly Buffer[]> {
  const { ArchiveReader: Reader, libarchiveWasm } = await import('libarchive-wasm')
  // One each: what a damaged archive did to its memory ends with it.
  const held = new Int8Array(archive.buffer, archive.byteOffset, archive.length)
  const reader = new Reader(await libarchiveWasm(), held)
  try {
    return sizes.map((size) => readNext(reader, size))
  } catch (error) {
    throw damaged(`it cannot be unpacked (${(error as Error).message})`, error)
  }
}

function readNext(reader: ArchiveReader, size: number): Buffer {
  const entry = reader.nextEntry()
  if (entry === null || entry.getSize() !== size) throw new Error('its contents are others')
  if (size === 0) return Buffer.alloc(0)
  const content = reader.readData(size)
  if (content.length !== size) throw new Error('an entry is too short')
  return Buffer.from(content.buffer, content.byteOffset, content.length)
}
