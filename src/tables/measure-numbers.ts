import type { Grammar } from '../model/grammar.ts'
import { looksLike } from './content.ts'
import { announcedInCell } from './headings.ts'
import { UNKNOWN_ROLE } from './roles.ts'
import { isFilled, type Slot } from './slots.ts'
import type { Unit } from './units.ts'

/** Fewer are a title that was lost. */
const LEAST_ROWS = 2
/** Share of the numbered rows that must have a number of their own under a title above. */
const LEAST_SHARE = 0.25

/**
 * Roles in which the column of numbers counts the measures where it does not count the items: rows
 * under a title above, merged or left empty, have numbers of their own.
 */
export function withMeasureNumbers(
  roles: readonly string[],
  rows: readonly Unit[],
): readonly string[] {
  const number = roles.indexOf('number')
  const item = roles.indexOf('item')
  const measure = roles.indexOf('measure')
  if (number < 0 || item < 0 || measure < 0 || roles.includes('measureNumber')) return roles
  let numbered = 0
  let underTitle = 0
  for (const { slots } of rows) {
    if (!isFilled(slotIn(slots, number)) || !isFilled(slotIn(slots, measure))) continue
    numbered += 1
    const title = slotIn(slots, item)
    if (title && !isFilled(title)) underTitle += 1
  }
  if (underTitle < LEAST_ROWS || underTitle < numbered * LEAST_SHARE) return roles
  return roles.map((role) => (role === 'number' ? 'measureNumber' : role))
}

function slotIn(slots: readonly Slot[], column: number): Slot | undefined {
  return slots.find((slot) => slot.column === column)
}

/** Share of its cells by which a column called «Пункт» is one of numbers. */
const MOST_NUMBERS = 0.9

/**
 * Roles in which a column for items, or a first one of which nothing is known, is the one for numbers
 * where it holds nothing else.
 */
export function withItemNumbers(
  roles: readonly string[],
  rows: readonly Unit[],
  grammar: Grammar,
): readonly string[] {
  if (roles.includes('number') || roles.includes('measureNumber')) return roles
  const named = roles.indexOf('item')
  const item = named < 0 && roles[0] === UNKNOWN_ROLE ? 0 : named
  if (item < 0) return roles
  const cells = rows
    .filter(({ slots }) => slots.filter(isFilled).length > 1)
    .map(({ slots }) => slotIn(slots, item))
    .filter((slot): slot is Slot => isFilled(slot) && slot.columnSpan === 1)
  const numbers = cells.filter(
    (slot) => looksLike(slot, 'number', grammar) || announcedInCell(slot, 'item', grammar),
  )
  const isOfNumbers = numbers.length > 0 && numbers.length >= cells.length * MOST_NUMBERS
  return isOfNumbers ? roles.with(item, 'number') : roles
}
