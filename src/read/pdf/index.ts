import { type Diagnostic, diagnostic } from '../../model/diagnostics.ts'
import type { Document } from '../../model/document.ts'
import { ZvitError } from '../../model/error.ts'
import type { Limits } from '../limits.ts'
import type { PdfPage } from './engine.ts'
import { layOut } from './layout.ts'
import { type PdfContent, readWithPdfium } from './pdfium.ts'
import { dropLibrary } from './pdfium-library.ts'
import { readWithSecondReader } from './second-reader.ts'

/**
 * What stands in a PDF: tables as their lines draw them (one a page), paragraphs between them, page
 * numbers and running heads apart; places with page and box.
 *
 * Throws `FILE_ENCRYPTED` (a password is needed to open it), `FILE_DAMAGED`, `NO_TEXT` (a scan),
 * `LIMIT_EXCEEDED` (`pages`, `pageObjects`, `characters`, `cells`). Notifies `READ_SECOND_READER`,
 * `READ_PAGE_WITHOUT_TEXT`, `READ_TEXT_LAYER_BROKEN`, `READ_HIDDEN_TEXT`.
 */
export async function readPdf(bytes: Uint8Array, limits: Limits): Promise<Document> {
  const content = await readFirst(bytes, limits)
  if (content === null) return readWithSecondReader(bytes, limits)
  const { pages } = content
  checkText(pages)
  const { blocks, asides } = layOut(pages, limits)
  return {
    format: 'pdf',
    pages: pages.length,
    textSource: 'digital',
    blocks,
    asides,
    source: pages.reduce((sum, page) => sum + page.characters, 0),
    diagnostics: pages.flatMap(diagnosticsOf),
  }
}

/** A crash inside PDFium is a refusal too; its memory is not used again. */
async function readFirst(bytes: Uint8Array, limits: Limits): Promise<PdfContent | null> {
  try {
    return await readWithPdfium(bytes, limits)
  } catch (error) {
    if (error instanceof ZvitError) throw error
    dropLibrary()
    return null
  }
}

function checkText(pages: readonly PdfPage[]): void {
  if (pages.some((page) => page.characters > 0)) return
  const pictures = pages.filter((page) => page.pictures.length > 0).length
  throw new ZvitError(
    'NO_TEXT',
    pictures > 0
      ? `The PDF is a scan: ${pictures} of ${pages.length} pages hold pictures and none holds text. Recognise its text (OCR) first.`
      : `The PDF has ${pages.length} pages and no text.`,
  )
}

function diagnosticsOf(page: PdfPage): Diagnostic[] {
  const place = { page: page.number }
  const found: Diagnostic[] = []
  if (page.characters === 0 && page.pictures.length > 0)
    found.push(
      diagnostic('READ_PAGE_WITHOUT_TEXT', place, `Page ${page.number} is a picture without text.`),
    )
  if (page.broken > 0)
    found.push(
      diagnostic(
        'READ_TEXT_LAYER_BROKEN',
        place,
        `${page.broken} characters of page ${page.number} have no Unicode value.`,
      ),
    )
  if (page.glyphs.some(({ run }) => !run.isVisible))
    found.push(
      diagnostic('READ_HIDDEN_TEXT', place, `Page ${page.number} holds text that is not drawn.`),
    )
  return found
}
