import { type Detail, STATUS_OF, type Status } from '../model/vocabulary.ts'
import type { IsWord } from '../text/words.ts'
import { type Heard, readFeatures } from './features.ts'
import { type LinearModel, loadModel, type Opinion, predict, statusShare } from './linear-model.ts'
import type { Span } from './matchers.ts'
import type { Reading, Verdict } from './verdict.ts'
import { type Dictionary, spansInResponse, type WorkedText } from './worked-text.ts'

/** What a response says, as the contract puts it (`report-format.md`, «Status and detail»). */
export interface Answer {
  readonly status: Status
  readonly detail: Detail
  /** 0 to 1, three decimals; how it is measured: `confidence.ts`. */
  readonly confidence: number
  readonly needsReview: boolean
  /** Every rule that fired on the deciding clauses, heaviest first. */
  readonly rules: readonly string[]
  /** Whole words of the response as given: UTF-16 offsets, end exclusive. */
  readonly evidence: readonly Span[]
}

/** Files that help to read responses, besides a grammar. */
export interface Aids {
  /**
   * A list of the language's words, for closing words torn by blanks; null: only the words of the
   * grammar and of the question are closed.
   */
  readonly isWord: IsWord | null
  /** The file of a trained model, asked for at the first response; null: the rules stand alone. */
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

/** What is needed to judge what was heard. */
export interface Judged {
  readonly response: string
  readonly dictionary: Dictionary
  readonly aids: Aids
}

/** Rules and model together: what the response says, and how sure that is. */
export function judge(
  { response, dictionary, aids }: Judged,
  { heard, worked }: { readonly heard: Heard; readonly worked: WorkedText },
): Answer {
  const circumstances = circumstancesOf(heard, worked)
  const model = modelOf(aids)
  const settled = model
    ? settle(heard.verdict, circumstances, {
        opinion: predict(readFeatures(heard, dictionary.prepared.measures.keys()), model),
        model,
      })
    : settleByRules(heard.verdict, circumstances)
  const { detail, confidence, needsReview } = settled
  return {
    status: STATUS_OF[detail],
    detail,
    confidence,
    needsReview,
    rules: rulesOf(heard.verdict, settled),
    evidence: spansInResponse(spansFor(detail, heard), worked, response),
  }
}

const models = new WeakMap<Aids, LinearModel | null>()

function modelOf(aids: Aids): LinearModel | null {
  const before = models.get(aids)
  if (before !== undefined) return before
  const file = aids.modelFile()
  const model = file && loadModel(file)
  models.set(aids, model)
  return model
}

/** What makes a reading more or less sure. */
export function circumstancesOf(
  { tokens, verdict, clauses, readings }: Heard,
  worked: WorkedText,
): Circumstances {
  return {
    weight: verdict?.deciding[0]?.weight ?? 0,
    against: verdict?.against ?? 0,
    isDoubted: verdict?.review ?? true,
    isMended: worked.isMended,
    unread: clauses.length - readings.length,
    hasPredicate: clauses.some(({ clause }) => clause.predicate.kind !== 'none'),
    words: tokens.reduce((count, { kind }) => (kind === 'mark' ? count : count + 1), 0),
  }
}

/** Spans of the rules for this detail; where none spoke for it, the verbs of the clauses. */
function spansFor(detail: Detail, { verdict, readings, clauses }: Heard): readonly Span[] {
  const deciding = verdict?.detail === detail ? verdict.deciding : []
  const own = deciding.length > 0 ? deciding : readings.filter((each) => each.detail === detail)
  if (own.length > 0) return own.flatMap((reading) => spansOf(reading, detail))
  return clauses.flatMap(({ clause }) => clause.tokens[clause.predicate.index] ?? [])
}

function spansOf(reading: Reading, detail: Detail): readonly Span[] {
  const firings = reading.firings.filter((firing) => firing.rule.detail === detail)
  return (firings.length > 0 ? firings : reading.firings.slice(0, 1)).flatMap((each) => each.spans)
}

/** The rules that decided, and `model.…` before them where it was followed, after them where it was not. */
function rulesOf(verdict: Verdict | null, { detail, dissent }: Settled): readonly string[] {
  const fired = (verdict?.deciding ?? [])
    .flatMap((reading) => reading.firings)
    .sort((left, right) => right.rule.weight - left.rule.weight)
    .map((firing) => firing.rule.id)
  const combined = verdict?.combination ? [verdict.combination.id] : []
  const rules = [...new Set([...combined, ...fired])]
  if (!dissent) return rules
  const said = `model.${dissent}`
  return dissent === detail ? [said, ...rules] : [...rules, said]
}

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

/*
 * A map from how heavily the rules speak to how often they are right. Measured on the made-up lines
 * of test/classify/lines.jsonl as they were first seen (batches of 90 to 150, none of them used for
 * the rules before): of answers without doubts 92 to 95 in a hundred had the right status, of
 * doubted ones 5 to 8 in ten; the heavier the rule, the fewer wrong.
 */

/** Answers that are surer than this need no second look. */
const REVIEW_BELOW = 0.75

/** Score → share of right answers, straight between. */
const STEPS: readonly (readonly [number, number])[] = [
  [0, 0.3],
  [30, 0.55],
  [45, 0.75],
  [52, 0.86],
  [58, 0.91],
  [66, 0.93],
  [74, 0.955],
  [84, 0.975],
  [92, 0.985],
  [100, 0.995],
]
/** Doubted answers are right at most so often. */
const DOUBTED = 0.7
/** A rule against counts from here on: lighter ones fire beside most right answers. */
const LIGHT = 30
const MENDED = 3
const UNREAD = 6

interface Grounds {
  /** Weight of the heaviest deciding rule. */
  readonly weight: number
  /** Weight of the heaviest rule for another status. */
  readonly against: number
  /** True where a rule asks for a second look. */
  readonly isDoubted: boolean
  /** True where torn or mistyped words were mended. */
  readonly isMended: boolean
  /** Clauses on which no rule fired. */
  readonly unread: number
}

/** Share of right answers among answers on such grounds; three decimals. */
function confidenceOf(grounds: Grounds): number {
  const score =
    grounds.weight -
    Math.max(0, grounds.against - LIGHT) / 2 -
    (grounds.isMended ? MENDED : 0) -
    grounds.unread * UNREAD
  const share = interpolate(Math.max(0, Math.min(100, score)))
  return Math.round((grounds.isDoubted ? Math.min(share, DOUBTED) : share) * 1000) / 1000
}

function interpolate(score: number): number {
  for (const [index, [to, high]] of STEPS.entries()) {
    if (score > to) continue
    const [from, low] = STEPS[index - 1] ?? [to, high]
    return to === from ? high : low + ((high - low) * (score - from)) / (to - from)
  }
  return STEPS.at(-1)?.[1] ?? 0
}
