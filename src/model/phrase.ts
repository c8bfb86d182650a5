/*
 * A phrase of the grammar (`docs/grammar.md`) taken apart, as plain JSON: what a compiled grammar
 * stores, and what `src/text/phrase.ts` looks for without building regular expressions.
 */

/**
 * A string is a blank (" "), white space that may be missing (""), the beginning ("^") or the end
 * ("$") of the text, a number ("#"), any word ("*"), a word («слово», «слово*», «*слово»), folded,
 * or a punctuation mark.
 */
export type PhrasePart = string | PhraseGroup | PhraseGap | PhraseExpression

export type PhraseSequence = readonly PhrasePart[]

/** One of the ways, tried in order; `maybe`: or nothing. A way of one string is that string. */
type PhraseGroup =
  | { readonly any: readonly (string | PhraseSequence)[] }
  | { readonly maybe: readonly (string | PhraseSequence)[] }

/** Up to so many other words, as few as do; `blank`: on which side of each a blank stands. */
export interface PhraseGap {
  readonly gap: number
  readonly blank: 'before' | 'after' | 'none'
}

/** Source of a regular expression, flag `u` only where it names Unicode properties. */
interface PhraseExpression {
  readonly expression: string
}
