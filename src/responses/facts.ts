import type { Share } from '../model/class-rule.ts'
import { phraseText } from '../text/phrase.ts'
import { type ActorFound, findActor, namesOther } from './actor.ts'
import type { Clause } from './clauses.ts'
import { traitBits } from './conditions.ts'
import { Candidates, type Matcher, type Searched, type Span, searched } from './matchers.ts'
import type { Prepared } from './prepared.ts'
import type { Background } from './question.ts'
import { compareAmounts, compareSameAmounts, findShare } from './shares.ts'
import type { Token } from './tokens.ts'

/** What a clause is read by. */
export interface Around {
  readonly background: Background
  readonly prepared: Prepared
  readonly evidenceSigns: readonly string[]
  /** True for a short name in capitals. */
  isAcronym(token: Token): boolean
  /** The clause before this one. */
  readonly before: ClauseFacts | null
}

/** Signs beside which a percentage tells how much is done, or how much less or more there is. */
const COMPLETION = 'completion'
const CHANGE = 'change'
/**
 * Signs of a clause that tells how much was meant to be done, was found amiss or was asked for, each
 * with the sign of a clause behind it that tells how much of that was done; null: any clause.
 */
const OF_WHOLE = [
  ['plan', null],
  ['faults', 'mended'],
  ['asked', 'granted'],
] as const
/** The same where the clause behind names nothing of its own: «Виготовлено 6 дощок, встановлено 4». */
const OF_SAME = ['staged', 'granted'] as const
const GRANTED = 'granted'
const SHORTEST_SHARED = 4

/** All that rules may ask of a clause; signs are looked for when they are asked for. */
export class ClauseFacts {
  readonly clause: Clause
  readonly actor: ActorFound
  readonly share: Share
  readonly isAbout: boolean
  readonly isExecutor: boolean
  /** What conditions ask most, as bits (`conditions.ts`). */
  readonly traits: number
  private readonly around: Around
  private readonly whole: Searched
  private core: Searched | null = null
  private readonly candidates: Candidates
  private readonly signs = new Map<string, Span | null>()
  private foundEvidence: readonly Span[] | null = null
  private other: boolean | null = null

  constructor(clause: Clause, isAlone: boolean, around: Around) {
    const { background } = around
    this.clause = clause
    this.around = around
    this.whole = searched(clause.text, clause.start, clause.tokens)
    this.candidates = new Candidates(
      clause.tokens.filter(({ kind }) => kind !== 'mark').map(({ word }) => word),
      around.prepared.matchers,
    )
    this.actor = findActor(clause, background, around.isAcronym)
    this.share = this.readShare()
    this.isAbout = clause.tokens.some(
      ({ text, word }) => text.length >= SHORTEST_SHARED && background.stems.has(word.stem),
    )
    this.isExecutor = background.isExecutor
    this.traits = traitBits({
      negated: clause.predicate.isNegated,
      voice: clause.predicate.voice,
      actor: this.actor.actor,
      share: this.share,
      link: clause.link,
      alone: isAlone,
      about: this.isAbout,
      named: this.actor.named !== null,
      isExecutor: this.isExecutor,
      knownRespondent: background.respondent !== null,
    })
  }

  /** The clause names, in any case, a body that is not the respondent. */
  get namesOther(): boolean {
    this.other ??= namesOther(this.clause, this.around.background)
    return this.other
  }

  /** False where the words of the clause tell that no phrase of the matcher with that number stands there. */
  mayHold(matcher: number): boolean {
    return this.candidates.has(matcher)
  }

  /** Span in the clause of the first phrase that matches, null where none does. */
  find(matcher: Matcher): Span | null {
    return matcher.isEmpty ? null : this.candidates.find(matcher, this.whole)
  }

  sign(name: string): Span | null {
    const before = this.signs.get(name)
    if (before !== undefined) return before
    const matcher = this.around.prepared.signs.get(name)
    const span = matcher ? this.candidates.find(matcher, this.textFor(name)) : null
    this.signs.set(name, span)
    return span
  }

  evidence(): readonly Span[] {
    this.foundEvidence ??= this.around.evidenceSigns
      .map((name) => this.sign(name))
      .filter((span) => span !== null)
    return this.foundEvidence
  }

  private textFor(name: string): Searched {
    if (!this.around.prepared.core.has(name)) return this.whole
    this.core ??= { ...phraseText(withoutPrepositions(this.clause)), words: null }
    return this.core
  }

  /** «Заплановано 20 аудитів, проведено 6», «Виявлено 23 звалища. Ліквідовано 19»: the whole stands before. */
  private readShare(): Share {
    const { tokens } = this.clause
    const share = findShare(tokens, {
      isCompletion: () => this.sign(COMPLETION) !== null,
      isChange: () => this.sign(CHANGE) !== null,
    })
    if (share !== 'unsaid') return share
    const { before } = this.around
    if (before && OF_WHOLE.some((signs) => this.isPartOf(before, signs)))
      return compareAmounts(tokens, before.clause.tokens)
    const isSame = before !== null && this.isPartOf(before, OF_SAME)
    return this.readSame(before?.clause.tokens ?? [], isSame)
  }

  private readSame(planned: readonly Token[], isSame: boolean): Share {
    const { tokens, predicate } = this.clause
    const comma = lastComma(tokens, predicate.index)
    const [list, done] =
      comma < 0 ? [planned, tokens] : [tokens.slice(0, comma), tokens.slice(comma + 1)]
    const compared = compareSameAmounts(done, list)
    if (compared === 'unsaid') return compared
    const isOfList = comma >= 0 && this.sign(GRANTED) !== null
    return isOfList || isSame ? compared : this.readFewer(compared)
  }

  /** «Обстежено 40 ліфтів, відремонтовано 3»: of how many it was meant nobody tells. */
  private readFewer(compared: Share): Share {
    const { kind, isNegated } = this.clause.predicate
    const isDone = (kind === 'result' || kind === 'past') && !isNegated
    return compared === 'below' && isDone ? 'fewer' : 'unsaid'
  }

  private isPartOf(before: ClauseFacts, [whole, part]: readonly [string, string | null]): boolean {
    return before.sign(whole) !== null && (part === null || this.sign(part) !== null)
  }
}

/** «Криниць на території 18, почищено 5»: the comma before the verb; -1 where there is none. */
function lastComma(tokens: readonly Token[], verb: number): number {
  return tokens.findLastIndex(({ text }, index) => index < verb && text === ',')
}

/**
 * The clause with each preposition and what it governs (adjectives and one noun) blanked out: what
 * is left are subjects, objects and verbs.
 */
function withoutPrepositions(clause: Clause): string {
  let text = clause.text
  const { tokens } = clause
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== 'word' || !token.word.is.prepositions) continue
    let last = index + 1
    while (tokens[last + 1]?.kind === 'word' && isAttribute(tokens[last])) last += 1
    const governed = tokens[last]
    if (governed?.kind !== 'word') continue
    const [from, to] = [token.start - clause.start, governed.end - clause.start]
    text = text.slice(0, from) + ' '.repeat(to - from) + text.slice(to)
  }
  return text
}

function isAttribute(token: Token | undefined): boolean {
  return token?.kind === 'word' && token.word.isAdjective
}
