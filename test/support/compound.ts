/** Builds OLE compound files ([MS-CFB], sectors of 512 bytes) for tests. */

const SECTOR = 512
const SMALL = 64
const SMALL_BELOW = 4096
const IN_HEADER = 109
const END = 0xfffffffe
const FREE = 0xffffffff
const TABLE = 0xfffffffd

export interface TestEntry {
  readonly name: string
  readonly content: Uint8Array
  /** The storage it stands in; the root where there is none. */
  readonly storage?: string
}

/** A compound file of these streams; those below 4096 bytes stand in small sectors. */
export function compound(entries: readonly TestEntry[]): Buffer {
  const sectors: Buffer[] = []
  const next: number[] = []
  const add = (content: Uint8Array): number => {
    const first = sectors.length
    const count = Math.ceil(content.length / SECTOR)
    for (let index = 0; index < count; index += 1) {
      const sector = Buffer.alloc(SECTOR)
      sector.set(content.subarray(index * SECTOR, (index + 1) * SECTOR))
      sectors.push(sector)
      next.push(index + 1 === count ? END : first + index + 1)
    }
    return count === 0 ? END : first
  }
  const small: number[] = []
  const smallParts: Buffer[] = []
  const addSmall = (content: Uint8Array): number => {
    const first = small.length
    const count = Math.ceil(content.length / SMALL)
    const padded = Buffer.alloc(count * SMALL)
    padded.set(content)
    smallParts.push(padded)
    for (let index = 0; index < count; index += 1)
      small.push(index + 1 === count ? END : first + index + 1)
    return count === 0 ? END : first
  }
  const placed = entries.map((entry) => ({
    ...entry,
    start: entry.content.length < SMALL_BELOW ? addSmall(entry.content) : add(entry.content),
  }))
  const smallStream = Buffer.concat(smallParts)
  const smallStart = add(smallStream)
  const smallTable = add(numbers(small))
  const directory = add(directoryOf(placed, { start: smallStart, size: smallStream.length }))
  // The header names 109 tables, further sectors name 127 each.
  const perTable = SECTOR / 4
  const tables = Math.ceil((sectors.length + 8) / (perTable - 2))
  const lists = Math.ceil(Math.max(0, tables - IN_HEADER) / (perTable - 1))
  const first = sectors.length
  const firstList = first + tables
  for (let index = 0; index < tables + lists; index += 1) next.push(TABLE)
  const tableBytes = numbers(next)
  add(Buffer.concat([tableBytes, Buffer.alloc(tables * SECTOR - tableBytes.length, 0xff)]))
  for (let list = 0; list < lists; list += 1) {
    const from = IN_HEADER + list * (perTable - 1)
    const named = Array.from({ length: perTable - 1 }, (_, index) =>
      from + index < tables ? first + from + index : FREE,
    )
    add(numbers([...named, list + 1 < lists ? firstList + list + 1 : END]))
  }
  const header = Buffer.alloc(SECTOR)
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(header)
  header.writeUInt16LE(0x3e, 24)
  header.writeUInt16LE(3, 26)
  header.writeUInt16LE(0xfffe, 28)
  header.writeUInt16LE(9, 30)
  header.writeUInt16LE(6, 32)
  header.writeUInt32LE(tables, 44)
  header.writeUInt32LE(directory, 48)
  header.writeUInt32LE(SMALL_BELOW, 56)
  header.writeUInt32LE(smallTable, 60)
  header.writeUInt32LE(small.length === 0 ? 0 : 1, 64)
  header.writeUInt32LE(lists === 0 ? END : firstList, 68)
  header.writeUInt32LE(lists, 72)
  header.fill(0xff, 76)
  for (let index = 0; index < Math.min(tables, IN_HEADER); index += 1)
    header.writeUInt32LE(first + index, 76 + index * 4)
  return Buffer.concat([header, ...sectors])
}

function numbers(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(Math.ceil((values.length * 4) / SECTOR) * SECTOR, 0xff)
  values.forEach((value, index) => {
    bytes.writeUInt32LE(value, index * 4)
  })
  return bytes
}

interface Placed extends TestEntry {
  readonly start: number
}

/** The root, then the storages, then the streams; each storage's entries hang on one another. */
function directoryOf(
  placed: readonly Placed[],
  root: { readonly start: number; readonly size: number },
): Buffer {
  const storages = [...new Set(placed.flatMap(({ storage }) => storage ?? []))]
  const numberOf = (entry: Placed): number => 1 + storages.length + placed.indexOf(entry)
  const chain = (storage: string | undefined) => placed.filter((one) => one.storage === storage)
  const rootNumbers = [...storages.map((_, index) => index + 1), ...chain(undefined).map(numberOf)]
  const after = (list: readonly number[], number: number) => list[list.indexOf(number) + 1] ?? FREE
  return Buffer.concat([
    entryOf({ name: 'Root Entry', kind: 5, child: rootNumbers[0] ?? FREE, right: FREE, ...root }),
    ...storages.map((name, index) =>
      entryOf({
        name,
        kind: 1,
        child: chain(name).map(numberOf)[0] ?? FREE,
        right: after(rootNumbers, index + 1),
        start: 0,
        size: 0,
      }),
    ),
    ...placed.map((entry) =>
      entryOf({
        name: entry.name,
        kind: 2,
        child: FREE,
        right: after(
          entry.storage === undefined ? rootNumbers : chain(entry.storage).map(numberOf),
          numberOf(entry),
        ),
        start: entry.start,
        size: entry.content.length,
      }),
    ),
  ])
}

function entryOf(entry: {
  readonly name: string
  readonly kind: number
  readonly child: number
  readonly right: number
  readonly start: number
  readonly size: number
}): Buffer {
  const bytes = Buffer.alloc(128)
  bytes.write(entry.name, 0, 62, 'utf16le')
  bytes.writeUInt16LE((entry.name.length + 1) * 2, 64)
  bytes.writeUInt8(entry.kind, 66)
  bytes.writeUInt8(1, 67)
  bytes.writeUInt32LE(FREE, 68)
  bytes.writeUInt32LE(entry.right, 72)
  bytes.writeUInt32LE(entry.child, 76)
  bytes.writeUInt32LE(entry.start, 116)
  bytes.writeUInt32LE(entry.size, 120)
  return bytes
}
