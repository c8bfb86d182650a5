import type { CoreRole, Grammar } from '../model/grammar.ts'
import { CAPITALS, skipSpace } from '../text/letters.ts'
import { bracketParts, someParts } from './brackets.ts'
import { isLead, isRest, likeness, looksLike } from './content.ts'
import type { Column } from './evidence.ts'
import { fieldLine, fieldStarts } from './field-lines.ts'
import { labelsOf } from './openings.ts'
import { isCoreRole, UNKNOWN_ROLE } from './roles.ts'
import { isFilled, type Slot, SlotMemo, sliceSlot } from './units.ts'

/*
 * Columns whose cells hold what others have two columns for: the measure and, behind «Виконання:», its
 * response; the deadline and the executors.
 */

/** A column that several roles share. */
export interface SharedColumn {
  readonly column: number
  /** What tells the values apart: words such as «Виконання:», what they look like, brackets behind the measure. */
  readonly by: 'words' | 'looks' | 'brackets'
  /** What it holds. */
  readonly roles: readonly CoreRole[]
  /** True where every cell shows it. */
  readonly isSure: boolean
}

/** The values in a cell of such a column. */
interface Parted {
  readonly values: ReadonlyMap<CoreRole, Slot>
  /** The words before the values. */
  readonly words: readonly Slot[]
}

const SUBJECTS: readonly string[] = ['item', 'measure']
const ANSWERS: readonly CoreRole[] = ['deadline', 'executors', 'response']
const PAIR: readonly CoreRole[] = ['deadline', 'executors']
/** Share of the filled cells in which a value must stand behind its word. */
const MOST = 0.5
/** Share of the cells, and least of them, that part where the heading names no two roles. */
const MOST_PARTED = 0.8
const LEAST_PARTED = 2
/** Where a deadline may end and a list of bodies begin, or the other way round. */
const BETWEEN = /[,;]\s|\s[–—-]\s|(?<![№\s])\s+(?=\S)/g
const CAPITAL = new RegExp(`^[${CAPITALS}]`)
const LETTER = /\p{L}/u
const FIRST_WORD = /^\s*(\S+)/
const LAST_WORD = /(?:№\s*)?\S+$/
const NEXT_WORD = /(?<=\s)(?=\S)/
/** Cuts that are tried from either end: a deadline is short. */
const MOST_CUTS = 12

/**
 * The column whose cells hold, beside a measure, values behind field words; null where none does.
 * `told` are the roles that the headings tell.
 */
export function sharedByWords(
  columns: readonly Column[],
  told: readonly string[],
  grammar: Grammar,
): SharedColumn | null {
  for (const [column, role] of told.entries()) {
    const others = told.toSpliced(column, 1)
    if (!isForMeasures(role, others)) continue
    const cells = columns[column]?.filled ?? []
    const roles = rolesBehindWords(cells, others, grammar)
    if (roles.length > 0 && areOfMeasures(cells, grammar))
      return { column, by: 'words', roles: ['measure', ...roles], isSure: true }
  }
  return null
}

/**
 * The column that holds both the deadline and the executors, where no other has one of them: its heading
 * names both, or its cells part.
 */
export function sharedByLooks(
  columns: readonly Column[],
  roles: readonly string[],
  grammar: Grammar,
): SharedColumn | null {
  const [column, another] = roles.flatMap((role, at) =>
    PAIR.some((one) => one === role) ? [at] : [],
  )
  if (column === undefined || another !== undefined) return null
  // A sum of a table below says nothing.
  const cells = columns[column]?.filled.filter(({ text }) => LETTER.test(text)) ?? []
  const parted = cells.flatMap((slot) => {
    const { values } = partByLooks(slot, grammar)
    return values.size === 2 ? (values.get('executors') ?? []) : []
  })
  const isNamed = PAIR.every((role) => columns[column]?.named.has(role))
  const isMost = parted.length >= Math.max(LEAST_PARTED, cells.length * MOST_PARTED)
  // «02.08.2021 понеділок»: not all that stands beside a date is a body.
  if (!isNamed && !(isMost && likeness('executors', parted, grammar) >= MOST)) return null
  return { column, by: 'looks', roles: PAIR, isSure: parted.length === cells.length }
}

