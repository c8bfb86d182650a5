import type { Form } from '../model/class-rule.ts'
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

const TOKEN =
  /https?:\/\/\S+|www\.\S+|[a-z0-9-]{1,60}(?:\.[a-z0-9-]{1,60}){0,4}\.[a-z]{2,10}(?:\/\S*)?|\p{N}{1,3}(?: \p{N}{3})+(?!\p{N})(?:,\p{N}+)?|[\p{L}\p{M}][\p{L}\p{M}\p{N}']*(?:-[\p{L}][\p{L}\p{N}']*)*|\p{N}+(?:[.,]\p{N}+)*|[^\s]/gu

const ANCHOR = 3

export function readTokens(text: string, prepared: Prepared): readonly Token[] {
  const tokens: Token[] = []
  for (const match of text.matchAll(TOKEN)) {
    const bare = match[0].includes("'") ? match[0].replaceAll("'", '') : match[0]
    const kind = kindOf(match[0])
    tokens.push({
      kind,
      text: bare,
      start: match.index,
      end: match.index + match[0].length,
      form: kind === 'word' ? prepared.formOf(bare) : null,
    })
  }
  return tokens
}

function kindOf(text: string): Token['kind'] {
  const code = text.charCodeAt(0)
  if (code >= 0x30 && code <= 0x39) return 'number'
  if ((code >= 0x61 && code <= 0x7a) || (code >= 0x0430 && code <= 0x045f)) return 'word'
  return /^[\p{L}\p{M}]/u.test(text) ? 'word' : /^\p{N}/u.test(text) ? 'number' : 'mark'
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
