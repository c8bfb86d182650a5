import { bracketParts } from '../../tables/brackets.ts'
import { sliceSlot } from '../../tables/units.ts'
import { type Construct, plain } from '../construct.ts'
import { FREE } from '../cost.ts'
import { leaveOpen } from './levels.ts'

/** «(квартал; усі відділи)» behind a measure, or in the line below it: when and who. */
export const whenAndWho: Construct = {
  name: 'field',
  candidates(row, { grammar }) {
    const [slot] = row.filled
    if (row.unit.table !== null || !slot?.text.startsWith('(')) return []
    const parts = bracketParts(slot.text, grammar)
    return parts?.[0]?.start === 1 ? [{ ...plain(whenAndWho, row, FREE), parts }] : []
  },
  step(state) {
    if (state.open !== 'prose') return null
    state.fields = ' deadline executors'
    return leaveOpen(state, 'field')
  },
  build(tree, { candidate, ...reading }) {
    const [slot] = candidate.row.filled
    const [first, second] = candidate.parts ?? []
    if (!slot || !first || !second) return
    for (const [{ role, start, end }, from, to] of [
      [first, 0, second.start],
      [second, second.start, slot.text.length],
    ] as const) {
      const row = { ...candidate.row, filled: [sliceSlot(slot, from, to)] }
      const field = { role, start: start - from, end: end - from }
      tree.addField({ ...reading, candidate: { ...candidate, row, field } })
    }
  },
  inAppendix: null,
}
