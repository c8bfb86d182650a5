import type { Form } from '../model/class-rule.ts'
import { LETTERS } from '../text/characters.ts'
import { isDigitCode, isLetterCode, isSpaceCode } from '../text/letters.ts'
import type { Prepared } from './prepared.ts'

/** A word, a number or a punctuation mark of a worked text. */
export interface Token {
  readonly kind: 'word' | 'number' | 'mark'
  /** Folded, without apostrophes. */
  readonly text: string
  readonly start: number
  readonly end: number
  readonly form: Form | null
}

/** Each expression begins where the scan stands. */
const LINK =
  /https?:\/\/\S+|www\.\S+|[a-z0-9-]{1,60}(?:\.[a-z0-9-]{1,60}){0,4}\.[a-z]{2,10}(?:\/\S*)?/y
const NUMBER = /\d{1,3}(?: \d{3})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)*/y
const WORD = new RegExp(`[${LETTERS}][${LETTERS}0-9']*(?:-[${LETTERS}][${LETTERS}0-9']*)*`, 'y')
const HAS_LATIN = /[a-z]/
const IS_LETTER = new RegExp(`[${LETTERS}]`)
/** Letters of a word that the anchors of patterns are compared with. */
export const ANCHOR = 3

/** The words, numbers and marks of a folded text; links are words. */
export function readTokens(text: string, prepared: Prepared): readonly Token[] {
  const tokens: Token[] = []
  const mayHoldLink = HAS_LATIN.test(text)
  for (let start = 0; start < text.length; ) {
    if (isSpaceCode(text.charCodeAt(start))) {
      start += 1
      continue
    }
    const kind = kindAt(text, start)
    const end = (mayHoldLink ? endBy(LINK, text, start) : null) ?? endOf(kind, text, start)
    const part = text.slice(start, end)
    const bare = part.includes("'") ? part.replaceAll("'", '') : part
    const form = kind === 'word' ? prepared.formOf(bare) : null
    tokens.push({ kind, text: bare, start, end, form })
    start = end
  }
  return tokens
}

function kindAt(text: string, at: number): Token['kind'] {
  const code = text.charCodeAt(at)
  if (isDigitCode(code)) return 'number'
  if (code !== APOSTROPHE && isLetterCode(code)) return 'word'
  return IS_LETTER.test(text.charAt(at)) ? 'word' : 'mark'
}

const APOSTROPHE = 0x27

function endOf(kind: Token['kind'], text: string, start: number): number {
  const end = kind === 'mark' ? null : endBy(kind === 'word' ? WORD : NUMBER, text, start)
  return end ?? start + String.fromCodePoint(text.codePointAt(start) ?? 0).length
}

/** Where the match of an expression that must begin at `start` ends, null where there is none. */
function endBy(expression: RegExp, text: string, start: number): number | null {
  expression.lastIndex = start
  return expression.test(text) ? expression.lastIndex : null
}

/** What the anchors of patterns are compared with: up to three letters of each word. */
export function beginningsOf(tokens: readonly Token[]): ReadonlySet<string> {
  const beginnings = new Set<string>()
  for (const token of tokens) {
    if (token.kind === 'mark') continue
    beginnings.add(token.text.slice(0, ANCHOR))
    // «веб-сайті» also begins a word at its hyphen.
    for (const part of token.text.includes('-') ? token.text.split('-') : [])
      beginnings.add(part.slice(0, ANCHOR))
  }
  return beginnings
}
