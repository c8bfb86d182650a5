import type { CoreRole, Grammar } from '../model/grammar.ts'
import { largest } from '../text/extremes.ts'
import { assignByContent, isHinted, profilesOf } from './content.ts'
import { fieldLine } from './field-lines.ts'
import { findHeading, type Heading, type TableUnits } from './heading-rows.ts'
import { withItemNumbers, withMeasureNumbers } from './measure-numbers.ts'
import { areMarks, cellsOf, chooseResponse, isRivalled } from './rivals.ts'
import { isFieldRole, UNKNOWN_ROLE } from './roles.ts'
import { type SharedColumn, sharedColumn } from './shared-cells.ts'
import { isFilled } from './slots.ts'
import type { Unit } from './units.ts'

/** Tables that share their columns: their roles are decided once, for all of them. */
export interface TableGroup {
  readonly columns: number
  /** Role of each column; `other` where nothing is known of it. */
  readonly roles: readonly string[]
  /** Heading of each column as printed, null where none was found. */
  readonly headings: readonly (string | null)[]
  /** The column whose cells hold the values of several, null where none does. */
  readonly shared: SharedColumn | null
  /** True where no heading told the roles. */
  readonly isByContent: boolean
  /** Indexes of the units that are column headings. */
  readonly headingUnits: ReadonlySet<number>
}

/** Roles that are looked for in the cells where no heading tells them. */
const ESSENTIAL: readonly CoreRole[] = ['measure', 'deadline', 'executors', 'response']
/** Answers of one column and none of these are figures of a summary. */
const ADDRESSED: readonly CoreRole[] = ['number', 'deadline', 'executors']
const TICKED: readonly CoreRole[] = ['deadline', 'executors']
const SUBJECTS: readonly CoreRole[] = ['measure', 'item']
const LOWERED: ReadonlyMap<string, string> = new Map([
  ['item', 'measure'],
  ['direction', 'item'],
])

/** The group of each table, by the table's number. */
export function groupTables(
  units: readonly Unit[],
  grammar: Grammar,
): ReadonlyMap<number, TableGroup> {
  const groups = new Map<number, TableGroup>()
  const open: { tables: TableUnits[]; numbers: number[]; heading: Heading | null }[] = []
  for (const [number, table] of tablesOf(units)) {
    const heading = findHeading(table, grammar)
    const last = [...open].reverse().find((group) => fits(group, table, heading))
    if (last) {
      last.tables.push(table)
      last.numbers.push(number)
      last.heading = mergeHeadings(last.heading, heading)
    } else open.push({ tables: [table], numbers: [number], heading })
  }
  const isToldElsewhere = open.some(({ heading }) => heading && !isForeign(heading, true))
  for (const group of open) {
    const made = makeGroup(group.tables, group.heading, { grammar, isToldElsewhere })
    for (const number of group.numbers) groups.set(number, made)
  }
  return groups
}

function tablesOf(units: readonly Unit[]): ReadonlyMap<number, TableUnits> {
  const lists = new Map<number, Unit[]>()
  for (const unit of units) {
    if (unit.table === null || unit.isPassport) continue
    const list = lists.get(unit.table)
    if (list) list.push(unit)
    else lists.set(unit.table, [unit])
  }
  const tables = new Map<number, TableUnits>()
  for (const [number, list] of lists) {
    const first = list[0]
    if (first)
      tables.set(number, { units: list, columns: first.columns, columnsKnown: first.columnsKnown })
  }
  return tables
}

function fits(
  group: { tables: readonly TableUnits[]; heading: Heading | null },
  table: TableUnits,
  heading: Heading | null,
): boolean {
  const first = group.tables[0]
  if (!first || first.columnsKnown !== table.columnsKnown) return false
  if (table.columnsKnown && first.columns !== table.columns) return false
  if (!heading || !group.heading) return true
  return heading.roles.join() === group.heading.roles.join()
}

function mergeHeadings(left: Heading | null, right: Heading | null): Heading | null {
  if (!left || !right) return left ?? right
  return { ...left, units: new Set([...left.units, ...right.units]) }
}

