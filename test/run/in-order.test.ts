import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inOrder } from '../../src/run/in-order.ts'

test('results come in the order of the inputs, and never more are under way than allowed', () =>
  fc.assert(
    fc.asyncProperty(fc.array(fc.nat(3)), fc.integer({ min: 1, max: 5 }), async (turns, most) => {
      let underWay = 0
      let mostSeen = 0
      const work = async (index: number) => {
        underWay += 1
        mostSeen = Math.max(mostSeen, underWay)
        for (let turn = 0; turn < (turns[index] ?? 0); turn += 1) await Promise.resolve()
        underWay -= 1
        return index
      }
      const results: number[] = []
      const inputs = turns.map((_, index) => index)
      for await (const result of inOrder(inputs, most, work)) results.push(result)
      expect(results).toEqual(inputs)
      expect(mostSeen).toBeLessThanOrEqual(most)
      expect(mostSeen).toBeGreaterThanOrEqual(Math.min(1, turns.length))
    }),
  ))

test('a failure stops the run where its result is taken', async () => {
  const seen: number[] = []
  const run = async () => {
    const work = async (input: number) => {
      if (input > 1) throw new Error(`no ${input}`)
      return input
    }
    for await (const result of inOrder([0, 1, 2, 3, 4], 3, work)) seen.push(result)
  }
  await expect(run()).rejects.toThrow('no 2')
  expect(seen).toEqual([0, 1])
})
