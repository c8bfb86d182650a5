import { CORE_ROLES } from '../../src/model/grammar.ts'
import { softmax } from '../../src/responses/model.ts'
import { EVIDENCE_NAMES } from '../../src/tables/evidence.ts'
import { EXTRA, type Example } from './examples.ts'

/** Passes over all examples. */
const STEPS = 600
const STEP = 0.5
/** Pull of each weight towards nothing. */
const DECAY = 0.00005

/** By role of `CORE_ROLES` and name of `EVIDENCE_NAMES`. */
export type Weights = readonly (readonly number[])[]

/**
 * Multinomial logistic regression, an extra as what the others are compared with: full gradients,
 * each weight with a step of its own (J. Duchi et al., JMLR 2011). Each family counts as much.
 */
export function fitWeights(examples: readonly Example[]): Weights {
  const sizes = new Map<string, number>()
  for (const { family } of examples) sizes.set(family, (sizes.get(family) ?? 0) + 1)
  const shares = examples.map(({ family }) => 1 / ((sizes.get(family) ?? 1) * sizes.size))
  const length = CORE_ROLES.length * EVIDENCE_NAMES.length
  const evidence = examples.map((one) => Float64Array.from(one.evidence.flat()))
  const weights = new Float64Array(length)
  const squares = new Float64Array(length)
  const slopes = new Float64Array(length)
  for (let step = 0; step < STEPS; step += 1) {
    for (let at = 0; at < length; at += 1) slopes[at] = DECAY * (weights[at] ?? 0)
    for (const [index, own] of evidence.entries())
      addSlopes(own, {
        weights,
        slopes,
        right: examples[index]?.right ?? EXTRA,
        share: shares[index] ?? 0,
      })
    for (let at = 0; at < length; at += 1) {
      const slope = slopes[at] ?? 0
      const square = (squares[at] ?? 0) + slope * slope
      squares[at] = square
      weights[at] = (weights[at] ?? 0) - (STEP * slope) / Math.sqrt(square + 1e-12)
    }
  }
  return CORE_ROLES.map((_, role) => [
    ...weights.slice(role * EVIDENCE_NAMES.length, (role + 1) * EVIDENCE_NAMES.length),
  ])
}

interface Descent {
  readonly weights: Float64Array
  readonly slopes: Float64Array
  readonly right: number
  readonly share: number
}

function addSlopes(own: Float64Array, { weights, slopes, right, share }: Descent): void {
  const names = EVIDENCE_NAMES.length
  const powers = CORE_ROLES.map((_, role) => {
    let sum = 0
    for (let at = role * names; at < (role + 1) * names; at += 1)
      sum += (own[at] ?? 0) * (weights[at] ?? 0)
    return Math.exp(Math.min(sum, 50))
  })
  const all = powers.reduce((sum, power) => sum + power, 1)
  for (const [role, power] of powers.entries()) {
    const error = share * (power / all - (right === role ? 1 : 0))
    if (Math.abs(error) < 1e-12) continue
    for (let at = role * names; at < (role + 1) * names; at += 1)
      slopes[at] = (slopes[at] ?? 0) + error * (own[at] ?? 0)
  }
}

/** The chance of each role, and last that of an extra. */
export function chancesOf({ evidence }: Example, weights: Weights): readonly number[] {
  return softmax([...weights.map((row, role) => dot(row, evidence[role] ?? [])), 0])
}

function dot(left: readonly number[], right: readonly number[]): number {
  let sum = 0
  for (let index = 0; index < left.length; index += 1)
    sum += (left[index] ?? 0) * (right[index] ?? 0)
  return sum
}

/** Share of the examples whose role is told right, and the mean of what the right ones are given. */
export function scoreOf(examples: readonly Example[], weights: Weights) {
  let right = 0
  let loss = 0
  for (const example of examples) {
    const chances = chancesOf(example, weights)
    const chance = chances[example.right] ?? 0
    if (chance === Math.max(...chances)) right += 1
    loss -= Math.log(Math.max(chance, 1e-9))
  }
  return { right: right / examples.length, loss: loss / examples.length }
}
