import type { Grammar, LevelName } from '../model/grammar.ts'
import type { Charge } from './bill.ts'
import { looksCut } from './content.ts'
import {
  type Opening,
  openingsInCell,
  openingsInText,
  plainOpening,
  restOpening,
} from './headings.ts'
import { type Move, startsLower } from './move.ts'
import { ignoredLabel, openingCharges, startCharge } from './opening-price.ts'
import { isFilled, type Slot } from './units.ts'
import type { View } from './views.ts'

/*
 * Charges are joined by `concat`, one call: V8 goes through each spread of a literal step by step
 * until it has optimised the function.
 */

/** Rows of a table of measures that hold one, or go on with the one before. */
export function addData(view: View, grammar: Grammar, moves: Move[]): void {
  const { number, item, measure } = view.fields
  const hasText = isFilled(measure)
  const hasAnswer = [view.fields.deadline, view.fields.executors, view.fields.response].some(
    isFilled,
  )
  if (!hasText && !hasAnswer && !isFilled(item)) return
  const base = view.charges.concat(answerCharges(view, grammar))
  if (hasText || hasAnswer) {
    if (isFilled(number) || isFilled(item) || item === undefined)
      addItems(view, grammar, base, moves)
    addMeasures(view, grammar, base, moves)
  }
  moves.push(continuation(view, grammar))
}

function answerCharges(view: View, grammar: Grammar): readonly Charge[] {
  const { costs } = grammar
  const charges: Charge[] = []
  if (view.fields.response === null) charges.push(['responseMissing', costs.responseMissing])
  if (!isFilled(view.fields.measure)) charges.push(['measureMissing', costs.measureMissing])
  const { response } = view.fields
  const { executors } = view.fields
  if (view.unit.startsPage && isFilled(response) && startsLower(response.text)) {
    const isAllCut = isFilled(executors) && startsLower(executors.text)
    charges.push(['lowerCaseStart', costs.lowerCaseStart * (isAllCut ? 2 : 1)])
  }
  const blanks = [view.fields.deadline, view.fields.executors, response].filter(isEmpty).length
  if (isEmpty(view.fields.deadline) && (blanks > 1 || view.unit.startsPage))
    charges.push(['answersBlank', costs.answersBlank * (view.unit.startsPage ? blanks : 1)])
  return charges
}

/** A filled cell of the direction's column opens a section, numbered or not. */
function directionOpening(view: View, grammar: Grammar): readonly Opening[] {
  const { direction } = view.fields
  if (!isFilled(direction)) return []
  const [labelled] = openingsInText(direction, 'section', grammar)
  return [labelled ?? plainOpening('section', direction)]
}

/** True where a cell is there, begins in this row and holds nothing. */
function isEmpty(slot: Slot | null | undefined): boolean {
  return slot?.isBlank === true && !slot.isCovered
}

/** Rows that open an item and its first measure. */
function addItems(view: View, grammar: Grammar, base: readonly Charge[], moves: Move[]): void {
  const { number, item, measure } = view.fields
  const title = isFilled(item) ? item : null
  const titleCharge: Charge[] =
    title === null && item !== undefined ? [['titleMissing', grammar.costs.titleMissing]] : []
  const add = (given: Opening, measures: readonly Opening[], more: readonly Charge[]) => {
    const opening = item === undefined ? { ...given, isFlat: true } : given
    const shape = openingCharges(opening, grammar)
    if (!shape) return
    for (const inner of measures) {
      // Without a title column a numbered row is an item and its only measure.
      const isFlat = item === undefined && inner.shape === 'none' && opening.shape !== 'none'
      const innerShape = isFlat ? ignoredLabel(inner, grammar) : openingCharges(inner, grammar)
      if (!innerShape) continue
      moves.push({
        reading: 'item_measure',
        view,
        opens: direction.concat(opening, inner),
        itemCell: 'none',
        charges: base.concat(titleCharge, shape, innerShape, more),
      })
    }
  }
  const inner = measureOpenings(view, grammar)
  const direction = directionOpening(view, grammar)
  if (isFilled(number)) {
    const openings = openingsInCell(number, 'item', { textSlot: title, grammar })
    for (const opening of openings) add(opening, inner, titleStart(opening, grammar))
    if (openings.length === 0) add(unreadOpening('item', number, title), inner, unread(grammar))
    return
  }
  if (title) {
    for (const opening of openingsInText(title, 'item', grammar)) add(opening, inner, [])
    add(plainOpening('item', title), inner, startCharge(plainOpening('item', title), grammar))
    return
  }
  // No item column: a number at the start of the measure's own cell may be the item's.
  if (!isFilled(measure)) return
  for (const opening of openingsInText(measure, 'item', grammar)) {
    const flat = { ...opening, textSlot: null }
    add(flat, [restOpening(measure, opening.textStart)], [])
  }
  add(plainOpening('item', null), [plainOpening('measure', measure)], [])
}

