import type { Grammar } from '../../model/grammar.ts'
import { type Aside, asideOf, looksLike, textLooksLike } from '../../tables/content.ts'
import { bareField, type FieldLine, fieldLine, subjectLine } from '../../tables/field-lines.ts'
import {
  impliedItem,
  labelsOf,
  openingsInText,
  plainOpening,
  restOpening,
} from '../../tables/openings.ts'
import {
  beginsSection,
  isInBrackets,
  matchText,
  standsIn,
  startsLower,
} from '../../tables/row-words.ts'
import type { Opening, Slot } from '../../tables/units.ts'
import { prepareLanguage } from '../../text/language.ts'
import type { Alignment } from '../alignment.ts'
import { type Candidate, type Construct, type Context, plain } from '../construct.ts'
import { type Cost, cost, FREE, joinCosts, openingCosts } from '../cost.ts'
import { bracketedAnswer, bracketHalf } from '../layout.ts'
import { leaveOpen, MEASURE, NO_NUMBERS } from './levels.ts'
import { labelCosts, unreadWord } from './outside.ts'

/*
 * Reports without a table: a measure and a line for each field, letters that answer point by point,
 * numbered paragraphs that an answer follows.
 */

/** What may stand in brackets between a measure and its answer. */
const ASIDES: readonly Aside[] = ['executors', 'deadline']
/** «По пункту 2.1. »: what stands before the answer. */
const POINT = /^[^\d]{2,40}?(\d{1,3}(?:\.\d{1,3}){0,4})\s?[.)]?(?=[\s:–—-]|$)/
const BETWEEN = /^[\s:–—-]*/
const BLANK_BETWEEN = /^[\s:]*/
/** «По пункту 2 (ремонт дахів): …», «По пункту 2 «Ремонт дахів» – …»: the measure that is answered. */
const QUOTED = /^[\s.]*(?:\(((?:[^()]|\([^()]*\))+)\)|«((?:[^«»]|«[^«»]*»)+)»)/
/** Before an answer that stands in the line of its measure. */
const DASH = /^[–—-]\s+/

const FIELD: Omit<Construct, 'candidates'> = {
  name: 'field',
  /** Each field of a measure outside a table stands once. */
  step(state, { field, row }, tally) {
    // The last row of a sheet may stand below its table.
    const isUnderRow =
      state.open === 'measure' && (row.unit.table !== null || field?.role === 'response')
    if (!field || (state.open !== 'prose' && state.open !== 'field' && !isUnderRow)) return null
    // Who and when, without a word that says so, stand before the answer.
    const isWordless = field.start === 0 && field.role !== 'response'
    if (isWordless && state.fields.includes('response')) tally.add('asideLate')
    if (state.fields.includes(field.role)) tally.add('numberRepeated')
    else state.fields = `${state.fields} ${field.role}`
    return leaveOpen(state, 'field')
  },
  build: (tree, reading) => tree.addField(reading),
  inAppendix: null,
}

/** A line that begins with a field word is hardly anything else. */
export const field: Construct = {
  ...FIELD,
  only(row, { grammar, layout }) {
    const found = layout === 'rows' ? null : fieldOf(row, grammar)
    const bare = found ?? (layout === 'fields' ? bareFieldOf(row, grammar) : null)
    return bare ? [fieldCandidate(row, bare), ...unreadWord(row, grammar)] : []
  },
  candidates: () => [],
}

/** More of a field, or of a measure that has none yet. */
export const fieldLineOn: Construct = {
  name: 'field_line',
  candidates(row, context) {
    const slot = lineOfProse(row, context)
    if (!slot) return []
    const { grammar, layout } = context
    const { costs } = grammar
    // Between a measure and its answer may stand a line of its own, which the answer does not go on with.
    const isNext = layout === 'pairs' && !startsLower(slot.text)
    const isOther =
      isNext || beginsSection(slot.text) || matchText(slot.text, grammar).includes('signature')
    const own: Cost[] = [cost(costs, 'continuation')]
    // What stands in a table does not go on below it.
    if (row.unit.followsTable) own.push(cost(costs, 'belowTable'))
    if (isOther) own.push(cost(costs, 'fieldLineUnlike'))
    return [plain(fieldLineOn, row, joinCosts([own, labelCosts(row, context)]))]
  },
  step(state, _, tally) {
    if (state.open === 'prose') tally.add('measureGoesOn')
    return state.open === 'prose' || state.open === 'field' ? NO_NUMBERS : null
  },
  build: (tree, { candidate }) => tree.goOnWithField(candidate.row.filled),
  inAppendix: null,
}

