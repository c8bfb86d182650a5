import type { Limits } from '../containers/limits.ts'
import type { Box } from '../document/page-content.ts'
import { ZvitError } from '../model/error.ts'
import { countCharacters } from '../text/compose.ts'
import { append, largest, smallest } from '../text/lists.ts'
import type { IsWord } from '../text/words.ts'
import { checkForSecondReader } from './damage.ts'
import { findCharacters, type Glyphs, NO_GLYPHS, type PdfPage, PLACE } from './engine.ts'
import { countLost, isUnread, makesWords } from './layer.ts'
import { type Direction, directionOf, type Matrix, multiply } from './level.ts'

/*
 * pdf.js (pdf-parse) opens files that PDFium refuses, and knows letters that it does not: it asks the
 * names and tables of fonts, too. It gives texts and where they stand, but neither lines nor pictures.
 */

/** A text on a page; the matrix leads from its own space to that of the file. */
interface SecondText {
  readonly str: string
  readonly transform: Matrix
  readonly width: number
}

/** What is used of pdf.js. */
interface SecondDocument {
  readonly numPages: number
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
 * The pages of a PDF that PDFium refuses. Throws `FILE_DAMAGED` where it is refused again,
 * `FILE_ENCRYPTED`, `NO_TEXT`, `LIMIT_EXCEEDED` (`pages`, `characters`, `secondReaderBytes`).
 */
export async function readWithSecondReader(bytes: Uint8Array, limits: Limits): Promise<PdfPage[]> {
  const pages = await withDocument({ bytes, limits }, async (document) => {
    checkLimit('pages', document.numPages, limits)
    const found: PdfPage[] = []
    for (let number = 1; number <= document.numPages; number += 1)
      found.push(await readPage(document, number))
    return found
  })
  const characters = pages.reduce((sum, page) => sum + page.characters, 0)
  checkLimit('characters', characters, limits)
  if (characters === 0) throw new ZvitError('NO_TEXT', 'The PDF holds no text that could be read.')
  return pages
}

function checkLimit(name: 'pages' | 'characters', found: number, limits: Limits): void {
  if (found > limits[name])
    throw new ZvitError(
      'LIMIT_EXCEEDED',
      `The PDF has ${found} ${name}, the limit «${name}» is ${limits[name]}.`,
    )
}

/**
 * The pages, those whose letters make no words with the letters of the second reader, where these do.
 * Where it is not allowed to read the file or refuses it, the pages are as they were.
 */
export async function askSecondReader(
  pages: readonly PdfPage[],
  file: PdfFile,
  isWord: IsWord | undefined,
): Promise<readonly PdfPage[]> {
  const doubted = pages.filter((page) => isUnread(page) && !page.seenBox)
  if (doubted.length === 0) return pages
  try {
    return await withDocument(file, async (document) => {
      const found = [...pages]
      for (const page of doubted) {
        const again = await readPage(document, page.number, page)
        if (isBetter(again, page) && makesWords(again, isWord)) found[page.number - 1] = again
      }
      return found
    })
  } catch (error) {
    if (error instanceof ZvitError) return pages
    throw error
  }
}

/** Share of the characters of a page that must be seen again; some fonts have two codes for one. */
const LEAST_SEEN = 0.33

/** True where it is the same page, and less of it is lost. */
function isBetter(again: PdfPage, page: PdfPage): boolean {
  const isSame = again.width === page.width && again.height === page.height
  const isSeen = again.characters > LEAST_SEEN * page.characters
  return isSame && isSeen && (page.fault !== undefined || countLost(again) < countLost(page))
}

interface PdfFile {
  readonly bytes: Uint8Array
  readonly limits: Limits
}

/** Throws `LIMIT_EXCEEDED` (`secondReaderBytes`), `FILE_ENCRYPTED`, `FILE_DAMAGED`. */
async function withDocument<Answer>(
  { bytes, limits }: PdfFile,
  use: (document: SecondDocument) => Promise<Answer>,
): Promise<Answer> {
  checkForSecondReader(bytes, limits)
  const { PDFParse, VerbosityLevel } = await import('pdf-parse')
  // The parser takes the bytes over; give it a copy.
  const parser = new PDFParse({
    data: new Uint8Array(bytes),
    verbosity: VerbosityLevel.ERRORS,
    maxImageSize: 1,
  })
  // It keeps the document of pdf.js to itself; its own texts have no places.
  const opener = parser as unknown as { readonly load: () => Promise<SecondDocument> }
  try {
    return await use(await opener.load())
  } catch (error) {
    throw refusal(error)
  } finally {
    await parser.destroy()
  }
}

function refusal(error: unknown): ZvitError {
  if (error instanceof ZvitError) return error
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

/** Nothing is drawn on it but texts. */
const BARE = { rulings: [], pictures: [], fieldsLeft: 0, glyphs: NO_GLYPHS }

/** A page as it is read here; what the first reader saw of it besides its letters stays. */
async function readPage(
  document: SecondDocument,
  number: number,
  seen?: PdfPage,
): Promise<PdfPage> {
  const page = await document.getPage(number)
  const { transform, ...size } = page.getViewport({ scale: 1 })
  const { items } = await page.getTextContent({ disableNormalization: true })
  const texts = items.filter((item): item is SecondText => 'str' in item && item.str !== '')
  const { fault: _fault, ...rest } = { ...BARE, ...size, ...seen }
  const glyphs = placeTexts(texts, transform, rest.glyphs)
  const characters = countCharacters(texts.map(({ str }) => str).join(' '))
  const broken = glyphs.codes.reduce((sum, code) => sum + Number(code === NO_UNICODE), 0)
  const repaired = seen ? characters - broken : 0
  return { ...rest, ...roundTo(size, rest), number, glyphs, characters, broken, repaired }
}

/** The size of the page, where both readers give it alike. */
function roundTo(size: Size, known: Size): Size {
  const isSame = Math.abs(size.width - known.width) + Math.abs(size.height - known.height) <= 1
  return isSame ? { width: known.width, height: known.height } : size
}

type Size = Pick<PdfPage, 'width' | 'height'>

const NO_UNICODE = 0xfffd
/** Codes that no font has a letter for. */
const CONTROL = /[^\P{Cc}\s]/u
/** Letters rise above their base line and reach below it by so much; shares of the font size. */
const ASCENT = 0.8
const DESCENT = 0.2

/**
 * The characters of texts. Where the first reader saw as many within a text as it has, with or without
 * blanks, these tell their places; otherwise they part its width evenly.
 */
function placeTexts(texts: readonly SecondText[], toPage: Matrix, seen: Glyphs): Glyphs {
  const isVisible = seen.count === 0 || seen.runs.some((run) => run.isVisible)
  const charactersIn = findCharacters(seen)
  const codes: number[] = []
  const places: number[] = []
  const runOf: number[] = []
  const runs = texts.map(({ str, transform, width }, run) => {
    const [a, b, c, d, x, y] = multiply(transform, toPage)
    const line = { x, y, width, size: Math.hypot(c, d), ...directionOf(a, b) }
    const letters = Array.from(str)
    const inside = charactersIn(boxOn(line, 0, 1))
    const isAll = inside.length === letters.length
    const isInk = inside.length === letters.filter((letter) => letter.trim() !== '').length
    let next = 0
    letters.forEach((letter, index) => {
      const own = isAll || (isInk && letter.trim() !== '') ? inside[next] : undefined
      if (own === undefined) {
        const from = (index / letters.length) * width
        const box = boxOn(line, index / letters.length, (index + 1) / letters.length)
        append(places, box)
        places.push(x + from * line.right, y + from * line.down)
      } else {
        append(places, seen.places.subarray(PLACE * own, PLACE * (own + 1)))
        next += 1
      }
      codes.push(CONTROL.test(letter) ? NO_UNICODE : (letter.codePointAt(0) ?? NO_UNICODE))
      runOf.push(run)
    })
    return { size: line.size, turn: line.turn, isTilted: line.isTilted, isVisible }
  })
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

/** The box between two shares of the width of a text; up from one that reads to the right is less of y. */
function boxOn({ x, y, width, size, right, down }: TextLine, from: number, to: number): Box {
  const [start, end] = [from * width, to * width]
  const [up, under] = [ASCENT * size, DESCENT * size]
  const xs = [start, end].flatMap((at) => [
    x + at * right + up * down,
    x + at * right - under * down,
  ])
  const ys = [start, end].flatMap((at) => [
    y + at * down - up * right,
    y + at * down + under * right,
  ])
  return [smallest(xs), smallest(ys), largest(xs), largest(ys)]
}
