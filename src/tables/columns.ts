import type { CoreRole, Grammar } from '../model/grammar.ts'
import { largest } from '../text/lists.ts'
import { isMark } from '../text/marks.ts'
import { isFurther, looksLike } from './content.ts'
import { type Assignment, assignments, type Column, columnsOf, isOfFigures } from './evidence.ts'
import { fieldLine } from './field-lines.ts'
import { findHeadings, type Heading, type TableUnits } from './header-detection.ts'
import { headingLetters, isCoreRole, LEVEL_ROLES, matchRole, UNKNOWN_ROLE } from './roles.ts'
import {
  type SharedColumn,
  sharedByBrackets,
  sharedByLooks,
  sharedByWords,
} from './shared-cells.ts'
import { isFilled, type Unit } from './units.ts'

/** Tables that share their columns: their roles are decided once, for all of them. */
export interface TableGroup {
  readonly columns: number
  /** Role of each column; `other` where nothing is known of it. */
  readonly roles: readonly string[]
  /** Heading of each column as printed, null where none was found. */
  readonly headings: readonly (string | null)[]
  /** Columns whose cells hold the values of several. */
  readonly shared: readonly SharedColumn[]
  /** True where a cell of some row lies across all columns. */
  readonly hasWide: boolean
  /** True where no heading told the roles. */
  readonly isByContent: boolean
  /** Columns that became extras under a heading of which nothing is known. */
  readonly unfamiliar: readonly number[]
  /** Indexes of the units that are column headings. */
  readonly headingUnits: ReadonlySet<number>
  /** How much dearer the next way to give the roles is, in natural logarithms of odds. */
  readonly margin: number
}

/** The tables of a file that share their columns, with the same headings where they have any. */
interface OpenGroup {
  readonly tables: TableUnits[]
  readonly numbers: number[]
  heading: Heading | null
}

/** The group of each table, by the table's number. */
export function groupTables(
  units: readonly Unit[],
  grammar: Grammar,
): ReadonlyMap<number, TableGroup> {
  const groups = new Map<number, TableGroup>()
  for (const drawn of drawnGroups(units, grammar)) {
    const made = makeGroup(drawn, grammar)
    for (const number of drawn.group.numbers) groups.set(number, made)
  }
  return groups
}

/** The columns of a group, as the questions of `evidence.ts` see them, and its rows but for headings. */
export interface DrawnGroup {
  readonly group: OpenGroup
  readonly columns: readonly Column[]
  readonly rows: readonly Unit[]
}

export function drawnGroups(units: readonly Unit[], grammar: Grammar): readonly DrawnGroup[] {
  return openGroups(units, grammar).map((group) => {
    const { tables, heading } = group
    const rows = tables
      .flatMap((table) => table.units)
      .filter((unit) => !heading?.units.has(unit.index))
    const headings = Array.from(
      { length: largest(tables.map(({ columns }) => columns)) },
      (_, column) => heading?.columns[column] ?? { lowest: null, above: null },
    )
    return { group, rows, columns: withResponse(columnsOf(rows, headings, grammar)) }
  })
}

/** Where no heading names the response, one of a status in words is for it («Стан»). */
function withResponse(columns: readonly Column[]): readonly Column[] {
  if (columns.some(({ named }) => named.has('response'))) return columns
  return columns.map((column) => {
    const share = column.named.get('status')
    if (share === undefined || !column.filled.some(({ text }) => /\p{L}/u.test(text))) return column
    return { ...column, named: new Map([['response', share], ...column.named]) }
  })
}

function openGroups(units: readonly Unit[], grammar: Grammar): readonly OpenGroup[] {
  const open: OpenGroup[] = []
  const tables = [...tablesOf(units)]
  const headings = findHeadings(
    tables.map(([, table]) => table),
    grammar,
  )
  for (const [index, [number, table]] of tables.entries()) {
    const heading = headings[index] ?? null
    const last = open.findLast((group) => fits(group, table, keyOf(heading, grammar), grammar))
    if (last) {
      last.tables.push(table)
      last.numbers.push(number)
      last.heading = mergeHeadings(last.heading, heading)
    } else open.push({ tables: [table], numbers: [number], heading })
  }
  return open
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
    if (!first) continue
    const { columns, columnsKnown } = first
    const figures = list.filter(isOfFigures).length * 2 > list.length
    tables.set(number, { units: list, columns, columnsKnown, isOfFigures: figures })
  }
  return tables
}

