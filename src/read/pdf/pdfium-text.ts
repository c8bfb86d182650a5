import { ZvitError } from '../../model/error.ts'
import { countCharacters } from '../../text/count.ts'
import type { Glyph, TextRun, Turn } from './engine.ts'
import { type Matrix, transform } from './matrix.ts'
import type { Library } from './pdfium-library.ts'

/** PDFium's mark for a hyphen at a line end. */
const LINE_END_HYPHEN = 2
const CHANGED_CONTROL = 0xfffe
const INVISIBLE = 3
/** Sine of the angle, 10°, from which on text is tilted; scans lean by less. */
const TILT = 0.17

interface TextSource {
  readonly library: Library
  /** The text page, 0 for none. */
  readonly text: number
  readonly toPage: Matrix
  /** At least 64 bytes that may be written. */
  readonly scratch: number
}

/**
 * The characters of a page, white space of the file among them, those PDFium supplies left out.
 * Throws `LIMIT_EXCEEDED` for more than `most`.
 */
export function readGlyphs(source: TextSource, most: number): { glyphs: Glyph[]; broken: number } {
  const { library, text } = source
  const count = text === 0 ? 0 : library.FPDFText_CountChars(text)
  if (count > most)
    throw new ZvitError(
      'LIMIT_EXCEEDED',
      'The PDF has more characters than the limit «characters» allows.',
    )
  const glyphs: Glyph[] = []
  let broken = 0
  let run: TextRun | null = null
  let object = 0
  for (let index = 0; index < count; index += 1) {
    if (library.FPDFText_IsGenerated(text, index) === 1) continue
    const next = library.FPDFText_GetTextObject(text, index)
    if (run === null || next !== object) run = readRun(source, index)
    object = next
    const glyph = readGlyph(source, index, run)
    glyphs.push(glyph)
    if (glyph.text === '\ufffd' || library.FPDFText_HasUnicodeMapError(text, index) === 1)
      broken += 1
  }
  return { glyphs, broken }
}

/**
 * Characters that are not white space in PDFium's own text of the page. Of control characters, to
 * which its hyphens at line ends belong, its text leaves out some and changes others (to U+FFFE):
 * they are counted one by one instead.
 */
export function countText({ library, text }: TextSource): number {
  const count = text === 0 ? 0 : library.FPDFText_CountChars(text)
  if (count <= 0) return 0
  const buffer = library.malloc(2 * (2 * count + 1))
  try {
    const written = library.FPDFText_GetText(text, 0, count, buffer)
    const bytes = library.bytes().subarray(buffer, buffer + 2 * Math.max(0, written - 1))
    const content = new TextDecoder('utf-16le').decode(bytes)
    const controls = countControls(library, text, count)
    if (controls === 0) return countCharacters(content)
    const isPlain = (code: number) => !isControl(code) && code !== CHANGED_CONTROL
    const plain = Array.from(content).filter((letter) => isPlain(letter.charCodeAt(0)))
    return countCharacters(plain.join('')) + controls
  } finally {
    library.free(buffer)
  }
}

function countControls(library: Library, text: number, count: number): number {
  let controls = 0
  for (let index = 0; index < count; index += 1) {
    const code = library.FPDFText_GetUnicode(text, index)
    if (isControl(code) && library.FPDFText_IsGenerated(text, index) !== 1) controls += 1
  }
  return controls
}

function isControl(code: number): boolean {
  const isSpace = code >= 0x09 && code <= 0x0d
  return (code >= 0 && code < 0x20 && !isSpace) || (code >= 0x7f && code < 0xa0)
}

function readRun({ library, text, toPage, scratch }: TextSource, index: number): TextRun {
  library.FPDFText_GetMatrix(text, index, scratch)
  const matrix = library.floats().subarray(scratch >> 2, (scratch >> 2) + 4)
  const [a = 1, b = 0, c = 0, d = 1] = matrix
  const size = library.FPDFText_GetFontSize(text, index) * Math.hypot(c, d)
  const object = library.FPDFText_GetTextObject(text, index)
  const [right, down] = [toPage[0] * a + toPage[2] * b, toPage[1] * a + toPage[3] * b]
  return {
    size: Math.abs(size),
    turn: turnOf(right, down),
    isTilted: Math.min(Math.abs(right), Math.abs(down)) > TILT * Math.hypot(right, down),
    isVisible: object === 0 || library.FPDFTextObj_GetTextRenderMode(object) !== INVISIBLE,
  }
}

function turnOf(right: number, down: number): Turn {
  if (Math.abs(right) >= Math.abs(down)) return right >= 0 ? 0 : 2
  return down < 0 ? 1 : 3
}

function readGlyph(source: TextSource, index: number, run: TextRun): Glyph {
  const { library, text, toPage, scratch } = source
  library.FPDFText_GetLooseCharBox(text, index, scratch)
  library.FPDFText_GetCharOrigin(text, index, scratch + 16, scratch + 24)
  const floats = library.floats()
  const doubles = library.doubles()
  const at = scratch >> 2
  const origin = (scratch + 16) >> 3
  const [left, top] = transform(toPage, floats[at] ?? 0, floats[at + 1] ?? 0)
  const [right, bottom] = transform(toPage, floats[at + 2] ?? 0, floats[at + 3] ?? 0)
  const [x, y] = transform(toPage, doubles[origin] ?? 0, doubles[origin + 1] ?? 0)
  return {
    text: characterAt(source, index),
    x0: Math.min(left, right),
    y0: Math.min(top, bottom),
    x1: Math.max(left, right),
    y1: Math.max(top, bottom),
    x,
    y,
    run,
  }
}

/** A character that has no Unicode value, but a shape, is U+FFFD. */
function characterAt({ library, text }: TextSource, index: number): string {
  const code = library.FPDFText_GetUnicode(text, index)
  if (code === LINE_END_HYPHEN && library.FPDFText_IsHyphen(text, index) === 1) return '-'
  const isCharacter = code >= 0 && code <= 0x10ffff && (code >= 0x20 || !isControl(code))
  return isCharacter ? String.fromCodePoint(code) : '\ufffd'
}
