import type { CoreRole, Grammar } from '../model/grammar.ts'
import { LETTERS } from '../text/letters.ts'
import { likeness, looksLike } from './content.ts'
import { labelsOf } from './openings.ts'
import { headingLetters, matchRole } from './roles.ts'
import { startsLower } from './row-words.ts'
import { cellsOf, isFilled, type Slot, type Unit } from './units.ts'

/** The rows of one table. */
export interface TableUnits {
  readonly units: readonly Unit[]
  readonly columns: number
  readonly columnsKnown: boolean
  /** True where most rows hold a name and figures: a table of money. */
  readonly isOfFigures: boolean
}

/** What stands above the cells of a column. */
export interface ColumnHeading {
  /** The lowest cell of the heading, null where none stands there; it may span several columns. */
  readonly lowest: Slot | null
  /** The cell above it. */
  readonly above: Slot | null
}

/** The heading rows of a table. */
export interface Heading {
  /** Indexes of the units. */
  readonly units: ReadonlySet<number>
  /** By column. */
  readonly columns: readonly ColumnHeading[]
}

const LARGEST_HEADING = 10
/** A heading row of unknown words stands at the top and is short. */
const TOP_ROWS = 3
const LONGEST_HEADING = 70
/** No cell of a heading row says more. */
const LONGEST_WORDS = 160
/** Cells of a row that may be known again. */
const LEAST_REPEATED = 2
/** Rows below that tell a heading row by what they hold. */
const LOOKED_AT = 12
/** Share of the cells of a column that make it one of numbers or of dates. */
const MOST = 0.6
/** What tells a column by its cells; null for texts that begin with a number. */
const TOLD: readonly (CoreRole | null)[] = ['number', 'deadline', null]
/** Times that the cells below are as long as a heading. */
const LONGER = 3
const LETTER_OR_NUMBER_SIGN = new RegExp(`[${LETTERS}№]`)
const LAST_DATE =
  /\s(?:\d\d?\.\d\d?(?:\.(?:19|20)\d\d)?|\d\d?\s\p{L}+(?:\s(?:19|20)\d\d)?|(?:19|20)\d\d)(?:\s\p{L}+)?\.?$/u
const LEAST_BEFORE_DATE = 3
const END_OF_SENTENCE = new RegExp(`^[${LETTERS}]{4}[.;]$`)

/** The heading rows of each table, null where it has none. */
export function findHeadings(
  tables: readonly TableUnits[],
  grammar: Grammar,
): readonly (Heading | null)[] {
  const again = repeatedTops(tables.map(({ units }) => units))
  // What stood as a heading before is one wherever it stands.
  const known = new Set<string>()
  const find = (table: TableUnits) => findHeading(table, { known, again }, grammar)
  for (const table of tables) {
    const found = find(table)?.units
    for (const unit of table.units) if (found?.has(unit.index)) known.add(lettersOf(unit))
  }
  known.delete('')
  return tables.map(find)
}

/**
 * The rows that stand at the top of a page or a table, the first or right under such a one, and again at
 * the top of another or among the rows, word for word: headings that repeat, whatever they say.
 */
function repeatedTops(tables: readonly (readonly Unit[])[]): ReadonlySet<Unit> {
  const isTop = ({ startsPage, startsTable }: Unit, index: number) =>
    index === 0 || startsPage || startsTable
  const byWords = new Map<string, Unit[]>()
  for (const units of tables) {
    const first = units.map(wordsOf).find((words) => words !== '')
    for (const [index, unit] of units.entries()) {
      if (!isTop(unit, index) && wordsOf(unit) !== first) continue
      let words = ''
      for (const below of units.slice(index, index + TOP_ROWS)) {
        const own = wordsOf(below)
        if (own === '') break
        words += `${own}\n`
        const alike = byWords.get(words) ?? []
        alike.push(below)
        byWords.set(words, alike)
      }
    }
  }
  return new Set([...byWords.values()].filter((alike) => alike.length > 1).flat())
}

/** What a row of several cells says, each in its column; '' for others, and where a number stands before one. */
function wordsOf(unit: Unit | undefined): string {
  const filled = unit?.slots.filter(isFilled) ?? []
  const isData = filled.some((slot) => labelsOf(slot).length > 0)
  if (filled.length < LEAST_REPEATED || isData) return ''
  return filled.map(({ column, text }) => `${column} ${text.replace(/\s+/g, ' ')}`).join('|')
}

/** The letters of a row of several short cells; '' for others. */
function lettersOf(unit: Unit | undefined): string {
  const filled = unit?.slots.filter(isFilled) ?? []
  if (filled.length < LEAST_REPEATED || !filled.every(isShort)) return ''
  return filled.map(({ text }) => headingLetters(text)).join('|')
}

