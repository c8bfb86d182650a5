import type { Form, WordList } from '../model/class-rule.ts'
import { fold } from '../text/fold.ts'
import { LETTERS } from '../text/letters.ts'
import { largest } from '../text/lists.ts'
import type { PhraseFinder } from '../text/phrase.ts'
import type { Search } from './matchers.ts'
import { type WordRows, wordRows } from './rows.ts'

/** For each list of the grammar whether a word stands in it; words in the same lists share one. */
export type Membership = Readonly<Record<WordList, boolean>>

/** Questions about a word that most words are never asked. */
interface WordTests {
  /** Name of a body in any case, in the nominative, in the instrumental; one that any body has. */
  isBody(word: string): boolean
  isSubject(word: string): boolean
  isAgent(word: string): boolean
  isGeneric(word: string): boolean
  isAdjective(word: string): boolean
  isPredicative(word: string): boolean
  isReflexive(word: string): boolean
  /** True where it or its beginning stands in the grammar, but for words that a «не» has grown to. */
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
  /** How many times as large it makes the amount before it; 1 for most. */
  scaleOf(word: string): number
  /** Patterns that the word may belong to. */
  searchesFor(word: string): readonly Search[]
  /** How many patterns the grammar has. */
  patterns(): number
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
  readonly scale: number
  private readonly facts: WordFacts
  /** A bit a test: whether it was asked, and what it said. */
  private asked = 0
  private said = 0
  private ownForm: Form | null | undefined
  private ownRows: WordRows | null = null
  private ownSearches: readonly Search[] | null = null
  /** Two bits a pattern of the grammar: whether it was asked, and whether this word may begin it. */
  private begun: Int32Array | null = null

  constructor(text: string, facts: WordFacts) {
    this.text = text
    this.facts = facts
    this.is = facts.membershipOf(text)
    this.stem = facts.stemOf(text)
    this.numeral = facts.numeralOf(text)
    this.scale = facts.scaleOf(text)
  }

  get isBody(): boolean {
    return this.told(1 << 2, 'isBody')
  }

  get isSubject(): boolean {
    return this.told(1 << 0, 'isSubject')
  }

  get isAgent(): boolean {
    return this.told(1 << 1, 'isAgent')
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

  /** As the model knows it. */
  get rows(): WordRows {
    this.ownRows ??= wordRows(this.text, this.stem)
    return this.ownRows
  }

  /** Patterns that the word may belong to. */
  get searches(): readonly Search[] {
    this.ownSearches ??= this.facts.searchesFor(this.text)
    return this.ownSearches
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

/** A word, a number or a punctuation mark of a worked text. */
export interface Token {
  readonly kind: 'word' | 'number' | 'mark'
  /** Folded, without apostrophes. */
  readonly text: string
  readonly start: number
  readonly end: number
  /** Null for numbers and marks too. */
  readonly form: Form | null
  /** What the grammar tells about the text. */
  readonly word: Word
}

/*
 * Tests of single words by their beginnings and endings, as the word lists of the grammar have them.
 */

const LOWEST = 0x430
const HIGHEST = 0x45f
const WITH_UPTURN = 0x491
/** An open stem («держ*») is followed by so many letters of the name. */
const OPEN = 4
/** Letters before an adjective's ending; before a long one («мі-ська») two will do. */
const SHORTEST_BEFORE = 3
const LONG_ENDING = 3

/** Endings of a name: listed, or any of at most so many letters. */
export type Endings = readonly string[] | number

/**
 * True for the stems with one of the endings, unless the word begins like one of `except`. A stem
 * `*центр` is any word that ends so, `держ*` any word that begins so and goes on for four letters
 * or more.
 */
export function namesTest(
  stems: readonly string[],
  endings: Endings,
  except: readonly string[] = [],
): (word: string) => boolean {
  const whole = new Set(stems.filter((stem) => !stem.includes('*')))
  const last = stems.filter((stem) => stem.startsWith('*')).map((stem) => stem.slice(1))
  const open = stems.filter((stem) => stem.endsWith('*')).map((stem) => stem.slice(0, -1))
  const listed = typeof endings === 'number' ? null : new Set(endings)
  const longest =
    typeof endings === 'number' ? endings : largest(endings.map((each) => each.length))
  const isExcepted = (word: string) => except.some((other) => word.startsWith(other))
  const isStem = (stem: string) =>
    whole.has(stem) ||
    last.some((end) => stem.endsWith(end)) ||
    open.some((start) => stem.startsWith(start) && stem.length >= start.length + OPEN)
  const isName = (stem: string, word: string) => isStem(stem) && !isExcepted(word)
  return (word) => {
    for (let length = 0; length <= longest && length < word.length; length += 1) {
      const ending = word.slice(word.length - length)
      if (listed ? !listed.has(ending) : !isCyrillic(ending)) continue
      if (isName(word.slice(0, word.length - length), word)) return true
    }
    return false
  }
}

/** True for words of at least three letters, before a long ending two, before one of the endings. */
export function endingTest(endings: readonly string[]): (word: string) => boolean {
  return (word) =>
    endings.some((ending) => {
      const shortest = ending.length < LONG_ENDING ? SHORTEST_BEFORE : SHORTEST_BEFORE - 1
      const end = word.length - ending.length
      return word.endsWith(ending) && end >= shortest && isCyrillic(word.slice(end - shortest, end))
    })
}

function isCyrillic(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if ((code < LOWEST || code > HIGHEST) && code !== WITH_UPTURN) return false
  }
  return true
}

const SHORTEST_STEM = 5
/** A longer rest is no ending: two words grown together, or another word. */
const LONGEST_TAIL = 4

/** True where the word is one of the stems with an ending. */
export function hasStem(word: string, stems: ReadonlySet<string>): boolean {
  const from = Math.max(SHORTEST_STEM, word.length - LONGEST_TAIL)
  for (let length = from; length <= word.length; length += 1)
    if (stems.has(word.slice(0, length))) return true
  return false
}

/** Beginnings of words, for comparing words in different cases. */
export type Stems = ReadonlySet<string>

const WORDS = new RegExp(`[${LETTERS}']+`, 'g')
const LONGEST_COMMON = 5
const SHORTEST = 3

/** Gives what the forms of a word have in common, roughly: without its longest ending, at most its first five letters. */
export function stemmer(endings: readonly string[]): (word: string) => string {
  const known = new Set(endings)
  const longest = Math.max(0, largest(endings.map((ending) => ending.length)))
  return (word) => {
    const shortest = Math.max(SHORTEST, word.length - longest)
    for (let length = shortest; length < word.length; length += 1)
      if (known.has(word.slice(length))) return word.slice(0, Math.min(length, LONGEST_COMMON))
    return word.slice(0, LONGEST_COMMON)
  }
}

/** Folded words without apostrophes. */
export function wordsOf(text: string): readonly string[] {
  return (fold(text).match(WORDS) ?? []).map((word) =>
    word.includes("'") ? word.replaceAll("'", '') : word,
  )
}
