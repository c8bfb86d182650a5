import { readDirectory } from './compound/directory.ts'
import { openSectors, type Sectors } from './compound/sectors.ts'
import { DEFAULT_LIMITS } from './limits.ts'
import type { Kind } from './sniff.ts'

/** [MS-DOC] 2.5.1, FibBase: fEncrypted. */
const FLAGS_OFFSET = 0x0a
const FLAG_ENCRYPTED = 0x0100

/** By a stream of the root; programs disagree on its letter case. */
const STREAMS: readonly (readonly [string, Kind])[] = [
  ['ENCRYPTEDPACKAGE', 'encrypted-office'],
  ['WORDDOCUMENT', 'doc'],
  ['WORKBOOK', 'xls'],
  ['BOOK', 'xls'],
  ['POWERPOINT DOCUMENT', 'ppt'],
  ['__PROPERTIES_VERSION1.0', 'outlook'],
]

/**
 * What an OLE compound file holds, by the names in its root; documents embedded in it have roots of
 * their own. Throws `FILE_DAMAGED` and `LIMIT_EXCEEDED`.
 */
export function compoundKind(bytes: Uint8Array): Kind {
  const sectors = openSectors(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  const { entries } = readDirectory(sectors, DEFAULT_LIMITS)
  for (const [name, kind] of STREAMS) {
    const stream = entries.find(({ key }) => key === name)
    if (stream === undefined) continue
    const isLocked =
      kind === 'doc' && stream.size >= sectors.smallBelow && isEncrypted(sectors, stream.start)
    return isLocked ? 'encrypted-doc' : kind
  }
  return 'compound'
}

function isEncrypted({ bytes, at, count }: Sectors, start: number): boolean {
  if (start >= count) return false
  const flags = at(start) + FLAGS_OFFSET
  return flags + 2 <= bytes.length && (bytes.readUInt16LE(flags) & FLAG_ENCRYPTED) !== 0
}
