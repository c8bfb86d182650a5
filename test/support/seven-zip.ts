import { crc32 } from 'node:zlib'

/* 7z archives whose files are not packed, written apart from their reader (7zFormat.txt). */

export interface SevenZipFile {
  readonly name: string
  readonly content: Uint8Array
  /** What the header claims, where it lies. */
  readonly size?: number
  /** Windows' attributes in the lower half, Unix' mode in the upper. */
  readonly attributes?: number
}

/** A number as the format writes it, always in nine bytes. */
function number(value: number): Buffer {
  const bytes = Buffer.alloc(9, 0xff)
  bytes.writeBigUInt64LE(BigInt(value), 1)
  return bytes
}

const id = (...bytes: readonly number[]) => Buffer.from(bytes)

/** The coder that copies, as a folder names it. */
const COPIES = '0100'

/** An archive of these files, each a folder of the format, said to be packed by a coder. */
export function sevenZip(files: readonly SevenZipFile[], coder = COPIES): Buffer {
  const full = files.filter(({ content, size }) => (size ?? content.length) > 0)
  const contents = Buffer.concat(full.map(({ content }) => content))
  const names = Buffer.concat([
    id(0),
    ...files.map(({ name }) => Buffer.from(`${name}\0`, 'utf16le')),
  ])
  const empty = bits(files.map((file) => !full.includes(file)))
  const header = Buffer.concat([
    id(0x01),
    ...(full.length > 0 ? streams(full, Buffer.from(coder, 'hex')) : []),
    id(0x05),
    number(files.length),
    ...(full.length < files.length ? property(0x0e, empty) : []),
    ...(full.length < files.length ? property(0x0f, bits(files.map(() => true))) : []),
    ...property(0x11, names),
    ...(files.some(({ attributes }) => attributes !== undefined)
      ? property(0x15, Buffer.concat([id(1, 0), ...files.map(attributesOf)]))
      : []),
    id(0, 0),
  ])
  return archiveOf(contents, header)
}

function attributesOf({ attributes = 0 }: SevenZipFile): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(attributes)
  return bytes
}

function streams(files: readonly SevenZipFile[], coder: Buffer): Buffer[] {
  const sizes = files.map(({ content, size }) => number(size ?? content.length))
  const packed = files.map(({ content }) => number(content.length))
  const folder = Buffer.concat([id(1), coder])
  return [
    id(0x04, 0x06),
    number(0),
    number(files.length),
    id(0x09),
    ...packed,
    id(0, 0x07, 0x0b),
    number(files.length),
    id(0),
    ...files.map(() => folder),
    id(0x0c),
    ...sizes,
    id(0, 0x08, 0, 0),
  ]
}

function property(kind: number, content: Buffer): Buffer[] {
  return [id(kind), number(content.length), content]
}

function bits(values: readonly boolean[]): Buffer {
  const bytes = Buffer.alloc(Math.ceil(values.length / 8))
  for (const [index, value] of values.entries())
    if (value) bytes[index >> 3] = (bytes[index >> 3] ?? 0) | (0x80 >> (index & 7))
  return bytes
}

function archiveOf(contents: Buffer, header: Buffer): Buffer {
  const start = Buffer.alloc(20)
  start.writeBigUInt64LE(BigInt(contents.length), 0)
  start.writeBigUInt64LE(BigInt(header.length), 8)
  start.writeUInt32LE(crc32(header), 16)
  const sum = Buffer.alloc(4)
  sum.writeUInt32LE(crc32(start))
  return Buffer.concat([Buffer.from('377abcaf271c0004', 'hex'), sum, start, contents, header])
}
