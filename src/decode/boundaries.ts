import type { Grammar, RowKind } from '../model/grammar.ts'
import type { TableGroup } from '../tables/columns.ts'
import { matchText, startsLower } from '../tables/row-words.ts'
import { isFilled, type Slot, type Unit } from '../tables/units.ts'
import { fold } from '../text/fold.ts'
import { LETTERS } from '../text/letters.ts'
import { remember } from '../text/memory.ts'
import type { Candidate } from './construct.ts'
import { type Cost, cost } from './cost.ts'

/*
 * Several reports in one file. Where another report may begin is told by the words of a row (a
 * title, «На виконання …»), by the end of the report before it (a signature) or by the sheet of a
 * workbook; whether one does begin there the decoder decides, by what follows: sections or items
 * that begin again at 1 are dear inside one report and free in the next.
 */

/** What it costs that another report begins with a row. */
interface Opener {
  readonly phase: 'titled' | 'untitled'
  readonly costs: readonly Cost[]
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
const NO_LETTERS = new RegExp(`[^${LETTERS}\\d]`, 'g')
/** Letters that a heading is compared by: enough to tell headings apart. */
const LONGEST = 200
const REMEMBERED = 2000

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
    const [first, second] = unit.slots.filter(isFilled)
    const slot = first && !second ? first : null
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
  const fresh = cost(costs, 'newReport')
  const sentence = cost(costs, 'titleOfSentence')
  if (unit.startsSheet)
    return {
      phase: isTitled ? 'untitled' : 'titled',
      costs: [cost(costs, 'newSheet')],
    }
  if (!slot || startsLower(slot.text)) return null
  if (kinds.some((kind) => TITLES.includes(kind)))
    return { phase: 'untitled', costs: SENTENCE.test(slot.text) ? [fresh, sentence] : [fresh] }
  if (isRow || kinds.includes('signature') || kinds.includes('page_furniture')) return null
  if (kinds.includes('preamble')) return { phase: 'untitled', costs: [fresh] }
  return isSigned ? { phase: 'untitled', costs: [fresh, cost(costs, 'leadIn')] } : null
}

function isOfMeasures(unit: Unit, groups: ReadonlyMap<number, TableGroup>): boolean {
  if (unit.table === null) return false
  return groups.get(unit.table)?.roles.includes('measure') ?? false
}

/** The readings of a row with which another report begins. */
export function openingCandidates(
  candidates: readonly Candidate[],
  opener: Opener | undefined,
  isSheet: boolean,
): readonly Candidate[] {
  if (!opener) return []
  return candidates
    .filter(({ construct }) => isSheet || construct.opensReport)
    .map((candidate) => ({
      ...candidate,
      opensReport: opener.phase,
      costs: [...candidate.costs, ...opener.costs],
    }))
}

/** What a cell is compared by: its folded letters and digits, without anything between. */
export function lettersOf({ text, memo }: Slot): string {
  memo.letters ??= lettersIn(text)
  return memo.letters
}

/** Titles are the same in all reports of a programme. */
const lettersIn = remember(
  (text: string) => fold(text.slice(0, LONGEST)).replace(NO_LETTERS, ''),
  REMEMBERED,
)
