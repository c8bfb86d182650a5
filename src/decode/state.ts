import type { CostName, LevelName } from '../model/grammar.ts'
import type { Opening } from '../tables/units.ts'
import { isBlankFrom } from '../text/letters.ts'
import { isInCapitals, type Tally } from './cost.ts'

/**
 * How a report gives its answers: in the rows of a table; in lines with field words («Стан
 * виконання: …»); point by point in a letter («По пункту 2.1. Проведено …»); in the paragraph that
 * follows each measure, behind a dash or in brackets. One document may do it in several ways.
 */
export type Layout = 'rows' | 'fields' | 'points' | 'pairs'

/** Where a reading stands after a row: its counters, and what the next row may go on with. */
export class State {
  /** `untitled`, `titled`: before the measures of a further report of the file. */
  phase: 'before' | 'untitled' | 'titled' | 'inside' | 'after' = 'before'
  /** How the answers so far are given; before the first, whether the report has a title. */
  layout: Layout | 'untitled' | 'titled' = 'untitled'
  part = 0
  /** Shapes of the labels of the open parts, from the top down, with blanks between. */
  partShapes = ''
  /** How many parts have stood in one another. */
  deepest = 0
  /** Numbers of the parts that the open part stands in («1.2» above «1.2.3»); '' for none. */
  above = ''
  /** 0 where no section was opened: the implied one. */
  section = 0
  item = 0
  /** -1 where the open item has no measure yet. */
  measure = -1
  /** Last numbers under the heading before: authors number on, or begin again at 1. */
  sectionCarry = 0
  itemCarry = 0
  measureCarry = 0
  /** Shapes of the last labels; a decimal with its count of numbers. */
  sectionShape: string | null = null
  itemShape: string | null = null
  measureShape: string | null = null
  /** True where the open item has no title: each of its measures is an item of its own. */
  isFlat = false
  /** True where the first measure of the open item has no number: it is the only one. */
  isLone = false
  /** Fields that the open measure outside a table has, in the order in which they stand. */
  fields = ''
  /**
   * The row before, as far as the next may go on with it; `line` is one like a heading that heads
   * nothing, `label` a heading without its title, `prose` a measure outside a table without a field yet.
   */
  open: 'nothing' | 'line' | 'title' | 'label' | 'heading' | 'measure' | 'prose' | 'field' =
    'nothing'
}

export const START: Readonly<State> = new State()

/** A state to be changed. */
export function copyState(state: Readonly<State>): State {
  const copy = new State()
  assignState(copy, state)
  return copy
}

/** Makes a state equal to another; each property by name, which V8 does ten times as fast as a spread. */
export function assignState(state: State, from: Readonly<State>): void {
  state.phase = from.phase
  state.layout = from.layout
  state.part = from.part
  state.partShapes = from.partShapes
  state.deepest = from.deepest
  state.above = from.above
  state.section = from.section
  state.item = from.item
  state.measure = from.measure
  state.sectionCarry = from.sectionCarry
  state.itemCarry = from.itemCarry
  state.measureCarry = from.measureCarry
  state.sectionShape = from.sectionShape
  state.itemShape = from.itemShape
  state.measureShape = from.measureShape
  state.isFlat = from.isFlat
  state.isLone = from.isLone
  state.fields = from.fields
  state.open = from.open
}

/** Equal states have equal futures. */
export function sameState(left: Readonly<State>, right: Readonly<State>): boolean {
  return (
    left.measure === right.measure &&
    left.item === right.item &&
    left.section === right.section &&
    left.part === right.part &&
    left.partShapes === right.partShapes &&
    left.deepest === right.deepest &&
    left.above === right.above &&
    left.open === right.open &&
    left.phase === right.phase &&
    left.layout === right.layout &&
    left.isFlat === right.isFlat &&
    left.isLone === right.isLone &&
    left.measureCarry === right.measureCarry &&
    left.itemCarry === right.itemCarry &&
    left.sectionCarry === right.sectionCarry &&
    left.measureShape === right.measureShape &&
    left.itemShape === right.itemShape &&
    left.sectionShape === right.sectionShape &&
    left.fields === right.fields
  )
}

