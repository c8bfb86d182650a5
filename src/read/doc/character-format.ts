import { eachProperty, PROPERTY } from './properties.ts'

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

const PLAIN: CharacterFormat = {
  isDeleted: false,
  hidden: null,
  style: null,
  isSpecial: false,
  isData: false,
  symbol: null,
  font: null,
}
const TOGGLES: ReadonlyMap<number, Toggle> = new Map([
  [0, 'off'],
  [1, 'on'],
  [0x80, 'as_style'],
  [0x81, 'not_style'],
])

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
