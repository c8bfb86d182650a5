import {
  type Language,
  type LanguageWordList,
  type Meaning,
  type NamedPattern,
  PATTERN_LISTS,
  type PatternList,
  type SearchedText,
} from '../model/language.ts'
import { LETTERS } from './letters.ts'
import { kept } from './lists.ts'
import { openMemory, recall } from './memory.ts'
import type { IsWord } from './words.ts'

/** What stands around the patterns of a list, by what they are looked for in. */
const AROUND: Readonly<Record<SearchedText, readonly [string, string]>> = {
  written: ['', ''],
  small: ['', ''],
  folded: ['', ''],
  time: [' ', ' '],
  lead: [`(?:^|[^${LETTERS}])`, `[^${LETTERS}\\d]*$`],
}

/** A language made ready to be asked: what is asked first is built then, and kept. */
export class PreparedLanguage {
  readonly language: Language
  private readonly made = new Map<string | ((language: PreparedLanguage) => unknown), unknown>()

  constructor(language: Language) {
    this.language = language
  }

  /** What is made of the language once; the same `make` gives the same value. */
  once<Value>(make: (language: PreparedLanguage) => Value): Value {
    return this.keep(make, () => make(this))
  }

  /** One expression that finds what any pattern of the list finds. */
  pattern(list: PatternList): RegExp {
    return this.keep(list, () => this.expression(list, ''))
  }

  /** The same for all matches in a text, one behind the other. */
  every(list: PatternList): RegExp {
    return this.keep(`every ${list}`, () => this.expression(list, 'g'))
  }

  /** The value of the pattern of the list that matches first; null where none does. */
  valueOf(list: PatternList, text: string): string | null {
    let best: { readonly index: number; readonly value: string | null } | null = null
    for (const pattern of this.language.patterns[list]) {
      const index = expressionOf(list, [pattern]).exec(text)?.index
      if (index !== undefined && (!best || index < best.index))
        best = { index, value: pattern.value }
    }
    return best?.value ?? null
  }

  has(list: LanguageWordList, word: string): boolean {
    return this.keep(`has ${list}`, () => new Set(this.language.words[list])).has(word)
  }

  /** True where the text ends in one of the list. */
  endsIn(list: LanguageWordList, text: string): boolean {
    return this.language.words[list].some((ending) => text.endsWith(ending))
  }

  /** The first word of a list. */
  word(list: LanguageWordList): string {
    return this.language.words[list][0] ?? ''
  }

  /** Meaning of every folded word that tells time; where two lists name it, the later one counts. */
  get times(): ReadonlyMap<string, Meaning> {
    return this.once(meanings)
  }

  private expression(list: PatternList, flags: string): RegExp {
    return expressionOf(list, this.language.patterns[list], flags)
  }

  private keep<Value>(
    key: string | ((language: PreparedLanguage) => unknown),
    make: () => Value,
  ): Value {
    return kept(this.made, key, make) as Value
  }
}

/**
 * True where a text, as it is written, is one that a pattern of the list knows; a language that is not
 * given knows none.
 */
export function tells(
  language: PreparedLanguage | undefined,
  list: PatternList,
  text = '',
): boolean {
  const searched = PATTERN_LISTS[list] === 'small' ? text.toLowerCase() : text
  return language?.pattern(list).test(searched) === true
}

/** What tells how a text is written in a language: the list of its words, and what a grammar says of it. */
export interface Spelling {
  readonly isWord: IsWord
  readonly language: PreparedLanguage
}

/** One expression for patterns of a list, as the list is looked for. */
export function expressionOf(
  list: PatternList,
  patterns: readonly NamedPattern[],
  flags = '',
): RegExp {
  const [before, behind] = AROUND[PATTERN_LISTS[list]]
  const any = patterns.map(({ source }) => `(?:${source})`).join('|')
  return new RegExp(`${before}(?:${any})${behind}`, flags)
}

function meanings({ language }: PreparedLanguage): ReadonlyMap<string, Meaning> {
  return new Map(
    language.times.flatMap(({ words, ...meaning }) => words.map((word) => [word, meaning])),
  )
}

const prepared = new WeakMap<Language, PreparedLanguage>()

/** The language made ready; made once for each. */
export function prepareLanguage(language: Language): PreparedLanguage {
  return kept(prepared, language, () => new PreparedLanguage(language))
}

/** A function of a text and a language that does not compute twice what it was asked lately. */
export function rememberBy<Value>(
  compute: (text: string, language: PreparedLanguage) => Value,
  most?: number,
): (text: string, language: Language) => Value {
  const open = () => openMemory<Value>(most)
  return (text, language) => {
    const words = prepareLanguage(language)
    return recall(words.once(open), text, () => compute(text, words))
  }
}
