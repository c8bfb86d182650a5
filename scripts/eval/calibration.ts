/** An answer with the confidence it was given, 0 to 1. */
export interface Judged {
  readonly confidence: number
  readonly isRight: boolean
}

export interface Calibration {
  readonly answers: number
  readonly meanConfidence: number
  readonly accuracy: number
  /** Expected calibration error over ten bins of equal width; 0 is perfect. */
  readonly ece: number
  /** Mean squared distance of confidence from truth; 0 is perfect. */
  readonly brier: number
}

const BINS = 10

/**
 * How far confidence can be believed; null without answers.
 * Method: Guo et al., On Calibration of Modern Neural Networks (ICML 2017), and Brier (1950).
 */
export function calibration(answers: readonly Judged[]): Calibration | null {
  if (answers.length === 0) return null
  const bins = Array.from({ length: BINS }, (): Judged[] => [])
  for (const answer of answers)
    bins[Math.min(Math.floor(answer.confidence * BINS), BINS - 1)]?.push(answer)
  const gaps = bins
    .filter((bin) => bin.length > 0)
    .map((bin) => Math.abs(meanConfidence(bin) - accuracy(bin)) * bin.length)
  return {
    answers: answers.length,
    meanConfidence: meanConfidence(answers),
    accuracy: accuracy(answers),
    ece: sum(gaps) / answers.length,
    brier: mean(answers.map(({ confidence, isRight }) => (confidence - Number(isRight)) ** 2)),
  }
}

function meanConfidence(answers: readonly Judged[]): number {
  return mean(answers.map(({ confidence }) => confidence))
}

function accuracy(answers: readonly Judged[]): number {
  return mean(answers.map(({ isRight }) => Number(isRight)))
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
