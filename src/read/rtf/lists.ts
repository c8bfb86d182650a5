import { readableBullet } from '../../document/numbering/bullet.ts'
import { BULLET_CODE, formatOfCode } from '../../document/numbering/codes.ts'
import type { NumberLevel, NumberList } from '../../document/numbering/index.ts'
import { isSymbolFont } from '../../document/symbols.ts'
import type { Fonts } from './fonts.ts'
import { type Handler, own, type Reading, type Words } from './reading.ts'

/** A level while its words are read. */
interface LevelDraft {
  start: number
  format: number
  restart: number | null
  isLegal: boolean
  isPicture: boolean
  /** Its length, then its characters; those below 9 stand for the numbers of levels. */
  text: string
  /** Its length, then the 1-based positions of the numbers in the text. */
  positions: string
  font: number | null
}

interface ListDraft {
  id: number
  readonly levels: LevelDraft[]
}

interface OverrideDraft {
  list: number
  number: number
  readonly levels: { start: number | null; hasStart: boolean; level: LevelDraft | null }[]
}

/** The list table and the list override table. */
export interface ListTables {
  readonly lists: ListDraft[]
  readonly overrides: OverrideDraft[]
  /** The lists by the number that `\ls` names, made at the first use. */
  byNumber: ReadonlyMap<string, NumberList> | null
}

const LEVELS = 9
const MOST_OVERRIDES = 100_000
export function createLists(): ListTables {
  return { lists: [], overrides: [], byNumber: null }
}

/** The lists of the document by the number that paragraphs name. */
export function listsOf({ lists: tables, fonts }: Reading): ReadonlyMap<string, NumberList> {
  tables.byNumber ??= resolveLists(tables, fonts)
  return tables.byNumber
}

function resolveLists({ lists, overrides }: ListTables, fonts: Fonts): Map<string, NumberList> {
  const byId = new Map(lists.map((list) => [list.id, readLevels(list, fonts)]))
  const byNumber = new Map<string, NumberList>()
  for (const override of overrides) {
    const defined = byId.get(override.list)
    if (defined === undefined) continue
    const starts = new Map<number, number>()
    const levels = [...defined]
    override.levels.slice(0, LEVELS).forEach(({ start, hasStart, level }, index) => {
      if (level !== null) levels[index] = readLevel(level, fonts)
      const first = start ?? level?.start ?? null
      if (hasStart && first !== null) starts.set(index, first)
    })
    byNumber.set(String(override.number), {
      counters: String(override.list),
      levels,
      overrides: starts,
    })
  }
  return byNumber
}

function readLevels({ levels }: ListDraft, fonts: Fonts): readonly (NumberLevel | null)[] {
  return Array.from({ length: LEVELS }, (_, index) => {
    const level = levels[index]
    return level === undefined ? null : readLevel(level, fonts)
  })
}

function readLevel(level: LevelDraft, fonts: Fonts): NumberLevel {
  const format = formatOfCode(level.format)
  return {
    start: level.start,
    format,
    text: readText(level, fonts),
    restart: level.restart,
    isLegal: level.isLegal,
  }
}

function readText(level: LevelDraft, fonts: Fonts): string {
  if (level.isPicture) return '•'
  const length = level.text.charCodeAt(0) || 0
  const text = level.text.slice(1, 1 + length)
  const positions = new Set(Array.from(level.positions, (mark) => mark.charCodeAt(0)))
  const written = Array.from({ length: text.length }, (_, index) => {
    const code = text.charCodeAt(index)
    if (code < LEVELS) return positions.has(index + 1) ? `%${code + 1}` : ''
    return text.charAt(index)
  }).join('')
  if (level.format !== BULLET_CODE) return readableBullet(written)
  const font = level.font === null ? null : (fonts.byNumber.get(level.font)?.name ?? null)
  return readableBullet(
    isSymbolFont(font?.trim() ?? null)
      ? written.replace(/[\u0021-\u00ff]/g, toPrivateUse)
      : written,
  )
}

function toPrivateUse(character: string): string {
  return String.fromCharCode(0xf000 + character.charCodeAt(0))
}

