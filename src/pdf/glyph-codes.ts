import { largest } from '../text/lists.ts'
import { findStreams, unpack } from './damage.ts'
import type { Sign } from './engine.ts'
import type { Library } from './pdfium-library.ts'

/*
 * What a font draws for a code, whatever the file says that it means. Fonts of a file are told apart
 * by their data: programs give the parts of one font one name.
 */

/** Where PDFium has the characters of a page. */
interface SignSource {
  readonly library: Library
  readonly text: number
  /** At least 64 bytes that may be written. */
  readonly scratch: number
}

/** A character in PDFium's text of the page. */
interface SignPlace {
  readonly index: number
  /** Text object. */
  readonly object: number
  readonly size: number
}

/** Nothing is drawn in a box that is narrower or lower than this; share of the font size. */
const NO_INK = 0.006

/** Name, font and ink of the sign that a character draws. */
export function openSigns(source: SignSource): (place: SignPlace) => Omit<Sign, 'told'> {
  const fonts = new Map<number, string>()
  const { library, text } = source
  return ({ index, object, size }) => {
    const font = fontAt(source, object, fonts)
    const name = `${font} ${library.FPDFText_GetUnicode(text, index)}`
    return { name, font, isInk: thinnestOf(source, index) > NO_INK * size }
  }
}

/** Width or height of what is drawn, whichever is less; points. */
function thinnestOf({ library, text, scratch }: SignSource, index: number): number {
  library.FPDFText_GetCharBox(text, index, scratch, scratch + 8, scratch + 16, scratch + 24)
  const at = scratch >> 3
  const [left = 0, right = 0, bottom = 0, top = 0] = library.doubles().subarray(at, at + 4)
  return Math.min(Math.abs(right - left), Math.abs(top - bottom))
}

function fontAt(
  { library, scratch }: SignSource,
  object: number,
  known: Map<number, string>,
): string {
  const font = object === 0 ? 0 : library.FPDFTextObj_GetFont(object)
  const name = known.get(font) ?? (font === 0 ? '' : checkSum(library, font, scratch))
  known.set(font, name)
  return name
}

/** Of the font's data: FNV-1a and its length. */
function checkSum(library: Library, font: number, scratch: number): string {
  library.FPDFFont_GetFontData(font, 0, 0, scratch)
  const length = library.integers()[scratch >> 2] ?? 0
  const buffer = length > 0 ? library.malloc(length) : 0
  if (buffer === 0) return ''
  try {
    library.FPDFFont_GetFontData(font, buffer, length, scratch)
    let sum = 0x811c9dc5
    for (const byte of library.bytes().subarray(buffer, buffer + length))
      sum = Math.imul(sum ^ byte, 0x01000193)
    return `${length}:${sum >>> 0}`
  } finally {
    library.free(buffer)
  }
}

/*
 * A font that does not tell its letters leaves PDFium guessing: it takes some codes for blanks and
 * drops them. So the file is given fonts that map each code to a character of the private use area.
 */

/** Code 0 becomes this character. */
export const FIRST_CODE = 0xe000
/** Codes that find room in the private use area of the basic plane. */
const CODES = 0x1900
/** Fonts of one byte a character have so many codes. */
const BYTE_CODES = 0x100
/** Objects packed in streams are searched up to this many bytes a stream. */
const MOST_UNPACKED = 16 * 1024 * 1024

const OBJECT = /(?<!\d)(\d+)\s+(\d+)\s+obj\b\s*(?=<<)/gu
const END_OF_OBJECT = /endobj\b/gu
const FONT = /\/Type\s*\/Font(?![A-Za-z])/u
const CHILD_FONT = /\/Subtype\s*\/CIDFontType/u
const COMPOSITE = /\/Subtype\s*\/Type0/u
const OLD_MAP = /\/ToUnicode\s+(?:\d+\s+\d+\s+R|\/[^\s/<>]+)/gu

interface Font {
  readonly number: number
  readonly generation: number
  readonly dictionary: string
}

/**
 * The file with fonts whose text is their codes, from `FIRST_CODE` on; null for a file that cannot be
 * changed so: an encrypted one, or one whose parts are not found.
 */
