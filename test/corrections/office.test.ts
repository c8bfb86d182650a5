import { expect, test } from 'vitest'
import { runOffice } from '../support/deciders.ts'
import { HAS_ENGINE } from '../support/engine.ts'
import { makeFolder } from '../support/zvit.ts'

/*
 * 1,000 decisions over ten rounds are run by ZVIT_DECISIONS=50, with 50 bodies of 20 measures; by itself the
 * test takes few, for its time.
 */
const bodies = Number(process.env.ZVIT_DECISIONS ?? 4)
const rounds = bodies > 10 ? 10 : 3

test.skipIf(!HAS_ENGINE)(
  'every decision applies or is asked again, none is lost, none applies to other words',
  async () => {
    const office = await runOffice(makeFolder(), { bodies, measures: 20, rounds, seed: 21 })
    process.stderr.write(`${JSON.stringify({ states: office.states, killed: office.killed })}\n`)
    expect(office.breaches).toEqual([])
    expect(office.killed).toBeGreaterThan(0)
    expect(Object.values(office.states).reduce((sum, count) => sum + count)).toBe(bodies * 20)
    expect(office.states.applied).toBeGreaterThan(bodies * 10)
  },
  3_600_000,
)
