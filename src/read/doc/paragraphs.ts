import { checkLimit } from '../../containers/limits.ts'
import { firstControl } from './controls.ts'
import type { Span } from './file.ts'
import type { ParagraphFormat } from './paragraph-format.ts'
import type { Piece } from './pieces.ts'
import type { Reading } from './reading.ts'

/** A paragraph of a story as it is stored. */
export interface RawParagraph {
  /** Character positions `[start, end)` of its text, without its mark. */
  readonly start: number
  readonly end: number
  /** The character that ends it, empty where the story ends without one. */
  readonly mark: string
  /** Nothing in its text stands for anything but itself, symbols apart. */
  readonly isPlain: boolean
  readonly format: ParagraphFormat
}

export const MARK = { paragraph: '\r', cell: '\u0007', page: '\f' } as const
const MARKS: ReadonlySet<string> = new Set(Object.values(MARK))

/**
 * Cuts a stretch of text into its paragraphs ([MS-DOC] 2.4.2). A page break ends one only where a
 * section or its formatting ends with it. Throws `LIMIT_EXCEEDED` (elements).
 */
export function readParagraphs(reading: Reading, span: Span): readonly RawParagraph[] {
  const { text, controls } = reading.pieces
  const found: RawParagraph[] = []
  let start = span.start
  let isPlain = true
  const add = (end: number, mark: string): void => {
    const position = mark === '' ? end - 1 : end
    const format = reading.formats.paragraph(reading.pieceAt(position), position)
    found.push({ start, end, mark, isPlain, format })
    start = end + mark.length
    isPlain = true
    checkLimit(found.length, reading.limits.elements, 'paragraphs')
  }
  for (let index = firstControl(controls, span.start); index < controls.length; index += 1) {
    const position = controls[index] ?? span.end
    if (position >= span.end) break
    const control = text.charAt(position)
    if (MARKS.has(control) && (control !== MARK.page || isEnd(position, reading)))
      add(position, control)
    else isPlain = false
  }
  if (start < span.end) add(span.end, '')
  return found
}

function isEnd(position: number, { formats, sections, pieceAt }: Reading): boolean {
  return sections.ends.has(position) || formats.isParagraphEnd(pieceAt(position), position)
}

/** Finds the piece of a position; neighbours are asked for one after the other. */
export function createPieceFinder(pieces: readonly Piece[]): (position: number) => Piece {
  let last = 0
  return (position) => {
    const known = pieces[last]
    if (known !== undefined && position >= known.start && position < known.end) return known
    let low = 0
    let high = pieces.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((pieces[middle]?.start ?? 0) <= position) low = middle
      else high = middle - 1
    }
    last = low
    const piece = pieces[low]
    if (piece === undefined) throw new RangeError('a document without text was asked for text')
    return piece
  }
}
