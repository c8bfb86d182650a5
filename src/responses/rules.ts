import type { ClassRule, ClauseCondition } from '../model/class-rule.ts'
import type { ClauseFacts } from './facts.ts'
import type { Span } from './matchers.ts'
import type { Prepared, PreparedCondition, PreparedRule } from './prepared.ts'
import type { Has } from './question.ts'

/** A rule that fired on a clause, with the spans (in the worked text) it stands on. */
export interface Firing {
  readonly rule: ClassRule
  readonly spans: readonly Span[]
}

/** The rules that fire on a clause, heaviest first. */
export function fireRules(facts: ClauseFacts, kinds: Has, prepared: Prepared): readonly Firing[] {
  const firings: Firing[] = []
  const { rules, unwanted, matchers } = prepared.rules[facts.clause.predicate.kind]
  for (let index = 0; index < rules.length; index += 1) {
    if ((facts.traits & (unwanted[index] ?? 0)) !== 0) continue
    const matcher = matchers[index] ?? -1
    if (matcher >= 0 && !facts.mayHold(matcher)) continue
    const rule = rules[index]
    const firing = rule ? fire(rule, facts, kinds) : null
    if (firing) firings.push(firing)
  }
  return firings.sort(byWeight)
}

/** Heaviest first; those of one weight stay in their order. */
export function byWeight(left: Firing, right: Firing): number {
  return right.rule.weight - left.rule.weight
}

function fire(prepared: PreparedRule, facts: ClauseFacts, kinds: Has): Firing | null {
  const { rule, condition, phrases, unless } = prepared
  // The phrase first: most conditions look for signs, which cost more.
  const phrase = facts.find(phrases)
  if (!phrases.isEmpty && !phrase) return null
  if (!holds(condition, facts, kinds) || facts.find(unless)) return null
  return { rule, spans: spansOf(rule.when, facts, phrase) }
}

function holds({ when }: PreparedCondition, facts: ClauseFacts, kinds: Has): boolean {
  return (
    (when.predicate?.includes(facts.clause.predicate.kind) ?? true) &&
    (when.measure?.some((kind) => kinds.has(kind)) ?? true) &&
    (when.signs?.every((sign) => facts.sign(sign) !== null) ?? true) &&
    (when.without?.every((sign) => facts.sign(sign) === null) ?? true) &&
    (when.evidence === undefined || facts.evidence().length > 0 === when.evidence)
  )
}

/** The phrase, the signs asked for, the verb, and the figures where the rule asks for evidence. */
function spansOf(when: ClauseCondition, facts: ClauseFacts, phrase: Span | null): readonly Span[] {
  const { clause } = facts
  const verb = clause.tokens[clause.predicate.index]
  const inClause = [
    ...(phrase ? [phrase] : []),
    ...(when.signs ?? []).map((sign) => facts.sign(sign)).filter((span) => span !== null),
    ...(when.evidence ? facts.evidence() : []),
  ]
  const spans = inClause.map(({ start, end }) => ({
    start: start + clause.start,
    end: end + clause.start,
  }))
  if (verb && (when.predicate || spans.length === 0))
    spans.push({ start: verb.start, end: verb.end })
  return spans.length > 0 ? spans : [{ start: clause.start, end: clause.end }]
}
