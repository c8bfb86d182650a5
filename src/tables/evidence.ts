import { CORE_ROLES, type CoreRole, type Grammar } from '../model/grammar.ts'
import { withoutSoftHyphens } from '../text/hyphen.ts'
import { CAPITALS, LETTERS } from '../text/letters.ts'
import { largest } from '../text/lists.ts'
import { isHinted, likeness } from './content.ts'
import { type ColumnHeading, isColumnNumbers } from './header-detection.ts'
import { announced, labelsOf } from './openings.ts'
import { headingLetters, isCoreRole, matchRoles } from './roles.ts'
import { startsLower } from './row-words.ts'
import { isFilled, type Slot, type Unit } from './units.ts'

/*
 * What tells the role of a column: small questions that each answer 0 to 1. The grammar says, role by
 * role, what each answer weighs (`weights` in weights.yaml, fitted by `npm run fit`).
 */

/** A column as the questions see it. */
export interface Column {
  readonly heading: ColumnHeading
  /** Its place from the left, and how many there are. */
  readonly index: number
  readonly count: number
  /** Its cell in each row of data; null where the row has none. */
  readonly cells: readonly (Slot | null)[]
  /** Those that begin in their row and hold something. */
  readonly filled: readonly Slot[]
  /**
   * Roles that the heading names and how much of it they explain, 0 to 1: its lowest cell, or the one
   * above where that names none («І квартал» under «Хід виконання»).
   */
  readonly named: ReadonlyMap<string, number>
  readonly namedAbove: ReadonlyMap<string, number>
  readonly isUnderSame: boolean
  /** Roles whose headings are made of such words, where it names none. */
  readonly hinted: readonly string[]
  readonly likeness: Readonly<Record<CoreRole, number>>
  /** Mean length of a cell in letters, and that of the longest column. */
  readonly length: number
  readonly longest: number
  /** Share of the rows in which it begins where the column of numbers does. */
  readonly withNumber: number
}

/** Questions that are answered otherwise for each role. */
const OF_ROLE = {
  words: ({ named }, role) => named.get(role) ?? 0,
  wordsWhole: ({ named }, role) => ((named.get(role) ?? 0) >= 1 ? 1 : 0),
  wordsElse: ({ named }, role) => largest([...named.values(), 0]) - (named.get(role) ?? 0),
  hinted: ({ hinted }, role) => (hinted.includes(role) ? 1 : 0),
  // Asked while roles are given: it depends on that of another column.
  behindMeasure: () => 0,
} satisfies Record<string, (column: Column, role: CoreRole) => number>

const OF_COLUMN = {
  always: () => 1,
  wordsOfItem: ({ named }) => named.get('item') ?? 0,
  unfamiliar: ({ heading, named }) => (heading.lowest && named.size === 0 ? 1 : 0),
  unheaded: ({ heading }) => (heading.lowest ? 0 : 1),
  spanned: ({ isUnderSame }) => (isUnderSame ? 1 : 0),
  numbers: ({ likeness }) => likeness.number,
  dates: ({ likeness }) => likeness.deadline,
  bodies: ({ likeness }) => likeness.executors,
  deeds: ({ likeness }) => likeness.measure,
  answers: ({ likeness }) => likeness.response,
  labelled: ({ filled }) => shareOf(filled, (slot) => slot.marker !== null || isLabelled(slot)),
  figures: ({ filled }) => shareOf(filled, ({ text }) => FIGURES.test(text)),
  sentences: ({ filled }) => shareOf(filled, ({ text }) => SENTENCE.test(text)),
  capitals: ({ filled }) => shareOf(filled, ({ text }) => CAPITAL.test(text)),
  smalls: ({ filled }) => shareOf(filled, ({ text }) => startsLower(text)),
  filled: ({ filled, cells }) => filled.length / Math.max(cells.length, 1),
  merged: ({ cells }) => cells.filter((slot) => slot?.isCovered).length / Math.max(cells.length, 1),
  hanging: ({ cells }) => hanging(cells),
  repeated: ({ filled }) => repeated(filled),
  withNumber: ({ withNumber }) => withNumber,
  short: ({ length, filled }) => (filled.length === 0 ? 0 : Math.max(0, 1 - length / SHORT)),
  long: ({ length }) => Math.min(1, length / LONG),
  longest: ({ length, longest }) => length / Math.max(longest, 1),
  first: ({ index }) => (index === 0 ? 1 : 0),
  last: ({ index, count }) => (index === count - 1 ? 1 : 0),
  position: ({ index, count }) => index / Math.max(count - 1, 1),
} satisfies Record<string, (column: Column) => number>

