import type { Spend } from './budget.ts'
import { type CharacterFormat, readCharacterFormat } from './character-format.ts'
import { type DocFile, PART } from './file.ts'
import { type ParagraphFormat, readParagraphFormat } from './paragraph-format.ts'
import type { Piece } from './pieces.ts'
import type { PropertyList } from './properties.ts'
import { openRuns, type Run } from './runs.ts'

/** Formatting of characters and paragraphs by their position in a piece. */
export interface Formats {
  /** Of the character at a position, and the position behind the last one formatted alike. */
  readonly character: (
    piece: Piece,
    position: number,
  ) => { readonly format: CharacterFormat; readonly end: number }
  /** Of the paragraph whose mark stands at a position. */
  readonly paragraph: (piece: Piece, position: number) => ParagraphFormat
  /** Whether a paragraph ends with the character at a position. */
  readonly isParagraphEnd: (piece: Piece, position: number) => boolean
}

/** Formats are kept by where they stand; so many, then anew. */
const MOST_KEPT = 20_000

/** Opens the formatting of a document. All functions throw `FILE_DAMAGED` and `LIMIT_EXCEEDED`. */
export function openFormats(file: DocFile, spend: Spend): Formats {
  const { main } = file
  const characters = openRuns(main, file.part(PART.characterFormats), 'character')
  const paragraphs = openRuns(main, file.part(PART.paragraphFormats), 'paragraph')
  const source = { data: file.data, spend }
  const readCharacters = (run: Run): CharacterFormat => {
    spend(run.length)
    return readCharacterFormat(listOf(main, run))
  }
  const readParagraph = (run: Run) => readParagraphFormat(listOf(main, run), null, source)
  const characterFormat = keep(readCharacters)
  const paragraphFormat = keep(readParagraph)
  return {
    character: (piece, position) => {
      const byte = byteOf(piece, position)
      const run = characters.at(byte)
      const end = Math.min(piece.end, position + Math.ceil((run.end - byte) / piece.width))
      const direct = characterFormat(run)
      const { modifiers } = piece
      if (modifiers === null) return { format: direct, end }
      spend(run.length + modifiers.end - modifiers.start)
      return { format: readCharacterFormat(modifiers, direct), end }
    },
    paragraph: (piece, position) => {
      const run = paragraphs.at(byteOf(piece, position))
      return piece.modifiers === null
        ? paragraphFormat(run)
        : readParagraphFormat(listOf(main, run), piece.modifiers, source)
    },
    isParagraphEnd: (piece, position) => {
      const byte = byteOf(piece, position)
      return paragraphs.at(byte).end <= byte + piece.width
    },
  }
}

function byteOf({ start, offset, width }: Piece, position: number): number {
  return offset + (position - start) * width
}

function listOf(bytes: Buffer, { offset, length }: Run): PropertyList {
  return { bytes, start: offset, end: offset + length }
}

/** Reads what stands at an offset once. */
function keep<Format>(read: (run: Run) => Format): (run: Run) => Format {
  const kept = new Map<number, Format>()
  return (run) => {
    const known = kept.get(run.offset)
    if (known !== undefined) return known
    if (kept.size >= MOST_KEPT) kept.clear()
    const format = read(run)
    kept.set(run.offset, format)
    return format
  }
}
