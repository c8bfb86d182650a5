import type { Share } from '../model/class-rule.ts'
import type { Prepared } from './prepared.ts'
import type { Token } from './tokens.ts'

/*
 * How much of a whole a clause tells: «3 з 5», «у 6 громадах з 23», «на 60 %». A percentage counts
 * only where the grammar finds a word of completion beside it (sign `completion`).
 */

/** Words that may stand between the part and «з»: «4 пандуси із 10». */
const BETWEEN = 3
const WHOLE = 100
const PLANNED_WITHIN = 5

export function findShare(
  tokens: readonly Token[],
  isCompletion: boolean,
  prepared: Prepared,
): Share {
  for (const [index, token] of tokens.entries()) {
    const part = amountOf(token)
    if (part === null) continue
    if (prepared.lists.percent.has(tokens[index + 1]?.text ?? '')) {
      if (isCompletion || isOfWhole(tokens, index, prepared))
        return compare(part, plannedAfter(tokens, index, prepared) ?? WHOLE)
      continue
    }
    const whole = wholeAfter(tokens, index, prepared)
    if (whole !== null && whole > 0) return compare(part, whole)
  }
  return 'unsaid'
}

/** «45 % від потреби». */
function isOfWhole(tokens: readonly Token[], index: number, prepared: Prepared): boolean {
  return prepared.lists.partitives.has(tokens[index + 2]?.text ?? '')
}

/** «96 % при плані 95 %». */
function plannedAfter(tokens: readonly Token[], index: number, prepared: Prepared): number | null {
  const planned = tokens.findIndex(
    (token, at) => at > index && prepared.lists.planned.has(token.text),
  )
  if (planned < 0) return null
  const figure = tokens
    .slice(planned, planned + PLANNED_WITHIN)
    .find((each) => each.kind === 'number')
  return figure ? amountOf(figure) : null
}

/** The first amount of a clause against the first amount of the plan before it. */
export function compareAmounts(done: readonly Token[], planned: readonly Token[]): Share {
  const part = firstAmount(done)
  const whole = firstAmount(planned)
  return part === null || whole === null || whole === 0 ? 'unsaid' : compare(part, whole)
}

/** Years and dates are no amounts. */
function firstAmount(tokens: readonly Token[]): number | null {
  for (const token of tokens) {
    const value = amountOf(token)
    if (value !== null && !/^(?:19|20)\d\d$/.test(token.text)) return value
  }
  return null
}

function wholeAfter(tokens: readonly Token[], index: number, prepared: Prepared): number | null {
  for (let ahead = 1; ahead <= BETWEEN; ahead += 1) {
    const token = tokens[index + ahead]
    if (token?.kind !== 'word') return null
    if (prepared.lists.partitives.has(token.text)) {
      const whole = tokens[index + ahead + 1]
      const after = tokens[index + ahead + 2]
      if (!whole || prepared.lists.percent.has(after?.text ?? '')) return null
      return amountOf(whole)
    }
  }
  return null
}

/** Numbers of dates («12.05.2019») and of documents are not amounts. */
function amountOf(token: Token): number | null {
  if (token.kind !== 'number') return null
  if (/\d[.,]\d+[.,]\d/.test(token.text)) return null
  const value = Number(token.text.replaceAll(' ', '').replace(',', '.'))
  return Number.isFinite(value) ? value : null
}

function compare(part: number, whole: number): Share {
  if (part === 0) return 'nothing'
  return part < whole ? 'below' : 'whole'
}
