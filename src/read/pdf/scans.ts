import { ZvitError } from '../../model/error.ts'
import type { Limits } from '../limits.ts'
import type { ScannedWord } from '../scan/page.ts'
import type { Picture } from '../scan/picture.ts'
import type { PageScan, PdfPage } from './engine.ts'
import type { Library } from './pdfium-library.ts'
import { renderPage } from './pdfium-render.ts'
import type { Word } from './words.ts'

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
  { library, bytes, limits }: ScanSource,
): Promise<readonly PdfPage[]> {
  const scans = pages.filter(isScan)
  checkScans(scans.length, limits)
  const read = await inTurns(scans, async (page) => {
    const draw = (resolution: number) =>
      renderPage(library, bytes, { index: page.number - 1, resolution, limits })
    return { ...page, ...(await recognisePicture(draw, limits)) }
  })
  const byPage = new Map(scans.map((page, index) => [page, read[index] ?? page]))
  return pages.map((page) => byPage.get(page) ?? page)
}

/** Throws `LIMIT_EXCEEDED` (`scannedPages`). */
export function checkScans(count: number, { scannedPages }: Limits): void {
  if (count > scannedPages)
    throw new ZvitError(
      'LIMIT_EXCEEDED',
      `The file has ${count} scanned pages, the limit «scannedPages» is ${scannedPages}. Split it.`,
    )
}

/** The answers in their order; a few pages are in work at a time, as pictures are large. */
export async function inTurns<Page, Answer>(
  pages: readonly Page[],
  read: (page: Page) => Promise<Answer>,
): Promise<readonly Answer[]> {
  const answers: Answer[] = []
  const left = pages.entries()
  const work = async () => {
    for (const [index, page] of left) answers[index] = await read(page)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return answers
}

function isScan({ characters, pictures }: PdfPage): boolean {
  return characters === 0 && pictures.length > 0
}

/** What a page has of its picture, which is drawn in as many pixels an inch as are asked for. */
export async function recognisePicture(
  draw: (resolution: number) => Picture,
  limits: Limits,
): Promise<Pick<PdfPage, 'width' | 'height' | 'rulings'> & { readonly scan: PageScan }> {
  const [{ scanPage }, { recognise }] = await Promise.all([
    import('../scan/page.ts'),
    import('../scan/engine.ts'),
  ])
  const scanned = await scanPage({ draw, recognise, limits })
  const { width, height, rulings, words, seenBox } = scanned
  return { width, height, rulings, scan: { words: words.map(toWord), seenBox } }
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
