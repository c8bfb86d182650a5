import type { Grammar } from '../model/grammar.ts'
import { profilesOf, score } from './content.ts'
import { isCoreRole, matchRole } from './roles.ts'
import { isFilled, type Slot } from './slots.ts'
import type { Unit } from './units.ts'

/** What a heading that spans several columns loses, so that spans are no longer than needed. */
const WIDE = 0.5

/**
 * The cells of a heading row put over the columns of a table whose cells have no known columns: a
 * row with fewer cells than columns had some merged, and which ones the cells below tell. The
 * cheapest split of the columns among the headings, each at least one wide (dynamic programming).
 */
export function stretchHeading(
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
export function spanSubheadings(
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
