import type { Grammar } from '../model/grammar.ts'
import { isCoreRole, type Match, matchRole, UNKNOWN_ROLE } from './roles.ts'
import type { Slot } from './units.ts'

/** Roles of the columns as their headings tell them; `other` where they tell nothing. */
export interface HeadingRoles {
  readonly roles: readonly string[]
  readonly headings: readonly (string | null)[]
  /** True where two columns could be the response, the last was taken; or one column names two. */
  readonly isDoubtful: boolean
}

const PARTS = /[,;/]|\s(?:та|і|й)\s/
const ANSWER_ROLES: readonly string[] = ['deadline', 'executors', 'response']

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
    const match = matchRole(slot.text, grammar.columns)
    for (let column = slot.column; column < slot.column + slot.columnSpan; column += 1) {
      headings[column] = slot.text
      lowest[column] = slot
      if (!match) continue
      if (match.role === 'response') above[column] = { column, match, lowest: slot }
      told[column] = { column, match, lowest: slot }
    }
  }
  const found = told
    .map((one, column) => responseAbove(one, above[column], told) ?? one)
    .filter((one) => one !== null)
    .map((one) => ({ ...one, lowest: lowest[one.column] ?? one.lowest }))
  const given = giveRoles(found, columns)
  const isDoubtful = given.isDoubtful || found.some(({ lowest }) => namesTwo(lowest.text, grammar))
  return { roles: given.roles, isDoubtful, headings }
}

/** «Строк виконання, відповідальні»: one column holds what has two, and goes to one of them. */
function namesTwo(heading: string, grammar: Grammar): boolean {
  const roles = heading
    .split(PARTS)
    .map((part) => matchRole(part, grammar.columns)?.role)
    .filter((role) => role !== undefined && ANSWER_ROLES.includes(role))
  return new Set(roles).size > 1
}

/** «план» and «факт» under «Результат» hold the response where no other column does. */
function responseAbove(
  own: Told | null,
  above: Told | null | undefined,
  told: readonly (Told | null)[],
): Told | null {
  if (!own || !above || isCoreRole(own.match.role)) return null
  // A column that nothing is told of may be the response: its cells decide.
  return told.some((one) => one === null || one.match.role === 'response') ? null : above
}

/** The most telling heading first: a role that stands once goes to the column that names it best. */
function giveRoles(found: readonly Told[], columns: number) {
  const sorted = found.toSorted(
    (left, right) => right.match.letters - left.match.letters || order(left, right),
  )
  const roles: string[] = Array.from({ length: columns }, () => UNKNOWN_ROLE)
  const holders = new Map<string, Told>()
  let isDoubtful = false
  for (const one of sorted) {
    const { column, match } = one
    const holder = isCoreRole(match.role) ? holders.get(match.role) : undefined
    if (holder === undefined) {
      roles[column] = match.role
      holders.set(match.role, one)
    } else if (holder.lowest === one.lowest) {
      // A heading over two columns whose cells are as wide: the cells begin in the first.
    } else if (match.role === 'number') roles[column] = 'measureNumber'
    else if (match.role === 'item') {
      // Of two such columns the left one is the direction that the other belongs to.
      roles[Math.min(column, holder.column)] = 'direction'
      roles[Math.max(column, holder.column)] = 'item'
    } else if (match.role === 'response') isDoubtful = true
  }
  return { roles, isDoubtful }
}

/** Of two columns for the response, one a period, the last is about the last period. */
function order(left: Told, right: Told): number {
  if (left.lowest === right.lowest) return left.column - right.column
  return left.match.role === 'response' ? right.column - left.column : left.column - right.column
}
