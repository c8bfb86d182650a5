import { startsLower } from '../tables/row-words.ts'
import type { Bill } from './bill.ts'
import type { Move } from './move.ts'
import { type Numbers, openLevels } from './open-levels.ts'
import { assignState, isBefore, START, type State } from './state.ts'

const NONE: Numbers = []

/**
 * Changes a state into what follows it when a row is read as the move says. Null where the row
 * cannot be read so; the state is then of no use.
 */
export function step(state: State, move: Move, bill: Bill): Numbers | null {
  if (!move.opensReport) return stepInside(state, move, bill)
  if (isBefore(state)) return null
  assignState(state, START)
  state.phase = move.opensReport
  return stepInside(state, move, bill)
}

function stepInside(state: State, move: Move, bill: Bill): Numbers | null {
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
      if (state.open === 'prose') bill.pay('wordsUnlike')
      return state.open === 'prose' || state.open === 'field' ? NONE : null
    case 'continuation':
      return state.measure >= 0 ? leaveOpen(state, 'measure') : null
    case 'title_continues':
      return goOnWithTitle(state, move, bill)
    case 'repetition':
      return state.phase === 'inside' ? NONE : null
    case 'title':
    case 'appendix':
      return isBefore(state) ? addTitle(state) : null
    case 'title_line':
      return state.open === 'title' ? NONE : null
    case 'preamble':
      return addPreamble(state, move, bill)
    case 'signature':
      return isBefore(state) ? null : end(state)
    case 'blank':
    case 'page_furniture':
    case 'column_heading':
    case 'column_number':
    case 'passport':
    case 'footnote':
    case 'total_row':
    case 'hidden':
    case 'other':
      return NONE
  }
}

function leaveOpen(state: State, open: State['open']): Numbers {
  state.open = open
  return NONE
}

/** A line that begins with a small letter goes on with the title before it. */
function addPreamble(state: State, { view }: Move, bill: Bill): Numbers | null {
  if (!isBefore(state)) return null
  if (state.open === 'title' && startsLower(view.filled[0]?.text ?? '')) bill.pay('titleContinues')
  return leaveOpen(state, 'nothing')
}

function addTitle(state: State): Numbers {
  if (state.phase === 'untitled') state.phase = 'titled'
  return leaveOpen(state, 'title')
}

function end(state: State): Numbers {
  state.phase = 'after'
  return leaveOpen(state, 'nothing')
}

/** Each field of a measure outside a table stands once. */
function addField(state: State, { field, view }: Move, bill: Bill): Numbers | null {
  // The last row of a sheet may stand below its table.
  const isUnderRow =
    state.open === 'measure' && (view.unit.table !== null || field?.role === 'response')
  if (!field || (state.open !== 'prose' && state.open !== 'field' && !isUnderRow)) return null
  // Who and when, without a word that says so, stand before the answer.
  const isLate = field.start === 0 && field.role !== 'response' && hasResponse(state)
  if (isLate) bill.pay('wordsUnlike', 2)
  if (state.fields.includes(field.role)) bill.pay('numberRepeated')
  else state.fields = `${state.fields} ${field.role}`
  return leaveOpen(state, 'field')
}

function hasResponse({ fields }: State): boolean {
  return fields.includes('response')
}

function goOnWithTitle(state: State, move: Move, bill: Bill): Numbers | null {
  if (state.open === 'label') return leaveOpen(state, 'heading')
  if (state.open !== 'heading') return null
  bill.pay('titleContinues')
  if (!startsLower(move.view.filled[0]?.text ?? '')) bill.pay('wordsUnlike')
  return NONE
}

function open(state: State, move: Move, bill: Bill): Numbers | null {
  if (move.itemCell !== 'none' && state.item === 0) return null
  if (state.phase === 'after') bill.pay('afterEnd')
  if (state.phase === 'untitled') bill.pay('untitledReport')
  if (state.open === 'prose') bill.pay('measureMissing')
  state.phase = 'inside'
  state.fields = ''
  const numbers = openLevels(state, move.opens, bill)
  if (numbers === null) return null
  if (move.view.unit.table === null && state.open === 'measure') state.open = 'prose'
  if (move.field) {
    state.open = 'field'
    state.fields = ` ${move.field.role}`
  }
  return numbers
}
