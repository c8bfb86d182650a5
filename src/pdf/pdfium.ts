import type { Limits } from '../containers/limits.ts'
import { ZvitError } from '../model/error.ts'
import { checkRepetition, type PageSources } from './damage.ts'
import type { PdfPage } from './engine.ts'
import { type Level, type Matrix, makeLevel } from './level.ts'
import type { Library } from './pdfium-library.ts'
import { readObjects } from './pdfium-objects.ts'
import { countText, type PageText, readGlyphs, type TextSource } from './pdfium-text.ts'
import { repairGlyphs } from './repair.ts'

/** `FPDF_GetLastError`: 4 is a password that is needed or a security handler that is not known. */
const PASSWORD = 4
const UNSUPPORTED_SECURITY = 5

/** What one open document gives. */
export interface PdfContent {
  readonly pages: readonly PdfPage[]
  readonly hasXfa: boolean
}

/** A file that was looked over. */
interface PdfFile {
  readonly bytes: Uint8Array
  readonly sources: PageSources
  readonly limits: Limits
}

/**
 * All pages of a PDF, or null where PDFium cannot open the file or one of its pages.
 * Throws `FILE_ENCRYPTED` for a file that needs a password, `LIMIT_EXCEEDED` for too many pages,
 * objects or characters. All memory is given back in any case.
 */
export function readWithPdfium(library: Library, file: PdfFile): PdfContent | null {
  return withDocument(library, file.bytes, (document) =>
    document === 0 ? refuse(library.FPDF_GetLastError()) : readDocument(library, document, file),
  )
}

function refuse(error: number): null {
  if (error === PASSWORD || error === UNSUPPORTED_SECURITY)
    throw new ZvitError(
      'FILE_ENCRYPTED',
      'The PDF is protected by a password; save it without one and give that file.',
    )
  return null
}

function readDocument(library: Library, document: number, file: PdfFile): PdfContent | null {
  const { sources, limits } = file
  const count = library.FPDF_GetPageCount(document)
  if (count > limits.pages)
    throw new ZvitError(
      'LIMIT_EXCEEDED',
      `The PDF has ${count} pages, the limit «pages» is ${limits.pages}.`,
    )
  const pages: PdfPage[] = []
  const started = performance.now()
  let [characters, objects] = [0, 0]
  for (let index = 0; index < count; index += 1) {
    const read = readPage(library, document, {
      index,
      limits,
      left: limits.characters - characters,
    })
    if (read === null) return null
    characters += read.page.glyphs.count
    objects += read.objects
    checkRepetition(characters + objects, sources, limits)
    checkSpent(objects, performance.now() - started, limits)
    pages.push(read.page)
  }
  return { pages, hasXfa: library.FPDF_GetFormType(document) > 1 }
}

/** Many pages may share one content: each asks for little, all of them for hours. */
function checkSpent(objects: number, milliseconds: number, limits: Limits): void {
  if (objects > limits.documentObjects)
    throw new ZvitError(
      'LIMIT_EXCEEDED',
      `The pages of the PDF have more objects than the limit «documentObjects», ${limits.documentObjects}, allows.`,
    )
  if (milliseconds > 1000 * limits.pageSeconds)
    throw new ZvitError(
      'TIME_LIMIT',
      `The pages of the PDF take longer than ${limits.pageSeconds} seconds; print it to a new PDF.`,
    )
}

interface ReadPage {
  readonly page: PdfPage
  readonly objects: number
}

interface PageRequest {
  readonly index: number
  readonly limits: Limits
  /** Characters that the limit leaves for this page. */
  readonly left: number
}

function readPage(library: Library, document: number, request: PageRequest): ReadPage | null {
  const { index } = request
  return withPage(library, document, { index, use: (page) => readOpen(page, request) })
}

function readOpen(open: OpenPage, { index, limits, left }: PageRequest): ReadPage {
  const { source, frame, level, ...seen } = readText(open, left)
  const { rulings, pictures, objects } = readObjects(open.library, open.page, {
    toPage: source.toPage,
    scratch: open.scratch,
    mostObjects: limits.pageObjects,
  })
  const broken = seen.broken.length
  const { glyphs, repaired, fault } = repairGlyphs(seen.glyphs, broken)
  const page: PdfPage = {
    number: index + 1,
    width: frame.width,
    height: frame.height,
    glyphs,
    rulings,
    pictures,
    characters: countText(source),
    broken,
    ...(fault ? { fault } : {}),
    repaired,
    fieldsLeft: open.fieldsLeft,
    ...(level ? { seenBox: level.seenBox } : {}),
  }
  return { page, objects }
}

/**
 * What `use` makes of the document of some bytes (0 where PDFium cannot open it), which is closed
 * afterwards. Throws `MEMORY_LIMIT`.
 */
export function withDocument<Answer>(
  library: Library,
  bytes: Uint8Array,
  use: (document: number) => Answer,
): Answer {
  const data = library.malloc(bytes.length)
  if (data === 0) throw new ZvitError('MEMORY_LIMIT', 'The file does not fit into memory.')
  try {
    library.bytes().set(bytes, data)
    const document = library.FPDF_LoadMemDocument(data, bytes.length, 0)
    try {
      return use(document)
    } finally {
      if (document !== 0) library.FPDF_CloseDocument(document)
    }
  } finally {
    library.free(data)
  }
}

