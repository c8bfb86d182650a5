import type { Grammar, RowKind } from '../../model/grammar.ts'
import { asideOf, looksLike, textLooksLike } from '../../tables/content.ts'
import { bareField, type FieldLine, fieldLine, subjectLine } from '../../tables/field-lines.ts'
import { implied, openingsInText, plainOpening, restOpening } from '../../tables/openings.ts'
import { isFieldRole } from '../../tables/roles.ts'
import { beginsSection, isInBrackets, matchText, startsLower } from '../../tables/row-words.ts'
import type { Opening, Slot } from '../../tables/units.ts'
import { prepareLanguage } from '../../text/language.ts'
import { CAPITALS } from '../../text/letters.ts'
import type { Alignment } from '../alignment.ts'
import { CITED, citationOf } from '../citation.ts'
import { type Candidate, type Construct, type Context, plain } from '../construct.ts'
import { type Cost, cost, FREE, joinCosts, openingCosts } from '../cost.ts'
import { secondSentence } from '../sentences.ts'
import { isTold, type Layout, type State } from '../state.ts'
import { leaveOpen, MEASURE, NO_NUMBERS } from './levels.ts'
import {
  looksLikeHeading,
  looksPlain,
  numberCosts,
  payIgnored,
  unreadCosts,
  unreadField,
} from './outside.ts'

/*
 * Reports without a table: a measure and a line for each field, letters that answer point by point,
 * measures that an answer follows.
 */

const BETWEEN = /^[\s.:–—-]*/
const LAST_DASH = /[–—-]\s*$/
/** «По пункту 2 (ремонт дахів): …», «По пункту 2 «Ремонт дахів» – …», «По пункту 2 полагодити дах: …»: the measure that is answered. */
const QUOTED =
  /^[\s.]*(?:\(((?:[^()]|\([^()]*\))+)\)\.?|«((?:[^«»]|«[^«»]*»)+)»\.?|([^\s.:–—](?:[^:–—]*?[^\s:–—])??)\s*(?=:\s|\s[–—-]\s))/
/** «По пункту 1 («ремонт дахів»)» */
const IN_QUOTES = /^«([^«»]*)»$/
/** Before an answer that stands in the line of its measure. */
const DASH = /^[–—-]\s+(?=\S)/
const BRACKETED = /^\((.+?)\)[.;]?\s*$/s
/** «(за згодою)», «(двічі на рік)»: what else stands in brackets is short. */
const LEAST_WORDS = 3
const SENTENCE = new RegExp(`^\\s*[${CAPITALS}][^]*[.!:]\\s*$`)