/** The next measure of the open item. */
export const measureInProse: Construct = {
  ...MEASURE,
  name: 'measure',
  candidates(row, context) {
    const slot = lineOfProse(row, context)
    if (!slot) return []
    const { grammar, layout } = context
    const of = { construct: measureInProse, row }
    const ways = openingsInText(slot, 'measure', grammar).map((opening) => [opening])
    const subject = subjectOf(slot, context)
    const named = subject ? [{ ...plain(measureInProse, row, FREE), ...subject }] : []
    const others = startsLower(slot.text) ? [[plainOpening('measure', slot)]] : []
    // «Пункт 3.1»: a measure of the point 3.
    if (layout === 'pairs')
      for (const opening of openingsInText(slot, 'item', grammar))
        if (isPartOfPoint(opening)) others.push([{ ...opening, level: 'measure' }])
    const point = pointOf(slot, context)
    const pointed = point && point.numbers.length > 1 ? [[{ ...point.label, ...point.text }]] : []
    return [
      ...priced(of, ways, grammar),
      ...named,
      ...priced(of, others, grammar),
      ...answered(priced(of, pointed, grammar), point),
    ]
  },
}

/** A measure that is an item of its own, or the first of its item. */
export const itemInProse: Construct = {
  ...MEASURE,
  name: 'item_measure',
  candidates(row, context) {
    const slot = lineOfProse(row, context)
    if (!slot) return []
    const { grammar, layout } = context
    const isPairs = layout === 'pairs'
    const of = { construct: itemInProse, row }
    const ways: Opening[][] = []
    for (const opening of openingsInText(slot, 'measure', grammar)) {
      // «2.1» behind «1.3»: the first of an item that is not printed.
      const { shape, numbers, textStart } = opening
      if (isPairs && shape === 'decimal' && numbers.length > 1)
        ways.push([impliedItem(numbers), opening])
      // «Захід 1. Назва» under no item is one of its own.
      const own = { ...opening, level: 'item', isFlat: true, textSlot: null } as const
      if (opening.isAnnounced) ways.push([own, restOpening(slot, textStart)])
    }
    const items: Opening[][] = []
    for (const opening of openingsInText(slot, 'item', grammar)) {
      items.push([{ ...opening, textSlot: null }, restOpening(slot, opening.textStart)])
      if (isPairs && isPartOfPoint(opening))
        items.push([impliedItem(opening.numbers), { ...opening, level: 'measure' }])
    }
    const point = pointOf(slot, context)
    const subject = subjectOf(slot, context)
    const own = { ...plainOpening('item', null), isFlat: true }
    const named = subject
      ? [{ ...plain(itemInProse, row, FREE), ...subject, opens: [own, ...subject.opens] }]
      : []
    return [
      ...priced(of, ways, grammar),
      ...named,
      ...priced(of, items, grammar),
      ...answered(priced(of, point ? [itemOf(point)] : [], grammar), point),
    ]
  },
}

/** A paragraph or a line between a measure and its field that tells one without a field word. */
export const answer: Construct = {
  ...FIELD,
  candidates(row, { grammar, layout }) {
    const [slot] = row.filled
    if (row.unit.table !== null || !slot) return []
    if (layout === 'fields') return asideLines(row, slot, grammar)
    return layout === 'pairs' && slot.marker === null ? paired(row, slot, grammar) : []
  },
}

