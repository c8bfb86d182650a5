import type { Actor } from '../model/class-rule.ts'
import type { Clause } from './clauses.ts'
import type { Background, Respondent } from './question.ts'
import type { Token } from './words.ts'

/** How many words of a name are looked at: «управління … освіти і науки». */
const LONGEST_NAME = 6

/**
 * Who acts in a clause, as far as words tell: bodies in the form of a subject of an active verb or of
 * the agent of a passive one. Without a respondent a verb before its subject stresses it («конкурси
 * проводить управління»): there a body would not name itself. What the measure is about («створення
 * центрів») is no body, nor is one that any body has («підприємство») unless it is stressed so.
 */
export function findActor(clause: Clause, background: Background): Actor {
  const { respondent, stems } = background
  const { predicate, tokens } = clause
  if (predicate.voice === 'own' || tokens.some(({ word }) => word.is.self)) return 'self'
  if (namesItself(clause, background)) return 'self'
  for (const [index, head] of tokens.entries()) {
    if (head.kind !== 'word' || index === predicate.index || !mayAct(clause, index)) continue
    if (respondent && isOwn(tokens, index, respondent)) return 'self'
    const isStressed = index > predicate.index
    if (stems.has(head.word.stem) || (head.word.isGeneric && !isStressed)) continue
    return respondent || isStressed ? 'other' : 'self'
  }
  return tokens.some(({ word }) => word.is.ours) ? 'self' : 'unnamed'
}

/** True where the respondent or what it owns («комісія райдержадміністрації») stands before the verb, by no preposition and not as what somebody is («виконавцем є лісгосп»). */
export function namesItself({ predicate, tokens }: Clause, { respondent }: Background): boolean {
  let isGoverned = false
  return tokens.slice(0, Math.max(0, predicate.index)).some((token, index) => {
    const { stem, is, isBody, isAgent } = token.word
    isGoverned = is.prepositions || (isGoverned && isOfName(token))
    if (isGoverned || !isBody || (isAgent && predicate.voice !== 'passive')) return false
    return respondent && !respondent.parts.has(stem) && isOwn(tokens, index, respondent)
  })
}

/** «проведено» has no subject, «опікується» may have one; what a preposition governs acts nowhere. */
function mayAct({ tokens, predicate }: Clause, index: number): boolean {
  const word = tokens[index]?.word
  const isAgent = word?.isAgent === true
  if (isAgent ? predicate.voice !== 'passive' : predicate.kind === 'result' || !word?.isSubject)
    return false
  let first = index
  while (isAttribute(tokens[first - 1])) first -= 1
  const before = tokens[first - 1]
  if (before?.kind === 'number') return tokens[first - 2]?.word.is.prepositions !== true
  return before?.word.is.prepositions !== true && (isAgent || !isNoun(before))
}

function isAttribute(token: Token | undefined): boolean {
  return token !== undefined && isOfName(token) && token.word.isAdjective
}

/** A noun before a body makes it its attribute: «будівництво школи». */
function isNoun(token: Token | undefined): boolean {
  if (!token || !isOfName(token)) return false
  const { adding, fillWords, between, notNegation } = token.word.is
  return !(adding || fillWords || between || notNegation)
}

function isOfName({ kind, form }: Token): boolean {
  return kind === 'word' && (form === null || form === 'none' || form === 'participle')
}

/** «департамент» of a department, and «департамент освіти» only of that of education; «поліцейські» of the police; «відділом освіти» in the report of a council. */
function isOwn(tokens: readonly Token[], index: number, own: Respondent): boolean {
  const stem = tokens[index]?.word.stem ?? ''
  if (own.ownNames.has(stem) || own.parts.has(stem)) return true
  if (!own.stems.has(stem)) return false
  for (let at = index - 1; isAttribute(tokens[at]); at -= 1)
    if (!own.stems.has(tokens[at]?.word.stem ?? '')) return false
  const names = namesBehind(tokens, index)
  return names.length === 0 || names.some(({ word }) => own.stems.has(word.stem))
}

/** The words that tell a body from others of its kind. */
function namesBehind(tokens: readonly Token[], index: number): readonly Token[] {
  const names: Token[] = []
  for (let at = index + 1; at <= index + LONGEST_NAME; at += 1) {
    const token = tokens[at]
    if (token?.kind !== 'word' || (token.form !== null && token.form !== 'none')) break
    if (token.word.is.between || token.word.is.prepositions) break
    if (!token.word.is.fillWords && !token.word.is.commonNames) names.push(token)
  }
  return names
}
