import type { Share } from '../model/class-rule.ts'
import { type PhraseText, phraseText } from '../text/phrase.ts'
import { type ActorFound, findActor, namesOther } from './actor.ts'
import type { Clause } from './clauses.ts'
import { type Candidates, findMatch, type Matcher, type Span } from './matchers.ts'
import type { Prepared } from './prepared.ts'
import type { Background } from './question.ts'
import { compareAmounts, findShare, type PercentWords } from './shares.ts'
import { beginningsOf, type Token } from './tokens.ts'

/** All that rules may ask of a clause; signs are looked for when they are asked for. */
export interface ClauseFacts {
  readonly clause: Clause
  readonly isAlone: boolean
  readonly actor: ActorFound
  readonly share: Share
  readonly isAbout: boolean
  /** The clause names, in any case, a body that is not the respondent. */
  readonly namesOther: boolean
  readonly knowsRespondent: boolean
  readonly isExecutor: boolean
  /** The phrases that can match, told without trying any. */
  readonly candidates: Candidates
  /** Span in the clause of the first phrase that matches, null where none does. */
  find(matcher: Matcher): Span | null
  sign(name: string): Span | null
  evidence(): readonly Span[]
}

/** Signs beside which a percentage tells how much is done, or how much less or more there is. */
const COMPLETION = 'completion'
const CHANGE = 'change'
/** Sign of a clause that tells how much was meant to be done. */
const PLAN = 'plan'
const SHORTEST_SHARED = 4

export function readFacts(
  clause: Clause,
  isAlone: boolean,
  around: {
    readonly background: Background
    readonly prepared: Prepared
    readonly evidenceSigns: readonly string[]
    /** The clause before this one. */
    readonly before: ClauseFacts | null
  },
): ClauseFacts {
  const { background, prepared } = around
  const candidates = prepared.candidates(beginningsOf(clause.tokens))
  const whole = phraseText(clause.text)
  const find = (matcher: Matcher) => findMatch(matcher, whole, candidates)
  let core: PhraseText | null = null
  const textFor = (name: string) => {
    if (!prepared.core.has(name)) return whole
    core ??= phraseText(withoutPrepositions(clause, prepared))
    return core
  }
  const signs = new Map<string, Span | null>()
  const sign = (name: string) => {
    let span = signs.get(name)
    if (span === undefined) {
      const matcher = prepared.signs.get(name)
      span = matcher ? findMatch(matcher, textFor(name), candidates) : null
      signs.set(name, span)
    }
    return span
  }
  let evidence: readonly Span[] | null = null
  return {
    clause,
    isAlone,
    actor: findActor(clause, background, prepared),
    share: readShare(
      clause,
      { isCompletion: sign(COMPLETION) !== null, isChange: sign(CHANGE) !== null },
      around,
    ),
    isAbout: clause.tokens.some(
      (token) =>
        token.text.length >= SHORTEST_SHARED && background.stems.has(prepared.stemOf(token.text)),
    ),
    namesOther: namesOther(clause, background, prepared),
    knowsRespondent: background.respondent !== null,
    isExecutor: background.isExecutor,
    candidates,
    find,
    sign,
    evidence: () => {
      evidence ??= around.evidenceSigns.map(sign).filter((span) => span !== null)
      return evidence
    },
  }
}

/** «Заплановано 20 аудитів, проведено 6»: the whole may stand in the clause before. */
function readShare(
  clause: Clause,
  percents: PercentWords,
  around: { readonly prepared: Prepared; readonly before: ClauseFacts | null },
): Share {
  const share = findShare(clause.tokens, percents, around.prepared)
  const before = around.before
  if (share !== 'unsaid' || !before || before.sign(PLAN) === null) return share
  return compareAmounts(clause.tokens, before.clause.tokens, around.prepared)
}

/**
 * The clause with each preposition and what it governs (adjectives and one noun) blanked out: what
 * is left are subjects, objects and verbs.
 */
function withoutPrepositions(clause: Clause, prepared: Prepared): string {
  let text = clause.text
  const { tokens } = clause
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== 'word' || !prepared.lists.prepositions.has(token.text)) continue
    let last = index + 1
    while (tokens[last + 1]?.kind === 'word' && isAttribute(tokens[last], prepared)) last += 1
    const governed = tokens[last]
    if (governed?.kind !== 'word') continue
    const [from, to] = [token.start - clause.start, governed.end - clause.start]
    text = text.slice(0, from) + ' '.repeat(to - from) + text.slice(to)
  }
  return text
}

function isAttribute(token: Token | undefined, prepared: Prepared): boolean {
  return token?.kind === 'word' && prepared.isAdjective(token.text)
}