/** What is known again: the letters of headings, and rows. */
interface Repeated {
  readonly known: ReadonlySet<string>
  readonly again: ReadonlySet<Unit>
}

function findHeading(
  table: TableUnits,
  { known, again }: Repeated,
  grammar: Grammar,
): Heading | null {
  const units = new Set<number>()
  const levels: (readonly Slot[])[] = []
  const isUsual = table.units.filter(({ isHeading }) => isHeading).length * 2 < table.units.length
  let covered = 0
  let rows = 0
  for (const [index, unit] of table.units.entries()) {
    const own = unit.slots.filter(isFilled)
    if (own.length === 0) {
      covered -= 1
      continue
    }
    if (isMostly(own, table.columns)) rows += 1
    const isSecond = units.has(unit.index - 1) && isSubheading(unit, levels.at(-1) ?? [], grammar)
    const isTop =
      rows <= TOP_ROWS && units.size === 0 && isStrangeHeading(own, table, index, grammar)
    // A title that the document repeats on every page along with the columns heads rows, no column.
    const isTitle = unit.isHeading && own.length === 1 && units.size > 0
    const isTold = isUsual && unit.isHeading && own.every(isShort)
    const isKnown = !isTitle && (again.has(unit) || known.has(lettersOf(unit)) || isTold)
    if (covered > 0 || isSecond || isTop || isKnown || isHeadingRow(own, grammar)) {
      units.add(unit.index)
      if (units.size <= LARGEST_HEADING) levels.push(unit.slots)
      covered = Math.max(covered - 1, heightOf(own) - 1)
    } else covered = 0
  }
  if (levels.length === 0) return null
  const { columns } = table
  const body = table.units.filter((unit) => !units.has(unit.index))
  const placed = table.columnsKnown
    ? levels
    : levels.map((slots) => stretchHeading(slots, body, { columns, grammar }))
  return { units, columns: columnHeadings(placed, columns) }
}

/** Rows that most cells of a heading which span any span: one may be of a level and go on below. */
function heightOf(slots: readonly Slot[]): number {
  const spans = slots.map(({ rowSpan }) => rowSpan).filter((span) => span > 1)
  return spans.sort((one, other) => one - other)[Math.floor((spans.length - 1) / 2)] ?? 1
}

function columnHeadings(
  levels: readonly (readonly Slot[])[],
  columns: number,
): readonly ColumnHeading[] {
  const found: ColumnHeading[] = Array.from({ length: columns }, () => ({
    lowest: null,
    above: null,
  }))
  for (const slot of levels.flat().filter(isFilled))
    for (let column = slot.column; column < slot.column + slot.columnSpan; column += 1)
      found[column] = { lowest: slot, above: found[column]?.lowest ?? null }
  return found.slice(0, columns)
}