/** The column of measures whose cells end with who and when in brackets, where no other has one of them. */
export function sharedByBrackets(
  columns: readonly Column[],
  roles: readonly string[],
  grammar: Grammar,
): SharedColumn | null {
  const column = roles.indexOf('measure')
  if (PAIR.some((role) => roles.includes(role))) return null
  const cells = columns[column]?.filled ?? []
  const parted = cells.filter(({ text }) => bracketParts(text, grammar) !== null).length
  if (parted < Math.max(LEAST_PARTED, cells.length * MOST)) return null
  return { column, by: 'brackets', roles: ['measure', ...PAIR], isSure: true }
}

/** A column for measures; «Захід та стан його виконання» is one where no other may be. */
function isForMeasures(role: string, others: readonly string[]): boolean {
  if (role === UNKNOWN_ROLE || SUBJECTS.includes(role)) return true
  const isOther = others.some((one) => one === UNKNOWN_ROLE || SUBJECTS.includes(one))
  return ANSWERS.some((answer) => answer === role) && !isOther
}

/** True where what stands before the words is numbered or looks like measures, and not like more answers. */
function areOfMeasures(cells: readonly Slot[], grammar: Grammar): boolean {
  if (cells.filter((cell) => labelsOf(cell).length > 0).length >= cells.length * MOST) return true
  const heads = cells.map((cell) => sliceSlot(cell, 0, startsOfFields(cell.text, grammar)[0]?.at))
  return likeness('measure', heads, grammar) >= likeness('response', heads, grammar)
}

/** The roles that have no column of their own and whose words stand in most of the cells. */
function rolesBehindWords(
  cells: readonly Slot[],
  others: readonly string[],
  grammar: Grammar,
): readonly CoreRole[] {
  const missing = ANSWERS.filter((role) => !others.includes(role))
  if (missing.length === 0) return missing
  const named = cells.map(({ text }) => startsOfFields(text, grammar).map(({ role }) => role))
  return missing.filter((role) => {
    const having = named.filter((roles) => roles.includes(role)).length
    return having > 0 && having >= cells.length * MOST
  })
}

export function partCell(slot: Slot, { by }: SharedColumn, grammar: Grammar): Parted {
  if (by === 'brackets') return partByBrackets(slot, grammar)
  return by === 'words' ? partByWords(slot, grammar) : partByLooks(slot, grammar)
}

function partByBrackets(slot: Slot, grammar: Grammar): Parted {
  const values = new Map<CoreRole, Slot>()
  const words: Slot[] = []
  const parts = someParts(slot.text, grammar) ?? []
  let at = parts[0] ? slot.text.lastIndexOf('(', parts[0].start) : -1
  values.set('measure', sliceSlot(slot, 0, at < 0 ? undefined : at))
  for (const { role, start, end } of parts) {
    words.push(sliceSlot(slot, at, start))
    values.set(role, sliceSlot(slot, start, end))
    at = end
  }
  if (at >= 0) words.push(sliceSlot(slot, at))
  return { values, words }
}

interface FieldStart {
  readonly role: CoreRole
  readonly at: number
  /** Where the value begins, behind the word. */
  readonly from: number
}

/** Where a field word stands behind the beginning of a cell. */
function startsOfFields(text: string, grammar: Grammar): readonly FieldStart[] {
  const lines: number[] = []
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', lines.at(-1)))
    lines.push(skipSpace(text, end))
  return [...new Set([...lines, ...fieldStarts(text, true)])]
    .sort((left, right) => left - right)
    .flatMap((at) => {
      const { role = UNKNOWN_ROLE, start = 0 } = fieldLine(text.slice(at), grammar) ?? {}
      return isCoreRole(role) ? [{ role, at, from: at + start }] : []
    })
}

function partByWords(slot: Slot, grammar: Grammar): Parted {
  const starts = startsOfFields(slot.text, grammar)
  const values = new Map<CoreRole, Slot>([['measure', sliceSlot(slot, 0, starts[0]?.at)]])
  const words: Slot[] = []
  for (const [index, { role, at, from }] of starts.entries()) {
    if (values.has(role)) continue
    const next = starts
      .slice(index + 1)
      .find((start) => !values.has(start.role) && start.role !== role)
    const end = at + (fieldLine(slot.text.slice(at, next?.at), grammar)?.end ?? 0)
    values.set(role, sliceSlot(slot, from, end))
    words.push(sliceSlot(slot, at, from), sliceSlot(slot, end, next?.at))
  }
  return { values, words }
}

