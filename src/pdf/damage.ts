import { constants, inflateSync } from 'node:zlib'
import type { Limits } from '../containers/limits.ts'
import { ZvitError } from '../model/error.ts'
import { append } from '../text/lists.ts'

/*
 * PDFium reads what it can of a damaged stream and tells nobody: text would be missing or wrong.
 * zlib's own check sum tells, so the streams that hold text or objects are unpacked once more, and
 * before, because PDFium does not ask how much a stream unpacks to.
 */

const PACKED = /\/Filter\s*(?:\[\s*)?\/(?:FlateDecode|Fl)\b/
/** Pictures, fonts and colour profiles hold no text. */
const NO_TEXT =
  /\/Subtype\s*\/(?:Image|Type1C|CIDFontType0C|OpenType)|\/Length[123]\b|\/N\s+[134]\s*\/Alt/
/** Two filters that unpack: what they unpack to is not told by the first of them. */
const PACKED_TWICE =
  /\/(?:Fl|LZW|RL|RunLength)\w*[\s/]+(?:\w+[\s/]+)*(?:Fl|LZW|RL|RunLength)\w*\s*\]/
const PACKED_OTHERWISE = /\/(?:LZW|RL|RunLength|ASCIIHexDecode|ASCII85Decode|AHx|A85)/
const FILTERS = /\/Filter\s*(\[[^\]]*|\/[^\s/[\]<>()]+)/
/** ISO 32000-1, table 6, with the short names of table 94. */
const KNOWN_FILTER =
  /^(?:FlateDecode|Fl|LZWDecode|LZW|ASCIIHexDecode|AHx|ASCII85Decode|A85|RunLengthDecode|RL|CCITTFaxDecode|CCF|DCTDecode|DCT|JBIG2Decode|JPXDecode|Crypt)$/
const OBJECTS = /\/Type\s*\/ObjStm\b/
/** What is packed otherwise unpacks to so many times as much. */
const USUAL_RATIO = 8
/** How data of zlib's format usually begins. */
const ZLIB = 0x78
/** The first object of a file ends within so many bytes. */
const FIRST_OBJECT = 1024
/** Smaller streams may be packed as tightly as they like, bytes. */
const RATIO_FROM = 1024 * 1024

/**
 * Throws `FILE_DAMAGED` where the file is shorter than it says (linearised files do: ISO 32000-1,
 * annex F) or a stream that may hold text is broken or names no filter that there
 * is, `LIMIT_EXCEEDED` where such streams
 * unpack to too much (`streamBytes`, `streamRatio`, `totalBytes`) or pages repeat the content of
 * others (`repeatedBytes`). Streams of encrypted files are not looked at.
 */
export function checkFile(bytes: Uint8Array, limits: Limits): PageSources {
  const file = asBuffer(bytes)
  if (isCutShort(file)) throw damaged()
  if (isEncrypted(file)) return { bytes: Number.POSITIVE_INFINITY }
  const sizes = new Map<number, number>()
  const pages = [...contentsIn(file)]
  let [total, others] = [0, 0]
  for (const { number, dictionary, data, isClosed } of findStreams(file)) {
    if (NO_TEXT.test(dictionary)) continue
    if (isFilterBroken(dictionary, data)) throw damaged()
    sizes.set(number, data.length)
    if (!PACKED.test(dictionary)) {
      others += data.length * (PACKED_OTHERWISE.test(dictionary) ? USUAL_RATIO : 1)
      continue
    }
    const { data: unpacked, size, isBroken } = unpack(data, mostOf(data, limits))
    if (isBroken && isClosed) throw damaged()
    if (size === Number.POSITIVE_INFINITY) throw tooLarge(data, limits)
    total += size
    if (total > limits.totalBytes) throw exceeded('totalBytes', limits.totalBytes)
    sizes.set(number, size)
    if (OBJECTS.test(dictionary)) append(pages, contentsIn(unpacked))
  }
  checkContents(pages, sizes, { ...limits, revisions: countOf(file, END_OF_REVISION) })
  return { bytes: total + others }
}

/**
 * Throws `LIMIT_EXCEEDED` for a file that the second reader would spend much on, or of which that
 * cannot be told: it asks less than PDFium, needs about fifteen times the memory, and gets broken
 * files only, whose dictionaries are not believed.
 */
