import type { ArchiveReader } from 'libarchive-wasm'
import { damaged } from './damaged.ts'

/**
 * The contents of an archive's entries, in its order, which must have these sizes. Throws
 * `FILE_DAMAGED`. The names that libarchive gives are of no use: without a locale it prints `*` for
 * what is not ASCII.
 */
export async function unpack(
  archive: Buffer,
  sizes: readonly number[],
): Promise<readonly Buffer[]> {
  const { ArchiveReader: Reader, libarchiveWasm } = await import('libarchive-wasm')
  // One each: what a damaged archive did to its memory ends with it.
  const held = new Int8Array(archive.buffer, archive.byteOffset, archive.length)
  const reader = new Reader(await libarchiveWasm(), held)
  try {
    return sizes.map((size) => readNext(reader, size))
  } catch (error) {
    throw damaged(`it cannot be unpacked (${(error as Error).message})`, error)
  }
}

function readNext(reader: ArchiveReader, size: number): Buffer {
  const entry = reader.nextEntry()
  if (entry === null || entry.getSize() !== size) throw new Error('its contents are others')
  if (size === 0) return Buffer.alloc(0)
  const content = reader.readData(size)
  if (content.length !== size) throw new Error('an entry is too short')
  return Buffer.from(content.buffer, content.byteOffset, content.length)
}
