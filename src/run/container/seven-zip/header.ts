import { ZvitError } from '../../../model/error.ts'
import { type Cursor, cursorOver } from './cursor.ts'
import { damaged } from './damaged.ts'
import { readStreams } from './streams.ts'

/** A file or a folder of an archive. */
export interface Entry {
  /** With `/` between folders. */
  readonly name: string
  /** Unpacked, bytes. */
  readonly size: number
  readonly isFolder: boolean
}

const END = 0x00
const HEADER = 0x01
const PROPERTIES = 0x02
const STREAMS = 0x04
const FILES = 0x05
const WITHOUT_CONTENT = 0x0e
const EMPTY_FILES = 0x0f
const NAMES = 0x11

/**
 * The entries of an archive out of its header, unpacked, in the order of its contents. Throws
 * `FILE_DAMAGED`, `FILE_ENCRYPTED`, and `LIMIT_EXCEEDED` for more than `most` of anything.
 * Method: 7zFormat.txt of the LZMA SDK.
 */
export function readEntries(header: Buffer, most: number): readonly Entry[] {
  const at = cursorOver(header)
  if (at.byte() !== HEADER) throw damaged('it has no header')
  let kind = at.byte()
  if (kind === PROPERTIES) {
    while (at.byte() !== END) at.skip(at.number())
    kind = at.byte()
  }
  let sizes: readonly number[] = []
  if (kind === STREAMS) {
    sizes = readStreams(at, most)
    kind = at.byte()
  }
  if (kind === END) return []
  if (kind !== FILES) throw damaged('its header names no files')
  return readFiles(at, sizes, most)
}

function readFiles(at: Cursor, sizes: readonly number[], most: number): readonly Entry[] {
  const count = at.number()
  if (count > most)
    throw new ZvitError('LIMIT_EXCEEDED', `The archive has more than ${most} entries.`)
  let names: readonly string[] = []
  let empty: readonly boolean[] = []
  let files: readonly boolean[] = []
  for (let kind = at.byte(); kind !== END; kind = at.byte()) {
    const content = at.take(at.number())
    if (kind === NAMES) names = readNames(content)
    if (kind === WITHOUT_CONTENT) empty = cursorOver(content).bits(count)
    if (kind === EMPTY_FILES) files = cursorOver(content).bits(empty.filter(Boolean).length)
  }
  if (names.length !== count) throw damaged(`it has ${count} entries and ${names.length} names`)
  const nextSize = sizes.values()
  const nextEmpty = files.values()
  return names.map((name, index) => {
    if (empty[index]) return { name, size: 0, isFolder: nextEmpty.next().value !== true }
    return { name, size: nextSize.next().value ?? 0, isFolder: false }
  })
}

/** Each ends with a zero; that they stand elsewhere is not done by any program. */
function readNames(content: Buffer): readonly string[] {
  if (content[0] !== 0) throw damaged('its names stand elsewhere')
  const names = new TextDecoder('utf-16le').decode(content.subarray(1)).split('\0')
  return names.slice(0, -1).map((name) => name.replaceAll('\\', '/').replace(/^\/+/, ''))
}
