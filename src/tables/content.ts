import { CORE_ROLES, type CoreRole, type Grammar } from '../model/grammar.ts'
import { fold } from '../text/fold.ts'
import { withoutSoftHyphens } from '../text/hyphen.ts'
import { isSpaceCode } from '../text/letters.ts'
import { type Matches, matchAny, subjectOf } from '../text/matcher.ts'
import { type Memory, openMemory, recall } from '../text/memory.ts'
import { announced, labelsIn, labelsOf, numberText } from './openings.ts'
import { UNKNOWN_ROLE } from './roles.ts'
import { isFilled, type Likeness, type Slot, type Unit } from './units.ts'

/*
 * What a cell looks like, without its heading: a number, a deadline, a list of bodies. Used to
 * tell columns that have no heading and to see whether the cells of a short row fit their columns.
 */

/** What a cell is shows in its first words; a table shows it in its first rows. */
const LONGEST = 120
const MOST_ROWS = 32

/** Texts whose likeness is remembered: deadlines and executors repeat from row to row. */
const REMEMBERED = 4000

interface Recognisers {
  readonly matchers: ReadonlyMap<string, Matches>
  readonly fragments: ReadonlyMap<string, Matches>
  readonly leads: ReadonlyMap<string, Matches>
  readonly further: ReadonlyMap<string, Matches>
  readonly hints: ReadonlyMap<string, Matches>
  readonly known: Memory<Likeness>
}

const recognisers = new WeakMap<Grammar, Recognisers>()

/** True where the text of a cell looks like what the role holds; a blank cell looks like anything. */
export function looksLike(slot: Slot, role: CoreRole, grammar: Grammar): boolean {
  if (slot.isBlank) return true
  if (role === 'number') return isNumber(slot)
  const known = recognisersOf(grammar)
  return matches(likenessOf(slot, known), role, known)
}

function likenessOf({ text, memo }: Slot, known: Recognisers): Likeness {
  memo.likeness ??= textLikeness(text, known)
  return memo.likeness
}

/** True where a cell can be the end of one that a page has cut, rather than one of its own. */
export function looksCut(slot: Slot, role: CoreRole, grammar: Grammar): boolean {
  if (!looksLike(slot, role, grammar)) return true
  const fragment = recognisersOf(grammar).fragments.get(role)
  return fragment?.(subjectOf(fold(withoutSoftHyphens(slot.text.slice(0, LONGEST))))) ?? false
}

/** True where a word alone may lead to what the role holds: «до» to «1 травня». */
export function isLead(word: string, role: CoreRole, grammar: Grammar): boolean {
  return recognisersOf(grammar).leads.get(role)?.(subjectOf(fold(word))) ?? false
}

/** True where a heading names a second column of the role, whose cells go on with the first. */
export function isFurther(heading: string, role: string, grammar: Grammar): boolean {
  return recognisersOf(grammar).further.get(role)?.(subjectOf(fold(heading).trim())) ?? false
}

/** True where a heading holds no word, figures apart, but such as headings of the role are made of. */
export function isHinted(heading: string, role: string, grammar: Grammar): boolean {
  const hints = recognisersOf(grammar).hints.get(role)
  const words = fold(withoutSoftHyphens(heading)).match(WORDS) ?? []
  return hints !== undefined && words.length > 0 && words.every((word) => hints(subjectOf(word)))
}

function isNumber(slot: Slot): boolean {
  slot.memo.isNumber ??= isShort(slot.text) && isLabel(numberText(slot))
  return slot.memo.isNumber
}

const LONGEST_NUMBER = 14

/** True where a text has no more characters than a number, white space apart. */
function isShort(text: string): boolean {
  let count = 0
  for (let index = 0; index < text.length && count <= LONGEST_NUMBER; index += 1)
    if (!isSpaceCode(text.charCodeAt(index))) count += 1
  return count <= LONGEST_NUMBER
}

function isLabel(text: string): boolean {
  return text.length <= LONGEST_NUMBER && labelsIn(text).some(({ rest }) => rest >= text.length)
}

/** The same for a text that stands in no cell. */
export function textLooksLike(text: string, role: CoreRole, grammar: Grammar): boolean {
  const known = recognisersOf(grammar)
  return matches(textLikeness(text, known), role, known)
}

