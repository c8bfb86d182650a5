import type { Limits } from '../containers/limits.ts'
import { ZvitError } from '../model/error.ts'
import type { PdfPage } from './engine.ts'
import type { Library } from './pdfium-library.ts'
import { readObjects } from './pdfium-objects.ts'
import { type OpenPage, readText, withDocument, withPage } from './pdfium-page.ts'
import { countText } from './pdfium-text.ts'
import { repairGlyphs } from './repair.ts'
import { checkRepetition, type PageSources } from './repetition.ts'

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
