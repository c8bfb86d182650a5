import type { Grammar, LevelName } from '../../model/grammar.ts'
import { looksCut } from '../../tables/content.ts'
import {
  implied,
  openingsInCell,
  openingsInText,
  plainOpening,
  restOpening,
} from '../../tables/openings.ts'
import { startsLower } from '../../tables/row-words.ts'
import { isFilled, type Opening, type Slot } from '../../tables/units.ts'
import type { Alignment, PricedOpening, RowMeasures } from '../alignment.ts'
import { type Candidate, type Construct, plain } from '../construct.ts'
import { type Cost, cost, FREE, ignoredLabel, joinCosts, openingCosts, startCost } from '../cost.ts'
import { leaveOpen, MEASURE } from './levels.ts'

/* Rows of a table of measures that hold one, or go on with the one before. */

/** A number names the section and the item of its measure. */
const LEAST_PARENTS = 2

/** A row that opens an item and its first measure. */
export const itemInRow: Construct = {
  ...MEASURE,
  name: 'item_measure',
  candidates(row, { grammar }) {
    const { number, item, measure } = row.fields
    const common = isOfMeasure(row) ? measuresOf(row, grammar) : null
    if (!common || !(isFilled(number) || isFilled(item) || item === undefined)) return []
    if (isFilled(number)) return itemsByNumber(number, common)
    if (isFilled(item)) {
      const own = plainOpening('item', item)
      return [
        ...openingsInText(item, 'item', grammar).flatMap((opening) => itemsFor(opening, common)),
        ...itemsFor(own, withCosts(common, startCost(own, grammar))),
      ]
    }
    return isFilled(measure) ? itemsInMeasure(measure, common) : []
  },
}

/** A row that opens the next measure of the open item. */
export const measureInRow: Construct = {
  ...MEASURE,
  name: 'measure',
  candidates(row, { grammar }) {
    if (!isOfMeasure(row)) return []
    const { number, item } = row.fields
    const { costs: base, openings: measures } = measuresOf(row, grammar)
    const candidates: Candidate[] = []
    const openings = isFilled(number)
      ? numberOpenings(row, number, grammar).map((opening) => priceOpening(opening, grammar))
      : measures
    for (const { opening, costs: shape } of openings) {
      if (!shape) continue
      const isUnread = isFilled(number) && opening.shape === 'none'
      const costs = joinCosts([base, shape, isUnread ? unread(grammar) : FREE])
      const candidate = { construct: measureInRow, row, opens: [opening], costs }
      if (!isFilled(item)) candidates.push(candidate)
      else if (!isFilled(number))
        candidates.push({
          ...candidate,
          continuesItem: true,
          costs: costs.concat(titleCosts(row, item, grammar)),
        })
    }
    if (isFilled(item) || isFilled(number))
      for (const { opening, costs } of measures)
        if (costs)
          candidates.push({
            ...plain(measureInRow, row, joinCosts([base, costs])),
            opens: [opening],
            repeats: 'item',
          })
    return candidates
  },
}

/** A row that goes on with the measure (and title) of the row before: cut by a page, or second line. */
export const continuation: Construct = {
  name: 'continuation',
  candidates(row, { grammar }) {
    const { item, measure } = row.fields
    if (isAcross(row)) return []
    const mayGoOn = row.unit.table !== null && measure !== undefined && isFilled(item)
    if (!mayGoOn && !isOfMeasure(row)) return []
    const candidate = plain(continuation, row, continuationCosts(row, grammar))
    return [isFilled(item) ? { ...candidate, continuesItem: true } : candidate]
  },
  // A row does not go on with a paragraph.
  step: (state) =>
    state.measure < 0 || state.open === 'prose' || state.open === 'field'
      ? null
      : leaveOpen(state, 'measure'),
  build(tree, reading) {
    tree.addItemCell(reading)
    tree.goOnWithMeasure(reading)
  },
  inAppendix: null,
  goesOn: 'measure',
}

/** True for a row of a table of measures that holds some of one. */
function isOfMeasure({ unit, fields }: Alignment): boolean {
  const { measure, deadline, executors, response } = fields
  if (unit.table === null || measure === undefined) return false
  return [measure, deadline, executors, response].some(isFilled)
}

/** What all readings of a row have in common; found once. */
function measuresOf(row: Alignment, grammar: Grammar): RowMeasures {
  row.memo.measures ??= {
    row,
    grammar,
    costs: joinCosts([row.costs, answerCosts(row, grammar)]),
    openings: measureOpenings(row, grammar).map((opening) => priceOpening(opening, grammar)),
  }
  return row.memo.measures
}

function priceOpening(opening: Opening, grammar: Grammar): PricedOpening {
  return { opening, costs: openingCosts(opening, grammar) }
}

