import type { Spelling } from '../text/language.ts'
import type { Recognise, SeenLine } from './engine.ts'
import { type Glyphs, withPlaces } from './glyphs.ts'
import { doubt } from './numbers.ts'
import { isLarge, isPicture, isSure, legibilityOf } from './orientation.ts'
import type { Box } from './page.ts'
import { type Area, cutPiece, MARGIN, type Picture } from './picture.ts'
import { dashAs, repairLines } from './repair.ts'

/** A word recognised from a picture; points from the top left corner of the straightened page. */
export interface ScannedWord {
  readonly text: string
  /** The recogniser's own, 0 to 1. */
  readonly confidence: number
  readonly box: Box
  readonly baseline: number
  /** Of its line. */
  readonly size: number
  /** As it was recognised, where the list of words put it right. */
  readonly raw?: string
  /** Another reading that is about as good. */
  readonly other?: string
}

/** A stretch of a page that is recognised by itself. */
export interface Piece {
  /** What it is cut from: the page, without its tables for what stands outside of them. */
  readonly page: Picture
  /** No more than what is written. */
  readonly area: Area
  readonly isLoose: boolean
}

/** What is known of the page that pieces are cut from. */
export interface MeasuredPage {
  /** Pixels an inch. */
  readonly resolution: number
  /** Height of a usual line, pixels. */
  readonly line: number
  /** A look at a part of it showed nothing that can be read. */
  readonly mayBePicture: boolean
}

export interface PieceRequest {
  readonly recognise: Recognise
  readonly spelling: Spelling | undefined
}

const POINTS = 72
/** Letters reach from the deepest to the highest over this share of the font size. */
const LETTERS = 0.92
/** Points. */
const USUAL_SIZE = 12

/** A piece as the engine sees it. */
export interface SeenPiece extends Piece {
  readonly picture: Picture
  readonly isPage: boolean
  readonly lines: readonly SeenLine[]
}

/** A piece recognised; null where it is passed over, as a look at a part of it shows that it cannot be read. */
export async function seePiece(
  { page, area, isLoose }: Piece,
  { resolution, mayBePicture }: MeasuredPage,
  recognise: Recognise,
): Promise<SeenPiece | null> {
  const picture = cutPiece(page, area, resolution)
  const isPage = isLarge(picture, resolution)
  if (isPage && mayBePicture && (await isPicture(picture, resolution, recognise))) return null
  const lines = await recognise({ picture, layout: 'block' })
  return {
    page,
    area,
    isLoose,
    picture,
    isPage,
    lines: lines.map((line) => withPlaces(line, picture)),
  }
}

/** The words of a piece, what is known to be misread put right. */
export async function readPiece(
  { area, isLoose, picture, isPage, lines: seen }: SeenPiece,
  { resolution, line }: MeasuredPage,
  { recognise, spelling, glyphs }: PieceRequest & { readonly glyphs: Glyphs },
): Promise<readonly ScannedWord[]> {
  if (seen.length === 0) return isLoose ? [] : dashOf(area, resolution, line)
  // A second look at what is no text makes no text of it, and takes longer than the first.
  const lines =
    isPage && !isSure(legibilityOf(seen))
      ? seen.map(doubtLine)
      : await repairLines(seen, {
          piece: picture,
          recognise,
          spelling,
          glyphs,
          areLinesApart: isLoose,
        })
  return wordsOf(lines, area, resolution)
}

function doubtLine(line: SeenLine): SeenLine {
  return { ...line, words: line.words.map((word) => doubt(word, '')) }
}

/** A dash alone, shares of the height of a line: the recogniser takes it for one of the table. */
const THICKEST_DASH = 0.25
const SHORTEST_DASH = 0.18
const LONGEST_DASH = 2
const DASH_CONFIDENCE = 0.8

function dashOf(
  { left, top, right, bottom }: Area,
  resolution: number,
  line: number,
): ScannedWord[] {
  const [width, height] = [(right - left) / line, (bottom - top) / line]
  const isDash = height <= THICKEST_DASH && width >= Math.max(SHORTEST_DASH, 1.8 * height)
  if (!isDash || width > LONGEST_DASH) return []
  const scale = POINTS / resolution
  return [
    {
      text: dashAs(width),
      confidence: DASH_CONFIDENCE,
      box: [left * scale, top * scale, right * scale, bottom * scale],
      baseline: bottom * scale,
      size: USUAL_SIZE,
    },
  ]
}

function wordsOf(
  lines: readonly SeenLine[],
  { left, top }: Area,
  resolution: number,
): ScannedWord[] {
  const scale = POINTS / resolution
  const margin = Math.round(MARGIN * resolution)
  const [x, y] = [left - margin, top - margin]
  return lines.flatMap(({ words, baseline, height }) =>
    words.map(({ box, ...word }) => ({
      ...word,
      box: [
        (box[0] + x) * scale,
        (box[1] + y) * scale,
        (box[2] + x) * scale,
        (box[3] + y) * scale,
      ] as const,
      baseline: (baseline + y) * scale,
      size: (height * scale) / LETTERS,
    })),
  )
}
