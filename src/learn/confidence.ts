/** An answer, what is known about it, and whether its status was right. */
export interface Graded {
  readonly grounds: readonly number[]
  readonly isRight: boolean
}

const ROUNDS = 4000
const STEP = 0.3
const DECAY = 0.002

/**
 * Weights of the grounds by logistic regression, so that confidence is the share of right answers.
 * Method: J. Platt's scaling (1999), with more than one ground.
 */
export function fitConfidence(answers: readonly Graded[]): readonly number[] {
  const size = answers[0]?.grounds.length ?? 0
  const weights = new Float64Array(size)
  const spread = Array.from({ length: size }, (_, at) =>
    Math.max(0.05, Math.sqrt(mean(answers.map(({ grounds }) => (grounds[at] ?? 0) ** 2)))),
  )
  for (let round = 0; round < ROUNDS; round += 1) {
    const slopes = new Float64Array(size)
    for (const { grounds, isRight } of answers) {
      const error = sureness(weights, grounds, spread) - Number(isRight)
      for (let at = 0; at < size; at += 1)
        slopes[at] = (slopes[at] ?? 0) + (error * (grounds[at] ?? 0)) / (spread[at] ?? 1)
    }
    for (let at = 0; at < size; at += 1) {
      const pull = at === 0 ? 0 : DECAY * (weights[at] ?? 0)
      weights[at] = (weights[at] ?? 0) - STEP * ((slopes[at] ?? 0) / answers.length + pull)
    }
  }
  return Array.from(weights, (weight, at) => Number((weight / (spread[at] ?? 1)).toFixed(4)))
}

function sureness(
  weights: Float64Array,
  grounds: readonly number[],
  spread: readonly number[],
): number {
  let sum = 0
  for (let at = 0; at < weights.length; at += 1)
    sum += ((weights[at] ?? 0) * (grounds[at] ?? 0)) / (spread[at] ?? 1)
  return 1 / (1 + Math.exp(-sum))
}

/** An answer with its confidence. */
export interface Rated {
  readonly confidence: number
  readonly isRight: boolean
  /** True where a look is asked for, however sure. */
  readonly isDoubted: boolean
}

/**
 * The lowest confidence from which on answers need no look, so that at most `silent` of all answers
 * are wrong and unlooked at.
 */
export function reviewThreshold(answers: readonly Rated[], silent: number): number {
  const surest = answers
    .filter(({ isDoubted }) => !isDoubted)
    .sort((left, right) => right.confidence - left.confidence)
  let wrong = 0
  let threshold = 1
  for (const { confidence, isRight } of surest) {
    if (!isRight) wrong += 1
    if (wrong > silent * answers.length) return threshold
    threshold = confidence
  }
  return threshold
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
