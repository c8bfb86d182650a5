import { isMark } from '../text/marks.ts'
import { UNKNOWN_ROLE } from './roles.ts'
import { isFilled, type Slot } from './slots.ts'
import type { Unit } from './units.ts'

/** Share of the answered rows in which only one of several columns may be filled. */
const MOST = 0.9

/**
 * Roles in which, of several columns that could be the response (`rivals` beside the one that is), the
 * last one that anybody has filled is it: quarters to come are empty. Where nearly every row fills only
 * one of them («Виконано», «Не виконано (причина)»), all of them are it.
 */
export function chooseResponse(
  roles: readonly string[],
  rivals: readonly number[],
  rows: readonly Unit[],
): readonly string[] {
  if (rivals.length === 0) return roles
  const all = candidates(roles, rivals)
  const cells = all.map((column) => cellsOf(rows, column))
  const isMarked = cells.some(areMarks)
  // Beside columns of marks an empty one is a kind of answer that nobody gave.
  const marked = all.filter(
    (_, index) => isMarked && (cells[index] ?? []).every(({ text }) => isMark(text)),
  )
  const others = all.filter((column) => !marked.includes(column))
  if (marked.length > 0 && others.length > 0) {
    const holder = others.findLast((column) => roles[column] === 'response') ?? others.at(-1)
    const told = roles.map((role, column) => {
      if (marked.includes(column)) return 'status'
      return column === holder ? 'response' : role
    })
    return chooseResponse(
      told,
      others.filter((column) => column !== holder),
      rows,
    )
  }
  const filled = rows.map((unit) => filledOf(unit, all)).filter((columns) => columns.length > 0)
  const used = all.filter((column) => filled.some((columns) => columns.includes(column)))
  const last = used.at(-1)
  if (last === undefined) return roles
  const single = filled.filter((columns) => columns.length === 1)
  const isEither = used.length > 1 && single.length >= filled.length * MOST
  const isJoined = isEither || rivals.some((column) => roles[column] === 'response')
  const kept = isJoined ? used : [last]
  return roles.map((role, column) => {
    if (kept.includes(column)) return 'response'
    return role === 'response' ? UNKNOWN_ROLE : role
  })
}

/** True where more than one column, or none but columns of marks, may be the response. */
export function isRivalled(
  roles: readonly string[],
  rivals: readonly number[],
  told: readonly string[],
): boolean {
  const open = candidates(roles, rivals).filter((column) => told[column] !== 'status')
  return rivals.length > 0 && open.length !== 1
}

function candidates(roles: readonly string[], rivals: readonly number[]): readonly number[] {
  return roles.flatMap((role, column) =>
    role === 'response' || rivals.includes(column) ? [column] : [],
  )
}

/** True for cells that are all ticks: «Виконано», «Не виконано» above them say what kind of answer stands beside. */
export function areMarks(cells: readonly Slot[]): boolean {
  return cells.length > 0 && cells.every(({ text }) => isMark(text))
}

/** The filled cells of one column. */
export function cellsOf(rows: readonly Unit[], column: number): readonly Slot[] {
  return rows.flatMap(
    ({ slots }) =>
      slots.find((slot) => slot.column === column && slot.columnSpan === 1 && isFilled(slot)) ?? [],
  )
}

function filledOf({ slots }: Unit, columns: readonly number[]): readonly number[] {
  return slots
    .filter((slot) => slot.columnSpan === 1 && isFilled(slot) && columns.includes(slot.column))
    .map(({ column }) => column)
}
