import type { Detail } from '../model/vocabulary.ts'
import type { Group } from '../responses/features.ts'
import { type Scale, scaleOf, softmax, TOLD } from '../responses/model.ts'

/** What is learned from: groups of rows, and the right details, more than one where several may be meant. */
export interface Example {
  readonly groups: readonly Group[]
  readonly right: readonly Detail[]
}

/** Weights as bytes, with what their units are worth. */
export interface Table extends Scale {
  readonly weights: Int8Array
}

const SIZE = TOLD.length
const EPOCHS = 8
const STEP = 0.5
/** Pull of each weight towards nothing, at every example that has its feature. */
const DECAY = 0.0001
/** Rarer features and stems are left out: they would learn their line by heart. */
export const RAREST = 2
/** Sum of the squares of the slopes of a weight before it is learnt, and of one that a prior has. */
const [UNTOUCHED, LEARNT] = [1e-3, 0.1]
/** A second right detail counts less than the first. */
const ACCEPTED = 0.4

/** Rows that are learnt from, and what one of them counts. */
interface Rows {
  readonly rows: Int32Array
  readonly scale: number
}

/** Weights while they are learnt, and the sums of the squares of their slopes. */
class Learner {
  readonly weights: Float32Array
  private readonly squares: Float32Array

  constructor(rows: number, prior: Table | null) {
    this.weights = new Float32Array(rows * SIZE)
    this.squares = new Float32Array(rows * SIZE).fill(UNTOUCHED)
    if (prior) this.begin(prior)
  }

  /** What the prior has learnt is moved less easily than what nobody knows. */
  private begin({ weights, units, bias }: Table): void {
    for (let at = 0; at < weights.length; at += 1) {
      const weight = (weights[at] ?? 0) * (units[at % SIZE] ?? 0)
      this.weights[at] = weight
      if (weight !== 0) this.squares[at] = LEARNT
    }
    this.weights.set(bias, weights.length)
  }

  add({ rows, scale }: Rows, scores: Float64Array): void {
    const { weights } = this
    for (let index = 0; index < rows.length; index += 1) {
      const from = (rows[index] ?? 0) * SIZE
      for (let at = 0; at < SIZE; at += 1)
        scores[at] = (scores[at] ?? 0) + scale * (weights[from + at] ?? 0)
    }
  }

  adjust({ rows, scale }: Rows, errors: Float64Array): void {
    const { weights, squares } = this
    for (let index = 0; index < rows.length; index += 1) {
      const from = (rows[index] ?? 0) * SIZE
      for (let at = 0; at < SIZE; at += 1) {
        const weight = weights[from + at] ?? 0
        const slope = scale * (errors[at] ?? 0) + DECAY * weight
        const square = (squares[from + at] ?? 0) + slope * slope
        squares[from + at] = square
        weights[from + at] = weight - (STEP * slope) / Math.sqrt(square)
      }
    }
  }
}

/**
 * Multinomial logistic regression by AdaGrad (J. Duchi et al., JMLR 2011), averaged over the second
 * half of the steps, over a table of 2 ** `bits` rows; the same examples in the same order give the same bytes.
 * With a `prior` it goes on from what that has learnt (C. Chelba and A. Acero, EMNLP 2004).
 */
export function learn(
  examples: readonly Example[],
  bits: number,
  prior: Table | null = null,
): Table {
  const size = 2 ** bits
  const frequent = frequentRows(examples, size)
  const known = examples.map(({ groups, right }) => ({
    groups: groups.map((group) => {
      const rows = rowsOf(group)
      return {
        rows: Int32Array.from(rows.filter((row) => frequent[row])),
        scale: scaleOf(rows.length),
      }
    }),
    target: targetOf(right),
  }))
  const bias: Rows = { rows: Int32Array.of(size), scale: 1 }
  const learner = new Learner(size + 1, prior)
  const averaged = new Float32Array(learner.weights.length)
  const random = randomFrom(1)
  let taken = 0
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    for (const index of shuffled(examples.length, random)) {
      const one = known[index]
      if (one) learnOne(learner, [bias, ...one.groups], one.target)
    }
    if (epoch < EPOCHS / 2) continue
    taken += 1
    for (let at = 0; at < averaged.length; at += 1)
      averaged[at] = (averaged[at] ?? 0) + (learner.weights[at] ?? 0)
  }
  return quantised(
    averaged.map((sum) => sum / taken),
    size,
  )
}

function learnOne(learner: Learner, groups: readonly Rows[], target: readonly number[]): void {
  const scores = new Float64Array(SIZE)
  for (const group of groups) learner.add(group, scores)
  const errors = Float64Array.from(softmax([...scores]), (share, at) => share - (target[at] ?? 0))
  for (const group of groups) learner.adjust(group, errors)
}

function targetOf(right: readonly Detail[]): readonly number[] {
  const [first, ...others] = right
  const share = others.length === 0 ? 0 : ACCEPTED / others.length
  return TOLD.map((detail) => {
    if (detail === first) return others.length === 0 ? 1 : 1 - ACCEPTED
    return others.includes(detail) ? share : 0
  })
}

function rowsOf({ units, rows }: Group): readonly number[] {
  return [...units.flatMap((unit) => unit.rows), ...rows]
}

function frequentRows(examples: readonly Example[], rows: number): readonly boolean[] {
  const counts = new Uint32Array(rows)
  for (const { groups } of examples)
    for (const group of groups)
      for (const row of rowsOf(group)) counts[row] = (counts[row] ?? 0) + 1
  return Array.from(counts, (count) => count >= RAREST)
}

/** Weights as bytes: the largest of a detail is 127 units. */
function quantised(weights: Float32Array, rows: number): Table {
  const most = TOLD.map(() => 0)
  for (let at = 0; at < rows * SIZE; at += 1)
    most[at % SIZE] = Math.max(most[at % SIZE] ?? 0, Math.abs(weights[at] ?? 0))
  const units = most.map((each) => Number((each / 127).toPrecision(6)))
  const bytes = new Int8Array(rows * SIZE)
  for (let at = 0; at < bytes.length; at += 1) {
    const unit = units[at % SIZE] ?? 0
    bytes[at] = unit === 0 ? 0 : Math.round((weights[at] ?? 0) / unit)
  }
  const bias = TOLD.map((_, detail) => Number((weights[rows * SIZE + detail] ?? 0).toFixed(4)))
  return { units, bias, weights: bytes }
}

function shuffled(length: number, random: () => number): readonly number[] {
  const order = Array.from({ length }, (_, index) => index)
  for (let at = length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1))
    ;[order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0]
  }
  return order
}

/** Lehmer's generator (MINSTD), 0 to 1. */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48271) % 2147483647
    return state / 2147483647
  }
}
