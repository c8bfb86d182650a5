import type { Pattern } from '../model/class-rule.ts'
import { PhraseFinder, type PhraseText, phraseText, type Span } from './phrase.ts'
import { buildExpression } from './phrase-steps.ts'

const WORD = /[a-z\u00df-\u024f\u0400-\u052f0-9][a-z\u00df-\u024f\u0400-\u052f0-9']*/g
const LONGEST_ANCHOR = 3

/** A folded text made ready for any number of patterns. */
export interface Subject {
  readonly within: PhraseText
  readonly beginnings: ReadonlySet<string>
}

/** True where one of the patterns matches. */
export type Matches = (subject: Subject) => boolean

/** Makes a folded text ready; dear enough to be done once. */
export function subjectOf(folded: string): Subject {
  return { within: phraseText(folded), beginnings: wordBeginnings(folded) }
}

/** A search for a pattern. */
export interface Finder {
  /** The first match, null where there is none. */
  find(within: PhraseText): Span | null
}

/**
 * One test for many patterns. A pattern is only tried where one of its anchors begins a word, so
 * that a text costs about as much as its words.
 */
export function matchAny(patterns: readonly Pattern[]): Matches {
  const finders = patterns.map((pattern) => ({
    anchors: pattern.anchors,
    finder: finderOf(pattern),
  }))
  return ({ within, beginnings }) =>
    finders.some(
      ({ anchors, finder }) =>
        (anchors === null || anchors.some((anchor) => beginnings.has(anchor))) &&
        finder.find(within) !== null,
    )
}

/** A search for the pattern, made ready when it is first asked for. */
export function finderOf(pattern: Pattern): PhraseFinder | Finder {
  if ('phrase' in pattern) return new PhraseFinder(pattern.phrase)
  let expression: RegExp | null = null
  return {
    find: ({ text }) => {
      expression ??= buildExpression(pattern.source)
      const match = expression.exec(text)
      return match ? { start: match.index, end: match.index + match[0].length } : null
    },
  }
}

/** The first one, two and three letters of each word, without apostrophes. */
function wordBeginnings(folded: string): ReadonlySet<string> {
  const beginnings = new Set<string>()
  for (const word of folded.match(WORD) ?? []) {
    const letters = word.includes("'") ? word.replaceAll("'", '') : word
    for (let length = 1; length <= LONGEST_ANCHOR; length += 1)
      beginnings.add(letters.slice(0, length))
  }
  return beginnings
}
