import type { Form, Predicate } from '../model/class-rule.ts'
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
export function findPredicate(tokens: readonly Token[]): PredicateFound {
  let auxiliary = -1
  let participle = -1
  for (const [index, token] of tokens.entries()) {
    if (token.form === null || token.form === 'none') continue
    if (token.form === 'participle') {
      if (participle < 0) participle = index
    } else if (token.word.is.auxiliaries) {
      if (auxiliary < 0) auxiliary = index
    } else return describe(tokens, index, auxiliary)
  }
  if (participle >= 0 && (auxiliary >= 0 || isPredicative(tokens, participle)))
    return describe(tokens, participle, auxiliary)
  if (auxiliary >= 0) return describe(tokens, auxiliary, -1)
  return NONE
}

/** An attribute stands before its noun and in its case; a predicate in the nominative. */
function isPredicative(tokens: readonly Token[], index: number): boolean {
  return tokens[index]?.word.isPredicative === true
}

function describe(tokens: readonly Token[], index: number, auxiliary: number): PredicateFound {
  const token = tokens[index]
  const form = token?.form ?? 'none'
  const beside = auxiliary >= 0 ? auxiliary : auxiliaryAfter(tokens, index)
  const isAhead = beside >= 0 && tokens[beside]?.form === 'future'
  return {
    kind: isAhead ? 'future' : kindOf(form),
    index,
    isNegated: isNegatedAt(tokens, index) || (beside >= 0 && isNegatedAt(tokens, beside)),
    voice: voiceOf(form, token),
  }
}

/** «виявлено не було», «проведено буде»; -1 where none follows. */
function auxiliaryAfter(tokens: readonly Token[], index: number): number {
  const after = tokens
    .slice(index + 1, index + 1 + NEGATION_WITHIN)
    .findIndex((token) => token.word.is.auxiliaries)
  return after < 0 ? -1 : index + 1 + after
}

function kindOf(form: Form): Predicate {
  return form === 'we' ? 'present' : form
}

function voiceOf(form: Form, token: Token | undefined): PredicateFound['voice'] {
  if (form === 'we') return 'own'
  const isPassive = form === 'result' || form === 'participle' || form === 'absent'
  return isPassive || token?.word.isReflexive ? 'passive' : 'active'
}

function isNegatedAt(tokens: readonly Token[], index: number): boolean {
  for (let back = 1; back <= NEGATION_WITHIN; back += 1) {
    const token = tokens[index - back]
    if (token?.kind !== 'word') return false
    if (token.word.is.negation) return !tokens[index - back + 1]?.word.is.notNegation === true
    if (!token.word.is.between && !token.word.is.auxiliaries) return false
  }
  return false
}
