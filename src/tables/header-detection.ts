import type { Grammar } from '../model/grammar.ts'
import { LETTERS } from '../text/letters.ts'
import { largest } from '../text/lists.ts'
import { isFurther, profilesOf, score, textLooksLike } from './content.ts'
import { isCoreRole, type Match, matchRole, UNKNOWN_ROLE } from './roles.ts'
import { startsLower } from './row-words.ts'
import { isFilled, type Slot, type Unit } from './units.ts'

/** The rows of one table. */
export interface TableUnits {
  readonly units: readonly Unit[]
  readonly columns: number
  readonly columnsKnown: boolean
}

/** What the heading rows of a table tell, and their indexes. */
export interface Heading extends HeadingRoles {
  readonly units: ReadonlySet<number>
}

const LARGEST_HEADING = 10
/** A heading row of unknown words stands at the top and is short. */
const TOP_ROWS = 3
const LONGEST_HEADING = 70
/** No cell of a heading row says more. */
const LONGEST_WORDS = 160
const LETTER_OR_NUMBER_SIGN = new RegExp(`[${LETTERS}№]`)
const END_OF_SENTENCE = new RegExp(`^[${LETTERS}]{4}[.;]$`)

/** The heading rows of a table, null where fewer than two of its columns are told by them. */
export function findHeading(table: TableUnits, grammar: Grammar): Heading | null {
  const units = new Set<number>()
  const levels: (readonly Slot[])[] = []
  let covered = 0
  for (const [index, unit] of table.units.entries()) {
    const own = unit.slots.filter(isFilled)
    if (own.length === 0) {
      covered -= 1
      continue
    }
    const isSecond = units.has(unit.index - 1) && isSubheading(own, unit, grammar)
    const isTop =
      index < TOP_ROWS && units.size === 0 && isStrangeHeading(own, table, index, grammar)
    if (covered > 0 || isSecond || isTop || isHeadingRow(own, grammar)) {
      units.add(unit.index)
      if (units.size <= LARGEST_HEADING) levels.push(unit.slots)
      covered = Math.max(covered - 1, largest(own.map((slot) => slot.rowSpan)) - 1)
    } else covered = 0
  }
  if (levels.length === 0) return null
  const { columns } = table
  const body = table.units.filter((unit) => !units.has(unit.index))
  const placed = table.columnsKnown
    ? levels
    : levels.map(
        (slots, level) =>
          spanSubheadings(slots, levels[level + 1], columns) ??
          stretchHeading(slots, body, { columns, grammar }),
      )
  const filled = placed.map((slots) => slots.filter(isFilled))
  return { ...assignByHeading(filled, columns, grammar), units }
}

/** True where cells name columns. */
export function isHeadingRow(slots: readonly Slot[], grammar: Grammar): boolean {
  if (slots.length < 2 || slots.some(isOfData)) return false
  const matches = slots
    .map((slot) => (isSentence(slot.text) ? null : matchRole(slot.text, grammar.columns)))
    .filter((match) => match !== null)
  const distinct = new Set(matches.map(({ role }) => role))
  return distinct.size >= 2 && matches.length * 2 >= slots.length
}

/** «Виконано.» is an answer, «Виконано» may be a heading. */
function isSentence(text: string): boolean {
  return END_OF_SENTENCE.test(text.trimEnd().slice(-5))
}

/** A long text or a year stands in no heading of a column. */
function isOfData({ text }: Slot): boolean {
  return text.length > LONGEST_WORDS || /(?:19|20)\d\d\s*-/.test(text)
}

/**
 * A heading in words that the grammar does not know: short words in most columns, no figures, and
 * either one known word among them or the column numbers below.
 */
function isStrangeHeading(
  slots: readonly Slot[],
  table: TableUnits,
  index: number,
  grammar: Grammar,
): boolean {
  if (slots.length < 3 || slots.length * 3 < table.columns * 2) return false
  const isShort = slots.every(
    ({ text }) =>
      text.length <= LONGEST_HEADING && LETTER_OR_NUMBER_SIGN.test(text) && !/\d/.test(text),
  )
  if (!isShort) return false
  const next = table.units[index + 1]
  return (
    (next !== undefined && isColumnNumbers(next)) ||
    slots.some((slot) => matchRole(slot.text, grammar.columns) !== null)
  )
}

/** A row of «план», «факт» right under a heading row, or of short words under its last columns. */
function isSubheading(slots: readonly Slot[], unit: Unit, grammar: Grammar): boolean {
  if (slots.length < 2 || slots.some(isOfData)) return false
  const isUnderLast = unit.slots.filter(({ column }) => column < 2).every(({ isBlank }) => isBlank)
  if (isUnderLast && unit.columns > 3 && slots.every(isShortHeading)) return true
  return slots.every((slot) => matchRole(slot.text, grammar.columns) !== null)
}

