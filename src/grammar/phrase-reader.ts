import { fold } from '../text/fold.ts'

const BETWEEN = 3
const TOKEN = /…\d*|\.\.\.\d*|[|()[\]^$#*]|\s+|[\p{L}\p{N}'’ʼ`]+(?:-[\p{L}\p{N}'’ʼ`]+)*|[^\s]/gu

/** What is wrong with a phrase, for a message with its place in the grammar. */
export class PhraseError extends Error {}
export type Element =
  | {
      readonly kind: 'word'
      readonly text: string
      readonly opens: boolean
      readonly ends: boolean
    }
  | {
      readonly kind: 'mark'
      readonly part: string
      /** The beginning or the end of the text. */
      readonly isEdge: boolean
    }
  | { readonly kind: 'number' }
  | { readonly kind: 'gap'; readonly words: number }
  | { readonly kind: 'group'; readonly optional: boolean; readonly ways: readonly Sequence[] }
export type Sequence = readonly { readonly element: Element; readonly blankBefore: boolean }[]

/** A phrase taken apart. Throws `PhraseError`. */
export function readPhrase(phrase: string): Sequence {
  return new Reader(phrase).readPhrase()
}

/** Reads a phrase by recursive descent. */
class Reader {
  private readonly phrase: string
  private readonly tokens: readonly string[]
  private index = 0

  constructor(phrase: string) {
    this.phrase = phrase
    this.tokens = phrase.match(TOKEN) ?? []
  }

  readPhrase(): Sequence {
    const sequence = this.readSequence()
    const left = this.tokens[this.index]
    if (left === '|') throw new PhraseError(`«|» stands outside brackets in «${this.phrase}»`)
    if (left !== undefined) throw new PhraseError(`«${left}» closes nothing in «${this.phrase}»`)
    return sequence
  }

  private readSequence(): Sequence {
    const sequence: { element: Element; blankBefore: boolean }[] = []
    let blankBefore = false
    for (let token = this.peek(); !/^[|)\]]$/.test(token) && token !== ''; token = this.peek()) {
      this.index += 1
      if (/^\s+$/.test(token)) blankBefore = true
      else {
        sequence.push({ element: this.readElement(token), blankBefore })
        blankBefore = false
      }
    }
    return sequence
  }

  private readElement(token: string): Element {
    if (/^[…]|^\.\.\./.test(token))
      return { kind: 'gap', words: Number(token.replace(/^\D+/, '') || BETWEEN) }
    if (token === '(' || token === '[') return this.readGroup(token)
    if (token === '#') return { kind: 'number' }
    if (token === '^' || token === '$') return { kind: 'mark', part: token, isEdge: true }
    if (token === '*') return this.readRest()
    if (/[\p{L}\p{N}]/u.test(token))
      return { kind: 'word', text: fold(token), opens: false, ends: !this.take('*') }
    return { kind: 'mark', part: fold(token), isEdge: false }
  }

  private readRest(): Element {
    const word = this.peek()
    if (!/[\p{L}\p{N}]/u.test(word)) return { kind: 'word', text: '', opens: false, ends: false }
    this.index += 1
    return { kind: 'word', text: fold(word), opens: true, ends: !this.take('*') }
  }

  private readGroup(opened: string): Element {
    const closing = opened === '(' ? ')' : ']'
    const ways = [this.readSequence()]
    while (this.take('|')) ways.push(this.readSequence())
    const closed = this.peek()
    if (closed === '') throw new PhraseError(`«${opened}» is not closed in «${this.phrase}»`)
    if (closed !== closing) throw new PhraseError(`«${closed}» closes nothing in «${this.phrase}»`)
    this.index += 1
    return { kind: 'group', optional: opened === '[', ways }
  }

  private peek(): string {
    return this.tokens[this.index] ?? ''
  }

  private take(token: string): boolean {
    if (this.peek() !== token) return false
    this.index += 1
    return true
  }
}

export function mayBeMissing(element: Element): boolean {
  return element.kind === 'gap' || (element.kind === 'group' && element.optional)
}

export function isEdge(element: Element): boolean {
  return element.kind === 'mark' && element.isEdge
}

/** Letters and marks as a regular expression has them. */
export function escapeMarks(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}
