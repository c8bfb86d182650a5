import { STATUS_OF } from '../../src/model/vocabulary.ts'
import { decide, groundsOf } from '../../src/responses/answer.ts'
import { predict, type ResponseModel, STEM_BYTES, TOLD } from '../../src/responses/model.ts'
import { PIECE_BITS, WORD_BITS } from '../../src/responses/rows.ts'
import { fitConfidence, reviewThreshold } from './confidence.ts'
import { type Case, FOLDS, rightStatuses } from './examples.ts'
import { learn } from './regression.ts'

/** Of all answers at most so many may be wrong without a look being asked for. */
const SILENT = 0.015
/** Rarer stems are not known. */
const RAREST = 2

/** A model learned from the cases, after the `prior`, without calibration. */
export function learnModel(
  cases: readonly Case[],
  prior: ResponseModel | null = null,
): ResponseModel {
  const words = learn(
    cases.map(({ right, features }) => ({ groups: features.words, right })),
    WORD_BITS,
    prior && { ...prior.words, weights: prior.wordWeights },
  )
  const pieces = learn(
    cases.map(({ right, features }) => ({ groups: features.pieces, right })),
    PIECE_BITS,
    prior && { ...prior.pieces, weights: prior.pieceWeights },
  )
  return {
    details: TOLD,
    bits: [WORD_BITS, PIECE_BITS],
    madeFrom: '',
    rules: ruleIds(cases),
    words: { units: words.units, bias: words.bias },
    pieces: { units: pieces.units, bias: pieces.bias },
    confidence: [0],
    reviewBelow: 1,
    wordWeights: words.weights,
    pieceWeights: pieces.weights,
    knownStems: knownStems(cases).map((bits, at) => bits | (prior?.knownStems[at] ?? 0)),
  }
}

/** Rules that no case has met are unknown. */
function ruleIds(cases: readonly Case[]): readonly string[] {
  const fired = cases.flatMap(({ heard }) =>
    heard.clauses.flatMap(({ firings }) => firings.map(({ rule }) => rule.id)),
  )
  return [...new Set(fired)].sort()
}

function knownStems(cases: readonly Case[]): Uint8Array {
  const counts = new Uint32Array(STEM_BYTES * 8)
  for (const { features } of cases)
    for (const stem of new Set(features.stems)) counts[stem] = (counts[stem] ?? 0) + 1
  const bits = new Uint8Array(STEM_BYTES)
  for (const [stem, count] of counts.entries())
    if (count >= RAREST) bits[stem >>> 3] = (bits[stem >>> 3] ?? 0) | (1 << (stem & 7))
  return bits
}

/** A case with the model that has seen neither its author nor its wording. */
export interface Unseen {
  readonly one: Case
  readonly model: ResponseModel
}

/** The model with the confidence that authors it has not learned from bear out. */
export function calibrated(model: ResponseModel, unseen: readonly Unseen[]): ResponseModel {
  // The rules fit the lines that were written along with them too well to tell how they fare elsewhere.
  const independent = unseen.filter(({ one }) => one.line.author !== null)
  const asked = independent.length > 0 ? independent : unseen
  const confidence = fitConfidence(
    asked.map(({ one, model: blind }) => {
      const opinion = predict(one.features, blind)
      return { grounds: groundsOf(one.heard, opinion), isRight: isRight(one, blind) }
    }),
  )
  const rated = asked.map(({ one, model: blind }) => {
    const decision = answer(one, { ...blind, confidence, reviewBelow: 0 })
    return {
      confidence: decision.confidence,
      isRight: isRight(one, blind),
      isDoubted: decision.needsReview,
    }
  })
  return { ...model, confidence, reviewBelow: reviewThreshold(rated, SILENT) }
}

function isRight(one: Case, model: ResponseModel): boolean {
  return rightStatuses(one.line).includes(STATUS_OF[answer(one, model).detail])
}

export function answer({ heard, features }: Case, model: ResponseModel) {
  return decide(heard, predict(features, model), model)
}

/** The model that is shipped: learned from all cases, calibrated over the folds. */
export function trainAll(
  cases: readonly Case[],
  prior: ResponseModel | null,
  madeFrom: string,
): ResponseModel {
  return { ...calibrated(learnModel(cases, prior), overFolds(cases, prior)), madeFrom }
}

/** Each case with the model of the other folds. */
export function overFolds(cases: readonly Case[], prior: ResponseModel | null): readonly Unseen[] {
  return Array.from({ length: FOLDS }, (_, fold) => fold).flatMap((fold) => {
    const rest = cases.filter((one) => one.fold !== fold)
    const model = learnModel(rest, prior)
    return cases.filter((one) => one.fold === fold).map((one) => ({ one, model }))
  })
}
