import type { Grammar } from '../model/grammar.ts'
import { CAPITALS } from '../text/letters.ts'
import { largest } from '../text/lists.ts'
import type { TableGroup } from './columns.ts'
import { isOfFigures } from './evidence.ts'
import { isHeadingRow } from './header-detection.ts'
import { announced, HEADING_LEVELS, labelsOf } from './openings.ts'
import { isCoreRole, matchRole, UNKNOWN_ROLE } from './roles.ts'
import { matchText } from './row-words.ts'
import { isFilled, type Unit } from './units.ts'

/** Fewer core columns may be a row of words. */
const LEAST_ROLES = 3

/** Rows of figures alone that make a table of their own. */
const LEAST_OF_FIGURES = 2

/**
 * The units with tables parted where other column headings begin, and around tables of figures: a sheet
 * of a workbook, or a text, holds several tables one below the other. The same headings again part
 * nothing.
 */
export function partTables(units: readonly Unit[], grammar: Grammar): readonly Unit[] {
  const last = units.reduce((most, { table }) => Math.max(most, table ?? -1), -1)
  const parts: { number: number; units: Unit[] }[] = []
  let roles: string | null = null
  let before: Unit | undefined
  let made = 0
  const cuts = aroundFigures(units)
  for (const unit of units) {
    if (unit.table === null) continue
    const own = headingRoles(unit, grammar) ?? foreignRoles(unit, grammar)
    const isOther = own !== null && roles !== null && own !== roles
    if (unit.table !== before?.table) {
      roles = own
      parts.push({ number: unit.table, units: [] })
    } else if (
      cuts.has(unit) ||
      (isOther && before && !isHeadingRow(before.slots.filter(isFilled), grammar))
    ) {
      roles = own
      made += 1
      parts.push({ number: last + made, units: [] })
    } else roles ??= own
    parts.at(-1)?.units.push(unit)
    before = unit
  }
  return made === 0 ? units : renumber(units, parts)
}

/** Where tables of figures begin, with the row of their headings and the line above it, and the rows behind. */
function aroundFigures(units: readonly Unit[]): ReadonlySet<Unit> {
  const cuts = new Set<Unit>()
  for (const [index, head] of units.entries()) {
    let end = index + 1
    for (let row = units[end]; row && isUnder(head, row); row = units[end]) end += 1
    if (end - index <= LEAST_OF_FIGURES || isOfFigures(head)) continue
    const title = units[index - 1]
    const isTitled = title?.table === head.table && title.slots.filter(isFilled).length === 1
    cuts.add(isTitled ? title : head)
    const next = units[end]
    if (next) cuts.add(next)
  }
  return cuts
}

/** True for a row of figures of the table, in the columns of the head. */
function isUnder(head: Unit, row: Unit): boolean {
  if (row.table === null || row.table !== head.table || !isOfFigures(row)) return false
  const columnsIn = ({ slots }: Unit) =>
    slots.flatMap((slot) => (isFilled(slot) ? slot.column : []))
  return columnsIn(row).join() === columnsIn(head).join()
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
  const parted = parts.filter((part) => part.units[0]?.table !== part.number)
  const tables = new Set(parted.map((part) => part.units[0]?.table))
  for (const part of parts) {
    if (!tables.has(part.units[0]?.table)) continue
    const slots = part.units.flatMap((unit) => unit.slots)
    const columns = largest(slots.map(({ column, columnSpan }) => column + columnSpan))
    for (const unit of part.units) changed.set(unit.index, { ...unit, table: part.number, columns })
  }
  return units.map((unit) => changed.get(unit.index) ?? unit)
}

/** A row of a passport has a number, what is told, and what it is. */
const MOST_CELLS = 3
/** Rows, and the share of them, whose words tell a passport. */
const LEAST_ROWS = 2
const LEAST_SHARE = 0.3

/**
 * The units, with `isPassport` true for the rows at the top of a table that are the passport of a
 * programme: some say so by their words, the others stand among them.
 */
export function markPassports(units: readonly Unit[], grammar: Grammar): readonly Unit[] {
  const marked = new Set<Unit>()
  let run: Unit[] = []
  const close = () => {
    const told = run.filter((unit) => isTold(unit, grammar)).length
    if (told >= LEAST_ROWS && told >= run.length * LEAST_SHARE)
      for (const unit of run) if (unit.slots.filter(isFilled).length > 1) marked.add(unit)
    run = []
  }
  let open: number | null = null
  for (const unit of units) {
    if (unit.table === null || unit.startsTable) {
      close()
      open = unit.startsTable ? unit.table : null
    }
    if (unit.table === null || unit.table !== open) continue
    const filled = unit.slots.filter(isFilled)
    if (filled.length <= MOST_CELLS && !isHeadingRow(filled, grammar)) run.push(unit)
    else {
      close()
      open = null
    }
  }
  close()
  return marked.size === 0
    ? units
    : units.map((unit) => (marked.has(unit) ? { ...unit, isPassport: true } : unit))
}

function isTold({ slots }: Unit, grammar: Grammar): boolean {
  const text = slots
    .filter(isFilled)
    .map((slot) => slot.text)
    .join('\n')
  return matchText(text, grammar).includes('passport')
}

const CAPITAL_FIRST = new RegExp(`^\\s*[${CAPITALS}]`)
const SENTENCE_END = /[.:;,]\s*$/
/** No heading without a number is longer. */
const LONGEST = 200
/** One line above the only table may be anything. */
const LEAST = 2

/**
 * The units, those marked that head a table by their place: lines without a number right above it. They
 * head a section where several tables of measures have one, each its own; other tables have captions.
 */
export function markTableHeadings(
  units: readonly Unit[],
  groups: ReadonlyMap<number, TableGroup>,
  grammar: Grammar,
): readonly Unit[] {
  const captions = new Set<Unit>()
  const headings = new Set<Unit>()
  for (const [index, unit] of units.entries()) {
    const next = units[index + 1]
    if (!next?.startsTable || next.table === null || !isPlainLine(unit, grammar)) continue
    if (!groups.get(next.table)?.roles.includes('measure')) captions.add(unit)
    else if (!isAnnounced(units[index - 1], grammar)) headings.add(unit)
  }
  const texts = new Set([...headings].map(({ slots }) => slots[0]?.text.trim()))
  const hasHeadings = headings.size >= LEAST && texts.size === headings.size
  return units.map((unit) => {
    if (captions.has(unit)) return { ...unit, isCaption: true }
    return hasHeadings && headings.has(unit) ? { ...unit, headsTable: true } : unit
  })
}

/** «Розділ I» or «I.» above a line: the line is its title. */
function isAnnounced(unit: Unit | undefined, grammar: Grammar): boolean {
  const slot = unit?.table === null ? unit.slots[0] : undefined
  const isNamed = (text: string) =>
    HEADING_LEVELS.some((level) => announced(text, level, grammar) !== null)
  if (!slot) return false
  const isNumber = labelsOf(slot).some(({ rest }) => rest >= slot.text.trimEnd().length)
  return isNumber || isNamed(slot.text) || isNamed(slot.marker ?? '')
}

/** A short line that neither a number nor its words tell for something else. */
function isPlainLine({ table, slots: [slot] }: Unit, grammar: Grammar): boolean {
  if (table !== null || !slot || slot.marker !== null) return false
  const { text } = slot
  if (text.length > LONGEST || !CAPITAL_FIRST.test(text) || SENTENCE_END.test(text)) return false
  return labelsOf(slot).length === 0 && matchText(text, grammar).length === 0
}
