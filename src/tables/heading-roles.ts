import type { Grammar } from '../model/grammar.ts'
import { isFurther, textLooksLike } from './content.ts'
import { isCoreRole, type Match, matchRole, UNKNOWN_ROLE } from './roles.ts'
import type { Slot } from './slots.ts'

/** Roles of the columns as their headings tell them; `other` where they tell nothing. */
export interface HeadingRoles {
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
