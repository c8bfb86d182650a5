import type { ColumnRole, CoreRole, Grammar } from '../model/grammar.ts'
import { fold } from '../text/fold.ts'
import { editDistance } from '../text/similarity.ts'
import { assignByContent } from './content.ts'
import type { Slot, Unit } from './units.ts'

/** Tables that share their columns: their roles are decided once, for all of them. */
export interface TableGroup {
  readonly columns: number
  /** Role of each column; `other` where nothing is known of it. */
  readonly roles: readonly string[]
  /** Heading of each column as printed, null where none was found. */
  readonly headings: readonly (string | null)[]
  /** True where no heading told the roles. */
  readonly isByContent: boolean
  /** Indexes of the units that are column headings. */
  readonly headingUnits: ReadonlySet<number>
}

export const UNKNOWN_ROLE = 'other'
const LARGEST_HEADING = 10

interface TableUnits {
  readonly units: readonly Unit[]
  readonly columns: number
  readonly columnsKnown: boolean
}

/** The group of each table, by the table's number. */
export function groupTables(
  units: readonly Unit[],
  grammar: Grammar,
): ReadonlyMap<number, TableGroup> {
  const groups = new Map<number, TableGroup>()
  const open: { tables: TableUnits[]; numbers: number[]; heading: Heading | null }[] = []
  for (const [number, table] of tablesOf(units)) {
    const heading = findHeading(table, grammar)
    const last = [...open].reverse().find((group) => fits(group, table, heading))
    if (last) {
      last.tables.push(table)
      last.numbers.push(number)
      last.heading = mergeHeadings(last.heading, heading)
    } else open.push({ tables: [table], numbers: [number], heading })
  }
  for (const group of open) {
    const made = makeGroup(group.tables, group.heading, grammar)
    for (const number of group.numbers) groups.set(number, made)
  }
  return groups
}

function tablesOf(units: readonly Unit[]): ReadonlyMap<number, TableUnits> {
  const lists = new Map<number, Unit[]>()
  for (const unit of units) {
    if (unit.table === null) continue
    const list = lists.get(unit.table)
    if (list) list.push(unit)
    else lists.set(unit.table, [unit])
  }
  const tables = new Map<number, TableUnits>()
  for (const [number, list] of lists) {
    const first = list[0]
    if (first)
      tables.set(number, { units: list, columns: first.columns, columnsKnown: first.columnsKnown })
  }
  return tables
}

interface Heading {
  readonly roles: readonly string[]
  readonly headings: readonly (string | null)[]
  readonly units: ReadonlySet<number>
}

function fits(
  group: { tables: readonly TableUnits[]; heading: Heading | null },
  table: TableUnits,
  heading: Heading | null,
): boolean {
  const first = group.tables[0]
  if (!first || first.columnsKnown !== table.columnsKnown) return false
  if (table.columnsKnown && first.columns !== table.columns) return false
  if (!heading || !group.heading) return true
  return heading.roles.join() === group.heading.roles.join()
}

function mergeHeadings(left: Heading | null, right: Heading | null): Heading | null {
  if (!left || !right) return left ?? right
  return { ...left, units: new Set([...left.units, ...right.units]) }
}

function makeGroup(
  tables: readonly TableUnits[],
  heading: Heading | null,
  grammar: Grammar,
): TableGroup {
  const columns = Math.max(...tables.map((table) => table.columns))
  if (heading) {
    const roles = Array.from(
      { length: columns },
      (_, column) => heading.roles[column] ?? UNKNOWN_ROLE,
    )
    return {
      columns,
      roles,
      headings: heading.headings,
      isByContent: false,
      headingUnits: heading.units,
    }
  }
  const rows = tables.flatMap((table) => table.units)
  return {
    columns,
    roles: assignByContent(rows, columns, grammar),
    headings: [],
    isByContent: true,
    headingUnits: new Set(),
  }
}