function fits(group: OpenGroup, table: TableUnits, key: string | null, grammar: Grammar): boolean {
  const first = group.tables[0]
  if (!first || first.columnsKnown !== table.columnsKnown) return false
  if (first.isOfFigures !== table.isOfFigures) return false
  if (table.columnsKnown && first.columns !== table.columns) return false
  const own = keyOf(group.heading, grammar)
  return key === null || own === null || key === own
}

/** What headings are compared by: the roles that they name, their letters where they name none. */
function keyOf(heading: Heading | null, { columns }: Grammar): string | null {
  if (!heading) return null
  const keys = heading.columns.map(({ lowest }) => {
    const text = lowest?.text ?? ''
    return matchRole(text, columns)?.role ?? headingLetters(text)
  })
  return keys.join()
}

function mergeHeadings(left: Heading | null, right: Heading | null): Heading | null {
  if (!left || !right) return left ?? right
  return { ...left, units: new Set([...left.units, ...right.units]) }
}

/** Below this an assignment that changes values came near: one in twenty such is the right one. */
const NEAR = 3
/** No doubt. */
const FAR = 16

function makeGroup(drawn: DrawnGroup, grammar: Grammar): TableGroup {
  const { columns, group } = drawn
  const told = columns.map(({ named }) => [...named.keys()][0] ?? UNKNOWN_ROLE)
  const words = sharedByWords(columns, told, grammar)
  const isHeld = (role: CoreRole) =>
    columns.some(
      (column) =>
        (isNamed(column, role) || column.hinted.includes(role)) &&
        column.filled.length > 0 &&
        !areMarks(column),
    )
  const allowed = (column: Column, role: CoreRole | null) => {
    if (words?.column === column.index) return role === 'measure'
    if (role === null) return true
    if (words?.roles.includes(role)) return false
    // Quarters to come are empty, and ticks say what kind of answer stands beside.
    if (column.filled.length === 0) return isNamed(column, role) && !isHeld(role)
    return role !== 'response' || !areMarks(column) || !isHeld(role)
  }
  const ways = assignments(columns, allowed, grammar).map((way) => {
    const roles = nameRoles(way, drawn, grammar)
    const isTold = words && PAIR.some((role) => words.roles.includes(role))
    const looks = isTold ? null : sharedByLooks(columns, roles, grammar)
    const brackets = isTold || words ? null : sharedByBrackets(columns, roles, grammar)
    // A column of two is the same whichever of them it is told as.
    const one = looks ? roles.with(looks.column, 'deadline') : roles
    return {
      roles: one,
      price: way.price,
      shared: [words, looks, brackets].filter((each) => each !== null),
    }
  })
  const [best, next] = ways.filter(
    ({ roles }, index) => ways.findIndex((way) => way.roles.join() === roles.join()) === index,
  )
  const margin = Math.min(next?.price ?? FAR, isRivalled(columns) ? NEAR : FAR)
  const { roles, shared } = best ?? { roles: told.map(() => UNKNOWN_ROLE), shared: [] }
  // «Термін виконання: І, ІІ, ІІІ, ІV квартал» with ticks below: what is meant stands above them.
  const isTicked = PAIR.some((role) => areMarks(columns[roles.indexOf(role)]))
  return {
    columns: columns.length,
    roles,
    headings: columns.map(({ heading: { lowest } }) => lowest?.text ?? null),
    shared,
    hasWide: drawn.rows.some(({ slots }) =>
      slots.some(({ columnSpan }) => columnSpan > 1 && columnSpan === columns.length),
    ),
    isByContent: isTicked || shared.some(({ isSure }) => !isSure) || margin <= NEAR,
    margin,
    unfamiliar: columns.flatMap(({ index, named, heading: { lowest } }) =>
      roles[index] === UNKNOWN_ROLE && lowest && named.size === 0 ? [index] : [],
    ),
    headingUnits: group.heading?.units ?? new Set(),
  }
}

