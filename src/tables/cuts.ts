import type { TableGroup } from './columns.ts'
import { isColumnNumbers } from './header-detection.ts'
import { emptySlot, isFilled, type Slot, type Unit } from './units.ts'

/** Columns whose merged cells speak for each row that they reach. */
const SHARED_ROLES: ReadonlySet<string> = new Set(['deadline', 'executors'])

/** Columns of which the cells may be left above a cut while those of the measure are moved below. */
const REST_ROLES = ['deadline', 'executors', 'response']

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
    isAfterHeading = isHeading(unit, groups) || (isCut && isColumnNumbers(unit))
    return isCut === unit.startsPage ? unit : { ...unit, startsPage: isCut }
  })
}

function isRepeatedHeading(unit: Unit, groups: ReadonlyMap<number, TableGroup>): boolean {
  return unit.table !== null && (isHeading(unit, groups) || isColumnNumbers(unit))
}

function isHeading({ table, index }: Unit, groups: ReadonlyMap<number, TableGroup>): boolean {
  return table !== null && (groups.get(table)?.headingUnits.has(index) ?? false)
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

/**
 * The units, where the cells of one row stand on two pages: printers that keep lines together leave a
 * cell of one line above the cut and move one of several below it. An upper row without the words of
 * its measure and a lower one without number that has them, and has nothing where the upper one has
 * something, are one row: the lower; the upper is left empty.
 */
export function joinPartedRows(
  units: readonly Unit[],
  groups: ReadonlyMap<number, TableGroup>,
): readonly Unit[] {
  const joined = [...units]
  let above: Unit | null = null
  units.forEach((unit, index) => {
    if (unit.table === null || isRepeatedHeading(unit, groups)) return
    if (above !== null && isOneRow(above, unit, groups)) {
      joined[above.index] = { ...above, slots: above.slots.map(emptySlot) }
      joined[index] = takeCells(unit, above)
    }
    above = unit
  })
  return joined
}

function isOneRow(above: Unit, unit: Unit, groups: ReadonlyMap<number, TableGroup>): boolean {
  const group = groups.get(unit.table ?? -1)
  if (!group || !unit.startsPage || groups.get(above.table ?? -1) !== group) return false
  if (unit.place.page === above.place.page || unit.slots.length !== above.slots.length) return false
  const inColumn = ({ slots }: Unit, role: string) =>
    slots.filter((slot) => group.roles[slot.column] === role && isFilled(slot))
  const isParted = unit.slots.every((slot, column) => {
    const upper = above.slots[column]
    const isPlain = upper && isSameColumn(upper, slot) && slot.rowSpan === 1 && upper.rowSpan === 1
    return isPlain && !(isFilled(slot) && isFilled(upper))
  })
  const isLeft = REST_ROLES.some((role) => inColumn(above, role).length > 0)
  return (
    isParted &&
    isLeft &&
    inColumn(above, 'measure').length === 0 &&
    inColumn(unit, 'measure').length > 0 &&
    inColumn(unit, 'number').length === 0 &&
    inColumn(above, 'number').every(({ text }) => /^\s*\d/.test(text))
  )
}

function takeCells(unit: Unit, above: Unit): Unit {
  const slots = unit.slots.map((slot, column) => {
    const upper = above.slots[column]
    return upper && isFilled(upper) ? upper : slot
  })
  return { ...unit, slots }
}

function isSameColumn(one: Slot, other: Slot): boolean {
  return one.column === other.column && one.columnSpan === other.columnSpan
}
