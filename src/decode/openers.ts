import type { Grammar, RowKind } from '../model/grammar.ts'
import type { TableGroup } from '../tables/columns.ts'
import { matchText, startsLower } from '../tables/row-words.ts'
import { isFilled, type Slot } from '../tables/slots.ts'
import type { Unit } from '../tables/units.ts'
import { LETTERS } from '../text/characters.ts'
import type { Charge } from './bill.ts'
import type { Move } from './move.ts'
import { lettersOf } from './repetition.ts'

/*
 * Several reports in one file. Where another report may begin is told by the words of a row (a
 * title, «На виконання …»), by the end of the report before it (a signature) or by the sheet of a
 * workbook; whether one does begin there the decoder decides, by what follows: sections or items
 * that begin again at 1 are dear inside one report and free in the next.
 */

/** What it costs that another report begins with a row. */
export interface Opener {
  readonly phase: 'titled' | 'untitled'
  readonly charges: readonly Charge[]
}

/** What is known of rows from the rows before them. */
export interface Outline {
  /** Rows that another report may begin with, by index. */
  readonly openers: ReadonlyMap<number, Opener>
  /** Rows that print a title or a line of the preamble again. */
  readonly repeated: ReadonlySet<number>
}

const TITLES: readonly RowKind[] = ['title', 'appendix']
const LEADS: readonly RowKind[] = [...TITLES, 'preamble']
/** A title ends with no full stop. */
const SENTENCE = new RegExp(`[${LETTERS}]{3}\\.\\s*$`)
const SHORTEST_REPEATED = 8

/** Looks over the rows once, before they are decoded. */
export function outlineOf(
  units: readonly Unit[],
  groups: ReadonlyMap<number, TableGroup>,
  { grammar, isOneReport }: { readonly grammar: Grammar; readonly isOneReport: boolean },
): Outline {
  const openers = new Map<number, Opener>()
  const repeated = new Set<number>()
  const seen = new Set<string>()
  let isSigned = false
  let isTitled = false
  for (const unit of units) {
    const slot = onlySlot(unit)
    const isRow = isOfMeasures(unit, groups)
    const kinds = slot === null ? [] : matchText(slot.text, grammar)
    if (slot && kinds.some((kind) => LEADS.includes(kind))) {
      const letters = lettersOf(slot)
      if (seen.has(letters)) repeated.add(unit.index)
      else if (letters.length >= SHORTEST_REPEATED) seen.add(letters)
    }
    const opener = isOneReport
      ? null
      : openerOf({ unit, slot, kinds, isRow, isSigned, isTitled }, grammar)
    if (opener && unit !== units[0]) openers.set(unit.index, opener)
    isTitled ||= kinds.some((kind) => TITLES.includes(kind))
    if (!isRow && kinds.includes('signature')) isSigned = true
    else if (isRow) isSigned = false
  }
  return { openers, repeated }
}

interface Seen {
  readonly unit: Unit
  readonly slot: Slot | null
  readonly kinds: readonly RowKind[]
  /** True for a row of a table of measures. */
  readonly isRow: boolean
  /** True behind a signature. */
  readonly isSigned: boolean
  /** True behind a title: what follows without one is hardly another report. */
  readonly isTitled: boolean
}

function openerOf(seen: Seen, { costs }: Grammar): Opener | null {
  const { unit, slot, kinds, isRow, isSigned, isTitled } = seen
  const fresh: Charge = ['newReport', costs.newReport]
  const unlike: Charge = ['wordsUnlike', costs.wordsUnlike]
  if (unit.startsSheet)
    return {
      phase: isTitled ? 'untitled' : 'titled',
      charges: [['newSheet', costs.newSheet]],
    }
  if (!slot || startsLower(slot.text)) return null
  if (kinds.some((kind) => TITLES.includes(kind)))
    return { phase: 'untitled', charges: SENTENCE.test(slot.text) ? [fresh, unlike] : [fresh] }
  if (isRow || kinds.includes('signature') || kinds.includes('page_furniture')) return null
  if (kinds.includes('preamble')) return { phase: 'untitled', charges: [fresh] }
  return isSigned ? { phase: 'untitled', charges: [fresh, ['leadIn', costs.leadIn]] } : null
}

function onlySlot(unit: Unit): Slot | null {
  const [first, second] = unit.slots.filter(isFilled)
  return first && !second ? first : null
}

function isOfMeasures(unit: Unit, groups: ReadonlyMap<number, TableGroup>): boolean {
  if (unit.table === null) return false
  return groups.get(unit.table)?.roles.includes('measure') ?? false
}

const OPENING: readonly Move['reading'][] = ['title', 'appendix', 'preamble']

/** The readings of a row with which another report begins. */
export function openingMoves(
  moves: readonly Move[],
  opener: Opener | undefined,
  isSheet: boolean,
): readonly Move[] {
  if (!opener) return []
  return moves
    .filter(({ reading }) => isSheet || OPENING.includes(reading))
    .map((move) => ({
      ...move,
      opensReport: opener.phase,
      charges: [...move.charges, ...opener.charges],
    }))
}
