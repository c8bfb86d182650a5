import type { Grammar, RowKind } from '../model/grammar.ts'
import { fold } from '../text/fold.ts'
import { withoutSoftHyphens } from '../text/hyphen.ts'
import { readLabels } from '../text/label.ts'
import { CAPITALS, LETTERS, SMALLS } from '../text/letters.ts'
import { type Matches, matchAny, subjectOf } from '../text/matcher.ts'
import { type Memory, openMemory, recall } from '../text/memory.ts'
import { announced } from './openings.ts'

/* What the words of a line tell of it, wherever it stands. */

interface Recognisers {
  readonly rules: readonly { readonly kind: RowKind; readonly matches: Matches }[]
  /** Headings and running heads repeat, in a document and in the reports of one programme. */
  readonly known: Memory<readonly RowKind[]>
}

const recognisers = new WeakMap<Grammar, Recognisers>()
/** The kind of a row shows in its first words, and rows of measures have many cells. */
const LONGEST = 160
const ROMAN_AND_CAPITAL = new RegExp(`^\\s*[IVXІХ]{1,5}\\s?\\.\\s*[${CAPITALS}]`)
const STARTS_LOWER = new RegExp(`^[^${LETTERS}\\d]*[${SMALLS}]`)

/** Kinds that a text alone tells, wherever it stands. */
export function matchText(text: string, grammar: Grammar): readonly RowKind[] {
  const { rules, known } = recognisersOf(grammar)
  return recall(known, text.slice(0, LONGEST), (start) => {
    const subject = subjectOf(fold(withoutSoftHyphens(start)).trim())
    const kinds = new Set<RowKind>()
    for (const { kind, matches } of rules) if (matches(subject)) kinds.add(kind)
    return [...kinds]
  })
}

function recognisersOf(grammar: Grammar): Recognisers {
  let made = recognisers.get(grammar)
  if (!made) {
    const rules = grammar.rows.map(({ kind, patterns }) => ({ kind, matches: matchAny(patterns) }))
    made = { rules, known: openMemory() }
    recognisers.set(grammar, made)
  }
  return made
}

/** True where the first letter is a small one and no digit comes before it. */
export function startsLower(text: string): boolean {
  return STARTS_LOWER.test(text)
}

/** «II. Інфраструктура». */
export function beginsSection(line: string): boolean {
  return ROMAN_AND_CAPITAL.test(line)
}

/** «(Відділ освіти; до 1 травня)»: who and when, behind a measure. */
export function isInBrackets(line: string): boolean {
  return /^\s*\([^\n]+\)[.;]?\s*$/.test(line)
}

/** True where a line begins with a number that is no Roman one, or with the word of one. */
export function isNumbered(line: string, grammar: Grammar): boolean {
  return (
    readLabels(line).some((label) => label.shape !== 'roman' && label.repairs === 0) ||
    isAnnounced(line, grammar)
  )
}

/** «Пункт 1. …», «Захід 2. …». */
export function isAnnounced(line: string, grammar: Grammar): boolean {
  return announced(line, 'item', grammar) !== null || announced(line, 'measure', grammar) !== null
}
