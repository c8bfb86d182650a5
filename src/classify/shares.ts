import type { Share } from '../model/class-rule.ts'
import type { Prepared } from './prepared.ts'
import type { Token } from './tokens.ts'

/*
 * How much of a whole a clause tells: «3 з 5», «у 6 громадах з 23», «з двох позовів один», «60 %».
 */

/** Words that may stand between the part and «з», and between «з» and the whole. */
const BETWEEN = 3
const WHOLE = 100
const PLANNED_WITHIN = 5

/** What percentages of the clause mean. */
export interface PercentWords {
  /** A word of completion stands beside them: «виконано», «охоплено». */
  readonly isCompletion: boolean
  /** They tell growth or decrease: «зменшено на 12 %». */
  readonly isChange: boolean
}

/** The first share that the clause tells. */
export function findShare(
  tokens: readonly Token[],
  percents: PercentWords,
  prepared: Prepared,
): Share {
  for (const [index, token] of tokens.entries()) {
    const part = readAmount(token, prepared)
    if (part === null) continue
    if (isPercent(tokens[index + 1], prepared)) {
      if (countsAsShare(tokens, index, percents, prepared))
        return compare(part, plannedAfter(tokens, index, prepared) ?? WHOLE)
      continue
    }
    const whole = wholeAfter(tokens, index, prepared) ?? plannedWhole(tokens, index, prepared)
    if (whole !== null && whole > 0) return compare(part, whole)
  }
  return shareAfterWhole(tokens, prepared)
}

/** The first amount of a clause against the first amount of the plan before it. */
export function compareAmounts(
  done: readonly Token[],
  planned: readonly Token[],
  prepared: Prepared,
): Share {
  const part = firstAmount(done, prepared)
  const whole = firstAmount(planned, prepared)
  return part === null || whole === null || whole === 0 ? 'unsaid' : compare(part, whole)
}

function isPercent(token: Token | undefined, prepared: Prepared): boolean {
  return prepared.lists.percent.has(token?.text ?? '')
}

/** «виконано на 40 %», «45 % від потреби», «40 % водіїв». */
function countsAsShare(
  tokens: readonly Token[],
  index: number,
  percents: PercentWords,
  prepared: Prepared,
): boolean {
  if (percents.isChange) return false
  const after = tokens[index + 2]
  if (percents.isCompletion || prepared.lists.partitives.has(after?.text ?? '')) return true
  return after?.kind === 'word' && !prepared.lists.prepositions.has(after.text)
}

/** «96 % при плані 95 %». */
function plannedAfter(tokens: readonly Token[], index: number, prepared: Prepared): number | null {
  const planned = tokens.findIndex(
    (token, at) => at > index && prepared.lists.planned.has(token.text),
  )
  if (planned < 0) return null
  const figure = tokens
    .slice(planned, planned + PLANNED_WITHIN)
    .find((token) => token.kind === 'number')
  return figure ? readAmount(figure, prepared) : null
}

function wholeAfter(tokens: readonly Token[], index: number, prepared: Prepared): number | null {
  for (let ahead = 1; ahead <= BETWEEN; ahead += 1) {
    const token = tokens[index + ahead]
    if (token?.kind !== 'word') return null
    if (!prepared.lists.partitives.has(token.text)) continue
    // «із запланованих 10».
    const isWanted = prepared.lists.wanted.has(tokens[index + ahead + 1]?.text ?? '')
    const at = index + ahead + (isWanted ? 2 : 1)
    const whole = tokens[at]
    if (!whole || isPercent(tokens[at + 1], prepared)) return null
    return readAmount(whole, prepared)
  }
  return null
}

/** «1,2 т дизельного пального із 2 т запланованих»: however far, where it is told what was planned. */
function plannedWhole(tokens: readonly Token[], index: number, prepared: Prepared): number | null {
  const { lists } = prepared
  for (let at = index + 1; at < tokens.length - 1; at += 1) {
    if (!lists.partitives.has(tokens[at]?.text ?? '')) continue
    const whole = readAmount(tokens[at + 1], prepared)
    const after = tokens.slice(at + 2, at + 2 + BETWEEN)
    if (whole !== null && after.some((token) => lists.wanted.has(token.text))) return whole
  }
  return null
}

/** «З 22 амбулаторій обладнано 9»; «з 9 до 18 години» is none. */
function shareAfterWhole(tokens: readonly Token[], prepared: Prepared): Share {
  for (const [index, token] of tokens.entries()) {
    if (!prepared.lists.partitives.has(token.text)) continue
    const at = tokens.findIndex(
      (each, place) =>
        place > index && place <= index + BETWEEN && readAmount(each, prepared) !== null,
    )
    const whole = at < 0 ? null : readAmount(tokens[at], prepared)
    if (whole === null || whole < 2 || tokens[at + 1]?.kind !== 'word') continue
    if (prepared.lists.prepositions.has(tokens[at + 1]?.text ?? '')) continue
    const part = firstAmount(tokens.slice(at + 1), prepared)
    if (part !== null && part <= whole) return compare(part, whole)
  }
  return 'unsaid'
}

/** Years and dates are no amounts. */
function firstAmount(tokens: readonly Token[], prepared: Prepared): number | null {
  for (const token of tokens) {
    const value = readAmount(token, prepared)
    if (value !== null && !/^(?:19|20)\d\d$/.test(token.text)) return value
  }
  return null
}

function readAmount(token: Token | undefined, prepared: Prepared): number | null {
  if (token?.kind === 'word') return prepared.numeralOf(token.text)
  if (token?.kind !== 'number' || /\d[.,]\d+[.,]\d/.test(token.text)) return null
  const value = Number(token.text.replaceAll(' ', '').replace(',', '.'))
  return Number.isFinite(value) ? value : null
}

function compare(part: number, whole: number): Share {
  if (part === 0) return 'nothing'
  return part < whole ? 'below' : 'whole'
}