/** A row of one wide cell under a measure, in a table that has no column for responses: its answer. */
export const answerInRow: Construct = {
  ...FIELD,
  candidates(row, { grammar }) {
    const [slot, second] = row.filled
    const { response, measure } = row.fields
    const isOpen = response === undefined && measure !== undefined && !second
    if (row.unit.table === null || !isOpen || !slot || slot.column > 0) return []
    const isNarrow = slot.columnSpan < (row.group?.columns ?? 0) && row.unit.slots.length > 1
    return isNarrow ? [] : [unnamedAnswer(row, slot, grammar)]
  },
}

/** A line of a report without a table, but for one that begins with the dash of an answer. */
function lineOfProse(row: Alignment, { layout }: Context): Slot | null {
  const { filled, unit } = row
  if (layout === 'rows' || unit.table !== null) return null
  if (layout === 'pairs' && filled.some((slot) => dashBefore(slot) > 0)) return null
  return filled[0] ?? null
}

/** Candidates that open these levels, but for levels that never carry such a number. */
function priced(
  of: { readonly construct: Construct; readonly row: Alignment },
  ways: readonly (readonly Opening[])[],
  grammar: Grammar,
): readonly Candidate[] {
  return ways.flatMap((opens) => {
    const costs = opens.map((opening) => openingCosts(opening, grammar))
    const own = cost(grammar.costs, 'measureInProse')
    if (!costs.every((one) => one !== null)) return []
    return [{ ...of, opens, costs: [own, ...costs.flat()] }]
  })
}

/** «Захід: …», a measure and an item in one, or the only measure under a number of its own line. */
function subjectOf(slot: Slot, { grammar, layout }: Context) {
  const found = layout === 'fields' ? subjectLine(slot.text, grammar) : null
  return (
    found && { opens: [{ ...plainOpening('measure', slot), textStart: found.start }], field: found }
  )
}

function isPartOfPoint({ isAnnounced, numbers }: Opening): boolean {
  return isAnnounced && numbers.length === 2
}

/** «По пункту 2.1. Проведено 3 наради.»: a measure of which only number and answer are here. */
interface Point {
  readonly numbers: readonly number[]
  readonly label: Opening
  /** Where the measure stands that it names; nothing where it does not. */
  readonly text: Partial<Opening>
  readonly field: FieldLine
}

function pointOf(slot: Slot, { grammar, layout }: Context): Point | null {
  if (layout !== 'points' || !matchText(slot.text, grammar).includes('answer')) return null
  const match = POINT.exec(slot.text)
  const numbers = match?.[1]?.split('.').map(Number) ?? []
  if (!match || numbers.length === 0) return null
  const end = match[0].length
  const quoted = quotedIn(slot.text.slice(end), grammar)
  const behind = end + (quoted?.[0].length ?? 0)
  const start = behind + beginningOfAnswer(slot.text.slice(behind))
  const text = quoted ? quotedText(slot, quoted, end) : {}
  const label: Opening = {
    ...plainOpening('measure', null),
    shape: 'decimal',
    numbers,
    isAnnounced: true,
    printed: slot.text.slice(0, end).replace(/\s+/g, ' ').trim(),
    labelSlot: slot,
    labelEnd: end,
  }
  return { numbers, label, text, field: { role: 'response', start } }
}

/** What a point quotes of its measure; null where no answer follows it. */
function quotedIn(text: string, { language }: Grammar): RegExpExecArray | null {
  const quoted = QUOTED.exec(text)
  const rest = text.slice(quoted?.[0].length)
  const answer = prepareLanguage(language).pattern('answerBegins')
  const isFollowed = quoted?.[1] === undefined ? /\S/.test(rest) : answer.test(rest)
  return isFollowed ? quoted : null
}

function quotedText(textSlot: Slot, quoted: RegExpExecArray, from: number): Partial<Opening> {
  const inside = quoted[1] ?? quoted[2] ?? ''
  const textStart = from + quoted[0].lastIndexOf(inside)
  return { textSlot, textStart, textEnd: textStart + inside.length }
}

