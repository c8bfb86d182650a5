import { type Detail, STATUS_OF, type Status } from '../model/vocabulary.ts'
import { largest } from '../text/lists.ts'
import type { IsWord } from '../text/words.ts'
import type { Heard } from './features.ts'
import type { Span } from './matchers.ts'
import {
  loadModel,
  type Opinion,
  type ResponseModel,
  statusShare,
  withoutDetail,
  wordWeight,
} from './model.ts'
import type { Firing } from './rules.ts'

/** What a response says, as the contract puts it (`report-format.md`, «Status and detail»). */
export interface Answer {
  readonly status: Status
  readonly detail: Detail
  /** 0 to 1, three decimals: of answers given 0.9 nine in ten have the right status. */
  readonly confidence: number
  readonly needsReview: boolean
  /** Every rule that fired, heaviest first, those for this detail before others; `model.…` where none did. */
  readonly rules: readonly string[]
  /** Whole words of the response as given: UTF-16 offsets, end exclusive. */
  readonly evidence: readonly Span[]
}

/** Files that help to read responses, besides a grammar. */
export interface Aids {
  /** A list of the language's words, for closing words torn by blanks; null: only the words of the grammar and of the question are closed. */
  readonly isWord: IsWord | null
  /** The file of a trained model, asked for at the first response; null: the heaviest rule decides. */
  modelFile(): Uint8Array | null
}

export const NO_AIDS: Aids = { isWord: null, modelFile: () => null }

/** An answer that nothing could change. */
export function certain(detail: Detail, rule: string, evidence: readonly Span[]): Answer {
  return {
    status: STATUS_OF[detail],
    detail,
    confidence: 1,
    needsReview: false,
    rules: [rule],
    evidence,
  }
}

const models = new WeakMap<Aids, ResponseModel | null>()

/** The model of the aids, read once; null where there is none. */
export function modelOf(aids: Aids): ResponseModel | null {
  const before = models.get(aids)
  if (before !== undefined) return before
  const file = aids.modelFile()
  const model = file && loadModel(file)
  models.set(aids, model)
  return model
}

/** Fewer answers tell too little of a report. */
const LEAST_ANSWERS = 20
/**
 * Mean confidence of answers like those learnt, of such that are not, and from where on none is sure. Fitted
 * on authors and one kind of answers that the model had not learnt, 30 at a time: silent errors of
 * other kinds fall from 2.9 to 2.0 %, from 2.0 to 1.4 % and, of real answers, from 7.5 to 1.5 %.
 */
const [LIKE, UNLIKE, STRANGE] = [0.92, 0.86, 0.8]

/** What the answers of a report tell together. */
export interface Together {
  /** The confidence below which they need a look: higher where they are less like those learnt. */
  readonly reviewBelow: number
  /** True where they are unlike all that the model has learnt from. */
  readonly isUnfamiliar: boolean
}

/** Judges the answers of a report together; blank ones, told by their shape, do not count. */
export function judgeTogether(
  answers: readonly Pick<Answer, 'status' | 'confidence'>[],
  aids: Aids,
): Together {
  const reviewBelow = modelOf(aids)?.reviewBelow ?? 1
  const told = answers.filter(({ status }) => status !== 'blank')
  if (told.length < LEAST_ANSWERS) return { reviewBelow, isUnfamiliar: false }
  const mean = told.reduce((sum, { confidence }) => sum + confidence, 0) / told.length
  const likeness = Math.min(1, Math.max(0, (mean - STRANGE) / (LIKE - STRANGE)))
  return { reviewBelow: 1 - (1 - reviewBelow) * likeness, isUnfamiliar: mean < UNLIKE }
}

/** What a response says, and how sure that is. */
export interface Decision {
  readonly detail: Detail
  readonly confidence: number
  readonly needsReview: boolean
}

/**
 * The likeliest status, and of its details the likeliest. A rule that the model has never met, of an
 * office's own grammar, is taken at its word where it is the heaviest that fired, as surely as it weighs.
 */
