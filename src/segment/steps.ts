import type { Bill } from './bill.ts'
import type { Opening } from './headings.ts'
import { type Move, startsLower } from './moves.ts'

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

const NONE: readonly number[] = []

export interface Step {
  readonly state: State
  /** The number of each opening, in order. */
  readonly numbers: readonly number[]
}

/** What follows a state when a row is read as the move says; null where it cannot be. */
export function step(state: State, move: Move, bill: Bill): Step | null {
  switch (move.reading) {
    case 'part':
    case 'section':
    case 'item':
    case 'item_measure':
    case 'measure':
      return open(state, move, bill)
    case 'field':
      return addField(state, move, bill)
    case 'field_line':
      return state.open === 'prose' || state.open === 'field' ? stay(state) : null
    case 'continuation':
      return state.measure >= 0 ? stay({ ...state, open: 'measure' }) : null
    case 'title_continues':
      return goOnWithTitle(state, move, bill)
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
  return { state, numbers: NONE }
}

/** Each field of a measure outside a table stands once. */
function addField(state: State, { field }: Move, bill: Bill): Step | null {
  if (!field || (state.open !== 'prose' && state.open !== 'field')) return null
  const isRepeated = state.fields.includes(field.role)
  if (isRepeated) bill.pay('numberRepeated')
  const fields = isRepeated ? state.fields : `${state.fields} ${field.role}`
  return stay({ ...state, open: 'field', fields })
}

function goOnWithTitle(state: State, move: Move, bill: Bill): Step | null {
  if (state.open === 'label') return stay({ ...state, open: 'heading' })
  if (state.open !== 'heading') return null
  bill.pay('titleContinues')
  if (!startsLower(move.view.filled[0]?.text ?? '')) bill.pay('wordsUnlike')
  return stay(state)
}

function open(state: State, move: Move, bill: Bill): Step | null {
  if (move.itemCell !== 'none' && state.item === 0) return null
  if (state.phase === 'after') bill.pay('afterEnd')
  if (state.open === 'prose') bill.pay('measureMissing')
  let next: State = { ...state, phase: 'inside', fields: '' }
  const numbers: number[] = []
  for (const opening of move.opens) {
    const opened = openLevel(next, opening, bill)
    if (!opened) return null
    numbers.push(opened.number)
    next = opened.state
  }
  const isInProse = move.view.unit.table === null && next.open === 'measure'
  return { state: isInProse ? { ...next, open: 'prose' } : next, numbers }
}

function openLevel(
  state: State,
  opening: Opening,
  bill: Bill,
): { state: State; number: number } | null {
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

function openPart(state: State, opening: Opening, bill: Bill) {
  if (isHeadingOpen(state)) bill.pay('emptySection')
  const number = numberOf(opening, { last: state.part, carry: 0, shape: null }, bill)
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

function openSection(state: State, opening: Opening, bill: Bill) {
  if (isHeadingOpen(state) && (state.section > 0 || state.item > 0)) bill.pay('emptySection')
  if (state.section === 0 && state.item > 0) bill.pay('lateSection')
  checkParents(opening, [state.part], bill)
  const last = { last: state.section, carry: state.sectionCarry, shape: state.sectionShape }
  const number = numberOf(opening, last, bill)
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

function openItem(state: State, opening: Opening, bill: Bill) {
  if (state.section === 0 && state.item === 0) bill.pay('impliedSection')
  if (state.item > 0 && state.measure < 0) bill.pay('emptyItem')
  checkParents(opening, [state.part, state.section], bill)
  const last = { last: state.item, carry: state.itemCarry, shape: state.itemShape }
  const number = numberOf(opening, last, bill)
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

function openMeasure(state: State, opening: Opening, bill: Bill) {
  if (state.item === 0) return null
  checkParents(opening, [state.part, state.section, state.item], bill)
  const isFirst = state.measure < 0
  if (state.isFlat && !isFirst && opening.shape === 'none') bill.pay('flatMeasure')
  const last = {
    last: Math.max(state.measure, 0),
    carry: state.measureCarry,
    shape: state.measureShape,
  }
  const number = isFirst && opening.shape === 'none' ? 1 : numberOf(opening, last, bill)
  const next: State = {
    ...state,
    measure: number,
    measureShape: shapeAfter(opening, state.measureShape),
    open: 'measure',
  }
  return { number, state: next }
}

/** The numbers before the last one of a decimal name its parents. */
function checkParents(opening: Opening, parents: readonly number[], bill: Bill): void {
  const printed = opening.numbers.slice(0, -1)
  for (let back = 1; back <= Math.min(printed.length, parents.length); back += 1) {
    const parent = parents[parents.length - back] ?? 0
    if (parent !== 0 && parent !== printed[printed.length - back]) bill.pay('parentDiffers')
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

function shapeOf({ shape, numbers }: Opening): string {
  return shape === 'decimal' ? `decimal${numbers.length}` : shape
}

function shapeAfter(opening: Opening, before: string | null): string | null {
  return opening.shape === 'none' && before !== null ? before : shapeOf(opening)
}
