import type { Classes, ClassRule, Form, Pattern, WordList } from '../model/class-rule.ts'
import { stemOf } from './stems.ts'

/** Longest ending of a word that a grammar may name. */
const LONGEST_ENDING = 9
/** Words whose form is remembered; real reports use far fewer. */
const REMEMBERED = 20_000
const SHORTEST_STEM = 5
/** A longer rest is no ending: two words grown together, or another word. */
const LONGEST_TAIL = 4

export interface Span {
  readonly start: number
  readonly end: number
}

/** Patterns, found by the beginnings of words that a text holds. */
export interface Matcher {
  /** True where there is no pattern. */
  readonly isEmpty: boolean
  /** The first match of a pattern that can match, null where none does. */
  find(text: string, beginnings: ReadonlySet<string>): Span | null
}

export interface PreparedRule {
  readonly rule: ClassRule
  readonly phrases: Matcher
  readonly unless: Matcher
}

/** The classes in the form in which they are used: sets, maps and expressions built once. */
export interface Prepared {
  readonly rules: readonly PreparedRule[]
  readonly signs: ReadonlyMap<string, Matcher>
  /** Signs that do not count after a preposition. */
  readonly core: ReadonlySet<string>
  readonly measures: ReadonlyMap<string, Matcher>
  readonly lists: Readonly<Record<WordList, ReadonlySet<string>>>
  /** Name of a body in the nominative, in the instrumental, in any case; one that any body has. */
  isSubject(word: string): boolean
  isAgent(word: string): boolean
  isBody(word: string): boolean
  isGeneric(word: string): boolean
  isAdjective(word: string): boolean
  readonly predicative: RegExp
  readonly reflexive: RegExp
  /** A «не» that has grown together with its verb. */
  readonly glued: RegExp
  readonly negation: string
  /** Value of a number written as a word, null for other words. */
  numeralOf(word: string): number | null
  /** Form of a folded word without apostrophes, null where its ending tells nothing. */
  formOf(word: string): Form | null
  /** What the forms of a word have in common. */
  stemOf(word: string): string
  /** True where the word, or its beginning, stands in the grammar. */
  knows(word: string): boolean
  /** The beginning of a word in the grammar that the word misses by one letter, else null. */
  nearestStem(word: string): string | null
}

const known = new WeakMap<Classes, Prepared>()

/** Prepares classes once; asked again with the same classes it gives the same. */
export function prepare(classes: Classes): Prepared {
  const before = known.get(classes)
  if (before) return before
  const prepared = build(classes)
  known.set(classes, prepared)
  return prepared
}

function build(classes: Classes): Prepared {
  const { words, endings, lists, numerals } = classes.clauseWords
  const stems = new Set(classes.vocabulary.stems)
  const whole = new Set(classes.vocabulary.words)
  return {
    rules: classes.rules.map((rule) => ({
      rule,
      phrases: makeMatcher(rule.phrases),
      unless: makeMatcher(rule.unless),
    })),
    signs: new Map(Object.entries(classes.signs).map(([name, list]) => [name, makeMatcher(list)])),
    core: new Set(classes.core),
    measures: new Map(
      Object.entries(classes.measures).map(([name, list]) => [name, makeMatcher(list)]),
    ),
    lists: Object.fromEntries<ReadonlySet<string>>(
      Object.entries(lists).map(([name, list]) => [name, new Set(list)]),
    ) as Record<WordList, ReadonlySet<string>>,
    isSubject: test(wordWithEnding(lists.bodies, lists.subjectEndings)),
    isBody: test(wordWithEnding(lists.bodies, ['[а-џґ]{0,4}'])),
    isGeneric: test(wordWithEnding(lists.genericBodies, ['[а-џґ]{0,4}'])),
    isAgent: test(wordWithEnding(lists.bodies, lists.agentEndings)),
    isAdjective: test(ending(lists.adjectiveEndings)),
    predicative: ending(lists.predicativeEndings),
    reflexive: ending(lists.reflexiveEndings),
    glued: new RegExp(`^${lists.negation[0] ?? ''}(?:${lists.glued.join('|')})`, 'u'),
    negation: lists.negation[0] ?? '',
    numeralOf: (word) => (Object.hasOwn(numerals, word) ? (numerals[word] ?? null) : null),
    formOf: remember((word) => formOf(word, words, endings)),
    stemOf: remember((word) => stemOf(word, lists.caseEndings)),
    knows: (word) => whole.has(word) || hasStem(word, stems),
    nearestStem: remember(stemFinder(classes.vocabulary.stems)),
  }
}

