import { readableBullet } from '../../document/numbering/bullet.ts'
import { BULLET_CODE, formatOfCode } from '../../document/numbering/codes.ts'
import type { NumberLevel, NumberList } from '../../document/numbering/index.ts'
import type { Fonts } from './fonts.ts'

/** A level while its words are read. */
export interface LevelDraft {
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

export const LEVELS = 9

/** The lists of the document by the number that paragraphs name. */
export function listsOf(tables: ListTables, fonts: Fonts): ReadonlyMap<string, NumberList> {
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

/** A level before its words. */
export function openLevel(): LevelDraft {
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

function readLevel(level: LevelDraft, fonts: Fonts): NumberLevel {
  const { start, restart, isLegal } = level
  const format = formatOfCode(level.format)
  return { start, format, text: readText(level, fonts), restart, isLegal }
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
  return readableBullet(written, font?.trim())
}
