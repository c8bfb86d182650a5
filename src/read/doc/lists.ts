import { readableBullet } from '../../document/numbering/bullet.ts'
import { BULLET_CODE, formatOfCode } from '../../document/numbering/codes.ts'
import type { NumberLevel, NumberList, NumberLists } from '../../document/numbering/index.ts'
import { checkStretch, type DocFile, long, PART, short } from './file.ts'
import { readCharacterFormat } from './properties.ts'
import type { Fonts } from './styles.ts'

/** The lists of a document by the number that paragraphs name, and the levels of styles. */
export interface Lists {
  readonly byId: NumberLists
  /** The level of the list that one of these styles, nearest first, is linked with. */
  readonly levelOf: (list: string, styles: readonly number[]) => number | null
}

/** A list of the document: where it and its levels stand. */
interface Definition {
  readonly offset: number
  readonly levels: readonly number[]
}

const LEVELS = 9
const LIST_LENGTH = 28
const LEVEL_LENGTH = 28
const OVERRIDE_LENGTH = 16
const NO_STYLE = 0xfff
// Characters of the text around a number; Word takes no more than 31.
const LONGEST_TEXT = 64
const LARGEST_START = 0x7fff

/**
 * Reads the lists and their overrides (PlfLst, PlfLfo; [MS-DOC] 2.9.190, 2.9.189). Documents define
 * more levels than they print: those of a list are read when a paragraph first asks for it.
 */
export function readLists(file: DocFile, fonts: Fonts): Lists {
  const bytes = file.rest(PART.lists)
  const definitions = findDefinitions(bytes)
  const overrides = readOverrides(file.part(PART.listOverrides))
  const read = new Map<string, NumberList>()
  return {
    byId: {
      get: (id) => {
        const known = read.get(id)
        if (known !== undefined) return known
        const override = overrides[Number(id) - 1]
        const definition = definitions.get(override?.list ?? -1)
        if (override === undefined || definition === undefined) return undefined
        const list = readList(bytes, definition, { override, fonts })
        read.set(id, list)
        return list
      },
    },
    levelOf: (id, chain) => {
      const definition = definitions.get(overrides[Number(id) - 1]?.list ?? -1)
      return definition === undefined ? null : linkedLevel(bytes, definition, chain)
    },
  }
}

function readList(
  bytes: Buffer,
  definition: Definition,
  { override, fonts }: { readonly override: Override; readonly fonts: Fonts },
): NumberList {
  const levels = Array.from({ length: LEVELS }, (_, index) => {
    const own = override.levels.get(index)
    if (own !== undefined) return readLevel(override.bytes, own, fonts)
    const offset = definition.levels[index]
    return offset === undefined ? null : readLevel(bytes, offset, fonts)
  })
  return { counters: String(override.list), levels, overrides: override.starts }
}

/** The level that the nearest of some styles is linked with (rgistdPara, [MS-DOC] 2.9.147). */
function linkedLevel(
  bytes: Buffer,
  { offset }: Definition,
  styles: readonly number[],
): number | null {
  for (const style of styles)
    for (let level = 0; level < LEVELS; level += 1)
      if (style !== NO_STYLE && bytes.readUInt16LE(offset + 8 + level * 2) === style) return level
  return null
}

function findDefinitions(bytes: Buffer): ReadonlyMap<number, Definition> {
  const definitions = new Map<number, Definition>()
  const count = bytes.length < 2 ? 0 : short(bytes, 0)
  // The levels of all lists stand behind the last list.
  let next = 2 + count * LIST_LENGTH
  for (let index = 0; index < count; index += 1) {
    const offset = 2 + index * LIST_LENGTH
    checkStretch(bytes, offset, LIST_LENGTH)
    const isSimple = (bytes.readUInt8(offset + 26) & 1) !== 0
    const levels: number[] = []
    while (levels.length < (isSimple ? 1 : LEVELS)) {
      levels.push(next)
      next = levelEnd(bytes, next)
    }
    definitions.set(bytes.readUInt32LE(offset), { offset, levels })
  }
  return definitions
}