const SPREAD = 1021

/** A number that equal states share and unequal ones hardly ever do. */
export function hashOf({ section, item, measure, open }: Readonly<State>): number {
  return ((section * SPREAD + item) * SPREAD + measure) * 8 + open.length
}

/** True before the first measure or heading of a report. */
export function isBefore({ phase }: Readonly<State>): boolean {
  return phase === 'before' || phase === 'untitled' || phase === 'titled'
}

const LAYOUTS: Readonly<Record<Layout, CostName>> = {
  rows: 'layoutRows',
  fields: 'layoutFields',
  points: 'layoutPoints',
  pairs: 'layoutPairs',
}

/** A row answers in this way: costs where the rows before did in another. */
export function enterLayout(state: State, layout: Layout, tally: Tally): void {
  if (state.layout === layout) return
  if (state.layout !== 'untitled' && state.layout !== 'titled') tally.add('layoutChanges')
  tally.add(LAYOUTS[layout])
  state.layout = layout
}

/** True where a measure outside a table has no answer yet. */
export function lacksAnswer({ open, measure, fields }: Readonly<State>): boolean {
  return (open === 'prose' || open === 'field') && measure >= 0 && !fields.includes('response')
}

/** The last item of a report needs measures as all others do, and its last measure an answer. */
export function payEnd(state: Readonly<State>, tally: Tally): void {
  if (lacksAnswer(state)) tally.add('answerMissing')
  else if (state.item > 0 && state.measure < 0) tally.add('emptyItem')
  else if (isHeadingOpen(state)) tally.add('emptySection')
}

/** The number of each opening, in order. */
export type Numbers = readonly number[]

/** Changes the state to one in which the levels are open; null where they cannot open. */
export function openLevels(state: State, opens: readonly Opening[], tally: Tally): Numbers | null {
  // As long as it will be: a list that grows makes room for sixteen.
  const numbers = new Array<number>(opens.length)
  for (let index = 0; index < opens.length; index += 1) {
    const opening = opens[index]
    const number = opening ? OPENERS[opening.level](state, opening, tally) : null
    if (number === null) return null
    numbers[index] = number
  }
  return numbers
}

/** Opens a level: its number, null where it cannot open. */
const OPENERS: Readonly<
  Record<LevelName, (state: State, opening: Opening, tally: Tally) => number | null>
> = { part: openPart, section: openSection, item: openItem, measure: openMeasure }

function openPart(state: State, opening: Opening, tally: Tally): number {
  const open =
    state.part === 0 ? [] : [...state.above.split('.').filter(Boolean).map(Number), state.part]
  const depth = depthOf(opening, state)
  const isNested = state.section === 0 && state.item === 0 && depth > open.length
  if (isHeadingOpen(state) && !isNested) tally.add('emptySection')
  payEmptyItem(state, tally)
  closeItem(state)
  const parents = opening.numbers.slice(0, -1)
  if (parents.some((number, index) => number !== open[index])) tally.add('parentDiffers')
  const last = open[depth - 1] ?? 0
  state.part = numberOf(opening, { last, carry: 0, shape: null }, tally)
  state.partShapes = [...shapesOf(state).slice(0, depth - 1), partShape(opening)].join(' ')
  state.above = (parents.length > 0 ? parents : open.slice(0, depth - 1)).join('.')
  state.sectionCarry = Math.max(state.section, state.sectionCarry)
  if (depth > Math.max(state.deepest, 1) && state.sectionCarry > 0) tally.add('shapeChanges')
  state.deepest = Math.max(state.deepest, depth)
  state.section = 0
  state.open = openAfter(opening)
  return state.part
}

/** A part «1.2» stands in a part «1», and «А.» right below «Частина 1.» in that. */
export function depthOf(opening: Opening, state: Readonly<State>): number {
  const { numbers, depth } = opening
  if (depth !== undefined || numbers.length > 1) return depth ?? numbers.length
  const shapes = shapesOf(state)
  const own = shapes.lastIndexOf(partShape(opening))
  const isUnder = isHeadingOpen(state) && state.section === 0 && state.item === 0
  // «1.» right below «1.», or a title below a title, is one in the other.
  const isFirst = (numbers[0] ?? 1) === 1 && own === shapes.length - 1
  if (isUnder && (own < 0 || isFirst)) return shapes.length + 1
  return Math.max(own, 0) + 1
}

