import type { CostName, Grammar } from '../model/grammar.ts'
import type { Charge } from './bill.ts'
import type { Opening } from './headings.ts'
import type { Move } from './moves.ts'

/** Where a reading stands after a row: its counters, and what the next row may go on with. */
export interface State {
  readonly phase: 'before' | 'inside' | 'after'
  readonly part: number
  /** 0 where no section was opened: the implied one. */
  readonly section: number
  readonly item: number
  /** -1 where the open item has no measure yet. */
  readonly measure: number
  /** Last numbers under the heading before: authors number on, or begin again at 1. */
  readonly sectionCarry: number
  readonly itemCarry: number
  readonly measureCarry: number
  /** Shapes of the last labels; a decimal with its count of numbers. */
  readonly sectionShape: string | null
  readonly itemShape: string | null
  readonly measureShape: string | null
  /** True where the open item has no title: each of its measures is an item of its own. */
  readonly isFlat: boolean
  /** Fields that the open measure outside a table has, in the order in which they stand. */
  readonly fields: string
  /** The row before, as far as the next may go on with it; `label` is a heading without its title, `prose` a measure outside a table without a field yet. */
  readonly open: 'nothing' | 'title' | 'label' | 'heading' | 'measure' | 'prose' | 'field'
}

export const START: State = {
  phase: 'before',
  part: 0,
  section: 0,
  item: 0,
  measure: -1,
  sectionCarry: 0,
  itemCarry: 0,
  measureCarry: 0,
  sectionShape: null,
  itemShape: null,
  measureShape: null,
  isFlat: false,
  fields: '',
  open: 'nothing',
}

/** Equal keys mean equal futures. */
export function keyOf(state: State): string {
  const counters = `${state.part}|${state.section}|${state.item}|${state.measure}`
  const carries = `${state.sectionCarry}|${state.itemCarry}|${state.measureCarry}`
  const shapes = `${state.sectionShape}|${state.itemShape}|${state.measureShape}`
  return `${state.phase}|${state.open}|${state.isFlat}|${state.fields}|${counters}|${carries}|${shapes}`
}

export interface Step {
  readonly state: State
  readonly charges: readonly Charge[]
  /** The number of each opening, in order. */
  readonly numbers: readonly number[]
}

/** What follows a state when a row is read as the move says; null where it cannot be. */
export function step(state: State, move: Move, grammar: Grammar): Step | null {
  switch (move.reading) {
    case 'part':
    case 'section':
    case 'item':
    case 'item_measure':
    case 'measure':
      return open(state, move, grammar)
    case 'field':
      return addField(state, move, grammar)
    case 'field_line':
      return state.open === 'prose' || state.open === 'field' ? stay(state) : null
    case 'continuation':
      return state.measure >= 0 ? stay({ ...state, open: 'measure' }) : null
    case 'title_continues':
      return goOnWithTitle(state, move, grammar)
    case 'repetition':
      return state.phase === 'inside' ? stay(state) : null
    case 'title':
      return state.phase === 'before' ? stay({ ...state, open: 'title' }) : null
    case 'title_line':
      return state.open === 'title' ? stay(state) : null
    case 'preamble':
      return state.phase === 'before' ? stay({ ...state, open: 'nothing' }) : null
    case 'signature':
      return state.phase === 'before' ? null : stay({ ...state, phase: 'after', open: 'nothing' })
    case 'blank':
    case 'page_furniture':
    case 'column_heading':
    case 'column_number':
    case 'passport':
    case 'footnote':
    case 'total_row':
    case 'hidden':
    case 'other':
      return stay(state)
  }
}

function stay(state: State): Step {
  return { state, charges: [], numbers: [] }
}

/** Each field of a measure outside a table stands once. */
function addField(state: State, { field }: Move, grammar: Grammar): Step | null {
  if (!field || (state.open !== 'prose' && state.open !== 'field')) return null
  const isRepeated = state.fields.includes(field.role)
  const charges: Charge[] = isRepeated ? [['numberRepeated', grammar.costs.numberRepeated]] : []
  const fields = isRepeated ? state.fields : `${state.fields} ${field.role}`
  return { state: { ...state, open: 'field', fields }, charges, numbers: [] }
}

function goOnWithTitle(state: State, move: Move, grammar: Grammar): Step | null {
  if (state.open === 'label') return stay({ ...state, open: 'heading' })
  if (state.open !== 'heading') return null
  const text = move.view.filled[0]?.text ?? ''
  const isLower = /^[^\p{L}\p{N}]*\p{Ll}/u.test(text)
  const { titleContinues, wordsUnlike } = grammar.costs
  const charges: Charge[] = [['titleContinues', titleContinues]]
  if (!isLower) charges.push(['wordsUnlike', wordsUnlike])
  return { state, charges, numbers: [] }
}

function open(state: State, move: Move, grammar: Grammar): Step | null {
  const { costs } = grammar
  const charges: Charge[] = []
  const pay = (name: CostName, times = 1) => charges.push([name, costs[name] * times])
  if (move.itemCell !== 'none' && state.item === 0) return null
  if (state.phase === 'after') pay('afterEnd')
  if (state.open === 'prose') pay('measureMissing')
  let next: State = { ...state, phase: 'inside', fields: '' }
  const numbers: number[] = []
  for (const opening of move.opens) {
    const opened = openLevel(next, opening, pay)
    if (!opened) return null
    numbers.push(opened.number)
    next = opened.state
  }
  const isInProse = move.view.unit.table === null && next.open === 'measure'
  return { state: isInProse ? { ...next, open: 'prose' } : next, charges, numbers }
}