export type EvidenceName = keyof typeof OF_COLUMN | keyof typeof OF_ROLE
export const EVIDENCE_NAMES = Object.keys({ ...OF_COLUMN, ...OF_ROLE }) as readonly EvidenceName[]

/** What tells that a column holds each role. */
export type Evidence = Readonly<Record<CoreRole, Readonly<Record<EvidenceName, number>>>>

export function evidenceOf(column: Column): Evidence {
  const common = Object.entries(OF_COLUMN).map(([name, ask]) => [name, ask(column)] as const)
  const forRole = (role: CoreRole) =>
    Object.fromEntries([
      ...common,
      ...Object.entries(OF_ROLE).map(([name, ask]) => [name, ask(column, role)] as const),
    ])
  return Object.fromEntries(CORE_ROLES.map((role) => [role, forRole(role)])) as Evidence
}

const FIGURES = /^[\s.,%–—-]*\d[\d\s.,%–—-]*$/
const SENTENCE = new RegExp(`[${LETTERS}»)"]{2}\\.\\s*$`)
const CAPITAL = new RegExp(`^[^${LETTERS}]*[${CAPITALS}]`)
/** Letters of a cell that says little, and of one that says much. */
const SHORT = 30
const LONG = 200
/** A table shows in its first rows what it holds. */
const MOST_ROWS = 48
/** Cells of a row of data, but for tables of fewer columns. */
const LEAST_CELLS = 3
const PARTS = /[,;/]|\s(?:та|і|й)\s/iu
const IN_BRACKETS = /\([^()]*\)/g

/** «кошти громади | 410,0 | 520,5»: a name and nothing but figures. */
export function isOfFigures({ slots }: Unit): boolean {
  const [first, ...others] = slots.filter(isFilled)
  if (first?.column !== 0 || FIGURES.test(first.text)) return false
  return others.length >= LEAST_CELLS - 1 && others.every(({ text }) => FIGURES.test(text))
}

function shareOf(filled: readonly Slot[], test: (slot: Slot) => boolean): number {
  return filled.length === 0 ? 0 : filled.filter(test).length / filled.length
}

function highest(heading: ColumnHeading | undefined): string {
  return headingLetters((heading?.above ?? heading?.lowest)?.text ?? '')
}

/** «1) …», «а) …», «1.1 …»: a measure's own number before its words. */
function isLabelled(slot: Slot): boolean {
  return labelsOf(slot).some(
    ({ shape, rest }) =>
      (shape === 'paren' || shape === 'letter' || shape === 'decimal') && rest < slot.text.length,
  )
}

/** Share of the rows that a cell above speaks for, merged with it or not. */
function hanging(cells: readonly (Slot | null)[]): number {
  const from = cells.findIndex(isFilled)
  if (from < 0) return 0
  return cells.slice(from).filter((slot) => !isFilled(slot)).length / cells.length
}

/** Share of the cells that say what the one above says. */
function repeated(filled: readonly Slot[]): number {
  const again = filled.filter(
    ({ text }, index) => index > 0 && text.trim() === filled[index - 1]?.text.trim(),
  )
  return again.length / Math.max(filled.length, 1)
}

