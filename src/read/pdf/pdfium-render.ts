import { ZvitError } from '../../model/error.ts'
import type { Limits } from '../limits.ts'
import type { Picture } from '../scan/picture.ts'
import type { Library } from './pdfium-library.ts'

const GREY = 1
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

/** A page as it is seen, in shades of grey. Throws `FILE_DAMAGED`, `LIMIT_EXCEEDED` (`pixels`). */
export function renderPage(
  library: Library,
  bytes: Uint8Array,
  { index, resolution, limits }: RenderRequest,
): Picture {
  const data = library.malloc(bytes.length)
  if (data === 0) throw new ZvitError('MEMORY_LIMIT', 'The file does not fit into memory.')
  try {
    library.bytes().set(bytes, data)
    const document = library.FPDF_LoadMemDocument(data, bytes.length, 0)
    if (document === 0) throw damaged()
    try {
      const page = library.FPDF_LoadPage(document, index)
      if (page === 0) throw damaged()
      try {
        return render(library, page, { index, resolution, limits })
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

function damaged(): ZvitError {
  return new ZvitError('FILE_DAMAGED', 'A page cannot be drawn. Ask for the file again.')
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
  const bitmap = library.FPDFBitmap_CreateEx(width, height, GREY, 0, 0)
  if (bitmap === 0) throw new ZvitError('MEMORY_LIMIT', 'The page does not fit into memory.')
  try {
    library.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, WHITE)
    library.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, WITH_ANNOTATIONS)
    return copyRows(library, bitmap, width, height)
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

function copyRows(library: Library, bitmap: number, width: number, height: number): Picture {
  const buffer = library.FPDFBitmap_GetBuffer(bitmap)
  const stride = library.FPDFBitmap_GetStride(bitmap)
  const source = library.bytes()
  const pixels = new Uint8Array(width * height)
  for (let y = 0; y < height; y += 1) {
    const row = buffer + y * stride
    pixels.set(source.subarray(row, row + width), y * width)
  }
  return { width, height, pixels }
}
