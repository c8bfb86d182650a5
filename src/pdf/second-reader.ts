import type { PDFParse } from 'pdf-parse'
import type { Limits } from '../containers/limits.ts'
import { diagnostic } from '../model/diagnostics.ts'
import type { Document, Paragraph } from '../model/document.ts'
import { ZvitError } from '../model/error.ts'
import { compose, countCharacters } from '../text/compose.ts'
import { largest, smallest } from '../text/lists.ts'
import { own } from '../text/memory.ts'
import type { IsWord } from '../text/words.ts'
import { checkForSecondReader } from './damage.ts'
import { type Glyphs, type PdfPage, PLACE, type TextRun } from './engine.ts'
import { isUnread, makesWords } from './layer.ts'
import { type Direction, directionOf, type Matrix, multiply } from './level.ts'

/**
 * The text of a PDF that PDFium refuses, read by pdf.js (pdf-parse): one paragraph a line, no
 * tables, no boxes; notifies `READ_SECOND_READER`. Throws `FILE_DAMAGED` where it is refused again,
 * `NO_TEXT`, `LIMIT_EXCEEDED` (`pages`, `characters`).
 */
export async function readWithSecondReader(bytes: Uint8Array, limits: Limits): Promise<Document> {
  const pages = await readPages(bytes)
  const source = pages.reduce((sum, page) => sum + countCharacters(page.text), 0)
  checkLimit('pages', pages.length, limits)
  checkLimit('characters', source, limits)
  if (source === 0) throw new ZvitError('NO_TEXT', 'The PDF holds no text that could be read.')
  const blocks = pages.flatMap(({ number, text }) => paragraphsOf(number, text))
  const note = diagnostic(
    'READ_SECOND_READER',
    [],
    'The first reader refused the file; its text was read without tables and places.',
  )
  return {
    format: 'pdf',
    pages: pages.length,
    textSource: 'digital',
    blocks,
    asides: [],
    source,
    diagnostics: [note],
  }
}

function checkLimit(name: 'pages' | 'characters', found: number, limits: Limits): void {
  if (found > limits[name])
    throw new ZvitError(
      'LIMIT_EXCEEDED',
      `The PDF has ${found} ${name}, the limit «${name}» is ${limits[name]}.`,
    )
}

interface PageText {
  readonly number: number
  readonly text: string
}

async function readPages(bytes: Uint8Array): Promise<PageText[]> {
  return withParser(bytes, async (parser) => {
    const { pages } = await parser.getText()
    return pages.map(({ num, text }) => ({ number: num, text }))
  })
}

async function withParser<Answer>(
  bytes: Uint8Array,
  use: (parser: PDFParse) => Promise<Answer>,
): Promise<Answer> {
  const { PDFParse, VerbosityLevel } = await import('pdf-parse')
  // The parser takes the bytes over; give it a copy.
  const parser = new PDFParse({
    data: new Uint8Array(bytes),
    verbosity: VerbosityLevel.ERRORS,
    maxImageSize: 1,
  })
  try {
    return await use(parser)
  } catch (error) {
    throw refusal(error)
  } finally {
    await parser.destroy()
  }
}

function refusal(error: unknown): ZvitError {
  if (error instanceof Error && error.name === 'PasswordException')
    return new ZvitError(
      'FILE_ENCRYPTED',
      'The PDF is protected by a password; save it without one and give that file.',
      { cause: error },
    )
  return new ZvitError(
    'FILE_DAMAGED',
    'The PDF is broken or cut off; two readers refuse it. Ask for the file again.',
    { cause: error },
  )
}

function paragraphsOf(page: number, text: string): Paragraph[] {
  const lines = compose(text)
    .split('\n')
    .filter((line) => line.trim() !== '')
  return lines.map((line, index) => {
    const paragraph: Paragraph = {
      kind: 'paragraph',
      text: own(line),
      marker: null,
      style: null,
      place: { page },
    }
    return index === 0 ? { ...paragraph, startsPage: true } : paragraph
  })
}

