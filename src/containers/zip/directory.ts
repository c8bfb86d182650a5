import { ZvitError } from '../../model/error.ts'
import type { Limits } from '../limits.ts'

/** One entry of a ZIP container, as its central directory describes it. */
export interface ZipEntry {
  /** With `/` as separator and without a leading one. */
  readonly name: string
  /** 0 stored, 8 deflated; others are not read. */
  readonly method: number
  readonly isEncrypted: boolean
  readonly crc: number
  /** Bytes, packed and unpacked. */
  readonly packed: number
  readonly size: number
  /** Offset of the local header in the file. */
  readonly offset: number
}

// APPNOTE.TXT 6.3.10, 4.3.7 to 4.3.16.
const END_SIGNATURE = 0x06054b50
const END_LENGTH = 22
const LONGEST_COMMENT = 0xffff
const LOCATOR_SIGNATURE = 0x07064b50
const LOCATOR_LENGTH = 20
const END64_SIGNATURE = 0x06064b50
const END64_LENGTH = 56
const ENTRY_SIGNATURE = 0x02014b50
const ENTRY_LENGTH = 46
const FLAGS_ENCRYPTED = 0x0001 | 0x0040
const ZIP64_FIELD = 0x0001
const UNSET_32 = 0xffffffff
const UNSET_16 = 0xffff

interface Directory {
  readonly count: number
  /** Of the first entry in the source. */
  readonly start: number
  /** Where the directory ends and its end record begins. */
  readonly end: number
  /** Bytes that stand before the container, to be added to every offset in it. */
  readonly shift: number
}

/**
 * The entries in the order of the central directory; nothing is unpacked.
 * Throws `FILE_DAMAGED` where the directory is missing or cut, `LIMIT_EXCEEDED` (entries).
 */
export function readDirectory(source: ByteSource, limits: Limits): readonly ZipEntry[] {
  const { count, start, end, shift } = findDirectory(source)
  if (count > limits.entries)
    throw new ZvitError(
      'LIMIT_EXCEEDED',
      `The container has ${count} entries, the limit is ${limits.entries}.`,
    )
  const longest = count * (ENTRY_LENGTH + 3 * UNSET_16)
  const bytes = source.read(start, Math.min(end, start + longest))
  const entries: ZipEntry[] = []
  let position = 0
  for (let index = 0; index < count; index += 1) {
    if (position + ENTRY_LENGTH > bytes.length || bytes.readUInt32LE(position) !== ENTRY_SIGNATURE)
      throw damaged(`its directory breaks off after ${index} of ${count} entries`)
    const nameLength = bytes.readUInt16LE(position + 28)
    const extraLength = bytes.readUInt16LE(position + 30)
    const commentLength = bytes.readUInt16LE(position + 32)
    const next = position + ENTRY_LENGTH + nameLength + extraLength + commentLength
    if (next > bytes.length) throw damaged(`its directory breaks off in entry ${index + 1}`)
    entries.push(readEntry(bytes.subarray(position, next), shift))
    position = next
  }
  return entries
}

function findDirectory(source: ByteSource): Directory {
  const { end, record } = findEnd(source)
  const count = record.readUInt16LE(10)
  const size = record.readUInt32LE(12)
  const offset = record.readUInt32LE(16)
  if (count === UNSET_16 || size === UNSET_32 || offset === UNSET_32) {
    const large = findDirectory64(source, end)
    if (large !== null) return large
  }
  const shift = end - size - offset
  if (shift < 0) throw damaged('its directory points beyond its end')
  return { count, start: offset + shift, end, shift }
}

function findEnd(source: ByteSource): { readonly end: number; readonly record: Buffer } {
  const first = Math.max(0, source.length - END_LENGTH - LONGEST_COMMENT)
  const tail = source.read(first, source.length)
  for (let end = tail.length - END_LENGTH; end >= 0; end -= 1) {
    if (tail.readUInt32LE(end) !== END_SIGNATURE) continue
    const record = tail.subarray(end)
    if (END_LENGTH + record.readUInt16LE(20) <= record.length) return { end: first + end, record }
  }
  throw damaged('it has no directory at its end: it was cut off')
}

