import type { Box, Turn, Word } from '../document/page-content.ts'
import type { Ruling } from '../document/ruling.ts'

/** What the characters of one text object share. */
export interface TextRun {
  /** Font size on the page, points. */
  readonly size: number
  readonly turn: Turn
  /** True for text at an angle between the four directions: a watermark, a stamp. */
  readonly isTilted: boolean
  /** False for text that is drawn in no colour (render mode 3), as under scans. */
  readonly isVisible: boolean
}

/**
 * The characters of a page in the order of the content stream, column by column because there are
 * many of them; characters that the file leaves out and the engine supplied are not among them.
 */
export interface Glyphs {
  readonly count: number
  /** Code points, U+FFFD for a shape without a Unicode value. */
  readonly codes: Uint32Array
  /** Six numbers a character: `x0`, `y0`, `x1`, `y1` of its box, `x`, `y` of it on its base line. */
  readonly places: Float64Array
  readonly runs: readonly TextRun[]
  /** Index in `runs`. */
  readonly runOf: Uint32Array
}

export const NO_GLYPHS: Glyphs = {
  count: 0,
  codes: new Uint32Array(0),
  places: new Float64Array(0),
  runs: [],
  runOf: new Uint32Array(0),
}

/** Numbers that a character takes in `places`. */
export const PLACE = 6

/** Why the text of a page cannot be trusted. */
export type LayerFault =
  | 'unmapped'
  | 'foreign'
  | 'letters_lost'
  | 'strange'
  | 'look_alikes'
  | 'torn'

/** The characters of a page by what is drawn. */
export interface CodedText {
  /** All characters that the file writes; instead of letters they have their codes. */
  readonly glyphs: Glyphs
  /** For each character the index of its sign in `signs`. */
  readonly signOf: Uint32Array
  readonly signs: readonly Sign[]
}

/** A code of a font. */
export interface Sign {
  /** Font and code, the same on all pages of a file. */
  readonly name: string
  readonly font: string
  /** False where nothing is drawn. */
  readonly isInk: boolean
  /** The letter that the file gives, null where it gives none or several. */
  readonly told: string | null
}

export interface PdfPage {
  /** 1-based. */
  readonly number: number
  readonly width: number
  readonly height: number
  readonly glyphs: Glyphs
  readonly rulings: readonly Ruling[]
  readonly pictures: readonly Box[]
  /** Characters that are not white space, in the engine's own text of the page. */
  readonly characters: number
  /** Characters whose font gives no Unicode value. */
  readonly broken: number
  /** What is wrong with the text layer as it is read. */
  readonly fault?: LayerFault
  /** Characters read as others than the fonts' maps say. */
  readonly repaired?: number
  /** The text by what is drawn, where its letters are wrong or not known and a picture can tell them. */
  readonly coded?: CodedText
  /** Characters whose letter was told by what is recognised where their sign is drawn. */
  readonly learned?: number
  /** Form fields that have a value and no appearance: their text is not among the glyphs. */
  readonly fieldsLeft: number
  /** What was recognised, where the page is a picture; its other boxes are those of the scan. */
  readonly scan?: PageScan
  /** Where a box stands on the page as it is seen, where the page was turned to be read. */
  readonly seenBox?: (box: Box) => Box
}

/** What is recognised from the picture of a page, on the page as it lies level and upright. */
export interface PageScan {
  readonly words: readonly Word[]
  /** Stretches in which nothing can be read. */
  readonly passedOver: number
  /** Where a box stands on the page as it is seen. */
  readonly seenBox: (box: Box) => Box
}

/** True for a scan whose recognised text lies under its picture, drawn in no colour. */
export function isRecognised({ glyphs, pictures }: PdfPage): boolean {
  return pictures.length > 0 && glyphs.count > 0 && glyphs.runs.every((run) => !run.isVisible)
}

/** A character is in a box where its middle is, or nearer than this share of its height. */
const NEAR = 0.12
/** Height of the stripes in which characters are looked up, points. */
const STRIPE = 8

interface Looked {
  /** Where a box stands on the page as it is seen. */
  readonly seenBox?: ((box: Box) => Box) | undefined
  readonly isDrawn?: (index: number) => boolean
}

/** What finds the characters in a box of the page as it is seen, in the order in which they are read. */
export function findCharacters(
  glyphs: Glyphs,
  { seenBox = (box) => box, isDrawn = () => true }: Looked = {},
): (box: Box) => readonly number[] {
  const stripes = new Map<number, number[]>()
  let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let index = 0; index < glyphs.count; index += 1) {
    if (!isDrawn(index)) continue
    const [, top, , bottom] = seenBox(boxOf(glyphs, index))
    const stripe = Math.floor((top + bottom) / 2 / STRIPE)
    const inside = stripes.get(stripe)
    if (inside) inside.push(index)
    else stripes.set(stripe, [index])
    ;[lowest, highest] = [Math.min(lowest, stripe), Math.max(highest, stripe)]
  }
  return ([x0, y0, x1, y1]) => {
    const found: number[] = []
    const first = Math.max(lowest, Math.floor(y0 / STRIPE) - 1)
    const last = Math.min(highest, Math.floor(y1 / STRIPE) + 1)
    for (let stripe = first; stripe <= last; stripe += 1)
      for (const index of stripes.get(stripe) ?? []) {
        const [left, top, right, bottom] = seenBox(boxOf(glyphs, index))
        const [x, y] = [(left + right) / 2, (top + bottom) / 2]
        const [across, down] = [NEAR * (right - left), NEAR * (bottom - top)]
        if (x > x0 - across && x < x1 + across && y > y0 - down && y < y1 + down) found.push(index)
      }
    return inReadingOrder(found, glyphs)
  }
}

function boxOf({ places }: Glyphs, index: number): Box {
  const at = PLACE * index
  return [places[at] ?? 0, places[at + 1] ?? 0, places[at + 2] ?? 0, places[at + 3] ?? 0]
}

function inReadingOrder(characters: readonly number[], glyphs: Glyphs): number[] {
  const turn = glyphs.runs[glyphs.runOf[characters[0] ?? 0] ?? 0]?.turn ?? 0
  const along = (index: number) => startOf(boxOf(glyphs, index), turn)
  return characters.toSorted((left, right) => along(left) - along(right))
}

function startOf([x0, y0, x1, y1]: Box, turn: Turn): number {
  switch (turn) {
    case 0:
      return x0
    case 1:
      return -y1
    case 2:
      return -x1
    case 3:
      return y0
  }
}
