import type { Pattern } from '../model/class-rule.ts'
import { type Finder, finderOf } from '../text/matcher.ts'
import { PhraseFinder, type PhraseText, phraseText, type Span } from '../text/phrase.ts'
import type { Token } from './tokens.ts'
import type { Word } from './words.ts'

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
  readonly finder: Finder
  /** The finder of a phrase, null for a regular expression. */
  readonly phrase: PhraseFinder | null
}

/** The patterns that a word with one beginning may belong to, in the order of the grammar. */
export type Anchor = readonly (readonly [Matcher, Search])[]

/** By the numbers of matchers the patterns that can match a text. */
export type Candidates = readonly (readonly Search[] | undefined)[]

/** Matchers by the beginnings of words that their patterns cannot do without. */
export class MatcherIndex {
  private readonly byBeginning = new Map<string, (readonly [Matcher, Search])[]>()
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
      const search = this.searchFor(pattern)
      if (!anchors) always.push(search)
      for (const anchor of anchors ?? []) {
        const others = this.byBeginning.get(anchor)
        if (others) others.push([matcher, search])
        else this.byBeginning.set(anchor, [[matcher, search]])
      }
    }
    return matcher
  }

  private searchFor(pattern: Pattern): Search {
    const finder = finderOf(pattern)
    const number = this.searches
    this.searches += 1
    return { number, finder, phrase: finder instanceof PhraseFinder ? finder : null }
  }

  /** What the letters that a word begins with anchor, null where they anchor nothing. */
  anchor(beginning: string): Anchor | null {
    return this.byBeginning.get(beginning) ?? null
  }
}

/** What is worth trying on a text with these words; `matchers` is how many there are. */
export function candidatesAmong(words: readonly Word[], matchers: number): Candidates {
  const taken: Anchor[] = []
  const candidates: Search[][] = new Array(matchers)
  for (const { anchors } of words)
    for (const anchor of anchors) {
      if (taken.includes(anchor)) continue
      taken.push(anchor)
      addCandidates(anchor, candidates)
    }
  return candidates
}

function addCandidates(anchor: Anchor, candidates: Search[][]): void {
  for (let index = 0; index < anchor.length; index += 1) {
    const entry = anchor[index]
    if (!entry) continue
    const [matcher, search] = entry
    const others = candidates[matcher.number]
    if (!others) candidates[matcher.number] = [search]
    else if (!others.includes(search)) others.push(search)
  }
}

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
    words.push(token?.start === at && isPlain(token) ? token.word : null)
  }
  return { text, starts, words }
}

/** True where the word stands there letter by letter: no apostrophe was left out, no hyphen is within. */
function isPlain({ kind, word, start, end }: Token): boolean {
  return kind === 'word' && word.text.length === end - start && word.isPlain
}

/** The first match of a pattern of the matcher, null where none matches. */
export function findMatch(matcher: Matcher, text: Searched, candidates: Candidates): Span | null {
  return firstSpan(candidates[matcher.number] ?? NONE, text) ?? firstSpan(matcher.always, text)
}

const NONE: readonly Search[] = []

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
