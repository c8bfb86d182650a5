/*
 * What a grammar knows about bodies: plain JSON, compiled from the key `bodies` of its YAML.
 * Phrases are looked for in folded text.
 */

import type { ExamplePlace } from './class-rule.ts'
import type { PhraseSequence } from './phrase.ts'

export const GENDERS = ['masculine', 'feminine', 'neuter'] as const
export type Gender = (typeof GENDERS)[number]

export interface Lexicon {
  /** Names written in several ways; they are compared as the first. */
  readonly same: readonly SameName[]
  readonly nouns: readonly BodyNoun[]
  /** Adjectives that stand before the nouns, masculine nominative (`обласний`). */
  readonly adjectives: readonly string[]
  /** Words left out when names are compared. */
  readonly ignored: readonly string[]
  readonly phrases: Readonly<Record<BodyPhrases, PhraseSequence>>
  readonly classes: readonly BodyClass[]
  /** Folded words of all entries, for closing torn words; `*` ends a beginning of words. */
  readonly words: readonly string[]
  readonly examples: readonly BodyExample[]
}

/** Lists of phrases. */
export const BODY_PHRASES = [
  'heads',
  'owners',
  'opens',
  'continues',
  'clauses',
  'roles',
  'consent',
  'alias',
  'repeats',
  'joins',
  'places',
] as const
export type BodyPhrases = (typeof BODY_PHRASES)[number]

export interface SameName {
  readonly name: string
  readonly forms: PhraseSequence
  /** True where many such bodies stand beside each other, so that only a place tells which. */
  readonly isMany: boolean
}

/** A noun that names bodies: its forms, folded, the nominative first. */
export interface BodyNoun {
  readonly gender: Gender
  readonly one: readonly string[]
  readonly many: readonly string[]
  /** Genitive of many («організацій»), null where it is not told. */
  readonly ofMany: string | null
}

/** A class of bodies: how an executor is written that means it, and which respondents it holds. */
export interface BodyClass {
  readonly name: string
  /** Matched against the whole name of an executor. */
  readonly forms: PhraseSequence
  /** Respondents that it plainly holds, or null. */
  readonly group: PhraseSequence | null
  /** Respondents for which it is too wide, or null. */
  readonly broad: PhraseSequence | null
}

/** An example that the grammar carries. */
export interface BodyExample extends ExamplePlace {
  readonly executors: string
  /** Names expected, or null where only the standing is. */
  readonly names: readonly string[] | null
  readonly respondent: string | null
  readonly standing: string | null
}
