import type { Limits } from '../../containers/limits.ts'
import type { Box } from '../../document/page-content.ts'
import type { Scanning } from '../../document/scanning.ts'
import type { Document } from '../../model/document.ts'
import type { Picture } from '../../ocr/picture.ts'
import { resize } from '../../ocr/picture.ts'
import { openPictures, type PicturePage } from '../../ocr/picture-file.ts'
import { layOut } from '../../page/layout.ts'
import { notesOfAligned } from '../pdf/notes.ts'
import { notesOfScan } from '../pdf/scan-notes.ts'
import {
  checkScans,
  inTurns,
  type PictureReading,
  recognisePicture,
  type ScanWork,
} from '../pdf/scans.ts'

const POINTS = 72
/** The longer side of A4, inches: what a page is taken for where the file states no size. */
const LONG_SIDE = 11.69
/** A stated resolution is believed where the page would be as long as this, inches. */
const SHORTEST_PAGE = 4
const LONGEST_PAGE = 50
/** A smaller picture is no whole page. */
const COARSEST = 50

/**
 * What is recognised from a picture of a page, or from each page of a TIFF; boxes in pixels.
 * Throws `UNSUPPORTED_FORMAT`, `FILE_DAMAGED`, `LIMIT_EXCEEDED` (`scannedPages`, `pixels`, `pieces`,
 * `totalBytes`, `cells`), `TIME_LIMIT`, `ENGINE_MISSING`.
 */
export async function readImage(
  bytes: Uint8Array,
  limits: Limits,
  scanning: Scanning = {},
): Promise<Document> {
  const pictures = await openPictures(bytes, limits)
  checkScans(pictures.length, limits)
  const pages = await inTurns([...pictures.entries()], scanning, ([index, page], work) =>
    readPage(page, index + 1, { ...work, limits }),
  )
  const { blocks, asides, alignedPages } = layOut(
    pages.map(({ scan, ...page }) => ({ ...page, ...scan })),
    limits,
    scanning.spelling?.language,
  )
  return {
    format: 'image',
    pages: pages.length,
    textSource: 'ocr',
    blocks,
    asides,
    source: null,
    diagnostics: [...pages.flatMap(notesOfScan), ...notesOfAligned(alignedPages)],
  }
}

async function readPage(
  page: PicturePage,
  number: number,
  work: ScanWork & { readonly limits: Limits },
): Promise<PictureReading & { readonly number: number }> {
  const picture = await page.read()
  const resolution = resolutionOf(picture, page.resolution)
  const draw = (wanted: number) => resize(picture, wanted / resolution)
  const { scan, ...rest } = await recognisePicture(draw, work)
  const scale = resolution / POINTS
  const seenBox = (box: Box): Box => {
    const [x0, y0, x1, y1] = scan.seenBox(box)
    return [
      x0 * scale,
      y0 * scale,
      Math.min(picture.width, x1 * scale),
      Math.min(picture.height, y1 * scale),
    ]
  }
  return { number, ...rest, scan: { ...scan, seenBox } }
}

function resolutionOf({ width, height }: Picture, stated: number | null): number {
  const longer = Math.max(width, height)
  const length = stated === null || stated <= 0 ? 0 : longer / stated
  return length >= SHORTEST_PAGE && length <= LONGEST_PAGE && (stated ?? 0) > POINTS * 1.4
    ? (stated ?? POINTS)
    : Math.max(COARSEST, longer / LONG_SIDE)
}
