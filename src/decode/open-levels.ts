import type { Opening } from '../tables/slots.ts'
import { isBlankFrom } from '../text/letters.ts'
import type { Bill } from './bill.ts'
import { isInCapitals } from './opening-price.ts'
import type { State } from './state.ts'

/** The number of each opening, in order. */
export type Numbers = readonly number[]

/** Changes the state to one in which the levels are open; null where they cannot open. */
export function openLevels(state: State, opens: readonly Opening[], bill: Bill): Numbers | null {
  // As long as it will be: a list that grows makes room for sixteen.
  const numbers = new Array<number>(opens.length)
  for (let index = 0; index < opens.length; index += 1) {
    const opening = opens[index]
    const number = opening ? openLevel(state, opening, bill) : null
    if (number === null) return null
    numbers[index] = number
  }
  return numbers
}

/** Changes the state to one in which the level is open; its number, null where it cannot open. */
function openLevel(state: State, opening: Opening, bill: Bill): number | null {
  switch (opening.level) {
    case 'part':
      return openPart(state, opening, bill)
    case 'section':
      return openSection(state, opening, bill)
    case 'item':
      return openItem(state, opening, bill)
    case 'measure':
      return openMeasure(state, opening, bill)
  }
}

function openPart(state: State, opening: Opening, bill: Bill): number {
  const open = state.part === 0 ? [] : [...numbersOf(state.above), state.part]
  const depth = depthOf(opening)
  const isNested = state.section === 0 && state.item === 0 && depth > open.length
  if (isHeadingOpen(state) && !isNested) bill.pay('emptySection')
  closeItem(state)
  const last = open[depth - 1] ?? 0
  state.part = numberOf(opening, { last, carry: 0, shape: null }, bill)
  state.isRomanPart = isBareRoman(opening)
  state.above = open.slice(0, depth - 1).join('.')
  state.sectionCarry = Math.max(state.section, state.sectionCarry)
  state.section = 0
  state.open = openAfter(opening)
  return state.part
}

function numbersOf(above: string): readonly number[] {
  return above === '' ? [] : above.split('.').map(Number)
}

/** A part «1.2» stands in a part «1». */
export function depthOf({ numbers }: Opening): number {
  return Math.max(numbers.length, 1)
}

function isBareRoman({ shape, isAnnounced }: Opening): boolean {
  return shape === 'roman' && !isAnnounced
}

function openSection(state: State, opening: Opening, bill: Bill): number {
  if (state.isRomanPart && isBareRoman(opening)) bill.pay('shapeChanges')
  if (isHeadingOpen(state) && (state.section > 0 || state.item > 0)) bill.pay('emptySection')
  if (state.section === 0 && state.item > 0) bill.pay('lateSection')
  payEmptyItem(state, bill)
  checkParents(opening, state, bill)
  const last = { last: state.section, carry: state.sectionCarry, shape: state.sectionShape }
  closeItem(state)
  state.section = numberOf(opening, last, bill)
  state.sectionShape = shapeAfter(opening, state.sectionShape)
  state.open = openAfter(opening)
  return state.section
}

/** Behind items that are the only measure of their own, one without a measure is hardly a title. */
function payEmptyItem({ item, measure, isLone }: State, bill: Bill): void {
  if (item > 0 && measure < 0) bill.pay('emptyItem', isLone ? 2 : 1)
}

function isHeadingOpen({ open }: State): boolean {
  return open === 'heading' || open === 'label'
}

function openAfter({ textSlot, textStart }: Opening): State['open'] {
  return textSlot && isBlankFrom(textSlot.text, textStart) ? 'label' : 'heading'
}

function closeItem(state: State): void {
  if (state.item > 0) state.itemCarry = state.item
  if (state.measure > 0) state.measureCarry = state.measure
  state.item = 0
  state.measure = -1
}

function openItem(state: State, opening: Opening, bill: Bill): number {
  if (state.section === 0 && state.item === 0) {
    bill.pay('impliedSection')
    if (state.part > 0) bill.pay('emptySection')
  }
  payEmptyItem(state, bill)
  // «ТОРГІВЛЯ» opened the section, so «ТУРИЗМ» does not open an item of it.
  if (state.sectionShape === 'none' && state.section > 0 && isInCapitals(opening))
    bill.pay('shapeChanges')
  // Numbers of a column of their own, and now one before the words: another level.
  if (state.isFlat && state.itemShape !== null && isInText(opening)) bill.pay('shapeChanges')
  checkParents(opening, state, bill)
  // «2.1» under «Розділ 2» is its first item, and not a measure of an item 2 that nobody prints.
  if (isUnprinted(opening) && opening.numbers.at(-1) === state.section) bill.pay('parentDiffers')
  const last = { last: state.item, carry: state.itemCarry, shape: state.itemShape }
  state.item = numberOf(opening, last, bill)
  if (state.measure > 0) state.measureCarry = state.measure
  state.measure = -1
  state.itemShape = shapeAfter(opening, state.itemShape)
  state.isFlat = opening.isFlat ?? false
  state.open = openAfter(opening)
  return state.item
}