/** Words inside the list table (RTF 1.9.1, «List Table»). */
export const LIST_WORDS: Words = new Map<string, Handler>([
  ['list', ({ lists }) => lists.lists.push({ id: 0, levels: [] })],
  [
    'listlevel',
    ({ lists }) => {
      const levels = lists.lists.at(-1)?.levels
      if (levels !== undefined && levels.length < LEVELS) levels.push(openLevel())
    },
  ],
  [
    'listid',
    ({ lists }, value) => {
      const list = lists.lists.at(-1)
      if (list !== undefined) list.id = value ?? 0
    },
  ],
  ...levelWords(({ lists }) => lists.lists.at(-1)?.levels.at(-1)),
])

/** Words inside the list override table (RTF 1.9.1, «List Override Table»). */
export const OVERRIDE_WORDS: Words = new Map<string, Handler>([
  [
    'listoverride',
    ({ lists: { overrides } }) => {
      if (overrides.length < MOST_OVERRIDES) overrides.push({ list: 0, number: 0, levels: [] })
    },
  ],
  [
    'listid',
    ({ lists }, value) => {
      const override = lists.overrides.at(-1)
      if (override !== undefined) override.list = value ?? 0
    },
  ],
  [
    'ls',
    ({ lists }, value) => {
      const override = lists.overrides.at(-1)
      if (override !== undefined) override.number = value ?? 0
    },
  ],
  [
    'lfolevel',
    ({ lists }) => {
      const levels = lists.overrides.at(-1)?.levels
      if (levels !== undefined && levels.length < LEVELS)
        levels.push({ start: null, hasStart: false, level: null })
    },
  ],
  [
    'listoverridestartat',
    ({ lists }) => {
      const level = lists.overrides.at(-1)?.levels.at(-1)
      if (level !== undefined) level.hasStart = true
    },
  ],
  [
    'listlevel',
    ({ lists }) => {
      const level = lists.overrides.at(-1)?.levels.at(-1)
      if (level !== undefined) level.level = openLevel()
    },
  ],
  ...levelWords(({ lists }) => lists.overrides.at(-1)?.levels.at(-1)?.level ?? undefined),
  [
    'levelstartat',
    ({ lists }, value) => {
      const level = lists.overrides.at(-1)?.levels.at(-1)
      if (level?.level != null) level.level.start = value ?? 1
      else if (level !== undefined) level.start = value ?? 1
    },
  ],
])

function openLevel(): LevelDraft {
  return {
    start: 1,
    format: 0,
    restart: null,
    isLegal: false,
    isPicture: false,
    text: '',
    positions: '',
    font: null,
  }
}

function levelWords(
  find: (reading: Reading) => LevelDraft | undefined,
): readonly (readonly [string, Handler])[] {
  const set =
    (change: (level: LevelDraft, value: number | null, reading: Reading) => void): Handler =>
    (reading, value) => {
      const level = find(reading)
      if (level !== undefined) change(level, value, reading)
    }
  const capture = (part: 'text' | 'positions'): Handler =>
    set((level, _, reading) => {
      const group = own(reading)
      group.write = (_, text) => {
        // The first character is the length; nothing longer is printed.
        if (level[part].length < 64) level[part] += text
      }
      group.words = new Map()
    })
  return [
    ['levelnfc', set((level, value) => Object.assign(level, { format: value ?? 0 }))],
    ['levelnfcn', set((level, value) => Object.assign(level, { format: value ?? 0 }))],
    ['levelstartat', set((level, value) => Object.assign(level, { start: value ?? 1 }))],
    ['levellegal', set((level, value) => Object.assign(level, { isLegal: value !== 0 }))],
    ['levelpicture', set((level) => Object.assign(level, { isPicture: true }))],
    [
      'levelnorestart',
      set((level, value) => Object.assign(level, { restart: value === 0 ? null : 0 })),
    ],
    ['f', set((level, value) => Object.assign(level, { font: value ?? 0 }))],
    ['leveltext', capture('text')],
    ['levelnumbers', capture('positions')],
  ]
}