/** The heading rows of a table, null where fewer than two of its columns are told by them. */
function findHeading(table: TableUnits, grammar: Grammar): Heading | null {
  const units = new Set<number>()
  const levels: (readonly Slot[])[] = []
  let covered = 0
  for (const unit of table.units) {
    const own = unit.slots.filter((slot) => !slot.isCovered && !slot.isBlank)
    if (own.length === 0) {
      covered -= 1
      continue
    }
    const isSecond = units.has(unit.index - 1) && isSubheading(own, grammar)
    if (covered > 0 || isSecond || isHeadingRow(own, grammar)) {
      units.add(unit.index)
      if (units.size <= LARGEST_HEADING) levels.push(own)
      covered = Math.max(covered - 1, Math.max(...own.map((slot) => slot.rowSpan)) - 1)
    } else covered = 0
  }
  if (levels.length === 0) return null
  return { ...assignByHeading(levels, table.columns, grammar), units }
}

function isHeadingRow(slots: readonly Slot[], grammar: Grammar): boolean {
  if (slots.length < 2) return false
  const matches = slots
    .map((slot) => matchRole(slot.text, grammar.columns))
    .filter((match) => match !== null)
  const distinct = new Set(matches.map(({ role }) => role))
  return distinct.size >= 2 && matches.length * 2 >= slots.length
}

/** A row of «план», «факт» right under a heading row. */
function isSubheading(slots: readonly Slot[], grammar: Grammar): boolean {
  return slots.every((slot) => matchRole(slot.text, grammar.columns) !== null)
}

interface Match {
  readonly role: string
  /** Letters of the heading that the grammar's word explains. */
  readonly letters: number
}

function assignByHeading(levels: readonly (readonly Slot[])[], columns: number, grammar: Grammar) {
  const found: { column: number; match: Match; slot: Slot }[] = []
  const headings: (string | null)[] = Array.from({ length: columns }, () => null)
  for (const level of levels) {
    for (const slot of level) {
      const match = matchRole(slot.text, grammar.columns)
      for (let column = slot.column; column < slot.column + slot.columnSpan; column += 1) {
        headings[column] ??= slot.text
        if (match) found.push({ column, match, slot })
      }
    }
  }
  // The most telling heading first: a role that stands once goes to the column that names it best.
  found.sort(
    (left, right) => right.match.letters - left.match.letters || left.column - right.column,
  )
  const roles: string[] = Array.from({ length: columns }, () => UNKNOWN_ROLE)
  const taken = new Set<string>()
  for (const { column, match } of found) {
    if (roles[column] !== UNKNOWN_ROLE) continue
    const isCore = isCoreRole(match.role)
    if (isCore && taken.has(match.role)) continue
    roles[column] = match.role
    if (isCore) taken.add(match.role)
  }
  return { roles, headings }
}

export function isCoreRole(role: string): role is CoreRole {
  return ['number', 'item', 'measure', 'deadline', 'executors', 'response'].includes(role)
}

const matchCache = new WeakMap<readonly ColumnRole[], Map<string, Match | null>>()

/** The role whose words explain most of a heading; one wrong letter in six is forgiven. */
export function matchRole(heading: string, columns: readonly ColumnRole[]): Match | null {
  const letters = headingLetters(heading)
  if (letters === '' || letters.length > 120) return null
  let cache = matchCache.get(columns)
  if (!cache) {
    cache = new Map()
    matchCache.set(columns, cache)
  }
  const known = cache.get(letters)
  if (known !== undefined) return known
  const match = findRole(letters, columns)
  if (cache.size < 500) cache.set(letters, match)
  return match
}

function findRole(letters: string, columns: readonly ColumnRole[]): Match | null {
  let best: Match | null = null
  for (const { role, words } of columns) {
    for (const word of words) {
      const explained = explainedLetters(letters, word)
      if (explained > 0 && explained > (best?.letters ?? 0)) best = { role, letters: explained }
    }
  }
  return best
}

/** Whole heading: its length (and half a letter more); a part that is most of it: the part. */
function explainedLetters(letters: string, word: string): number {
  if (letters === word) return word.length + 0.5
  if (word.length >= 5 && letters.includes(word) && word.length * 3 >= letters.length)
    return word.length
  const limit = Math.floor(word.length / 6)
  if (limit > 0 && editDistance(letters, word, limit) <= limit) return word.length - limit
  return 0
}

/** Folded letters, digits and №, nothing else: a heading broken by hyphens and blanks is whole. */
export function headingLetters(heading: string): string {
  return fold(heading).replace(/[^\p{L}\p{N}№%]/gu, '')
}
