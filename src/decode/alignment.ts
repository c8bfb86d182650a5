import type { CoreRole, FieldRole, Grammar, RowKind } from '../model/grammar.ts'
import type { TableGroup } from '../tables/columns.ts'
import { looksLike } from '../tables/content.ts'
import { isCoreRole, isFieldRole } from '../tables/roles.ts'
import { joinSlots, partCell, type SharedColumn } from '../tables/shared-cells.ts'
import { emptySlot, isFilled, type Opening, type Slot, type Unit } from '../tables/units.ts'
import { type Cost, cost, FREE } from './cost.ts'

/** A row seen through the roles of its columns; where cells are lost, one way to put the rest. */
export interface Alignment {
  readonly unit: Unit
  readonly group: TableGroup | null
  readonly fields: Readonly<Fields>
  readonly extras: readonly { readonly column: number; readonly slot: Slot }[]
  /** Words before values that share a cell with others. */
  readonly words: readonly Slot[]
  /** Filled cells that begin in this row. */
  readonly filled: readonly Slot[]
  /** Cells moved to the right, because the row has lost as many at its left. */
  readonly shift: number
  readonly costs: readonly Cost[]
  /** What was found out about the row and is asked for again. */
  readonly memo: AlignmentMemo
}

class AlignmentMemo {
  heading: RowHeading | null = null
  measures: RowMeasures | null = null
  /** What its words tell. */
  kinds: readonly RowKind[] | null = null
  /** What its heading is compared by: of the cells for number and title, of all filled cells. */
  titleLetters: string | null = null
  letters: string | null = null
}

/** The cells for title and number of a row that may head a level; no title where it has more cells. */
export interface RowHeading {
  readonly title: Slot | null
  readonly number: Slot | null
  readonly costs: readonly Cost[]
}

/** What all readings of a row as an item or a measure have in common. */
export interface RowMeasures {
  readonly row: Alignment
  readonly grammar: Grammar
  readonly costs: readonly Cost[]
  /** The readings of the measure by its own cells. */
  readonly openings: readonly PricedOpening[]
}

/** A reading of a number, and what it costs; null where the level has no such number. */
export interface PricedOpening {
  readonly opening: Opening
  readonly costs: readonly Cost[] | null
}

/** The cell of each role: null where the row has none (lost), undefined where the table has none. */
type Fields = Record<FieldRole, Slot | null | undefined>

/** Each role by name, so that all have one shape. */
function noFields(): Fields {
  return {
    upperPart: undefined,
    part: undefined,
    direction: undefined,
    number: undefined,
    item: undefined,
    measureNumber: undefined,
    measure: undefined,
    deadline: undefined,
    executors: undefined,
    response: undefined,
  }
}

/** The ways to put the cells of a unit into columns; one, unless cells are missing. */
export function alignmentsOf(
  unit: Unit,
  group: TableGroup | null,
  grammar: Grammar,
): readonly Alignment[] {
  const filled = unit.slots.filter((slot) => !slot.isBlank && !slot.isCovered)
  if (unit.table === null || group === null) return [alignOutside(unit, filled)]
  const width = unit.slots.reduce((sum, slot) => Math.max(sum, slot.column + slot.columnSpan), 0)
  const room = group.columns - width
  const isWhole = room <= 0 || filled.length === 0
  if (isWhole || (unit.columnsKnown && !isRagged(unit)))
    return [alignAt(unit, group, { shift: 0, from: 0, room, filled, grammar })]
  const fixed = endOfCovered(unit)
  const ways = [alignAt(unit, group, { shift: 0, from: 0, room, filled, grammar })]
  for (let shift = 1; shift <= room; shift += 1)
    ways.push(alignAt(unit, group, { shift, from: fixed, room, filled, grammar }))
  // One cell lost in the middle: those to its right move up.
  if (room === 1)
    for (let from = fixed + 1; from < width; from += 1)
      ways.push(alignAt(unit, group, { shift: 1, from, room, filled, grammar }))
  return ways
}

/** A paragraph, or a row of a table without columns to speak of. */
function alignOutside(unit: Unit, filled: readonly Slot[]): Alignment {
  return {
    unit,
    group: null,
    fields: noFields(),
    extras: [],
    words: [],
    filled,
    shift: 0,
    costs: FREE,
    memo: new AlignmentMemo(),
  }
}

