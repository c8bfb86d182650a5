import { ZvitError } from '../../model/error.ts'
import type { Limits } from '../limits.ts'
import type { PdfPage } from './engine.ts'
import { findLayerFault } from './layer.ts'
import type { Matrix } from './matrix.ts'
import { drawFields } from './pdfium-fields.ts'
import type { Library } from './pdfium-library.ts'
import { readObjects } from './pdfium-objects.ts'
import { countText, readGlyphs } from './pdfium-text.ts'
import { repairGlyphs } from './repair.ts'
import { checkRepetition, type PageSources } from './repetition.ts'
import { makeLevel } from './slant.ts'

/** `FPDF_GetLastError`: 4 is a password that is needed or a security handler that is not known. */
const PASSWORD = 4
const UNSUPPORTED_SECURITY = 5

/** What one open document gives. */
export interface PdfContent {
  readonly pages: readonly PdfPage[]
  readonly hasXfa: boolean
}

/** A file that was looked over. */
export interface PdfFile {
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
  const { bytes } = file
  const data = library.malloc(bytes.length)
  if (data === 0) throw new ZvitError('MEMORY_LIMIT', 'The file does not fit into memory.')
  try {
    library.bytes().set(bytes, data)
    const document = library.FPDF_LoadMemDocument(data, bytes.length, 0)
    if (document === 0) return refuse(library.FPDF_GetLastError())
    try {
      return readDocument(library, document, file)
    } finally {
      library.FPDF_CloseDocument(document)
    }
  } finally {
    library.free(data)
  }
}

function refuse(error: number): null {
  if (error === PASSWORD || error === UNSUPPORTED_SECURITY)
    throw new ZvitError(
      'FILE_ENCRYPTED',
      'The PDF is protected by a password; save it without one and give that file.',
    )
  return null
}

function readDocument(
  library: Library,
  document: number,
  { sources, limits }: PdfFile,
): PdfContent | null {
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
  const first = library.FPDF_LoadPage(document, request.index)
  if (first === 0) return null
  const { isDrawn, left } = drawFields(library, first)
  if (!isDrawn) return readLoaded(library, first, { ...request, fieldsLeft: left })
  library.FPDF_ClosePage(first)
  const page = library.FPDF_LoadPage(document, request.index)
  return page === 0 ? null : readLoaded(library, page, { ...request, fieldsLeft: left })
}

/** Reads a page and closes it. */
function readLoaded(
  library: Library,
  page: number,
  request: PageRequest & { readonly fieldsLeft: number },
): ReadPage {
  const text = library.FPDFText_LoadPage(page)
  const scratch = library.malloc(64)
  try {
    const frame = readFrame(library, page, scratch)
    const source = { library, text, toPage: frame.toPage, scratch }
    const seen = readGlyphs(source, request.left)
    const level =
      seen.slant === 0
        ? null
        : makeLevel(frame.toPage, seen.slant, [frame.width / 2, frame.height / 2])
    const toPage = level?.toPage ?? frame.toPage
    const { rulings, pictures, objects } = readObjects(library, page, {
      toPage,
      scratch,
      mostObjects: request.limits.pageObjects,
    })
    const { glyphs: mapped, broken } = level
      ? readGlyphs({ ...source, toPage, slant: seen.slant }, request.left)
      : seen
    const { glyphs, repaired } = repairGlyphs(mapped)
    const fault = findLayerFault(glyphs)
    const read: PdfPage = {
      number: request.index + 1,
      width: frame.width,
      height: frame.height,
      glyphs,
      rulings,
      pictures,
      characters: countText(source),
      broken,
      ...(fault ? { fault } : {}),
      repaired,
      fieldsLeft: request.fieldsLeft,
      ...(level ? { seenBox: level.seenBox } : {}),
    }
    return { page: read, objects }
  } finally {
    library.free(scratch)
    library.FPDFText_ClosePage(text)
    library.FPDF_ClosePage(page)
  }
}

interface Frame {
  readonly width: number
  readonly height: number
  /** From the page's own space to points from its top left corner as it is seen. */
  readonly toPage: Matrix
}

function readFrame(library: Library, page: number, scratch: number): Frame {
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
