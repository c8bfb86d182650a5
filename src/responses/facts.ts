import type { Actor, Share } from '../model/class-rule.ts'
import { phraseText } from '../text/phrase.ts'
import { findActor, namesItself } from './actor.ts'
import type { Clause } from './clauses.ts'
import { Candidates, type Matcher, type Searched, type Span, searched } from './matchers.ts'
import { type Prepared, traitBits } from './prepared.ts'
import type { Background } from './question.ts'
import type { Token } from './words.ts'

/** What a clause is read by. */
export interface Around {
  readonly background: Background
  readonly prepared: Prepared
  readonly evidenceSigns: readonly string[]
}

/** Signs beside which a percentage tells how much is done, or how much less or more there is. */
const COMPLETION = 'completion'
const CHANGE = 'change'
const SHORTEST_SHARED = 4

/** All that rules may ask of a clause; signs are looked for when they are asked for. */
export class ClauseFacts {
  readonly clause: Clause
  readonly actor: Actor
  readonly namesItself: boolean
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

  constructor(clause: Clause, isAlone: boolean, around: Around) {
    const { background } = around
    this.clause = clause
    this.around = around
    this.whole = searched(clause.text, clause.start, clause.tokens)
    this.candidates = new Candidates(
      clause.tokens.filter(({ kind }) => kind !== 'mark').map(({ word }) => word),
      around.prepared.matchers,
    )
    this.actor = findActor(clause, background)
    this.namesItself = namesItself(clause, background)
    this.share = findShare(clause.tokens, {
      isCompletion: () => this.sign(COMPLETION) !== null,
      isChange: () => this.sign(CHANGE) !== null,
    })
    this.isAbout = clause.tokens.some(
      ({ text, word }) => text.length >= SHORTEST_SHARED && background.stems.has(word.stem),
    )
    this.isExecutor = background.isExecutor
    this.traits = traitBits({
      negated: clause.predicate.isNegated,
      voice: clause.predicate.voice,
      actor: this.actor,
      share: this.share,
      link: clause.link,
      alone: isAlone,
      about: this.isAbout,
      isExecutor: this.isExecutor,
    })
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
}

/** The clause with each preposition and what it governs (adjectives and one noun) blanked out: what is left are subjects, objects and verbs. */
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

/*
 * How much of a whole a clause tells: «3 з 5», «у 6 громадах з 23», «з двох позовів один», «60 %».
 */

/** Words that may stand between the part and «з», and between «з» and the whole. */
const BETWEEN = 3
const WHOLE = 100
const PLANNED_WITHIN = 5

/** What percentages of the clause mean. */
interface PercentWords {
  /** A word of completion stands beside them: «виконано», «охоплено». */
  isCompletion(): boolean
  /** They tell growth or decrease: «зменшено на 12 %». */
  isChange(): boolean
}

/** The first share that the clause tells. */
function findShare(tokens: readonly Token[], percents: PercentWords): Share {
  for (const index of tokens.keys()) {
    const part = tokens[index - 1]?.text === '№' ? null : amountAt(tokens, index)
    if (part === null) continue
    if (isPercent(tokens[index + 1])) {
      if (countsAsShare(tokens, index, percents))
        return compare(part, plannedAfter(tokens, index) ?? WHOLE)
      continue
    }
    const whole = wholeAfter(tokens, index)
    if (whole !== null && whole > 0)
      return compare(part, whole < LEAST_WITH_UNIT ? whole * unitAfter(tokens, index) : whole)
  }
  return shareAfterWhole(tokens)
}

/** A smaller whole was told without a unit: «8,1 млн грн із передбачених 24». */
const LEAST_WITH_UNIT = 1000

function isPercent(token: Token | undefined): boolean {
  return token?.word.is.percent === true
}

/** «виконано на 40 %», «45 % від потреби», «40 % водіїв». */
function countsAsShare(tokens: readonly Token[], index: number, percents: PercentWords): boolean {
  if (percents.isChange()) return false
  const after = tokens[index + 2]
  if (percents.isCompletion() || after?.word.is.partitives === true) return true
  return after?.kind === 'word' && !after.word.is.prepositions
}

/** «96 % при плані 95 %». */
function plannedAfter(tokens: readonly Token[], index: number): number | null {
  const planned = tokens.findIndex((token, at) => at > index && token.word.is.planned)
  if (planned < 0) return null
  const figure = tokens
    .slice(planned, planned + PLANNED_WITHIN)
    .find((token) => token.kind === 'number')
  return figure ? readAmount(figure) : null
}

function wholeAfter(tokens: readonly Token[], index: number): number | null {
  for (let ahead = 1; ahead <= BETWEEN; ahead += 1) {
    const token = tokens[index + ahead]
    if (token?.kind !== 'word') return null
    if (!token.word.is.partitives) continue
    // «із запланованих 10».
    const isWanted = tokens[index + ahead + 1]?.word.is.wanted === true
    const at = index + ahead + (isWanted ? 2 : 1)
    const whole = tokens[at]
    if (!whole || isPercent(tokens[at + 1])) return null
    return amountAt(tokens, at)
  }
  return null
}

/** «З 22 амбулаторій обладнано 9»; «з 9 до 18 години» is none. */
function shareAfterWhole(tokens: readonly Token[]): Share {
  for (const [index, token] of tokens.entries()) {
    if (!token.word.is.partitives) continue
    const at = amountAfter(tokens, index)
    const whole = amountAt(tokens, at)
    if (whole === null || whole < 2 || tokens[at + 1]?.kind !== 'word') continue
    if (tokens[at + 1]?.word.is.prepositions === true) continue
    const part = firstAmount(tokens.slice(at + 1))
    if (part !== null && part <= whole) return compare(part, whole)
  }
  return 'unsaid'
}

/** The next amount that only nouns and adjectives stand before; -1 where there is none. */
function amountAfter(tokens: readonly Token[], index: number): number {
  for (let at = index + 1; at <= index + BETWEEN; at += 1) {
    const token = tokens[at]
    if (readAmount(token) !== null) return at
    if (token?.kind !== 'word' || token.word.is.prepositions) return -1
    if (token.word.form !== null && token.word.form !== 'none') return -1
  }
  return -1
}

/** «5 тис. книг» is 5,000. */
function amountAt(tokens: readonly Token[], index: number): number | null {
  const value = readAmount(tokens[index])
  return value === null ? null : value * unitAfter(tokens, index)
}

function unitAfter(tokens: readonly Token[], index: number): number {
  return tokens[index + 1]?.word.scale ?? 1
}

/** Years, dates and numbers of papers («№ 31») are no amounts. */
function firstAmount(tokens: readonly Token[]): number | null {
  return amountAt(tokens, firstAmountAt(tokens))
}

/** -1 where there is none. */
function firstAmountAt(tokens: readonly Token[]): number {
  return tokens.findIndex((token, index) => readAmount(token) !== null && !isName(tokens, index))
}

function isName(tokens: readonly Token[], index: number): boolean {
  return YEAR_OR_DAY.test(tokens[index]?.text ?? '') || tokens[index - 1]?.text === '№'
}

/** «2020», «12.01»: decimals are written with a comma. */
const YEAR_OR_DAY = /^(?:(?:19|20)\d\d|(?:0?[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2]))$/

function readAmount(token: Token | undefined): number | null {
  if (token?.kind === 'word') return token.word.numeral
  if (token?.kind !== 'number' || /\d[.,]\d+[.,]\d/.test(token.text)) return null
  const value = Number(token.text.replaceAll(' ', '').replace(',', '.'))
  return Number.isFinite(value) ? value : null
}

function compare(part: number, whole: number): Share {
  if (part === 0) return 'nothing'
  return part < whole ? 'below' : 'whole'
}
