import { expect, test } from 'vitest'
import { assignState, copyState, START, type State, sameState } from '../../src/decode/state.ts'

const OTHER: State = {
  phase: 'inside',
  layout: 'rows',
  part: 2,
  partShapes: 'roman',
  deepest: 2,
  above: '1',
  section: 3,
  item: 4,
  measure: 5,
  sectionCarry: 6,
  itemCarry: 7,
  measureCarry: 8,
  sectionShape: 'roman',
  itemShape: 'arabic',
  measureShape: 'paren',
  isFlat: true,
  isLone: true,
  fields: ' response',
  open: 'measure',
}

test.each(Object.keys(OTHER) as (keyof State)[])(
  '«%s» is copied, assigned and compared',
  (name) => {
    const changed: State = { ...START, [name]: OTHER[name] }
    expect(changed).not.toEqual(START)
    expect(copyState(changed)).toEqual(changed)
    const assigned = copyState(OTHER)
    assignState(assigned, changed)
    expect(assigned).toEqual(changed)
    expect(sameState(changed, START)).toBe(false)
    expect(sameState(changed, copyState(changed))).toBe(true)
  },
)

test('the state of these tests differs from the first in every property', () => {
  const same = Object.entries(OTHER).filter(([name, value]) => START[name as keyof State] === value)
  expect(same).toEqual([])
  expect(Object.keys(OTHER)).toEqual(Object.keys(START))
})
