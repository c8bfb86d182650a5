import type { IsWord } from '../text/words.ts'

/** What helps with pictures, and who is told of them. */
export interface Scanning {
  readonly onRecognised?: OnRecognised | undefined
  /** Without it no word is put right. */
  readonly isWord?: IsWord | undefined
}

/** How far the pictures of a document are recognised. */
export interface Recognised {
  readonly pages: number
  readonly pagesDone: number
  /** Cells and blocks of text on the pages looked at so far. */
  readonly pieces: number
  readonly piecesDone: number
}

/** Called after each page and each piece of it. */
export type OnRecognised = (progress: Recognised) => void

/** Takes note of what is found and done. */
export interface Counter {
  readonly found: (pieces: number) => void
  readonly pieceDone: () => void
  readonly pageDone: () => void
}

/** Counts what is done of so many pages and tells it. */
export function countRecognised(pages: number, onRecognised?: OnRecognised): Counter {
  let [pagesDone, pieces, piecesDone] = [0, 0, 0]
  const tell = () => onRecognised?.({ pages, pagesDone, pieces, piecesDone })
  return {
    found: (count) => {
      pieces += count
      tell()
    },
    pieceDone: () => {
      piecesDone += 1
      tell()
    },
    pageDone: () => {
      pagesDone += 1
      tell()
    },
  }
}
