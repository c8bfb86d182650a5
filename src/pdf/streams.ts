import { constants, inflateSync } from 'node:zlib'

/** A stream of a PDF as it stands in the file. */
export interface PdfStream {
  /** Of its object, NaN where it cannot be told. */
  readonly number: number
  /** The text before it, from the key word `obj` on. */
  readonly dictionary: string
  readonly data: Buffer
  /** False where the file ends within it. */
  readonly isClosed: boolean
}

const OBJECT = 'obj'
const STREAM = 'stream'
const END = 'endstream'
/** How far before its data the dictionary of a stream may begin, bytes. */
const LONGEST_DICTIONARY = 2000
/** How far before its key word the number of an object may begin, bytes. */
const LONGEST_NUMBER = 24

/** The streams of a file in their order, found by their key words: a broken file has some, too. */
export function* findStreams(file: Buffer): Generator<PdfStream> {
  for (let at = file.indexOf(STREAM); at >= 0; at = file.indexOf(STREAM, at + STREAM.length)) {
    if (file.toString('latin1', at - 3, at) === 'end') continue
    const before = dictionaryBefore(file, at)
    if (before === null) continue
    const start = dataAfter(file, at + STREAM.length)
    const end = file.indexOf(END, start)
    yield {
      ...before,
      data: file.subarray(start, end < 0 ? file.length : end),
      isClosed: end >= 0,
    }
    if (end < 0) return
    at = end
  }
}

/** The key word ends with a line feed, with or without a carriage return before it. */
function dataAfter(file: Buffer, at: number): number {
  const afterReturn = file[at] === 0x0d ? at + 1 : at
  return file[afterReturn] === 0x0a ? afterReturn + 1 : afterReturn
}

/** Null for a word «stream» within data or text. */
function dictionaryBefore(
  file: Buffer,
  at: number,
): Pick<PdfStream, 'number' | 'dictionary'> | null {
  const before = file.toString('latin1', Math.max(0, at - LONGEST_DICTIONARY), at)
  const key = before.lastIndexOf(OBJECT)
  const dictionary = before.slice(key + OBJECT.length)
  if (!dictionary.trimStart().startsWith('<<') || !dictionary.trimEnd().endsWith('>>')) return null
  const number = /(\d+)\s+\d+\s+$/.exec(before.slice(Math.max(0, key - LONGEST_NUMBER), key))?.[1]
  return { number: Number(number), dictionary }
}

const NOTHING = Buffer.alloc(0)

/** What unpacking tells of a stream. */
export interface Unpacked {
  /** Empty where there is too much of it or it is wrong. */
  readonly data: Buffer
  /** Bytes; `Infinity` where there are more than were allowed. */
  readonly size: number
  /** True where the data is wrong; a missing end is forgiven, as writers forget check sums. */
  readonly isBroken: boolean
}

/** Unpacks data of zlib's format (RFC 1950) that has at most `most` bytes when it is unpacked. */
export function unpack(packed: Buffer, most: number): Unpacked {
  try {
    // Without its end it is unpacked as far as it goes.
    const finishFlush = constants.Z_SYNC_FLUSH
    const data = inflateSync(packed, { maxOutputLength: Math.max(1, most), finishFlush })
    return { data, size: data.length, isBroken: false }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === 'ERR_BUFFER_TOO_LARGE')
      return { data: NOTHING, size: Number.POSITIVE_INFINITY, isBroken: false }
    return { data: NOTHING, size: 0, isBroken: code === 'Z_DATA_ERROR' }
  }
}
