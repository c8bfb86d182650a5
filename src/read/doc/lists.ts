import { readableBullet } from '../numbering/bullet.ts'
import { BULLET_CODE, formatOfCode } from '../numbering/codes.ts'
import type { NumberLevel, NumberList } from '../numbering/index.ts'
import { isSymbolFont } from '../symbols.ts'
import { long, short, stretch } from './bytes.ts'
import { readCharacterFormat } from './character-format.ts'
import { type DocFile, PART } from './file.ts'

/** The lists of a document by the number that paragraphs name, and the levels of styles. */
export interface Lists {
  readonly byId: ReadonlyMap<string, NumberList>
  /** The level of the list that one of these styles, nearest first, is linked with. */
  readonly levelOf: (list: string, styles: readonly number[]) => number | null
}

/** A list of the document: its levels, and the styles that are linked with them. */
interface Definition {
  readonly levels: readonly NumberLevel[]
  readonly styles: readonly number[]
}

const LEVELS = 9
const LIST_LENGTH = 28
const LEVEL_LENGTH = 28
const OVERRIDE_LENGTH = 16
const NO_STYLE = 0xfff
// Characters of the text around a number; Word takes no more than 31.
const LONGEST_TEXT = 64
const LARGEST_START = 0x7fff

/** Reads the lists and their overrides (PlfLst, PlfLfo; [MS-DOC] 2.9.190, 2.9.189). */
export function readLists(file: DocFile, fonts: readonly string[]): Lists {
  const definitions = readDefinitions(file.rest(PART.lists), fonts)
  const byId = new Map<string, NumberList>()
  const styles = new Map<string, readonly number[]>()
  readOverrides(file.part(PART.listOverrides), fonts, (id, { list, levels, starts }) => {
    const definition = definitions.get(list)
    if (definition === undefined) return
    byId.set(id, {
      counters: String(list),
      levels: Array.from(
        { length: LEVELS },
        (_, index) => levels.get(index) ?? definition.levels[index] ?? null,
      ),
      overrides: starts,
    })
    styles.set(id, definition.styles)
  })
  return {
    byId,
    levelOf: (list, chain) => {
      const linked = styles.get(list) ?? []
      for (const style of chain) {
        const level = linked.indexOf(style)
        if (level !== -1) return level
      }
      return null
    },
  }
}

function readDefinitions(bytes: Buffer, fonts: readonly string[]): ReadonlyMap<number, Definition> {
  const definitions = new Map<number, Definition>()
  const count = bytes.length < 2 ? 0 : short(bytes, 0)
  // The levels of all lists stand behind the last list.
  let offset = 2 + count * LIST_LENGTH
  for (let index = 0; index < count; index += 1) {
    const list = stretch(bytes, 2 + index * LIST_LENGTH, LIST_LENGTH)
    const isSimple = (list.readUInt8(26) & 1) !== 0
    const levels: NumberLevel[] = []
    while (levels.length < (isSimple ? 1 : LEVELS)) {
      const { level, length } = readLevel(bytes, offset, fonts)
      levels.push(level)
      offset += length
    }
    const styles = Array.from({ length: LEVELS }, (_, level) => list.readUInt16LE(8 + level * 2))
    definitions.set(list.readUInt32LE(0), {
      levels,
      styles: styles.map((style) => (style === NO_STYLE ? -1 : style)),
    })
  }
  return definitions
}

/** [MS-DOC] 2.9.150 (LVL): fixed part, formatting, text with the numbers of levels as codes 0 to 8. */
function readLevel(bytes: Buffer, offset: number, fonts: readonly string[]) {
  const fixed = stretch(bytes, offset, LEVEL_LENGTH)
  const characterLength = fixed.readUInt8(24)
  const formatting = offset + LEVEL_LENGTH + fixed.readUInt8(25)
  const text = formatting + characterLength
  const characters = short(bytes, text)
  const flags = fixed.readUInt8(5)
  const code = fixed.readUInt8(4)
  const format = readCharacterFormat([stretch(bytes, formatting, characterLength)])
  const written = stretch(bytes, text + 2, characters * 2)
    .subarray(0, LONGEST_TEXT * 2)
    .toString('utf16le')
  const level: NumberLevel = {
    start: startOf(fixed.readInt32LE(0)),
    format: formatOfCode(code),
    text:
      code === BULLET_CODE
        ? bulletText(written, format.font === null ? null : (fonts[format.font] ?? null))
        : numberText(written),
    // fNoRestart: the level goes on behind this one and those below (ilvlRestartLim).
    restart: (flags & 0x08) === 0 ? null : fixed.readUInt8(26),
    isLegal: (flags & 0x04) !== 0,
  }
  return { level, length: text + 2 + characters * 2 - offset }
}

function startOf(value: number): number {
  return value >= 0 && value <= LARGEST_START ? value : 0
}

function numberText(written: string): string {
  return readableBullet(written).replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: codes 0 to 8 stand for levels.
    /[\u0000-\u0008]/g,
    (character) => `%${character.charCodeAt(0) + 1}`,
  )
}

function bulletText(written: string, font: string | null): string {
  const text = isSymbolFont(font)
    ? written.replace(/[\u0021-\u00ff]/g, (character) =>
        String.fromCharCode(0xf000 + character.charCodeAt(0)),
      )
    : written
  return readableBullet(text)
}

/** What an override says of its list. */
interface Override {
  readonly list: number
  readonly levels: ReadonlyMap<number, NumberLevel>
  readonly starts: ReadonlyMap<number, number>
}

/** [MS-DOC] 2.9.131 to 2.9.133: the overrides, then for each of them its levels. */
function readOverrides(
  bytes: Buffer,
  fonts: readonly string[],
  found: (id: string, override: Override) => void,
): void {
  const count = bytes.length < 4 ? 0 : long(bytes, 0)
  let offset = 4 + count * OVERRIDE_LENGTH
  for (let index = 0; index < count; index += 1) {
    const fixed = stretch(bytes, 4 + index * OVERRIDE_LENGTH, OVERRIDE_LENGTH)
    const levels = new Map<number, NumberLevel>()
    const starts = new Map<number, number>()
    // A position that nobody uses stands before the levels.
    offset += 4
    for (let left = fixed.readUInt8(12); left > 0; left -= 1) {
      const start = startOf(long(bytes, offset) | 0)
      const flags = long(bytes, offset + 4)
      const number = flags & 0xf
      offset += 8
      if ((flags & 0x20) !== 0) {
        const { level, length } = readLevel(bytes, offset, fonts)
        levels.set(number, level)
        offset += length
        if ((flags & 0x10) !== 0) starts.set(number, level.start)
      } else if ((flags & 0x10) !== 0) starts.set(number, start)
    }
    found(String(index + 1), { list: fixed.readUInt32LE(0), levels, starts })
  }
}
