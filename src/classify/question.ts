import { fold } from '../text/fold.ts'
import type { IsWord } from '../text/words.ts'
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
  readonly isWord: IsWord
}

const SHORTEST_STEM = 4
/** The word list knows nearly all words of a question; its endings vary by two letters or so. */
const ENDING = 2

export function readBackground(
  question: Question,
  prepared: Prepared,
  isWord: IsWord | null,
): Background {
  const measure = question.measure === null ? '' : fold(question.measure)
  return {
    kinds: measure === '' ? new Set() : kindsOf(measure, prepared),
    measureStems: new Set(
      wordsOf(measure)
        .filter((word) => word.length >= SHORTEST_STEM && !prepared.lists.fillWords.has(word))
        .map(prepared.stemOf),
    ),
    respondent: question.respondent === null ? null : readRespondent(question.respondent, prepared),
    isExecutor: isExecutor(question, prepared),
    isWord: wordsOfQuestion(question, isWord),
  }
}

const ABBREVIATION = /(?<![\p{L}])\p{Lu}{2,6}(?![\p{L}])/gu

function readRespondent(name: string, prepared: Prepared): Respondent {
  return {
    stems: stemsOf(name, prepared),
    abbreviations: (name.match(ABBREVIATION) ?? []).map((short) => fold(short)),
  }
}

/** Most words of the respondent's name stand in the executors; bodies of a kind have words in common. */
function isExecutor(question: Question, prepared: Prepared): boolean {
  if (question.respondent === null || question.executors === null) return false
  const executors = stemsOf(question.executors, prepared)
  const own = wordsOf(question.respondent).filter(
    (word) => word.length > 2 && !prepared.lists.fillWords.has(word),
  )
  const shared = own.filter((word) => executors.has(prepared.stemOf(word)))
  return own.length > 0 && shared.length / own.length >= MOST_OF
}

const MOST_OF = 0.6

function kindsOf(measure: string, prepared: Prepared): ReadonlySet<string> {
  const kinds = new Set<string>()
  const beginnings = beginningsOf(readTokens(measure, prepared))
  for (const [kind, matcher] of prepared.measures)
    if (matcher.find(measure, beginnings)) kinds.add(kind)
  return kinds
}

/** The words of the question itself are known words, in any of their forms. */
function wordsOfQuestion(question: Question, isWord: IsWord | null): IsWord {
  let beginnings: ReadonlySet<string> | null = null
  return (word) => {
    if (isWord?.(word)) return true
    beginnings ??= new Set(
      [question.measure, question.executors, question.respondent]
        .flatMap((text) => wordsOf(text ?? ''))
        .flatMap((known) => [
          known,
          known.slice(0, Math.max(SHORTEST_STEM, known.length - ENDING)),
        ]),
    )
    for (
      let length = word.length;
      length >= Math.max(SHORTEST_STEM, word.length - ENDING);
      length -= 1
    )
      if (beginnings.has(word.slice(0, length))) return true
    return false
  }
}

function stemsOf(text: string, prepared: Prepared): Stems {
  return new Set(
    wordsOf(text)
      .filter((word) => word.length > 2)
      .map(prepared.stemOf),
  )
}
