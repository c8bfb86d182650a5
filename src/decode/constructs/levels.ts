import type { Candidate, Construct } from '../construct.ts'
import type { Tally } from '../cost.ts'
import { enterLayout, lacksAnswer, type Numbers, openLevels, type State } from '../state.ts'

/* What rows do that open levels, and rows that go on with them. */

export const NO_NUMBERS: Numbers = []

/** Nothing comes of such a row. */
export function stay(): Numbers {
  return NO_NUMBERS
}

export function leaveOpen(state: State, open: State['open']): Numbers {
  state.open = open
  return NO_NUMBERS
}

function open(state: State, candidate: Candidate, tally: Tally): Numbers | null {
  if (candidate.repeats && state.item === 0) return null
  // A title goes on from the cell above, and from no line outside.
  if (candidate.continuesItem && state.measure < 0) return null
  // A number may be lost where measures have them.
  const before = state.isFlat ? state.itemShape : state.measureShape
  if (candidate.isPlain && (before ?? 'none') === 'none') return null
  if (state.phase === 'after') tally.add('afterEnd')
  if (state.phase === 'untitled') tally.add('untitledReport')
  if (lacksAnswer(state)) tally.add('answerMissing')
  const { opens, row } = candidate
  const isMeasure = opens.at(-1)?.level === 'measure'
  const isProse = row.unit.table === null && isMeasure
  if (isProse && state.layout === 'untitled') {
    // «Захід 1. …» tells as much as a title.
    if (opens.some((one) => one.isAnnounced && one.printed !== null)) state.layout = 'titled'
    else tally.add('untitledProse')
  }
  // A letter that answers point by point prints no headings.
  const isHeaded = row.unit.table === null && candidate.layout !== 'points'
  if (state.open === 'line' && isHeaded) tally.add('nextHeadingIgnored')
  state.phase = 'inside'
  state.fields = ''
  const numbers = openLevels(state, opens, tally)
  if (numbers === null) return null
  if (isProse) state.open = 'prose'
  else if (isMeasure && row.fields.response !== undefined) enterLayout(state, 'rows', tally)
  if (candidate.field) {
    state.open = 'field'
    state.fields = ` ${candidate.field.role}`
  }
  return numbers
}

/** A row that heads a level. */
export const HEADING: Omit<Construct, 'name' | 'candidates'> = {
  step: open,
  build: (tree, reading) => tree.openLevels(reading),
  inAppendix: null,
}

/** A row that holds a measure. */
export const MEASURE: Omit<Construct, 'name' | 'candidates'> = {
  step: open,
  build(tree, reading) {
    tree.openLevels(reading)
    tree.addItemCell(reading)
    tree.addAnswers(reading)
    if (reading.candidate.field) tree.addField(reading)
  },
  inAppendix: null,
}
