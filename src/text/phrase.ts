import type { PhrasePart, PhraseSequence } from '../model/phrase.ts'
import { withoutApostrophes } from './fold.ts'
import { skipSpace, wordStarts } from './letters.ts'
import { addTo } from './lists.ts'
import { mayBegin, mayRun, NONE, run } from './phrase-run.ts'
import {
  beginsWithLetters,
  beginsWithWord,
  type Step,
  stepsOf,
  stepsToEnd,
} from './phrase-steps.ts'

/** A stretch of a text: UTF-16 offsets, end exclusive. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** A folded text that phrases are looked for in, and where its words begin. */
export interface PhraseText {
  readonly text: string
  readonly starts: readonly number[]
}

export function phraseText(text: string): PhraseText {
  return { text, starts: wordStarts(text) }
}

/**
 * A search for the first match of a phrase in a folded text: what `compilePhrase` describes as a
 * regular expression, found by going through the words, which costs no expression to build. Made
 * ready when it is first asked for.
 */
export class PhraseFinder {
  private readonly phrase: PhraseSequence
  private readonly first: () => Step
  private readonly isAtWords: () => boolean
  private readonly isOfLetters: () => boolean
  private words: PhraseWords | null = null

  constructor(phrase: PhraseSequence) {
    this.phrase = phrase
    this.first = once(() => stepsOf(this.phrase))
    this.isAtWords = once(() => beginsWithWord(this.phrase))
    this.isOfLetters = once(() => beginsWithLetters(this.phrase))
  }

  find({ text, starts }: PhraseText): Span | null {
    return this.isAtWords()
      ? findAtWords(this.first(), { text, starts }, 0)
      : findAnywhere(this.first(), text, 0)
  }

  /** True where every match begins with a word of which the phrase tells letters. */
  beginsWithLetters(): boolean {
    return this.isOfLetters()
  }

  /**
   * False where the word at `at` is none that a match can begin with: nothing but its own letters
   * decide, so that it may be remembered of a word. For phrases that begin with letters.
   */
  mayBegin(text: string, at: number): boolean {
    return mayBegin(this.first(), text, at)
  }

  /**
   * False where the word, folded and without apostrophes, is none that the phrase names. The same
   * number of `firstLetters` is given each time: by so many letters words are sorted.
   */
  hasWord(word: string, firstLetters: number): boolean {
    this.words ??= phraseWords(this.phrase, firstLetters)
    return isAmong(this.words, word, firstLetters)
  }

  /** End of the match that begins at `at`; -1 for none. */
  endAt(text: string, at: number): number {
    return run(this.first(), text, at)
  }
}

/** A list of phrases, looked for together: of two that match at one place the first counts. */
export interface PhraseList {
  /** The first match that begins at `from` or later. */
  find(text: string, from?: number): Span | null
  /** End of the match that begins at `at`; -1 for none. */
  endAt(text: string, at: number): number
  /** End of the match at the beginning of the text, white space before it apart; -1 for none. */
  endOfFirst(text: string): number
  /** Beginning of the first match that reaches the end of the text; -1 for none. */
  startOfLast(text: string): number
  /** True where one match takes in the whole text. */
  isWhole(text: string): boolean
}

/** The searches for a list of phrases in folded text, made ready when they are first asked for. */
export function phraseList(phrases: PhraseSequence): PhraseList {
  const plain = once(() => stepsOf(phrases))
  const toEnd = once(() => stepsToEnd(phrases))
  const isAtWords = once(() => beginsWithWord(phrases))
  const find = (first: Step, text: string, from: number) =>
    isAtWords() ? findAtWords(first, phraseText(text), from) : findAnywhere(first, text, from)
  return {
    find: (text, from = 0) => find(plain(), text, from),
    endAt: (text, at) => run(plain(), text, at),
    endOfFirst: (text) => runAtFirst(plain(), text),
    startOfLast: (text) => find(toEnd(), text, 0)?.start ?? NONE,
    isWhole: (text) => runAtFirst(toEnd(), text) !== NONE,
  }
}

function once<Value>(make: () => Value): () => Value {
  let made: Value | undefined
  return () => {
    made ??= make()
    return made
  }
}

function runAtFirst(first: Step, text: string): number {
  const start = skipSpace(text, 0)
  const end = run(first, text, start)
  return end === NONE && start > 0 ? run(first, text, 0) : end
}

/** A match may also begin at the beginning of the text. */
function findAtWords(first: Step, { text, starts }: PhraseText, from: number): Span | null {
  if (first.kind === 'first') return from === 0 ? spanAt(first, text, 0) : null
  const own = from === 0 && starts[0] !== 0 ? spanAt(first, text, 0) : null
  if (own) return own
  for (let index = 0; index < starts.length; index += 1) {
    const start = starts[index] ?? 0
    const span = start >= from && mayRun(first, text, start) ? spanAt(first, text, start) : null
    if (span) return span
  }
  return null
}

function spanAt(first: Step, text: string, start: number): Span | null {
  const end = run(first, text, start)
  return end === NONE ? null : { start, end }
}

function findAnywhere(first: Step, text: string, from: number): Span | null {
  for (let start = from; start <= text.length; start += 1) {
    const span = mayRun(first, text, start) ? spanAt(first, text, start) : null
    if (span) return span
  }
  return null
}

/** A word of a phrase, without apostrophes: the whole word, or what it begins with. */
interface PhraseWord {
  readonly letters: string
  readonly isOpen: boolean
}

/** The words of a phrase by their first letters; those that are open in front are left out. */
type PhraseWords = ReadonlyMap<string, readonly PhraseWord[]>

/** Gathers the words of a phrase, whether they must stand there or may. */
function phraseWords(phrase: PhraseSequence, firstLetters: number): PhraseWords {
  const words = new Map<string, PhraseWord[]>()
  for (const part of textsIn(phrase)) {
    const isOpen = part.endsWith('*')
    const letters = withoutApostrophes(isOpen ? part.slice(0, -1) : part)
    addTo(words, letters.slice(0, firstLetters), { letters, isOpen })
  }
  return words
}

/** True where a word, folded and without apostrophes, is one of the words of the phrase. */
function isAmong(words: PhraseWords, word: string, firstLetters: number): boolean {
  const alike = words.get(word.slice(0, firstLetters)) ?? []
  for (let index = 0; index < alike.length; index += 1) {
    const each = alike[index]
    if (each && (each.isOpen ? word.startsWith(each.letters) : word === each.letters)) return true
  }
  return false
}

/** The words and marks of a phrase, whether they must stand there or may. */
export function textsIn(part: PhrasePart | PhraseSequence): readonly string[] {
  if (typeof part === 'string') return [part]
  if (Array.isArray(part)) return (part as PhraseSequence).flatMap(textsIn)
  const ways = 'any' in part ? part.any : 'maybe' in part ? part.maybe : []
  return ways.flatMap(textsIn)
}