function titleStart(opening: Opening, grammar: Grammar): readonly Charge[] {
  return opening.textSlot ? startCharge(opening, grammar) : []
}

function unread(grammar: Grammar): readonly Charge[] {
  return [['labelUnread', grammar.costs.labelUnread]]
}

function unreadOpening(level: LevelName, cell: Slot, textSlot: Slot | null): Opening {
  return {
    ...plainOpening(level, textSlot),
    printed: cell.text.trim() || cell.marker,
    labelSlot: cell.text.trim() === '' ? null : cell,
    labelEnd: cell.text.length,
  }
}

function measureOpenings(view: View, grammar: Grammar): readonly Opening[] {
  const { measure, measureNumber } = view.fields
  const text = isFilled(measure) ? measure : null
  if (isFilled(measureNumber)) {
    const openings = openingsInCell(measureNumber, 'measure', { textSlot: text, grammar })
    return openings.length > 0 ? openings : [unreadOpening('measure', measureNumber, text)]
  }
  if (!isFilled(measure)) return [plainOpening('measure', null)]
  return openingsInText(measure, 'measure', grammar).concat(plainOpening('measure', measure))
}

/** Rows that open the next measure of the open item. */
function addMeasures(view: View, grammar: Grammar, base: readonly Charge[], moves: Move[]): void {
  const { number, item, measure } = view.fields
  const text = isFilled(measure) ? measure : null
  const openings = isFilled(number)
    ? [
        ...openingsInCell(number, 'measure', { textSlot: text, grammar }),
        unreadOpening('measure', number, text),
      ]
    : measureOpenings(view, grammar)
  for (const opening of openings) {
    const shape = openingCharges(opening, grammar)
    if (!shape) continue
    const isUnread = isFilled(number) && opening.shape === 'none'
    const charges = base.concat(shape, isUnread ? unread(grammar) : [])
    const opens = [opening]
    if (!isFilled(item)) {
      moves.push({ reading: 'measure', view, opens, itemCell: 'none', charges })
      continue
    }
    const goesOn: Charge[] = [['titleContinues', grammar.costs.titleContinues]]
    if (!startsLower(item.text)) goesOn.push(['wordsUnlike', grammar.costs.wordsUnlike])
    if (!isFilled(number))
      moves.push({
        reading: 'measure',
        view,
        opens,
        itemCell: 'continues',
        charges: charges.concat(goesOn),
      })
  }
  if (isFilled(item) || isFilled(number))
    for (const opening of measureOpenings(view, grammar)) {
      const shape = openingCharges(opening, grammar)
      if (shape)
        moves.push({
          reading: 'measure',
          view,
          opens: [opening],
          itemCell: 'repeats',
          charges: base.concat(shape),
        })
    }
}

/** A row that goes on with the measure (and title) of the row before: cut by a page, or second line. */
function continuation(view: View, grammar: Grammar): Move {
  const { costs } = grammar
  const { number, item, measure, deadline } = view.fields
  const isCut = view.unit.startsPage || view.unit.startsTable
  const charges: Charge[] = view.charges.filter(([name]) => name !== 'contentUnlike')
  charges.push(
    isCut ? ['continuation', costs.continuation] : ['continuationInside', costs.continuationInside],
  )
  if (view.fields.response === null && view.unit.slots.length > 1)
    charges.push(['responseMissing', costs.responseMissing])
  if (isFilled(number)) charges.push(['continuationNumbered', costs.continuationNumbered])
  if (isFilled(measure)) {
    const openings = openingsInText(measure, 'measure', grammar)
    if (openings.some((opening) => opening.shape !== 'bullet' && opening.shape !== 'roman'))
      charges.push(['continuationNumbered', costs.continuationNumbered])
    else if (!startsLower(measure.text)) charges.push(['wordsUnlike', costs.wordsUnlike])
  }
  if (isFilled(item) && !startsLower(item.text)) charges.push(['wordsUnlike', costs.wordsUnlike])
  if (isFilled(deadline) && (!isCut || !looksCut(deadline, 'deadline', grammar)))
    charges.push(['continuationFilled', costs.continuationFilled])
  return {
    reading: 'continuation',
    view,
    opens: [],
    itemCell: isFilled(item) ? 'continues' : 'none',
    charges,
  }
}
