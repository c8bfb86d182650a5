import type { Detail } from '../../src/model/vocabulary.ts'
import type { Features } from '../../src/responses/features.ts'
import { STEM_BYTES, scaleOf, softmax, TOLD } from '../../src/responses/linear-model.ts'
import { FEATURE_BITS } from '../../src/responses/words.ts'

/** A response with its right details: more than one where several may be meant. */
export interface Example {
  readonly features: Features
  readonly right: readonly Detail[]
}

/** What of a model is learned from features; bytes as in `LinearModel`. */
export interface Weights {
  readonly units: readonly number[]
  readonly bias: readonly number[]
  readonly weights: Int8Array
  readonly knownStems: Uint8Array
}

const SIZE = TOLD.length
const ROWS = 2 ** FEATURE_BITS
const EPOCHS = 8
const STEP = 0.5
/** Pull of each weight towards nothing, at every example that has its feature. */
const DECAY = 0.0001
/** Rarer features are left out: they would learn their line by heart. */
const RAREST = 2
/** A second right detail counts less than the first. */
const ACCEPTED = 0.25

/**
 * Multinomial logistic regression by AdaGrad (J. Duchi et al., JMLR 2011), averaged over the second
 * half of the steps; the same examples in the same order give the same bytes.
 */
export function learn(examples: readonly Example[]): Weights {
  const frequent = frequentRows(examples)
  const rows = examples.map(({ features }) => ({
    text: features.text.filter((row) => frequent[row]),
    facts: features.facts.filter((row) => frequent[row]),
    scales: [scaleOf(features.text), scaleOf(features.facts)] as const,
  }))
  const targets = examples.map(({ right }) => targetOf(right))
  const weights = new Float64Array((ROWS + 1) * SIZE)
  const squares = new Float64Array((ROWS + 1) * SIZE).fill(1e-3)
  const averaged = new Float64Array((ROWS + 1) * SIZE)
  const random = randomFrom(1)
  let taken = 0
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    for (const index of shuffled(examples.length, random)) {
      const row = rows[index]
      const target = targets[index]
      if (!row || !target) continue
      const scores = new Float64Array(SIZE)
      add(weights, ROWS, 1, scores)
      for (const one of row.text) add(weights, one, row.scales[0], scores)
      for (const one of row.facts) add(weights, one, row.scales[1], scores)
      const shares = softmax([...scores])
      const errors = shares.map((share, at) => share - (target[at] ?? 0))
      const step = { weights, squares, errors }
      adjust(step, ROWS, 1)
      for (const one of row.text) adjust(step, one, row.scales[0])
      for (const one of row.facts) adjust(step, one, row.scales[1])
    }
    if (epoch >= EPOCHS / 2) {
      taken += 1
      for (let at = 0; at < averaged.length; at += 1)
        averaged[at] = (averaged[at] ?? 0) + (weights[at] ?? 0)
    }
  }
  return { ...quantised(averaged.map((sum) => sum / taken)), knownStems: knownStems(examples) }
}

function add(weights: Float64Array, row: number, scale: number, scores: Float64Array): void {
  const from = row * SIZE
  for (let at = 0; at < SIZE; at += 1)
    scores[at] = (scores[at] ?? 0) + scale * (weights[from + at] ?? 0)
}

function adjust(
  step: {
    readonly weights: Float64Array
    readonly squares: Float64Array
    readonly errors: readonly number[]
  },
  row: number,
  scale: number,
): void {
  const { weights, squares, errors } = step
  const from = row * SIZE
  for (let at = 0; at < SIZE; at += 1) {
    const weight = weights[from + at] ?? 0
    const slope = scale * (errors[at] ?? 0) + DECAY * weight
    const square = (squares[from + at] ?? 0) + slope * slope
    squares[from + at] = square
    weights[from + at] = weight - (STEP * slope) / Math.sqrt(square)
  }
}

function targetOf(right: readonly Detail[]): readonly number[] {
  const [first, ...others] = right
  const share = others.length === 0 ? 0 : ACCEPTED / others.length
  return TOLD.map((detail) => {
    if (detail === first) return others.length === 0 ? 1 : 1 - ACCEPTED
    return others.includes(detail) ? share : 0
  })
}

function frequentRows(examples: readonly Example[]): readonly boolean[] {
  const counts = new Uint32Array(ROWS)
  for (const { features } of examples)
    for (const row of [...features.text, ...features.facts]) counts[row] = (counts[row] ?? 0) + 1
  return Array.from(counts, (count) => count >= RAREST)
}

function knownStems(examples: readonly Example[]): Uint8Array {
  const counts = new Uint32Array(STEM_BYTES * 8)
  for (const { features } of examples)
    for (const stem of new Set(features.stems)) counts[stem] = (counts[stem] ?? 0) + 1
  const bits = new Uint8Array(STEM_BYTES)
  for (const [stem, count] of counts.entries())
    if (count >= RAREST) bits[stem >>> 3] = (bits[stem >>> 3] ?? 0) | (1 << (stem & 7))
  return bits
}

/** Weights as bytes: the largest of a detail is 127 units. */
function quantised(weights: Float64Array): Omit<Weights, 'knownStems'> {
  const largest = TOLD.map((_, detail) => {
    let most = 0
    for (let row = 0; row < ROWS; row += 1)
      most = Math.max(most, Math.abs(weights[row * SIZE + detail] ?? 0))
    return most
  })
  const units = largest.map((most) => Number((most / 127).toPrecision(6)))
  const bytes = new Int8Array(ROWS * SIZE)
  for (let at = 0; at < bytes.length; at += 1) {
    const unit = units[at % SIZE] ?? 0
    bytes[at] = unit === 0 ? 0 : Math.round((weights[at] ?? 0) / unit)
  }
  const bias = TOLD.map((_, detail) => Number((weights[ROWS * SIZE + detail] ?? 0).toFixed(4)))
  return { units, bias, weights: bytes }
}

/** Lehmer's generator (MINSTD), 0 to 1. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48271) % 2147483647
    return state / 2147483647
  }
}

function shuffled(length: number, random: () => number): readonly number[] {
  const order = Array.from({ length }, (_, index) => index)
  for (let at = length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1))
    ;[order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0]
  }
  return order
}
