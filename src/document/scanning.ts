import type { Spending } from '../containers/spending.ts'
import type { Spelling } from '../text/language.ts'

/** What helps with what pages show, who is told of them, and who pays for reading. */
export interface Scanning {
  readonly onRecognised?: OnRecognised | undefined
  /** Without it no word of a picture is put right, and none tells what stands at the edge of a page. */
  readonly spelling?: Spelling | undefined
  /** Takes into account what is read at one go; recognising has limits of its own. */
  readonly spending?: Spending | undefined
}

/** How far the pictures of a document are recognised. */
export interface Recognised {
  readonly pages: number
  /** Pages that were begun, those done among them. */
  readonly pagesBegun: number
  readonly pagesDone: number
  /** Cells and blocks of text on the pages looked at so far. */
  readonly pieces: number
  readonly piecesDone: number
}

/**
 * Called when a page begins and when it is done, when its pieces are found, and whenever the
 * recogniser has read something, a piece or a part of it once more.
 */
export type OnRecognised = (progress: Recognised) => void

/** Takes note of what is found and done. */
export interface Counter {
  readonly pageBegun: () => void
  readonly found: (pieces: number) => void
  /** Something was read that may not be counted. */
  readonly moved: () => void
  readonly pieceDone: () => void
  readonly pageDone: () => void
}

/** Counts what is done of so many pages and tells it. */
export function countRecognised(pages: number, onRecognised?: OnRecognised): Counter {
  let [pagesBegun, pagesDone, pieces, piecesDone] = [0, 0, 0, 0]
  const moved = () => onRecognised?.({ pages, pagesBegun, pagesDone, pieces, piecesDone })
  return {
    pageBegun: () => {
      pagesBegun += 1
      moved()
    },
    found: (count) => {
      pieces += count
      moved()
    },
    moved,
    pieceDone: () => {
      piecesDone += 1
      moved()
    },
    pageDone: () => {
      pagesDone += 1
      moved()
    },
  }
}