function shapesOf({ partShapes }: Readonly<State>): readonly string[] {
  return partShapes === '' ? [] : partShapes.split(' ')
}

function partShape({ shape, isAnnounced }: Opening): string {
  return isAnnounced ? 'word' : shape
}

function openSection(state: State, opening: Opening, tally: Tally): number {
  if (shapesOf(state).at(-1) === 'roman' && partShape(opening) === 'roman')
    tally.add('shapeChanges')
  if (isHeadingOpen(state) && (state.section > 0 || state.item > 0)) tally.add('emptySection')
  if (state.section === 0 && state.item > 0) tally.add('lateSection')
  payEmptyItem(state, tally)
  checkParents(opening, state, tally)
  const isCounted = opening.numbers.length > 0
  // Authors count sections anew under each part; where nobody counts, numbers go on.
  const before = isCounted ? state.section : Math.max(state.section, state.sectionCarry)
  const last = { last: before, carry: state.sectionCarry, shape: state.sectionShape }
  closeItem(state)
  state.section = numberOf(opening, last, tally)
  state.sectionShape = shapeAfter(opening, state.sectionShape)
  state.open = openAfter(opening)
  return state.section
}

/** Behind items that are the only measure of their own, one without a measure is hardly a title. */
function payEmptyItem({ item, measure, isLone }: State, tally: Tally): void {
  if (item > 0 && measure < 0) tally.add(isLone ? 'emptyItemLone' : 'emptyItem')
}