type Find = (text: string) => Span | null

function makeMatcher(patterns: readonly Pattern[]): Matcher {
  const always: Find[] = []
  const byBeginning = new Map<string, Find[]>()
  for (const { source, anchors } of patterns) {
    const find = lazyFind(source)
    if (!anchors) always.push(find)
    for (const anchor of anchors ?? []) {
      const others = byBeginning.get(anchor)
      if (others) others.push(find)
      else byBeginning.set(anchor, [find])
    }
  }
  return {
    isEmpty: patterns.length === 0,
    find(text, beginnings) {
      for (const beginning of byBeginning.size > 0 ? beginnings : [])
        for (const find of byBeginning.get(beginning) ?? []) {
          const span = find(text)
          if (span) return span
        }
      for (const find of always) {
        const span = find(text)
        if (span) return span
      }
      return null
    },
  }
}

/** Builds the regular expression when it is first tried. */
function lazyFind(source: string): Find {
  let expression: RegExp | null = null
  return (text) => {
    expression ??= new RegExp(source, 'u')
    const match = expression.exec(text)
    return match ? { start: match.index, end: match.index + match[0].length } : null
  }
}

/** `*центр` in the list stands for any word that ends so. */
function wordWithEnding(stems: readonly string[], endings: readonly string[]): RegExp {
  const ways = stems.map((stem) => (stem.startsWith('*') ? `[a-zа-џґ-]*${stem.slice(1)}` : stem))
  return new RegExp(`^(?:${ways.join('|')})(?:${endings.join('|')})$`, 'u')
}

function ending(endings: readonly string[]): RegExp {
  return new RegExp(`[а-џґ]{3}(?:${endings.join('|')})$`, 'u')
}

function test(expression: RegExp): (word: string) => boolean {
  return remember((word) => expression.test(word))
}

function remember<Value>(compute: (word: string) => Value): (word: string) => Value {
  const memory = new Map<string, Value>()
  return (word) => {
    const before = memory.get(word)
    if (before !== undefined) return before
    const value = compute(word)
    if (memory.size >= REMEMBERED) memory.clear()
    memory.set(word, value)
    return value
  }
}

function formOf(
  word: string,
  words: Readonly<Record<string, Form>>,
  endings: Readonly<Record<string, Form>>,
): Form | null {
  if (Object.hasOwn(words, word)) return words[word] ?? null
  for (let length = Math.min(LONGEST_ENDING, word.length - 1); length > 0; length -= 1) {
    const ending = word.slice(-length)
    if (Object.hasOwn(endings, ending)) return endings[ending] ?? null
  }
  return null
}

function hasStem(word: string, stems: ReadonlySet<string>): boolean {
  for (
    let length = Math.max(SHORTEST_STEM, word.length - LONGEST_TAIL);
    length <= word.length;
    length += 1
  )
    if (stems.has(word.slice(0, length))) return true
  return false
}

/** Symmetric deletion (W. Garbe's SymSpell), with one letter, on the beginnings of words. */
function stemFinder(stems: readonly string[]): (word: string) => string | null {
  const long = stems.filter((stem) => stem.length >= LONG_STEM)
  const index = new Map<string, string>()
  for (const stem of long)
    for (const variant of [stem, ...deletions(stem)])
      if (!index.has(variant)) index.set(variant, stem)
  return (word) => {
    if (word.length < LONG_STEM) return null
    const longest = Math.min(word.length, LONGEST_STEM)
    for (let length = longest; length >= LONG_STEM - 1; length -= 1) {
      const beginning = word.slice(0, length)
      for (const variant of [beginning, ...deletions(beginning)]) {
        const stem = index.get(variant)
        if (stem?.[0] === word[0]) return stem ?? null
      }
    }
    return null
  }
}

const LONG_STEM = 7
const LONGEST_STEM = 14

function deletions(word: string): readonly string[] {
  return Array.from(word, (_, index) => word.slice(0, index) + word.slice(index + 1))
}
