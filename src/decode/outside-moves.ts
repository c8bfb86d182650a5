import type { Grammar } from '../model/grammar.ts'
import { type FieldLine, type NumberLine, subjectLine } from '../tables/field-lines.ts'
import {
  announced,
  impliedItem,
  openingsInText,
  plainOpening,
  restOpening,
} from '../tables/headings.ts'
import { isColumnNumbers } from '../tables/numbers.ts'
import { beginsSection, isAnnounced, matchText, startsLower } from '../tables/row-words.ts'
import { isFilled, type Opening, type Slot } from '../tables/slots.ts'
import { append } from '../text/append.ts'
import { type Charge, joinCharges } from './bill.ts'
import type { Manner } from './manner.ts'
import { type Move, plain, type ReadingName } from './move.ts'
import { ignoredLabel, openingCharges } from './opening-price.ts'
import { matchRows } from './rows.ts'
import type { View } from './views.ts'

/** A line that begins with a field word is hardly anything else. */
export function fieldMoves(view: View, field: FieldLine, { costs }: Grammar): readonly Move[] {
  return [{ ...plain('field', view, []), field }, ...ignoredWord(view, costs)]
}

/** What a line with a field word is where it is no field. */
function ignoredWord(view: View, costs: Grammar['costs']): readonly Move[] {
  return [
    plain('preamble', view, [['labelUnread', costs.labelUnread]]),
    plain('other', view, [['other', costs.other]]),
  ]
}

/** Lines of a report without a table: more of a field, or the next measure. */
export function addProse(
  view: View,
  { grammar, manner }: { readonly grammar: Grammar; readonly manner: Manner },
  moves: Move[],
): void {
  const { costs } = grammar
  const [slot] = view.filled
  if (!slot) return
  // Between a measure and its answer may stand a line of its own, which the answer does not go on with.
  const isNext = manner === 'pairs' && !startsLower(slot.text)
  const isOther =
    isNext || beginsSection(slot.text) || matchText(slot.text, grammar).includes('signature')
  const more: Charge[] = [
    ['continuation', costs.continuation],
    // What stands in a table does not go on below it.
    ...(view.unit.followsTable ? [['wordsUnlike', costs.wordsUnlike * 2] satisfies Charge] : []),
    ...(isOther ? [['wordsUnlike', costs.wordsUnlike] satisfies Charge] : []),
  ]
  moves.push(plain('field_line', view, [...more, ...labelCharge(view, { grammar, manner })]))
  const base: Charge[] = [['measureInProse', costs.measureInProse]]
  const add = (reading: ReadingName, opens: readonly Opening[]) => {
    const charges = opens.map((opening) => openingCharges(opening, grammar))
    if (charges.every((one) => one !== null))
      moves.push({ reading, view, opens, itemCell: 'none', charges: [...base, ...charges.flat()] })
  }
  for (const opening of openingsInText(slot, 'measure', grammar)) {
    add('measure', [opening])
    // «2.1» behind «1.3»: the first of an item that is not printed.
    const { shape, numbers } = opening
    if (manner === 'pairs' && shape === 'decimal' && numbers.length > 1)
      add('item_measure', [impliedItem(numbers), opening])
    // «Захід 1. Назва» under no item is one of its own.
    const own = restOpening(slot, opening.textStart)
    if (opening.isAnnounced)
      add('item_measure', [{ ...opening, level: 'item', isFlat: true, textSlot: null }, own])
  }
  const subject = manner === 'fields' ? subjectLine(slot.text, grammar) : null
  if (subject) append(moves, subjectMoves(view, slot, subject))
  if (startsLower(slot.text)) add('measure', [plainOpening('measure', slot)])
  for (const opening of openingsInText(slot, 'item', grammar)) {
    const own = restOpening(slot, opening.textStart)
    add('item_measure', [{ ...opening, textSlot: null }, own])
    // «Пункт 3.1»: a measure of the point 3.
    const { isAnnounced, numbers } = opening
    if (manner !== 'pairs' || !isAnnounced || numbers.length !== 2) continue
    const measure: Opening = { ...opening, level: 'measure' }
    add('measure', [measure])
    add('item_measure', [impliedItem(numbers), measure])
  }
}

/** «Захід: …», a measure and an item in one, or the only measure under a number of its own line. */
function subjectMoves(view: View, slot: Slot, field: FieldLine): readonly Move[] {
  const item = { ...plainOpening('item', null), isFlat: true }
  const measure = { ...plainOpening('measure', slot), textStart: field.start }
  return [
    { ...plain('item_measure', view, []), opens: [item, measure], field },
    { ...plain('measure', view, []), opens: [measure], field },
  ]
}

