import type { Limits } from '../../containers/limits.ts'
import type { Box, Picture, Word } from '../../document/page-content.ts'
import { type Counter, countRecognised, type Scanning } from '../../document/scanning.ts'
import { ZvitError } from '../../model/error.ts'
import type { Recognise } from '../../ocr/engine.ts'
import type { ScannedWord } from '../../ocr/piece.ts'
import { withoutStamps } from '../../ocr/stamps.ts'
import { isRecognised, NO_GLYPHS, type PageScan, type PdfPage, PLACE } from '../../pdf/engine.ts'
import { doubtPages, isBetterSeen, isReadable, withoutFault } from '../../pdf/layer.ts'
import type { Library } from '../../pdf/pdfium-library.ts'
import { renderPage } from '../../pdf/pdfium-render.ts'
import { askSecondReader } from '../../pdf/second-reader.ts'
import type { CodedPage } from '../../pdf/unicode-recovery.ts'
import type { Spelling } from '../../text/language.ts'
import type { IsWord } from '../../text/words.ts'
import type { CodedPages, CodedReading } from './coded-pages.ts'

/** So many characters on the picture of a whole page are a stamp or the name of a program. */
const MOST_STAMPED = 150
const WHOLE_PAGE = 0.6
/** Pages read at a time: one is prepared while the engines read another. */
const AT_ONCE = 2

export interface ScanSource {
  readonly library: Library
  readonly bytes: Uint8Array
  readonly limits: Limits
  readonly scanning: Scanning
}

/**
 * The pages, and for those that are pictures without text what is recognised from them; those whose
 * fonts do not tell their letters are read by what is recognised where these are drawn. Throws
 * `LIMIT_EXCEEDED` (`scannedPages`, `pixels`, `pieces`), `TIME_LIMIT`.
 */
export async function recognisePages(
  found: readonly PdfPage[],
  { library, bytes, limits, scanning }: ScanSource,
): Promise<readonly PdfPage[]> {
  const isWord = scanning.spelling?.isWord
  const pages = await askSecondReader(doubtPages(found, isWord), { bytes, limits }, isWord)
  const scans = pages.filter(isScan)
  if (scans.length === 0) return pages
  checkScans(scans.length, limits)
  const takeTurns = await openTurns(scans.length, scanning)
  const recognise = <Page extends PdfPage>(chosen: readonly Page[]) =>
    takeTurns(chosen, async (page, work) => {
      const draw = (resolution: number) =>
        withoutStamps(renderPage(library, bytes, { index: page.number - 1, resolution, limits }))
      return { page, ...(await recognisePicture(draw, { ...work, limits })) }
    })
  const coded = scans.some(isBetterSeen)
    ? (await import('./coded-pages.ts')).addCodedTexts(library, pages, { bytes, limits })
    : pages
  const pictures = await recognise(coded.filter((page) => isScan(page) && !isCoded(page)))
  const { read, seen } = await readCoded(coded.filter(isCoded), {
    recognise,
    isWord,
  })
  const byPicture = [...pictures, ...seen].map((one) => [one.page, withScan(one, isWord)] as const)
  const byPage = new Map<PdfPage, PdfPage>([...read, ...byPicture])
  return coded.map((page) => byPage.get(page) ?? page)
}

async function readCoded(
  pages: readonly CodedPage[],
  reading: CodedReading<Recognised>,
): Promise<CodedPages<Recognised>> {
  if (pages.length === 0) return { read: new Map(), seen: [] }
  const { readCodedPages } = await import('./coded-pages.ts')
  return readCodedPages(pages, reading)
}

function isCoded(page: PdfPage): page is CodedPage {
  return page.coded !== undefined
}

/** A page and what its picture says. */
type Recognised<Page extends PdfPage = CodedPage> = PictureReading & { readonly page: Page }

function withScan(
  { page, scan, ...rest }: Recognised<PdfPage>,
  isWord: IsWord | undefined,
): PdfPage {
  if (page.fault === 'strange' && !isReadable(scan, isWord)) return withoutFault(page)
  if (isBetterSeen(page))
    return isSure(scan) ? { ...page, ...rest, scan, glyphs: NO_GLYPHS, characters: 0 } : page
  const words = withoutStamped(scan.words, page, scan.seenBox)
  return { ...page, ...rest, scan: { ...scan, words } }
}

