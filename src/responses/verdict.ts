import type { ClassRule, Combination } from '../model/class-rule.ts'
import { DETAILS, type Detail, STATUS_OF } from '../model/vocabulary.ts'
import type { PreparedCombination } from './prepared.ts'
import type { Has } from './question.ts'
import { holds, type Reading } from './readings.ts'

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

/** One bit a detail. */
export function detailBits(details: readonly Detail[]): number {
  let bits = 0
  for (let index = 0; index < details.length; index += 1)
    bits |= 1 << DETAILS.indexOf(details[index] ?? 'unclear')
  return bits
}

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
