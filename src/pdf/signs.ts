import type { Glyphs } from './engine.ts'
import type { Library } from './pdfium-library.ts'

/*
 * What a font draws for a code, whatever the file says that it means. Fonts of a file are told apart
 * by their data: programs give the parts of one font one name.
 */

/** The characters of a page by what is drawn. */
export interface CodedText {
  /** All characters that the file writes; instead of letters they have their codes. */
  readonly glyphs: Glyphs
  /** For each character the index of its sign in `signs`. */
  readonly signOf: Uint32Array
  readonly signs: readonly Sign[]
}

/** A code of a font. */
export interface Sign {
  /** Font and code, the same on all pages of a file. */
  readonly name: string
  readonly font: string
  /** False where nothing is drawn. */
  readonly isInk: boolean
  /** The letter that the file gives, null where it gives none or several. */
  readonly told: string | null
}

/** Where PDFium has the characters of a page. */
export interface SignSource {
  readonly library: Library
  readonly text: number
  /** At least 64 bytes that may be written. */
  readonly scratch: number
}

/** A character in PDFium's text of the page. */
export interface SignPlace {
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
