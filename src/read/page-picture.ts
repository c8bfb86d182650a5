import type { Limits } from '../containers/limits.ts'
import { sniff } from '../containers/sniff.ts'

/** Pixels of an inch on a screen, and channels of a colour. */
const SEEN = { resolution: 96, channels: 3 } as const

/**
 * A page of a PDF at 96 pixels an inch, or a picture of a file as it is, as PNG; `number` is 1-based. Throws
 * `FILE_DAMAGED`, `LIMIT_EXCEEDED`, `ENGINE_MISSING`.
 */
export async function drawPage(
  bytes: Uint8Array,
  number: number,
  limits: Limits,
): Promise<Uint8Array> {
  const { openPictures, pngOf } = await import('../ocr/picture-file.ts')
  if (sniff(bytes) !== 'pdf') {
    const picture = await (await openPictures(bytes, limits))[number - 1]?.read()
    return pngOf(picture?.pixels ?? new Uint8Array(1), picture ?? { width: 1, height: 1 })
  }
  const [{ loadLibrary }, { renderPage }] = await Promise.all([
    import('../pdf/pdfium-library.ts'),
    import('../pdf/pdfium-render.ts'),
  ])
  const request = { index: number - 1, resolution: SEEN.resolution, limits }
  const { grey, colours } = renderPage(await loadLibrary(), bytes, request)
  if (colours === null) return pngOf(grey.pixels, grey)
  return pngOf(redFirst(colours.colours), colours)
}

/** PDFium draws blue, green, red. */
function redFirst(colours: Uint8Array): Uint8Array {
  const turned = new Uint8Array(colours)
  for (let at = 0; at < turned.length; at += SEEN.channels) {
    turned[at] = colours[at + 2] ?? 0
    turned[at + 2] = colours[at] ?? 0
  }
  return turned
}
