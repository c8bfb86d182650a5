import {
  ACTORS,
  type Classes,
  type ClassRule,
  type ClauseCondition,
  type ClauseWords,
  type Form,
  LINKS,
  type OwnNames,
  PREDICATES,
  type Predicate,
  SHARES,
  WORD_LISTS,
  type WordList,
} from '../model/class-rule.ts'
import { remember } from '../text/memory.ts'
import { isPlainWord, type Matcher, MatcherIndex } from './matchers.ts'
import {
  type Endings,
  endingTest,
  hasStem,
  type Membership,
  namesTest,
  stemmer,
  Word,
  type WordFacts,
} from './words.ts'

/** Longest ending of a word that a grammar may name. */
const LONGEST_ENDING = 9
/** Longest case ending of a body's name. */
const LONGEST_CASE = 4

export interface PreparedRule {
  readonly rule: ClassRule
  readonly condition: PreparedCondition
  readonly phrases: Matcher
  readonly unless: Matcher
}

/** Rules, and in their order what sorts most of them out. */
interface RuleTable {
  readonly rules: readonly PreparedRule[]
  /** `PreparedCondition.unwanted`. */
  readonly unwanted: Int32Array
  /** Number of the matcher without whose candidates the rule cannot fire, -1 where there is none. */
  readonly matchers: Int16Array
}

/** The classes in the form in which they are used: sets, maps and expressions built once. */
export interface Prepared {
  /** The rules that may fire on a clause with such a predicate, in the order of the grammar. */
  readonly rules: Readonly<Record<Predicate, RuleTable>>
  readonly signs: ReadonlyMap<string, Matcher>
  /** Signs that do not count after a preposition. */
  readonly core: ReadonlySet<string>
  readonly measures: ReadonlyMap<string, Matcher>
  readonly ownNames: readonly OwnNames[]
  /** How many matchers the grammar has. */
  readonly matchers: number
  /** What is known of a folded word without apostrophes. */
  word(text: string): Word
  /** `Word.isExpected`, for what is not worth remembering. */
  isExpected(word: string): boolean
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
  const index = new MatcherIndex()
  const facts = wordFacts(classes, index)
  const word = remember((text) => new Word(text, facts))
  return {
    rules: byPredicate(
      classes.rules.map((rule) => ({
        rule,
        condition: prepareCondition(rule.when),
        phrases: index.add(rule.phrases),
        unless: index.add(rule.unless),
      })),
    ),
    signs: new Map(Object.entries(classes.signs).map(([name, list]) => [name, index.add(list)])),
    core: new Set(classes.core),
    measures: new Map(
      Object.entries(classes.measures).map(([name, list]) => [name, index.add(list)]),
    ),
    ownNames: classes.ownNames,
    matchers: index.matchers,
    word,
    isExpected: facts.isExpected,
  }
}

function wordFacts({ clauseWords, vocabulary }: Classes, index: MatcherIndex): WordFacts {
  const { words, endings, lists, numerals, scales } = clauseWords
  const negation = lists.negation[0] ?? ''
  const stems = new Set(vocabulary.stems)
  const whole = new Set(vocabulary.words)
  const names = (list: readonly string[], last: Endings) => {
    const isName = namesTest(list, last, lists.notBodies)
    // «банки-партнери».
    return (word: string) => isName(word) || (word.includes('-') && word.split('-').some(isName))
  }
  const isKnown = (word: string) => whole.has(word) || hasStem(word, stems)
  const formOfWord = (word: string) => formOf(word, words, endings)
  return {
    membershipOf: memberships(lists),
    formOf: formOfWord,
    stemOf: stemmer(lists.caseEndings),
    isBody: names(lists.bodies, LONGEST_CASE),
    isSubject: names(lists.bodies, lists.subjectEndings),
    isGeneric: names(lists.genericBodies, LONGEST_CASE),
    isAgent: names(lists.bodies, lists.agentEndings),
    isAdjective: endingTest(lists.adjectiveEndings),
    isPredicative: endingTest(lists.predicativeEndings),
    isReflexive: endingTest(lists.reflexiveEndings),
    // «не отримано» stands apart even where the grammar knows «неотримання».
    isPlain: isPlainWord,
    isExpected: (word) => (word === negation || !word.startsWith(negation)) && isKnown(word),
    numeralOf: (word) => (Object.hasOwn(numerals, word) ? (numerals[word] ?? null) : null),
    scaleOf: (word) => (Object.hasOwn(scales, word) ? (scales[word] ?? 1) : 1),
    searchesFor: (word) => index.searchesFor(word),
    patterns: () => index.size,
  }
}

