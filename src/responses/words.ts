import type { Form, WordList } from '../model/class-rule.ts'
import { fold } from '../text/fold.ts'
import { LETTERS } from '../text/letters.ts'
import { largest } from '../text/lists.ts'
import type { PhraseFinder } from '../text/phrase.ts'
import type { Search } from './matchers.ts'

/** For each list of the grammar whether a word stands in it; words in the same lists share one. */
export type Membership = Readonly<Record<WordList, boolean>>

/** Questions about a word that most words are never asked. */
interface WordTests {
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
  /** An adjective made of the name of a place; one that can stand in no genitive. */
  isPlace(word: string): boolean
  isMasculine(word: string): boolean
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
  readonly scale: number
  private readonly facts: WordFacts
  /** A bit a test: whether it was asked, and what it said. */
  private asked = 0
  private said = 0
  private ownForm: Form | null | undefined
  private ownHashes: WordHashes | null = null
  private ownSearches: readonly Search[] | null = null
  private ownGrowth: Growth | null = null
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

  get isPlace(): boolean {
    return this.told(1 << 13, 'isPlace')
  }

  get isMasculine(): boolean {
    return this.told(1 << 14, 'isMasculine')
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

/*
 * Whether two neighbours may be one word of the grammar that a blank has torn apart. The words that
 * begin with the first neighbour are found once; the letters of the second narrow them down.
 */

/** Stretch `[from, to)` of a sorted list whose entries all have the same `depth` letters first. */
interface Stretch {
  readonly list: readonly string[]
  readonly from: number
  readonly to: number
  readonly depth: number
}

interface Vocabulary {
  /** Both sorted. */
  readonly words: readonly string[]
  readonly stems: readonly string[]
}

/** How known words go on after the letters that they begin with. */
export class Growth {
  private readonly beginning: string
  private readonly words: Stretch
  private readonly stems: Stretch
  private readonly all: readonly string[]
  /** By the length of its beginning, whether a stem begins like this word. */
  private readonly cut = new Map<number, boolean>()

  constructor(beginning: string, { words, stems }: Vocabulary) {
    this.beginning = beginning
    this.words = narrow(whole(words), beginning, beginning.length)
    this.stems = narrow(whole(stems), beginning, beginning.length)
    this.all = stems
  }

  /**
   * False where no word that begins with both, whatever follows them, can be a known word or a known
   * stem with an ending.
   */
  goesOn(next: string): boolean {
    if (!isEmpty(this.words) && !isEmpty(narrow(this.words, next, next.length))) return true
    // All but the longest ending belongs to the stem.
    const kept = Math.max(1, this.beginning.length + next.length - LONGEST_TAIL)
    const ofNext = kept - this.beginning.length
    if (ofNext >= 0) return !isEmpty(this.stems) && !isEmpty(narrow(this.stems, next, ofNext))
    return this.hasStem(kept)
  }

  private hasStem(length: number): boolean {
    let has = this.cut.get(length)
    if (has === undefined) {
      has = !isEmpty(narrow(whole(this.all), this.beginning, length))
      this.cut.set(length, has)
    }
    return has
  }
}

function whole(list: readonly string[]): Stretch {
  return { list, from: 0, to: list.length, depth: 0 }
}

/** The part of a stretch that goes on with the first `length` of some letters. */
function narrow(stretch: Stretch, letters: string, length: number): Stretch {
  const narrowed = { ...stretch }
  for (let index = 0; index < length && narrowed.from < narrowed.to; index += 1) {
    const code = letters.charCodeAt(index)
    narrowed.from = firstFrom(narrowed, code)
    narrowed.to = firstFrom(narrowed, code + 1)
    narrowed.depth += 1
  }
  return narrowed
}

/** Index of the first entry whose next letter has this code or a higher one. */
function firstFrom({ list, from, to, depth }: Stretch, code: number): number {
  let low = from
  let high = to
  while (low < high) {
    const middle = (low + high) >> 1
    // An entry that ends here comes before all that go on.
    if ((list[middle]?.charCodeAt(depth) || 0) < code) low = middle + 1
    else high = middle
  }
  return low
}

function isEmpty({ from, to }: Stretch): boolean {
  return from >= to
}

/** Beginnings of words, for comparing words in different cases. */
export type Stems = ReadonlySet<string>

const WORDS = new RegExp(`[${LETTERS}']+`, 'g')
const LONGEST_COMMON = 5
const SHORTEST = 3

/**
 * Gives what the forms of a word have in common, roughly: without its longest ending, at most its
 * first five letters.
 */
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

/*
 * Words as rows of the model's table. Method: the hashing trick (K. Weinberger et al., ICML 2009).
 */

/** log2 of the number of rows that words, facts and rules are hashed into, and pieces of words. */
export const FEATURE_BITS = 17
export const PIECE_BITS = 18
const MASK = 2 ** FEATURE_BITS - 1
const PIECE_MASK = 2 ** PIECE_BITS - 1
/** log2 of the number of bits that tell which stems are known. */
export const STEM_BITS = 17

const [WHOLE, STEMS, PIECES] = [0x9e3779b1, 0x85ebca6b, 0x27d4eb2f]

/** The rows of one word. */
export interface WordHashes {
  readonly whole: number
  /** Of its stem: the row, the hash that pairs are made of, the 17 bits by which it is known. */
  readonly stem: number
  readonly stemHash: number
  readonly stemBits: number
}

export function hashWord(word: string, stem: string): WordHashes {
  const stemHash = hashOf(stem, STEMS)
  return {
    whole: rowOf(hashOf(word, WHOLE)),
    stem: rowOf(stemHash),
    stemHash,
    stemBits: mixed(stemHash) >>> (32 - STEM_BITS),
  }
}

const PRIME = 0x01000193
const BLANK = 0x20

/** FNV-1a over the UTF-16 units of a text. */
function hashOf(text: string, seed: number): number {
  let hash = seed
  for (let index = 0; index < text.length; index += 1) hash = hashStep(hash, text.charCodeAt(index))
  return hash
}

function hashStep(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, PRIME)
}

/** The hash of words with blanks between. */
export function hashJoined(seed: number, words: readonly string[]): number {
  let hash = hashOf(words[0] ?? '', seed)
  for (let index = 1; index < words.length; index += 1)
    hash = hashOf(words[index] ?? '', hashStep(hash, BLANK))
  return hash
}

/** A pair of hashes, in this order. */
export function mix(left: number, right: number): number {
  return Math.imul(left ^ (left >>> 15), 0x2c1b3c6d) ^ right
}

export function rowOf(hash: number): number {
  return mixed(hash) & MASK
}

/** The hash of a run of letters that has none yet, and with one unit more. */
export function startOfPiece(): number {
  return PIECES
}

export const stepOfPiece = hashStep

/** The row of a run of letters of this length. */
export function pieceRow(hash: number, length: number): number {
  return mixed(hash + length) & PIECE_MASK
}

/** MurmurHash3's finaliser, so that all bits are well mixed. */
function mixed(hash: number): number {
  let value = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return value ^ (value >>> 16)
}