/** True where several columns name the response and hold more than ticks. */
function isRivalled(columns: readonly Column[]): boolean {
  const open = columns.filter(
    (column) => isNamed(column, 'response') && column.filled.length > 0 && !areMarks(column),
  )
  return open.length > 1
}

/** True where the heading names the role, and no other one better. */
function isNamed({ named }: Column, role: CoreRole): boolean {
  const share = named.get(role) ?? 0
  return share > 0 && largest([...named.values()]) <= share
}

function areMarks(column: Column | undefined): boolean {
  return (
    column !== undefined &&
    column.filled.length > 0 &&
    column.filled.every(({ text }) => isMark(text))
  )
}

const NUMBER_ROLES = ['number', 'measureNumber'] as const
const ANSWERED: readonly CoreRole[] = ['number', 'deadline', 'executors']

/** The name of each column's role: which level a level is, whose number a number, which extra an extra. */
function nameRoles(
  { roles: given }: Assignment,
  { columns, rows }: Pick<DrawnGroup, 'columns' | 'rows'>,
  grammar: Grammar,
): readonly string[] {
  const lowered = withMeasure(given, rows, grammar)
  const columnsOfRole = (role: CoreRole) =>
    lowered.flatMap((one, column) => (one === role ? [column] : []))
  const levels = columnsOfRole('item').reverse()
  const numbers = columnsOfRole('number')
  const roles = lowered.map((role, column): string => {
    if (role === 'item') return LEVEL_ROLES[levels.indexOf(column)] ?? UNKNOWN_ROLE
    if (role === 'number') return NUMBER_ROLES[numbers.indexOf(column)] ?? UNKNOWN_ROLE
    return role ?? extraRole(columns[column])
  })
  return withMeasureNumbers(withFurther(withAnswer(roles, columns), columns, grammar), rows)
}

function extraRole(column: Column | undefined): string {
  if (!column) return UNKNOWN_ROLE
  // «Виконано», «Не виконано» above ticks say what kind of answer stands beside.
  if (isNamed(column, 'response') && areMarks(column)) return 'status'
  const [best] = [...column.named].filter(([role]) => !isCoreRole(role)).map(([role]) => role)
  return best ?? UNKNOWN_ROLE
}

/** What is answered is a measure, also where all headings speak of what stands above one. */
function withMeasure(
  roles: Assignment['roles'],
  rows: readonly Unit[],
  grammar: Grammar,
): Assignment['roles'] {
  const isAddressed = ANSWERED.some((role) => roles.includes(role))
  if (roles.includes('measure') || !isAddressed) return roles
  const isAnswered = roles.includes('response') || rows.some((unit) => isAnswerRow(unit, grammar))
  const lowest = roles.lastIndexOf('item')
  return isAnswered && lowest >= 0 ? roles.with(lowest, 'measure') : roles
}

/** «Стан виконання: …» in a row of its own, below the measure. */
function isAnswerRow({ slots }: Unit, grammar: Grammar): boolean {
  const [only, second] = slots.filter(isFilled)
  return only !== undefined && !second && fieldLine(only.text, grammar)?.role === 'response'
}

/**
 * Of columns whose headings name the response as well the last that anybody has filled is about the last
 * period; «Статус» alone, where nothing else may be it, is the response.
 */
function withAnswer(roles: readonly string[], columns: readonly Column[]): readonly string[] {
  const holder = roles.indexOf('response')
  if (holder < 0) {
    const isAlone = roles.filter((role) => role === 'status').length === 1
    const isOpen = roles.includes(UNKNOWN_ROLE)
    return isAlone && !isOpen ? roles.map((role) => (role === 'status' ? 'response' : role)) : roles
  }
  const share = columns[holder]?.named.get('response') ?? 0
  const last = columns.findLast(
    (column) =>
      share > 0 &&
      (column.named.get('response') ?? 0) >= share &&
      column.filled.length > 0 &&
      !isCoreRole(roles[column.index] === 'response' ? '' : (roles[column.index] ?? '')) &&
      !areMarks(column),
  )
  if (!last || last.index <= holder) return roles
  return roles.with(holder, UNKNOWN_ROLE).with(last.index, 'response')
}

