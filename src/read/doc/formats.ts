import type { Spend } from './budget.ts'
import { type CharacterFormat, readCharacterFormat } from './character-format.ts'
import { type DocFile, PART } from './file.ts'
import { type ParagraphFormat, readParagraphFormat } from './paragraph-format.ts'
import type { Piece } from './pieces.ts'
import { openRuns } from './runs.ts'

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
  const kept = new Map<number, CharacterFormat>()
  const keptParagraphs = new Map<number, ParagraphFormat>()
  return {
    character: (piece, position) => {
      const byte = piece.offset + (position - piece.start) * piece.width
      const run = characters.at(byte)
      const end = Math.min(piece.end, position + Math.ceil((run.end - byte) / piece.width))
      const format = keep(kept, run.offset, () => {
        spend(run.length)
        return readCharacterFormat([main.subarray(run.offset, run.offset + run.length)])
      })
      if (piece.modifiers.length === 0) return { format, end }
      spend(run.length + piece.modifiers.length)
      const direct = main.subarray(run.offset, run.offset + run.length)
      return { format: readCharacterFormat([direct, piece.modifiers]), end }
    },
    paragraph: (piece, position) => {
      const run = paragraphs.at(piece.offset + (position - piece.start) * piece.width)
      const read = (modifiers: Buffer) => {
        const lists = [main.subarray(run.offset, run.offset + run.length), modifiers]
        return readParagraphFormat(lists, { data: file.data, spend })
      }
      return piece.modifiers.length === 0
        ? keep(keptParagraphs, run.offset, () => read(piece.modifiers))
        : read(piece.modifiers)
    },
    isParagraphEnd: (piece, position) => {
      const byte = piece.offset + (position - piece.start) * piece.width
      return paragraphs.at(byte).end <= byte + piece.width
    },
  }
}

function keep<Format>(kept: Map<number, Format>, offset: number, read: () => Format): Format {
  const known = kept.get(offset)
  if (known !== undefined) return known
  if (kept.size >= MOST_KEPT) kept.clear()
  const format = read()
  kept.set(offset, format)
  return format
}
