import { ZvitError } from '../../model/error.ts'
import type { Limits } from '../limits.ts'
import { type Entry, readDirectory } from './directory.ts'
import { CHAIN_END, damaged, openSectors, type Sectors } from './sectors.ts'

/** An open OLE compound file; streams are put together when they are asked for. */
export interface Compound {
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
