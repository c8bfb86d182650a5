import type { Pattern } from '../model/class-rule.ts'
import { isWordCode } from '../text/letters.ts'
import { type Finder, finderOf } from '../text/matcher.ts'
import { PhraseFinder, type PhraseText, phraseText, type Span } from '../text/phrase.ts'
import type { Token, Word } from './words.ts'

export type { Span } from '../text/phrase.ts'

/** A list of patterns of the grammar. */
export interface Matcher {
  /** From 0 among those of an index. */
  readonly number: number
  /** True where there is no pattern. */
  readonly isEmpty: boolean
  /** Patterns without anchors, which must always be tried. */
  readonly always: readonly Search[]
}

/** A pattern, numbered from 0 among those of an index. */
export interface Search {
  readonly number: number
  /** Number of its matcher. */
  readonly matcher: number
  readonly finder: Finder
  /** The finder of a phrase, null for a regular expression. */
  readonly phrase: PhraseFinder | null
}

/** Letters of a word that the anchors of patterns are compared with. */
const ANCHOR = 3
const NONE: readonly Search[] = []

/** Patterns by the beginnings of words that they cannot do without. */
export class MatcherIndex {
  private readonly byBeginning = new Map<string, Search[]>()
  private searches = 0
  private count = 0

  get matchers(): number {
    return this.count
  }

  /** How many patterns were added. */
  get size(): number {
    return this.searches
  }

  add(patterns: readonly Pattern[]): Matcher {
    const always: Search[] = []
    const matcher = { number: this.count, isEmpty: patterns.length === 0, always }
    this.count += 1
    for (const pattern of patterns) {
      const { anchors } = pattern
      const search = this.searchFor(pattern, matcher.number)
      if (!anchors) always.push(search)
      for (const anchor of anchors ?? []) {
        const others = this.byBeginning.get(anchor)
        if (others) others.push(search)
        else this.byBeginning.set(anchor, [search])
      }
    }
    return matcher
  }

  /** The patterns that cannot do without a word such as this one, folded and without apostrophes. */
  searchesFor(word: string): readonly Search[] {
    return word.includes('-')
      ? partsOf(word).flatMap((part) => this.ofPart(part))
      : this.ofPart(word)
  }

  private ofPart(word: string): readonly Search[] {
    const anchored = this.byBeginning.get(word.slice(0, ANCHOR))
    if (!anchored) return NONE
    return isPlainWord(word)
      ? anchored.filter(({ phrase }) => phrase?.hasWord(word, ANCHOR) ?? true)
      : anchored
  }

  private searchFor(pattern: Pattern, matcher: number): Search {
    const finder = finderOf(pattern)
    const number = this.searches
    this.searches += 1
    const phrase = finder instanceof PhraseFinder ? finder : null
    return { number, matcher, finder, phrase }
  }
}

/** «веб-сайті» also begins a word at its hyphen. */
function partsOf(word: string): readonly string[] {
  return word.includes('-') ? [word, ...word.split('-')] : [word]
}

/** True for letters and digits of folded text and nothing else. */
export function isPlainWord(word: string): boolean {
  for (let index = 0; index < word.length; index += 1)
    if (!isWordCode(word.charCodeAt(index))) return false
  return true
}

/** The patterns that are worth trying on a text. */
export class Candidates {
  /** In the order of the words without which they cannot be. */
  private readonly searches: Search[] = []
  /** One bit a matcher: set for those that the patterns belong to. */
  private readonly matchers: Int32Array

  /** Of a text with these tokens; `matchers` is how many there are. */
  constructor(words: readonly Word[], matchers: number) {
    this.matchers = new Int32Array((matchers >> BITS) + 1)
    for (let index = 0; index < words.length; index += 1) {
      const own = words[index]?.searches ?? NONE
      for (let at = 0; at < own.length; at += 1) {
        const search = own[at]
        if (search) this.add(search)
      }
    }
  }

  /** False where no pattern of the matcher with that number is among them. */
  has(number: number): boolean {
    return ((this.matchers[number >> BITS] ?? 0) & (1 << (number & MASK))) !== 0
  }

  /** The match of the first pattern of the matcher that matches, null where none does. */
  find(matcher: Matcher, text: Searched): Span | null {
    const { searches } = this
    const count = this.has(matcher.number) ? searches.length : 0
    for (let index = 0; index < count; index += 1) {
      const search = searches[index]
      const span = search?.matcher === matcher.number ? findOne(search, text) : null
      if (span) return span
    }
    return firstSpan(matcher.always, text)
  }

  private add(search: Search): void {
    this.searches.push(search)
    const index = search.matcher >> BITS
    this.matchers[index] = (this.matchers[index] ?? 0) | (1 << (search.matcher & MASK))
  }
}

/** log2 of how many bits a number holds, and what counts them. */
const BITS = 5
const MASK = 31

/** A text that patterns are looked for in. */
export interface Searched extends PhraseText {
  /** For each of `starts` the word there, null where its letters are not the word's; or not told. */
  readonly words: readonly (Word | null)[] | null
}

/** A stretch of a text from offset `start` on with its tokens, offsets of which count in the text. */
export function searched(text: string, start: number, tokens: readonly Token[]): Searched {
  const { starts } = phraseText(text)
  const words: (Word | null)[] = []
  let next = 0
  for (let index = 0; index < starts.length; index += 1) {
    const at = (starts[index] ?? 0) + start
    while ((tokens[next]?.start ?? at) < at) next += 1
    const token = tokens[next]
    words.push(token?.start === at && isPlain(token, text, start) ? token.word : null)
  }
  return { text, starts, words }
}

/** True where the word stands there letter by letter: no apostrophe was left out, no hyphen is within, no letter follows a number. */
function isPlain({ kind, word, start, end }: Token, text: string, from: number): boolean {
  if (kind === 'mark' || word.text.length !== end - start || !word.isPlain) return false
  return kind === 'word' || !isWordCode(text.charCodeAt(end - from))
}

function firstSpan(searches: readonly Search[], text: Searched): Span | null {
  for (let index = 0; index < searches.length; index += 1) {
    const search = searches[index]
    const span = search ? findOne(search, text) : null
    if (span) return span
  }
  return null
}

/** Words that come again remember which patterns they begin none of. */
function findOne(search: Search, within: Searched): Span | null {
  const { phrase } = search
  const { text, starts, words } = within
  if (!words || !phrase?.beginsWithLetters()) return search.finder.find(within)
  for (let index = 0; index < starts.length; index += 1) {
    const start = starts[index] ?? 0
    const word = words[index]
    if (word && !word.mayBegin(phrase, search.number, { text, start })) continue
    const end = phrase.endAt(text, start)
    if (end >= 0) return { start, end }
  }
  return null
}
