import { ZvitError } from '../../model/error.ts'
import type { Limits } from '../limits.ts'
import type { DocFile } from './file.ts'
import { PART } from './file.ts'
import type { Piece } from './pieces.ts'
import { eachProperty, PROPERTY } from './properties.ts'
import { openRuns } from './runs.ts'

/** A property that styles toggle ([MS-DOC] 2.2.5.1, ToggleOperand); null where it is not given. */
export type Toggle = 'on' | 'off' | 'as_style' | 'not_style' | null

/** What a list of properties says of characters. */
export interface CharacterFormat {
  readonly isDeleted: boolean
  readonly hidden: Toggle
  readonly style: number | null
  /** The character stands for something else than itself. */
  readonly isSpecial: boolean
  /** What looks like a picture is the data of a field. */
  readonly isData: boolean
  /** A character of a font of pictures: number of the font, and code. */
  readonly symbol: { readonly font: number; readonly code: number } | null
  readonly font: number | null
}

/** What a list of properties says of a paragraph; null where it does not. */
export interface ParagraphFormat {
  readonly style: number | null
  /** How many tables the paragraph stands in. */
  readonly depth: number
  readonly isRowEnd: boolean
  readonly isInnerCellEnd: boolean
  readonly startsPage: boolean | null
  /** 1-based number of the list override, 0 for none. */
  readonly list: number | null
  readonly level: number | null
  /** The lists of properties, in order: of a row's end, they define the row. */
  readonly properties: readonly Buffer[]
}

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

export const PLAIN: CharacterFormat = {
  isDeleted: false,
  hidden: null,
  style: null,
  isSpecial: false,
  isData: false,
  symbol: null,
  font: null,
}
/** Formats are kept by where they stand; so many, then anew. */
const MOST_KEPT = 20_000
const TOGGLES: ReadonlyMap<number, Toggle> = new Map([
  [0, 'off'],
  [1, 'on'],
  [0x80, 'as_style'],
  [0x81, 'not_style'],
])

/** Opens the formatting of a document. All functions throw `FILE_DAMAGED` and `LIMIT_EXCEEDED`. */
export function openFormats(file: DocFile, limits: Limits): Formats {
  const { main } = file
  const characters = openRuns(main, file.part(PART.characterFormats), 'character')
  const paragraphs = openRuns(main, file.part(PART.paragraphFormats), 'paragraph')
  const spend = createBudget(limits)
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

/** Reads lists of properties of characters, the later over the earlier. */
export function readCharacterFormat(lists: readonly Buffer[]): CharacterFormat {
  const format: { -readonly [Key in keyof CharacterFormat]: CharacterFormat[Key] } = { ...PLAIN }
  for (const list of lists)
    eachProperty(list, (code, bytes, offset) => {
      switch (code) {
        case PROPERTY.deleted:
          format.isDeleted = (bytes[offset] ?? 0) !== 0
          return
        case PROPERTY.hidden:
          format.hidden = TOGGLES.get(bytes[offset] ?? 0) ?? 'on'
          return
        case PROPERTY.special:
          format.isSpecial = (bytes[offset] ?? 0) !== 0
          return
        case PROPERTY.data:
          format.isData = (bytes[offset] ?? 0) !== 0
          return
        case PROPERTY.characterStyle:
          format.style = bytes.readUInt16LE(offset)
          return
        case PROPERTY.font:
          format.font = bytes.readUInt16LE(offset)
          return
        case PROPERTY.symbol:
          format.symbol = {
            font: bytes.readUInt16LE(offset),
            code: bytes.readUInt16LE(offset + 2),
          }
          return
        case PROPERTY.plain:
          format.hidden = null
          return
      }
    })
  return format
}

/** Reads a paragraph's number of style and lists of properties; a long list stands elsewhere. */
function readParagraphFormat(
  [direct = Buffer.alloc(0), modifiers = Buffer.alloc(0)]: readonly Buffer[],
  source: { readonly data: Buffer; readonly spend: (bytes: number) => void },
): ParagraphFormat {
  const style = direct.length >= 2 ? direct.readUInt16LE(0) : null
  return readParagraphLists([direct.subarray(2), modifiers], style, source)
}

/** Reads lists of properties of paragraphs, the later over the earlier. */
export function readParagraphLists(
  lists: readonly Buffer[],
  style: number | null,
  { data, spend }: { readonly data: Buffer; readonly spend: (bytes: number) => void },
): ParagraphFormat {
  const found = {
    style,
    depth: null as number | null,
    inTable: false,
    rowEnd: false,
    cellEnd: false,
  }
  const numbering = {
    startsPage: null as boolean | null,
    list: null as number | null,
    level: null as number | null,
  }
  const properties: Buffer[] = []
  const read = (list: Buffer, isHuge: boolean): void => {
    spend(list.length)
    properties.push(list)
    eachProperty(list, (code, bytes, offset) => {
      const isOn = (bytes[offset] ?? 0) !== 0
      switch (code) {
        case PROPERTY.inTable:
          found.inTable = isOn
          return
        case PROPERTY.depth:
          found.depth = bytes.readInt32LE(offset)
          return
        case PROPERTY.rowEnd:
        case PROPERTY.innerRowEnd:
          found.rowEnd = isOn
          return
        case PROPERTY.innerCell:
          found.cellEnd = isOn
          return
        case PROPERTY.pageBreakBefore:
          numbering.startsPage = isOn
          return
        case PROPERTY.list:
          numbering.list = bytes.readUInt16LE(offset)
          return
        case PROPERTY.level:
          numbering.level = bytes.readUInt8(offset)
          return
        case PROPERTY.paragraphStyle:
          found.style = bytes.readUInt16LE(offset)
          return
        case PROPERTY.hugeList:
        case PROPERTY.hugeParagraph:
        case PROPERTY.tableProperties: {
          const huge = isHuge ? null : hugeList(data, bytes.readUInt32LE(offset))
          if (huge === null) return
          // What stands beside a reference says the same for programs that do not follow it.
          properties.pop()
          read(huge, true)
          return
        }
      }
    })
  }
  for (const list of lists) if (list.length > 0) read(list, false)
  return {
    style: found.style,
    depth: Math.max(found.depth ?? 0, found.inTable ? 1 : 0),
    isRowEnd: found.rowEnd,
    isInnerCellEnd: found.cellEnd,
    ...numbering,
    properties,
  }
}

/** [MS-DOC] 2.9.211: properties too long for their page stand in the data stream. */
function hugeList(data: Buffer, offset: number): Buffer | null {
  if (offset + 2 > data.length) return null
  return data.subarray(offset + 2, offset + 2 + data.readUInt16LE(offset))
}

/** What all lists of properties together may cost, however often they are pointed at. */
export function createBudget(limits: Limits): (bytes: number) => void {
  let spent = 0
  return (bytes) => {
    spent += bytes
    if (spent > limits.totalBytes)
      throw new ZvitError(
        'LIMIT_EXCEEDED',
        `The formatting of the document has more than ${limits.totalBytes} bytes.`,
      )
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
