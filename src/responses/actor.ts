import type { Actor, Predicate } from '../model/class-rule.ts'
import type { Clause } from './clauses.ts'
import type { Background, Respondent } from './question.ts'
import type { Token } from './words.ts'

/** A body named in a clause as the one who acts. */
interface Mention {
  readonly head: Token
  /** Index of the head among the tokens of the clause. */
  readonly index: number
  readonly isAgent: boolean
  /** Words that tell this body from others of its kind. */
  readonly names: readonly Token[]
}

export interface ActorFound {
  readonly actor: Actor
  /** Tokens that name the body, null where none is named. */
  readonly named: readonly Token[] | null
}

const UNNAMED: ActorFound = { actor: 'unnamed', named: null }
/** How many words of a name are looked at: «управління … освіти і науки». */
const LONGEST_NAME = 6

/**
 * Who acts in a clause. The grammatical subject of an active verb and the instrumental agent of a
 * passive one count; a body named in another case does not act. A verb before its subject stresses
 * the subject («конкурси проводить управління»): there the respondent would not name itself. A short
 * name in capitals behind an active verb is a body that nobody listed («сканує УКБ»).
 */
export function findActor(
  clause: Clause,
  background: Background,
  isAcronym: (token: Token) => boolean,
): ActorFound {
  const { predicate, tokens } = clause
  if (predicate.voice === 'own' || tokens.some((token) => token.word.is.self))
    return { actor: 'self', named: null }
  const { respondent } = background
  for (const mention of findMentions(clause, background)) {
    const named = [mention.head, ...mention.names]
    const isKnown =
      respondent !== null && (isSame(mention, respondent) || isPart(mention, clause, respondent))
    const isStressed =
      mention.index > clause.predicate.index &&
      (!mention.isAgent || isFullName(mention, background))
    if (!isKnown && isNobody(mention, background, isStressed)) continue
    if (respondent) return { actor: isKnown ? 'self' : 'other', named }
    return { actor: isStressed ? 'other' : 'self', named }
  }
  const short = acronymAfterVerb(clause, isAcronym)
  if (short) return { actor: isOwnAcronym(short, respondent) ? 'self' : 'other', named: [short] }
  return tokens.some((token) => token.word.is.ours) ? { actor: 'self', named: null } : UNNAMED
}

/** «Сканує УКБ», «відновлює Липівський РЕМ»; «отримали ВПО» names people. */
function acronymAfterVerb(
  { tokens, predicate: { index, kind, voice } }: Clause,
  isAcronym: (token: Token) => boolean,
): Token | null {
  const token = tokens[isAdjective(tokens[index + 1]) ? index + 2 : index + 1]
  const isActive = voice === 'active' && (kind === 'present' || kind === 'past')
  if (!isActive || !token || token.word.is.notBodies || !isAcronym(token)) return null
  return token
}

/** Letters of the acronym begin, in this order, words of the respondent's name. */
function isOwnAcronym({ text }: Token, respondent: Respondent | null): boolean {
  if (respondent === null) return false
  let matched = 0
  for (const stem of respondent.telling) if (stem[0] === text[matched]) matched += 1
  return matched === text.length || respondent.abbreviations.includes(text)
}

/**
 * True where a body that is not the respondent is named in any case. Without a respondent a bare
 * «департамент» is taken for the respondent, one with a name for another.
 */
export function namesOther(clause: Clause, background: Background): boolean {
  const { respondent } = background
  return clause.tokens.some((head, index) => {
    if (head.kind !== 'word' || !head.word.isBody) return false
    const first = firstOfPhrase(clause.tokens, index)
    const names = namesOf(clause.tokens, first, index)
    if (!respondent) return names.length > 0
    const mention = { head, index, isAgent: false, names }
    return !isSame(mention, respondent) && !isNobody(mention, background, names.length > 0)
  })
}

/** «закладами охорони здоров'я» where the respondent is known: more than the kind of body is told. */
function isFullName({ head, names }: Mention, { respondent }: Background): boolean {
  const after = names.filter((token) => token.start > head.start)
  return respondent !== null && after.length >= FULL_NAME
}

const FULL_NAME = 2

/** What the measure is about («створення центрів») is no body; nor is «підприємство» unstressed. */
function isNobody(mention: Mention, background: Background, isStressed: boolean): boolean {
  if (background.stems.has(mention.head.word.stem)) return true
  return !isStressed && mention.head.word.isGeneric
}

function findMentions(clause: Clause, background: Background): readonly Mention[] {
  const { tokens, predicate } = clause
  return tokens.flatMap((head, index) => {
    if (head.kind !== 'word' || index === predicate.index || isBracketed(clause, index)) return []
    const isAgent = head.word.isAgent
    const isActor = isAgent
      ? predicate.voice === 'passive'
      : canBeSubject(head, predicate.kind) || isExecutorAfterVerb(clause, index, background)
    if (!isActor) return []
    const first = firstOfPhrase(tokens, index)
    const isCaseTold = isAgent || head.word.isNominative || isMasculine(tokens[index - 1])
    if (isGoverned(tokens, first, isCaseTold)) return []
    return [{ head, index, isAgent, names: namesOf(tokens, first, index) }]
  })
}

/** «Взяли участь у виставці (3 підприємства)»: what stands in brackets behind the verb does not act. */
function isBracketed({ tokens, predicate }: Clause, index: number): boolean {
  for (let at = index - 1; at > predicate.index; at -= 1) {
    if (tokens[at]?.text === ')') return false
    if (tokens[at]?.text === '(') return true
  }
  return false
}