function isShortHeading({ text, marker }: Slot): boolean {
  // A small letter goes on with a row that a page has cut.
  const isOwn = marker === null && !startsLower(text) && !/^\s*\d+\s?\)/.test(text)
  return isOwn && text.length <= LONGEST_HEADING && !isSentence(text)
}

/** Roles of the columns as their headings tell them; `other` where they tell nothing. */
interface HeadingRoles {
  readonly roles: readonly string[]
  readonly headings: readonly (string | null)[]
  /** True where one column names two roles. */
  readonly isDoubtful: boolean
  /** Columns that could be the response, and another one is. */
  readonly rivals: readonly number[]
  /** The column that names both the deadline and the executors, null where none does. */
  readonly pair: number | null
}

const PARTS = /[,;/]|\s(?:та|і|й)\s/iu
const PAIR: readonly string[] = ['deadline', 'executors']
const ANSWER_ROLES: readonly string[] = [...PAIR, 'response']

interface Told {
  readonly column: number
  readonly match: Match
  /** The lowest cell of the heading above the column; it may span several. */
  readonly lowest: Slot
}

/** The heading nearest to the cells counts: «статус» under «Виконання заходу» is a status. */
export function assignByHeading(
  levels: readonly (readonly Slot[])[],
  columns: number,
  grammar: Grammar,
): HeadingRoles {
  const told: (Told | null)[] = Array.from({ length: columns }, () => null)
  const above: (Told | null)[] = Array.from({ length: columns }, () => null)
  const headings: (string | null)[] = Array.from({ length: columns }, () => null)
  const lowest: (Slot | null)[] = Array.from({ length: columns }, () => null)
  for (const slot of levels.flat()) {
    const match = matchRole(slot.text, grammar.columns) ?? matchParts(slot.text, grammar)
    for (let column = slot.column; column < slot.column + slot.columnSpan; column += 1) {
      headings[column] = slot.text
      lowest[column] = slot
      if (!match) continue
      if (ANSWER_ROLES.includes(match.role)) above[column] = { column, match, lowest: slot }
      told[column] = { column, match, lowest: slot }
    }
  }
  const found = told
    .map((one, column) => answerAbove(one, above[column], told) ?? one)
    .filter((one) => one !== null)
    .map((one) => ({ ...one, lowest: lowest[one.column] ?? one.lowest }))
  const given = giveRoles(found, columns, grammar)
  const named = found.map(({ column, lowest }) => ({
    column,
    roles: rolesNamed(lowest.text, grammar),
  }))
  const several = named.filter(({ roles }) => roles.size > 1)
  const [two, another] = several
  const isPair = two && !another && two.roles.has('deadline') && two.roles.has('executors')
  const isAlone = PAIR.every((role) =>
    found.every(({ column, match }) => match.role !== role || column === two?.column),
  )
  return {
    roles: given.roles,
    isDoubtful: several.length > 0,
    rivals: given.rivals,
    pair: isPair && isAlone && given.rivals.length === 0 ? two.column : null,
    headings,
  }
}

/** «Строк та виконавець»: neither is most of the heading, but each is all of its part. */
function matchParts(heading: string, grammar: Grammar): Match | null {
  const parts = heading.split(PARTS)
  const matches = parts.flatMap((part) => matchRole(part, grammar.columns) ?? [])
  const [first] = matches
  return first && parts.length > 1 && matches.length === parts.length ? first : null
}

/** «Строк виконання, відповідальні»: one column holds what has two. */
function rolesNamed(heading: string, grammar: Grammar): ReadonlySet<string> {
  const roles = heading
    .split(PARTS)
    .flatMap((part) => matchRole(part, grammar.columns)?.role ?? [])
    .filter((role) => ANSWER_ROLES.includes(role))
  return new Set(roles)
}

/** «план» and «факт» under «Результат» or «Строк» hold it where no other column does. */
function answerAbove(
  own: Told | null,
  above: Told | null | undefined,
  told: readonly (Told | null)[],
): Told | null {
  if (!own || !above || isCoreRole(own.match.role)) return null
  const { role } = above.match
  // A column that nothing is told of may be the response: its cells decide.
  const mayBe = (one: Told | null) =>
    one?.match.role === role || (role === 'response' && one === null)
  return told.some(mayBe) ? null : above
}

