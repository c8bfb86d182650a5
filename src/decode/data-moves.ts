import type { Grammar, LevelName } from '../model/grammar.ts'
import { looksCut } from '../tables/content.ts'
import {
  impliedItem,
  openingsInCell,
  openingsInText,
  plainOpening,
  restOpening,
} from '../tables/headings.ts'
import { startsLower } from '../tables/row-words.ts'
import { isFilled, type Opening, type Slot } from '../tables/slots.ts'
import { type Charge, joinCharges } from './bill.ts'
import type { Move } from './move.ts'
import { ignoredLabel, openingCharges, startCharge } from './opening-price.ts'
import type { View } from './views.ts'

/** A number names the section and the item of its measure. */
const LEAST_PARENTS = 2

/** A reading of the measure's number, and what it costs; null where a measure has no such number. */
interface PricedOpening {
  readonly opening: Opening
  readonly charges: readonly Charge[] | null
}

/** What all readings of a row as an item or a measure have in common. */
interface DataRow {
  readonly view: View
  readonly grammar: Grammar
  readonly base: readonly Charge[]
  /** The readings of the measure by its own cells. */
  readonly measures: readonly PricedOpening[]
}

/** Rows of a table of measures that hold one, or go on with the one before. */
export function addData(view: View, grammar: Grammar, moves: Move[]): void {
  const { number, item, measure, deadline, executors, response } = view.fields
  const hasText = isFilled(measure)
  const hasAnswer = isFilled(deadline) || isFilled(executors) || isFilled(response)
  if (!hasText && !hasAnswer && !isFilled(item)) return
  if (hasText || hasAnswer) {
    const base = joinCharges([view.charges, answerCharges(view, grammar)])
    const measures = measureOpenings(view, grammar).map((one) => priceOpening(one, grammar))
    const row = { view, grammar, base, measures }
    if (isFilled(number) || isFilled(item) || item === undefined) addItems(row, moves)
    addMeasures(row, moves)
  }
  moves.push(continuation(view, grammar))
}

function priceOpening(opening: Opening, grammar: Grammar): PricedOpening {
  return { opening, charges: openingCharges(opening, grammar) }
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
  // A measure does not lie across the columns of its answers.
  if (isAcross(view)) charges.push(['answersBlank', costs.answersBlank * 4])
  const blanks = [view.fields.deadline, view.fields.executors, response].filter(isEmpty).length
  if (isEmpty(view.fields.deadline) && (blanks > 1 || view.unit.startsPage))
    charges.push(['answersBlank', costs.answersBlank * (view.unit.startsPage ? blanks : 1)])
  return charges
}

function isAcross({ filled, group }: View): boolean {
  const [only, second] = filled
  return only !== undefined && !second && only.columnSpan > 1 && only.columnSpan === group?.columns
}

/** A filled cell of the direction's column opens a section, numbered or not. */
function directionOpening(view: View, grammar: Grammar): Opening | null {
  const { direction } = view.fields
  if (!isFilled(direction)) return null
  const [labelled] = openingsInText(direction, 'section', grammar)
  return labelled ?? plainOpening('section', direction)
}

/** True where a cell is there, begins in this row and holds nothing. */
function isEmpty(slot: Slot | null | undefined): boolean {
  return slot?.isBlank === true && !slot.isCovered
}

