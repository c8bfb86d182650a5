import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { init } from '@embedpdf/pdfium'
import type { Picture } from './picture.ts'

/** FPDFBitmap_Gray (fpdfview.h). */
const GREY = 1
const WHITE = 0xffffffff
const POINTS_PER_INCH = 72

/** The pages of a PDF as grey pictures, drawn by PDFium in this process. */
export async function renderPages(pdf: Uint8Array, dpi: number): Promise<readonly Picture[]> {
  const wasm = fileURLToPath(import.meta.resolve('@embedpdf/pdfium/pdfium.wasm'))
  const library = await init({ wasmBinary: new Uint8Array(readFileSync(wasm)).buffer })
  library.PDFiumExt_Init()
  // The package does not declare the memory that its module has.
  const memory = library.pdfium as typeof library.pdfium & { readonly HEAPU8: Uint8Array }
  const data = memory.wasmExports.malloc(pdf.length)
  memory.HEAPU8.set(pdf, data)
  const document = library.FPDF_LoadMemDocument(data, pdf.length, '')
  if (document === 0) throw new Error('PDFium does not open the printed PDF.')
  const pages = Array.from({ length: library.FPDF_GetPageCount(document) }, (_, at) => {
    const page = library.FPDF_LoadPage(document, at)
    const width = Math.round((library.FPDF_GetPageWidthF(page) * dpi) / POINTS_PER_INCH)
    const height = Math.round((library.FPDF_GetPageHeightF(page) * dpi) / POINTS_PER_INCH)
    const bitmap = library.FPDFBitmap_CreateEx(width, height, GREY, 0, 0)
    library.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, WHITE)
    library.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, 0)
    const start = library.FPDFBitmap_GetBuffer(bitmap)
    const stride = library.FPDFBitmap_GetStride(bitmap)
    const grey = new Uint8Array(width * height)
    for (let row = 0; row < height; row += 1) {
      const from = start + row * stride
      grey.set(memory.HEAPU8.subarray(from, from + width), row * width)
    }
    library.FPDFBitmap_Destroy(bitmap)
    library.FPDF_ClosePage(page)
    return { width, height, grey, dpi }
  })
  library.FPDF_CloseDocument(document)
  memory.wasmExports.free(data)
  return pages
}
