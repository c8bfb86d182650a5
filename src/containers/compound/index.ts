import { ZvitError } from '../../model/error.ts'
import type { Limits } from '../limits.ts'

/** An open OLE compound file; streams are put together when they are asked for. */
interface Compound {
  /** Whether a stream of this name stands in the root; letter case does not count. */
  readonly has: (name: string) => boolean
  /**
   * The bytes of a stream of the root, mostly a view of the file. Throws `LIMIT_EXCEEDED` before memory is spent and
   * `FILE_DAMAGED` where the stream is missing, cut or runs in a circle.
   */
  readonly read: (name: string) => Buffer
}

const SMALL_SIZE = 64

/** What a chain of sectors is read from: the file, or the stream of small sectors. */
type Chain = Pick<Sectors, 'bytes' | 'size' | 'count' | 'next' | 'at'>

/**
 * Opens an OLE compound file over its bytes. Throws `FILE_DAMAGED` and `LIMIT_EXCEEDED`.
 * Method: [MS-CFB]; own code, since the reader on npm (`cfb`) copies every stream unasked.
 */
export function openCompound(bytes: Uint8Array, limits: Limits): Compound {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const sectors = openSectors(file)
  const { root, entries } = readDirectory(sectors, limits)
  const streams = new Map<string, Entry>()
  for (const entry of entries) {
    if (entry.kind === 'stream' && !streams.has(entry.key)) streams.set(entry.key, entry)
  }
  let total = 0
  const join = (chain: Chain, entry: Entry): Buffer => {
    total += entry.size
    checkSize(entry, { total, file: file.length, limits })
    return joinChain(chain, entry)
  }
  let small: Chain | null = null
  return {
    has: (name) => streams.has(name.toUpperCase()),
    read: (name) => {
      const entry = streams.get(name.toUpperCase())
      if (entry === undefined) throw damaged(`it holds no «${name}»`)
      if (entry.size >= sectors.smallBelow) return join(sectors, entry)
      if (root === null) throw damaged('its directory has no root')
      small ??= openSmall(sectors, join(sectors, root))
      return join(small, entry)
    },
  }
}

function checkSize(
  { name, size }: Entry,
  {
    total,
    file,
    limits,
  }: { readonly total: number; readonly file: number; readonly limits: Limits },
): void {
  const most = size > limits.partBytes ? limits.partBytes : limits.totalBytes
  if (size > limits.partBytes || total > limits.totalBytes)
    throw new ZvitError(
      'LIMIT_EXCEEDED',
      `The stream «${name}» has ${size} bytes, the limit is ${most}${size > limits.partBytes ? '' : ' for all streams'}.`,
    )
  if (size > file) throw damaged(`«${name}» is said to be longer than the file`)
}

/** Sectors that stand behind one another, as nearly all do, are not copied. */
function joinChain(chain: Chain, { name, start, size }: Entry): Buffer {
  const { bytes } = chain
  const stretches: Buffer[] = []
  const seen = new Uint8Array(chain.count)
  let from = 0
  let to = 0
  let sector = start
  for (let filled = 0; filled < size; sector = chain.next(sector)) {
    if (sector >= CHAIN_END) throw damaged(`«${name}» ends after ${filled} of ${size} bytes`)
    const offset = chain.at(sector)
    if (seen[sector] === 1) throw damaged(`«${name}» runs in a circle`)
    seen[sector] = 1
    const length = Math.min(chain.size, size - filled)
    if (offset + length > bytes.length) throw damaged(`«${name}» is cut off`)
    if (offset !== to) {
      if (to > from) stretches.push(bytes.subarray(from, to))
      from = offset
    }
    to = offset + length
    filled += length
    if (filled === size) break
  }
  const last = bytes.subarray(from, to)
  return stretches.length > 0 ? Buffer.concat([...stretches, last], size) : last
}