/*
 * pdf.js knows letters that PDFium does not: it asks the names and tables of embedded fonts, too. Of
 * a page that PDFium read without letters it gives texts and where they stand.
 */

/** A text on a page; the matrix leads from its own space to that of the file. */
interface SecondText {
  readonly str: string
  readonly transform: Matrix
  readonly width: number
}

/** What is used of pdf.js. */
interface SecondDocument {
  readonly getPage: (number: number) => Promise<{
    readonly getViewport: (options: { readonly scale: number }) => {
      readonly width: number
      readonly height: number
      readonly transform: Matrix
    }
    readonly getTextContent: (options: { readonly disableNormalization: boolean }) => Promise<{
      readonly items: readonly (SecondText | object)[]
    }>
  }>
}

/**
 * The pages, those whose letters make no words with the letters of the second reader, where these do.
 * Where it is not allowed to read the file or refuses it, the pages are as they were.
 */
export async function askSecondReader(
  pages: readonly PdfPage[],
  { bytes, limits }: { readonly bytes: Uint8Array; readonly limits: Limits },
  isWord: IsWord | undefined,
): Promise<readonly PdfPage[]> {
  const doubted = pages.filter((page) => isUnread(page) && !page.seenBox)
  if (doubted.length === 0) return pages
  try {
    checkForSecondReader(bytes, limits)
    return await withParser(bytes, async (parser) => {
      const document = await openDocument(parser)
      const found = [...pages]
      for (const page of doubted) {
        const again = await readAgain(page, document, limits)
        if (again && makesWords(again, isWord)) found[page.number - 1] = again
      }
      return found
    })
  } catch (error) {
    if (error instanceof ZvitError) return pages
    throw error
  }
}

/** pdf-parse keeps the document of pdf.js to itself; its own texts have no places. */
function openDocument(parser: PDFParse): Promise<SecondDocument> {
  return (parser as unknown as { readonly load: () => Promise<SecondDocument> }).load()
}

/** Share of the characters of a page that it must see, too; some fonts have two codes for one. */
const LEAST_SEEN = 0.33

/** Null where the two do not see the same page, or the second one sees less or more than it may. */
async function readAgain(
  page: PdfPage,
  document: SecondDocument,
  limits: Limits,
): Promise<PdfPage | null> {
  const second = await document.getPage(page.number)
  const view = second.getViewport({ scale: 1 })
  const isSame = Math.abs(view.width - page.width) <= 1 && Math.abs(view.height - page.height) <= 1
  const { items } = await second.getTextContent({ disableNormalization: true })
  const texts = items.filter((item): item is SecondText => 'str' in item && item.str !== '')
  const length = texts.reduce((sum, { str }) => sum + str.length, 0)
  if (!isSame || length > limits.characters || length < LEAST_SEEN * page.characters) return null
  const glyphs = placeTexts(texts, view.transform, page.glyphs)
  const { fault: _fault, ...rest } = page
  const characters = countCharacters(texts.map(({ str }) => str).join(' '))
  const broken = glyphs.codes.reduce((sum, code) => sum + Number(code === NO_UNICODE), 0)
  return { ...rest, glyphs, characters, broken, repaired: characters - broken }
}

const NO_UNICODE = 0xfffd
/** Codes that no font has a letter for. */
const CONTROL = /[^\P{Cc}\s]/u
/** Letters rise above their base line and reach below it by so much; shares of the font size. */
const ASCENT = 0.8
const DESCENT = 0.2
/** What stands as near to a text belongs to it; share of the font size. */
const NEAR = 0.1
/** Height of the stripes in which base lines are looked up, points. */
const STRIPE = 8

/**
 * The characters of texts. Where the first reader saw as many within a text as it has, with or without
 * blanks, these tell their places; otherwise they part its width evenly.
 */
