import { ZvitError } from '../../model/error.ts'
import type { Limits } from '../limits.ts'
import { CHAIN_END, damaged, type Sectors } from './sectors.ts'

/** A stream or a storage as the directory lists it ([MS-CFB] 2.6.1). */
export interface Entry {
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
export interface Directory {
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
