import { ZvitError } from '../../model/error.ts'

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
export const CHAIN_END = 0xfffffffa

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
export function damaged(what: string): ZvitError {
  return new ZvitError(
    'FILE_DAMAGED',
    `The compound file (old Office format) is damaged: ${what}. Ask for the file again.`,
  )
}
