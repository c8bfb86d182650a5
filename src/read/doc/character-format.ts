import { PROPERTY, type PropertyList, propertyEnd } from './properties.ts'

/** A property that styles toggle ([MS-DOC] 2.2.5.1, ToggleOperand); null where it is not given. */
export type Toggle = 'on' | 'off' | 'as_style' | 'not_style' | null

/** What a list of properties says of characters. */
export interface CharacterFormat {
  readonly isDeleted: boolean
  readonly hidden: Toggle
  readonly isStruck: boolean
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
  isStruck: false,
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

/** On, and what the style does not say. */
const STRUCK: readonly number[] = [1, 0x81]

/** What a list of properties says over a format, the later over the earlier. */
export function readCharacterFormat(list: PropertyList, base = PLAIN): CharacterFormat {
  let { isDeleted, hidden, isStruck, style, isSpecial, isData, symbol, font } = base
  const { bytes } = list
  let at = list.start
  for (let next = propertyEnd(list, at); next !== -1; next = propertyEnd(list, at)) {
    const value = at + 2
    switch (bytes.readUInt16LE(at)) {
      case PROPERTY.deleted:
        isDeleted = bytes[value] !== 0
        break
      case PROPERTY.hidden:
        hidden = TOGGLES.get(bytes[value] ?? 0) ?? 'on'
        break
      case PROPERTY.struck:
      case PROPERTY.struckTwice:
        isStruck = STRUCK.includes(bytes[value] ?? 0)
        break
      case PROPERTY.special:
        isSpecial = bytes[value] !== 0
        break
      case PROPERTY.data:
        isData = bytes[value] !== 0
        break
      case PROPERTY.characterStyle:
        style = bytes.readUInt16LE(value)
        break
      case PROPERTY.font:
        font = bytes.readUInt16LE(value)
        break
      case PROPERTY.symbol:
        symbol = { font: bytes.readUInt16LE(value), code: bytes.readUInt16LE(value + 2) }
        break
      case PROPERTY.plain:
        hidden = null
        isStruck = false
        break
    }
    at = next
  }
  return { isDeleted, hidden, isStruck, style, isSpecial, isData, symbol, font }
}
