import type { CoreRole, Grammar } from '../model/grammar.ts'
import { largest } from '../text/lists.ts'
import { isMark } from '../text/marks.ts'
import { assignByContent, isHinted, looksLike, profilesOf } from './content.ts'
import { fieldLine } from './field-lines.ts'
import { findHeading, type Heading, type TableUnits } from './header-detection.ts'
import { announcedInCell } from './openings.ts'
import { isFieldRole, UNKNOWN_ROLE } from './roles.ts'
import { type SharedColumn, sharedColumn } from './shared-cells.ts'
import { cellsOf, isFilled, type Slot, type Unit } from './units.ts'

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

/** Fewer are a title that was lost. */
const LEAST_ROWS = 2
/** Share of the numbered rows that must have a number of their own under a title above. */
const LEAST_SHARE = 0.25

/**
 * Roles in which the column of numbers counts the measures where it does not count the items: rows
 * under a title above, merged or left empty, have numbers of their own.
 */
function withMeasureNumbers(roles: readonly string[], rows: readonly Unit[]): readonly string[] {
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
function withItemNumbers(
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

/** Share of the answered rows in which only one of several columns may be filled. */
const MOST = 0.9

/**
 * Roles in which, of several columns that could be the response (`rivals` beside the one that is), the
 * last one that anybody has filled is it: quarters to come are empty. Where nearly every row fills only
 * one of them («Виконано», «Не виконано (причина)»), all of them are it.
 */
function chooseResponse(
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
function isRivalled(
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
function areMarks(cells: readonly Slot[]): boolean {
  return cells.length > 0 && cells.every(({ text }) => isMark(text))
}

function filledOf({ slots }: Unit, columns: readonly number[]): readonly number[] {
  return slots
    .filter((slot) => slot.columnSpan === 1 && isFilled(slot) && columns.includes(slot.column))
    .map(({ column }) => column)
}
