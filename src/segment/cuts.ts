import type { TableGroup } from './columns.ts'
import { isColumnNumbers } from './numbers.ts'
import type { Unit } from './units.ts'

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
