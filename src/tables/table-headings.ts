import type { Grammar } from '../model/grammar.ts'
import { CAPITALS } from '../text/characters.ts'
import type { TableGroup } from './columns.ts'
import { announced, HEADING_LEVELS, labelsOf } from './headings.ts'
import { matchText } from './row-words.ts'
import type { Unit } from './units.ts'

const CAPITAL_FIRST = new RegExp(`^\\s*[${CAPITALS}]`)
const SENTENCE_END = /[.:;,]\s*$/
/** No heading without a number is longer. */
const LONGEST = 200
/** One line above the only table may be anything. */
const LEAST = 2

/**
 * The units, those marked that head a section by their place: lines without a number right above
 * tables of measures, where several tables have one, each its own.
 */
export function markTableHeadings(
  units: readonly Unit[],
  groups: ReadonlyMap<number, TableGroup>,
  grammar: Grammar,
): readonly Unit[] {
  const found = units.filter((unit, index) => {
    const next = units[index + 1]
    const group = next?.startsTable && next.table !== null ? groups.get(next.table) : undefined
    const isOfMeasures = group?.roles.includes('measure') === true
    return isOfMeasures && isPlainLine(unit, grammar) && !isAnnounced(units[index - 1], grammar)
  })
  const texts = new Set(found.map(({ slots }) => slots[0]?.text.trim()))
  if (found.length < LEAST || texts.size < found.length) return units
  const marked = new Set(found)
  return units.map((unit) => (marked.has(unit) ? { ...unit, headsTable: true } : unit))
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
