import { fitConfidence, reviewThreshold } from '../../src/learn/confidence.ts'
import { type Learnt, learnModel } from '../../src/learn/model.ts'
import { SILENT } from '../../src/learn/office.ts'
import { STATUS_OF } from '../../src/model/vocabulary.ts'
import { decide, groundsOf } from '../../src/responses/answer.ts'
import { predict, type ResponseModel } from '../../src/responses/model.ts'
import { type Case, FOLDS, rightStatuses } from './examples.ts'

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
  archive: readonly Learnt[],
  madeFrom: string,
): ResponseModel {
  return { ...calibrated(learnModel(cases, archive), overFolds(cases, archive)), madeFrom }
}

/** Each case with the model of the other folds and of the archive. */
export function overFolds(cases: readonly Case[], archive: readonly Learnt[]): readonly Unseen[] {
  return Array.from({ length: FOLDS }, (_, fold) => fold).flatMap((fold) => {
    const rest = cases.filter((one) => one.fold !== fold)
    const model = learnModel(rest, archive)
    return cases.filter((one) => one.fold === fold).map((one) => ({ one, model }))
  })
}
