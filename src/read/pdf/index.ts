import type { Limits } from '../../containers/limits.ts'
import type { PageContent } from '../../document/page-content.ts'
import { joinRulings } from '../../document/ruling.ts'
import type { Scanning } from '../../document/scanning.ts'
import { diagnostic } from '../../model/diagnostics.ts'
import type { Document, TextSource } from '../../model/document.ts'
import { ZvitError } from '../../model/error.ts'
import { layOut } from '../../page/layout.ts'
import { checkFile, type PageSources } from '../../pdf/damage.ts'
import { isRecognised, type PageScan, type PdfPage } from '../../pdf/engine.ts'
import { turnUpright } from '../../pdf/level.ts'
import { type PdfContent, readWithPdfium } from '../../pdf/pdfium.ts'
import { dropLibrary, loadLibrary } from '../../pdf/pdfium-library.ts'
import { readWithSecondReader } from '../../pdf/second-reader.ts'
import { buildWords, hideDoubled } from '../../pdf/words.ts'
import { countCharacters } from '../../text/compose.ts'
import { diagnosticsOf, notesOfAligned } from './notes.ts'
import { recognisePages, type ScanSource } from './scans.ts'

/**
 * What stands in a PDF: tables as their lines draw them (one a page), paragraphs between them, page
 * numbers and running heads apart; places with page and box.
 *
 * Pages that are pictures are recognised.
 *
 * Throws `FILE_ENCRYPTED` (a password is needed to open it), `FILE_DAMAGED`, `NO_TEXT`, `TIME_LIMIT`
 * (`pageSeconds`, or a piece that takes a minute to recognise), `LIMIT_EXCEEDED` (`pages`,
 * `scannedPages`, `pixels`, `scannedPieces`, `pageObjects`, `documentObjects`, `repeatedObjects`,
 * `repeatedBytes`, `characters`, `cells`,
 * `streamBytes`, `streamRatio`, `totalBytes`, `engineBytes`, `secondReaderBytes`). Notifies
 * `READ_SECOND_READER`,
 * `READ_PAGE_WITHOUT_TEXT`, `READ_TEXT_LAYER_BROKEN`, `READ_HIDDEN_TEXT`, `READ_PICTURE`,
 * `READ_FORM_LEFT_OUT`.
 */
export async function readPdf(
  bytes: Uint8Array,
  limits: Limits,
  scanning: Scanning = {},
): Promise<Document> {
  const sources = checkFile(bytes, limits)
  const content = await readFirst(bytes, sources, limits)
  if (content === null) return readRefused(bytes, limits, scanning)
  const library = await loadLibrary()
  const pages = await seePictures(content.pages, { library, bytes, limits, scanning })
  return documentOf({ ...content, pages }, limits, scanning)
}

/** A file that PDFium refuses, by the second reader: no lines part its tables. */
async function readRefused(
  bytes: Uint8Array,
  limits: Limits,
  scanning: Scanning,
): Promise<Document> {
  const pages = await readWithSecondReader(bytes, limits)
  const document = documentOf({ pages, hasXfa: false }, limits, scanning)
  const told = 'The first reader refused the file; its text was read without lines and pictures.'
  const note = diagnostic('READ_SECOND_READER', [], told)
  return { ...document, diagnostics: [note, ...document.diagnostics] }
}

function documentOf(content: PdfContent, limits: Limits, { spelling }: Scanning): Document {
  const { pages } = content
  checkText(pages)
  const layout = layOut(pages.map(contentOf), limits, spelling?.language)
  const { blocks, asides, alignedPages } = layout
  return {
    format: 'pdf',
    pages: pages.length,
    textSource: textSourceOf(pages),
    blocks,
    asides,
    source: sourceOf(pages),
    diagnostics: [...diagnosticsOf(content, asides), ...notesOfAligned(alignedPages)],
  }
}

/** What the pictures of pages say; the rooms that look at pictures are loaded when there are some. */
async function seePictures(
  found: readonly PdfPage[],
  source: ScanSource,
): Promise<readonly PdfPage[]> {
  const pages = await recognisePages(found, source)
  if (!pages.some(isRecognised)) return pages
  const { addPictureLines } = await import('./under-picture.ts')
  return addPictureLines(pages, source)
}

/** The page as it is read: its words, also those that stand under a picture or were recognised from it. */
function contentOf(seen: PdfPage): PageContent {
  const page = turnUpright(seen)
  const { number, width, height, glyphs, rulings, scan, seenBox = scan?.seenBox } = page
  const words = buildWords(glyphs, joinRulings(rulings))
  const own = isRecognised(page)
    ? words.map((word) => ({ ...word, isVisible: true }))
    : hideDoubled(words)
  return { number, width, height, rulings, words: [...own, ...(scan?.words ?? [])], seenBox }
}

/** A crash inside PDFium is a refusal too, unless memory ran out; its memory is not used again. */
async function readFirst(
  bytes: Uint8Array,
  sources: PageSources,
  limits: Limits,
): Promise<PdfContent | null> {
  const library = await loadLibrary()
  library.allow(limits.engineBytes + bytes.length)
  try {
    return await readWithPdfium(library, { bytes, sources, limits })
  } catch (error) {
    if (error instanceof ZvitError) throw error
    dropLibrary()
    if (!library.isExhausted()) return null
    throw new ZvitError(
      'LIMIT_EXCEEDED',
      `The PDF needs more memory than the limit «engineBytes», ${limits.engineBytes}, allows.`,
      { cause: error },
    )
  }
}

function checkText(pages: readonly PdfPage[]): void {
  if (pages.some(({ characters, scan }) => characters > 0 || hasWords(scan))) return
  const pictures = pages.filter((page) => page.pictures.length > 0).length
  throw new ZvitError(
    'NO_TEXT',
    pictures > 0
      ? `The PDF is a scan: ${pictures} of ${pages.length} pages hold pictures, and no text could be recognised. Scan it again more cleanly.`
      : `The PDF has ${pages.length} pages and no text.`,
  )
}

function hasWords(scan: PageScan | undefined): boolean {
  return scan !== undefined && scan.words.length > 0
}

/** Null for a scan; what was recognised from some pages of others counts as it was recognised. */
function sourceOf(pages: readonly PdfPage[]): number | null {
  if (pages.every(({ characters }) => characters === 0)) return null
  return pages.reduce(
    (sum, { characters, scan }) =>
      sum + characters + countCharacters(scan?.words.map(({ text }) => text).join(' ') ?? ''),
    0,
  )
}

/** Text that is not drawn lies under a picture that it was recognised from. */
function textSourceOf(pages: readonly PdfPage[]): TextSource {
  const read = pages.filter((page) => page.characters > 0 || hasWords(page.scan))
  const recognised = read.filter((page) => hasWords(page.scan) || isRecognised(page)).length
  if (recognised === 0) return 'digital'
  return recognised === read.length ? 'ocr' : 'mixed'
}
