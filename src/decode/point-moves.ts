import type { Grammar } from '../model/grammar.ts'
import { type Aside, asideOf, looksLike, textLooksLike } from '../tables/content.ts'
import { impliedItem, labelsOf, plainOpening } from '../tables/headings.ts'
import { isInBrackets, matchText, standsIn } from '../tables/row-words.ts'
import type { Opening, Slot } from '../tables/slots.ts'
import { bracketedAnswer } from './answers-in-brackets.ts'
import { bracketHalf } from './asides-in-brackets.ts'
import type { Charge } from './bill.ts'
import { type Move, plain } from './move.ts'
import { openingCharges } from './opening-price.ts'
import type { View } from './views.ts'

/*
 * Reports without a table and without field words: letters that answer point by point, and numbered
 * paragraphs that an answer follows.
 */

/** What may stand in brackets between a measure and its answer. */
const ASIDES: readonly Aside[] = ['executors', 'deadline']
/** «По пункту 2.1. »: what stands before the answer. */
const POINT = /^[^\d]{2,40}?(\d{1,3}(?:\.\d{1,3}){0,4})\s?[.)]?(?=[\s:–—-]|$)/
const BETWEEN = /^[\s:–—-]*/
const BLANK_BETWEEN = /^[\s:]*/
/** «По пункту 2 (ремонт дахів): …», «По пункту 2 «Ремонт дахів» – …»: the measure that is answered. */
const QUOTED =
  /^[\s.]*(?:\(((?:[^()]|\([^()]*\))+)\)(?=\s*[:–—-]|\s+(?:\p{Lu}|повідомл|інформу))|«((?:[^«»]|«[^«»]*»)+)»(?=\s*\S))/u
/** Before an answer that stands in the line of its measure. */
const DASH = /^[–—-]\s+/

/** «По пункту 2.1. Проведено 3 наради.»: a measure of which only number and answer are here. */
export function addPoints(view: View, grammar: Grammar, moves: Move[]): void {
  const [slot] = view.filled
  if (!slot || !matchText(slot.text, grammar).includes('answer')) return
  const match = POINT.exec(slot.text)
  const numbers = match?.[1]?.split('.').map(Number) ?? []
  if (!match || numbers.length === 0) return
  const end = match[0].length
  const quoted = QUOTED.exec(slot.text.slice(end))
  const behind = end + (quoted?.[0].length ?? 0)
  const start = behind + beginningOfAnswer(slot.text.slice(behind))
  const field = { role: 'response', start } as const
  const add = (reading: 'measure' | 'item_measure', opens: readonly Opening[]) => {
    const charges = opens.flatMap((opening) => openingCharges(opening, grammar) ?? [])
    const prose: Charge = ['measureInProse', grammar.costs.measureInProse]
    moves.push({ reading, view, opens, itemCell: 'none', field, charges: [prose, ...charges] })
  }
  const text = quoted ? textOf(slot, quoted, end) : NO_TEXT
  const point = pointOf(slot, numbers, end)
  if (numbers.length === 1) {
    const measure = { ...plainOpening('measure', null), ...text }
    add('item_measure', [{ ...point, level: 'item', isFlat: true }, measure])
    return
  }
  add('measure', [{ ...point, ...text }])
  add('item_measure', [impliedItem(numbers), { ...point, ...text }])
}

const NO_TEXT = {}

/** Where the measure stands that a point names. */
function textOf(textSlot: Slot, quoted: RegExpExecArray, from: number) {
  const inside = quoted[1] ?? quoted[2] ?? ''
  const textStart = from + quoted[0].lastIndexOf(inside)
  return { textSlot, textStart, textEnd: textStart + inside.length }
}

/** A dash with nothing behind it is the answer. */
function beginningOfAnswer(rest: string): number {
  const all = BETWEEN.exec(rest)?.[0].length ?? 0
  return /\S/.test(rest.slice(all)) ? all : (BLANK_BETWEEN.exec(rest)?.[0].length ?? 0)
}

function pointOf(slot: Slot, numbers: readonly number[], end: number): Opening {
  return {
    ...plainOpening('measure', null),
    shape: 'decimal',
    numbers,
    isAnnounced: true,
    printed: slot.text.slice(0, end).replace(/\s+/g, ' ').trim(),
    labelSlot: slot,
    labelEnd: end,
  }
}

/** A paragraph without a number after one that has one: its answer. */
export function addPairs(view: View, grammar: Grammar, moves: Move[]): void {
  const [slot] = view.filled
  if (!slot || slot.marker !== null) return
  const dash = dashBefore(slot)
  if (dash > 0) {
    moves.push({ ...plain('field', view, []), field: { role: 'response', start: dash } })
    return
  }
  const bracketed = bracketedAnswer(slot, grammar)
  if (bracketed) {
    moves.push({ ...plain('field', view, []), field: bracketed })
    return
  }
  const half = bracketHalf(slot, grammar)
  if (half) {
    moves.push({ ...plain('field', view, []), field: half })
    return
  }
  // «ІІ квартал» begins with a number, too, «2) …» is none.
  const isListed = labelsOf(slot).some(({ shape }) => shape === 'paren')
  const isSignature = matchText(slot.text, grammar).includes('signature')
  const bare = isListed || isSignature ? null : asideOf(slot.text, grammar)
  if (bare) moves.push({ ...plain('field', view, []), field: { role: bare, start: 0 } })
  if (labelsOf(slot).length > 0) return
  const aside = isInBrackets(slot.text)
    ? ASIDES.find((role) => looksLike(slot, role, grammar))
    : undefined
  if (aside) {
    moves.push({ ...plain('field', view, []), field: { role: aside, start: 0 } })
    return
  }
  moves.push(answer(view, slot, grammar))
}

/**
 * «Відділ освіти», «До 1 грудня» in a line between a measure and the field of its answer; what stands
 * at the right side is one of the two whatever its words are.
 */
export function addAside(view: View, grammar: Grammar, moves: Move[]): void {
  const [slot] = view.filled
  if (!slot || labelsOf(slot).some(({ shape }) => shape !== 'roman')) return
  const own = asideOf(slot.text.trim(), grammar)
  const role = own ?? (standsIn(slot.text) ? 'executors' : null)
  if (role) moves.push({ ...plain('field', view, []), field: { role, start: 0 } })
}

/** Length of the dash before an answer that stands in the line of its measure; 0 where none does. */
export function dashBefore({ offset, text }: Slot): number {
  return offset > 0 ? (DASH.exec(text)?.[0].length ?? 0) : 0
}

function answer(view: View, slot: Slot, grammar: Grammar): Move {
  const isAnswer = textLooksLike(slot.text, 'response', grammar)
  const charges: Charge[] = isAnswer ? [] : [['wordsUnlike', grammar.costs.wordsUnlike]]
  return { ...plain('field', view, charges), field: { role: 'response', start: 0 } }
}

/**
 * A row of one wide cell under a measure, in a table that has no column for responses: its answer.
 */
export function addAnswerRow(view: View, grammar: Grammar, moves: Move[]): void {
  const [slot, second] = view.filled
  const { response, measure } = view.fields
  const isOpen = response === undefined && measure !== undefined && !second
  const width = view.group?.columns ?? 0
  if (
    !isOpen ||
    !slot ||
    slot.column > 0 ||
    (slot.columnSpan < width && view.unit.slots.length > 1)
  )
    return
  moves.push(answer(view, slot, grammar))
}