/** The columns of a table, by its rows without the headings. */
export function columnsOf(
  rows: readonly Unit[],
  headings: readonly ColumnHeading[],
  grammar: Grammar,
): readonly Column[] {
  const count = headings.length
  const full = rows
    .filter((unit) => isDataRow(unit, count) && !isColumnNumbers(unit))
    .slice(0, MOST_ROWS)
  const cells = headings.map((_, column) =>
    full.map(({ slots }) => slots.find((slot) => slot.column === column) ?? null),
  )
  const filled = cells.map((column) => column.filter(isFilled))
  const looks = filled.map((column) => likenessesOf(column, grammar))
  const lengths = filled.map(meanLength)
  const longest = largest(lengths)
  const counted = looks.findIndex(({ number }) => number > MOST_OF_NUMBERS)
  return headings.map((heading, index) => ({
    heading,
    index,
    count,
    cells: cells[index] ?? [],
    filled: filled[index] ?? [],
    ...namesOf(heading, grammar),
    isUnderSame: highest(heading) !== '' && highest(heading) === highest(headings[index - 1]),
    likeness: looks[index] ?? likenessesOf([], grammar),
    length: lengths[index] ?? 0,
    longest,
    withNumber: counted < 0 ? 0 : agreement(cells[index] ?? [], cells[counted] ?? []),
  }))
}

/** Share of the cells by which a column is one of numbers. */
const MOST_OF_NUMBERS = 0.6

function isDataRow(unit: Unit, columns: number): boolean {
  if (!unit.columnsKnown && unit.slots.length !== columns) return false
  const filled = unit.slots.filter((slot) => !slot.isBlank && slot.columnSpan === 1)
  return filled.length >= Math.min(LEAST_CELLS, columns)
}

function likenessesOf(cells: readonly Slot[], grammar: Grammar): Column['likeness'] {
  const shares = CORE_ROLES.map((role) => [role, likeness(role, cells, grammar)])
  const numbers = shareOf(cells, (slot) => announced(slot.text, 'item', grammar) !== null)
  const found = Object.fromEntries(shares) as Record<CoreRole, number>
  return numbers > found.number && meanLength(cells) < SHORT ? { ...found, number: numbers } : found
}

function meanLength(cells: readonly Slot[]): number {
  const sum = cells.reduce((total, { text }) => total + withoutSoftHyphens(text).length, 0)
  return sum / Math.max(cells.length, 1)
}

function agreement(left: readonly (Slot | null)[], right: readonly (Slot | null)[]): number {
  const same = left.filter((slot, row) => isFilled(slot) === isFilled(right[row])).length
  return same / Math.max(left.length, 1)
}

function namesOf({ lowest, above }: ColumnHeading, grammar: Grammar) {
  const named = namedBy(lowest, grammar)
  const namedAbove = namedBy(above, grammar)
  if (named.size > 0) {
    // «план» under «Строк» is one where no other column is.
    const isExtra = ![...named.keys()].some(isCoreRole)
    const weaker = [...namedAbove].map(([role, share]) => [role, share * ABOVE] as const)
    return { named: isExtra ? new Map([...weaker, ...named]) : named, namedAbove, hinted: [] }
  }
  const hinted = CORE_ROLES.filter((role) => isHinted(lowest?.text ?? '', role, grammar))
  return { named: namedAbove, namedAbove: NONE, hinted: namedAbove.size > 0 ? [] : hinted }
}

/** What a heading above tells beside the words of an extra below it. */
const ABOVE = 0.75
const NONE: ReadonlyMap<string, number> = new Map()

/** Roles that a heading names, and how much of it; «Строк та виконавець» names both wholly. */
function namedBy(slot: Slot | null, { columns }: Grammar): ReadonlyMap<string, number> {
  const heading = slot?.text ?? ''
  const named = new Map<string, number>()
  // «Виконано (так/ні)»: what stands in brackets explains the name before it.
  for (const text of new Set([heading, heading.replace(IN_BRACKETS, ' ')])) {
    const length = Math.max(headingLetters(text).length, 1)
    for (const { role, letters, isHead } of matchRoles(text, columns))
      named.set(role, Math.max(named.get(role) ?? 0, isHead ? 1 : Math.min(letters / length, 1)))
  }
  const parts = heading.split(PARTS).map((part) => matchRoles(part, columns)[0])
  const told = parts.flatMap((part) => part?.role ?? [])
  if (parts.length > 1 && told.length === parts.length) for (const role of told) named.set(role, 1)
  return named
}