function withCosts(common: RowMeasures, more: readonly Cost[]): RowMeasures {
  return { ...common, costs: joinCosts([common.costs, more]) }
}

function answerCosts(row: Alignment, { costs: prices }: Grammar): readonly Cost[] {
  const { measure, deadline, executors, response } = row.fields
  const { startsPage } = row.unit
  const costs: Cost[] = []
  if (response === null) costs.push(cost(prices, 'responseMissing'))
  if (!isFilled(measure)) costs.push(cost(prices, 'measureMissing'))
  if (startsPage && isFilled(response) && startsLower(response.text)) {
    costs.push(cost(prices, 'answerCut'))
    if (isFilled(executors) && startsLower(executors.text)) costs.push(cost(prices, 'executorsCut'))
  }
  // A measure does not lie across the columns of its answers.
  if (isAcross(row)) costs.push(cost(prices, 'measureAcross'))
  const blanks = [deadline, executors, response].filter(isEmpty)
  if (isEmpty(deadline) && (startsPage || blanks.length > 2))
    for (const _ of blanks) costs.push(cost(prices, 'answersBlank'))
  else if (isEmpty(deadline) && blanks.length > 1) costs.push(cost(prices, 'answersBlank'))
  if (isBare(row)) costs.push(cost(prices, 'answerMissing'))
  return costs
}

/** True for a row that says nothing but its measure, where neither who nor when has a column and no row lies across all. */
function isBare({ filled, fields: { deadline, executors, response }, group }: Alignment): boolean {
  const isAsked = deadline === undefined && executors === undefined && isEmpty(response)
  return isAsked && filled.length === 1 && !group?.hasWide
}

function isAcross({ filled, group }: Alignment): boolean {
  const [only, second] = filled
  return only !== undefined && !second && only.columnSpan > 1 && only.columnSpan === group?.columns
}

/** True where a cell is there, begins in this row and holds nothing. */
function isEmpty(slot: Slot | null | undefined): boolean {
  return slot?.isBlank === true && !slot.isCovered
}

/** The readings of an item with each of its measure. */
function itemsFor(given: Opening, common: RowMeasures): readonly Candidate[] {
  const { row, grammar, costs: base, openings } = common
  const { item } = row.fields
  const opening = item === undefined ? { ...given, isFlat: true } : given
  const shape = openingCosts(opening, grammar)
  if (!shape) return []
  const above = openingsAbove(row, grammar)
  const isUntitled = item !== undefined && !isFilled(item)
  const title: readonly Cost[] = isUntitled ? [cost(grammar.costs, 'titleMissing')] : FREE
  return openings.flatMap(({ opening: inner, costs }) => {
    // Without a title column a numbered row is an item and its only measure.
    const isFlat = item === undefined && inner.shape === 'none' && opening.shape !== 'none'
    const innerShape = isFlat ? ignoredLabel(inner, grammar) : costs
    if (!innerShape) return []
    const all = joinCosts([base, title, shape, innerShape])
    return above.map((higher) => {
      return { construct: itemInRow, row, opens: [...higher, opening, inner], costs: all }
    })
  })
}

/** The ways in which the columns for what items belong to open it, numbered or not: «І.» is one or the tenth letter. */
function openingsAbove({ fields }: Alignment, grammar: Grammar): readonly (readonly Opening[])[] {
  const { upperPart, part, direction } = fields
  const depth = upperPart === undefined ? 1 : 2
  const cells = [
    { slot: upperPart, level: 'part', depth: 1 },
    { slot: part, level: 'part', depth },
    { slot: direction, level: 'section' },
  ] as const
  let ways: readonly (readonly Opening[])[] = [[]]
  for (const { slot, level, ...rest } of cells) {
    if (!isFilled(slot)) continue
    const labelled = openingsInText(slot, level, grammar)
    const usual = labelled.filter((opening) => openingCosts(opening, grammar) !== null)
    const own = usual.length > 0 ? usual : [labelled[0] ?? plainOpening(level, slot)]
    ways = ways.flatMap((way) => own.map((opening) => [...way, { ...opening, ...rest }]))
  }
  return ways
}

function itemsByNumber(number: Slot, common: RowMeasures): readonly Candidate[] {
  const { row, grammar } = common
  const { item } = row.fields
  const title = isFilled(item) ? item : null
  const openings = openingsInCell(number, 'item', { textSlot: title, grammar })
  const unreadOne = withCosts(common, unread(grammar))
  return [
    ...openings.flatMap((opening) => {
      const start = opening.textSlot ? startCost(opening, grammar) : FREE
      return itemsFor(opening, withCosts(common, start))
    }),
    ...(openings.length === 0 ? itemsFor(unreadOpening('item', number, title), unreadOne) : []),
    ...(item === undefined ? impliedItems(number, common) : []),
  ]
}