function placeTexts(texts: readonly SecondText[], toPage: Matrix, seen: Glyphs): Glyphs {
  const isVisible = seen.count === 0 || seen.runs.some((run) => run.isVisible)
  const stripes = stripesOf(seen)
  const codes: number[] = []
  const places: number[] = []
  const runs: TextRun[] = []
  const runOf: number[] = []
  for (const { str, transform, width } of texts) {
    const [a, b, c, d, x, y] = multiply(transform, toPage)
    const line = { x, y, width, size: Math.hypot(c, d), ...directionOf(a, b) }
    const letters = Array.from(str)
    const inside = charactersOn(line, seen, stripes)
    const isAll = inside.length === letters.length
    const isInk = letters.filter((letter) => letter.trim() !== '').length === inside.length
    let next = 0
    letters.forEach((letter, index) => {
      const isOwn = isAll || (isInk && letter.trim() !== '')
      const at = PLACE * (isOwn ? (inside[next++] ?? 0) : 0)
      const even = () => placeOn(line, index / letters.length, (index + 1) / letters.length)
      places.push(...(isOwn ? seen.places.subarray(at, at + PLACE) : even()))
      codes.push(CONTROL.test(letter) ? NO_UNICODE : (letter.codePointAt(0) ?? NO_UNICODE))
      runOf.push(runs.length)
    })
    runs.push({ size: line.size, turn: line.turn, isTilted: line.isTilted, isVisible })
  }
  return {
    count: codes.length,
    codes: Uint32Array.from(codes),
    places: Float64Array.from(places),
    runs,
    runOf: Uint32Array.from(runOf),
  }
}

/** Where a text begins, and how it goes on. */
interface TextLine extends Direction {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly size: number
}

/** Characters by the stripe of the page in which their origin stands. */
type Stripes = ReadonlyMap<number, readonly number[]>

function stripesOf({ count, places }: Glyphs): Stripes {
  const stripes = new Map<number, number[]>()
  for (let index = 0; index < count; index += 1) {
    const stripe = Math.floor((places[PLACE * index + 5] ?? 0) / STRIPE)
    const inside = stripes.get(stripe)
    if (inside) inside.push(index)
    else stripes.set(stripe, [index])
  }
  return stripes
}

/** The characters whose origin is on the base line of a text, in its direction. */
function charactersOn(
  { x, y, width, size, right, down }: TextLine,
  { places }: Glyphs,
  stripes: Stripes,
): number[] {
  const near = NEAR * size
  const [from, to] = [Math.min(y, y + width * down), Math.max(y, y + width * down)]
  const found: { readonly index: number; readonly along: number }[] = []
  const last = Math.floor((to + near) / STRIPE)
  for (let stripe = Math.floor((from - near) / STRIPE); stripe <= last; stripe += 1)
    for (const index of stripes.get(stripe) ?? []) {
      const [across, below] = [
        (places[PLACE * index + 4] ?? 0) - x,
        (places[PLACE * index + 5] ?? 0) - y,
      ]
      const along = across * right + below * down
      const off = Math.abs(below * right - across * down)
      if (off <= near && along >= -near && along < width - near / 2) found.push({ index, along })
    }
  return found.sort((one, other) => one.along - other.along).map(({ index }) => index)
}

/** The place of what stands between two shares of the width of a text. */
function placeOn(
  { x, y, width, size, right, down }: TextLine,
  from: number,
  to: number,
): readonly number[] {
  const [x0, y0] = [x + from * width * right, y + from * width * down]
  const [x1, y1] = [x + to * width * right, y + to * width * down]
  // Upwards of a text that reads to the right is less of y.
  const xs = [x0, x1].flatMap((one) => [one + ASCENT * size * down, one - DESCENT * size * down])
  const ys = [y0, y1].flatMap((one) => [one - ASCENT * size * right, one + DESCENT * size * right])
  return [smallest(xs), smallest(ys), largest(xs), largest(ys), x0, y0]
}
