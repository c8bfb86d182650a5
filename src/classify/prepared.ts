import {
  type Classes,
  type ClassRule,
  type Form,
  PREDICATES,
  type Predicate,
  type WordList,
} from '../model/class-rule.ts'
import { fold } from '../text/fold.ts'
import { remember } from '../text/memory.ts'
import { beginningTest, type Endings, endingTest, namesTest } from './endings.ts'
import { type Candidates, type Matcher, MatcherIndex } from './matchers.ts'
import { hasStem, mayGrow, stemFinder } from './spelling.ts'
import { stemmer } from './stems.ts'

/** Longest ending of a word that a grammar may name. */
const LONGEST_ENDING = 9
/** Longest case ending of a body's name. */
const LONGEST_CASE = 4

export interface PreparedRule {
  readonly rule: ClassRule
  /** Its place in the grammar. */
  readonly order: number
  readonly phrases: Matcher
  readonly unless: Matcher
}

export interface RuleIndex {
  /** Rules that any words may fire. */
  readonly always: readonly PreparedRule[]
  /** The others by their phrases. */
  readonly byPhrases: ReadonlyMap<Matcher, PreparedRule>
}

/** The classes in the form in which they are used: sets, maps and expressions built once. */
export interface Prepared {
  /** The rules that may fire on a clause with such a predicate. */
  readonly rules: Readonly<Record<Predicate, RuleIndex>>
  readonly signs: ReadonlyMap<string, Matcher>
  /** Signs that do not count after a preposition. */
  readonly core: ReadonlySet<string>
  readonly measures: ReadonlyMap<string, Matcher>
  readonly lists: Readonly<Record<WordList, ReadonlySet<string>>>
  /** The patterns worth trying on a text whose words begin so (`beginningsOf`). */
  candidates(beginnings: ReadonlySet<string>): Candidates
  /** Name of a body in the nominative, in the instrumental, in any case; one that any body has. */
  isSubject(word: string): boolean
  isAgent(word: string): boolean
  isBody(word: string): boolean
  isGeneric(word: string): boolean
  isAdjective(word: string): boolean
  isPredicative(word: string): boolean
  isReflexive(word: string): boolean
  /** True for a «не» that has grown together with its verb. */
  isGlued(word: string): boolean
  readonly negation: string
  /** Value of a number written as a word, null for other words. */
  numeralOf(word: string): number | null
  /** Form of a folded word without apostrophes, null where its ending tells nothing. */
  formOf(word: string): Form | null
  /** What the forms of a word have in common. */
  stemOf(word: string): string
  /** A word folded, without apostrophes. */
  bare(word: string): string
  /** True for words of the grammar, as they stand in a text, and for no other grown to a «не». */
  isExpected(word: string): boolean
  /** False for letters that no word of the grammar begins with, whatever follows them. */
  mayGrow(letters: string): boolean
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
  const index = new MatcherIndex()
  const negation = lists.negation[0] ?? ''
  const knows = (word: string) => whole.has(word) || hasStem(word, stems)
  const bare = remember((word) => fold(word).replaceAll("'", ''))
  const glued = beginningTest(lists.glued)
  const names = (stems: readonly string[], last: Endings) =>
    remember(namesTest(stems, last, lists.notBodies))
  return {
    rules: byPredicate(
      classes.rules.map((rule, order) => ({
        rule,
        order,
        phrases: index.add(rule.phrases),
        unless: index.add(rule.unless),
      })),
    ),
    signs: new Map(Object.entries(classes.signs).map(([name, list]) => [name, index.add(list)])),
    core: new Set(classes.core),
    measures: new Map(
      Object.entries(classes.measures).map(([name, list]) => [name, index.add(list)]),
    ),
    lists: Object.fromEntries<ReadonlySet<string>>(
      Object.entries(lists).map(([name, list]) => [name, new Set(list)]),
    ) as Record<WordList, ReadonlySet<string>>,
    candidates: (beginnings) => index.candidates(beginnings),
    isSubject: names(lists.bodies, lists.subjectEndings),
    isBody: names(lists.bodies, LONGEST_CASE),
    isGeneric: names(lists.genericBodies, LONGEST_CASE),
    isAgent: names(lists.bodies, lists.agentEndings),
    isAdjective: remember(endingTest(lists.adjectiveEndings)),
    isPredicative: remember(endingTest(lists.predicativeEndings)),
    isReflexive: remember(endingTest(lists.reflexiveEndings)),
    isGlued: (word) => word.startsWith(negation) && glued(word.slice(negation.length)),
    negation,
    numeralOf: (word) => (Object.hasOwn(numerals, word) ? (numerals[word] ?? null) : null),
    formOf: remember((word) => formOf(word, words, endings)),
    stemOf: remember(stemmer(lists.caseEndings)),
    bare,
    isExpected: remember((word) => {
      const letters = bare(word)
      // «не отримано» stands apart even where the grammar knows «неотримання».
      const isGrownTogether = letters.startsWith(negation) && letters !== negation
      return !isGrownTogether && knows(letters)
    }),
    mayGrow: remember((word) => mayGrow(word, classes.vocabulary)),
    knows,
    nearestStem: remember(stemFinder(classes.vocabulary.stems)),
  }
}

function byPredicate(rules: readonly PreparedRule[]): Readonly<Record<Predicate, RuleIndex>> {
  return Object.fromEntries<RuleIndex>(
    PREDICATES.map((predicate) => {
      const fitting = rules.filter(({ rule }) => rule.when.predicate?.includes(predicate) ?? true)
      const isUntold = ({ phrases }: PreparedRule) => phrases.isEmpty || phrases.always.length > 0
      return [
        predicate,
        {
          always: fitting.filter(isUntold),
          byPhrases: new Map(
            fitting.filter((each) => !isUntold(each)).map((each) => [each.phrases, each]),
          ),
        },
      ]
    }),
  ) as Record<Predicate, RuleIndex>
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
