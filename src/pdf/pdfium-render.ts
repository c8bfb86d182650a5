import type { Limits } from '../containers/limits.ts'
import type { ColourPicture, Picture } from '../document/page-content.ts'
import { ZvitError } from '../model/error.ts'
import { readFrame, withDocument } from './pdfium.ts'
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

interface RenderRequest {
  /** 0-based. */
  readonly index: number
  /** Pixels an inch. */
  readonly resolution: number
  readonly limits: Limits
}

/** A page as it is seen; in colours, too, where it has a picture in colours. */
interface RenderedPage {
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
  return withDocument(library, bytes, (document) => {
    const page = document === 0 ? 0 : library.FPDF_LoadPage(document, request.index)
    if (page === 0) throw damaged()
    const scratch = library.malloc(DESCRIPTION)
    try {
      const sheet = { library, page, scratch, pictures: picturesOf(library, page) }
      checkPictures(sheet, request)
      const grey = render(sheet, request)
      const { width, height } = grey
      if (!hasColours(sheet)) return { grey, colours: null }
      const colours = draw(library, page, { width, height, ...COLOURS })
      return { grey, colours: { width, height, colours } }
    } finally {
      library.free(scratch)
      library.FPDF_ClosePage(page)
    }
  })
}

/** An open page with its pictures; handles of PDFium. */
interface Sheet {
  readonly library: Library
  readonly page: number
  /** Memory for what is asked for, `DESCRIPTION` bytes. */
  readonly scratch: number
  readonly pictures: readonly number[]
}

function damaged(cause?: unknown): ZvitError {
  const message = 'A page cannot be drawn. Ask for the file again.'
  return new ZvitError('FILE_DAMAGED', message, { cause })
}

/** The pictures of a page; those within forms are bounded by `engineBytes` alone. */
function picturesOf(library: Library, page: number): number[] {
  const count = library.FPDFPage_CountObjects(page)
  return Array.from({ length: count }, (_, place) =>
    library.FPDFPage_GetObject(page, place),
  ).filter((object) => library.FPDFPageObj_GetType(object) === IMAGE)
}

/** Before they are unpacked. */
function checkPictures({ library, scratch, pictures }: Sheet, request: RenderRequest): void {
  const { index, limits } = request
  let pixels = 0
  for (const object of pictures) {
    if (library.FPDFImageObj_GetImagePixelSize(object, scratch, scratch + 4) === 0) continue
    const [width = 0, height = 0] = library.integers().subarray(scratch >> 2, (scratch >> 2) + 2)
    pixels += (width >>> 0) * (height >>> 0)
  }
  if (pixels > limits.pixels)
    throw new ZvitError(
      'LIMIT_EXCEEDED',
      `The pictures of page ${index + 1} have ${pixels} pixels, the limit «pixels» is ${limits.pixels}.`,
    )
}

/** True where a picture of the page has colours. */
function hasColours({ library, page, scratch, pictures }: Sheet): boolean {
  return pictures.some(
    (object) =>
      library.FPDFImageObj_GetImageMetadata(object, page, scratch) !== 0 &&
      (library.integers()[(scratch + BITS_AT) >> 2] ?? 0) >= COLOUR_BITS,
  )
}

function render({ library, page, scratch }: Sheet, request: RenderRequest): Picture {
  const frame = readFrame(library, page, scratch)
  const width = Math.max(1, Math.round((frame.width * request.resolution) / 72))
  const height = Math.max(1, Math.round((frame.height * request.resolution) / 72))
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
