import { readableBullet } from '../../document/numbering/bullet.ts'
import { BULLET_CODE, formatOfCode } from '../../document/numbering/codes.ts'
import { formatNumber } from '../../document/numbering/format.ts'
import type { NumberLevel, NumberList } from '../../document/numbering/index.ts'
import type { Fonts } from './fonts.ts'

/*
 * Numbers of paragraphs: of the lists in the tables of the document, and of Word 6, where each
 * paragraph says itself how its number is printed.
 */

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

/** What `\pn` says of the number of a paragraph (RTF 1.9.1, «Bullets and Numbering»). */
export interface OldNumber {
  /** 0-based level of `\pnlvl`; `body` counts alone, `skipped` prints nothing and ends no list. */
  level: number | 'body' | 'bullet' | 'skipped'
  /** A format of `formatNumber`. */
  format: string
  start: number
  before: string
  after: string
  /** The numbers of the levels above are printed before its own. */
  hasOuter: boolean
}

/** The numbers of one flow of text that paragraphs describe themselves. */
export interface OldCounters {
  /** By level the number that was printed last, and how. */
  readonly levels: (Counted | null)[]
  /** The same of those without a level, by what they print around it. */
  readonly bodies: Map<string, number>
}

interface Counted {
  readonly number: OldNumber
  readonly value: number
}

/**
 * Counts a paragraph and gives what is printed before it, null where nothing is. A list ends with a
 * paragraph without a number: the next one begins with its start, as Word 6 does it.
 */
export function nextOldNumber({ levels, bodies }: OldCounters, number: OldNumber): string | null {
  const { level, before, after, start, format } = number
  if (level === 'skipped') return null
  if (level === 'bullet') return trimmed(`${before}${after}`)
  if (level === 'body') {
    const key = JSON.stringify([format, start, before, after])
    const value = (bodies.get(key) ?? start - 1) + 1
    bodies.set(key, value)
    return trimmed(`${before}${formatNumber(value, format)}${after}`)
  }
  const value = (levels[level]?.value ?? start - 1) + 1
  levels.length = level
  levels[level] = { number, value }
  const outer = number.hasOuter ? levels.slice(0, level).map(printOuter).join('') : ''
  return trimmed(`${outer}${before}${formatNumber(value, format)}${after}`)
}

/** A paragraph without a number ends the lists. */
export function endOldLists(counters: OldCounters): void {
  counters.levels.length = 0
  counters.bodies.clear()
}

function printOuter(counted: Counted | null): string {
  if (counted === null || counted === undefined) return ''
  const { number, value } = counted
  return `${formatNumber(value, number.format)}${number.after === '' ? '.' : number.after}`
}

function trimmed(text: string): string | null {
  const printed = text.replace(/\s+/g, ' ').trim()
  return printed === '' ? null : printed
}
