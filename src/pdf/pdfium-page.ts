import { ZvitError } from '../model/error.ts'
import type { Matrix } from './matrix.ts'
import { drawFields } from './pdfium-fields.ts'
import type { Library } from './pdfium-library.ts'
import { type PageText, readGlyphs, type TextSource } from './pdfium-text.ts'
import { type Level, makeLevel } from './slant.ts'

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
export interface OpenPage {
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
export interface LevelText extends PageText {
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
