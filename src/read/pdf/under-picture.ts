import { findInk } from '../../ocr/ink.ts'
import { seenFrom } from '../../ocr/page.ts'
import { whiten } from '../../ocr/picture.ts'
import { findPixelLines } from '../../ocr/pixel-lines.ts'
import { findSlant, level } from '../../ocr/slant.ts'
import { withoutStamps } from '../../ocr/stamps.ts'
import { type Glyphs, isRecognised, type PdfPage, PLACE } from '../../pdf/engine.ts'
import { renderPage } from '../../pdf/pdfium-render.ts'
import type { ScanSource } from './scans.ts'

/** Pixels an inch; the thinnest printed lines are two pixels wide. */
const RESOLUTION = 200
const POINTS = 72
const DEGREE = Math.PI / 180

/**
 * The pages, and for those whose text another program recognised and laid under their picture the
 * lines of the tables in that picture, with the page levelled. Of a long scan the first
 * `scannedPages` pages are looked at.
 */
export function addPictureLines(pages: readonly PdfPage[], source: ScanSource): PdfPage[] {
  let left = source.limits.scannedPages
  return pages.map((page) => {
    if (page.scan || !isRecognised(page) || page.rulings.length > 0 || left === 0) return page
    left -= 1
    return addLines(page, source)
  })
}

function addLines(page: PdfPage, { library, bytes, limits }: ScanSource): PdfPage {
  const request = { index: page.number - 1, resolution: RESOLUTION, limits }
  const picture = withoutStamps(renderPage(library, bytes, request))
  const slant = findSlant(findInk(picture, RESOLUTION))
  const straight = whiten(slant === 0 ? picture : level(picture, slant))
  const { rulings } = findPixelLines(findInk(straight, RESOLUTION), RESOLUTION)
  if (slant === 0 || rulings.length === 0) return { ...page, rulings }
  const [width, height] = [straight.width, straight.height].map(
    (size) => (size * POINTS) / RESOLUTION,
  )
  const size = { width: width ?? 0, height: height ?? 0 }
  return {
    ...page,
    rulings,
    glyphs: levelGlyphs(page.glyphs, slant, size),
    seenBox: seenFrom({ ...size, slant, turn: 0 }),
  }
}

interface Size {
  readonly width: number
  readonly height: number
}

/** Each character moved to where it stands on the level page; its box keeps its size. */
function levelGlyphs(glyphs: Glyphs, slant: number, { width, height }: Size): Glyphs {
  const [cos, sin] = [Math.cos(slant * DEGREE), Math.sin(slant * DEGREE)]
  const places = glyphs.places.slice()
  for (let at = 0; at < PLACE * glyphs.count; at += PLACE) {
    const [across, down] = [(places[at + 4] ?? 0) - width / 2, (places[at + 5] ?? 0) - height / 2]
    const x = across * cos + down * sin - across
    const y = down * cos - across * sin - down
    for (let index = 0; index < PLACE; index += 1)
      places[at + index] = (places[at + index] ?? 0) + (index % 2 === 0 ? x : y)
  }
  return { ...glyphs, places }
}
