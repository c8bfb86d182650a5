import type { Grammar } from '../model/grammar.ts'
import {
  bareField,
  type FieldLine,
  fieldLine,
  type NumberLine,
  numberLine,
} from '../tables/field-lines.ts'
import { append } from '../text/append.ts'
import { addData } from './data-moves.ts'
import { addHeadings } from './heading-moves.ts'
import type { Manner } from './manner.ts'
import { type Move, plain } from './move.ts'
import { addProse, addUnplaced, fieldMoves, numberMoves } from './outside-moves.ts'
import { addAnswerRow, addAside, addPairs, addPoints, dashBefore } from './point-moves.ts'
import type { View } from './views.ts'

/** Adds all readings that the words and the shape of a row allow, in a fixed order. */
export function addMoves(
  view: View,
  { grammar, manner }: { readonly grammar: Grammar; readonly manner: Manner },
  moves: Move[],
): void {
  if (view.filled.length === 0) {
    moves.push(plain('blank', view, []))
    return
  }
  if (view.unit.isPassport) {
    moves.push(plain('passport', view, []))
    return
  }
  if (manner !== 'rows') {
    const field = fieldOfView(view, grammar)
    if (field) {
      append(moves, fieldMoves(view, field, grammar))
      return
    }
    const bare = manner === 'fields' ? bareOfView(view, grammar) : null
    if (bare) {
      append(moves, fieldMoves(view, bare, grammar))
      return
    }
    const number = manner === 'fields' ? numberOfView(view, grammar) : null
    if (number) {
      append(moves, numberMoves(view, number, grammar))
      return
    }
    if (view.unit.table === null) {
      if (!(manner === 'pairs' && view.filled.some((slot) => dashBefore(slot) > 0)))
        addProse(view, { grammar, manner }, moves)
      if (manner === 'fields') addAside(view, grammar, moves)
      if (manner === 'points') addPoints(view, grammar, moves)
      if (manner === 'pairs') addPairs(view, grammar, moves)
    }
  }
  addHeadings(view, grammar, moves)
  if (view.unit.table !== null && view.fields.measure !== undefined) {
    addAnswerRow(view, grammar, moves)
    addData(view, grammar, moves)
  }
  addUnplaced(view, { grammar, manner }, moves)
}

/** The field of a paragraph or of a row of one cell, with its offset in the cell. */
function fieldOfView(view: View, grammar: Grammar): FieldLine | null {
  const text = view.filled.length === 1 ? (view.filled[0]?.text ?? '') : ''
  const lead = text.length - text.trimStart().length
  const field = text === '' ? null : fieldLine(text.slice(lead), grammar)
  if (!field) return null
  const { role, start, end = text.length - lead } = field
  return { role, start: start + lead, end: end + lead }
}

/** The field whose word a paragraph begins with, alone in its line. */
function bareOfView({ filled: [slot, other], unit }: View, grammar: Grammar) {
  return slot && !other && unit.table === null ? bareField(slot.text, grammar) : null
}

/** The number that a paragraph holds alone. */
function numberOfView(view: View, grammar: Grammar): NumberLine | null {
  const [slot, other] = view.filled
  return slot && !other && view.unit.table === null ? numberLine(slot.text, grammar) : null
}