const PAIR: readonly CoreRole[] = ['deadline', 'executors']
/** Share of the answered rows in which only one of several columns may be filled. */
const MOST = 0.9

/**
 * Roles with those of columns that go on with another: «Співвиконавці» beside «Виконавці», «Виконано»
 * and «Не виконано (причина)» of which each row fills one.
 */
function withFurther(
  roles: readonly string[],
  columns: readonly Column[],
  grammar: Grammar,
): readonly string[] {
  const namedAs = (role: CoreRole) =>
    columns.filter((column) => isNamed(column, role) || column.namedAbove.has(role))
  const further = PAIR.flatMap((role) => {
    const all = namedAs(role)
    const isTwo = all.some(({ heading: { lowest } }) =>
      isFurther(lowest?.text ?? '', role, grammar),
    )
    return isTwo && all.length === 2 ? all.map(({ index }) => [index, role] as const) : []
  })
  const named = namedAs('response').filter(({ filled }) => filled.length > 0)
  // Ticks answer where no words do: «Виконано» and «Не виконано», of which each row ticks one.
  const isTicked = named.some((column) => areMarks(column) && roles[column.index] === 'response')
  const answers = named.filter((column) => areMarks(column) === isTicked)
  const isJoined = answers.length > 1 && (areEither(answers) || areOfBodies(answers, grammar))
  const joined = isJoined ? answers.map(({ index }) => [index, 'response'] as const) : []
  const added = new Map<number, string>([...further, ...joined])
  return roles.map((role, column) => (isCoreRole(role) ? role : (added.get(column) ?? role)))
}

/** «Управління освіти» and «Відділ культури» under «Інформація виконавців»: both answer. */
function areOfBodies(columns: readonly Column[], grammar: Grammar): boolean {
  return columns.every(
    ({ heading: { lowest } }) =>
      lowest !== null &&
      matchRole(lowest.text, grammar.columns) === null &&
      looksLike(lowest, 'executors', grammar),
  )
}

function areEither(columns: readonly Column[]): boolean {
  const counts = (columns[0]?.cells ?? []).map(
    (_, row) => columns.filter(({ cells }) => isFilled(cells[row])).length,
  )
  const answered = counts.filter((count) => count > 0)
  return answered.filter((count) => count === 1).length >= answered.length * MOST
}

/** Fewer are a title that was lost. */
const LEAST_ROWS = 2
/** Share of the numbered rows that must have a number of their own under a title above. */
const LEAST_SHARE = 0.25

/**
 * Roles in which the column of numbers counts the measures where it does not count the items: rows
 * under a title above, merged, left empty or printed again, have numbers of their own.
 */
function withMeasureNumbers(roles: readonly string[], rows: readonly Unit[]): readonly string[] {
  const number = roles.indexOf('number')
  const item = roles.indexOf('item')
  const measure = roles.indexOf('measure')
  if (number < 0 || item < 0 || measure < 0 || roles.includes('measureNumber')) return roles
  let numbered = 0
  let underTitle = 0
  let above = ''
  for (const { slots } of rows) {
    const slotIn = (column: number) => slots.find((slot) => slot.column === column)
    if (!isFilled(slotIn(number)) || !isFilled(slotIn(measure))) continue
    numbered += 1
    const title = slotIn(item)
    if (title && (!isFilled(title) || title.text === above)) underTitle += 1
    if (isFilled(title)) above = title.text
  }
  if (underTitle < LEAST_ROWS || underTitle < numbered * LEAST_SHARE) return roles
  return roles.map((role) => (role === 'number' ? 'measureNumber' : role))
}
