import type { Form, WordList } from '../model/class-rule.ts'
import type { PhraseFinder } from '../text/phrase.ts'
import type { Growth } from './growth.ts'
import type { Search } from './matchers.ts'
import { hashWord, type WordHashes } from './word-hashes.ts'

/** For each list of the grammar whether a word stands in it; words in the same lists share one. */
export type Membership = Readonly<Record<WordList, boolean>>

/** Questions about a word that most words are never asked. */
export interface WordTests {
  /** Name of a body in the nominative, in the instrumental, in any case; one that any body has. */
  isSubject(word: string): boolean
  isAgent(word: string): boolean
  isBody(word: string): boolean
  /** A subject that is nothing else; several bodies. */
  isNominative(word: string): boolean
  isPlural(word: string): boolean
  isGeneric(word: string): boolean
  isAdjective(word: string): boolean
  isPredicative(word: string): boolean
  isReflexive(word: string): boolean
  /** True for a «не» that has grown together with its verb. */
  isGlued(word: string): boolean
  /** True where the word, or its beginning, stands in the grammar. */
  isKnown(word: string): boolean
  /** The same, but for words that a «не» has grown to. */
  isExpected(word: string): boolean
  isPlain(word: string): boolean
}

/** What the grammar tells about single words, each folded and without apostrophes. */
export interface WordFacts extends WordTests {
  membershipOf(word: string): Membership
  /** Null where the ending tells nothing. */
  formOf(word: string): Form | null
  /** What the forms of a word have in common. */
  stemOf(word: string): string
  /** Value of a number written as a word, null for other words. */
  numeralOf(word: string): number | null
  /** The known word that a word misses by one letter, null where there is none. */
  rightOf(word: string): string | null
  /** Patterns that the word may belong to. */
  searchesFor(word: string): readonly Search[]
  /** How many patterns the grammar has. */
  patterns(): number
  /** How the words and stems of the grammar that begin so go on. */
  growthOf(word: string): Growth
}

/** log2 of how many patterns one number of `begun` holds, and the bits of each. */
const PATTERNS_EACH = 4
const [ASKED, BEGUN] = [1, 2] as const

/**
 * A word of folded text, without apostrophes, and all that can be told about it without its
 * neighbours. Words come again where responses do not: each thing is found out at most once.
 */
export class Word {
  readonly text: string
  readonly is: Membership
  readonly stem: string
  readonly numeral: number | null
  private readonly facts: WordFacts
  /** A bit a test: whether it was asked, and what it said. */
  private asked = 0
  private said = 0
  private ownForm: Form | null | undefined
  private ownHashes: WordHashes | null = null
  private ownSearches: readonly Search[] | null = null
  private ownGrowth: Growth | null = null
  private ownRight: string | null | undefined
  /** Two bits a pattern of the grammar: whether it was asked, and whether this word may begin it. */
  private begun: Int32Array | null = null

  constructor(text: string, facts: WordFacts) {
    this.text = text
    this.facts = facts
    this.is = facts.membershipOf(text)
    this.stem = facts.stemOf(text)
    this.numeral = facts.numeralOf(text)
  }

  get isSubject(): boolean {
    return this.told(1 << 0, 'isSubject')
  }

  get isAgent(): boolean {
    return this.told(1 << 1, 'isAgent')
  }

  get isBody(): boolean {
    return this.told(1 << 2, 'isBody')
  }

  get isNominative(): boolean {
    return this.told(1 << 11, 'isNominative')
  }

  get isPlural(): boolean {
    return this.told(1 << 12, 'isPlural')
  }

  get isGeneric(): boolean {
    return this.told(1 << 3, 'isGeneric')
  }

  get isAdjective(): boolean {
    return this.told(1 << 4, 'isAdjective')
  }

  get isPredicative(): boolean {
    return this.told(1 << 5, 'isPredicative')
  }

  get isReflexive(): boolean {
    return this.told(1 << 6, 'isReflexive')
  }

  get isGlued(): boolean {
    return this.told(1 << 7, 'isGlued')
  }

  get isKnown(): boolean {
    return this.told(1 << 8, 'isKnown')
  }

  /** True where it holds letters and digits of folded text and nothing else. */
  get isPlain(): boolean {
    return this.told(1 << 10, 'isPlain')
  }

  get isExpected(): boolean {
    return this.told(1 << 9, 'isExpected')
  }

  /** Null where the ending tells nothing. */
  get form(): Form | null {
    if (this.ownForm === undefined) this.ownForm = this.facts.formOf(this.text)
    return this.ownForm
  }

  /** The known word that this one misses by a letter, null where it is another word of its own. */
  get right(): string | null {
    if (this.ownRight === undefined) this.ownRight = this.facts.rightOf(this.text)
    return this.ownRight
  }

  get hashes(): WordHashes {
    this.ownHashes ??= hashWord(this.text, this.stem)
    return this.ownHashes
  }

  /** Patterns that the word may belong to. */
  get searches(): readonly Search[] {
    this.ownSearches ??= this.facts.searchesFor(this.text)
    return this.ownSearches
  }

  /** True where some word of the grammar begins with this word and the next, torn apart. */
  growsWith(next: Word): boolean {
    this.ownGrowth ??= this.facts.growthOf(this.text)
    return this.ownGrowth.goesOn(next.text)
  }

  /** True where the word, standing at `start`, may be the first of what a numbered phrase finds. */
  mayBegin(
    phrase: PhraseFinder,
    number: number,
    { text, start }: { readonly text: string; readonly start: number },
  ): boolean {
    this.begun ??= new Int32Array((this.facts.patterns() >> PATTERNS_EACH) + 1)
    const shift = (number & ((1 << PATTERNS_EACH) - 1)) << 1
    const place = number >> PATTERNS_EACH
    const bits = (this.begun[place] ?? 0) >>> shift
    if ((bits & ASKED) !== 0) return (bits & BEGUN) !== 0
    const may = phrase.mayBegin(text, start)
    this.begun[place] = (this.begun[place] ?? 0) | ((may ? ASKED | BEGUN : ASKED) << shift)
    return may
  }

  private told(bit: number, test: keyof WordTests): boolean {
    if ((this.asked & bit) === 0) {
      this.asked |= bit
      if (this.facts[test](this.text)) this.said |= bit
    }
    return (this.said & bit) !== 0
  }
}