export function checkForSecondReader(bytes: Uint8Array, limits: Limits): void {
  const most = limits.secondReaderBytes
  const file = asBuffer(bytes)
  if (file.length > most || isEncrypted(file)) throw exceeded('secondReaderBytes', most)
  let total = 0
  for (const { dictionary, data } of findStreams(file)) {
    if (PACKED_TWICE.test(dictionary) || PACKED_OTHERWISE.test(dictionary))
      throw exceeded('secondReaderBytes', most)
    if (data[0] === ZLIB) total += unpack(data, most).size
    if (total > most) throw exceeded('secondReaderBytes', most)
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
}

function isEncrypted(file: Buffer): boolean {
  return file.includes('/Encrypt')
}

function isCutShort(file: Buffer): boolean {
  const first = /<<[^>]*\/Linearized\b[^>]*>>/.exec(file.toString('latin1', 0, FIRST_OBJECT))
  const length = /\/L\s+(\d+)/.exec(first?.[0] ?? '')?.[1]
  return length !== undefined && file.length < Number(length)
}

/** A wrong byte in a filter's name, or in the key word before it: engines give no text then. */
function isFilterBroken(dictionary: string, data: Buffer): boolean {
  if (/\/Filter\b/.test(dictionary)) {
    const names = FILTERS.exec(dictionary)?.[1]?.match(/[^\s/[]+/g) ?? []
    return names.some((name) => !name.includes('#') && !KNOWN_FILTER.test(name))
  }
  if (data[0] !== ZLIB || /\/EmbeddedFile\b/.test(dictionary)) return false
  return unpack(data, RATIO_FROM).size > 0
}

function mostOf(data: Buffer, limits: Limits): number {
  return Math.min(limits.streamBytes, Math.max(RATIO_FROM, limits.streamRatio * data.length))
}

function tooLarge(data: Buffer, limits: Limits): ZvitError {
  const isRatio = mostOf(data, limits) < limits.streamBytes
  return isRatio
    ? exceeded('streamRatio', limits.streamRatio)
    : exceeded('streamBytes', limits.streamBytes)
}

function exceeded(name: keyof Limits, limit: number): ZvitError {
  return new ZvitError(
    'LIMIT_EXCEEDED',
    `The PDF unpacks to more than the limit «${name}», ${limit}, allows; print it to a new PDF.`,
  )
}

function damaged(): ZvitError {
  return new ZvitError(
    'FILE_DAMAGED',
    'A part of the PDF is broken or cut off, so text would be missing. Ask for the file again.',
  )
}

/** A stream of a PDF as it stands in the file. */
interface PdfStream {
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
  const number = /(?<!\d)(\d+)\s+\d+\s+$/.exec(
    before.slice(Math.max(0, key - LONGEST_NUMBER), key),
  )?.[1]
  return { number: Number(number), dictionary }
}

const NOTHING = Buffer.alloc(0)

/** What unpacking tells of a stream. */
interface Unpacked {
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

/*
 * A file of some kilobytes may hold thousands of pages that all show one content. PDFium says
 * nothing of that, so the references of the pages are looked for in the bytes.
 */

const CONTENTS = '/Contents'
const REFERENCES = /^\/Contents\s*(?:\[([^\]]*)\]|(\d+\s+\d+\s+R))/
const REFERENCE = /(?<!\d)(\d+)\s+\d+\s+R/g
/** A list of references ends within so many bytes. */
const LONGEST = 2000

/** What the streams of a file tell before its pages are read. */
export interface PageSources {
  /** Unpacked size of the streams that may hold text, bytes; `Infinity` where that is not known. */
  readonly bytes: number
}

/** The numbers of the objects that pages name as their contents, page after page. */
function* contentsIn(data: Buffer): Generator<readonly number[]> {
  for (let at = data.indexOf(CONTENTS); at >= 0; at = data.indexOf(CONTENTS, at + 1)) {
    const found = REFERENCES.exec(data.toString('latin1', at, at + LONGEST))
    const list = found?.[1] ?? found?.[2]
    if (list) yield Array.from(list.matchAll(REFERENCE), ([, number]) => Number(number))
  }
}

/** Each change of a file is added to it with the pages that it touches (ISO 32000-1, 7.5.6). */
const END_OF_REVISION = 'startxref'
/** More changes than these are no reason to believe a page that stands in the file again. */
const MOST_REVISIONS = 16

/**
 * Throws `LIMIT_EXCEEDED` (`repeatedBytes`) where pages show nothing but what others show, more often
 * than the file was changed.
 */
function checkContents(
  pages: Iterable<readonly number[]>,
  sizes: ReadonlyMap<number, number>,
  { repeatedBytes, revisions }: Limits & { readonly revisions: number },
): void {
  const seen = new Map<number, number>()
  const most = Math.max(1, Math.min(revisions, MOST_REVISIONS))
  let repeated = 0
  for (const contents of pages) {
    if (contents.every((number) => (seen.get(number) ?? 0) >= most))
      for (const number of contents) repeated += sizes.get(number) ?? 0
    for (const number of contents) seen.set(number, (seen.get(number) ?? 0) + 1)
    if (repeated > repeatedBytes) throw repetition('repeatedBytes', repeatedBytes)
  }
}

function countOf(file: Buffer, word: string): number {
  let count = 0
  for (let at = file.indexOf(word); at >= 0; at = file.indexOf(word, at + 1)) count += 1
  return count
}

/**
 * Throws `LIMIT_EXCEEDED` (`repeatedObjects`) where pages have more characters and objects than the
 * streams of the file can hold: they show the same again and again.
 */
export function checkRepetition(
  found: number,
  { bytes }: PageSources,
  { repeatedObjects }: Limits,
): void {
  if (found > 2 * bytes + repeatedObjects) throw repetition('repeatedObjects', repeatedObjects)
}

function repetition(name: keyof Limits, limit: number): ZvitError {
  return new ZvitError(
    'LIMIT_EXCEEDED',
    `The pages of the PDF repeat one content beyond the limit «${name}», ${limit}; print it to a new PDF.`,
  )
}
