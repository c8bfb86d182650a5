import type { Ruling } from './ruling.ts'

/** `[x0, y0, x1, y1]` in points from the top left corner of the page. */
export type Box = readonly [number, number, number, number]

/** Reading direction of text: 0 to the right, 1 upwards, 2 to the left, 3 downwards. */
export type Turn = 0 | 1 | 2 | 3

/** Characters that stand together on one base line. */
export interface Word {
  readonly text: string
  readonly box: Box
  /** Where it begins and ends along its reading direction, and where its base line is across it. */
  readonly start: number
  readonly end: number
  readonly baseline: number
  /** Font size on the page, points. */
  readonly size: number
  readonly turn: Turn
  /** False where nothing of it is seen: drawn in no colour, or over the same word. */
  readonly isVisible: boolean
  /** True for text at an angle between the four directions: a watermark, a stamp. */
  readonly isTilted: boolean
  /** True where the file itself has a blank before or after the word. */
  readonly blankBefore: boolean
  readonly blankAfter: boolean
  /** The recogniser's own, 0 to 1, where the word was recognised from a picture. */
  readonly confidence?: number
  /** As it was recognised, where the list of words put it right. */
  readonly raw?: string
  /** Another reading of the same pixels that is about as good. */
  readonly other?: string
  /** True where it follows the word before in one text object, behind a gap like a blank. */
  readonly goesOn?: boolean
}

/** A wider gap than this between two words is a blank; share of the font size. */
export const BLANK = 0.15

/**
 * What is written and drawn on a page that lies level and upright, whatever it was read from: a PDF,
 * a picture, a printed text.
 */
export interface PageContent {
  /** 1-based. */
  readonly number: number
  readonly width: number
  readonly height: number
  /** In the order of the file. */
  readonly words: readonly Word[]
  readonly rulings: readonly Ruling[]
  /** Left edges of the columns but the first, where who made the page has set them. */
  readonly columnEdges?: readonly number[]
  /** Where a box stands on the page as it is seen, where the page was turned to be read. */
  readonly seenBox?: ((box: Box) => Box) | undefined
}

/** A picture in shades of grey. */
export interface Picture {
  readonly width: number
  readonly height: number
  /** 0 is black, 255 white; row by row from the top left corner. */
  readonly pixels: Uint8Array
  /** Stamps in coloured ink that were taken out of it, where there were some. */
  readonly stamps?: number
}

/** A picture in colours: blue, green, red by turns, row by row. */
export interface ColourPicture {
  readonly width: number
  readonly height: number
  readonly colours: Uint8Array
}
