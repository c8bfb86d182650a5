import { kept } from '../../text/lists.ts'
import { formatNumber } from './format.ts'

/** One level of a list as its document defines it. */
export interface NumberLevel {
  /** The first number. */
  readonly start: number
  /** A format of `formatNumber`. */
  readonly format: string
  /**
   * What is printed, with `%1` to `%9` for the numbers of the levels and `%:` for that of a tenth;
   * of a bullet its character.
   */
  readonly text: string
  /**
   * The level starts anew after a paragraph of level `restart` or a higher one (1-based, 0 never);
   * null means after any higher level.
   */
  readonly restart: number | null
  /** All numbers in it are printed in Arabic digits. */
  readonly isLegal: boolean
}

/** A list that paragraphs can ask for. */
export interface NumberList {
  /** Lists with the same counters go on counting each other. */
  readonly counters: string
  /** By level, 0-based; null where a level is not defined. */
  readonly levels: readonly (NumberLevel | null)[]
  /** By level, the number that the first paragraph of this very list gets there. */
  readonly overrides: ReadonlyMap<number, number>
}

/** The lists of a document by the name that paragraphs ask for. */
export type NumberLists = Pick<ReadonlyMap<string, NumberList>, 'get'>

/** The printed numbers of one flow of text: called for each numbered paragraph in order. */
export interface Numberer {
  /**
   * The number or bullet that is printed, null where nothing is. `level` is 0-based; `from` is the
   * number that the paragraph itself asks for. Undefined where the list or its level is not defined;
   * nothing is counted then.
   */
  readonly next: (list: string, level: number, from?: number | null) => string | null | undefined
}

/** What has been counted so far under one name of counters. */
interface Counters {
  readonly values: (number | null)[]
  /** `list level` of every override that was applied. */
  readonly applied: Set<string>
}

/**
 * Counts the automatic numbers of a document, whatever its format.
 * Method: ECMA-376 Part 1, 17.9; where it is silent, as LibreOffice 7.4 and docx4j print it: lists
 * of one abstract numbering share counters, an override restarts once, a higher level that was
 * skipped counts as used.
 */
export function createNumberer(lists: NumberLists): Numberer {
  const counted = new Map<string, Counters>()
  return {
    next: (name, level, from = null) => {
      const list = lists.get(name)
      const definition = list?.levels[level]
      if (list === undefined || definition === null || definition === undefined) return undefined
      const counters = kept(counted, list.counters, () => ({
        values: [],
        applied: new Set<string>(),
      }))
      count(counters, { name, list, level })
      if (from !== null) counters.values[level] = from
      return print(definition, list, counters.values)
    },
  }
}

function count(
  { values, applied }: Counters,
  { name, list, level }: { name: string; list: NumberList; level: number },
): void {
  for (let higher = 0; higher < level; higher += 1)
    values[higher] ??= list.overrides.get(higher) ?? list.levels[higher]?.start ?? 0
  const override = list.overrides.get(level)
  const last = values[level] ?? null
  if (override !== undefined && !applied.has(`${name} ${level}`)) {
    applied.add(`${name} ${level}`)
    values[level] = override
  } else values[level] = last === null ? (list.levels[level]?.start ?? 0) : last + 1
  for (let lower = level + 1; lower < list.levels.length; lower += 1) {
    const restart = list.levels[lower]?.restart ?? null
    if (restart === null || level < restart) values[lower] = null
  }
}

function print(
  level: NumberLevel,
  list: NumberList,
  values: readonly (number | null)[],
): string | null {
  const { text } = level
  let printed = ''
  let done = 0
  for (let at = text.indexOf('%'); at !== -1; at = text.indexOf('%', at + 1)) {
    // The colon follows 9 in ASCII.
    const index = text.charCodeAt(at + 1) - 0x31
    if (!(index >= 0 && index <= 9)) continue
    const value = values[index] ?? null
    const format = list.levels[index]?.format ?? 'none'
    printed += text.slice(done, at)
    if (value !== null)
      printed += formatNumber(value, level.isLegal && !isArabic(format) ? 'decimal' : format)
    done = at + 2
  }
  const marker = (printed + text.slice(done)).trim()
  return marker === '' ? null : marker
}

/** What `isLegal` leaves as it is: leading zeros and numbers that are not printed. */
function isArabic(format: string): boolean {
  return format === 'none' || format === 'decimalZero'
}
