import type { Limits } from '../containers/limits.ts'
import type { ColourPicture, Picture } from '../document/page-content.ts'
import { ZvitError } from '../model/error.ts'
import { dropLibrary, type Library } from './pdfium-library.ts'

/** `FPDF_PAGEOBJ_IMAGE`. */
const IMAGE = 3
/** `FPDFBitmap_Gray` and `FPDFBitmap_BGR`, with the bytes that a pixel takes. */
const GREY = { format: 1, samples: 1 } as const
const COLOURS = { format: 2, samples: 3 } as const
/** Of a picture in colours; where the bits stand in its description. */
const COLOUR_BITS = 24
const DESCRIPTION = 28
const BITS_AT = 16
const WHITE = 0xffffffff
/** FPDF_ANNOT: stamps and filled fields belong to what is seen. */
const WITH_ANNOTATIONS = 1

export interface RenderRequest {
  /** 0-based. */
  readonly index: number
  /** Pixels an inch. */
  readonly resolution: number
  readonly limits: Limits
}

/** A page as it is seen; in colours, too, where it has a picture in colours. */
export interface RenderedPage {
  readonly grey: Picture
  readonly colours: ColourPicture | null
}

/** Throws `FILE_DAMAGED`, `LIMIT_EXCEEDED` (`pixels`, `engineBytes`). */
export function renderPage(
  library: Library,
  bytes: Uint8Array,
  request: RenderRequest,
): RenderedPage {
  return guardEngine(library, { bytes, limits: request.limits }, () =>
    drawPage(library, bytes, request),
  )
}

/**
 * What `use` makes of a file with an engine that read it before. Throws `FILE_DAMAGED` where the engine
 * crashes, `LIMIT_EXCEEDED` (`engineBytes`).
 */
export function guardEngine<Answer>(
  library: Library,
  { bytes, limits }: { readonly bytes: Uint8Array; readonly limits: Limits },
  use: () => Answer,
): Answer {
  library.allow(limits.engineBytes + bytes.length)
  try {
    return use()
  } catch (error) {
    if (error instanceof ZvitError) throw error
    // A crash inside PDFium: its memory is not used again.
    dropLibrary()
    if (!library.isExhausted()) throw damaged(error)
    throw new ZvitError(
      'LIMIT_EXCEEDED',
      `A picture needs more memory than the limit «engineBytes», ${limits.engineBytes}, allows.`,
      { cause: error },
    )
  }
}

function drawPage(library: Library, bytes: Uint8Array, request: RenderRequest): RenderedPage {
  const data = library.malloc(bytes.length)
  if (data === 0) throw new ZvitError('MEMORY_LIMIT', 'The file does not fit into memory.')
  try {
    library.bytes().set(bytes, data)
    const document = library.FPDF_LoadMemDocument(data, bytes.length, 0)
    if (document === 0) throw damaged()
    try {
      const page = library.FPDF_LoadPage(document, request.index)
      if (page === 0) throw damaged()
      try {
        checkPictures(library, page, request)
        const grey = render(library, page, request)
        const { width, height } = grey
        if (!hasColours(library, page)) return { grey, colours: null }
        const colours = draw(library, page, { width, height, ...COLOURS })
        return { grey, colours: { width, height, colours } }
      } finally {
        library.FPDF_ClosePage(page)
      }
    } finally {
      library.FPDF_CloseDocument(document)
    }
  } finally {
    library.free(data)
  }
}

function damaged(cause?: unknown): ZvitError {
  const message = 'A page cannot be drawn. Ask for the file again.'
  return new ZvitError('FILE_DAMAGED', message, { cause })
}

/** Before they are unpacked; pictures within forms are bounded by `engineBytes` alone. */
function checkPictures(library: Library, page: number, { index, limits }: RenderRequest): void {
  const scratch = library.malloc(8)
  const count = library.FPDFPage_CountObjects(page)
  let pixels = 0
  for (let place = 0; place < count; place += 1) {
    const object = library.FPDFPage_GetObject(page, place)
    if (library.FPDFPageObj_GetType(object) !== IMAGE) continue
    if (library.FPDFImageObj_GetImagePixelSize(object, scratch, scratch + 4) === 0) continue
    const [width = 0, height = 0] = library.integers().subarray(scratch >> 2, (scratch >> 2) + 2)
    pixels += (width >>> 0) * (height >>> 0)
  }
  library.free(scratch)
  if (pixels > limits.pixels)
    throw new ZvitError(
      'LIMIT_EXCEEDED',
      `The pictures of page ${index + 1} have ${pixels} pixels, the limit «pixels» is ${limits.pixels}.`,
    )
}

/** True where a picture of the page has colours. */
function hasColours(library: Library, page: number): boolean {
  const scratch = library.malloc(DESCRIPTION)
  const count = library.FPDFPage_CountObjects(page)
  let isColoured = false
  for (let place = 0; place < count && !isColoured; place += 1) {
    const object = library.FPDFPage_GetObject(page, place)
    if (library.FPDFPageObj_GetType(object) !== IMAGE) continue
    if (library.FPDFImageObj_GetImageMetadata(object, page, scratch) === 0) continue
    isColoured = (library.integers()[(scratch + BITS_AT) >> 2] ?? 0) >= COLOUR_BITS
  }
  library.free(scratch)
  return isColoured
}

function render(library: Library, page: number, request: RenderRequest): Picture {
  const [across, down] = sizeOf(library, page)
  const width = Math.max(1, Math.round((across * request.resolution) / 72))
  const height = Math.max(1, Math.round((down * request.resolution) / 72))
  if (width * height > request.limits.pixels)
    throw new ZvitError(
      'LIMIT_EXCEEDED',
      `Page ${request.index + 1} has ${width} × ${height} pixels, the limit «pixels» is ${request.limits.pixels}.`,
    )
  return { width, height, pixels: draw(library, page, { width, height, ...GREY }) }
}

interface Drawing {
  readonly width: number
  readonly height: number
  readonly format: number
  readonly samples: number
}

/** The samples of the page, row by row. */
function draw(library: Library, page: number, drawing: Drawing): Uint8Array {
  const { width, height, format } = drawing
  const bitmap = library.FPDFBitmap_CreateEx(width, height, format, 0, 0)
  if (bitmap === 0) throw new ZvitError('MEMORY_LIMIT', 'The page does not fit into memory.')
  try {
    library.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, WHITE)
    library.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, WITH_ANNOTATIONS)
    return copyRows(library, bitmap, drawing)
  } finally {
    library.FPDFBitmap_Destroy(bitmap)
  }
}

function sizeOf(library: Library, page: number): readonly [number, number] {
  const scratch = library.malloc(16)
  library.FPDF_GetPageBoundingBox(page, scratch)
  const box = library.floats().slice(scratch >> 2, (scratch >> 2) + 4)
  library.free(scratch)
  const [left = 0, top = 0, right = 0, bottom = 0] = box
  const isTurned = library.FPDFPage_GetRotation(page) % 2 === 1
  return isTurned ? [top - bottom, right - left] : [right - left, top - bottom]
}

function copyRows(
  library: Library,
  bitmap: number,
  { width, height, samples }: Drawing,
): Uint8Array {
  const buffer = library.FPDFBitmap_GetBuffer(bitmap)
  const stride = library.FPDFBitmap_GetStride(bitmap)
  const source = library.bytes()
  const length = samples * width
  const rows = new Uint8Array(length * height)
  for (let y = 0; y < height; y += 1) {
    const row = buffer + y * stride
    rows.set(source.subarray(row, row + length), y * length)
  }
  return rows
}
