import { crc32, deflateRawSync } from 'node:zlib'

/** What one entry of a test container holds, and how it lies about it. */
export interface TestEntry {
  /** Bytes where the name is of another encoding than UTF-8. */
  readonly name: string | Uint8Array
  readonly content: string | Uint8Array
  readonly isStored?: boolean
  /** Sizes and CRC stand behind the data (bit 3 of the flags). */
  readonly hasDescriptor?: boolean
  readonly isEncrypted?: boolean
  readonly method?: number
  /** What Unix gives as mode, of a container that it packed. */
  readonly mode?: number
  /** What the directory says instead of the truth. */
  readonly crc?: number
  readonly size?: number
}

export interface TestZip {
  readonly entries: readonly TestEntry[]
  /** Bytes before the container and the comment behind it. */
  readonly before?: Uint8Array
  readonly comment?: string
  readonly isZip64?: boolean
}

/** A ZIP container, written apart from the reader, after APPNOTE.TXT. */
export function zip({ entries, before, comment = '', isZip64 = false }: TestZip): Buffer {
  const locals: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const written = writeEntry(entry, offset, isZip64)
    locals.push(written.local)
    central.push(written.central)
    offset += written.local.length
  }
  const directory = Buffer.concat(central)
  const tail = writeEnd({ count: entries.length, size: directory.length, offset, isZip64, comment })
  return Buffer.concat([before ?? Buffer.alloc(0), ...locals, directory, tail])
}

function writeEntry(entry: TestEntry, offset: number, isZip64: boolean) {
  const name = Buffer.from(entry.name)
  const content = Buffer.from(entry.content)
  const isStored = entry.isStored ?? false
  const packed = isStored ? content : deflateRawSync(content)
  const crc = entry.crc ?? crc32(content)
  const size = entry.size ?? content.length
  const flags = (entry.isEncrypted ? 1 : 0) | (entry.hasDescriptor ? 8 : 0) | 0x800
  const head = Buffer.alloc(26)
  head.writeUInt16LE(isZip64 ? 45 : 20, 0)
  head.writeUInt16LE(flags, 2)
  head.writeUInt16LE(entry.method ?? (isStored ? 0 : 8), 4)
  head.writeUInt32LE(crc, 10)
  head.writeUInt32LE(packed.length, 14)
  head.writeUInt32LE(size, 18)
  head.writeUInt16LE(name.length, 22)
  const localHead = Buffer.from(head)
  if (entry.hasDescriptor) localHead.fill(0, 10, 22)
  const descriptor = entry.hasDescriptor
    ? numbers([0x08074b50, crc, packed.length, size])
    : Buffer.alloc(0)
  const extra = isZip64 ? wide(size, packed.length, offset) : Buffer.alloc(0)
  const centralHead = Buffer.from(head)
  if (isZip64) centralHead.fill(0xff, 14, 22)
  centralHead.writeUInt16LE(extra.length, 24)
  const rest = Buffer.alloc(14)
  rest.writeUInt16LE(entry.mode ?? 0, 8)
  rest.writeUInt32LE(isZip64 ? 0xffffffff : offset, 10)
  return {
    local: Buffer.concat([numbers([0x04034b50]), localHead, name, packed, descriptor]),
    central: Buffer.concat([
      numbers([0x02014b50]),
      Buffer.from([20, entry.mode === undefined ? 0 : 3]),
      centralHead,
      rest,
      name,
      extra,
    ]),
  }
}

function wide(size: number, packed: number, offset: number): Buffer {
  const field = Buffer.alloc(28)
  field.writeUInt16LE(1, 0)
  field.writeUInt16LE(24, 2)
  field.writeBigUInt64LE(BigInt(size), 4)
  field.writeBigUInt64LE(BigInt(packed), 12)
  field.writeBigUInt64LE(BigInt(offset), 20)
  return field
}

function writeEnd(end: {
  count: number
  size: number
  offset: number
  isZip64: boolean
  comment: string
}): Buffer {
  const record = Buffer.alloc(56)
  record.writeUInt32LE(0x06064b50, 0)
  record.writeBigUInt64LE(44n, 4)
  record.writeBigUInt64LE(BigInt(end.count), 24)
  record.writeBigUInt64LE(BigInt(end.count), 32)
  record.writeBigUInt64LE(BigInt(end.size), 40)
  record.writeBigUInt64LE(BigInt(end.offset), 48)
  const locator = Buffer.alloc(20)
  locator.writeUInt32LE(0x07064b50, 0)
  locator.writeBigUInt64LE(BigInt(end.offset + end.size), 8)
  locator.writeUInt32LE(1, 16)
  const comment = Buffer.from(end.comment)
  const tail = Buffer.alloc(22)
  tail.writeUInt32LE(0x06054b50, 0)
  tail.writeUInt16LE(end.isZip64 ? 0xffff : end.count, 8)
  tail.writeUInt16LE(end.isZip64 ? 0xffff : end.count, 10)
  tail.writeUInt32LE(end.isZip64 ? 0xffffffff : end.size, 12)
  tail.writeUInt32LE(end.isZip64 ? 0xffffffff : end.offset, 16)
  tail.writeUInt16LE(comment.length, 20)
  return Buffer.concat([...(end.isZip64 ? [record, locator] : []), tail, comment])
}

function numbers(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length)
  values.forEach((value, index) => {
    bytes.writeUInt32LE(value, 4 * index)
  })
  return bytes
}
