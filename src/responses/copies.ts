import type { Background, Copied } from './question.ts'
import { wordsOf } from './stems.ts'
import type { Token } from './tokens.ts'

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