/*
 * Roles for all columns of a table at once. Each role stands once, but for numbers (of sections, items
 * and measures) and for levels above the measures; what holds none of them is an extra.
 */

/** A role for each column, null for an extra. */
export interface Assignment {
  readonly roles: readonly (CoreRole | null)[]
  /** What it costs more than the cheapest one, in natural logarithms of odds. */
  readonly price: number
}

/** Most columns of numbers: one a level. */
const MOST_NUMBERS = 3
/** Assignments that are looked at, and those that live on at each column. */
const MOST_WAYS = 4

/** What a column earns in a role; an extra earns 0. */
function score(evidence: Evidence, role: CoreRole, { columns }: Grammar): number {
  const weights = columns.find((one) => one.role === role)?.weights ?? {}
  return EVIDENCE_NAMES.reduce((sum, name) => sum + (weights[name] ?? 0) * evidence[role][name], 0)
}

/** The roles of the columns up to one, the last one first. */
interface Given {
  readonly total: number
  readonly role: CoreRole | null
  readonly before: Given | null
}

/** The roles given away so far: those that stand once as bits, the columns of numbers counted. */
const BITS: ReadonlyMap<CoreRole, number> = new Map(
  (['measure', 'deadline', 'executors', 'response'] as const).map((role, bit) => [role, 1 << bit]),
)
const MEASURE = BITS.get('measure') ?? 0
const NUMBER = 1 << BITS.size

/**
 * The best few assignments, the best first (dynamic programming over the set of roles given away,
 * exact). `allowed` says which roles a column may have.
 */
export function assignments(
  columns: readonly Column[],
  allowed: (column: Column, role: CoreRole | null) => boolean,
  grammar: Grammar,
): readonly Assignment[] {
  const places = CORE_ROLES.map(
    (role) => grammar.columns.find((one) => one.role === role)?.weights.behindMeasure ?? 0,
  )
  let best = new Map<number, readonly Given[]>([[0, [{ total: 0, role: null, before: null }]]])
  for (const column of columns) {
    const next = new Map<number, Given[]>()
    const evidence = evidenceOf(column)
    const before = CORE_ROLES.map((role) => score(evidence, role, grammar))
    const behind = before.map((points, index) => points + (places[index] ?? 0))
    const mayBeExtra = allowed(column, null)
    const may = CORE_ROLES.map((role) => allowed(column, role))
    for (const [set, ways] of best) {
      const offer = (after: number, role: CoreRole | null, points: number) => {
        const held = next.get(after) ?? []
        for (const way of ways) held.push({ total: way.total + points, role, before: way })
        next.set(after, held)
      }
      const earned = (set & MEASURE) === 0 ? before : behind
      if (mayBeExtra) offer(set, null, 0)
      CORE_ROLES.forEach((role, index) => {
        const after = may[index] ? setAfter(set, role) : null
        if (after !== null) offer(after, role, earned[index] ?? 0)
      })
    }
    best = new Map([...next].map(([set, ways]) => [set, cheapest(ways)]))
  }
  const ends = cheapest([...best.values()].flat())
  return ends.map((end) => ({ roles: rolesOf(end), price: (ends[0]?.total ?? 0) - end.total }))
}

/** The roles given away behind a column of this one; null where it cannot stand there. */
function setAfter(set: number, role: CoreRole): number | null {
  // What a measure belongs to stands before it.
  if (role === 'item') return (set & MEASURE) === 0 ? set : null
  if (role === 'number') return set >= NUMBER * MOST_NUMBERS ? null : set + NUMBER
  const bit = BITS.get(role) ?? 0
  return (set & bit) === 0 ? set | bit : null
}

/** Ties go to the one that came first. */
function cheapest(ways: readonly Given[]): readonly Given[] {
  return ways.toSorted((left, right) => right.total - left.total).slice(0, MOST_WAYS)
}

function rolesOf(end: Given): readonly (CoreRole | null)[] {
  const roles: (CoreRole | null)[] = []
  for (let each = end; each.before; each = each.before) roles.push(each.role)
  return roles.reverse()
}
