import { isAlphabeticCode, isDigitCode, isSpaceCode } from '../text/letters.ts'
import type { Span } from './matchers.ts'
import type { WorkedText } from './worked-text.ts'

/** Letters of any script: a span must not end inside a word, whatever it is. */
const RARE = /[\p{L}\p{N}\p{M}]/u
const [APOSTROPHE, CURLY, MODIFIER] = [0x27, 0x2019, 0x2bc]
const STOPS = '.,;:'

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
  while (start < end && isSpaceCode(response.charCodeAt(start))) start += 1
  while (end > start && endsSpan(response, end - 1)) end -= 1
  while (start > 0 && isInside(response, start)) start -= 1
  while (end < response.length && isInside(response, end)) end += 1
  return { start, end }
}

function isInside(response: string, index: number): boolean {
  return isOfWord(response, index - 1) && isOfWord(response, index)
}

function endsSpan(response: string, index: number): boolean {
  return isSpaceCode(response.charCodeAt(index)) || STOPS.includes(response.charAt(index))
}

function isOfWord(response: string, index: number): boolean {
  const code = response.charCodeAt(index)
  if (isAlphabeticCode(code) || isDigitCode(code)) return true
  if (code === APOSTROPHE || code === CURLY || code === MODIFIER) return true
  return code > LAST_COMMON && RARE.test(response.charAt(index))
}

const LAST_COMMON = 0x52f
