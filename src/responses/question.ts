import { fold } from '../text/fold.ts'
import { remember } from '../text/memory.ts'
import { phraseText } from '../text/phrase.ts'
import { Candidates } from './matchers.ts'
import type { Prepared } from './prepared.ts'
import { type Stems, type Token, wordsOf } from './words.ts'

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

/** A set that can only be asked. */
export interface Has {
  has(word: string): boolean
}

/** What may stand in a response as a copy. */
interface Copied {
  readonly words: readonly string[]
  readonly set: ReadonlySet<string>
  readonly numbers: ReadonlySet<string>
}

export interface Respondent {
  readonly stems: Stems
  /** Stems of what it calls itself, its parts and its people besides. */
  readonly ownNames: Stems
  /** Stems of the bodies that act for it without a name of their own in reports: «відділ». */
  readonly parts: Stems
  /** Stems of the words that tell it from other bodies. */
  readonly telling: readonly string[]
}

/** What the measure and the respondent tell about any answer. */
export interface Background {
  /** Kinds of the measure, as the grammar names them; empty where it is unknown. */
  readonly kinds: Has
  /** Stems of the words of the measure. */
  readonly stems: Has
  /** The words of the question, in any of their forms, folded and without apostrophes. */
  readonly words: Has
  readonly respondent: Respondent | null
  /** The respondent stands among the executors, as far as words tell. */
  readonly isExecutor: boolean
  /** The measure, folded, word by word, and its numbers. */
  readonly measure: Copied
}

const SHORTEST_STEM = 4
/** The word list knows nearly all words of a question; its endings vary by two letters or so. */
const ENDING = 2

export function readBackground(question: Question, prepared: Prepared): Background {
  const readers = readersOf(prepared)
  const measure = readers.measure(question.measure ?? '')
  const respondent = question.respondent === null ? null : readers.respondent(question.respondent)
  const texts = [question.measure, question.executors, question.respondent]
  const words = texts.filter((text) => text !== null).map(readers.words)
  return {
    kinds: measure.kinds,
    stems: measure.stems,
    words: {
      has: (word) => {
        const letters = beginningOf(word)
        return words.some((each) => each.has(letters))
      },
    },
    respondent,
    isExecutor:
      respondent !== null &&
      question.executors !== null &&
      isExecutor(respondent, readers.stems(question.executors)),
    measure: measure.copied,
  }
}

interface Readers {
  measure(text: string): Measure
  respondent(name: string): Respondent
  stems(text: string): Stems
  /** For each word the beginning that its other forms have. */
  words(text: string): Has
}

/** Measures, bodies and executors come again and again in the reports of one programme. */
const MOST_TEXTS = 2000
const known = new WeakMap<Prepared, Readers>()

function readersOf(prepared: Prepared): Readers {
  const before = known.get(prepared)
  if (before) return before
  const readers = {
    measure: remember((text) => readMeasure(text, prepared), MOST_TEXTS),
    respondent: remember((name) => readRespondent(name, prepared), MOST_TEXTS),
    words: remember((text) => new Set(wordsOf(text).map(beginningOf)), MOST_TEXTS),
    stems: remember((text) => stemsOf(text, prepared), MOST_TEXTS),
  }
  known.set(prepared, readers)
  return readers
}

interface Measure {
  readonly copied: Copied
  readonly stems: Has
  readonly kinds: Has
}

function readMeasure(text: string, prepared: Prepared): Measure {
  const words = wordsOf(text)
  const isTelling = (word: string) =>
    word.length >= SHORTEST_STEM && !prepared.word(word).is.fillWords
  return {
    copied: { words, set: new Set(words), numbers: new Set(text.match(/\d+/g)) },
    stems: whenAsked(
      () => new Set(words.filter(isTelling).map((word) => prepared.word(word).stem)),
    ),
    kinds: whenAsked(() => kindsOf(fold(text), words, prepared)),
  }
}

/** A set that is made at the first question; most are never asked. */
function whenAsked(make: () => ReadonlySet<string>): Has {
  let made: ReadonlySet<string> | null = null
  return {
    has: (word) => {
      made ??= make()
      return made.has(word)
    },
  }
}

function readRespondent(name: string, prepared: Prepared): Respondent {
  const telling = wordsOf(name)
    .map(prepared.word)
    .filter(({ text, is }) => text.length > 2 && !is.fillWords)
  return {
    stems: stemsOf(name, prepared),
    ownNames: ownNamesOf(wordsOf(name), prepared, 'names'),
    parts: ownNamesOf(wordsOf(name), prepared, 'parts'),
    telling: telling.map(({ stem }) => stem),
  }
}

