import type { Box } from '../document/page-content.ts'
import { ZvitError } from '../model/error.ts'
import { countCharacters } from '../text/compose.ts'
import { type CodedText, type Glyphs, PLACE, type Sign, type TextRun } from './engine.ts'
import { openSigns } from './glyph-codes.ts'
import { directionOf, findSlant, finite, type Matrix, transform } from './level.ts'
import type { Library } from './pdfium-library.ts'

/** PDFium's mark for a hyphen at a line end. */
const LINE_END_HYPHEN = 2
/** Control characters but white space, and what PDFium changes them to. */
const CONTROLS = /[^\P{Cc}\s]|\ufffe/gu
const HYPHEN = 0x2d
const BLANK = 0x20
const NO_UNICODE = 0xfffd
/** Bytes of a place in PDFium's memory: four floats of the box, two doubles of the origin. */
const RECORD = 32
/** Places that are read at once. */
const BATCH = 4096
const INVISIBLE = 3

export interface TextSource {
  readonly library: Library
  /** The text page, 0 for none. */
  readonly text: number
  readonly toPage: Matrix
  /** At least 64 bytes that may be written. */
  readonly scratch: number
  /** Angle by which `toPage` makes leaning text level, radians. */
  readonly slant?: number
}

export interface PageText {
  readonly glyphs: Glyphs
  /** Indexes in `glyphs` of the characters whose font gives no Unicode value. */
  readonly broken: readonly number[]
  /** Angle at which the text still leans, radians. */
  readonly slant: number
}

/**
 * The characters of a page, white space of the file among them, those PDFium supplies left out.
 * Throws `LIMIT_EXCEEDED` for more than `most`.
 */
export function readGlyphs(source: TextSource, most: number): PageText {
  const { library, text } = source
  const count = text === 0 ? 0 : Math.max(0, library.FPDFText_CountChars(text))
  if (count > most)
    throw new ZvitError(
      'LIMIT_EXCEEDED',
      'The PDF has more characters than the limit «characters» allows.',
    )
  const records = library.malloc(RECORD * BATCH + 8)
  if (records === 0) throw new ZvitError('MEMORY_LIMIT', 'A page of the PDF needs too much memory.')
  try {
    return readColumns(source, count, (records + 7) & ~7)
  } finally {
    library.free(records)
  }
}

/** PDFium writes the places of many characters one after the other, so that they are read at once. */
function readColumns(source: TextSource, total: number, records: number): PageText {
  const { library, text } = source
  const codes = new Uint32Array(total)
  const runOf = new Uint32Array(total)
  const places = new Float64Array(PLACE * total)
  const runs: TextRun[] = []
  const leanings: { angle: number; characters: number }[] = []
  const broken: number[] = []
  let [object, count, read] = [-1, 0, 0]
  for (let index = 0; index < total; index += 1) {
    const code = codeAt(source, index)
    if (isSupplied(source, index, code)) continue
    const next = library.FPDFText_GetTextObject(text, index)
    if (next !== object) {
      const { run, angle } = readRun(source, index, next)
      runs.push(run)
      leanings.push({ angle, characters: 0 })
    }
    object = next
    const leaning = leanings.at(-1)
    if (leaning) leaning.characters += 1
    if (code === NO_UNICODE || library.FPDFText_HasUnicodeMapError(text, index) === 1)
      broken.push(count)
    codes[count] = code
    runOf[count] = runs.length - 1
    const record = records + RECORD * (count - read)
    library.FPDFText_GetLooseCharBox(text, index, record)
    library.FPDFText_GetCharOrigin(text, index, record + 16, record + 24)
    count += 1
    if (count - read < BATCH) continue
    readPlaces(source, records, places.subarray(PLACE * read, PLACE * count))
    read = count
  }
  readPlaces(source, records, places.subarray(PLACE * read, PLACE * count))
  return { glyphs: { count, codes, places, runs, runOf }, broken, slant: findSlant(leanings) }
}

/**
 * The characters that `readGlyphs` gave of a file whose fonts give codes, by what is drawn; `letters`
 * are those of the file as it is, by place.
 */
export function readCodedText(
  source: TextSource,
  glyphs: Glyphs,
  letters: ReadonlyMap<string, string>,
): CodedText {
  const { library, text } = source
  const signAt = openSigns(source)
  const signs: (Sign & { told: string | null })[] = []
  const indexes = new Map<string, number>()
  const signOf = new Uint32Array(glyphs.count)
  let index = 0
  for (let at = 0; at < glyphs.count; index += 1) {
    if (isSupplied(source, index, codeAt(source, index))) continue
    const object = library.FPDFText_GetTextObject(text, index)
    const size = glyphs.runs[glyphs.runOf[at] ?? 0]?.size ?? 1
    const sign = signAt({ index, object, size })
    const letter = letters.get(placeKey(glyphs, at)) ?? null
    const known = indexes.get(sign.name)
    const own = known === undefined ? undefined : signs[known]
    signOf[at] = known ?? signs.length
    if (own && own.told !== letter) own.told = null
    if (known === undefined) {
      indexes.set(sign.name, signs.length)
      signs.push({ ...sign, told: letter })
    }
    at += 1
  }
  return { glyphs, signOf, signs }
}

/** The letters that a file gives its characters, by place. */
export function lettersByPlace({ glyphs, broken }: PageText): Map<string, string> {
  const unknown = new Set(broken)
  const letters = new Map<string, string>()
  for (let index = 0; index < glyphs.count; index += 1)
    if (!unknown.has(index))
      letters.set(placeKey(glyphs, index), String.fromCodePoint(glyphs.codes[index] ?? 0))
  return letters
}