/** Where the text of a level stands, behind its fixed part and its formatting. */
function levelText(bytes: Buffer, offset: number): number {
  return offset + LEVEL_LENGTH + bytes.readUInt8(offset + 25) + bytes.readUInt8(offset + 24)
}

/** Throws `FILE_DAMAGED` where the level is cut off. */
function levelEnd(bytes: Buffer, offset: number): number {
  checkStretch(bytes, offset, LEVEL_LENGTH)
  const text = levelText(bytes, offset)
  const length = short(bytes, text) * 2
  checkStretch(bytes, text + 2, length)
  return text + 2 + length
}

/** [MS-DOC] 2.9.150 (LVL): fixed part, formatting, text with the numbers of levels as codes 0 to 8. */
function readLevel(bytes: Buffer, offset: number, fonts: Fonts): NumberLevel {
  const text = levelText(bytes, offset)
  const flags = bytes.readUInt8(offset + 5)
  const code = bytes.readUInt8(offset + 4)
  const length = Math.min(short(bytes, text), LONGEST_TEXT) * 2
  const written = bytes.toString('utf16le', text + 2, text + 2 + length)
  const formatting = { bytes, start: text - bytes.readUInt8(offset + 24), end: text }
  return {
    start: startOf(bytes.readInt32LE(offset)),
    format: formatOfCode(code),
    text:
      code === BULLET_CODE
        ? readableBullet(written, fonts.name(readCharacterFormat(formatting).font))
        : numberText(written),
    // fNoRestart: the level goes on behind this one and those below (ilvlRestartLim).
    restart: (flags & 0x08) === 0 ? null : bytes.readUInt8(offset + 26),
    isLegal: (flags & 0x04) !== 0,
  }
}

function startOf(value: number): number {
  return value >= 0 && value <= LARGEST_START ? value : 0
}

/** Codes 0 to 8 stand for the numbers of levels. */
function numberText(written: string): string {
  let text = ''
  for (let index = 0; index < written.length; index += 1) {
    const code = written.charCodeAt(index)
    text += code < LEVELS ? `%${code + 1}` : written.charAt(index)
  }
  return readableBullet(text)
}

/** What an override says of its list. */
interface Override {
  readonly list: number
  readonly bytes: Buffer
  /** Where its levels stand. */
  readonly levels: ReadonlyMap<number, number>
  readonly starts: ReadonlyMap<number, number>
}

/** [MS-DOC] 2.9.131 to 2.9.133: the overrides, then for each of them its levels. */
function readOverrides(bytes: Buffer): readonly Override[] {
  const count = bytes.length < 4 ? 0 : long(bytes, 0)
  const overrides: Override[] = []
  let offset = 4 + count * OVERRIDE_LENGTH
  for (let index = 0; index < count; index += 1) {
    const fixed = 4 + index * OVERRIDE_LENGTH
    checkStretch(bytes, fixed, OVERRIDE_LENGTH)
    const left = bytes.readUInt8(fixed + 12)
    const list = bytes.readUInt32LE(fixed)
    // A position that nobody uses stands before the levels.
    offset += 4
    const { end, ...found } = readOverrideLevels(bytes, offset, left)
    overrides.push({ list, bytes, ...found })
    offset = end
  }
  return overrides
}

function readOverrideLevels(bytes: Buffer, offset: number, count: number) {
  const levels = new Map<number, number>()
  const starts = new Map<number, number>()
  let end = offset
  for (let left = count; left > 0; left -= 1) {
    let start = startOf(long(bytes, end) | 0)
    const flags = long(bytes, end + 4)
    const number = flags & 0xf
    end += 8
    if ((flags & 0x20) !== 0) {
      levels.set(number, end)
      start = startOf(long(bytes, end) | 0)
      end = levelEnd(bytes, end)
    }
    if ((flags & 0x10) !== 0) starts.set(number, start)
  }
  return { levels, starts, end }
}
