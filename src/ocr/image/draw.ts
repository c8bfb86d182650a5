import type { Limits } from '../../containers/limits.ts'
import { loadLibrary } from '../../pdf/pdfium-library.ts'
import { renderPage } from '../../pdf/pdfium-render.ts'
import type { Picture } from '../picture.ts'
import { withoutStamps } from '../stamps.ts'
import { type Strip, wrapPicture } from './wrap.ts'

const POINTS = 72

export interface DrawRequest {
  readonly width: number
  readonly height: number
  readonly strips: readonly Strip[]
  readonly limits: Limits
}

/**
 * The picture that its packed strips give, in grey. Throws `FILE_DAMAGED`, `LIMIT_EXCEEDED`
 * (`pixels`, `engineBytes`).
 */
export async function drawWrapped({
  width,
  height,
  strips,
  limits,
}: DrawRequest): Promise<Picture> {
  const library = await loadLibrary()
  const bytes = wrapPicture(width, height, strips)
  return withoutStamps(renderPage(library, bytes, { index: 0, resolution: POINTS, limits }))
}
