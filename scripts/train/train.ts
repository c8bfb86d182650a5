import { STATUS_OF } from '../../src/model/vocabulary.ts'
import { groundsOf, type Settled, settle } from '../../src/responses/answer.ts'
import { type LinearModel, predict, TOLD } from '../../src/responses/linear-model.ts'
import { FEATURE_BITS } from '../../src/responses/words.ts'
import { fitConfidence, reviewThreshold } from './confidence.ts'
import { type Case, FOLDS, rightStatuses } from './examples.ts'
import { learn } from './regression.ts'

/** Of all answers at most so many may be wrong without a look being asked for. */
const SILENT = 0.006

/** A model learned from the cases, without calibration. */
export function learnModel(cases: readonly Case[]): LinearModel {
  const { units, bias, weights, knownStems } = learn(cases)
  return {
    bits: FEATURE_BITS,
    details: TOLD,
    units,
    bias,
    madeFrom: '',
    confidence: [0],
    reviewBelow: 1,
    weights,
    knownStems,
  }
}

/** A case with the model that has not seen its family. */
export interface Unseen {
  readonly one: Case
  readonly model: LinearModel
}

/** The model with the confidence that cases it has not seen bear out. */
export function calibrated(model: LinearModel, unseen: readonly Unseen[]): LinearModel {
  // The rules fit their own lines too well to tell how they fare elsewhere.
  const fresh = unseen.filter(({ one }) => one.line.seen !== 'fitted')
  const confidence = fitConfidence(
    fresh.map(({ one, model: blind }) => {
      const { verdict, circumstances } = one.examined
      const opinion = predict(one.features, blind)
      const { detail } = settle(verdict, circumstances, { opinion, model: blind })
      return {
        grounds: groundsOf({ detail, verdict, circumstances, opinion }, blind),
        isRight: rightStatuses(one.line).includes(STATUS_OF[detail]),
      }
    }),
  )
  const rated = fresh.map(({ one, model: blind }) => {
    const settled = answer(one, { ...blind, confidence, reviewBelow: 0 })
    return {
      confidence: settled.confidence,
      isRight: rightStatuses(one.line).includes(STATUS_OF[settled.detail]),
      isDoubted: settled.needsReview,
    }
  })
  return { ...model, confidence, reviewBelow: reviewThreshold(rated, SILENT) }
}

export function answer({ features, examined }: Case, model: LinearModel): Settled {
  const opinion = predict(features, model)
  return settle(examined.verdict, examined.circumstances, { opinion, model })
}

/** The model that is shipped: learned from all cases, calibrated over the folds. */
export function trainAll(cases: readonly Case[], madeFrom: string): LinearModel {
  const unseen = foldNumbers().flatMap((fold) => {
    const model = learnModel(cases.filter((one) => one.fold !== fold))
    return cases.filter((one) => one.fold === fold).map((one) => ({ one, model }))
  })
  return { ...calibrated(learnModel(cases), unseen), madeFrom }
}

/**
 * For each fold a model that was learned and calibrated without it. Models for calibrating leave out
 * two folds, so each serves twice.
 */
export function trainFolds(cases: readonly Case[]): readonly LinearModel[] {
  const pairs = new Map<string, LinearModel>()
  const without = (left: number, right: number): LinearModel => {
    const key = [left, right].sort().join()
    const model =
      pairs.get(key) ?? learnModel(cases.filter(({ fold }) => fold !== left && fold !== right))
    pairs.set(key, model)
    return model
  }
  return foldNumbers().map((outer) => {
    const unseen = cases
      .filter(({ fold }) => fold !== outer)
      .map((one) => ({ one, model: without(outer, one.fold) }))
    return calibrated(without(outer, outer), unseen)
  })
}

function foldNumbers(): readonly number[] {
  return Array.from({ length: FOLDS }, (_, index) => index)
}