function isUnprinted({ printed, numbers }: Opening): boolean {
  return printed === null && numbers.length > 0
}

function isInText({ labelSlot, textSlot, isFlat }: Opening): boolean {
  return labelSlot !== null && labelSlot === textSlot && !isFlat
}

function openMeasure(state: State, opening: Opening, bill: Bill): number | null {
  if (state.item === 0) return null
  checkParents(opening, state, bill)
  const isFirst = state.measure < 0
  const isNumbered = state.measureShape !== null && state.measureShape !== 'none'
  const isSub = opening.shape === 'decimal' && opening.numbers.length > countIn(state.itemShape)
  // «1.2» is no measure of the item «1.1».
  if (opening.shape === 'decimal' && !isSub) bill.pay('parentDiffers')
  const isOnly = state.isFlat || (state.isLone && isNumbered && opening.shape === 'none')
  if (isOnly && !isFirst && !isSub) bill.pay('flatMeasure')
  if (isFirst && isNextItem(opening, state)) bill.pay('flatMeasure')
  if (isFirst) state.isLone = opening.shape === 'none'
  const last = isFirst ? 0 : state.measure
  state.measure =
    isFirst && opening.shape === 'none'
      ? 1
      : numberOf(opening, { last, carry: state.measureCarry, shape: state.measureShape }, bill)
  state.measureShape = shapeAfter(opening, state.measureShape)
  state.open = 'measure'
  return state.measure
}

/** «3.» behind the item «2.» is no measure of it. */
function isNextItem(opening: Opening, { item, itemShape }: State): boolean {
  return shapeOf(opening) === itemShape && opening.numbers.at(-1) === item + 1
}

/** How many numbers labels of the shape have: 2 for «1.1», 1 for all that are no decimals. */
function countIn(shape: string | null): number {
  return shape?.startsWith('decimal') ? Number(shape.slice('decimal'.length)) : 1
}

/** Counters above each level, the nearest first. */
const ABOVE = {
  part: [],
  section: ['part'],
  item: ['section', 'part'],
  measure: ['item', 'section', 'part'],
} as const

/** The numbers before the last one of a decimal name its parents. */
function checkParents({ level, numbers }: Opening, state: State, bill: Bill): void {
  if (numbers.length < 2) return
  let back = numbers.length - 2
  for (const above of ABOVE[level]) {
    if (back < 0) return
    if (state[above] !== 0 && state[above] !== numbers[back]) bill.pay('parentDiffers')
    back -= 1
  }
}

interface Last {
  readonly last: number
  readonly carry: number
  readonly shape: string | null
}

function numberOf(opening: Opening, { last, carry, shape }: Last, bill: Bill): number {
  const printed = opening.numbers.at(-1)
  if (printed === undefined) {
    if (opening.shape === 'none' && shape !== null && shape !== 'none') bill.pay('numberMissing')
    return last + 1
  }
  if (opening.repairs > 0) bill.pay('numberRepaired', Math.min(opening.repairs, 3))
  const isChange = shape !== null && shape !== 'none' && shape !== shapeOf(opening)
  if (isChange && last > 0) bill.pay('shapeChanges')
  const goesOn = printed === last + 1 || (last === 0 && carry > 0 && printed === carry + 1)
  if (goesOn) return printed
  if (printed > last)
    bill.pay('numberGap', last === 0 ? 1 : 1 + Math.floor(Math.min(printed - last - 2, 6) / 2))
  else if (printed === last) bill.pay('numberRepeated')
  else bill.pay('numberBackwards')
  return printed
}

/** Shapes of decimals by their count of numbers; written out, so that none is made a step. */
const DECIMALS = ['decimal0', 'decimal1', 'decimal2', 'decimal3', 'decimal4', 'decimal5'] as const

function shapeOf({ shape, numbers }: Opening): string {
  if (shape !== 'decimal') return shape
  return DECIMALS[numbers.length] ?? `decimal${numbers.length}`
}

function shapeAfter(opening: Opening, before: string | null): string | null {
  return opening.shape === 'none' && before !== null ? before : shapeOf(opening)
}
