import type { ClassRule, ClauseCondition, Combination } from '../model/class-rule.ts'
import { type Detail, STATUS_OF } from '../model/vocabulary.ts'
import type { ClauseFacts } from './facts.ts'
import type { Span } from './matchers.ts'
import {
  detailBits,
  type Prepared,
  type PreparedCombination,
  type PreparedCondition,
  type PreparedRule,
} from './prepared.ts'
import type { Has } from './question.ts'

/** A rule that fired on a clause, with the spans (in the worked text) it stands on. */
interface Firing {
  readonly rule: ClassRule
  readonly spans: readonly Span[]
}

/** What one clause says. */
export interface Reading {
  readonly facts: ClauseFacts
  readonly detail: Detail
  readonly weight: number
  /** Heaviest first. */
  readonly firings: readonly Firing[]
  /** The heaviest rule for another detail, null where none fired. */
  readonly rival: Firing | null
}

/** What a clause says by its heaviest rule; null where no rule fires. */
export function readClause(facts: ClauseFacts, kinds: Has, prepared: Prepared): Reading | null {
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
  firings.sort((left, right) => right.rule.weight - left.rule.weight)
  const best = firings[0]
  if (!best) return null
  return {
    facts,
    detail: best.rule.detail,
    weight: best.rule.weight,
    firings,
    rival: firings.find((firing) => firing.rule.detail !== best.rule.detail) ?? null,
  }
}

function fire(prepared: PreparedRule, facts: ClauseFacts, kinds: Has): Firing | null {
  const { rule, condition, phrases, unless } = prepared
  // The phrase first: most conditions look for signs, which cost more.
  const phrase = facts.find(phrases)
  if (!phrases.isEmpty && !phrase) return null
  if (!holds(condition, facts, kinds) || facts.find(unless)) return null
  return { rule, spans: spansOf(rule.when, facts, phrase) }
}

/** True where the clause is what the condition asks for. */
export function holds(condition: PreparedCondition, facts: ClauseFacts, kinds: Has): boolean {
  const { when, unwanted } = condition
  return (
    (facts.traits & unwanted) === 0 &&
    (when.predicate?.includes(facts.clause.predicate.kind) ?? true) &&
    (when.otherBody === undefined || when.otherBody === facts.namesOther) &&
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

/** What all clauses say together. */
export interface Verdict {
  readonly detail: Detail
  readonly combination: Combination | null
  /** The readings that decided, heaviest first; never empty. */
  readonly deciding: readonly Reading[]
  /** Weight of the heaviest reading or rule that says another status and was not overruled by a combination. */
  readonly against: number
  readonly review: boolean
}

/** A rule so heavy speaks plainly enough to have no doubts. */
const PLAIN = 75

/** The first combination that fits decides; where none does, the heaviest clause. */
export function decide(
  readings: readonly Reading[],
  combinations: readonly PreparedCombination[],
  kinds: Has,
): Verdict | null {
  const heaviest = [...readings].sort((left, right) => right.weight - left.weight)
  const best = heaviest[0]
  if (!best) return null
  const said = detailBits(readings.map(({ detail }) => detail))
  for (const prepared of readings.length > 1 ? combinations : []) {
    if (!prepared.wanted.every((bits) => (bits & said) !== 0)) continue
    const matched = matchCombination(prepared, readings, kinds)
    if (matched) return combined(prepared.combination, matched, readings)
  }
  const deciding = heaviest.filter((reading) => reading.detail === best.detail)
  return {
    detail: best.detail,
    combination: null,
    deciding,
    against: weightAgainst(best.detail, readings),
    review: asksForReview(deciding, best.detail === 'evidenced' ? deciding : readings),
  }
}

function combined(
  combination: Combination,
  matched: readonly Reading[],
  readings: readonly Reading[],
): Verdict {
  const first = matched[0]
  const detail = combination.detail ?? first?.detail ?? 'unclear'
  const deciding = combination.detail ? matched : readings.filter((each) => each.detail === detail)
  return {
    detail,
    combination,
    deciding: [...deciding].sort((left, right) => right.weight - left.weight),
    against: 0,
    review: combination.review || asksForReview(deciding, deciding),
  }
}

/** For each list the heaviest clause that fits, in the order of the clauses where that is asked for. */
function matchCombination(
  { combination, first, last }: PreparedCombination,
  readings: readonly Reading[],
  kinds: Has,
): readonly Reading[] | null {
  if (readings.some((reading) => combination.none.includes(reading.detail))) return null
  const matched: Reading[] = []
  let left = readings
  for (const [index, wanted] of combination.all.entries()) {
    const fitting = left.filter(
      (reading) =>
        isWanted(reading, wanted) &&
        (index > 0 || holds(first, reading.facts, kinds)) &&
        (index < combination.all.length - 1 || holds(last, reading.facts, kinds)),
    )
    const found = combination.inOrder ? fitting[0] : heaviestOf(fitting)
    if (!found) return null
    matched.push(found)
    left = combination.inOrder
      ? left.slice(left.indexOf(found) + 1)
      : left.filter((reading) => reading !== found)
  }
  return matched
}

function isWanted(reading: Reading, wanted: readonly string[]): boolean {
  return (
    wanted.includes(reading.detail) ||
    wanted.includes(reading.firings[0]?.rule.id ?? reading.detail)
  )
}

function heaviestOf(readings: readonly Reading[]): Reading | undefined {
  return readings.reduce<Reading | undefined>(
    (best, reading) => (best && best.weight >= reading.weight ? best : reading),
    undefined,
  )
}

function weightAgainst(detail: Detail, readings: readonly Reading[]): number {
  let against = 0
  for (const reading of readings) {
    if (STATUS_OF[reading.detail] !== STATUS_OF[detail]) against = Math.max(against, reading.weight)
    if (reading.detail === detail && reading.rival)
      if (STATUS_OF[reading.rival.rule.detail] !== STATUS_OF[detail])
        against = Math.max(against, reading.rival.rule.weight)
  }
  return against
}

/** «Милиці видано, протези чекають на майстра»: of what has no figures, all that is said counts. */
function asksForReview(deciding: readonly Reading[], heard: readonly Reading[]): boolean {
  const status = deciding[0] && STATUS_OF[deciding[0].detail]
  return (
    (deciding[0]?.firings[0]?.rule.review ?? false) ||
    heard.some(
      ({ detail, weight, firings }) =>
        STATUS_OF[detail] === status && weight < PLAIN && firings.some(({ rule }) => isDoubt(rule)),
    )
  )
}

/** A light rule for `unclear` with `review` decides nothing, but casts doubt on what does. */
function isDoubt(rule: ClassRule): boolean {
  return rule.detail === 'unclear' && rule.review
}
