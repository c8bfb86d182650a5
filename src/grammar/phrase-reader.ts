import type { PhrasePart, PhraseSequence } from '../model/phrase.ts'
import { fold } from '../text/fold.ts'

const BETWEEN = 3
const TOKEN = /…\d*|\.\.\.\d*|[|()[\]^$#*]|\s+|[\p{L}\p{N}'’ʼ`]+(?:-[\p{L}\p{N}'’ʼ`]+)*|[^\s]/gu
const LETTER = /[\p{L}\p{N}]/u

/** What is wrong with a phrase, for a message with its place in the grammar. */
export class PhraseError extends Error {}

/** A phrase taken apart, in the form that is looked for without an expression. Throws `PhraseError`. */
export function readPhrase(phrase: string): PhraseSequence {
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

  readPhrase(): PhraseSequence {
    const sequence = this.readSequence()
    const left = this.tokens[this.index]
    if (left === '|') throw new PhraseError(`«|» stands outside brackets in «${this.phrase}»`)
    if (left !== undefined) throw new PhraseError(`«${left}» closes nothing in «${this.phrase}»`)
    return sequence
  }

  private readSequence(): PhraseSequence {
    const found: Found[] = []
    let blankBefore = false
    for (let token = this.peek(); !/^[|)\]]$/.test(token) && token !== ''; token = this.peek()) {
      this.index += 1
      const isBlank = /^\s+$/.test(token)
      if (!isBlank) found.push({ part: this.readPart(token), blankBefore })
      blankBefore = isBlank
    }
    return withBlanks(found)
  }

  private readPart(token: string): PhrasePart {
    if (/^[…]|^\.\.\./.test(token))
      return { gap: Number(token.replace(/^\D+/, '') || BETWEEN), blank: 'none' }
    if (token === '(' || token === '[') return this.readGroup(token)
    if (LETTER.test(token)) return fold(token) + this.take('*')
    if (token !== '*' || !LETTER.test(this.peek())) return fold(token)
    this.index += 1
    return `*${fold(this.tokens[this.index - 1] ?? '')}${this.take('*')}`
  }

  private readGroup(opened: string): PhrasePart {
    const closing = opened === '(' ? ')' : ']'
    const ways = [single(this.readSequence())]
    while (this.take('|')) ways.push(single(this.readSequence()))
    const closed = this.peek()
    if (closed === '') throw new PhraseError(`«${opened}» is not closed in «${this.phrase}»`)
    if (closed !== closing) throw new PhraseError(`«${closed}» closes nothing in «${this.phrase}»`)
    this.index += 1
    return opened === '(' ? { any: ways } : { maybe: ways }
  }

  private peek(): string {
    return this.tokens[this.index] ?? ''
  }

  /** The token where it is the next one, else ''. */
  private take(token: string): string {
    if (this.peek() !== token) return ''
    this.index += 1
    return token
  }
}

interface Found {
  readonly part: PhrasePart
  readonly blankBefore: boolean
}

/** Blanks belong to what may be missing: before the first firm part they follow it, else precede. */
function withBlanks(found: readonly Found[]): PhraseSequence {
  const firm = found.findIndex(({ part }) => !mayBeMissing(part) && !isEdge(part))
  return found.flatMap(({ part, blankBefore }, index): PhraseSequence => {
    const before = found[index - 1]?.part
    if (mayBeMissing(part)) {
      if (index > firm && firm >= 0) return [optional(part, blankBefore ? 'before' : 'none')]
      return [optional(part, found[index + 1]?.blankBefore ? 'after' : 'none')]
    }
    const isSpaced = blankBefore && before !== undefined && !isEdge(before) && !isEdge(part)
    const isTaken = before !== undefined && mayBeMissing(before) && (index <= firm || firm < 0)
    if (!isSpaced || isTaken) return [part]
    return [isMark(before) || isMark(part) ? '' : ' ', part]
  })
}

function optional(part: PhrasePart, blank: 'before' | 'after' | 'none'): PhrasePart {
  if (typeof part === 'object' && 'gap' in part) return { ...part, blank }
  if (blank === 'none' || typeof part === 'string' || !('maybe' in part)) return part
  const any = { any: part.maybe }
  return { maybe: [blank === 'before' ? [' ', any] : [any, ' ']] }
}

function mayBeMissing(part: PhrasePart): boolean {
  return typeof part === 'object' && ('gap' in part || 'maybe' in part)
}

function isEdge(part: PhrasePart): boolean {
  return part === '^' || part === '$'
}

function isMark(part: PhrasePart): boolean {
  return typeof part === 'string' && part !== '#' && !isWord(part)
}

/** «*» alone is any word, also none. */
export function isWord(part: string): boolean {
  return part === '*' || LETTER.test(part)
}

/** A way of one word as that word. */
export function single(way: PhraseSequence): string | PhraseSequence {
  const [first] = way
  return way.length === 1 && typeof first === 'string' ? first : way
}