/** Stems of the names that the grammar gives to respondents with such words in their name. */
function ownNamesOf(words: readonly string[], prepared: Prepared, list: 'names' | 'parts'): Stems {
  const holds = (beginnings: readonly string[]) =>
    beginnings.every((beginning) => words.some((word) => word.startsWith(beginning)))
  const names = prepared.ownNames.flatMap((own) => (own.respondent.some(holds) ? own[list] : []))
  return new Set(names.map((name) => prepared.word(name).stem))
}

/** Most words of the name stand in the executors; bodies of a kind have words in common. */
function isExecutor(respondent: Respondent, executors: Has): boolean {
  const { telling } = respondent
  const shared = telling.filter((stem) => executors.has(stem))
  return telling.length > 0 && shared.length / telling.length >= MOST_NAMED
}

const MOST_NAMED = 0.6

function kindsOf(
  measure: string,
  words: readonly string[],
  prepared: Prepared,
): ReadonlySet<string> {
  const kinds = new Set<string>()
  const candidates = new Candidates(words.map(prepared.word), prepared.matchers)
  const within = { ...phraseText(measure), words: null }
  for (const [kind, matcher] of prepared.measures)
    if (candidates.find(matcher, within)) kinds.add(kind)
  return kinds
}

function beginningOf(word: string): string {
  return word.slice(0, Math.max(SHORTEST_STEM, word.length - ENDING))
}

function stemsOf(text: string, prepared: Prepared): Stems {
  return new Set(
    wordsOf(text)
      .filter((word) => word.length > 2)
      .map((word) => prepared.word(word).stem),
  )
}

/** A copy of fewer words is a way of speaking, not a copy. */
const SHORTEST_COPY = 3
/** Share of the copied text that must stand there in one run. */
const MOST_OF = 0.8

/**
 * The tokens without the run that copies a text, and whether there was one. A copy is most of the
 * text, word for word; a number that was put into it («переведено 14 послуг») stays.
 */
function withoutCopy(
  tokens: readonly Token[],
  { words, set, numbers }: Copied,
): { readonly tokens: readonly Token[]; readonly isCopied: boolean } {
  const needed = Math.max(SHORTEST_COPY, Math.ceil(words.length * MOST_OF))
  const isOpen = tokens.length >= needed && words.length >= SHORTEST_COPY
  if (!isOpen || countIn(set, tokens) < needed) return { tokens, isCopied: false }
  const spoken = tokens.filter((token) => token.kind === 'word')
  const run = longestRun(
    spoken.map((token) => token.text),
    words,
  )
  if (run.length < needed) return { tokens, isCopied: false }
  const first = spoken[run.start]?.start ?? 0
  const last = spoken[run.start + run.length - 1]?.end ?? 0
  return {
    tokens: tokens.filter(
      (token) => token.end <= first || token.start >= last || isOwnNumber(token, numbers),
    ),
    isCopied: true,
  }
}

/** How many words of the copied text stand there, in whatever order. */
function countIn(words: ReadonlySet<string>, tokens: readonly Token[]): number {
  let count = 0
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index]
    if (token?.kind === 'word' && words.has(token.text)) count += 1
  }
  return count
}

function isOwnNumber({ kind, text }: Token, numbers: ReadonlySet<string>): boolean {
  return kind === 'number' && !(text.match(/\d+/g) ?? []).some((digits) => numbers.has(digits))
}

/** The longest run of equal words, by its place in `left`. */
function longestRun(
  left: readonly string[],
  right: readonly string[],
): { readonly start: number; readonly length: number } {
  let best = { start: 0, length: 0 }
  let before: number[] = []
  for (const [row, word] of left.entries()) {
    const lengths: number[] = []
    for (const [column, other] of right.entries()) {
      const length = word === other ? (before[column - 1] ?? 0) + 1 : 0
      lengths.push(length)
      if (length > best.length) best = { start: row - length + 1, length }
    }
    before = lengths
  }
  return best
}

/** The measure's own words and headings, copied into the answer, say nothing. */
export function withoutCopies(
  tokens: readonly Token[],
  { measure }: Background,
  headings: readonly string[],
): { readonly tokens: readonly Token[]; readonly rule: string | null } {
  const ofMeasure = withoutCopy(tokens, measure)
  if (ofMeasure.isCopied) return { tokens: ofMeasure.tokens, rule: 'filler.measure' }
  if (headings.length === 0) return { tokens, rule: null }
  const spoken = tokens.filter((token) => token.kind === 'word').map((token) => token.text)
  const isHeading = headings.some(
    (heading) => wordsOf(heading).join(' ') === spoken.join(' ') && spoken.length > 0,
  )
  return isHeading ? { tokens: [], rule: 'filler.heading' } : { tokens, rule: null }
}
