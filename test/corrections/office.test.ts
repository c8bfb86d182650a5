import { expect, test } from 'vitest'
import { runOffice } from '../support/deciders.ts'
import { HAS_ENGINE } from '../support/engine.ts'
import { makeFolder } from '../support/zvit.ts'

/* 1,000 decisions over three rounds, each with a kill; ZVIT_ROUNDS=10 takes two minutes for ten. */
const [bodies, measures] = [50, 20]
const rounds = Number(process.env.ZVIT_ROUNDS ?? 3)

test.skipIf(!HAS_ENGINE)(
  'every decision applies or is asked again, none is lost, none applies to other words',
  async () => {
    const office = await runOffice(makeFolder(), { bodies, measures, rounds, seed: 21 })
    process.stderr.write(`${JSON.stringify({ states: office.states, killed: office.killed })}\n`)
    expect(office.breaches).toEqual([])
    expect(office.killed).toBeGreaterThan(0)
    expect(Object.values(office.states).reduce((sum, count) => sum + count)).toBe(bodies * measures)
    expect(office.states.applied).toBeGreaterThan((bodies * measures) / 2)
  },
  3_600_000,
)
