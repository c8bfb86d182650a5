import { constants as modes } from 'node:fs'
import { constants, crc32, inflateRawSync } from 'node:zlib'
import { ZvitError } from '../../model/error.ts'
import { addTo } from '../../text/lists.ts'
import type { Limits } from '../limits.ts'

const LOCAL_SIGNATURE = 0x04034b50
const LOCAL_LENGTH = 30
const STORED = 0
const DEFLATED = 8
/** APPNOTE.TXT 4.4.5: imploded, Deflate64, BZIP2, LZMA, Zstandard, XZ, PPMd and others. */
const OTHER_METHODS: ReadonlySet<number> = new Set([
  1, 2, 3, 4, 5, 6, 9, 10, 12, 14, 16, 18, 19, 20, 93, 94, 95, 96, 97, 98,
])
/** Smaller parts may be packed as tightly as they like, bytes. */
const RATIO_FROM = 1024 * 1024
/** The codes of packed data stand before it and take less, bytes (RFC 1951, 3.2.7). */
const CODES = 512
/** Bytes that are unpacked at a time: what zlib takes at least, and what is set aside at most. */
const SMALLEST_CHUNK = constants.Z_MIN_CHUNK
const LARGEST_CHUNK = 1024 * 1024

/** An open ZIP container; parts are unpacked when they are asked for. */
export interface Zip {
  /** Names of the entries in the order of the directory, folders left out. */
  readonly names: readonly string[]
  /** Whether there is an entry of this name; letter case does not count (ECMA-376 Part 2, 6.2.2). */
  readonly has: (name: string) => boolean
  /**
   * The bytes of one entry, checked against size and CRC. Throws `LIMIT_EXCEEDED` before memory is
   * spent, `FILE_ENCRYPTED`, `UNSUPPORTED_FORMAT` (method), and `FILE_DAMAGED` where the entry is missing, doubled, cut or wrong.
   */
  readonly read: (name: string) => Buffer
  /**
   * What the container holds of one entry, a unit a byte: the same for the same bytes, and without
   * unpacking them. Throws as `read`, where the entry is not found or above the limits.
   */
  readonly packed: (name: string) => string
}

/** A ZIP container as an archive of files. */
interface Archive extends Zip {
  /** The first bytes of one entry, at most `length`; neither its size nor its CRC is checked. */
  readonly head: (name: string, length: number) => Buffer
  readonly isLink: (name: string) => boolean
  /** Bytes of all entries together. */
  readonly sizes: { readonly packed: number; readonly unpacked: number }
}

/**
 * Opens a ZIP container over its bytes, by its central directory alone; ZIP64 is read.
 * Throws `FILE_DAMAGED` and `LIMIT_EXCEEDED`. Method: APPNOTE.TXT 6.3.10.
 */
export function openZip(bytes: Uint8Array, limits: Limits): Zip {
  return open(bufferSource(bytes), limits, () => false)
}

/**
 * As `openZip`; only the directory and the entries asked for are read from the source. Letter case
 * tells files apart here that have it in common otherwise.
 */
export function openArchive(source: ByteSource, limits: Limits): Archive {
  return open(source, limits, (entry, name) => entry.name === name)
}

/** `isMeant` tells which of the entries that have a name in common but for their case is meant. */
function open(
  source: ByteSource,
  limits: Limits,
  isMeant: (entry: ZipEntry, name: string) => boolean,
): Archive {
  const entries = readDirectory(source, limits).filter((entry) => !entry.name.endsWith('/'))
  const byName = new Map<string, ZipEntry[]>()
  for (const entry of entries) addTo(byName, entry.name.toLowerCase(), entry)
  const find = (name: string): ZipEntry => {
    const alike = byName.get(name.toLowerCase()) ?? []
    const meant = alike.length > 1 ? alike.filter((one) => isMeant(one, name)) : []
    const [entry, second] = meant.length > 0 ? meant : alike
    if (entry === undefined) throw damaged(`it holds no «${name}»`)
    // Programs disagree on which of two is the right one, so neither is.
    if (second !== undefined) throw damaged(`it holds «${name}» twice`)
    return entry
  }
  let unpacked = 0
  return {
    names: entries.map((entry) => entry.name),
    has: (name) => byName.has(name.toLowerCase()),
    read: (name) => {
      const entry = find(name)
      checkLimits(entry, unpacked, limits)
      unpacked += entry.size
      return unpack(entry, source)
    },
    packed: (name) => {
      const entry = find(name)
      checkLimits(entry, unpacked, limits)
      return describe(entry, source)
    },
    head: (name, length) => unpackHead(find(name), source, length),
    isLink: (name) => find(name).isLink,
    sizes: {
      packed: entries.reduce((sum, entry) => sum + entry.packed, 0),
      unpacked: entries.reduce((sum, entry) => sum + entry.size, 0),
    },
  }
}