/** A dash with nothing behind it is the answer. */
function beginningOfAnswer(rest: string): number {
  const all = BETWEEN.exec(rest)?.[0].length ?? 0
  return /\S/.test(rest.slice(all)) ? all : (BLANK_BETWEEN.exec(rest)?.[0].length ?? 0)
}

/** The item of a point, «2» or the one that «2.1» belongs to, with its measure. */
function itemOf({ numbers, label, text }: Point): readonly Opening[] {
  if (numbers.length > 1) return [impliedItem(numbers), { ...label, ...text }]
  const measure = { ...plainOpening('measure', null), ...text }
  return [{ ...label, level: 'item', isFlat: true }, measure]
}

/** The same with the answer that stands behind the point. */
function answered(candidates: readonly Candidate[], point: Point | null): readonly Candidate[] {
  return point ? candidates.map((candidate) => ({ ...candidate, field: point.field })) : candidates
}

/** The field of a paragraph or of a row of one cell, with its offset in the cell. */
function fieldOf({ filled }: Alignment, grammar: Grammar): FieldLine | null {
  const text = filled.length === 1 ? (filled[0]?.text ?? '') : ''
  const lead = text.length - text.trimStart().length
  const found = text === '' ? null : fieldLine(text.slice(lead), grammar)
  if (!found) return null
  const { role, start, end = text.length - lead } = found
  return { role, start: start + lead, end: end + lead }
}

/** The field whose word a paragraph begins with, alone in its line. */
function bareFieldOf({ filled: [slot, second], unit }: Alignment, grammar: Grammar) {
  return slot && !second && unit.table === null ? bareField(slot.text, grammar) : null
}

function fieldCandidate(row: Alignment, found: FieldLine): Candidate {
  return { ...plain(field, row, FREE), field: found }
}

/**
 * «Відділ освіти», «До 1 грудня» in a line between a measure and the field of its answer; what stands
 * at the right side is one of the two whatever its words are.
 */
function asideLines(row: Alignment, slot: Slot, grammar: Grammar): readonly Candidate[] {
  if (labelsOf(slot).some(({ shape }) => shape !== 'roman')) return []
  const own = asideOf(slot.text.trim(), grammar)
  const role = own ?? (standsIn(slot.text) ? 'executors' : null)
  return role ? [fieldCandidate(row, { role, start: 0 })] : []
}

/** A paragraph without a number after one that has one: its answer, or who and when. */
function paired(row: Alignment, slot: Slot, grammar: Grammar): readonly Candidate[] {
  const dash = dashBefore(slot)
  const told: FieldLine | null =
    dash > 0
      ? { role: 'response', start: dash }
      : (bracketedAnswer(slot, grammar) ?? bracketHalf(slot, grammar))
  if (told) return [fieldCandidate(row, told)]
  const labels = labelsOf(slot)
  // «ІІ квартал» begins with a number, too, «2) …» is none.
  const isListed = labels.some(({ shape }) => shape === 'paren')
  const isSignature = matchText(slot.text, grammar).includes('signature')
  const bare = isListed || isSignature ? null : asideOf(slot.text, grammar)
  const asides = bare ? [fieldCandidate(row, { role: bare, start: 0 })] : []
  if (labels.length > 0) return asides
  const role = isInBrackets(slot.text)
    ? ASIDES.find((one) => looksLike(slot, one, grammar))
    : undefined
  return [
    ...asides,
    role ? fieldCandidate(row, { role, start: 0 }) : unnamedAnswer(row, slot, grammar),
  ]
}

function unnamedAnswer(row: Alignment, slot: Slot, grammar: Grammar): Candidate {
  const isAnswer = textLooksLike(slot.text, 'response', grammar)
  const costs: readonly Cost[] = isAnswer ? FREE : [cost(grammar.costs, 'answerUnlike')]
  return { ...plain(field, row, costs), field: { role: 'response', start: 0 } }
}

/** Length of the dash before an answer that stands in the line of its measure; 0 where none does. */
function dashBefore({ offset, text }: Slot): number {
  return offset > 0 ? (DASH.exec(text)?.[0].length ?? 0) : 0
}