/** The most telling heading first: a role that stands once goes to the column that names it best. */
function giveRoles(found: readonly Told[], columns: number, grammar: Grammar) {
  const sorted = found.toSorted(
    (left, right) => right.match.letters - left.match.letters || order(left, right),
  )
  const roles: string[] = Array.from({ length: columns }, () => UNKNOWN_ROLE)
  const holders = new Map<string, Told>()
  const rivals: number[] = []
  for (const one of sorted) {
    const { column, match } = one
    const holder = isCoreRole(match.role) ? holders.get(match.role) : undefined
    if (holder === undefined) {
      roles[column] = match.role
      holders.set(match.role, one)
    } else if (holder.lowest === one.lowest) {
      // A heading over two columns whose cells are as wide: the cells begin in the first.
    } else if (match.role === 'number') {
      // The left one counts what the other is part of.
      roles[Math.min(column, holder.column)] = 'number'
      roles[Math.max(column, holder.column)] = 'measureNumber'
    } else if (match.role === 'item') {
      // Of two such columns the left one is the direction that the other belongs to.
      roles[Math.min(column, holder.column)] = 'direction'
      roles[Math.max(column, holder.column)] = 'item'
    } else if (PAIR.includes(match.role)) {
      const isTwo = [one, holder].some(({ lowest }) => isFurther(lowest.text, match.role, grammar))
      if (isTwo) roles[column] = match.role
    } else if (match.role === 'response') {
      rivals.push(column)
      if (areOfBodies(one, holder, grammar)) roles[column] = 'response'
    }
  }
  return { roles, rivals }
}

/** «Управління освіти» and «Відділ культури» under «Інформація виконавців»: both answer. */
function areOfBodies(left: Told, right: Told, grammar: Grammar): boolean {
  return [left, right].every(
    ({ lowest, match }) =>
      matchRole(lowest.text, grammar.columns) !== match &&
      textLooksLike(lowest.text, 'executors', grammar),
  )
}

/** Of two columns for the response, one a period, the last is about the last period. */
function order(left: Told, right: Told): number {
  if (left.lowest === right.lowest) return left.column - right.column
  return left.match.role === 'response' ? right.column - left.column : left.column - right.column
}

/** What a heading that spans several columns loses, so that spans are no longer than needed. */
const WIDE = 0.5

/**
 * The cells of a heading row put over the columns of a table whose cells have no known columns: a
 * row with fewer cells than columns had some merged, and which ones the cells below tell. The
 * cheapest split of the columns among the headings, each at least one wide (dynamic programming).
 */
function stretchHeading(
  slots: readonly Slot[],
  units: readonly Unit[],
  table: { readonly columns: number; readonly grammar: Grammar },
): readonly Slot[] {
  const { columns, grammar } = table
  const profiles = slots.length < columns ? profilesOf(units, columns, grammar) : null
  if (!profiles) return slots
  type Split = { readonly total: number; readonly spans: readonly number[] }
  let best = new Map<number, Split>([[0, { total: 0, spans: [] }]])
  for (const slot of slots) {
    const role = matchRole(slot.text, grammar.columns)?.role ?? null
    const next = new Map<number, Split>()
    for (const [column, { total, spans }] of best) {
      for (let span = 1; column + span <= columns; span += 1) {
        const points = role !== null && isCoreRole(role) ? score(role, profiles, column) : 0
        const value = total + points - (span - 1) * (points === 0 ? WIDE : WIDE * 4)
        const held = next.get(column + span)
        if (!held || value > held.total)
          next.set(column + span, { total: value, spans: [...spans, span] })
      }
    }
    best = next
  }
  const spans = best.get(columns)?.spans ?? []
  let column = 0
  return slots.map((slot, index) => {
    const placed = { ...slot, column, columnSpan: spans[index] ?? 1 }
    column += placed.columnSpan
    return placed
  })
}

/**
 * The cells of a heading row one of which spans what stands below it: the row below is as wide as the
 * table and names the columns from there on. Null where the numbers of cells do not agree.
 */
function spanSubheadings(
  slots: readonly Slot[],
  below: readonly Slot[] | undefined,
  columns: number,
): readonly Slot[] | null {
  if (below?.length !== columns || slots.length >= columns) return null
  const named = below.flatMap((slot, index) => (isFilled(slot) ? [index] : []))
  const first = named[0] ?? 0
  const isRun = named.every((column, index) => column === first + index)
  const wide = named.length
  if (!isRun || slots.length + wide - 1 !== columns || first >= slots.length) return null
  return slots.map((slot, index) => ({
    ...slot,
    column: index <= first ? index : index + wide - 1,
    columnSpan: index === first ? wide : 1,
  }))
}

/** A row of column numbers: 1, 2, 3, … */
export function isColumnNumbers(unit: Unit): boolean {
  let count = 0
  for (const slot of unit.slots) {
    if (!isFilled(slot)) continue
    count += 1
    if ((slot.text.trim() || slot.marker) !== String(count)) return false
  }
  return count >= 3
}