/** Throws `LIMIT_EXCEEDED` (`scannedPages`). */
export function checkScans(count: number, { scannedPages }: Limits): void {
  if (count > scannedPages)
    throw new ZvitError(
      'LIMIT_EXCEEDED',
      `The file has ${count} scanned pages, the limit «scannedPages» is ${scannedPages}. Split it.`,
    )
}

/** What pages are recognised with. */
export interface ScanWork {
  readonly recognise: Recognise
  readonly counter: Counter
  readonly spelling: Spelling | undefined
}

/** Reads pages in turns: a few are in work at a time, as pictures are large; answers in their order. */
type TakeTurns = <Page, Answer>(
  pages: readonly Page[],
  read: (page: Page, work: ScanWork) => Promise<Answer>,
) => Promise<readonly Answer[]>

/** The answers for all pages. After a failure nothing that waits is recognised. */
export async function inTurns<Page, Answer>(
  pages: readonly Page[],
  scanning: Scanning,
  read: (page: Page, work: ScanWork) => Promise<Answer>,
): Promise<readonly Answer[]> {
  const takeTurns = await openTurns(pages.length, scanning)
  return takeTurns(pages, read)
}

/** `count` pages at most will be read, a part of them at a time. */
async function openTurns(count: number, { onRecognised, spelling }: Scanning): Promise<TakeTurns> {
  const { openTask } = await import('../../ocr/engine.ts')
  const task = openTask()
  const counter = countRecognised(count, onRecognised)
  const recognise: Recognise = async (piece) => {
    const lines = await task.recognise(piece)
    counter.moved()
    return lines
  }
  return async (pages, read) => {
    const answers: Awaited<ReturnType<typeof read>>[] = []
    const left = pages.entries()
    const readOn = async () => {
      for (const [index, page] of left) {
        counter.pageBegun()
        answers[index] = await read(page, { recognise, counter, spelling })
        counter.pageDone()
      }
    }
    const turns = Array.from({ length: AT_ONCE }, readOn)
    try {
      await Promise.all(turns)
    } catch (error) {
      task.cancel(error)
      await Promise.allSettled(turns)
      throw error
    }
    return answers
  }
}

/** A page of a scanner, perhaps with the few characters that its program or an office stamped on. */
function isScan(page: PdfPage): boolean {
  const { characters, pictures, width, height } = page
  if (characters === 0) return pictures.length > 0
  if (isBetterSeen(page)) return true
  return (
    characters <= MOST_STAMPED &&
    !isRecognised(page) &&
    pictures.some((box) => areaOf(box) > WHOLE_PAGE * width * height)
  )
}

function areaOf([x0, y0, x1, y1]: Box): number {
  return (x1 - x0) * (y1 - y0)
}

/** What was recognised, without what the page has as text anyway. */
function withoutStamped(
  words: readonly Word[],
  page: PdfPage,
  seenBox: PageScan['seenBox'],
): Word[] {
  const { count, places } = page.glyphs
  if (count === 0) return [...words]
  return words.filter(({ box }) => {
    const [x0, y0, x1, y1] = seenBox(box)
    const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2]
    for (let at = 0; at < count * PLACE; at += PLACE) {
      const [left = 0, top = 0, right = 0, bottom = 0] = places.subarray(at, at + 4)
      const isInside = x >= left - 1 && x <= right + 1 && y >= top - 1 && y <= bottom + 1
      if (isInside) return false
    }
    return true
  })
}

/** A broken text layer is kept where the picture is recognised with less confidence than this. */
const SURE = 0.6

function isSure({ words }: PageScan): boolean {
  const sum = words.reduce((total, { confidence = 0 }) => total + confidence, 0)
  return words.length > 0 && sum >= SURE * words.length
}

/** What a page has of its picture. */
export type PictureReading = Pick<PdfPage, 'width' | 'height' | 'rulings'> & {
  readonly scan: PageScan
}

/** What a page has of its picture, which is drawn in as many pixels an inch as are asked for. */
export async function recognisePicture(
  draw: (resolution: number) => Picture,
  work: ScanWork & { readonly limits: Limits },
): Promise<PictureReading> {
  const { scanPage } = await import('../../ocr/page.ts')
  const scanned = await scanPage({ draw, ...work })
  const { width, height, rulings, words, passedOver, seenBox } = scanned
  return { width, height, rulings, scan: { words: words.map(toWord), passedOver, seenBox } }
}

function toWord(word: ScannedWord): Word {
  const { box } = word
  return {
    ...word,
    start: box[0],
    end: box[2],
    turn: 0,
    isVisible: true,
    isTilted: false,
    blankBefore: true,
    blankAfter: true,
  }
}