/** True where cells name columns. */
export function isHeadingRow(slots: readonly Slot[], grammar: Grammar): boolean {
  if (slots.length < 2 || slots.some(isOfData)) return false
  const roles = new Set<string>()
  let matches = 0
  let others = 0
  // Short cells first: mostly these tell that a row is none, and long texts are dear to compare.
  for (const { text } of slots.toSorted((one, other) => one.text.length - other.text.length)) {
    const match = isSentence(text) ? null : matchRole(text, grammar.columns)
    if (match) {
      matches += 1
      roles.add(match.role)
    } else others += 1
    if (others * 2 > slots.length) return false
  }
  return roles.size >= 2 && matches * 2 >= slots.length
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
 * either one known word among them, or the column numbers below, or numbers or dates below a cell
 * that is none.
 */
function isStrangeHeading(
  slots: readonly Slot[],
  table: TableUnits,
  index: number,
  grammar: Grammar,
): boolean {
  if (slots.length < 2 || !isMostly(slots, table.columns)) return false
  const next = table.units[index + 1]
  if (next && isColumnNumbers(next)) return !slots.some(isOfData)
  if (!slots.every(isShort)) return false
  return (
    (slots.length > 2 && slots.some((slot) => matchRole(slot.text, grammar.columns) !== null)) ||
    isUnlikeBelow(slots, table.units.slice(index + 1, LOOKED_AT), grammar)
  )
}

/** True for cells that fill two thirds of the columns. */
function isMostly(slots: readonly Slot[], columns: number): boolean {
  return slots.reduce((sum, { columnSpan }) => sum + columnSpan, 0) * 3 >= columns * 2
}

/** An automatic number is a figure as well as one that is typed. */
function isShort({ text, column, marker }: Slot): boolean {
  if (text.length > LONGEST_HEADING || marker !== null) return false
  const isWord = column === 0 || LETTER_OR_NUMBER_SIGN.test(text)
  return isWord && !/\d/.test(withoutDate(text))
}

/** «Що зроблено на 01.07.2024» loses its date, «до 01.07.2024» does not. */
function withoutDate(text: string): string {
  const before = text.replace(LAST_DATE, '')
  return before.split(/\s+/).length >= LEAST_BEFORE_DATE ? before : text
}

/** Numbers, dates or numbered texts stand below a cell that is none, or much longer ones below several. */
function isUnlikeBelow(slots: readonly Slot[], below: readonly Unit[], grammar: Grammar): boolean {
  const isLike = (cell: Slot, role: CoreRole | null) =>
    role === null ? labelsOf(cell).length > 0 : looksLike(cell, role, grammar)
  let longer = 0
  for (const slot of slots) {
    const width = Array.from({ length: slot.columnSpan }, (_, index) => slot.column + index)
    for (const cells of width.map((column) => cellsOf(below, column))) {
      const isTold = TOLD.some((role) => {
        const like = cells.filter((cell) => isLike(cell, role)).length
        return like > 1 && like >= cells.length * MOST && !isLike(slot, role)
      })
      if (isTold) return true
      const length = cells.reduce((sum, { text }) => sum + text.length, 0)
      if (cells.length > 1 && length > slot.text.length * cells.length * LONGER) longer += 1
    }
  }
  return longer > 1
}

/** A row of «план», «факт» right under a heading row, or of short words under its last columns or what spans several. */
function isSubheading(unit: Unit, above: readonly Slot[], grammar: Grammar): boolean {
  const slots = unit.slots.filter(isFilled)
  if (slots.length < 2 || slots.some(isOfData)) return false
  const isUnderLast = unit.slots.filter(({ column }) => column < 2).every(({ isBlank }) => isBlank)
  const underWide = slots.filter(({ column: own }) =>
    above.some(
      ({ column, columnSpan }) => columnSpan > 1 && own - column < columnSpan && own >= column,
    ),
  )
  const isUnder = underWide.length * 2 > slots.length || (isUnderLast && unit.columns > 3)
  if (isUnder && slots.every(isShortHeading)) return true
  return slots.every((slot) => matchRole(slot.text, grammar.columns) !== null)
}

function isShortHeading({ text, marker }: Slot): boolean {
  // A small letter goes on with a row that a page has cut.
  const isOwn = marker === null && !startsLower(text) && !/^\s*\d+\s?\)/.test(text)
  return isOwn && text.length <= LONGEST_HEADING && !isSentence(text)
}

/** What a heading that spans several columns loses, so that spans are no longer than needed. */
const WIDE = 0.5
/** What it gains above cells that look like what it names. */
const LIKE = 10

/**
 * The cells of a heading row put over the columns of a table whose cells have no known columns: a
 * row with fewer cells than columns had some merged, and which ones the cells below tell. The
 * cheapest split of the columns among the headings, each at least one wide (dynamic programming).
 */
function stretchHeading(
  slots: readonly Slot[],
  units: readonly Unit[],
  table: { readonly columns: number; readonly grammar: Grammar },
): readonly Slot[] {
  const { columns, grammar } = table
  const full = units.filter((unit) => unit.slots.length === columns)
  if (slots.length >= columns || full.length === 0) return slots
  type Split = { readonly total: number; readonly spans: readonly number[] }
  let best = new Map<number, Split>([[0, { total: 0, spans: [] }]])
  for (const slot of slots) {
    const role = matchRole(slot.text, grammar.columns)?.role ?? ''
    const next = new Map<number, Split>()
    for (const [column, { total, spans }] of best) {
      for (let span = 1; column + span <= columns; span += 1) {
        const points = likeness(role, cellsOf(full, column), grammar) * LIKE
        const value = total + points - (span - 1) * (points === 0 ? WIDE : WIDE * 4)
        const held = next.get(column + span)
        if (!held || value > held.total)
          next.set(column + span, { total: value, spans: [...spans, span] })
      }
    }
    best = next
  }
  const spans = best.get(columns)?.spans ?? []
  let column = 0
  return slots.map((slot, index) => {
    const placed = { ...slot, column, columnSpan: spans[index] ?? 1 }
    column += placed.columnSpan
    return placed
  })
}

/** A row of column numbers: 1, 2, 3, … */
export function isColumnNumbers(unit: Unit): boolean {
  let count = 0
  for (const slot of unit.slots) {
    if (!isFilled(slot)) continue
    count += 1
    if ((slot.text.trim() || slot.marker) !== String(count)) return false
  }
  return count >= Math.min(3, Math.max(unit.columns, 2))
}