const FIELD: Omit<Construct, 'candidates'> = {
  name: 'field',
  /** Each field of a measure outside a table stands once. */
  step(state, { field, row, layout, costs, isSentence }, tally) {
    if (!field) return null
    // The last row of a sheet may stand below its table.
    const isUnderRow =
      state.open === 'measure' &&
      (row.unit.table !== null || (field.role === 'response' && field.start > 0))
    if (state.open !== 'prose' && state.open !== 'field' && !isUnderRow) return null
    // A second sentence is an answer by its words, or where those of others are.
    if (isSentence && state.layout !== 'pairs') return null
    // Numbered paragraphs with others between them are of any text.
    if (state.layout === 'untitled' && layout === 'pairs' && costs.length > 0)
      tally.add('untitledProse')
    // Who and when, without a word that says so, stand before the answer.
    const isWordless = field.start === 0 && field.role !== 'response'
    if (isWordless && state.fields.includes('response')) tally.add('asideLate')
    // A bracket behind who or when is of them.
    if (field.role === 'response' && field.start === 1 && isAside(state)) tally.add('asideGoesOn')
    // «По пункту 2. Виконавець – центр зайнятості.»: what a point says is its answer.
    if (state.layout === 'points' && field.role !== 'response') tally.add('fieldOfPoint')
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
  only(row, context) {
    const found = fieldOf(row, context.grammar)
    if (!found) return []
    const layout = found.role === 'response' ? 'fields' : undefined
    const own = fieldCandidate(row, found, layout)
    const answers = unreadAnswers(row, context)
    // A line of its own may be anything; what stands in the middle of one is no signature.
    const isInside = answers[0]?.construct === paragraphGoesOn
    return [own, ...answers, ...(isInside ? [] : unreadField(row, context))]
  },
  candidates: () => [],
}

/** «Виконавець – обласний центр зайнятості.»: an answer, or more of one, in words of a field. */
function unreadAnswers(row: Alignment, context: Context): readonly Candidate[] {
  const [slot] = row.filled
  const unread = [cost(context.grammar.costs, 'labelUnread')]
  if (row.unit.table !== null || !slot || !SENTENCE.test(slot.text)) return []
  if (isInLine(slot)) return [plain(paragraphGoesOn, row, unread)]
  return [{ ...fieldCandidate(row, { role: 'response', start: 0 }, 'pairs'), costs: unread }]
}

/** More of a field, or of a measure that has none yet. */
export const fieldLineOn: Construct = {
  name: 'field_line',
  candidates(row, context) {
    const slot = lineOfProse(row)
    if (!slot) return []
    const { grammar } = context
    const { costs } = grammar
    const own: Cost[] = []
    // What stands in a table does not go on below it.
    if (row.unit.followsTable) own.push(cost(costs, 'belowTable'))
    if (looksOther(slot, grammar)) own.push(cost(costs, 'fieldLineUnlike'))
    const whole = plain(fieldLineOn, row, joinCosts([own, numberCosts(row, context)]))
    const isPlain = looksLikeHeading(slot, grammar) && asideOf(slot.text, grammar) === null
    const isAnswer = slot.offset === 0 && textLooksLike(slot.text, 'response', grammar)
    return [{ ...whole, isPlain, isAnswer: isAnswer || isPlain }]
  },
  step(state, candidate, tally) {
    if (state.open !== 'prose' && state.open !== 'field') return null
    const text = candidate.row.filled[0]?.text ?? ''
    if (state.open === 'prose') {
      tally.add('measureGoesOn')
      if (!startsLower(text)) tally.add('continuationCapital')
    } else if (isAside(state) && (candidate.isAnswer || SENTENCE.test(text)))
      tally.add('asideGoesOn')
    payIgnored(state, candidate, tally)
    return NO_NUMBERS
  },
  build: (tree, { candidate }) => tree.goOnWithField(candidate.row.filled),
  inAppendix: null,
}

/** True where who or when was told last. */
function isAside({ fields }: State): boolean {
  return fields.endsWith('deadline') || fields.endsWith('executors')
}

const ENDS: readonly RowKind[] = ['signature', 'rest', 'footnote']

/** A heading, a signature; an answer goes on in sentences. */
function looksOther(slot: Slot, grammar: Grammar): boolean {
  const { text } = slot
  const kinds = matchText(text, grammar)
  if (beginsSection(text) || kinds.some((kind) => ENDS.includes(kind))) return true
  const isListed = openingsInText(slot, 'measure', grammar).some(({ shape }) => shape === 'bullet')
  return !isListed && looksPlain(text)
}

/** The rest of a paragraph that was parted where nothing begins. */
export const paragraphGoesOn: Construct = {
  name: 'paragraph_continues',
  candidates(row, context) {
    const [slot] = row.filled
    if (row.unit.table !== null || !slot || slot.offset === 0) return []
    const kinds = matchText(slot.text, context.grammar)
    const begins = beginsSection(slot.text) || kinds.some((kind) => BEGINNINGS.includes(kind))
    const isOther = isLine(slot) && (begins || row.unit.isCaption)
    const other = isOther ? [cost(context.grammar.costs, 'fieldLineUnlike')] : FREE
    return [plain(paragraphGoesOn, row, joinCosts([other, unreadCosts(row, context)]))]
  },
  step(state, candidate, tally) {
    const [slot] = candidate.row.filled
    if (slot && isLine(slot) && isAside(state) && SENTENCE.test(slot.text)) tally.add('asideGoesOn')
    payIgnored(state, candidate, tally)
    return NO_NUMBERS
  },
  build: () => {},
  inAppendix: null,
  goesOn: 'paragraph',
}

function isLine({ paragraphs: [paragraph], offset }: Slot): boolean {
  return paragraph?.text[offset - 1] === '\n'
}

/** True where text of its line stands before it. */
function isInLine(slot: Slot): boolean {
  return slot.offset > 0 && !isLine(slot)
}

const BEGINNINGS: readonly RowKind[] = ['title', 'preamble', 'signature', 'rest']

/** «Інші заходи не належать до компетенції»: what is said of all measures without an answer. */
export const otherMeasures: Construct = {
  name: 'other_measures',
  candidates(row, { grammar }) {
    const [slot, second] = row.filled
    if (!slot || second || !matchText(slot.text, grammar).includes('rest')) return []
    return textLooksLike(slot.text, 'response', grammar) ? [plain(otherMeasures, row, FREE)] : []
  },
  step: (state) => (state.phase === 'inside' ? leaveOpen(state, 'nothing') : null),
  build: (tree, { candidate }) => tree.answerOthers(candidate.row.filled),
  inAppendix: 'other',
}

/** «По пункту 2.1 …» behind a plan that has no answers: one to a measure that was told before. */
export const citedAnswer: Construct = {
  name: 'cited_answer',
  candidates(row, { grammar }) {
    const slot = lineOfProse(row)
    const point = slot ? pointOf(slot, grammar) : null
    if (!point) return []
    const { path: cited, start, costs } = point
    const field = { role: 'response', start }
    return [{ ...plain(citedAnswer, row, costs), cited, field, layout: 'points' }]
  },
  step(state, { cited = [] }) {
    if (state.layout === 'rows' || state.item === 0 || !isTold(state, cited)) return null
    state.fields = ' response'
    return leaveOpen(state, 'field')
  },
  build: (tree, reading) => tree.answerCited(reading),
  inAppendix: null,
}

/** The next measure of the open item. */
export const measureInProse: Construct = {
  ...MEASURE,
  name: 'measure',
  candidates(row, { grammar }) {
    const slot = lineOfProse(row)
    if (!slot) return []
    const of = { construct: measureInProse, row }
    const ways = openingsInText(slot, 'measure', grammar).map((opening) => [opening])
    const others = startsLower(slot.text) ? [[plainOpening('measure', slot)]] : []
    // «Пункт 3.1»: a measure of the point 3.
    for (const opening of openingsInText(slot, 'item', grammar))
      if (isPartOfPoint(opening)) others.push([{ ...opening, level: 'measure' }])
    if (mayBePlain(slot, grammar)) ways.push([plainOpening('measure', slot)])
    return [
      ...priced(of, [...ways, ...others], grammar),
      ...pointsOf(of, slot, { grammar, isFirst: false }),
    ]
  },
}

/** A measure that is an item of its own, or the first of its item. */
export const itemInProse: Construct = {
  ...MEASURE,
  name: 'item_measure',
  candidates(row, { grammar }) {
    const slot = lineOfProse(row)
    if (!slot) return []
    const of = { construct: itemInProse, row }
    const ways: Opening[][] = []
    for (const opening of openingsInText(slot, 'measure', grammar)) {
      // «2.1» behind «1.3»: the first of an item that is not printed.
      const { shape, numbers, textStart } = opening
      if (shape === 'decimal' && numbers.length > 1) ways.push([implied('item', numbers), opening])
      // «Захід 1. Назва» under no item is one of its own.
      const own = { ...opening, level: 'item', isFlat: true, textSlot: null } as const
      if (opening.isAnnounced) ways.push([own, restOpening(slot, textStart)])
    }
    const items: Opening[][] = []
    for (const opening of openingsInText(slot, 'item', grammar)) {
      const isFlat = true
      items.push([{ ...opening, isFlat, textSlot: null }, restOpening(slot, opening.textStart)])
      if (isPartOfPoint(opening))
        items.push([implied('item', opening.numbers), { ...opening, level: 'measure' }])
    }
    const own = { ...plainOpening('item', null), isFlat: true }
    if (mayBePlain(slot, grammar)) ways.push([own, plainOpening('measure', slot)])
    return [
      ...priced(of, [...ways, ...items], grammar),
      ...pointsOf(of, slot, { grammar, isFirst: true }),
    ]
  },
}

/** A paragraph, or a piece of one, behind a measure that tells its answer, or who and when. */
export const answer: Construct = {
  ...FIELD,
  candidates(row, { grammar }) {
    const [slot] = row.filled
    if (row.unit.table !== null || !slot || slot.marker !== null) return []
    return [...asides(row, slot, grammar), ...unnamedAnswers(row, slot, grammar)]
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
    if (isNarrow) return []
    const own = unnamed(row, slot, grammar)
    const isHeading = own.costs.length > 0 && looksPlain(slot.text)
    const unlike = isHeading ? [cost(grammar.costs, 'fieldLineUnlike')] : FREE
    return [{ ...own, costs: joinCosts([own.costs, unlike]) }]
  },
}

/** «Захід: …», the only measure under a number of its own line; or a measure whose number is lost. */
function mayBePlain(slot: Slot, grammar: Grammar): boolean {
  return subjectLine(slot.text, grammar) !== null || looksLikeHeading(slot, grammar)
}

/** A line of a report without a table; in the middle of one nothing begins but fields and answers. */
function lineOfProse({ filled: [slot], unit }: Alignment): Slot | null {
  return slot && unit.table === null && (slot.offset === 0 || isLine(slot)) ? slot : null
}

interface Line {
  readonly construct: Construct
  readonly row: Alignment
}

/** Candidates that open these levels, but for levels that never carry such a number. */
function priced(
  of: Line,
  ways: readonly (readonly Opening[])[],
  grammar: Grammar,
): readonly Candidate[] {
  return ways.flatMap((opens) => {
    const costs = opens.map((opening) => openingCosts(opening, grammar))
    const own = cost(grammar.costs, 'measureInProse')
    if (!costs.every((one) => one !== null)) return []
    return [withoutSubject({ ...of, opens, costs: [own, ...costs.flat()] }, grammar)]
  })
}

/** «1. Захід: …»: the measure stands behind the word for one. */
function withoutSubject(candidate: Candidate, grammar: Grammar): Candidate {
  const opening = candidate.opens.at(-1)
  if (opening?.level !== 'measure' || !opening.textSlot) return candidate
  const { textSlot, textStart } = opening
  const found = subjectLine(textSlot.text.slice(textStart), grammar)
  const { shape, isRest } = opening
  if (!found)
    return { ...candidate, isPlain: shape === 'none' && !isRest && looksPlain(textSlot.text) }
  const start = textStart + found.start
  const opens = [...candidate.opens.slice(0, -1), { ...opening, textStart: start }]
  return { ...candidate, opens, field: { ...found, start } }
}

function isPartOfPoint({ isAnnounced, numbers }: Opening): boolean {
  return isAnnounced && numbers.length === 2
}

/**
 * «По пункту 2.1. Проведено 3 наради.»: a measure of which only number and answer are here, under the
 * levels that its number names and no row prints, or under those that are open.
 */
function pointsOf(
  of: Line,
  slot: Slot,
  { grammar, isFirst }: { readonly grammar: Grammar; readonly isFirst: boolean },
): readonly Candidate[] {
  const point = pointOf(slot, grammar)
  if (!point) return []
  const ways = levelsOf(point).filter(
    (opens) => opens.some(({ level }) => level === 'item') === isFirst,
  )
  const { start, costs } = point
  return priced(of, ways, grammar).map((candidate) => ({
    ...candidate,
    costs: joinCosts([candidate.costs, costs]),
    field: { role: 'response', start },
    layout: 'points' as const,
  }))
}

interface Point {
  readonly path: readonly number[]
  readonly hasSection: boolean
  readonly label: Opening
  /** Where the measure stands that it names; nothing where it does not. */
  readonly text: Partial<Opening>
  /** Where the answer begins. */
  readonly start: number
  readonly costs: readonly Cost[]
}

function pointOf(slot: Slot, grammar: Grammar): Point | null {
  const cited = citationOf(slot.text, grammar)
  if (!cited) return null
  const { path, hasSection, isLed, end } = cited
  const quoted = quotedIn(slot.text.slice(end), grammar)
  const behind = end + (quoted?.whole.length ?? 0)
  const start = behind + beginningOfAnswer(slot.text.slice(behind))
  const isAnswer = textLooksLike(slot.text.slice(start), 'response', grammar)
  // «Пункт 1. Розробити план»: the words of the measure, and the answer below.
  const isText = start === end + 1 && startsLower(slot.text.slice(start))
  const isUnlike = !isAnswer && (!isLed || isText)
  const label: Opening = {
    ...plainOpening('measure', null),
    shape: 'decimal',
    numbers: path,
    isAnnounced: true,
    isCited: true,
    printed: slot.text.slice(0, end).replace(/\s+/g, ' ').trim(),
    labelSlot: slot,
    labelEnd: end,
  }
  return {
    path,
    hasSection,
    label,
    text: quoted ? quotedText(slot, quoted, end) : {},
    start,
    costs: isUnlike ? [cost(grammar.costs, 'answerUnlike')] : FREE,
  }
}

interface Quoted {
  readonly whole: string
  readonly inside: string
}

/** What a point tells of its measure; null where no answer follows it. */
function quotedIn(text: string, grammar: Grammar): Quoted | null {
  const quoted = QUOTED.exec(text) ?? ['']
  const [whole, inBrackets, inQuotes, words = ''] = quoted
  const rest = text.slice(whole.length)
  const found = { whole, inside: quoted.slice(1).join('').replace(IN_QUOTES, '$1') }
  if (inQuotes !== undefined) return /\S/.test(rest) ? found : null
  const answer = prepareLanguage(grammar.language).pattern('answerBegins')
  if ((inBrackets !== undefined || isDeed(words, grammar)) && answer.test(rest)) return found
  // «Пункт 1. Висадити 200 дерев. Висаджено 216.»
  const end = secondSentence(text, grammar)
  const first = text.slice(0, Math.max(end, 0))
  const isAnswered = isDeed(first, grammar) && textLooksLike(text.slice(end), 'response', grammar)
  return isAnswered ? { whole: first, inside: first.trim() } : null
}

function isDeed(words: string, grammar: Grammar): boolean {
  return textLooksLike(words, 'measure', grammar) && !textLooksLike(words, 'response', grammar)
}

function quotedText(textSlot: Slot, { whole, inside }: Quoted, from: number): Partial<Opening> {
  const textStart = from + whole.lastIndexOf(inside)
  return { textSlot, textStart, textEnd: textStart + inside.length }
}

/** A dash with nothing behind it is the answer, the last of «– –». */
function beginningOfAnswer(rest: string): number {
  const all = BETWEEN.exec(rest)?.[0].length ?? 0
  return /\S/.test(rest.slice(all)) ? all : all - (LAST_DASH.exec(rest)?.[0].length ?? 0)
}

/** The levels of a point, those above the last one as they may be open or not. */
function levelsOf({ path, hasSection, label, text }: Point): readonly (readonly Opening[])[] {
  const isFlat = path.length === (hasSection ? 2 : 1)
  const own: readonly Opening[] = isFlat
    ? [
        { ...label, level: 'item', isFlat },
        { ...plainOpening('measure', null), ...text },
      ]
    : [{ ...label, ...text }]
  const item = isFlat ? own : [{ ...implied('item', path), isCited: true }, ...own]
  const section = { ...implied('section', path), isCited: true }
  // «1.2.3» names three levels, whether words say so or not.
  const isWhole = hasSection || path.length === CITED.length
  return [own, ...(isFlat ? [] : [item]), ...(isWhole ? [[section, ...item]] : [])]
}

/** The field of a paragraph or of a row of one cell, with its offset in the cell. */
function fieldOf({ filled, fields, unit }: Alignment, grammar: Grammar): FieldLine | null {
  const [slot, second] = filled
  // «1. Дорожні знаки | – виконано частково: 12 з 30»
  if (!slot || second || (isInLine(slot) && DASH.test(slot.text))) return null
  const lead = slot.text.length - slot.text.trimStart().length
  const found = fieldLine(slot.text.slice(lead), grammar)
  if (!found) return unit.table === null ? bareField(slot.text, grammar) : null
  const { role, start, end = slot.text.length - lead } = found
  // «Всього: …», «Примітка: …» in a table of measures are of the table.
  if (fields.measure !== undefined && !isFieldRole(role)) return null
  return { role, start: start + lead, end: end + lead }
}

function fieldCandidate(row: Alignment, found: FieldLine, layout?: Layout): Candidate {
  return { ...plain(field, row, FREE), field: found, ...(layout ? { layout } : {}) }
}

/** «Відділ освіти», «До 1 грудня», «(2024 рік)» between a measure and its answer. */
function asides(row: Alignment, slot: Slot, grammar: Grammar): readonly Candidate[] {
  // «ІІ квартал» begins with a number, too, «2) …» is none.
  const isNumbered = openingsInText(slot, 'item', grammar).some(({ shape }) => shape !== 'roman')
  if (isNumbered || isInLine(slot) || matchText(slot.text, grammar).includes('signature')) return []
  const own = isInBrackets(slot.text)
    ? (['executors', 'deadline'] as const).find((one) => looksLike(slot, one, grammar))
    : asideOf(slot.text.trim(), grammar)
  return own ? [fieldCandidate(row, { role: own, start: 0 })] : []
}

/** A paragraph without a number, a piece behind a dash, a bracket: the answer to the measure before. */
function unnamedAnswers(row: Alignment, slot: Slot, grammar: Grammar): readonly Candidate[] {
  // The dash before an answer that stands in the line of its measure.
  const dash = slot.offset > 0 ? (DASH.exec(slot.text)?.[0].length ?? 0) : 0
  if (dash > 0) return [fieldCandidate(row, { role: 'response', start: dash }, 'pairs')]
  const { text, offset } = slot
  const inside = BRACKETED.exec(text)?.[1] ?? ''
  if (offset > 0 && inside !== '') {
    const isAnswer = textLooksLike(inside, 'response', grammar)
    // «(постійно; відділ освіти)»
    if (asideOf(inside.split(';')[0] ?? '', grammar)) return []
    if (!isAnswer && inside.trim().split(/\s+/).length < LEAST_WORDS) return []
    const field = { role: 'response', start: 1, end: 1 + inside.length }
    return [{ ...unnamed(row, slot, grammar), field }]
  }
  if (openingsInText(slot, 'item', grammar).length > 0 || isInBrackets(text)) return []
  const isEnd = matchText(text, grammar).some((kind) => ENDS.includes(kind))
  if (isEnd) return []
  const own = unnamed(row, slot, grammar)
  const isSentence = isInLine(slot) && own.costs.length > 0
  return [isSentence ? { ...own, isSentence, costs: [cost(grammar.costs, 'sentenceUnlike')] } : own]
}

function unnamed(row: Alignment, slot: Slot, grammar: Grammar): Candidate {
  const isAnswer = textLooksLike(slot.text, 'response', grammar)
  const costs = isAnswer ? FREE : [cost(grammar.costs, 'answerUnlike')]
  return { ...fieldCandidate(row, { role: 'response', start: 0 }, 'pairs'), costs }
}
