import type { PhraseSequence } from './phrase.ts'
import type { Detail } from './vocabulary.ts'

/*
 * The compiled rules for classes of responses: plain JSON, regular expressions as sources.
 * `docs/grammar.md` tells authors what they mean; `src/responses` obeys them.
 */

/** The verb a clause stands on; `none` where it has only nouns. */
export const PREDICATES = [
  'result',
  'past',
  'present',
  'future',
  'absent',
  'participle',
  'none',
] as const
export type Predicate = (typeof PREDICATES)[number]

/** What the ending of a word tells about it; `none` is listed for words that only look like a verb. */
export const FORMS = [...PREDICATES, 'we'] as const
export type Form = (typeof FORMS)[number]

/** Who acts: the respondent (also where nobody is named), another body, or nobody is named. */
export const ACTORS = ['self', 'other', 'unnamed'] as const
export type Actor = (typeof ACTORS)[number]

/** How a clause hangs on the one before it. */
export const LINKS = ['start', 'next', 'contrast', 'reason', 'result', 'concession'] as const
export type Link = (typeof LINKS)[number]

/** A share of the whole found in a clause: «3 з 5», «60 %». */
export const SHARES = ['nothing', 'below', 'whole', 'unsaid'] as const
export type Share = (typeof SHARES)[number]

/** A phrase of the grammar, compiled, to be looked for in folded text. */
export type Pattern = PhrasePattern | ExpressionPattern

interface PhrasePattern {
  readonly phrase: PhraseSequence
  /**
   * Word beginnings (up to three letters, without apostrophes), one of which every match holds;
   * null where none can be told and the pattern must always be tried.
   */
  readonly anchors: readonly string[] | null
}

/** What stands between slashes in the grammar. */
interface ExpressionPattern {
  /** Source of a regular expression; flag `u` only where it names Unicode properties. */
  readonly source: string
  readonly anchors: null
}

/** What a clause must be for a rule to fire; a property that is missing is not asked. */
export interface ClauseCondition {
  readonly predicate?: readonly Predicate[]
  readonly negated?: boolean
  /** `own`: the respondent says «we». */
  readonly voice?: 'active' | 'passive' | 'own'
  readonly actor?: readonly Actor[]
  readonly evidence?: boolean
  readonly share?: readonly Share[]
  readonly link?: readonly Link[]
  /** True: the clause is the whole response. */
  readonly alone?: boolean
  /** True: the clause shares words with the measure. */
  readonly about?: boolean
  /** True: the respondent stands among the executors, as far as words tell. */
  readonly isExecutor?: boolean
  /** One of these kinds of measure. */
  readonly measure?: readonly string[]
  /** All of these signs, none of those. */
  readonly signs?: readonly string[]
  readonly without?: readonly string[]
}

export interface ClassRule {
  /** `disclaimed.belongs`; unique. */
  readonly id: string
  readonly detail: Detail
  /** 1 to 100: the order in which rules are told, and decide where no model does. */
  readonly weight: number
  readonly when: ClauseCondition
  /** One of these must match, where there are any. */
  readonly phrases: readonly Pattern[]
  readonly unless: readonly Pattern[]
  readonly examples: readonly ClassExample[]
  readonly counterexamples: readonly ClassExample[]
}

/** Where an example was written. */
export interface ExamplePlace {
  /** File of the grammar, for messages. */
  readonly file: string
  /** From 1. */
  readonly line: number
}

/** A text that a rule or a pattern must know, or must not know, for the grammar's own test. */
export interface TextExample extends ExamplePlace {
  readonly text: string
  readonly isOfRule: boolean
}

export interface ClassExample extends ExamplePlace {
  readonly response: string
  readonly measure: string | null
  readonly executors: string | null
  readonly respondent: string | null
  /** Detail that is asked for where it is not the rule's own. */
  readonly detail: Detail | null
}

/** Word lists that the splitting into clauses stands on. */
export interface ClauseWords {
  /** Word or `-ending` → form; endings without their hyphen. */
  readonly words: Readonly<Record<string, Form>>
  readonly endings: Readonly<Record<string, Form>>
  readonly lists: Readonly<Record<WordList, readonly string[]>>
  /** Numbers written as words, in any case. */
  readonly numerals: Readonly<Record<string, number>>
  /** Words behind an amount → how many times as large they make it. */
  readonly scales: Readonly<Record<string, number>>
}

export const WORD_LISTS = [
  'abbreviations',
  'auxiliaries',
  'contrast',
  'adding',
  'reason',
  'complement',
  'reporting',
  'causing',
  'therefore',
  'concession',
  'relative',
  'negation',
  'notNegation',
  'between',
  'prepositions',
  'fillWords',
  'self',
  'ours',
  'bodies',
  'notBodies',
  'genericBodies',
  'commonNames',
  'subjectEndings',
  'agentEndings',
  'caseEndings',
  'adjectiveEndings',
  'predicativeEndings',
  'reflexiveEndings',
  'addingAfter',
  'notAddingAfter',
  'partitives',
  'planned',
  'wanted',
  'percent',
] as const
export type WordList = (typeof WORD_LISTS)[number]

/** Names that a respondent of a kind gives to itself, its parts and its people. */
export interface OwnNames {
  /** One of these stands in the name of the respondent: beginnings of words, all of them. */
  readonly respondent: readonly (readonly string[])[]
  /** Folded words. */
  readonly names: readonly string[]
  /** Of those that act in its reports («відділом освіти проведено»), folded too. */
  readonly parts: readonly string[]
}

export interface Classes {
  readonly clauseWords: ClauseWords
  readonly ownNames: readonly OwnNames[]
  /** Name → phrases; looked for in each clause. */
  readonly signs: Readonly<Record<string, readonly Pattern[]>>
  /** Names of the signs that count as evidence. */
  readonly evidence: readonly string[]
  /** Names of the signs that do not count after a preposition («через обмеження»). */
  readonly core: readonly string[]
  /** Kind of measure → phrases; looked for in the measure. */
  readonly measures: Readonly<Record<string, readonly Pattern[]>>
  readonly rules: readonly ClassRule[]
  /** Whole words and word beginnings of all phrases, for closing torn words and typing errors. */
  readonly vocabulary: { readonly words: readonly string[]; readonly stems: readonly string[] }
}