export function withBareCodes(bytes: Uint8Array): Uint8Array | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const file = buffer.toString('latin1')
  const before = /startxref\s+(\d+)\s+%%EOF\s*$/u.exec(file.slice(-2048))?.[1]
  const root = /\/Root\s+(\d+\s+\d+\s+R)/u.exec(trailersOf(file))?.[1]
  const sizes = Array.from(file.matchAll(/\/Size\s+(\d+)/gu), ([, size]) => Number(size))
  const fonts = [...fontsIn(file), ...packedFonts(buffer)]
  if (before === undefined || root === undefined || sizes.length === 0) return null
  if (fonts.length === 0 || file.includes('/Encrypt')) return null
  const size = largest(sizes)
  const objects = [
    ...fonts.map((font) => ({ ...font, content: withMap(font, size) })),
    { number: size, generation: 0, content: streamOf(mapOf(BYTE_CODES, 1)) },
    { number: size + 1, generation: 0, content: streamOf(mapOf(CODES, 2)) },
  ]
  const update = updateOf(objects, bytes.length + 1)
  const trailer = `trailer\n<< /Size ${size + 2} /Root ${root} /Prev ${before} >>\n`
  const end = `${update.text}${update.table}${trailer}startxref\n${update.tableAt}\n%%EOF\n`
  return new Uint8Array(Buffer.concat([buffer, Buffer.from(`\n${end}`, 'latin1')]))
}

/** Dictionaries behind `trailer`, or of cross-reference streams, the last ones first. */
function trailersOf(file: string): string {
  const found = Array.from(file.matchAll(/\/Root\s+\d+\s+\d+\s+R/gu), ([text]) => text)
  return found.at(-1) ?? ''
}

function fontsIn(file: string): Font[] {
  const found = new Map<number, Font>()
  let after = 0
  for (const { index, 0: head, 1: number, 2: generation } of file.matchAll(OBJECT)) {
    if (index < after) continue
    const start = index + head.length
    END_OF_OBJECT.lastIndex = start
    const end = END_OF_OBJECT.exec(file)
    // Where one object has no end behind it, no later one has.
    if (end === null) break
    after = END_OF_OBJECT.lastIndex
    const dictionary = file.slice(start, end.index).trimEnd()
    const font = { number: Number(number), generation: Number(generation), dictionary }
    if (isFont(dictionary)) found.set(font.number, font)
  }
  return [...found.values()]
}

function isFont(dictionary: string): boolean {
  return FONT.test(dictionary) && !CHILD_FONT.test(dictionary) && !dictionary.includes('stream\n')
}

/** Fonts in object streams (ISO 32000-1, 7.5.7). */
function packedFonts(file: Buffer): Font[] {
  const found: Font[] = []
  for (const { dictionary, data } of findStreams(file)) {
    if (!/\/Type\s*\/ObjStm\b/u.test(dictionary)) continue
    const first = Number(/\/First\s+(\d+)/u.exec(dictionary)?.[1])
    const text = unpack(data, MOST_UNPACKED).data.toString('latin1')
    const pairs = Array.from(
      text.slice(0, first).matchAll(/(?<!\d)(\d+)\s+(\d+)/gu),
      ([, number, at]) => ({
        number: Number(number),
        start: first + Number(at),
      }),
    )
    pairs.forEach(({ number, start }, index) => {
      const dictionary = text.slice(start, pairs[index + 1]?.start).trim()
      if (isFont(dictionary)) found.push({ number, generation: 0, dictionary })
    })
  }
  return found
}

function withMap({ dictionary }: Font, size: number): string {
  const map = COMPOSITE.test(dictionary) ? size + 1 : size
  const end = dictionary.lastIndexOf('>>')
  return `${dictionary.slice(0, end).replace(OLD_MAP, '')} /ToUnicode ${map} 0 R >>`
}

function streamOf(content: string): string {
  return `<< /Length ${content.length} >>\nstream\n${content}\nendstream`
}

/** A map of so many codes (Adobe Technical Note 5411), of so many bytes each. */
function mapOf(codes: number, bytes: number): string {
  const hex = (code: number, width: number) => code.toString(16).padStart(2 * width, '0')
  const last = hex(codes - 1, bytes)
  const rows = Array.from({ length: codes / BYTE_CODES }, (_, index) => {
    const start = index * BYTE_CODES
    return `<${hex(start, bytes)}> <${hex(start + BYTE_CODES - 1, bytes)}> <${hex(FIRST_CODE + start, 2)}>`
  })
  return `/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /Codes def /CMapType 2 def
1 begincodespacerange <${hex(0, bytes)}> <${last}> endcodespacerange
${rows.length} beginbfrange
${rows.join('\n')}
endbfrange
endcmap end end`
}

interface NewObject {
  readonly number: number
  readonly generation: number
  readonly content: string
}

/** Objects as they are added to a file, and where they stand (ISO 32000-1, 7.5.6). */
function updateOf(objects: readonly NewObject[], start: number) {
  let [text, table] = ['', 'xref\n']
  for (const { number, generation, content } of objects) {
    const at = String(start + text.length).padStart(10, '0')
    table += `${number} 1\n${at} ${String(generation).padStart(5, '0')} n \n`
    text += `${number} ${generation} obj\n${content}\nendobj\n`
  }
  return { text, table, tableAt: start + text.length }
}
