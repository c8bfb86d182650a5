import type { TableGroup } from './columns.ts'
import { isColumnNumbers } from './numbers.ts'
import type { Slot, Unit } from './units.ts'

/** Columns whose merged cells speak for each row that they reach. */
const SHARED_ROLES: ReadonlySet<string> = new Set(['deadline', 'executors'])

/**
 * The units, with `startsPage` true also for the first row after the headings that are repeated at
 * the top of a page or a table: that row may go on with the one before the cut.
 */
export function markCuts(
  units: readonly Unit[],
  groups: ReadonlyMap<number, TableGroup>,
): readonly Unit[] {
  let isAfterHeading = false
  return units.map((unit) => {
    const isCut = unit.startsPage || unit.startsTable || isAfterHeading
    isAfterHeading = isCut && isRepeatedHeading(unit, groups)
    return isCut === unit.startsPage ? unit : { ...unit, startsPage: isCut }
  })
}

function isRepeatedHeading(unit: Unit, groups: ReadonlyMap<number, TableGroup>): boolean {
  if (unit.table === null) return false
  return (groups.get(unit.table)?.headingUnits.has(unit.index) ?? false) || isColumnNumbers(unit)
}

/**
 * The units, where an empty cell at the top of a page goes on with the merged one above the cut, as
 * rows that the cell above covers. What one row alone has above and below may as well be empty.
 */
export function joinCutCells(
  units: readonly Unit[],
  groups: ReadonlyMap<number, TableGroup>,
): readonly Unit[] {
  let above: Unit | null = null
  let open: CutCell[] = []
  return units.map((unit) => {
    if (unit.table === null || isRepeatedHeading(unit, groups)) return unit
    open = open.filter(({ left }) => left > 0)
    if (above !== null && unit.startsPage && unit.table !== above.table)
      open = cutCells(unit, above, groups.get(unit.table)?.roles ?? [])
    above = open.length === 0 ? unit : coverCells(unit, open)
    open = open.map((cell) => ({ ...cell, left: cell.left - 1 }))
    return above
  })
}

/** What a cell above the cut says, and the rows of its rest that are to come. */
interface CutCell {
  readonly upper: Slot
  readonly left: number
}

function cutCells(unit: Unit, above: Unit, roles: readonly string[]): CutCell[] {
  return unit.slots.flatMap((slot) => {
    const isRest = slot.isBlank && !slot.isCovered && SHARED_ROLES.has(roles[slot.column] ?? '')
    const upper = isRest ? above.slots.find((one) => isSameColumn(one, slot)) : undefined
    if (!upper || upper.isBlank || Math.max(slot.rowSpan, upper.rowSpan) === 1) return []
    return [{ upper, left: slot.rowSpan }]
  })
}

function coverCells(unit: Unit, cut: readonly CutCell[]): Unit {
  const slots = unit.slots.map((slot) => {
    const cell = cut.find(({ upper }) => isSameColumn(upper, slot))
    return cell ? { ...cell.upper, isCovered: true } : slot
  })
  return { ...unit, slots }
}

function isSameColumn(one: Slot, other: Slot): boolean {
  return one.column === other.column && one.columnSpan === other.columnSpan
}
