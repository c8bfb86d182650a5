import { inflateSync } from 'node:zlib'

/*
 * PDFium reads what it can of a damaged stream and tells nobody: text would be missing or wrong.
 * zlib's own check sum tells, so the streams that hold text or objects are unpacked once more.
 */

const OBJECT = 'obj'
const STREAM = 'stream'
const END = 'endstream'
/** How far before its data the dictionary of a stream may begin, bytes. */
const LONGEST_DICTIONARY = 2000
const PACKED = /\/Filter\s*\[?\s*\/(?:FlateDecode|Fl)\b/
/** Pictures, fonts and colour profiles hold no text. */
const NO_TEXT =
  /\/Subtype\s*\/(?:Image|Type1C|CIDFontType0C|OpenType)|\/Length[123]\b|\/N\s+[134]\s*\/Alt/
/** The first object of a file ends within so many bytes. */
const FIRST_OBJECT = 1024
/** Unpacked bytes of one stream and of all; what is larger is not looked at. */
const LARGEST = 16 * 1024 * 1024
const LARGEST_TOTAL = 64 * 1024 * 1024

/**
 * True where the file is shorter than it says (linearised files do: ISO 32000-1, annex F), or a
 * packed stream that may hold text is broken. Streams of encrypted files are not looked at.
 */
export function isDamaged(bytes: Uint8Array): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  return isCutShort(file) || hasBrokenStream(file)
}

function isCutShort(file: Buffer): boolean {
  const first = /<<[^>]*\/Linearized\b[^>]*>>/.exec(file.toString('latin1', 0, FIRST_OBJECT))
  const length = /\/L\s+(\d+)/.exec(first?.[0] ?? '')?.[1]
  return length !== undefined && file.length < Number(length)
}

function hasBrokenStream(file: Buffer): boolean {
  if (file.includes('/Encrypt')) return false
  let total = 0
  for (let at = file.indexOf(STREAM); at >= 0; at = file.indexOf(STREAM, at + STREAM.length)) {
    if (file.toString('latin1', at - 3, at) === 'end') continue
    const start = dataAfter(file, at + STREAM.length)
    const end = file.indexOf(END, start)
    if (end < 0) return false
    if (!isPackedText(dictionaryBefore(file, at))) continue
    const size = unpackedSize(file.subarray(start, end))
    if (size === null) return true
    total += size
    if (total > LARGEST_TOTAL) return false
    at = end
  }
  return false
}

/** The key word ends with a line feed, with or without a carriage return before it. */
function dataAfter(file: Buffer, at: number): number {
  const afterReturn = file[at] === 0x0d ? at + 1 : at
  return file[afterReturn] === 0x0a ? afterReturn + 1 : afterReturn
}

function dictionaryBefore(file: Buffer, at: number): string {
  const before = file.toString('latin1', Math.max(0, at - LONGEST_DICTIONARY), at)
  return before.slice(before.lastIndexOf(OBJECT) + OBJECT.length)
}

function isPackedText(dictionary: string): boolean {
  const isWhole = dictionary.trimStart().startsWith('<<') && dictionary.trimEnd().endsWith('>>')
  return isWhole && PACKED.test(dictionary) && !NO_TEXT.test(dictionary)
}

/** Null where the data is broken; a missing end is forgiven, as writers forget check sums. */
function unpackedSize(packed: Buffer): number | null {
  try {
    return inflateSync(packed, { maxOutputLength: LARGEST }).length
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    return code === 'Z_DATA_ERROR' ? null : 0
  }
}