/** A page of an open document and its text; handles of PDFium. */
interface OpenPage {
  readonly library: Library
  readonly page: number
  /** 0 for none. */
  readonly text: number
  /** 64 bytes that may be written. */
  readonly scratch: number
  /** Form fields that have a value and no appearance. */
  readonly fieldsLeft: number
}

/** What `use` makes of a page (0-based), which is closed afterwards; null where it cannot be opened. */
export function withPage<Answer>(
  library: Library,
  document: number,
  { index, use }: { readonly index: number; readonly use: (page: OpenPage) => Answer },
): Answer | null {
  const first = library.FPDF_LoadPage(document, index)
  if (first === 0) return null
  const { isDrawn, left: fieldsLeft } = drawFields(library, first)
  if (isDrawn) library.FPDF_ClosePage(first)
  const page = isDrawn ? library.FPDF_LoadPage(document, index) : first
  if (page === 0) return null
  const text = library.FPDFText_LoadPage(page)
  const scratch = library.malloc(64)
  try {
    return use({ library, page, text, scratch, fieldsLeft })
  } finally {
    library.free(scratch)
    library.FPDFText_ClosePage(text)
    library.FPDF_ClosePage(page)
  }
}

/** The characters of a page as they stand when it lies level, and how it is laid. */
interface LevelText extends PageText {
  readonly source: TextSource
  readonly frame: Frame
  /** Null where the text does not lean. */
  readonly level: Level | null
}

/** Throws `LIMIT_EXCEEDED` for more than `most` characters. */
export function readText({ library, page, text, scratch }: OpenPage, most: number): LevelText {
  const frame = readFrame(library, page, scratch)
  const source = { library, text, toPage: frame.toPage, scratch }
  const seen = readGlyphs(source, most)
  if (seen.slant === 0) return { ...seen, source, frame, level: null }
  const level = makeLevel(frame.toPage, seen.slant, [frame.width / 2, frame.height / 2])
  const leaning = { ...source, toPage: level.toPage, slant: seen.slant }
  return { ...readGlyphs(leaning, most), source: leaning, frame, level }
}

/** How a page is laid. */
interface Frame {
  readonly width: number
  readonly height: number
  /** From the page's own space to points from its top left corner as it is seen. */
  readonly toPage: Matrix
}

/** With 16 bytes at `scratch` that may be written. */
export function readFrame(library: Library, page: number, scratch: number): Frame {
  library.FPDF_GetPageBoundingBox(page, scratch)
  // FS_RECTF: left, top, right, bottom.
  const box = library.floats().slice(scratch >> 2, (scratch >> 2) + 4)
  const [left = 0, top = 0, right = 0, bottom = 0] = box
  const [width, height] = [right - left, top - bottom]
  switch (library.FPDFPage_GetRotation(page)) {
    case 1:
      return { width: height, height: width, toPage: [0, 1, 1, 0, -bottom, -left] }
    case 2:
      return { width, height, toPage: [-1, 0, 0, 1, right, -bottom] }
    case 3:
      return { width: height, height: width, toPage: [0, -1, -1, 0, top, right] }
    default:
      return { width, height, toPage: [1, 0, 0, -1, -left, top] }
  }
}

const FREE_TEXT = 3
const STAMP = 13
const WIDGET = 20
/** `FPDFPage_Flatten`: as shown on a screen; the answer that something was changed. */
const NORMAL_DISPLAY = 0
const FLATTENED = 1
/** `FPDFAnnot_GetAP`: the normal appearance. */
const NORMAL = 0
/** The length of an empty UTF-16 text with its end. */
const EMPTY = 2

/**
 * Draws form fields, notes and stamps into the page, so that their text is read like any other.
 * The page must be loaded again where something was drawn. `left` counts the fields that have a
 * value and no appearance: nothing of them is drawn.
 */
function drawFields(library: Library, page: number): { isDrawn: boolean; left: number } {
  let shown = 0
  let left = 0
  for (let index = 0; index < library.FPDFPage_GetAnnotCount(page); index += 1) {
    const annotation = library.FPDFPage_GetAnnot(page, index)
    if (annotation === 0) continue
    const subtype = library.FPDFAnnot_GetSubtype(annotation)
    const isText = subtype === FREE_TEXT || subtype === STAMP || subtype === WIDGET
    if (isText && library.FPDFAnnot_GetAP(annotation, NORMAL, 0, 0) > EMPTY) shown += 1
    else if (subtype === WIDGET && hasValue(library, annotation)) left += 1
    library.FPDFPage_CloseAnnot(annotation)
  }
  const isDrawn = shown > 0 && library.FPDFPage_Flatten(page, NORMAL_DISPLAY) === FLATTENED
  return { isDrawn, left }
}

function hasValue(library: Library, annotation: number): boolean {
  const key = library.malloc(2)
  try {
    library.bytes().set([0x56, 0], key)
    return library.FPDFAnnot_GetStringValue(annotation, key, 0, 0) > EMPTY
  } finally {
    library.free(key)
  }
}
