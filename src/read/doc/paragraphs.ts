import { checkLimit } from '../limits.ts'
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
  readonly format: ParagraphFormat
}

export const MARK = { paragraph: '\r', cell: '\u0007', page: '\f' } as const

// biome-ignore lint/suspicious/noControlCharactersInRegex: the marks of [MS-DOC] 2.4.2.
const MARKS = /[\r\u0007\f]/g

/**
 * Cuts a stretch of text into its paragraphs ([MS-DOC] 2.4.2). A page break ends one only where a
 * section or its formatting ends with it. Throws `LIMIT_EXCEEDED` (elements).
 */
export function readParagraphs(reading: Reading, span: Span): readonly RawParagraph[] {
  const { pieces, pieceAt, formats, limits } = reading
  const { text } = pieces
  const found: RawParagraph[] = []
  let start = span.start
  const add = (end: number, mark: string): void => {
    const position = mark === '' ? end - 1 : end
    const format = formats.paragraph(pieceAt(position), position)
    found.push({ start, end, mark, format })
    start = end + mark.length
    checkLimit(found.length, limits.elements, 'paragraphs')
  }
  MARKS.lastIndex = span.start
  for (let match = MARKS.exec(text); match !== null; match = MARKS.exec(text)) {
    if (match.index >= span.end) break
    if (match[0] !== MARK.page || isEnd(match.index, reading)) add(match.index, match[0])
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
