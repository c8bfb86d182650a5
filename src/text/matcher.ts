import type { Pattern } from '../model/class-rule.ts'

const WORD = /[\p{L}\p{N}][\p{L}\p{N}']*/gu
const LONGEST_ANCHOR = 3

/** True where one of the patterns matches a folded text. */
export type Matches = (folded: string) => boolean

/**
 * One test for many patterns. A pattern is only tried where one of its anchors begins a word, so
 * that a text costs about as much as its words; expressions are built when they are first tried.
 */
export function matchAny(patterns: readonly Pattern[]): Matches {
  const lazy = patterns.map(({ source, anchors }) => {
    let expression: RegExp | null = null
    return {
      anchors,
      test: (text: string) => {
        expression ??= buildExpression(source)
        return expression.test(text)
      },
    }
  })
  return (folded) => {
    const beginnings = wordBeginnings(folded)
    return lazy.some(
      ({ anchors, test }) =>
        (anchors === null || anchors.some((anchor) => beginnings.has(anchor))) && test(folded),
    )
  }
}

/** The first one, two and three letters of each word, without apostrophes. */
export function wordBeginnings(folded: string): ReadonlySet<string> {
  const beginnings = new Set<string>()
  for (const word of folded.match(WORD) ?? []) {
    const letters = word.replaceAll("'", '')
    for (let length = 1; length <= LONGEST_ANCHOR; length += 1)
      beginnings.add(letters.slice(0, length))
  }
  return beginnings
}

/**
 * The expression of a pattern's source. Folded text needs no `u` flag, unless the source names
 * Unicode properties; without it V8 builds the expression much faster.
 */
export function buildExpression(source: string): RegExp {
  return new RegExp(source, /\\p\{|\\u\{/.test(source) ? 'u' : '')
}