/** What may stand between a measure and its answer. */
export type Aside = 'executors' | 'deadline'
/** No line of that kind is longer, and none is a sentence. */
const LONGEST_ASIDE = 120
const SENTENCE_END = /[^\sрг][.!?]\s*$/u
const WORD = /\S+/g
const WORDS = /\p{L}[\p{L}'’ʼ-]*/gu
/** «Постійно» ends like «виконано». */
const FEW_WORDS = 2

/** What a line alone says of a measure: «Відділ освіти», «До 1 травня 2026 року»; null for others. */
export function asideOf(text: string, grammar: Grammar): Aside | null {
  if (text.length > LONGEST_ASIDE || SENTENCE_END.test(text)) return null
  const isAnswer = textLooksLike(text, 'response', grammar)
  if (isAnswer && (text.match(WORD)?.length ?? 0) > FEW_WORDS) return null
  if (textLooksLike(text, 'deadline', grammar)) return 'deadline'
  return !isAnswer && textLooksLike(text, 'executors', grammar) ? 'executors' : null
}

function textLikeness(text: string, { known }: Recognisers): Likeness {
  return recall(known, text, () => ({
    subject: subjectOf(fold(withoutSoftHyphens(text.slice(0, LONGEST)))),
    answers: new Map(),
  }))
}

function matches({ subject, answers }: Likeness, role: CoreRole, known: Recognisers): boolean {
  const before = answers.get(role)
  if (before !== undefined) return before
  const answer = known.matchers.get(role)?.(subject) ?? true
  answers.set(role, answer)
  return answer
}

function recognisersOf(grammar: Grammar): Recognisers {
  let known = recognisers.get(grammar)
  if (!known) {
    const matchers = new Map<string, Matches>()
    for (const { role, content } of grammar.columns)
      if (content.length > 0) matchers.set(role, matchAny(content))
    const matchersOf = (list: 'fragments' | 'leads' | 'further' | 'hints') =>
      new Map(
        grammar.columns
          .filter((column) => column[list].length > 0)
          .map((column) => [column.role, matchAny(column[list])]),
      )
    known = {
      matchers,
      fragments: matchersOf('fragments'),
      leads: matchersOf('leads'),
      further: matchersOf('further'),
      hints: matchersOf('hints'),
      known: openMemory(REMEMBERED),
    }
    recognisers.set(grammar, known)
  }
  return known
}

interface Profile {
  readonly filled: number
  readonly length: number
  readonly shares: Readonly<Record<CoreRole, number>>
  /** Share of the filled cells that begin with `1)`, `а)`, `1.1`: a measure's own number. */
  readonly labelled: number
  /** Share of the rows in which it is filled where the first column is, and blank where that is. */
  readonly withFirst: number
}

/** What stands in each column, null where no row fills enough of them. */
export function profilesOf(
  units: readonly Unit[],
  columns: number,
  grammar: Grammar,
): readonly Profile[] | null {
  const full = units.filter((unit) => isDataRow(unit, columns)).slice(0, MOST_ROWS)
  if (full.length === 0) return null
  const first = cellsAt(full, 0)
  return Array.from({ length: columns }, (_, column) =>
    profileOf(cellsAt(full, column), first, grammar),
  )
}

function isDataRow(unit: Unit, columns: number): boolean {
  if (!unit.columnsKnown && unit.slots.length !== columns) return false
  const filled = unit.slots.filter((slot) => !slot.isBlank && slot.columnSpan === 1)
  return filled.length >= Math.min(3, columns)
}

/** The filled cell of each row in one column, null where there is none. */
function cellsAt(units: readonly Unit[], column: number): readonly (Slot | null)[] {
  return units.map(
    ({ slots }) => slots.find((slot) => slot.column === column && isFilled(slot)) ?? null,
  )
}

function profileOf(
  cells: readonly (Slot | null)[],
  first: readonly (Slot | null)[],
  grammar: Grammar,
): Profile {
  const known = recognisersOf(grammar)
  const filled = cells.filter((slot) => slot !== null)
  const count = Math.max(filled.length, 1)
  const share = (test: (slot: Slot) => boolean) => filled.filter(test).length / count
  const shareOf = (role: CoreRole) =>
    share(role === 'number' ? isNumber : (slot) => matches(likenessOf(slot, known), role, known))
  const shares = Object.fromEntries(CORE_ROLES.map((role) => [role, shareOf(role)])) as Record<
    CoreRole,
    number
  >
  const withFirst = cells.filter((slot, row) => (slot === null) === (first[row] === null)).length
  return {
    filled: filled.length / cells.length,
    length: filled.reduce((sum, { text }) => sum + withoutSoftHyphens(text).length, 0) / count,
    shares,
    withFirst: withFirst / cells.length,
    labelled: share(
      (slot) =>
        slot.marker !== null ||
        labelsOf(slot).some(isMeasureLabel) ||
        announced(slot.text, 'measure', grammar) !== null,
    ),
  }
}

function isMeasureLabel(label: { shape: string; rest: number }): boolean {
  return label.shape === 'paren' || label.shape === 'letter' || label.shape === 'decimal'
}

/** Points that a column earns in a role; below zero the column is better left without a role. */
export function score(role: CoreRole, profiles: readonly Profile[], column: number): number {
  const profile = profiles[column]
  if (!profile || profile.filled === 0)
    return role === 'response' && column === profiles.length - 1 ? 1 : -1
  const { shares, length, filled, labelled, withFirst } = profile
  const position = column / Math.max(profiles.length - 1, 1)
  switch (role) {
    case 'number':
      return shares.number * 12 - position * 8 - (length > 12 ? 12 : 0)
    case 'item':
      return filled < 0.95 && length > 12 && shares.number < 0.5
        ? 4 - position * 2 + (withFirst - 0.7) * 10 - labelled * 4 - shares.executors * 3
        : -1
    case 'measure':
      return (
        shares.measure * 5 +
        labelled * 5 +
        (length > 40 ? 2 : 0) -
        position * 2 -
        shares.response * 3 -
        (length < 15 ? 8 : 0)
      )
    case 'deadline':
      return shares.deadline * 12 - (length > 80 ? 6 : 0) - 3
    case 'executors':
      return shares.executors * 8 - shares.response * 3 - (length < 3 ? 8 : 0) - 2
    case 'response':
      return (
        1 + position * 3 + shares.response * 6 - shares.deadline * 3 - labelled * 3 - shares.measure
      )
  }
}

/** Roles given to the columns so far, the last one first. */
interface Assigned {
  readonly total: number
  readonly role: string
  readonly before: Assigned | null
}

/**
 * The role of each column that its heading does not tell (`other` in `told`), told by its cells, for
 * all columns at once: the assignment of roles to columns with the highest total score (dynamic
 * programming over the set of roles given away). Roles in the order in which authors nearly always
 * put their columns are preferred.
 */
export function assignByContent(
  profiles: readonly Profile[],
  told: readonly string[],
): readonly string[] {
  const isBare = told.every((role) => role === UNKNOWN_ROLE)
  const isFree = CORE_ROLES.map(
    (role) => !told.includes(role) && (isBare || (role !== 'number' && role !== 'item')),
  )
  let best = new Map<number, Assigned | null>([[0, null]])
  for (const [column, given] of told.entries()) {
    const next = new Map<number, Assigned>()
    const offer = (set: number, total: number, role: string, before: Assigned | null) => {
      const held = next.get(set)
      if (!held || total > held.total) next.set(set, { total, role, before })
    }
    const points = CORE_ROLES.map((role) => score(role, profiles, column))
    for (const [set, before] of best) {
      const total = before?.total ?? 0
      offer(set, total, given, before)
      if (given !== UNKNOWN_ROLE) continue
      CORE_ROLES.forEach((role, bit) => {
        if (set & (1 << bit) || !isFree[bit]) return
        const isLate = set >> (bit + 1) !== 0
        offer(set | (1 << bit), total + (points[bit] ?? 0) - (isLate ? 2 : 0), role, before)
      })
    }
    best = next
  }
  let winner: Assigned | null = null
  for (const each of best.values())
    if (each && (!winner || each.total > winner.total)) winner = each
  const roles: string[] = []
  for (let each = winner; each; each = each.before) roles.push(each.role)
  return roles.reverse()
}