/** The small sectors: they stand in the stream of the root and have a table of their own (2.4). */
function openSmall(sectors: Sectors, stream: Buffer): Chain {
  const { bytes } = sectors
  const tables: number[] = []
  for (let sector = sectors.small; sector < CHAIN_END; sector = sectors.next(sector)) {
    tables.push(sectors.at(sector))
    if (tables.length > sectors.count) throw damaged('its table of small sectors runs in a circle')
  }
  const perTable = sectors.size / 4
  const count = Math.ceil(stream.length / SMALL_SIZE)
  return {
    bytes: stream,
    size: SMALL_SIZE,
    count,
    at: (sector) => {
      if (sector >= count) throw damaged(`small sector ${sector} of ${count} is asked for`)
      return sector * SMALL_SIZE
    },
    next: (sector) => {
      const table = tables[Math.floor(sector / perTable)]
      const offset = (sector % perTable) * 4
      if (table === undefined || table + offset + 4 > bytes.length)
        throw damaged(`small sector ${sector} stands in no table`)
      return bytes.readUInt32LE(table + offset)
    },
  }
}

/** How a compound file is cut into sectors, and which sector follows which. */
export interface Sectors {
  /** What is cut into sectors. */
  readonly bytes: Buffer
  /** Bytes of one sector. */
  readonly size: number
  /** How many there are; the last one may be cut short. */
  readonly count: number
  /** Number of the first sector of the directory. */
  readonly directory: number
  /** Number of the first sector of the table of the small sectors. */
  readonly small: number
  /** Streams below this size stand in small sectors. */
  readonly smallBelow: number
  /** The sector behind one in its chain; `CHAIN_END` or more where there is none. */
  readonly next: (sector: number) => number
  /** Where a sector begins. Throws `FILE_DAMAGED` where it lies beyond the end of the bytes. */
  readonly at: (sector: number) => number
}

/** Of the numbers that are no sector the smallest ([MS-CFB] 2.1): MAXREGSECT and beyond. */
const CHAIN_END = 0xfffffffa

const SIGNATURE = 'd0cf11e0a1b11ae1'
const HEADER_LENGTH = 512
const IN_HEADER = 109
const HEADER_TABLES = 76
/** Sector sizes as powers of two: 512 and 4096 are written, others were read by old programs. */
const SMALLEST_SHIFT = 7
const LARGEST_SHIFT = 16

/** Reads the header and finds the sectors of the allocation table ([MS-CFB] 2.2, 2.3, 2.5). */
export function openSectors(file: Buffer): Sectors {
  if (file.length < HEADER_LENGTH) throw damaged('its header is cut off')
  if (file.toString('hex', 0, 8) !== SIGNATURE) throw damaged('it does not begin as one')
  const shift = file.readUInt16LE(30)
  if (shift < SMALLEST_SHIFT || shift > LARGEST_SHIFT)
    throw damaged(`its sectors are said to have 2^${shift} bytes`)
  const size = 2 ** shift
  const count = Math.max(0, Math.ceil(file.length / size) - 1)
  const at = (sector: number): number => {
    if (sector >= count) throw damaged(`sector ${sector} of ${count} is asked for: it was cut off`)
    return (sector + 1) * size
  }
  const tables = readTables(file, { size, count, at })
  const perTable = size / 4
  return {
    bytes: file,
    size,
    count,
    at,
    directory: file.readUInt32LE(48),
    small: file.readUInt32LE(60),
    smallBelow: file.readUInt32LE(56),
    next: (sector) => {
      const table = tables[Math.floor(sector / perTable)]
      if (table === undefined) throw damaged(`sector ${sector} stands in no allocation table`)
      const offset = at(table) + (sector % perTable) * 4
      if (offset + 4 > file.length) throw damaged('its allocation table is cut off')
      return file.readUInt32LE(offset)
    },
  }
}

/** Sectors of the allocation table: the first 109 stand in the header, the rest in a chain. */
function readTables(
  file: Buffer,
  { size, count, at }: Pick<Sectors, 'size' | 'count' | 'at'>,
): readonly number[] {
  const tables: number[] = []
  // No more tables than are needed for the sectors there are.
  const most = Math.ceil(count / (size / 4))
  for (let index = 0; index < IN_HEADER && tables.length < most; index += 1) {
    const table = file.readUInt32LE(HEADER_TABLES + index * 4)
    if (table >= CHAIN_END) return tables
    tables.push(table)
  }
  let sector = file.readUInt32LE(68)
  while (sector < CHAIN_END && tables.length < most) {
    const start = at(sector)
    if (start + size > file.length) throw damaged('its list of allocation tables is cut off')
    for (let offset = 0; offset + 4 < size && tables.length < most; offset += 4) {
      const table = file.readUInt32LE(start + offset)
      if (table >= CHAIN_END) return tables
      tables.push(table)
    }
    sector = file.readUInt32LE(start + size - 4)
  }
  return tables
}