/** «I.2.1» behind «I.1.3», «II.1.1» behind «I.2.1»: the first measure of levels that no row prints. */
function impliedItems(number: Slot, common: RowMeasures): readonly Candidate[] {
  const { row, grammar, costs: base } = common
  return numberOpenings(row, number, grammar)
    .filter(({ shape, numbers }) => shape === 'decimal' && numbers.length > LEAST_PARENTS)
    .flatMap((opening) => {
      const own = [implied('item', opening.numbers), opening]
      const costs = joinCosts([base, own.flatMap((one) => openingCosts(one, grammar) ?? [])])
      const of = { construct: itemInRow, row, costs }
      return [own, [implied('section', opening.numbers), ...own]].map((opens) => ({ ...of, opens }))
    })
}

/** No item column: a number at the start of the measure's own cell may be the item's. */
function itemsInMeasure(measure: Slot, common: RowMeasures): readonly Candidate[] {
  const { row, grammar } = common
  const itemsWith = (item: Opening, opening: Opening) =>
    itemsFor(item, { ...common, openings: [priceOpening(opening, grammar)] })
  // «Захід 1. Назва» under no item is one of its own.
  const announced =
    row.fields.item === undefined
      ? openingsInText(measure, 'measure', grammar).filter(({ isAnnounced }) => isAnnounced)
      : []
  return [
    ...[...openingsInText(measure, 'item', grammar), ...announced].flatMap((opening) =>
      itemsWith(
        { ...opening, level: 'item', textSlot: null },
        restOpening(measure, opening.textStart),
      ),
    ),
    ...itemsWith(plainOpening('item', null), plainOpening('measure', measure)),
  ]
}

function unread(grammar: Grammar): readonly Cost[] {
  return [cost(grammar.costs, 'labelUnread')]
}

function unreadOpening(level: LevelName, cell: Slot, textSlot: Slot | null): Opening {
  return {
    ...plainOpening(level, textSlot),
    printed: cell.text.trim() || cell.marker,
    labelSlot: cell.text.trim() === '' ? null : cell,
    labelEnd: cell.text.length,
  }
}

function measureOpenings(row: Alignment, grammar: Grammar): readonly Opening[] {
  const { measure, measureNumber } = row.fields
  if (isFilled(measureNumber))
    return numberOpenings(row, measureNumber, grammar).map((one) => {
      return { ...one, isInColumn: one.shape !== 'none' }
    })
  if (!isFilled(measure)) return [plainOpening('measure', null)]
  return openingsInText(measure, 'measure', grammar).concat(plainOpening('measure', measure))
}

/** The readings of a filled cell for numbers as the measure's own; where it has none, that it is none. */
function numberOpenings(
  { fields: { measure } }: Alignment,
  number: Slot,
  grammar: Grammar,
): readonly Opening[] {
  const textSlot = isFilled(measure) ? measure : null
  const openings = openingsInCell(number, 'measure', { textSlot, grammar })
  const usual = openings.filter((opening) => openingCosts(opening, grammar) !== null)
  return usual.length > 0 ? usual : [unreadOpening('measure', number, textSlot)]
}

/** What it costs that the cell for the title goes on with the open one. */
function titleCosts(row: Alignment, title: Slot, { costs: prices }: Grammar): readonly Cost[] {
  const cut: Cost = isCutBefore(row)
    ? cost(prices, 'titleContinues')
    : cost(prices, 'continuationInside')
  return startsLower(title.text) ? [cut] : [cut, cost(prices, 'titleCapital')]
}

function isCutBefore({ unit }: Alignment): boolean {
  return unit.startsPage || unit.startsTable
}

function continuationCosts(row: Alignment, grammar: Grammar): readonly Cost[] {
  const prices = grammar.costs
  const { number, item, measure, deadline, response } = row.fields
  const isCut = isCutBefore(row)
  const costs: Cost[] = row.costs.filter(([name]) => name !== 'contentUnlike')
  costs.push(isCut ? cost(prices, 'continuation') : cost(prices, 'continuationInside'))
  if (response === null && row.unit.slots.length > 1) costs.push(cost(prices, 'responseMissing'))
  if (isFilled(number)) costs.push(cost(prices, 'continuationNumbered'))
  if (isFilled(measure)) {
    const openings = openingsInText(measure, 'measure', grammar)
    if (openings.some((opening) => opening.shape !== 'bullet' && opening.shape !== 'roman'))
      costs.push(cost(prices, 'continuationNumbered'))
    else if (!startsLower(measure.text)) costs.push(cost(prices, 'continuationCapital'))
  }
  if (isFilled(item) && !startsLower(item.text)) costs.push(cost(prices, 'titleCapital'))
  if (isFilled(deadline) && (!isCut || !looksCut(deadline, 'deadline', grammar)))
    costs.push(cost(prices, 'continuationFilled'))
  return costs
}