/** A row of a drawn table that simply ends early has lost cells, anywhere. */
function isRagged({ slots }: Unit): boolean {
  return slots.every(({ column, columnSpan }, index) => {
    const next = slots[index + 1]
    return !next || column + columnSpan === next.column
  })
}

/** Cells that go on from the row above, and those to their left, stand where they are drawn. */
function endOfCovered({ slots }: Unit): number {
  return slots.reduce(
    (end, slot) => (slot.isCovered ? Math.max(end, slot.column + slot.columnSpan) : end),
    0,
  )
}

/** One way to put the cells of a row that has lost some: those from column `from` move right. */
interface Way {
  readonly shift: number
  readonly from: number
  /** Cells that the row has lost. */
  readonly room: number
}

function alignAt(
  unit: Unit,
  group: TableGroup,
  way: Way & { readonly filled: readonly Slot[]; readonly grammar: Grammar },
): Alignment {
  const fields = noFields()
  const extras: { column: number; slot: Slot }[] = []
  const { shift, from } = way
  for (const [column, role] of group.roles.entries()) {
    const slot = slotAt(unit, column, way)
    if (isFieldRole(role)) {
      const own = slot ?? spanning(unit, column < from ? column : column - shift)
      fields[role] = fields[role] && own ? joinSlots(fields[role], own) : own
    } else if (slot) extras.push({ column, slot })
  }
  const words = group.shared.flatMap((shared) =>
    partShared(fields, shared, { role: group.roles[shared.column], grammar: way.grammar }),
  )
  const costs = costsOf(unit, group, { fields, way })
  const { filled } = way
  return { unit, group, fields, extras, words, filled, shift, costs, memo: new AlignmentMemo() }
}

const NO_WORDS: readonly Slot[] = []

/** Puts the values that share a cell into their fields; the words before them come out. */
function partShared(
  fields: Fields,
  shared: SharedColumn,
  { role = '', grammar }: { readonly role: string | undefined; readonly grammar: Grammar },
): readonly Slot[] {
  if (!isCoreRole(role)) return NO_WORDS
  const slot = fields[role]
  if (!slot) return NO_WORDS
  const { values, words } = partCell(slot, shared, grammar)
  for (const each of shared.roles) {
    const value = values.get(each)
    // What has a column of its own stands there unless it stands here.
    if (value || each === role || fields[each] === undefined)
      fields[each] = value ?? emptySlot(slot)
  }
  return words
}

/** The cell that stands in a column once the row's cells are put there. */
function slotAt({ slots }: Unit, column: number, { shift, from }: Way): Slot | undefined {
  const own = slots[column]
  // As in most rows: nothing is merged or lost.
  if (shift === 0 && own?.column === column && slots[column + 1]?.column !== column) return own
  return slots.findLast((slot) => slot.column + (slot.column >= from ? shift : 0) === column)
}

/** A column inside a cell that spans several holds nothing of its own, but is not lost. */
function spanning(unit: Unit, column: number): Slot | null {
  const over = unit.slots.find(
    (slot) => slot.column < column && column < slot.column + slot.columnSpan,
  )
  return over ? { ...emptySlot(over), column, columnSpan: 1 } : null
}

const CHECKED: readonly CoreRole[] = ['number', 'deadline', 'executors']

function costsOf(
  unit: Unit,
  group: TableGroup,
  { fields, way }: { readonly fields: Fields; readonly way: Way & { readonly grammar: Grammar } },
): readonly Cost[] {
  const { room, grammar } = way
  const prices = grammar.costs
  const costs: Cost[] = []
  const cells = unit.slots.length
  // A line alone stands in no column.
  for (const role of cells === 1 ? [] : CHECKED) {
    const slot = fields[role]
    if (isFilled(slot) && !looksLike(slot, role, grammar)) costs.push(cost(prices, 'contentUnlike'))
  }
  if (cells >= group.columns || cells === 1) return costs
  // Cells lost at both ends are rarer than cells lost at one.
  if (way.shift > 0 && way.shift < room) costs.push(cost(prices, 'cellsLostTwice'))
  if (way.shift === 0) return costs
  const isFirst = (unit.startsPage || unit.startsTable) && way.from === 0 && !unit.columnsKnown
  if (way.from > 0) costs.push(cost(prices, 'cellsShiftedInside'))
  costs.push(isFirst ? cost(prices, 'cellsDropped') : cost(prices, 'cellsShifted'))
  return costs
}