function isHeadingOpen({ open }: Readonly<State>): boolean {
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

function openItem(state: State, opening: Opening, tally: Tally): number {
  if (state.section === 0 && state.item === 0) {
    tally.add('impliedSection')
    if (state.part > 0) tally.add('emptySection')
  }
  payEmptyItem(state, tally)
  // «ТОРГІВЛЯ» opened the section, so «ТУРИЗМ» does not open an item of it.
  if (state.sectionShape === 'none' && state.section > 0 && isInCapitals(opening))
    tally.add('shapeChanges')
  // Numbers of a column of their own, and now one before the words: another level.
  const { labelSlot, textSlot, isFlat } = opening
  const isInText = labelSlot !== null && labelSlot === textSlot && !isFlat
  if (state.isFlat && state.itemShape !== null && isInText) tally.add('shapeChanges')
  // Items before had a title, and numbered measures.
  const isTitled = state.item > 0 && !state.isFlat && state.measure > 0
  if (opening.isFlat && isTitled && (!state.isLone || opening.shape === 'none'))
    tally.add('titleMissing')
  checkParents(opening, state, tally)
  // «2.1» under «Розділ 2» is its first item, and not a measure of an item 2 that nobody prints.
  if (opening.printed === null && opening.numbers.join() === `${state.section}`)
    tally.add('parentDiffers')
  const last = { last: state.item, carry: state.itemCarry, shape: state.itemShape }
  state.item = numberOf(opening, last, tally)
  if (state.measure > 0) state.measureCarry = state.measure
  state.measure = -1
  state.itemShape = shapeAfter(opening, state.itemShape)
  state.isFlat = opening.isFlat ?? false
  state.open = openAfter(opening)
  return state.item
}

function openMeasure(state: State, opening: Opening, tally: Tally): number | null {
  if (state.item === 0) return null
  checkParents(opening, state, tally)
  const isFirst = state.measure < 0
  // «1.» under «1.» may be an item as well; what goes on with «2.» may not.
  const goesOn = !isFirst && !state.isLone && state.measureShape === 'arabic'
  const isSure = goesOn || opening.isInColumn || state.itemShape === 'none'
  if (opening.shape === 'arabic' && !isSure) tally.add('measureLikeItem')
  const isNumbered = state.measureShape !== null && state.measureShape !== 'none'
  const isSub = opening.shape === 'decimal' && opening.numbers.length > countIn(state.itemShape)
  // «1.2» is no measure of the item «1.1».
  if (opening.shape === 'decimal' && !isSub) tally.add('parentDiffers')
  const isOnly = state.isFlat || (state.isLone && isNumbered && opening.shape === 'none')
  if (isOnly && !isFirst && !isSub) tally.add('flatMeasure')
  // «3.» behind the item «2.» is no measure of it.
  const isNextItem =
    shapeOf(opening) === state.itemShape && opening.numbers.at(-1) === state.item + 1
  if (isFirst && isNextItem) tally.add('flatMeasure')
  if (isFirst) state.isLone = opening.shape === 'none'
  const last = isFirst ? 0 : state.measure
  state.measure =
    isFirst && opening.shape === 'none'
      ? 1
      : numberOf(opening, { last, carry: state.measureCarry, shape: state.measureShape }, tally)
  state.measureShape = shapeAfter(opening, state.measureShape)
  state.open = 'measure'
  return state.measure
}

/** True where a measure of these numbers, from the top down, may stand above the open one, or is it. */
export function isTold(state: Readonly<State>, path: readonly number[]): boolean {
  const levels = [state.section, state.item, Math.max(state.measure, 0)]
  const open = (state.isFlat || state.isLone ? levels.slice(0, 2) : levels).slice(-path.length)
  const differs = path.findIndex((number, index) => number !== open[index])
  return open.length === path.length && (differs < 0 || (path[differs] ?? 0) < (open[differs] ?? 0))
}

/** True where a label is the next of the open level. */
export function isNext(
  { item, itemShape, measure, measureShape }: Readonly<State>,
  { shape, numbers }: Pick<Opening, 'shape' | 'numbers'>,
): boolean {
  const last = numbers.at(-1)
  const own = shapeOf({ shape, numbers })
  return (
    last !== undefined &&
    ((own === itemShape && last === item + 1) || (own === measureShape && last === measure + 1))
  )
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
function checkParents({ level, numbers }: Opening, state: State, tally: Tally): void {
  if (numbers.length < 2) return
  if (level === 'section' && state.part === 0) tally.add('parentMissing')
  let back = numbers.length - 2
  for (const above of ABOVE[level]) {
    if (back < 0) return
    if (state[above] !== 0 && state[above] !== numbers[back]) tally.add('parentDiffers')
    back -= 1
  }
}

interface Last {
  readonly last: number
  readonly carry: number
  readonly shape: string | null
}

function numberOf(opening: Opening, { last, carry, shape }: Last, tally: Tally): number {
  const printed = opening.numbers.at(-1)
  if (printed === undefined) {
    if (opening.shape === 'none' && shape !== null && shape !== 'none') tally.add('numberMissing')
    return last + 1
  }
  if (opening.isCited && printed > last) return printed
  if (opening.repairs > 0) tally.add('numberRepaired', Math.min(opening.repairs, 3))
  const isChange = shape !== null && shape !== 'none' && shape !== shapeOf(opening)
  if (isChange && last > 0) tally.add('shapeChanges')
  const goesOn = printed === last + 1 || (last === 0 && carry > 0 && printed === carry + 1)
  if (goesOn) return printed
  if (printed > last)
    tally.add('numberGap', last === 0 ? 1 : 1 + Math.floor(Math.min(printed - last - 2, 6) / 2))
  else if (printed === last) tally.add('numberRepeated')
  else tally.add('numberBackwards')
  return printed
}

/** Shapes of decimals by their count of numbers; written out, so that none is made a step. */
const DECIMALS = ['decimal0', 'decimal1', 'decimal2', 'decimal3', 'decimal4', 'decimal5'] as const

function shapeOf({ shape, numbers }: Pick<Opening, 'shape' | 'numbers'>): string {
  if (shape !== 'decimal') return shape
  return DECIMALS[numbers.length] ?? `decimal${numbers.length}`
}

function shapeAfter(opening: Opening, before: string | null): string | null {
  return opening.shape === 'none' && before !== null ? before : shapeOf(opening)
}
