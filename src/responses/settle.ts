import { type Detail, STATUS_OF } from '../model/vocabulary.ts'
import type { Grounds } from './confidence.ts'
import { confidenceOf, REVIEW_BELOW } from './confidence.ts'
import { type LinearModel, type Opinion, statusShare } from './linear-model.ts'
import type { Verdict } from './verdict.ts'

/** What rules and model say together. */
export interface Settled {
  readonly detail: Detail
  /** Share of right statuses among answers on such grounds; three decimals. */
  readonly confidence: number
  readonly needsReview: boolean
  /** What the model says, where that is not what the rules say; else null. */
  readonly dissent: Detail | null
}

/** What is known besides the model's opinion. */
export interface Circumstances extends Grounds {
  /** True where some clause stands on a verb. */
  readonly hasPredicate: boolean
  /** Words and numbers of the response: long ones hold more to misread. */
  readonly words: number
}

/** A rule so heavy tells what a cell is whatever the model says: a dash is a dash. */
const CERTAIN = 98
/** Rules that speak so surely, and without doubts, are not overruled: a grammar of one's own is heard. */
const SURE = 0.97
/** The model overrules other rules where one status has most of its trust. */
const CONVINCED = 0.5
/** Fewer known words make a wording unfamiliar; where neither rules nor a verb speak, hardly one may be. */
const FAMILIAR = 0.5
const WELL_KNOWN = 0.9
const STRANGE_WORDS = 0.2
/** Lighter rules only say that nothing was told. */
const HEARD = 30
/** Rules from here on know words of the response, lighter ones hardly more than the form of its verb. */
const WORDED = 60
/** An unfamiliar wording is right at most so often. */
const STRANGE = 0.75

/** What the rules say alone, where there is no model. */
export function settleByRules(verdict: Verdict | null, grounds: Grounds): Settled {
  const confidence = confidenceOf(grounds)
  return {
    detail: verdict?.detail ?? 'unclear',
    confidence,
    needsReview: verdict === null || verdict.review || confidence < REVIEW_BELOW,
    dissent: null,
  }
}

/** Very sure rules win; elsewhere the model speaks, which has weighed what rules say. */
export function settle(
  verdict: Verdict | null,
  circumstances: Circumstances,
  { opinion, model }: { readonly opinion: Opinion; readonly model: LinearModel },
): Settled {
  const certain = certainDetail(verdict)
  if (certain) return { detail: certain, confidence: 1, needsReview: false, dissent: null }
  const detail = decideBetween(verdict, circumstances, { opinion, model })
  const grounds = groundsOf({ detail, verdict, circumstances, opinion }, model)
  const isStrange = isUnfamiliar(verdict, circumstances, opinion)
  const share = 1 / (1 + Math.exp(-dot(model.confidence, grounds)))
  const confidence = Math.round((isStrange ? Math.min(share, STRANGE) : share) * 1000) / 1000
  return {
    detail,
    confidence,
    needsReview:
      verdict === null ||
      isStrange ||
      confidence < model.reviewBelow ||
      isAskedByAuthor(verdict) ||
      isDisputed(verdict, opinion),
    dissent: verdict?.detail === opinion.detail ? null : opinion.detail,
  }
}

function certainDetail(verdict: Verdict | null): Detail | null {
  if (!verdict || verdict.combination || verdict.review) return null
  return (verdict.deciding[0]?.weight ?? 0) >= CERTAIN ? verdict.detail : null
}

function decideBetween(
  verdict: Verdict | null,
  grounds: Grounds,
  { opinion, model }: { readonly opinion: Opinion; readonly model: LinearModel },
): Detail {
  if (verdict === null || verdict.detail === 'unclear') return opinion.detail
  const isSure = !verdict.review && confidenceOf(grounds) >= SURE
  const share = statusShare(opinion.shares, STATUS_OF[opinion.detail], model)
  return isSure || share < CONVINCED ? verdict.detail : opinion.detail
}

/** What decided asks for a look by itself; doubts beside it have been weighed. */
function isAskedByAuthor(verdict: Verdict | null): boolean {
  const { combination = null, deciding = [] } = verdict ?? {}
  return combination?.review ?? deciding[0]?.firings[0]?.rule.review ?? false
}

/** True where rules that told something and the model have different statuses. */
function isDisputed(verdict: Verdict | null, opinion: Opinion): boolean {
  return (
    verdict !== null &&
    verdict.detail !== 'unclear' &&
    STATUS_OF[verdict.detail] !== STATUS_OF[opinion.detail]
  )
}

/** True where too few words are known for what else there is: rules that were heard, or a verb. */
function isUnfamiliar(
  verdict: Verdict | null,
  { hasPredicate, weight }: Circumstances,
  { familiarity }: Opinion,
): boolean {
  const isHeard = verdict !== null && weight >= HEARD
  if (isHeard) return familiarity < (weight < WORDED ? FAMILIAR : STRANGE_WORDS)
  return familiarity < (hasPredicate ? FAMILIAR : WELL_KNOWN)
}

/** What confidence is computed from: numbers that logistic regression weighs, a constant first. */
export function groundsOf(
  {
    detail,
    verdict,
    circumstances,
    opinion,
  }: {
    readonly detail: Detail
    readonly verdict: Verdict | null
    readonly circumstances: Circumstances
    readonly opinion: Opinion
  },
  model: LinearModel,
): readonly number[] {
  const status = STATUS_OF[detail]
  const byRules = logit(confidenceOf({ ...circumstances, isDoubted: false }))
  const isAgreed = verdict !== null && STATUS_OF[verdict.detail] === status
  const isContrary = STATUS_OF[opinion.detail] !== status
  return [
    1,
    logit(statusShare(opinion.shares, status, model)),
    logit(statusShare(opinion.byText, status, model)),
    logit(statusShare(opinion.byFacts, status, model)),
    isAgreed ? byRules : 0,
    verdict && !isAgreed ? byRules : 0,
    Number(verdict === null),
    Number(isContrary),
    Number(verdict?.review ?? false),
    1 - opinion.familiarity,
    Number(circumstances.unread > 0),
    Number(circumstances.isMended),
    Math.log(1 + circumstances.words),
  ]
}

/** Log odds; shares nearer to 0 or 1 than a thousandth are no surer. */
function logit(share: number): number {
  const kept = Math.min(0.999, Math.max(0.001, share))
  return Math.log(kept / (1 - kept))
}

function dot(left: readonly number[], right: readonly number[]): number {
  return left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0)
}
