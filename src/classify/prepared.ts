import type { Classes, ClassRule, Form, Pattern, WordList } from '../model/class-rule.ts'
import { stemOf } from './stems.ts'

/** Longest ending of a word that a grammar may name. */
const LONGEST_ENDING = 9
/** Words whose form is remembered; real reports use far fewer. */
const REMEMBERED = 20_000
const SHORTEST_STEM = 5
/** A longer rest is no ending: two words grown together, or another word. */
const LONGEST_TAIL = 4

/** A pattern whose regular expression is built when it is first tried. */
export interface Matcher {
  readonly anchors: readonly string[] | null
  find(text: string): { readonly start: number; readonly end: number } | null
}

export interface PreparedRule {
  readonly rule: ClassRule
  readonly phrases: readonly Matcher[]
  readonly unless: readonly Matcher[]
}

/** The classes in the form in which they are used: sets, maps and expressions built once. */
export interface Prepared {
  readonly rules: readonly PreparedRule[]
  readonly signs: ReadonlyMap<string, readonly Matcher[]>
  readonly measures: ReadonlyMap<string, readonly Matcher[]>
  readonly lists: Readonly<Record<WordList, ReadonlySet<string>>>
  /** Names of bodies in the nominative and in the instrumental. */
  readonly subjects: RegExp
  readonly agents: RegExp
  /** A name of a body in any case. */
  readonly bodies: RegExp
  readonly generic: RegExp
  readonly adjective: RegExp
  readonly predicative: RegExp
  readonly reflexive: RegExp
  /** A «не» that has grown together with its verb. */
  readonly glued: RegExp
  readonly negation: string
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
  const { words, endings, lists } = classes.clauseWords
  const matchers = (patterns: readonly Pattern[]) => patterns.map(lazyMatcher)
  const stems = new Set(classes.vocabulary.stems)
  const whole = new Set(classes.vocabulary.words)
  return {
    rules: classes.rules.map((rule) => ({
      rule,
      phrases: matchers(rule.phrases),
      unless: matchers(rule.unless),
    })),
    signs: new Map(Object.entries(classes.signs).map(([name, list]) => [name, matchers(list)])),
    measures: new Map(
      Object.entries(classes.measures).map(([name, list]) => [name, matchers(list)]),
    ),
    lists: Object.fromEntries<ReadonlySet<string>>(
      Object.entries(lists).map(([name, list]) => [name, new Set(list)]),
    ) as Record<WordList, ReadonlySet<string>>,
    subjects: wordWithEnding(lists.bodies, lists.subjectEndings),
    bodies: wordWithEnding(lists.bodies, ['\\p{L}{0,4}']),
    generic: wordWithEnding(lists.genericBodies, ['\\p{L}{0,4}']),
    agents: wordWithEnding(lists.bodies, lists.agentEndings),
    adjective: ending(lists.adjectiveEndings),
    predicative: ending(lists.predicativeEndings),
    reflexive: ending(lists.reflexiveEndings),
    glued: new RegExp(`^${lists.negation[0] ?? ''}(?:${lists.glued.join('|')})`, 'u'),
    negation: lists.negation[0] ?? '',
    formOf: remember((word) => formOf(word, words, endings)),
    stemOf: remember((word) => stemOf(word, lists.caseEndings)),
    knows: (word) => whole.has(word) || hasStem(word, stems),
    nearestStem: remember(stemFinder(classes.vocabulary.stems)),
  }
}

function lazyMatcher(pattern: Pattern): Matcher {
  let expression: RegExp | null = null
  return {
    anchors: pattern.anchors,
    find(text) {
      expression ??= new RegExp(pattern.source, 'u')
      const match = expression.exec(text)
      return match ? { start: match.index, end: match.index + match[0].length } : null
    },
  }
}

/** `*центр` in the list stands for any word that ends so. */
function wordWithEnding(stems: readonly string[], endings: readonly string[]): RegExp {
  const ways = stems.map((stem) => (stem.startsWith('*') ? `[\\p{L}-]*${stem.slice(1)}` : stem))
  return new RegExp(`^(?:${ways.join('|')})(?:${endings.join('|')})$`, 'u')
}

function ending(endings: readonly string[]): RegExp {
  return new RegExp(`\\p{L}{3}(?:${endings.join('|')})$`, 'u')
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
  for (let length = Math.max(SHORTEST_STEM, word.length - LONGEST_TAIL); length <= word.length; length += 1)
    if (stems.has(word.slice(0, length))) return true
  return false
}

/** Symmetric deletion (W. Garbe's SymSpell), with one letter, on the beginnings of words. */
function stemFinder(stems: readonly string[]): (word: string) => string | null {
  const long = stems.filter((stem) => stem.length >= LONG_STEM)
  const index = new Map<string, string>()
  for (const stem of long)
    for (const variant of [stem, ...deletions(stem)]) if (!index.has(variant)) index.set(variant, stem)
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
