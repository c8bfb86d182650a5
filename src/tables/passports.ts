import type { Grammar } from '../model/grammar.ts'
import { isHeadingRow } from './heading-rows.ts'
import { matchText } from './row-words.ts'
import { isFilled } from './slots.ts'
import type { Unit } from './units.ts'

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
    if (mayBe(unit, grammar)) run.push(unit)
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

function mayBe({ slots }: Unit, grammar: Grammar): boolean {
  const filled = slots.filter(isFilled)
  return filled.length <= MOST_CELLS && !isHeadingRow(filled, grammar)
}

function isTold({ slots }: Unit, grammar: Grammar): boolean {
  const text = slots
    .filter(isFilled)
    .map((slot) => slot.text)
    .join('\n')
  return matchText(text, grammar).includes('passport')
}
