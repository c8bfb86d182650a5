import type { CoreRole, Grammar } from '../model/grammar.ts'
import { CAPITALS, skipSpace } from '../text/letters.ts'
import { isLead, looksLike } from './content.ts'
import { fieldLine, fieldStarts } from './field-lines.ts'
import { isCoreRole, UNKNOWN_ROLE } from './roles.ts'
import { cellsOf, emptyMemo, isFilled, type Slot, type Unit } from './units.ts'

/*
 * Columns whose cells hold what others have two columns for: the measure and, behind «Виконання:», its
 * response; the deadline and the executors.
 */

/** A column that several roles share. */
export interface SharedColumn {
  readonly column: number
  /** What tells the values apart: words such as «Виконання:», or what they look like. */
  readonly by: 'words' | 'looks'
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
/** Share of the filled cells in which a value must stand behind its word. */
const MOST = 0.5
/** Where a deadline may end and a list of bodies begin, or the other way round. */
const BETWEEN = new RegExp(`[,;](?=\\s)|\\n|\\s[–—-](?=\\s)|(?<=\\.)\\s(?=\\s?[${CAPITALS}])`, 'g')
/** «до 1 травня Відділ освіти». */
const CAPITAL = new RegExp(`\\s(?=[${CAPITALS}])`, 'g')
/** A blank between words, not between a sign and its number. */
const BLANK = /(?<![№\s])\s+(?=\S)/g
const LAST_WORD = /(?<!№)\s+(\S+)$/
/** Cuts that are tried from either end: a deadline is short. */
const MOST_CUTS = 8

/**
 * The column whose cells hold the values of several roles, null where none does. `told` are the roles
 * that the headings tell, `pair` the column whose heading names both the deadline and the executors.
 */
export function sharedColumn(
  rows: readonly Unit[],
  { told, pair }: { readonly told: readonly string[]; readonly pair: number | null },
  grammar: Grammar,
): SharedColumn | null {
  if (pair !== null) {
    const cells = cellsOf(rows, pair)
    const isSure = cells.every((slot) => partByLooks(slot, grammar).values.size === 2)
    return { column: pair, by: 'looks', roles: ['deadline', 'executors'], isSure }
  }
  for (const [column, role] of told.entries()) {
    const others = told.toSpliced(column, 1)
    if (!isForMeasures(role, others)) continue
    const roles = rolesBehindWords(cellsOf(rows, column), others, grammar)
    if (roles.length > 0) return { column, by: 'words', roles: ['measure', ...roles], isSure: true }
  }
  return null
}

/** A column for measures; «Захід та стан його виконання» is one where no other may be. */
function isForMeasures(role: string, others: readonly string[]): boolean {
  if (role === UNKNOWN_ROLE || SUBJECTS.includes(role)) return true
  const isOther = others.some((one) => one === UNKNOWN_ROLE || SUBJECTS.includes(one))
  return ANSWERS.some((answer) => answer === role) && !isOther
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
  return by === 'words' ? partByWords(slot, grammar) : partByLooks(slot, grammar)
}

interface FieldStart {
  readonly role: CoreRole
  readonly at: number
  /** Where the value begins, behind the word. */
  readonly from: number
}

/** Where a field word stands behind the beginning of a cell, on a new line or behind a full stop. */
function startsOfFields(text: string, grammar: Grammar): readonly FieldStart[] {
  const lines: number[] = []
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', lines.at(-1)))
    lines.push(skipSpace(text, end))
  return [...new Set([...lines, ...fieldStarts(text)])]
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
    values.set(role, sliceSlot(slot, from, next?.at))
    words.push(sliceSlot(slot, at, from))
  }
  return { values, words }
}

/** A deadline and executors in either order; all of it is one of them where no cut parts them. */
function partByLooks(slot: Slot, grammar: Grammar): Parted {
  const cuts = cutsBefore(slot, BETWEEN)
  const isDate = (part: Slot) => looksLike(part, 'deadline', grammar)
  const isBody = (part: Slot) => looksLike(part, 'executors', grammar)
  const isPure = (date: Slot, body: Slot) => isDate(date) && !isBody(date) && !isDate(body)
  // A line may also end where a narrow cell is full.
  const isMark = ({ isLineEnd }: Cut) => !isLineEnd
  const bodyFirst = cuts.filter(({ left, right }) => isPure(right, left) && isBody(left))
  const found =
    cuts.find(({ left, right }) => isPure(left, right) && isBody(right)) ??
    bodyFirst.findLast(isMark) ??
    cutAtBlank(slot, ({ left, right }) => isPure(right, left) && isBody(left), grammar) ??
    bodyFirst.at(-1) ??
    cuts.find(({ left, right }) => isPure(left, right)) ??
    cuts.find(({ left, right }) => isPure(right, left)) ??
    cutsBefore(slot, CAPITAL).find(({ left, right }) => isPure(left, right) && isBody(right)) ??
    cutAtBlank(slot, ({ left, right }) => isPure(right, left), grammar)
  if (!found)
    return {
      values: new Map([[isDate(slot) && !isBody(slot) ? 'deadline' : 'executors', slot]]),
      words: [],
    }
  const { left, right } = found
  const [deadline, executors] = isPure(left, right) ? [left, right] : [right, left]
  return {
    values: new Map([
      ['deadline', deadline],
      ['executors', executors],
    ]),
    words: [],
  }
}

/**
 * «Відділ освіти до 1 травня»: the last blank behind which all that tells of a deadline stands, and
 * the words before it that lead there. Null where there is none.
 */
function cutAtBlank(slot: Slot, parts: (cut: Cut) => boolean, grammar: Grammar): Cut | null {
  const found = cutsBefore(slot, BLANK).findLast(parts)
  if (!found) return null
  let end = found.left.text.length
  for (let word = LAST_WORD.exec(found.left.text); word; ) {
    if (!isLead(word[1] ?? '', 'deadline', grammar)) break
    end = word.index
    word = LAST_WORD.exec(found.left.text.slice(0, end))
  }
  const start = skipSpace(slot.text, end)
  const cut = { left: sliceSlot(slot, 0, end), right: sliceSlot(slot, start), isLineEnd: false }
  if (isLead(cut.left.text.trim(), 'deadline', grammar)) return null
  return parts(cut) ? cut : found
}

interface Cut {
  readonly left: Slot
  readonly right: Slot
  /** True where a line within a paragraph ends. */
  readonly isLineEnd: boolean
}

/** A cell cut where a pattern matches, near either end and outside brackets. */
function cutsBefore(slot: Slot, between: RegExp): readonly Cut[] {
  const places = [...slot.text.matchAll(between)].filter(
    ({ index }) => !isInBrackets(slot.text, index),
  )
  const tried =
    places.length > MOST_CUTS * 2
      ? [...places.slice(0, MOST_CUTS), ...places.slice(-MOST_CUTS)]
      : places
  const ends = endsOfParagraphs(slot)
  return tried.map(({ 0: mark, index }) => ({
    left: sliceSlot(slot, 0, index),
    right: sliceSlot(slot, index + mark.length),
    isLineEnd: mark === '\n' && !ends.has(index),
  }))
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

/** A stretch of a cell as a cell of its own. */
function sliceSlot(slot: Slot, start: number, end = slot.text.length): Slot {
  const text = slot.text.slice(start, end)
  const marker = start === 0 ? slot.marker : null
  return {
    ...slot,
    offset: slot.offset + start,
    text,
    marker,
    isBlank: marker === null && !/\S/.test(text),
    memo: emptyMemo(),
  }
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
    memo: emptyMemo(),
  }
}
