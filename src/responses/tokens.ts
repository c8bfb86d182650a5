import type { Form } from '../model/class-rule.ts'
import { isAlphabeticCode, isDigitCode, isSpaceCode } from '../text/letters.ts'
import type { FoundWord } from './dictionary.ts'
import type { Prepared } from './prepared.ts'
import type { Word } from './words.ts'

/** A word, a number or a punctuation mark of a worked text. */
export interface Token {
  readonly kind: 'word' | 'number' | 'mark'
  /** Folded, without apostrophes. */
  readonly text: string
  readonly start: number
  readonly end: number
  /** Null for numbers and marks too. */
  readonly form: Form | null
  /** What the grammar tells about the text. */
  readonly word: Word
}

/** Each expression begins where the scan stands. */
const LINK =
  /https?:\/\/\S+|www\.\S+|[a-z0-9-]{1,60}(?:\.[a-z0-9-]{1,60}){0,4}\.[a-z]{2,10}(?:\/\S*)?/y
const NUMBER = /\d{1,3}(?: \d{3})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)*/y
const HAS_LATIN = /[a-z]/
const [APOSTROPHE, HYPHEN] = [0x27, 0x2d]

/** The words, numbers and marks of a folded text; links are words. `found` was looked up before. */
export function readTokens(
  text: string,
  found: readonly FoundWord[],
  prepared: Prepared,
): readonly Token[] {
  const tokens: Token[] = []
  let next = 0
  const mayHoldLink = HAS_LATIN.test(text)
  for (let start = 0; start < text.length; ) {
    const code = text.charCodeAt(start)
    if (isSpaceCode(code)) {
      start += 1
      continue
    }
    const kind = isDigitCode(code) ? 'number' : isAlphabeticCode(code) ? 'word' : 'mark'
    const end = (mayHoldLink ? endBy(LINK, text, start) : null) ?? endOf(kind, text, start)
    while ((found[next]?.start ?? start) < start) next += 1
    const before = found[next]
    const isFound = before?.start === start && before.end === end
    const word = isFound ? before.written.word : prepared.word(bareText(text, start, end))
    const form = kind === 'word' ? word.form : null
    tokens.push({ kind, text: word.text, start, end, form, word })
    start = end
  }
  return tokens
}

function bareText(text: string, start: number, end: number): string {
  const part = text.slice(start, end)
  return part.includes("'") ? part.replaceAll("'", '') : part
}

function endOf(kind: Token['kind'], text: string, start: number): number {
  if (kind === 'word') return endOfWord(text, start)
  const end = kind === 'number' ? endBy(NUMBER, text, start) : null
  return end ?? start + String.fromCodePoint(text.codePointAt(start) ?? 0).length
}

/** Letters, digits and apostrophes, and what a hyphen joins to them where it begins with a letter. */
function endOfWord(text: string, start: number): number {
  let end = start + 1
  for (; end < text.length; end += 1) {
    const code = text.charCodeAt(end)
    if (isAlphabeticCode(code) || isDigitCode(code) || code === APOSTROPHE) continue
    if (code !== HYPHEN || !isAlphabeticCode(text.charCodeAt(end + 1))) break
  }
  return end
}

/** Where the match of an expression that must begin at `start` ends, null where there is none. */
function endBy(expression: RegExp, text: string, start: number): number | null {
  expression.lastIndex = start
  return expression.test(text) ? expression.lastIndex : null
}