function placeKey({ places }: Glyphs, index: number): string {
  const at = PLACE * index
  return `${places[at + 4]} ${places[at + 5]}`
}

/** PDFium supplies blanks and line breaks only. */
function isSupplied({ library, text }: TextSource, index: number, code: number): boolean {
  return code <= BLANK && library.FPDFText_IsGenerated(text, index) === 1
}

function readPlaces(
  { library, toPage, slant = 0 }: TextSource,
  records: number,
  places: Float64Array,
): void {
  const [a, b, c, d, e, f] = toPage
  const count = places.length / PLACE
  const floats = library.floats().subarray(records >> 2, (records + RECORD * count) >> 2)
  const doubles = library.doubles().subarray(records >> 3, (records + RECORD * count) >> 3)
  for (let index = 0; index < count; index += 1) {
    // FS_RECTF: left, top, right, bottom; then the origin.
    const [at, origin, place] = [8 * index, 4 * index + 2, PLACE * index]
    const left = floats[at] ?? 0
    const top = floats[at + 1] ?? 0
    const right = floats[at + 2] ?? 0
    const bottom = floats[at + 3] ?? 0
    const x = doubles[origin] ?? 0
    const y = doubles[origin + 1] ?? 0
    if (slant !== 0) {
      const box = levelBox([left, top, right, bottom], toPage, slant)
      places.set(box, place)
      places[place + 4] = finite(a * x + c * y + e)
      places[place + 5] = finite(b * x + d * y + f)
      continue
    }
    const [x0, x1] = [finite(a * left + c * top + e), finite(a * right + c * bottom + e)]
    const [y0, y1] = [finite(b * left + d * top + f), finite(b * right + d * bottom + f)]
    places[place] = Math.min(x0, x1)
    places[place + 1] = Math.min(y0, y1)
    places[place + 2] = Math.max(x0, x1)
    places[place + 3] = Math.max(y0, y1)
    places[place + 4] = finite(a * x + c * y + e)
    places[place + 5] = finite(b * x + d * y + f)
  }
}

/**
 * The box of a character on the level page. PDFium gives the upright box around the leaning one: of
 * width w·cos + h·sin and height w·sin + h·cos.
 */
function levelBox(
  [left, top, right, bottom]: readonly [number, number, number, number],
  toPage: Matrix,
  slant: number,
): Box {
  const [cosine, sine] = [Math.cos(slant), Math.abs(Math.sin(slant))]
  const [width, height] = [Math.abs(right - left), Math.abs(top - bottom)]
  const scale = cosine * cosine - sine * sine
  const w = Math.max(0, width * cosine - height * sine) / scale / 2
  const h = Math.max(0, height * cosine - width * sine) / scale / 2
  const [x, y] = transform(toPage, (left + right) / 2, (top + bottom) / 2)
  const isOnSide = Math.abs(toPage[1]) > Math.abs(toPage[0])
  const [across, down] = isOnSide ? [h, w] : [w, h]
  return [x - across, y - down, x + across, y + down]
}

/**
 * Characters that are not white space in PDFium's own text of the page. Of control characters, to
 * which its hyphens at line ends belong, its text leaves out some and changes others (to U+FFFE):
 * where it is shorter than the page they are counted one by one instead.
 */
export function countText({ library, text }: TextSource): number {
  const count = text === 0 ? 0 : library.FPDFText_CountChars(text)
  if (count <= 0) return 0
  const buffer = library.malloc(2 * (2 * count + 1))
  try {
    const written = library.FPDFText_GetText(text, 0, count, buffer)
    const bytes = library.bytes().subarray(buffer, buffer + 2 * Math.max(0, written - 1))
    const content = new TextDecoder('utf-16le').decode(bytes)
    const plain = content.replace(CONTROLS, '')
    const isWhole = content.length === count
    const controls = isWhole ? count - plain.length : countControls(library, text, count)
    return countCharacters(plain) + controls
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

function readRun(
  { library, text, toPage, scratch }: TextSource,
  index: number,
  object: number,
): { readonly run: TextRun; readonly angle: number } {
  library.FPDFText_GetMatrix(text, index, scratch)
  // Text of a negative size goes on to the other side (ISO 32000-1, 9.4.4).
  const size = library.FPDFText_GetFontSize(text, index)
  const forward = Math.sign(size) || 1
  const floats = library.floats()
  const at = scratch >> 2
  const [a, b] = [forward * (floats[at] ?? 1), forward * (floats[at + 1] ?? 0)]
  const [c, d] = [floats[at + 2] ?? 0, floats[at + 3] ?? 1]
  const [right, down] = [toPage[0] * a + toPage[2] * b, toPage[1] * a + toPage[3] * b]
  const { turn, isTilted } = directionOf(right, down)
  const run: TextRun = {
    size: Math.abs(size * Math.hypot(c, d)),
    turn,
    isTilted,
    isVisible: object === 0 || library.FPDFTextObj_GetTextRenderMode(object) !== INVISIBLE,
  }
  return { run, angle: leanOf(right, down) }
}

/** The angle to the nearest axis, clockwise, radians. */
function leanOf(right: number, down: number): number {
  if (right === 0 || down === 0) return 0
  const quarter = Math.PI / 2
  const angle = Math.atan2(down, right)
  return angle - quarter * Math.round(angle / quarter)
}

/** A character that has no Unicode value, but a shape, is U+FFFD. */
function codeAt({ library, text }: TextSource, index: number): number {
  const code = library.FPDFText_GetUnicode(text, index)
  if (code >= 0x20 && code <= 0x10ffff) return code
  if (code === LINE_END_HYPHEN && library.FPDFText_IsHyphen(text, index) === 1) return HYPHEN
  return code >= 0 && code < 0x20 && !isControl(code) ? code : NO_UNICODE
}
