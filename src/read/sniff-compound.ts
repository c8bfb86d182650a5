import { ZvitError } from '../model/error.ts'
import type { Kind } from './sniff.ts'

// [MS-CFB] 2.2 (header), 2.3 (FAT), 2.6 (directory).
const HEADER_LENGTH = 512
const ENTRY_LENGTH = 128
const IN_HEADER = 109
const LAST_SECTOR = 0xfffffffa
const MOST_SECTORS = 4096
/** [MS-DOC] 2.5.1, FibBase: fEncrypted. */
const FLAGS_OFFSET = 0x0a
const FLAG_ENCRYPTED = 0x0100

interface Stream {
  readonly name: string
  readonly start: number
}

const STREAMS: readonly (readonly [string, Kind])[] = [
  ['EncryptedPackage', 'encrypted-office'],
  ['WordDocument', 'doc'],
  ['Workbook', 'xls'],
  ['Book', 'xls'],
  ['PowerPoint Document', 'ppt'],
  ['__properties_version1.0', 'outlook'],
]

/** What an OLE compound file holds, by the names in its directory. Throws `FILE_DAMAGED`. */
export function compoundKind(bytes: Uint8Array): Kind {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (file.length < HEADER_LENGTH) throw damaged('its header is cut off')
  const sectorSize = 2 ** Math.min(file.readUInt16LE(30), 16)
  const streams = readDirectory(file, sectorSize)
  for (const [name, kind] of STREAMS) {
    const stream = streams.find((entry) => entry.name === name)
    if (!stream) continue
    return kind === 'doc' && isEncrypted(file, (stream.start + 1) * sectorSize)
      ? 'encrypted-doc'
      : kind
  }
  return 'compound'
}

function readDirectory(file: Buffer, sectorSize: number): readonly Stream[] {
  const streams: Stream[] = []
  let sector = file.readUInt32LE(48)
  for (let count = 0; sector < LAST_SECTOR && count < MOST_SECTORS; count += 1) {
    const offset = (sector + 1) * sectorSize
    if (offset + sectorSize > file.length)
      throw damaged('its directory lies beyond its end: it was cut off')
    for (let entry = offset; entry < offset + sectorSize; entry += ENTRY_LENGTH)
      streams.push({
        name: readName(file.subarray(entry, entry + ENTRY_LENGTH)),
        start: file.readUInt32LE(entry + 116),
      })
    sector = nextSector(file, sector, sectorSize)
  }
  return streams
}

function nextSector(file: Buffer, sector: number, sectorSize: number): number {
  const perSector = sectorSize / 4
  const block = Math.floor(sector / perSector)
  // Tables of more than 109 sectors go on elsewhere; a directory lies in the first ones.
  if (block >= IN_HEADER) return LAST_SECTOR
  const table = file.readUInt32LE(76 + block * 4)
  const offset = (table + 1) * sectorSize + (sector % perSector) * 4
  return table < LAST_SECTOR && offset + 4 <= file.length ? file.readUInt32LE(offset) : LAST_SECTOR
}

function readName(entry: Buffer): string {
  if (entry.length < ENTRY_LENGTH) return ''
  const length = Math.min(Math.max(entry.readUInt16LE(64) - 2, 0), 62)
  return entry.toString('utf16le', 0, length)
}

function isEncrypted(file: Buffer, offset: number): boolean {
  const flags = offset + FLAGS_OFFSET
  return flags + 2 <= file.length && (file.readUInt16LE(flags) & FLAG_ENCRYPTED) !== 0
}

function damaged(what: string): ZvitError {
  return new ZvitError(
    'FILE_DAMAGED',
    `The compound file (old Office format) is damaged: ${what}. Ask for the file again.`,
  )
}