/** «№ 2»: the number of the measure that the next lines tell. */
export function numberMoves(
  view: View,
  { number, start }: NumberLine,
  { costs }: Grammar,
): readonly Move[] {
  const [slot] = view.filled
  if (!slot) return []
  const item: Opening = {
    ...plainOpening('item', null),
    shape: 'arabic',
    numbers: [number],
    isAnnounced: true,
    isFlat: true,
    printed: slot.text.slice(start).trim(),
    labelSlot: slot,
    labelStart: start,
    labelEnd: slot.text.length,
  }
  return [
    { ...plain('item', view, []), opens: [item], field: { role: 'number', start } },
    ...ignoredWord(view, costs),
  ]
}

/** Readings that open nothing: told by their words, by their place, or by nothing at all. */
export function addUnplaced(
  view: View,
  { grammar, manner }: { readonly grammar: Grammar; readonly manner: Manner },
  moves: Move[],
): void {
  const { costs } = grammar
  const isRow = isOfMeasures(view)
  if (view.group?.headingUnits.has(view.unit.index)) moves.push(plain('column_heading', view, []))
  if (isColumnNumbers(view.unit)) moves.push(plain('column_number', view, []))
  const kinds = matchRows(view, grammar)
  // «На виконання пункту 2 …» is a preamble too, but not among points.
  const point: Charge[] =
    manner === 'points' && isPoint(view, grammar) ? [['labelUnread', costs.labelUnread * 2]] : []
  for (const kind of kinds) moves.push(plain(kind, view, point))
  if (isOfFigures(view))
    moves.push(plain('total_row', view, [['continuation', costs.continuation]]))
  if (isRow && isExtraOnly(view))
    moves.push(plain('total_row', view, [['wordsUnlike', costs.wordsUnlike]]))
  const weight = isRow ? cellsOf(view) : 0
  const inside: Charge[] = isRow ? [['insideTable', costs.insideTable * weight]] : []
  const unlike: Charge[] = kinds.includes('title') ? [['wordsUnlike', costs.wordsUnlike]] : []
  const isHeaded = manner === 'fields' && isHeading(view.filled[0]?.text ?? '', grammar)
  const isNumbering = isRow || isHeaded || manner === 'pairs' || manner === 'points'
  const labelled = isNumbering ? labelCharge(view, { grammar, manner }) : []
  const above: Charge[] = view.unit.headsTable ? [['wordsUnlike', costs.wordsUnlike * 3]] : []
  moves.push(plain('preamble', view, joinCharges([inside, unlike, above, labelled])))
  if (!isRow) {
    const words: Charge[] = [['wordsUnlike', costs.wordsUnlike]]
    moves.push(plain('signature', view, joinCharges([words, above, labelled])))
  }
  moves.push(plain('other', view, [['other', costs.other * (weight === WHOLE ? 2 : 1)]]))
}

function isPoint({ filled: [first], unit }: View, grammar: Grammar): boolean {
  return unit.table === null && matchText(first?.text ?? '', grammar).includes('answer')
}

/** What it costs that a row or a point with a number tells nothing. */
function labelCharge(
  view: View,
  { grammar, manner }: { readonly grammar: Grammar; readonly manner: Manner },
): readonly Charge[] {
  const [first] = view.filled
  if (!first) return []
  const isPoint =
    matchText(first.text, grammar).includes('answer') ||
    (manner === 'pairs' && isAnnounced(first.text, grammar))
  if (view.unit.table === null && isPoint) return [['labelUnread', grammar.costs.labelUnread * 2]]
  if (isHeading(first.text, grammar)) return [['labelUnread', grammar.costs.labelUnread]]
  return ignoredLabel(plainOpening('item', first), grammar)
}

/** «Стратегічна ціль 1. …», «Розділ II». */
function isHeading(text: string, grammar: Grammar): boolean {
  return announced(text, 'part', grammar) !== null || announced(text, 'section', grammar) !== null
}

/** Weight of a row that holds a measure and an answer. */
const WHOLE = 5

/** How much a row of a table of measures is one: a measure with an answer, several cells, one. */
function cellsOf({ filled, fields }: View): number {
  if (filled.length < 3) return 1
  const { measure, deadline, executors, response } = fields
  const isMeasure = isFilled(measure) && [deadline, executors, response].some(isFilled)
  return isMeasure ? WHOLE : 3
}

/** A row of figures in a table that holds no measures: money, indicators by year. */
function isOfFigures(view: View): boolean {
  if (view.unit.table === null || isOfMeasures(view) || view.filled.length < 3) return false
  return view.filled.some(({ text }) => /^[\d\s.,%–—-]*\d[\d\s.,%–—-]*$/.test(text))
}

/** Rows of other tables (layout, approval, signatures) are read like paragraphs. */
function isOfMeasures(view: View): boolean {
  return view.fields.measure !== undefined
}

function isExtraOnly(view: View): boolean {
  if (!view.extras.some(({ slot }) => isFilled(slot))) return false
  return !Object.values(view.fields).some((slot) => isFilled(slot))
}
