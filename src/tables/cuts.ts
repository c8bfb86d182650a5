import type { TableGroup } from './columns.ts'
import { isColumnNumbers } from './header-detection.ts'
import { LEVEL_ROLES } from './roles.ts'
import { isFilled, type Slot, type Unit } from './units.ts'

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
 * The units, where a cell of a level that says what the one above says, under the same levels, goes on
 * with it as if it were merged: authors who merge no cells print them in each row.
 */
export function coverRepeated(
  units: readonly Unit[],
  groups: ReadonlyMap<number, TableGroup>,
): readonly Unit[] {
  let open = new Map<string, string>()
  let of: TableGroup | undefined
  return units.map((unit) => {
    const group = unit.table === null ? undefined : groups.get(unit.table)
    if (!group?.roles.includes('item') || isRepeatedHeading(unit, groups)) return unit
    const own = new Map(unit.slots.map((slot) => [group.roles[slot.column] ?? '', slot]))
    const [only, second] = unit.slots.filter(isFilled)
    // A row as wide as the table heads what follows; the rest of a cell above, or a sum, does not.
    if (group !== of || (!second && (only?.column === 0 || (only?.columnSpan ?? 1) > 1)))
      open = new Map()
    of = group
    const again = new Set<Slot>()
    let isSame = true
    const number = own.get('number')
    if (isFilled(number)) isSame = textOf(number) === open.get('number')
    for (const role of LEVEL_ROLES.toReversed()) {
      const slot = own.get(role)
      if (!isFilled(slot)) continue
      isSame &&= textOf(slot) === open.get(role)
      if (isSame) again.add(slot)
      open.set(role, textOf(slot))
    }
    if (isFilled(number)) {
      if (isSame && again.size > 0) again.add(number)
      open.set('number', textOf(number))
    }
    if (again.size === 0) return unit
    const cover = (slot: Slot) =>
      again.has(slot) ? { ...slot, isCovered: true, isAgain: true } : slot
    return { ...unit, slots: unit.slots.map(cover) }
  })
}

/** An automatic number counts on where the same title is printed again. */
function textOf({ marker, text }: Slot): string {
  return text.replace(/\s+/g, ' ').trim() || (marker ?? '')
}

function isSameColumn(one: Slot, other: Slot): boolean {
  return one.column === other.column && one.columnSpan === other.columnSpan
}
