import { fold } from '../text/fold.ts'
import { phraseText } from '../text/phrase.ts'
import type { IsWord } from '../text/words.ts'
import { findMatch } from './matchers.ts'
import { remember } from './memory.ts'
import type { Prepared } from './prepared.ts'
import { type Stems, wordsOf } from './stems.ts'
import { beginningsOf, readTokens } from './tokens.ts'

/** A response and what is known about the measure that it answers. */
export interface Question {
  /** The response; "" where the cell is empty, null where there is no cell. */
  readonly response: string | null
  readonly measure: string | null
  readonly executors: string | null
  /** The reporting body. */
  readonly respondent: string | null
  /** Headings of columns and sections: a copy of one is no answer. */
  readonly headings?: readonly string[]
}

export interface Respondent {
  readonly stems: Stems
  /** Stems of the words that tell it from other bodies. */
  readonly telling: readonly string[]
  /** Short names in capitals: «ДПС». */
  readonly abbreviations: readonly string[]
}

/** What the measure and the respondent tell about any answer. */
export interface Background {
  /** Kinds of the measure, as the grammar names them; empty where it is unknown. */
  readonly kinds: ReadonlySet<string>
  readonly measureStems: Stems
  readonly respondent: Respondent | null
  /** The respondent stands among the executors, as far as words tell. */
  readonly isExecutor: boolean
  /** The words of the question, in any of their forms. */
  readonly isWord: IsWord
}

const SHORTEST_STEM = 4
/** The word list knows nearly all words of a question; its endings vary by two letters or so. */
const ENDING = 2

export function readBackground(question: Question, prepared: Prepared): Background {
  const readers = readersOf(prepared)
  const respondent = question.respondent === null ? null : readers.respondent(question.respondent)
  return {
    ...readers.measure(question.measure ?? ''),
    respondent,
    isExecutor:
      respondent !== null &&
      question.executors !== null &&
      isExecutor(respondent, readers.stems(question.executors)),
    isWord: wordsOfQuestion(question, readers),
  }
}

interface Readers {
  measure(text: string): Pick<Background, 'kinds' | 'measureStems'>
  respondent(name: string): Respondent
  stems(text: string): Stems
  beginnings(text: string): ReadonlySet<string>
}

/** Measures, bodies and executors come again and again in the reports of one programme. */
const MOST_TEXTS = 2000
const known = new WeakMap<Prepared, Readers>()

function readersOf(prepared: Prepared): Readers {
  const before = known.get(prepared)
  if (before) return before
  const readers = {
    measure: remember((text) => readMeasure(fold(text), prepared), MOST_TEXTS),
    respondent: remember((name) => readRespondent(name, prepared), MOST_TEXTS),
    beginnings: remember(beginningsOfWords, MOST_TEXTS),
    stems: remember((text) => stemsOf(text, prepared), MOST_TEXTS),
  }
  known.set(prepared, readers)
  return readers
}

function readMeasure(
  measure: string,
  prepared: Prepared,
): Pick<Background, 'kinds' | 'measureStems'> {
  const words = wordsOf(measure).filter(
    (word) => word.length >= SHORTEST_STEM && !prepared.lists.fillWords.has(word),
  )
  return {
    kinds: kindsOf(measure, prepared),
    measureStems: new Set(words.map(prepared.stemOf)),
  }
}

const ABBREVIATION = /(?<![\p{L}])\p{Lu}{2,6}(?![\p{L}])/gu

function readRespondent(name: string, prepared: Prepared): Respondent {
  const telling = wordsOf(name).filter(
    (word) => word.length > 2 && !prepared.lists.fillWords.has(word),
  )
  return {
    stems: stemsOf(name, prepared),
    telling: telling.map(prepared.stemOf),
    abbreviations: (name.match(ABBREVIATION) ?? []).map((short) => fold(short)),
  }
}

/** Most words of the name stand in the executors; bodies of a kind have words in common. */
function isExecutor(respondent: Respondent, executors: Stems): boolean {
  const { telling } = respondent
  const shared = telling.filter((stem) => executors.has(stem))
  return telling.length > 0 && shared.length / telling.length >= MOST_OF
}

const MOST_OF = 0.6

function kindsOf(measure: string, prepared: Prepared): ReadonlySet<string> {
  const kinds = new Set<string>()
  const candidates = prepared.candidates(beginningsOf(readTokens(measure, prepared)))
  const within = phraseText(measure)
  for (const [kind, matcher] of prepared.measures)
    if (findMatch(matcher, within, candidates)) kinds.add(kind)
  return kinds
}

/** The words of the question itself are known words, in any of their forms. */
function wordsOfQuestion(question: Question, readers: Readers): IsWord {
  const texts = [question.measure, question.executors, question.respondent]
  const beginnings = texts.filter((text) => text !== null).map(readers.beginnings)
  return (word) => beginnings.some((known) => known.has(beginningOf(word)))
}

function beginningOf(word: string): string {
  return word.slice(0, Math.max(SHORTEST_STEM, word.length - ENDING))
}

/** For each word of the text the beginnings that its other forms may have. */
function beginningsOfWords(text: string): ReadonlySet<string> {
  const beginnings = new Set<string>()
  for (const word of wordsOf(text))
    for (const length of [word.length, word.length - 1, word.length - 2, word.length - 3])
      if (length >= Math.min(SHORTEST_STEM, word.length)) beginnings.add(word.slice(0, length))
  return beginnings
}

function stemsOf(text: string, prepared: Prepared): Stems {
  return new Set(
    wordsOf(text)
      .filter((word) => word.length > 2)
      .map(prepared.stemOf),
  )
}
