import { LETTERS } from '../text/characters.ts'
import type { Span } from './matchers.ts'
import type { WorkedText } from './worked-text.ts'

/** Letters of any script: a span must not end inside a word, whatever it is. */
const RARE = /[\p{L}\p{N}\p{M}]/u
const WORD_CHARACTER = new RegExp(`[${LETTERS}0-9'’ʼ]`)

/**
 * Spans of a worked text as spans of the response: grown to whole words, in order, joined where
 * only blanks lie between.
 */
export function spansInResponse(
  spans: readonly Span[],
  worked: WorkedText,
  response: string,
): readonly Span[] {
  const grown = spans
    .filter((span) => span.end > span.start)
    .map((span) => growToWords(home(span, worked), response))
    .filter((span) => span.end > span.start)
    .sort((left, right) => left.start - right.start || left.end - right.end)
  const joined: Span[] = []
  for (const span of grown) {
    const last = joined.at(-1)
    if (last && response.slice(last.end, span.start).trim() === '')
      joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, span.end) }
    else joined.push(span)
  }
  return joined
}

function home(span: Span, worked: WorkedText): Span {
  if (!worked.offsets) return span
  const start = worked.offsets[span.start] ?? 0
  return { start, end: (worked.offsets[span.end - 1] ?? start) + 1 }
}

function growToWords(span: Span, response: string): Span {
  let { start, end } = span
  while (start < end && /\s/.test(response.charAt(start))) start += 1
  while (end > start && /[\s.,;:]/.test(response.charAt(end - 1))) end -= 1
  while (start > 0 && isInside(response, start)) start -= 1
  while (end < response.length && isInside(response, end)) end += 1
  return { start, end }
}

function isInside(response: string, index: number): boolean {
  return isOfWord(response.charAt(index - 1)) && isOfWord(response.charAt(index))
}

function isOfWord(character: string): boolean {
  return WORD_CHARACTER.test(character) || (character > LAST_COMMON && RARE.test(character))
}

const LAST_COMMON = '\u052f'