/** A deadline and executors in either order; all of it is one of them where no cut parts them. */
function partByLooks(slot: Slot, grammar: Grammar): Parted {
  const isDate = (part: Slot) => looksLike(part, 'deadline', grammar)
  const isBody = (part: Slot) => looksLike(part, 'executors', grammar)
  let best: { readonly values: Parted['values']; readonly points: number } = {
    values: new Map([[isDate(slot) && !isBody(slot) ? 'deadline' : 'executors', slot]]),
    points: 0,
  }
  for (const { left, right, mark } of cutsOf(slot)) {
    const ways = [
      { deadline: left, executors: right },
      { deadline: right, executors: left },
    ]
    for (const { deadline, executors } of ways) {
      // «лабораторія⏎у день змагань»: a line of its own beside a body.
      const isWhen = isDate(deadline) || (mark === 'line' && isBody(executors))
      if (!isWhen || isBody(deadline) || isDate(executors)) continue
      // «Відділ освіти до | 1 травня», «протягом трьох днів з | дня подання»: what leads to a deadline ends nothing.
      const isOpen = isLead(lastWord(left), 'deadline', grammar)
      if (isOpen && (executors === left ? !SURE.includes(mark) : !isDate(lastWords(left)))) continue
      // «до 1 березня 2024 | року відділ», «до 20 | грудня відділ»: nor does more of one begin what stands behind.
      const isMore = isLead(FIRST_WORD.exec(right.text)?.[1] ?? '', 'deadline', grammar)
      if (executors === right && (isMore || isRest(right.text, 'deadline', grammar))) continue
      // «2024 рік | відділ» parts what a comma would, «щороку обласна, | районні» does not.
      const isEnd = isRest(lastWord(left), 'deadline', grammar) || isDate(lastWords(left))
      const sign = mark === 'sign' && !isEnd ? 'blank' : isEnd && mark !== 'line' ? 'sign' : mark
      const points = POINTS[deadline === left ? sign : mark] + (isBody(executors) ? POINTS.body : 0)
      // Of cuts that are as good the first ends a deadline, and the last begins one.
      const isBetter = deadline === left ? points > best.points : points >= best.points
      const values = new Map(Object.entries({ deadline, executors }) as [CoreRole, Slot][])
      if (isBetter) best = { values, points }
    }
  }
  return { values: best.values, words: [] }
}

/** What speaks for a cut: the end of a paragraph, words of a body beside it, the sign that stands there. */
const POINTS = { line: 12, body: 8, sign: 3, capital: 2, blank: 1 } as const

const SURE: readonly (keyof typeof POINTS)[] = ['line', 'sign']

interface Cut {
  readonly left: Slot
  readonly right: Slot
  readonly mark: keyof typeof POINTS
}

/** Where a cell may be cut, near either end and outside brackets. */
function cutsOf(slot: Slot): readonly Cut[] {
  const places = [...slot.text.matchAll(BETWEEN)].filter(
    ({ index }) => !isInBrackets(slot.text, index),
  )
  const last = places.slice(Math.max(MOST_CUTS, places.length - MOST_CUTS))
  const ends = endsOfParagraphs(slot)
  return [...places.slice(0, MOST_CUTS), ...last].map(({ 0: mark, index }) => {
    const end = index + mark.length
    const isSign = /\S/.test(mark)
    const isCapital = CAPITAL.test(slot.text.slice(end))
    return {
      left: sliceSlot(slot, 0, index),
      right: sliceSlot(slot, end),
      mark: ends.has(index) ? 'line' : isSign ? 'sign' : isCapital ? 'capital' : 'blank',
    }
  })
}

function lastWord({ text }: Slot): string {
  return LAST_WORD.exec(text)?.[0] ?? ''
}

/** «1 жовтня», «до 20». */
function lastWords(slot: Slot): Slot {
  const words = slot.text.split(NEXT_WORD).slice(-2).join('')
  return sliceSlot(slot, slot.text.length - words.length)
}

function isInBrackets(text: string, at: number): boolean {
  return text.lastIndexOf('(', at) > text.lastIndexOf(')', at) && text.indexOf(')', at) >= 0
}

function endsOfParagraphs({ paragraphs, offset }: Slot): ReadonlySet<number> {
  const ends = new Set<number>()
  let end = -1 - offset
  for (const { text } of paragraphs) {
    end += text.length + 1
    ends.add(end)
  }
  return ends
}

/** Cells of one row that hold one value, each a paragraph of it. */
export function joinSlots(left: Slot, right: Slot): Slot {
  if (!isFilled(right)) return left
  if (!isFilled(left)) return right
  return {
    ...left,
    columnSpan: right.column + right.columnSpan - left.column,
    paragraphs: [...left.paragraphs, ...right.paragraphs],
    text: `${left.text}\n${right.text}`,
    memo: new SlotMemo(),
  }
}
