import { largest } from '../../text/extremes.ts'
import { damaged, long, short, stretch } from './bytes.ts'
import { readControls } from './controls.ts'
import { type DocFile, PART, STORIES } from './file.ts'
import { type PropertyList, wholeList } from './properties.ts'

/** A stretch of text as it lies in the main stream. */
export interface Piece {
  /** Character positions `[start, end)`. */
  readonly start: number
  readonly end: number
  /** Byte of its first character in the main stream. */
  readonly offset: number
  /** Bytes of one character: 1 (Windows-1252) or 2 (UTF-16). */
  readonly width: 1 | 2
  /** Formatting that a fast save put on all of it; null for most. */
  readonly modifiers: PropertyList | null
}

/** The text of all stories, and where each character lies. */
export interface Pieces {
  readonly text: string
  /** Positions of the control characters in it. */
  readonly controls: readonly number[]
  /** In order, without gaps, from position 0. */
  readonly pieces: readonly Piece[]
}

const MARK_MODIFIERS = 1
const MARK_PIECES = 2
const FLAG_NARROW = 0x40000000
// Windows-1252 from 0x80 on, where it is not Latin-1; undefined codes stay what they are.
const FROM_80 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/*
 * [MS-DOC] 2.9.214: a short modifier (Prm0) names one of these properties by a number of its own;
 * the others change nothing that is read here.
 */
const SHORT_MODIFIERS: ReadonlyMap<number, number> = new Map([
  [0x09, 0x2407],
  [0x0c, 0x260a],
  [0x18, 0x2416],
  [0x19, 0x2417],
  [0x41, 0x0800],
  [0x53, 0x2a33],
  [0x5c, 0x083c],
  [0x75, 0x0855],
])

/**
 * Reads the piece table (Clx, [MS-DOC] 2.9.38) and the text behind it. Positions are within the
 * limit of characters, since the stories are. Throws `FILE_DAMAGED`.
 */
export function readPieces(file: DocFile): Pieces {
  const { modifiers, table } = splitTable(file.part(PART.pieces))
  const count = Math.floor((table.length - 4) / 12)
  const needed = largest(STORIES.map((name) => file.stories[name].end))
  const pieces: Piece[] = []
  let start = 0
  let bytes = 0
  for (let index = 0; index < count && start < needed; index += 1) {
    const end = Math.min(long(table, index * 4 + 4), needed)
    if (long(table, index * 4) !== start || end < start)
      throw damaged('its pieces are not in order')
    const entry = (count + 1) * 4 + index * 8
    const place = long(table, entry + 2)
    const isNarrow = (place & FLAG_NARROW) !== 0
    const offset = isNarrow ? (place & 0x3fffffff) >>> 1 : place & 0x3fffffff
    const width = isNarrow ? 1 : 2
    if (offset + (end - start) * width > file.main.length)
      throw damaged('a piece of its text lies beyond its end')
    // Pieces that lie on one another would make a large text of a small file.
    bytes += (end - start) * width
    if (bytes > file.main.length) throw damaged('its pieces lie on one another')
    if (end > start)
      pieces.push({ start, end, offset, width, modifiers: modifiers(short(table, entry + 6)) })
    start = end
  }
  if (start < needed) throw damaged(`its text ends after ${start} of ${needed} characters`)
  const text = pieces.map((piece) => decode(file.main, piece)).join('')
  return { text, controls: readControls(text), pieces }
}

/** Parts the piece table from the lists of modifiers that stand before it. */
function splitTable(bytes: Buffer) {
  const lists: Buffer[] = []
  let offset = 0
  while (offset < bytes.length && bytes.readUInt8(offset) === MARK_MODIFIERS) {
    const length = short(bytes, offset + 1)
    lists.push(stretch(bytes, offset + 3, length))
    offset += 3 + length
  }
  if (offset >= bytes.length || bytes.readUInt8(offset) !== MARK_PIECES)
    throw damaged('it has no table of its pieces')
  const table = stretch(bytes, offset + 5, long(bytes, offset + 1))
  return { table, modifiers: (modifier: number) => modifiersOf(modifier, lists) }
}

/** [MS-DOC] 2.9.213: one property, or the number of a list. */
function modifiersOf(modifier: number, lists: readonly Buffer[]): PropertyList | null {
  if (modifier === 0) return null
  const bytes = (modifier & 1) === 1 ? lists[modifier >> 1] : shortModifier(modifier)
  return bytes === undefined || bytes.length === 0 ? null : wholeList(bytes)
}

function shortModifier(modifier: number): Buffer | undefined {
  const code = SHORT_MODIFIERS.get((modifier >> 1) & 0x7f)
  return code === undefined ? undefined : Buffer.from([code & 0xff, code >> 8, modifier >> 8])
}

function decode(main: Buffer, { start, end, offset, width }: Piece): string {
  const bytes = main.subarray(offset, offset + (end - start) * width)
  if (width === 2) return bytes.toString('utf16le')
  const text = bytes.toString('latin1')
  return text.replace(/[\u0080-\u009f]/g, (character) =>
    FROM_80.charAt(character.charCodeAt(0) - 0x80),
  )
}