function findDirectory64(source: ByteSource, end: number): Directory | null {
  const place = end - LOCATOR_LENGTH
  if (place < 0) return null
  const locator = source.read(place, end)
  if (locator.length < LOCATOR_LENGTH || locator.readUInt32LE(0) !== LOCATOR_SIGNATURE) return null
  const written = readNumber64(locator, 8)
  // Behind bytes that stand before the container the record lies right before its locator.
  for (const at of [written, place - END64_LENGTH]) {
    if (at < 0 || at + END64_LENGTH > place) continue
    const record = source.read(at, at + END64_LENGTH)
    if (record.length < END64_LENGTH || record.readUInt32LE(0) !== END64_SIGNATURE) continue
    const shift = at - written
    return {
      count: readNumber64(record, 32),
      start: readNumber64(record, 48) + shift,
      end: at,
      shift,
    }
  }
  throw damaged('its ZIP64 directory is not where it should be')
}

function readEntry(bytes: Buffer, shift: number): ZipEntry {
  const nameLength = bytes.readUInt16LE(28)
  const extra = bytes.subarray(
    ENTRY_LENGTH + nameLength,
    ENTRY_LENGTH + nameLength + bytes.readUInt16LE(30),
  )
  const [size = 0, packed = 0, offset = 0] = widen(
    [bytes.readUInt32LE(24), bytes.readUInt32LE(20), bytes.readUInt32LE(42)],
    extra,
  )
  return {
    name: readName(bytes.subarray(ENTRY_LENGTH, ENTRY_LENGTH + nameLength)),
    method: bytes.readUInt16LE(10),
    isEncrypted: (bytes.readUInt16LE(8) & FLAGS_ENCRYPTED) !== 0,
    crc: bytes.readUInt32LE(16),
    packed,
    size,
    offset: offset + shift,
  }
}

/** Takes the values that do not fit into 32 bits from the ZIP64 field, in their order there. */
function widen(values: readonly number[], extra: Buffer): readonly number[] {
  if (!values.includes(UNSET_32)) return values
  let position = 0
  while (position + 4 <= extra.length) {
    const length = extra.readUInt16LE(position + 2)
    if (extra.readUInt16LE(position) === ZIP64_FIELD) {
      let next = position + 4
      const end = Math.min(next + length, extra.length)
      return values.map((value) => {
        if (value !== UNSET_32 || next + 8 > end) return value
        next += 8
        return readNumber64(extra, next - 8)
      })
    }
    position += 4 + length
  }
  return values
}

function readNumber64(bytes: Buffer, position: number): number {
  const value = bytes.readBigUInt64LE(position)
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw damaged('its ZIP64 sizes are absurd')
  return Number(value)
}

/**
 * Names are UTF-8 where they can be, whatever their flag says. Others are of the code page of the
 * machine that packed them: in DOS' own, Windows' letters would be lines of boxes.
 */
function readName(bytes: Buffer): string {
  return decodeName(bytes).replaceAll('\\', '/').replace(/^\/+/, '')
}

function decodeName(bytes: Buffer): string {
  const name = bytes.toString('utf8')
  if (!name.includes('\ufffd')) return name
  const dos = new TextDecoder('ibm866').decode(bytes)
  return /[\u2500-\u259f]/.test(dos) ? new TextDecoder('windows-1251').decode(bytes) : dos
}

/** A `FILE_DAMAGED` that says what is wrong with the ZIP container. */
export function damaged(what: string, cause?: unknown): ZvitError {
  const message = `The ZIP container is damaged: ${what}. Ask for the file again.`
  return new ZvitError('FILE_DAMAGED', message, cause === undefined ? undefined : { cause })
}

/** Bytes that are read by position: those of a buffer, or of a file too large to be held. */
export interface ByteSource {
  readonly length: number
  /** The bytes in `[start, end)`, fewer where the source ends before. */
  readonly read: (start: number, end: number) => Buffer
}

/** The bytes of a buffer, not copied. */
export function bufferSource(bytes: Uint8Array): ByteSource {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return { length: buffer.length, read: (start, end) => buffer.subarray(start, end) }
}