function checkLimits(entry: ZipEntry, unpacked: number, limits: Limits): void {
  if (entry.size > limits.partBytes) throw exceeded(entry, `the limit is ${limits.partBytes}`)
  if (unpacked + entry.size > limits.totalBytes)
    throw exceeded(entry, `the limit for all parts is ${limits.totalBytes}`)
  if (entry.size > RATIO_FROM && entry.size > entry.packed * limits.ratio)
    throw exceeded(entry, `out of ${entry.packed}; the limit is a ratio of ${limits.ratio}`)
}

function exceeded(entry: ZipEntry, what: string): ZvitError {
  return new ZvitError(
    'LIMIT_EXCEEDED',
    `The part «${entry.name}» unpacks to ${entry.size} bytes, ${what}.`,
  )
}

function unpack(entry: ZipEntry, source: ByteSource): Buffer {
  refuseEncrypted(entry)
  const content = inflate(entry, locate(entry, source))
  if (content.length !== entry.size)
    throw damaged(`«${entry.name}» has ${content.length} bytes, its directory says ${entry.size}`)
  if (crc32(content) !== entry.crc) throw damaged(`the check sum of «${entry.name}» is wrong`)
  return content
}

function describe(entry: ZipEntry, source: ByteSource): string {
  refuseEncrypted(entry)
  const { method, size, crc } = entry
  return `${method} ${size} ${crc} ${locate(entry, source).toString('latin1')}`
}

function refuseEncrypted(entry: ZipEntry): void {
  if (entry.isEncrypted)
    throw new ZvitError(
      'FILE_ENCRYPTED',
      `The part «${entry.name}» is encrypted; save the file without a password.`,
    )
}

function unpackHead(entry: ZipEntry, source: ByteSource, length: number): Buffer {
  refuseEncrypted(entry)
  const packed = locate(entry, source, length + CODES)
  if (entry.method !== DEFLATED) return packed.subarray(0, length)
  try {
    const head = inflateRawSync(packed, { finishFlush: constants.Z_SYNC_FLUSH })
    return head.subarray(0, length)
  } catch (error) {
    throw damaged(`«${entry.name}» cannot be unpacked`, error)
  }
}

/*
 * Sizes are taken from the directory: in a local header they may stand behind the data
 * (data descriptor), its lengths of name and extra field are its own.
 */
function locate(entry: ZipEntry, source: ByteSource, most = entry.packed): Buffer {
  const { offset } = entry
  const header = source.read(offset, offset + LOCAL_LENGTH)
  if (header.length < LOCAL_LENGTH || header.readUInt32LE(0) !== LOCAL_SIGNATURE)
    throw damaged(`«${entry.name}» is not where its directory says`)
  const start = offset + LOCAL_LENGTH + header.readUInt16LE(26) + header.readUInt16LE(28)
  if (start + entry.packed > source.length) throw damaged(`«${entry.name}» is cut off`)
  return source.read(start, start + Math.min(entry.packed, most))
}

function inflate(entry: ZipEntry, packed: Buffer): Buffer {
  if (entry.method === STORED) return packed
  if (entry.method !== DEFLATED) throw refusedMethod(entry)
  // In one piece where it is not large: joining the pieces takes as long as unpacking them.
  const chunkSize = Math.min(Math.max(entry.size + 1, SMALLEST_CHUNK), LARGEST_CHUNK)
  try {
    // zlib refuses a limit of 0.
    return inflateRawSync(packed, { maxOutputLength: Math.max(entry.size, 1), chunkSize })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw damaged(`«${entry.name}» is longer than the ${entry.size} bytes of its directory`)
    throw damaged(`«${entry.name}» cannot be unpacked`, error)
  }
}

function refusedMethod({ name, method }: ZipEntry): ZvitError {
  if (!OTHER_METHODS.has(method))
    return damaged(`«${name}» is packed by no known method (${method})`)
  return new ZvitError(
    'UNSUPPORTED_FORMAT',
    `«${name}» is packed by a method that zvit does not read (${method}); unpack it and give what it holds.`,
  )
}

/** One entry of a ZIP container, as its central directory describes it. */
interface ZipEntry {
  /** With `/` as separator and without a leading one. */
  readonly name: string
  /** 0 stored, 8 deflated; others are not read. */
  readonly method: number
  readonly isEncrypted: boolean
  /** A symbolic link, whose content is the name of what it leads to. */
  readonly isLink: boolean
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
// 4.4.2 and 4.4.15: on Unix and macOS the upper half of the attributes is what stat gives as mode.
const UNIX: ReadonlySet<number> = new Set([3, 19])
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
function readDirectory(source: ByteSource, limits: Limits): readonly ZipEntry[] {
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
    isLink: UNIX.has(bytes.readUInt8(5)) && isLinkMode(bytes.readUInt16LE(40)),
    crc: bytes.readUInt32LE(16),
    packed,
    size,
    offset: offset + shift,
  }
}

/** Whether what stat gives as mode on Unix is that of a symbolic link. */
export function isLinkMode(mode: number): boolean {
  return (mode & modes.S_IFMT) === modes.S_IFLNK
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
function damaged(what: string, cause?: unknown): ZvitError {
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