/** «проведено» has no subject; «опікується» may have one. */
function canBeSubject(head: Token, predicate: Predicate): boolean {
  return predicate !== 'result' && head.word.isSubject
}

/** «Виставки організовують районні будинки культури»: two words of the executors after an active verb. */
function isExecutorAfterVerb(
  { tokens, predicate }: Clause,
  index: number,
  background: Background,
): boolean {
  const isActive = predicate.voice === 'active' && predicate.kind !== 'none'
  if (!isActive || index < predicate.index) return false
  return [tokens[index], tokens[index + 1]].every(
    (token) =>
      token?.kind === 'word' &&
      token.text.length >= SHORTEST_NAME &&
      !isAdjective(token) &&
      background.executors.has(token.word.stem),
  )
}

const SHORTEST_NAME = 5

function firstOfPhrase(tokens: readonly Token[], index: number): number {
  let first = index
  while (isAdjective(tokens[first - 1])) first -= 1
  return first
}

function isAdjective(token: Token | undefined): boolean {
  return (
    token?.kind === 'word' &&
    (token.form === null || token.form === 'participle' || token.form === 'none') &&
    token.word.isAdjective
  )
}

/** «методичний центр»: no genitive. */
function isMasculine(token: Token | undefined): boolean {
  return token?.kind === 'word' && token.word.isAdjective && token.word.isMasculine
}

/** After a preposition, or after a noun whose attribute it may be where its case does not tell. */
function isGoverned(tokens: readonly Token[], first: number, isCaseTold: boolean): boolean {
  const before = tokens[first - 1]
  // «з 4 надавачами».
  if (before?.kind === 'number') return tokens[first - 2]?.word.is.prepositions === true
  if (before?.kind !== 'word') return false
  if (before.word.is.prepositions) return true
  if (isCaseTold || (before.form !== null && before.form !== 'none')) return false
  if (before.word.is.adding && isListed(tokens, first - 1)) return true
  const { adding, fillWords, between, notNegation } = before.word.is
  return !(adding || fillWords || between || notNegation)
}

/** «через портал та центри»: what is joined to a noun after a preposition stands after it too. */
function isListed(tokens: readonly Token[], joint: number): boolean {
  return tokens
    .slice(Math.max(0, joint - LISTED_WITHIN), joint)
    .some((token, index, all) => token.word.is.prepositions && index < all.length - 1)
}

const LISTED_WITHIN = 3

function namesOf(tokens: readonly Token[], first: number, index: number): readonly Token[] {
  const names = [...tokens.slice(first, index)]
  for (let at = index + 1; at <= index + LONGEST_NAME; at += 1) {
    const token = tokens[at]
    if (token?.kind !== 'word' || (token.form !== null && token.form !== 'none')) break
    if (endsName(tokens, at)) break
    names.push(token)
  }
  return names.filter((token) => token.text.length > 2 && !token.word.is.fillWords)
}

/**
 * A preposition ends a name («департаменту від 5 лютого») unless it is «з питань», «у справах»; so
 * does an adverb («департамент постійно взаємодіє»).
 */
function endsName(tokens: readonly Token[], at: number): boolean {
  const is = tokens[at]?.word.is
  if (is?.between) return true
  return is?.prepositions === true && !tokens[at + 1]?.word.is.nameLinks
}

function isSame(mention: Mention, respondent: Respondent): boolean {
  if (isAbbreviated(mention, respondent) || isOwnName(mention, respondent)) return true
  if (isOneOfMany(mention, respondent)) return false
  const isOwnHead = respondent.stems.has(mention.head.word.stem)
  const telling = mention.names.filter((token) => !token.word.is.commonNames)
  const names = telling.length > 0 ? telling : mention.names
  if (names.length === 0) return isOwnHead
  const shared = names.filter((token) => respondent.stems.has(token.word.stem))
  if (isOwnHead) return shared.length > 0
  // A ministry is no department of the same field; an institution may be.
  const isKind = !mention.head.word.isGeneric && respondent.isKind
  return !isKind && shared.length * 2 > names.length
}

/** «поліцейські» of the police, «райдержадміністрація» for a «районна державна адміністрація» of the same place. */
function isOwnName({ head, names }: Mention, respondent: Respondent): boolean {
  // «виконавець» has the stem of «виконком», and is any body's name.
  if (head.word.isGeneric || !respondent.ownNames.has(head.word.stem)) return false
  return names
    .filter((token) => token.start > head.start || token.word.isPlace)
    .every((token) => token.word.is.commonNames || respondent.stems.has(token.word.stem))
}

/** «Відділом освіти проведено …» in the report of a council: its own, where no other body is named. */
function isPart(
  { head, index, isAgent, names }: Mention,
  clause: Clause,
  own: Respondent,
): boolean {
  if (!isAgent || !own.parts.has(head.word.stem)) return false
  const behind = clause.tokens.slice(index + 1, index + 1 + LONGEST_NAME)
  return [...names, ...behind].every(
    ({ word }) => own.stems.has(word.stem) || !(word.is.commonNames || word.isBody),
  )
}

/** «центри соціальних служб» for a «центр»: others of its kind. */
function isOneOfMany({ head }: Mention, respondent: Respondent): boolean {
  return head.word.isPlural && respondent.singular.has(head.word.stem)
}

/** «податкова служба» for a respondent named «ДПС». */
function isAbbreviated(mention: Mention, respondent: Respondent): boolean {
  const words = [mention.head, ...mention.names].sort((left, right) => left.start - right.start)
  const initials = words.map((token) => token.text.charAt(0)).join('')
  if (initials.length < SHORTEST_INITIALS) return false
  return respondent.abbreviations.some((short) => short.includes(initials))
}

const SHORTEST_INITIALS = 2