/** Rows that open an item and its first measure. */
function addItems({ view, grammar, base, measures }: DataRow, moves: Move[]): void {
  const { number, item, measure } = view.fields
  const title = isFilled(item) ? item : null
  const titleCharge: Charge[] =
    title === null && item !== undefined ? [['titleMissing', grammar.costs.titleMissing]] : []
  const direction = directionOpening(view, grammar)
  const add = (given: Opening, inners: readonly PricedOpening[], more: readonly Charge[]) => {
    const opening = item === undefined ? { ...given, isFlat: true } : given
    const shape = openingCharges(opening, grammar)
    if (!shape) return
    for (const { opening: inner, charges } of inners) {
      // Without a title column a numbered row is an item and its only measure.
      const isFlat = item === undefined && inner.shape === 'none' && opening.shape !== 'none'
      const innerShape = isFlat ? ignoredLabel(inner, grammar) : charges
      if (!innerShape) continue
      const opens = [opening, inner]
      moves.push({
        reading: 'item_measure',
        view,
        opens: direction ? [direction, ...opens] : opens,
        itemCell: 'none',
        charges: joinCharges([base, titleCharge, shape, innerShape, more]),
      })
    }
  }
  if (isFilled(number)) {
    const openings = openingsInCell(number, 'item', { textSlot: title, grammar })
    for (const opening of openings) add(opening, measures, titleStart(opening, grammar))
    if (openings.length === 0) add(unreadOpening('item', number, title), measures, unread(grammar))
    if (item === undefined) addImplied({ view, grammar, base, measures }, number, moves)
    return
  }
  if (title) {
    for (const opening of openingsInText(title, 'item', grammar)) add(opening, measures, [])
    const own = plainOpening('item', title)
    add(own, measures, startCharge(own, grammar))
    return
  }
  // No item column: a number at the start of the measure's own cell may be the item's.
  if (!isFilled(measure)) return
  for (const opening of openingsInText(measure, 'item', grammar)) {
    const flat = { ...opening, textSlot: null }
    add(flat, [priceOpening(restOpening(measure, opening.textStart), grammar)], [])
  }
  // «Захід 1. Назва» under no item is one of its own.
  if (item === undefined)
    for (const opening of openingsInText(measure, 'measure', grammar))
      if (opening.isAnnounced)
        add(
          { ...opening, level: 'item', textSlot: null },
          [priceOpening(restOpening(measure, opening.textStart), grammar)],
          [],
        )
  const own = priceOpening(plainOpening('measure', measure), grammar)
  add(plainOpening('item', null), [own], [])
}

/** «I.2.1» behind «I.1.3»: the first measure of an item that is not printed. */
function addImplied({ view, grammar, base }: DataRow, number: Slot, moves: Move[]): void {
  const { measure } = view.fields
  const textSlot = isFilled(measure) ? measure : null
  for (const opening of openingsInCell(number, 'measure', { textSlot, grammar })) {
    if (opening.shape !== 'decimal' || opening.numbers.length < LEAST_PARENTS + 1) continue
    const opens = [impliedItem(opening.numbers), opening]
    const charges = opens.flatMap((one) => openingCharges(one, grammar) ?? [])
    moves.push({
      reading: 'item_measure',
      view,
      opens,
      itemCell: 'none',
      charges: joinCharges([base, charges]),
    })
  }
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
function addMeasures({ view, grammar, base, measures }: DataRow, moves: Move[]): void {
  const { number, item } = view.fields
  const openings = isFilled(number) ? numberOpenings(view, number, grammar) : measures
  for (const { opening, charges: shape } of openings) {
    if (!shape) continue
    const isUnread = isFilled(number) && opening.shape === 'none'
    const charges = joinCharges([base, shape, isUnread ? unread(grammar) : []])
    const opens = [opening]
    if (!isFilled(item)) {
      moves.push({ reading: 'measure', view, opens, itemCell: 'none', charges })
      continue
    }
    const goesOn: Charge[] = isCutBefore(view)
      ? [['titleContinues', grammar.costs.titleContinues]]
      : [['continuationInside', grammar.costs.continuationInside]]
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
    for (const { opening, charges } of measures)
      if (charges)
        moves.push({
          reading: 'measure',
          view,
          opens: [opening],
          itemCell: 'repeats',
          charges: joinCharges([base, charges]),
        })
}

/** The readings of a filled cell for numbers as the measure's own. */
function numberOpenings(view: View, number: Slot, grammar: Grammar): readonly PricedOpening[] {
  const { measure } = view.fields
  const textSlot = isFilled(measure) ? measure : null
  const openings = openingsInCell(number, 'measure', { textSlot, grammar })
  return openings
    .concat(unreadOpening('measure', number, textSlot))
    .map((opening) => priceOpening(opening, grammar))
}

function isCutBefore({ unit }: View): boolean {
  return unit.startsPage || unit.startsTable
}

/** A row that goes on with the measure (and title) of the row before: cut by a page, or second line. */
function continuation(view: View, grammar: Grammar): Move {
  const { costs } = grammar
  const { number, item, measure, deadline } = view.fields
  const isCut = isCutBefore(view)
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