/** Gives the lists that a word stands in. */
function memberships(lists: ClauseWords['lists']): (word: string) => Membership {
  const listed = new Map<string, readonly WordList[]>()
  for (const name of WORD_LISTS)
    for (const word of lists[name]) listed.set(word, [...(listed.get(word) ?? []), name])
  const memberOf = remember((names) => {
    const own = names.split(' ')
    return Object.fromEntries(WORD_LISTS.map((name) => [name, own.includes(name)])) as Membership
  })
  return (word) => memberOf(listed.get(word)?.join(' ') ?? '')
}

function byPredicate(rules: readonly PreparedRule[]): Prepared['rules'] {
  const fitting = PREDICATES.map((predicate) => [
    predicate,
    tableOf(rules.filter(({ rule }) => rule.when.predicate?.includes(predicate) ?? true)),
  ])
  return Object.fromEntries(fitting) as Prepared['rules']
}

function tableOf(rules: readonly PreparedRule[]): RuleTable {
  const matchers = rules.map(({ phrases }) =>
    phrases.isEmpty || phrases.always.length > 0 ? -1 : phrases.number,
  )
  return {
    rules,
    unwanted: Int32Array.from(rules, ({ condition }) => condition.unwanted),
    matchers: Int16Array.from(matchers),
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

/** What a condition may ask of a clause at no cost: the properties that every clause has. */
export type Traits = Required<
  Pick<ClauseCondition, 'negated' | 'voice' | 'alone' | 'about' | 'isExecutor'>
> & {
  readonly [Name in 'actor' | 'share' | 'link']: Required<ClauseCondition>[Name][number]
}

const EITHER = [false, true] as const
/** Each trait with all its values, each of which is a bit: 23 of the 31 that V8 computes fastest. */
const VALUES: { readonly [Name in keyof Traits]: readonly Traits[Name][] } = {
  negated: EITHER,
  voice: ['active', 'passive', 'own'],
  actor: ACTORS,
  share: SHARES,
  link: LINKS,
  alone: EITHER,
  about: EITHER,
  isExecutor: EITHER,
}
const TRAITS = Object.keys(VALUES) as readonly (keyof Traits)[]

/** A condition, and the bits of the traits that it does not want. */
export interface PreparedCondition {
  readonly when: ClauseCondition
  readonly unwanted: number
}

export function prepareCondition(when: ClauseCondition): PreparedCondition {
  let unwanted = 0
  let bit = 1
  for (const name of TRAITS) {
    const wanted: readonly unknown[] | undefined = listOf(when[name])
    for (const value of VALUES[name]) {
      if (wanted && !wanted.includes(value)) unwanted |= bit
      bit <<= 1
    }
  }
  return { when, unwanted }
}

function listOf(asked: unknown): readonly unknown[] | undefined {
  return asked === undefined || Array.isArray(asked) ? asked : [asked]
}

/** The bits of the traits of a clause. */
export function traitBits(traits: Traits): number {
  let bits = 0
  let first = 0
  for (const name of TRAITS) {
    const values: readonly unknown[] = VALUES[name]
    bits |= 1 << (first + values.indexOf(traits[name]))
    first += values.length
  }
  return bits
}
