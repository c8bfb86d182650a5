import type { Grammar } from '../model/grammar.ts'
import { LETTERS } from '../text/characters.ts'
import { largest } from '../text/extremes.ts'
import { assignByHeading, type HeadingRoles } from './heading-roles.ts'
import { isColumnNumbers } from './numbers.ts'
import { matchRole } from './roles.ts'
import { startsLower } from './row-words.ts'
import { isFilled, type Slot } from './slots.ts'
import { spanSubheadings, stretchHeading } from './stretch.ts'
import type { Unit } from './units.ts'

/** The rows of one table. */
export interface TableUnits {
  readonly units: readonly Unit[]
  readonly columns: number
  readonly columnsKnown: boolean
}

/** What the heading rows of a table tell, and their indexes. */
export interface Heading extends HeadingRoles {
  readonly units: ReadonlySet<number>
}

const LARGEST_HEADING = 10
/** A heading row of unknown words stands at the top and is short. */
const TOP_ROWS = 3
const LONGEST_HEADING = 70
/** No cell of a heading row says more. */
const LONGEST_WORDS = 160
const LETTER_OR_NUMBER_SIGN = new RegExp(`[${LETTERS}№]`)
const END_OF_SENTENCE = new RegExp(`^[${LETTERS}]{4}[.;]$`)

/** The heading rows of a table, null where fewer than two of its columns are told by them. */
export function findHeading(table: TableUnits, grammar: Grammar): Heading | null {
  const units = new Set<number>()
  const levels: (readonly Slot[])[] = []
  let covered = 0
  for (const [index, unit] of table.units.entries()) {
    const own = unit.slots.filter(isFilled)
    if (own.length === 0) {
      covered -= 1
      continue
    }
    const isSecond = units.has(unit.index - 1) && isSubheading(own, unit, grammar)
    const isTop =
      index < TOP_ROWS && units.size === 0 && isStrangeHeading(own, table, index, grammar)
    if (covered > 0 || isSecond || isTop || isHeadingRow(own, grammar)) {
      units.add(unit.index)
      if (units.size <= LARGEST_HEADING) levels.push(unit.slots)
      covered = Math.max(covered - 1, largest(own.map((slot) => slot.rowSpan)) - 1)
    } else covered = 0
  }
  if (levels.length === 0) return null
  const { columns } = table
  const body = table.units.filter((unit) => !units.has(unit.index))
  const placed = table.columnsKnown
    ? levels
    : levels.map(
        (slots, level) =>
          spanSubheadings(slots, levels[level + 1], columns) ??
          stretchHeading(slots, body, { columns, grammar }),
      )
  const filled = placed.map((slots) => slots.filter(isFilled))
  return { ...assignByHeading(filled, columns, grammar), units }
}

/** True where cells name columns. */
export function isHeadingRow(slots: readonly Slot[], grammar: Grammar): boolean {
  if (slots.length < 2 || slots.some(isOfData)) return false
  const matches = slots
    .map((slot) => (isSentence(slot.text) ? null : matchRole(slot.text, grammar.columns)))
    .filter((match) => match !== null)
  const distinct = new Set(matches.map(({ role }) => role))
  return distinct.size >= 2 && matches.length * 2 >= slots.length
}

/** «Виконано.» is an answer, «Виконано» may be a heading. */
function isSentence(text: string): boolean {
  return END_OF_SENTENCE.test(text.trimEnd().slice(-5))
}

/** A long text or a year stands in no heading of a column. */
function isOfData({ text }: Slot): boolean {
  return text.length > LONGEST_WORDS || /(?:19|20)\d\d\s*-/.test(text)
}

/**
 * A heading in words that the grammar does not know: short words in most columns, no figures, and
 * either one known word among them or the column numbers below.
 */
function isStrangeHeading(
  slots: readonly Slot[],
  table: TableUnits,
  index: number,
  grammar: Grammar,
): boolean {
  if (slots.length < 3 || slots.length * 3 < table.columns * 2) return false
  const isShort = slots.every(
    ({ text }) =>
      text.length <= LONGEST_HEADING && LETTER_OR_NUMBER_SIGN.test(text) && !/\d/.test(text),
  )
  if (!isShort) return false
  const next = table.units[index + 1]
  return (
    (next !== undefined && isColumnNumbers(next)) ||
    slots.some((slot) => matchRole(slot.text, grammar.columns) !== null)
  )
}

/** A row of «план», «факт» right under a heading row, or of short words under its last columns. */
function isSubheading(slots: readonly Slot[], unit: Unit, grammar: Grammar): boolean {
  if (slots.length < 2 || slots.some(isOfData)) return false
  const isUnderLast = unit.slots.filter(({ column }) => column < 2).every(({ isBlank }) => isBlank)
  if (isUnderLast && unit.columns > 3 && slots.every(isShortHeading)) return true
  return slots.every((slot) => matchRole(slot.text, grammar.columns) !== null)
}

function isShortHeading({ text, marker }: Slot): boolean {
  // A small letter goes on with a row that a page has cut.
  const isOwn = marker === null && !startsLower(text) && !/^\s*\d+\s?\)/.test(text)
  return isOwn && text.length <= LONGEST_HEADING && !isSentence(text)
}