/** `FILE_DAMAGED` of a compound file. */
function damaged(what: string): ZvitError {
  return new ZvitError(
    'FILE_DAMAGED',
    `The compound file (old Office format) is damaged: ${what}. Ask for the file again.`,
  )
}

/** A stream or a storage as the directory lists it ([MS-CFB] 2.6.1). */
interface Entry {
  readonly name: string
  /** The name in capitals: programs disagree on letter case. */
  readonly key: string
  readonly kind: 'storage' | 'stream' | 'root' | 'unknown'
  /** First sector and size in bytes. */
  readonly start: number
  readonly size: number
  /** Numbers of other entries: left and right in the tree of names, first one inside a storage. */
  readonly left: number
  readonly right: number
  readonly child: number
}

/** The directory of a compound file: its root, and the entries that stand directly in it. */
interface Directory {
  /** Null where the file has none: then its small sectors are lost. */
  readonly root: Entry | null
  readonly entries: readonly Entry[]
}

const ENTRY_LENGTH = 128
const LONGEST_NAME = 62
const KINDS: ReadonlyMap<number, Entry['kind']> = new Map([
  [1, 'storage'],
  [2, 'stream'],
  [5, 'root'],
])

/**
 * Reads the directory. Embedded documents have storages of their own, so only what stands directly
 * in the root is given; where the tree of names is broken, everything is. Ends where the directory
 * runs in a circle.
 * Throws `FILE_DAMAGED`, `LIMIT_EXCEEDED` (entries).
 */
export function readDirectory(sectors: Sectors, limits: Limits): Directory {
  const all = readEntries(sectors, limits)
  const root = all[0]?.kind === 'root' ? all[0] : null
  const found: Entry[] = []
  const seen = new Set<number>()
  const open = root === null ? [] : [root.child]
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    const entry = all[index] ?? null
    if (entry === null || seen.has(index)) continue
    seen.add(index)
    found.push(entry)
    open.push(entry.right, entry.left)
  }
  return { root, entries: found.length > 0 ? found : all.flatMap((entry) => entry ?? []) }
}

function readEntries(sectors: Sectors, limits: Limits): readonly (Entry | null)[] {
  const entries: (Entry | null)[] = []
  const seen = new Set<number>()
  let sector = sectors.directory
  while (sector < CHAIN_END && !seen.has(sector)) {
    seen.add(sector)
    const end = sectors.at(sector) + sectors.size
    if (end > sectors.bytes.length) throw damaged('its directory is cut off')
    for (let start = end - sectors.size; start + ENTRY_LENGTH <= end; start += ENTRY_LENGTH)
      entries.push(readEntry(sectors.bytes, start))
    if (entries.length > limits.entries)
      throw new ZvitError(
        'LIMIT_EXCEEDED',
        `The compound file has more than ${limits.entries} entries.`,
      )
    sector = sectors.next(sector)
  }
  return entries
}

function readEntry(bytes: Buffer, start: number): Entry | null {
  const length = Math.min(Math.max(bytes.readUInt16LE(start + 64) - 2, 0), LONGEST_NAME)
  if (length === 0) return null
  const name = bytes.toString('utf16le', start, start + length)
  return {
    name,
    key: name.toUpperCase(),
    kind: KINDS.get(bytes.readUInt8(start + 66)) ?? 'unknown',
    start: bytes.readUInt32LE(start + 116),
    // Files with small sectors leave the upper half undefined; no file here is that large.
    size: bytes.readUInt32LE(start + 120),
    left: bytes.readUInt32LE(start + 68),
    right: bytes.readUInt32LE(start + 72),
    child: bytes.readUInt32LE(start + 76),
  }
}
