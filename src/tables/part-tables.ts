import type { Grammar } from '../model/grammar.ts'
import { largest } from '../text/extremes.ts'
import { isHeadingRow } from './heading-rows.ts'
import { isCoreRole, matchRole, UNKNOWN_ROLE } from './roles.ts'
import { isFilled } from './slots.ts'
import type { Unit } from './units.ts'

/** Fewer core columns may be a row of words. */
const LEAST_ROLES = 3

/**
 * The units with tables parted where other column headings begin: a sheet of a workbook, or a text,
 * holds several tables one below the other. The same headings again part nothing.
 */
export function partTables(units: readonly Unit[], grammar: Grammar): readonly Unit[] {
  const last = units.reduce((most, { table }) => Math.max(most, table ?? -1), -1)
  const parts: { number: number; units: Unit[] }[] = []
  let roles: string | null = null
  let before: Unit | undefined
  let made = 0
  for (const unit of units) {
    if (unit.table === null) continue
    const own = headingRoles(unit, grammar) ?? foreignRoles(unit, grammar)
    const isOther = own !== null && roles !== null && own !== roles
    if (unit.table !== before?.table) {
      roles = own
      parts.push({ number: unit.table, units: [] })
    } else if (isOther && before && !isHeadingRow(before.slots.filter(isFilled), grammar)) {
      roles = own
      made += 1
      parts.push({ number: last + made, units: [] })
    } else roles ??= own
    parts.at(-1)?.units.push(unit)
    before = unit
  }
  return made === 0 ? units : renumber(units, parts)
}

/** Which columns a heading row names as what; null for a row that is none of a table of measures. */
function headingRoles({ slots }: Unit, grammar: Grammar): string | null {
  const filled = slots.filter(isFilled)
  if (!isHeadingRow(filled, grammar)) return null
  const roles = filled.flatMap(({ text, column }) => {
    const role = matchRole(text, grammar.columns)?.role
    return role !== undefined && isCoreRole(role) ? [`${column} ${role}`] : []
  })
  const isOfMeasures = roles.some((role) => / (?:measure|response)$/.test(role))
  return roles.length >= LEAST_ROLES && isOfMeasures ? roles.join() : null
}

/**
 * The same for a table of other things below («№ | Показник | План | Факт»): a whole heading row, that
 * names its first column a number.
 */
function foreignRoles({ slots }: Unit, grammar: Grammar): string | null {
  const filled = slots.filter(isFilled)
  const [first] = filled
  if (!first || first.column > 0 || filled.length < LEAST_ROLES) return null
  const isNumber = matchRole(first.text, grammar.columns)?.role === 'number'
  if (!isNumber || !isHeadingRow(filled, grammar)) return null
  const roles = filled.map(({ text }) => matchRole(text, grammar.columns)?.role ?? UNKNOWN_ROLE)
  return roles.some((role) => role === 'measure' || role === 'response') ? null : roles.join()
}

function renumber(
  units: readonly Unit[],
  parts: readonly { readonly number: number; readonly units: readonly Unit[] }[],
): readonly Unit[] {
  const changed = new Map<number, Unit>()
  const tables = new Set(parts.filter(isParted).flatMap((part) => part.units.map(tableOf)))
  for (const part of parts) {
    if (!part.units.some((unit) => tables.has(unit.table))) continue
    const columns = part.units.reduce(
      (most, { slots }) => Math.max(most, largest(slots.map(endOf))),
      Number.NEGATIVE_INFINITY,
    )
    for (const unit of part.units) changed.set(unit.index, { ...unit, table: part.number, columns })
  }
  return units.map((unit) => changed.get(unit.index) ?? unit)
}

function isParted(part: { readonly number: number; readonly units: readonly Unit[] }): boolean {
  return part.units[0]?.table !== part.number
}

function tableOf({ table }: Unit): number | null {
  return table
}

function endOf({ column, columnSpan }: Unit['slots'][number]): number {
  return column + columnSpan
}
