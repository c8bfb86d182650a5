import { constants, crc32, inflateRawSync } from 'node:zlib'
import { ZvitError } from '../../model/error.ts'
import type { Limits } from '../limits.ts'
import {
  type ByteSource,
  bufferSource,
  damaged,
  readDirectory,
  type ZipEntry,
} from './directory.ts'

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
export interface Archive extends Zip {
  /** The first bytes of one entry, at most `length`; neither its size nor its CRC is checked. */
  readonly head: (name: string, length: number) => Buffer
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
  for (const entry of entries) {
    const key = entry.name.toLowerCase()
    const others = byName.get(key)
    if (others === undefined) byName.set(key, [entry])
    else others.push(entry)
  }
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