export function decide(heard: Heard, opinion: Opinion, model: ResponseModel): Decision {
  const heaviest = heard.firings[0]?.rule
  if (heaviest && !model.rules.includes(heaviest.id)) {
    const confidence = heaviest.weight / HEAVIEST
    return { detail: heaviest.detail, confidence, needsReview: confidence < model.reviewBelow }
  }
  const { detail } = opinion
  const share = 1 / (1 + Math.exp(-dot(model.confidence, groundsOf(heard, opinion))))
  const confidence = Math.round(share * 1000) / 1000
  const needsReview = confidence < model.reviewBelow || isDoneThoughDisclaimed(detail, heard)
  if (detail === 'other_executor' && isOwnDoing(heard, needsReview))
    return { ...decide(heard, withoutDetail(opinion, detail), model), needsReview: true }
  return { detail, confidence, needsReview }
}

/** The respondent is named as who acts in all clauses and, where it is doubtful, in the first, and nobody else in any. */
function isOwnDoing({ clauses }: Heard, isDoubtful: boolean): boolean {
  const own = clauses.map(({ facts }) => facts.namesItself)
  if (clauses.some(({ facts }) => facts.actor === 'other')) return false
  return isDoubtful ? own[0] === true : own.every(Boolean)
}

/** What the heaviest rule says, where there is no model: to be looked at. */
export function decideByRules({ firings }: Heard): Decision {
  const detail = firings[0]?.rule.detail ?? 'unclear'
  return { detail, confidence: UNTRAINED, needsReview: true }
}

const UNTRAINED = 0.5
const HEAVIEST = 100

/** The contract's first rule of judging: a disclaimer followed by the body's own work. */
function isDoneThoughDisclaimed(detail: Detail, { clauses }: Heard): boolean {
  return (
    STATUS_OF[detail] === 'done' &&
    clauses.some(({ firings }) => firings[0]?.rule.detail === 'disclaimed')
  )
}

/** What confidence is computed from: numbers that logistic regression weighs, a constant first. */
export function groundsOf(heard: Heard, opinion: Opinion): readonly number[] {
  const status = STATUS_OF[opinion.detail]
  const words = heard.tokens.reduce((count, { kind }) => (kind === 'mark' ? count : count + 1), 0)
  const byRules = heard.firings[0]?.rule.detail ?? null
  return [
    1,
    logit(statusShare(opinion.shares, status)),
    logit(statusShare(opinion.byWords, status)),
    logit(statusShare(opinion.byPieces, status)),
    byRules !== null && STATUS_OF[byRules] === status ? 1 : 0,
    byRules !== null && STATUS_OF[byRules] !== status ? 1 : 0,
    1 - opinion.familiarity,
    Math.log(1 + words),
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

/** The rules that fired, those for the detail first; `model.…` alone where none did. */
export function rulesOf({ firings }: Heard, detail: Detail): readonly string[] {
  const isFor = ({ rule }: Firing) => rule.detail === detail
  const ids = [...firings.filter(isFor), ...firings.filter((one) => !isFor(one))].map(
    ({ rule }) => rule.id,
  )
  const rules = [...new Set(ids)]
  return firings.some(isFor) ? rules : [`model.${detail}`, ...rules]
}

/** A word counts beside the weightiest one from this share of its weight on. */
const TELLING = 0.5

/** In the worked text: what rules for the detail stand on; where none fired, the words that spoke most for it. */
export function evidenceOf(
  heard: Heard,
  detail: Detail,
  model: ResponseModel | null,
): readonly Span[] {
  const spans = heard.firings
    .filter(({ rule }) => rule.detail === detail)
    .flatMap((firing) => firing.spans)
  if (spans.length > 0) return spans
  const verbs = heard.clauses.flatMap(
    ({ facts }) => facts.clause.tokens[facts.clause.predicate.index] ?? [],
  )
  if (!model) return verbs
  const weighed = heard.tokens
    .filter(({ kind }) => kind === 'word')
    .map((token) => ({ token, weight: wordWeight(token.word, detail, model) }))
  const most = Math.max(0, largest(weighed.map(({ weight }) => weight)))
  const telling = weighed.filter(({ weight }) => weight > 0 && weight >= most * TELLING)
  return telling.length > 0 ? telling.map(({ token }) => token) : verbs
}
