import { type Detail, STATUS_OF } from '../model/vocabulary.ts'
import type { Aids, Answer } from './answer.ts'
import type { Dictionary } from './dictionary.ts'
import { spansInResponse } from './evidence.ts'
import { type Heard, readFeatures } from './features.ts'
import { type LinearModel, loadModel, predict } from './linear-model.ts'
import type { Span } from './matchers.ts'
import type { Reading } from './readings.ts'
import { type Circumstances, type Settled, settle, settleByRules } from './settle.ts'
import type { Verdict } from './verdict.ts'
import type { WorkedText } from './worked-text.ts'

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