function makeGroup(
  tables: readonly TableUnits[],
  heading: Heading | null,
  { grammar, isToldElsewhere }: { readonly grammar: Grammar; readonly isToldElsewhere: boolean },
): TableGroup {
  const columns = largest(tables.map((table) => table.columns))
  const rows = tables
    .flatMap((table) => table.units)
    .filter((unit) => !heading?.units.has(unit.index))
  const named = withAnswer(
    Array.from({ length: columns }, (_, column) => heading?.roles[column] ?? UNKNOWN_ROLE),
  )
  const rivals = [...(heading?.rivals ?? []), ...besideTicks(named, heading, { rows, grammar })]
  const told = chooseResponse(named, rivals, rows)
  const isOther = heading !== null && isForeign(heading, isToldElsewhere)
  const pair = heading?.pair ?? null
  const shared = isOther ? null : sharedColumn(rows, { told, pair }, grammar)
  const own = shared ? makeRoom(told, shared) : told
  const isTold =
    ESSENTIAL.every((role) => own.includes(role) || shared?.roles.includes(role)) ||
    (!own.includes(UNKNOWN_ROLE) && SUBJECTS.some((role) => own.includes(role)))
  const filled = isTold || isOther ? own : fillRoles(rows, own, grammar)
  const roles = shared ? makeRoom(filled, shared) : filled
  const isGuessed = (role: string, column: number) =>
    role !== own[column] && !isHinted(heading?.headings[column] ?? '', role, grammar)
  // «Термін виконання: І, ІІ, ІІІ, ІV квартал» with ticks below: what is meant stands in the headings.
  const isTicked = TICKED.some((role) => areMarks(cellsOf(rows, roles.indexOf(role))))
  const isDoubtful =
    isTicked ||
    (shared?.isSure !== true && ((heading?.isDoubtful ?? false) || isRivalled(named, rivals, told)))
  return {
    columns,
    roles: withMeasureNumbers(
      withMeasure(withItemNumbers(roles, rows, grammar), rows, grammar),
      rows,
    ),
    headings: heading?.headings ?? [],
    shared,
    isByContent: isDoubtful || roles.some((role, column) => isGuessed(role, column)),
    headingUnits: heading?.units ?? new Set(),
  }
}

/** Columns whose unknown headings speak of the response, where only ticks are told as it. */
function besideTicks(
  roles: readonly string[],
  heading: Heading | null,
  { rows, grammar }: { readonly rows: readonly Unit[]; readonly grammar: Grammar },
): readonly number[] {
  const answers = [roles.indexOf('response'), ...(heading?.rivals ?? [])]
  if (!areMarks(answers.flatMap((column) => cellsOf(rows, column)))) return []
  return roles.flatMap((role, column) =>
    role === UNKNOWN_ROLE && isHinted(heading?.headings[column] ?? '', 'response', grammar)
      ? [column]
      : [],
  )
}

/** What stands in a shared column has no other. */
function makeRoom(roles: readonly string[], { column, roles: held }: SharedColumn) {
  return roles.map((role, index) => {
    if (index === column) return held[0] ?? role
    return held.some((one) => one === role) ? UNKNOWN_ROLE : role
  })
}

/**
 * What is answered is a measure, also where the heading calls it «Завдання» or «Напрям»: without a
 * column for measures the rightmost of such columns holds them, and the one before it their items.
 */
function withMeasure(
  roles: readonly string[],
  rows: readonly Unit[],
  grammar: Grammar,
): readonly string[] {
  const isAddressed = ADDRESSED.some((role) => roles.includes(role))
  if (roles.includes('measure') || !isAddressed) return roles
  const isAnswered = roles.includes('response') || rows.some((unit) => isAnswerRow(unit, grammar))
  if (!isAnswered) return roles
  return roles.map((role) => LOWERED.get(role) ?? role)
}

/** «Стан виконання: …» in a row of its own, below the measure. */
function isAnswerRow({ slots }: Unit, grammar: Grammar): boolean {
  const [only, second] = slots.filter(isFilled)
  return only !== undefined && !second && fieldLine(only.text, grammar)?.role === 'response'
}

/** «Статус» or «Стан» alone, with no other column that may hold it, is the response. */
function withAnswer(roles: readonly string[]): readonly string[] {
  const isOpen = roles.includes('response') || roles.includes(UNKNOWN_ROLE)
  const isAlone = roles.filter((role) => role === 'status').length === 1
  if (isOpen || !isAlone) return roles
  return roles.map((role) => (role === 'status' ? 'response' : role))
}

/** A table with a heading of its own, but for neither measures nor responses, beside one that has. */
function isForeign({ roles }: Heading, isToldElsewhere: boolean): boolean {
  return isToldElsewhere && !roles.includes('measure') && !roles.includes('response')
}

/**
 * Roles for the columns that no heading tells; where that leaves the table without measures or
 * responses, also for those whose heading only told an extra.
 */
function fillRoles(
  rows: readonly Unit[],
  told: readonly string[],
  grammar: Grammar,
): readonly string[] {
  const profiles = profilesOf(rows, told.length, grammar)
  if (profiles === null) return told
  const filled = assignByContent(profiles, told)
  if (filled.includes('measure') && filled.includes('response')) return filled
  const core = told.map((role) => (isFieldRole(role) ? role : UNKNOWN_ROLE))
  const again = assignByContent(profiles, core)
  return again.map((role, column) => (role === UNKNOWN_ROLE ? (told[column] ?? role) : role))
}
