import { crc32 } from 'node:zlib'
import { DEFAULT_LIMITS } from '../../../containers/limits.ts'
import type { ByteSource } from '../../../containers/zip/index.ts'
import { ZvitError } from '../../../model/error.ts'
import { type Container, heldContainer } from '../container.ts'
import { cursorOver } from './cursor.ts'
import { damaged } from './damaged.ts'
import { type Entry, readEntries } from './header.ts'
import { readStreams } from './streams.ts'
import { unpack } from './unpack.ts'

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
  const contents = await unpack(
    bytes,
    entries.map(({ size }) => size),
  )
  const files = new Map<string, Uint8Array>()
  for (const [index, { name, isFolder }] of entries.entries()) {
    if (isFolder) continue
    // Programs disagree on which of two is the right one, so neither is.
    if (files.has(name)) throw damaged(`it holds «${name}» twice`)
    files.set(name, contents[index] ?? Buffer.alloc(0))
  }
  return heldContainer(files, { leftOut: 0, isSigned: false, isDetached: false })
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