type Pay = (name: CostName, times?: number) => void

function openLevel(
  state: State,
  opening: Opening,
  pay: Pay,
): { state: State; number: number } | null {
  switch (opening.level) {
    case 'part':
      return openPart(state, opening, pay)
    case 'section':
      return openSection(state, opening, pay)
    case 'item':
      return openItem(state, opening, pay)
    case 'measure':
      return openMeasure(state, opening, pay)
  }
}

function openPart(state: State, opening: Opening, pay: Pay) {
  if (isHeadingOpen(state)) pay('emptySection')
  const number = numberOf(opening, { last: state.part, carry: 0, shape: null }, pay)
  const sectionCarry = Math.max(state.section, state.sectionCarry)
  const next: State = {
    ...closeItem(state),
    part: number,
    section: 0,
    sectionCarry,
    open: openAfter(opening),
  }
  return { number, state: next }
}

function openSection(state: State, opening: Opening, pay: Pay) {
  if (isHeadingOpen(state) && (state.section > 0 || state.item > 0)) pay('emptySection')
  if (state.section === 0 && state.item > 0) pay('lateSection')
  checkParents(opening, [state.part], pay)
  const last = { last: state.section, carry: state.sectionCarry, shape: state.sectionShape }
  const number = numberOf(opening, last, pay)
  const next: State = {
    ...closeItem(state),
    section: number,
    sectionShape: shapeAfter(opening, state.sectionShape),
    open: openAfter(opening),
  }
  return { number, state: next }
}

function isHeadingOpen({ open }: State): boolean {
  return open === 'heading' || open === 'label'
}

function openAfter({ textSlot, textStart }: Opening): State['open'] {
  return textSlot && textSlot.text.slice(textStart).trim() === '' ? 'label' : 'heading'
}

function closeItem(state: State): State {
  return {
    ...state,
    item: 0,
    itemCarry: state.item > 0 ? state.item : state.itemCarry,
    measure: -1,
    measureCarry: Math.max(state.measure, 0) || state.measureCarry,
  }
}

function openItem(state: State, opening: Opening, pay: Pay) {
  if (state.section === 0 && state.item === 0) pay('impliedSection')
  if (state.item > 0 && state.measure < 0) pay('emptyItem')
  checkParents(opening, [state.part, state.section], pay)
  const last = { last: state.item, carry: state.itemCarry, shape: state.itemShape }
  const number = numberOf(opening, last, pay)
  const next: State = {
    ...state,
    item: number,
    measure: -1,
    measureCarry: Math.max(state.measure, 0) || state.measureCarry,
    itemShape: shapeAfter(opening, state.itemShape),
    isFlat: opening.textSlot === null,
    open: openAfter(opening),
  }
  return { number, state: next }
}

function openMeasure(state: State, opening: Opening, pay: Pay) {
  if (state.item === 0) return null
  checkParents(opening, [state.part, state.section, state.item], pay)
  const isFirst = state.measure < 0
  if (state.isFlat && !isFirst && opening.shape === 'none') pay('flatMeasure')
  const last = {
    last: Math.max(state.measure, 0),
    carry: state.measureCarry,
    shape: state.measureShape,
  }
  const number = isFirst && opening.shape === 'none' ? 1 : numberOf(opening, last, pay)
  const next: State = {
    ...state,
    measure: number,
    measureShape: shapeAfter(opening, state.measureShape),
    open: 'measure',
  }
  return { number, state: next }
}

/** The numbers before the last one of a decimal name its parents. */
function checkParents(opening: Opening, parents: readonly number[], pay: Pay): void {
  const printed = opening.numbers.slice(0, -1)
  for (let back = 1; back <= Math.min(printed.length, parents.length); back += 1) {
    const parent = parents[parents.length - back] ?? 0
    if (parent !== 0 && parent !== printed[printed.length - back]) pay('parentDiffers')
  }
}

interface Last {
  readonly last: number
  readonly carry: number
  readonly shape: string | null
}

function numberOf(opening: Opening, { last, carry, shape }: Last, pay: Pay): number {
  const printed = opening.numbers.at(-1)
  if (printed === undefined) {
    if (opening.shape === 'none' && shape !== null && shape !== 'none') pay('numberMissing')
    return last + 1
  }
  if (opening.repairs > 0) pay('numberRepaired', Math.min(opening.repairs, 3))
  const isChange = shape !== null && shape !== 'none' && shape !== shapeOf(opening)
  if (isChange && last > 0) pay('shapeChanges')
  const goesOn = printed === last + 1 || (last === 0 && carry > 0 && printed === carry + 1)
  if (goesOn) return printed
  if (printed > last)
    pay('numberGap', last === 0 ? 1 : 1 + Math.floor(Math.min(printed - last - 2, 6) / 2))
  else if (printed === last) pay('numberRepeated')
  else pay('numberBackwards')
  return printed
}

function shapeOf({ shape, numbers }: Opening): string {
  return shape === 'decimal' ? `decimal${numbers.length}` : shape
}

function shapeAfter(opening: Opening, before: string | null): string | null {
  return opening.shape === 'none' && before !== null ? before : shapeOf(opening)
}
