import type { Form, Predicate } from '../model/class-rule.ts'
import type { Prepared } from './prepared.ts'
import type { Token } from './tokens.ts'

/** The word a clause stands on, and what is said about it. */
export interface PredicateFound {
  readonly kind: Predicate
  /** Index among the tokens of the clause; -1 where there is none. */
  readonly index: number
  readonly isNegated: boolean
  /** `own`: «інформуємо», the respondent speaks. */
  readonly voice: 'active' | 'passive' | 'own'
}

const NONE: PredicateFound = {
  kind: 'none',
  index: -1,
  isNegated: false,
  voice: 'active',
}
/** How far back a «не» may stand. */
const NEGATION_WITHIN = 3

/**
 * The first finite verb (after auxiliaries: «було проведено» stands on «проведено»), else «немає»,
 * else a participle («інформація розміщена»), else none.
 */
export function findPredicate(tokens: readonly Token[], prepared: Prepared): PredicateFound {
  let auxiliary = -1
  let participle = -1
  for (const [index, token] of tokens.entries()) {
    if (token.form === null || token.form === 'none') continue
    if (token.form === 'participle') {
      if (participle < 0) participle = index
    } else if (prepared.lists.auxiliaries.has(token.text)) {
      if (auxiliary < 0) auxiliary = index
    } else return describe(tokens, index, auxiliary, prepared)
  }
  if (participle >= 0 && (auxiliary >= 0 || isPredicative(tokens, participle, prepared)))
    return describe(tokens, participle, auxiliary, prepared)
  if (auxiliary >= 0) return describe(tokens, auxiliary, -1, prepared)
  return NONE
}

/** An attribute stands before its noun and in its case; a predicate in the nominative. */
function isPredicative(tokens: readonly Token[], index: number, prepared: Prepared): boolean {
  return prepared.isPredicative(tokens[index]?.text ?? '')
}

function describe(
  tokens: readonly Token[],
  index: number,
  auxiliary: number,
  prepared: Prepared,
): PredicateFound {
  const token = tokens[index]
  const form = token?.form ?? 'none'
  const beside = auxiliary >= 0 ? auxiliary : auxiliaryAfter(tokens, index, prepared)
  const isAhead = beside >= 0 && tokens[beside]?.form === 'future'
  return {
    kind: isAhead ? 'future' : kindOf(form),
    index,
    isNegated:
      isNegatedAt(tokens, index, prepared) ||
      (beside >= 0 && isNegatedAt(tokens, beside, prepared)),
    voice: voiceOf(form, token?.text ?? '', prepared),
  }
}

/** «виявлено не було», «проведено буде»; -1 where none follows. */
function auxiliaryAfter(tokens: readonly Token[], index: number, prepared: Prepared): number {
  const after = tokens
    .slice(index + 1, index + 1 + NEGATION_WITHIN)
    .findIndex((token) => prepared.lists.auxiliaries.has(token.text))
  return after < 0 ? -1 : index + 1 + after
}

function kindOf(form: Form): Predicate {
  return form === 'we' ? 'present' : form
}

function voiceOf(form: Form, text: string, prepared: Prepared): PredicateFound['voice'] {
  if (form === 'we') return 'own'
  const isPassive = form === 'result' || form === 'participle' || form === 'absent'
  return isPassive || prepared.isReflexive(text) ? 'passive' : 'active'
}

function isNegatedAt(tokens: readonly Token[], index: number, prepared: Prepared): boolean {
  for (let back = 1; back <= NEGATION_WITHIN; back += 1) {
    const token = tokens[index - back]
    if (token?.kind !== 'word') return false
    if (prepared.lists.negation.has(token.text))
      return !prepared.lists.notNegation.has(tokens[index - back + 1]?.text ?? '')
    if (!prepared.lists.between.has(token.text) && !prepared.lists.auxiliaries.has(token.text))
      return false
  }
  return false
}
