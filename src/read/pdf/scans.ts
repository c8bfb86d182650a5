import { ZvitError } from '../../model/error.ts'
import type { Limits } from '../limits.ts'
import type { ScannedPage, ScannedWord } from '../scan/page.ts'
import type { PdfPage } from './engine.ts'
import type { Library } from './pdfium-library.ts'
import { renderPage } from './pdfium-render.ts'
import type { Word } from './words.ts'

/** Letters of usual size are read best at this resolution, pixels an inch. */
const RESOLUTION = 200
/** Pages read at a time: one is prepared while the engines read another. */
const AT_ONCE = 2

export interface ScanSource {
  readonly library: Library
  readonly bytes: Uint8Array
  readonly limits: Limits
}

/**
 * The pages, and for those that are pictures without text what is recognised from them. Throws
 * `LIMIT_EXCEEDED` (`scannedPages`, `pixels`, `pieces`), `TIME_LIMIT`.
 */
export async function recognisePages(
  pages: readonly PdfPage[],
  source: ScanSource,
): Promise<readonly PdfPage[]> {
  const scans = pages.filter(isScan)
  if (scans.length === 0) return pages
  const { scannedPages } = source.limits
  if (scans.length > scannedPages)
    throw new ZvitError(
      'LIMIT_EXCEEDED',
      `The PDF has ${scans.length} scanned pages, the limit «scannedPages» is ${scannedPages}.`,
    )
  const read = new Map<PdfPage, PdfPage>()
  const left = scans.values()
  const work = async () => {
    for (const page of left) read.set(page, await recognisePage(page, source))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return pages.map((page) => read.get(page) ?? page)
}

function isScan({ characters, pictures }: PdfPage): boolean {
  return characters === 0 && pictures.length > 0
}

async function recognisePage(
  page: PdfPage,
  { library, bytes, limits }: ScanSource,
): Promise<PdfPage> {
  const [{ scanPage }, { recognise }] = await Promise.all([
    import('../scan/page.ts'),
    import('../scan/engine.ts'),
  ])
  const request = { index: page.number - 1, resolution: RESOLUTION, limits }
  const picture = renderPage(library, bytes, request)
  if (picture === null) return page
  const scanned = await scanPage({ picture, resolution: RESOLUTION, recognise, limits })
  return { ...page, rulings: scanned.rulings, recognised: wordsOf(scanned) }
}

function wordsOf({ words }: ScannedPage): Word[] {
  return words.map(toWord)
}

function toWord({ text, confidence, box, baseline, size }: ScannedWord): Word {
  return {
    text,
    box,
    start: box[0],
    end: box[2],
    baseline,
    size,
    turn: 0,
    isVisible: true,
    isTilted: false,
    blankBefore: true,
    blankAfter: true,
    confidence,
  }
}
