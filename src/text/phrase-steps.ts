import type { PhraseGap, PhrasePart, PhraseSequence } from '../model/phrase.ts'

export type StepKind =
  | 'word'
  | 'blank'
  | 'ways'
  | 'end'
  | 'mark'
  | 'loose'
  | 'first'
  | 'last'
  | 'number'
  | 'gap'
  | 'rest'
  | 'expression'

/** A step of a phrase; all have one shape, since V8 reads objects of one shape fastest. */
export interface Step {
  readonly kind: StepKind
  /** Letters of a word, a mark. */
  readonly text: string
  /** Letters may stand before, after those of the word. */
  readonly opens: boolean
  readonly isOpen: boolean
  /** Most words of a gap, and on which side of each a blank stands. */
  readonly words: number
  readonly blank: PhraseGap['blank']
  /** What follows a gap may begin inside the stretch that the gap takes for a word. */
  readonly isTight: boolean
  /** Ways to go on, in order. */
  readonly ways: readonly Step[]
  /** For each first letter the ways worth trying; null where there are few. */
  readonly byLetter: ReadonlyMap<number, readonly Step[]> | null
  readonly expression: RegExp | null
  /** What comes after; an end comes after itself. */
  readonly next: Step
}

const APOSTROPHE = 0x27
/** From so many ways on it pays to sort them by their first letter. */
const MANY = 6
const SIGNS = new Map<string, StepKind>([
  [' ', 'blank'],
  ['', 'loose'],
  ['^', 'first'],
  ['$', 'last'],
  ['#', 'number'],
])

function step(kind: StepKind, next: Step | null, more: Partial<Step> = {}): Step {
  const made = {
    kind,
    text: more.text ?? '',
    opens: more.opens ?? false,
    isOpen: more.isOpen ?? false,
    words: more.words ?? 0,
    blank: more.blank ?? 'none',
    isTight: more.isTight ?? false,
    ways: more.ways ?? [],
    byLetter: more.byLetter ?? null,
    expression: more.expression ?? null,
    next,
  }
  if (!made.next) made.next = made as Step
  return made as Step
}

const END = step('end', null)
const REST = step('rest', null)

/** A phrase as a graph: each step knows what comes after it. */
export function stepsOf(sequence: PhraseSequence): Step {
  return before(sequence, END)
}

/** The same, matching only what reaches to the end of the text, white space apart. */
export function stepsToEnd(sequence: PhraseSequence): Step {
  return before(sequence, REST)
}

/**
 * The expression of a pattern's source. Folded text needs no `u` flag, unless the source names
 * Unicode properties; without it V8 builds the expression much faster.
 */
export function buildExpression(source: string, flags = ''): RegExp {
  return new RegExp(source, (/\\p\{|\\u\{/.test(source) ? 'u' : '') + flags)
}

function before(sequence: PhraseSequence, end: Step): Step {
  let next = end
  for (let index = sequence.length - 1; index >= 0; index -= 1) {
    const part = sequence[index]
    if (part !== undefined) next = stepOf(part, next)
  }
  return next
}

function stepOf(part: PhrasePart, next: Step): Step {
  if (typeof part === 'string') return plainStep(part, next)
  if ('expression' in part)
    return step('expression', next, { expression: buildExpression(part.expression, 'y') })
  if ('gap' in part)
    return step('gap', next, {
      words: part.gap,
      blank: part.blank,
      isTight: part.blank !== 'after' && next.kind !== 'blank',
    })
  const isOptional = 'maybe' in part
  const ways = (isOptional ? part.maybe : part.any).map((way) =>
    typeof way === 'string' ? plainStep(way, next) : before(way, next),
  )
  if (isOptional) ways.push(next)
  return step('ways', next, { ways, byLetter: ways.length < MANY ? null : sortByLetter(ways) })
}

function plainStep(text: string, next: Step): Step {
  const sign = SIGNS.get(text)
  if (sign) return step(sign, next)
  const opens = text.length > 1 && text.startsWith('*')
  const isOpen = text.endsWith('*')
  const letters = text.slice(opens ? 1 : 0, isOpen ? -1 : undefined)
  // «*» alone is any word, also none.
  if (letters === '' || /[a-z0-9\u00df-\u024f\u0400-\u052f]/.test(letters))
    return step('word', next, { text: letters, opens, isOpen })
  return step('mark', next, { text })
}

/** Code of the letter that a step begins with; null where that cannot be told. */
function firstCode({ kind, text, opens }: Step): number | null {
  if (kind === 'mark') return text.charCodeAt(0)
  if (kind !== 'word' || opens || text === '') return null
  const code = text.charCodeAt(0)
  return code === APOSTROPHE ? null : code
}

function sortByLetter(ways: readonly Step[]): ReadonlyMap<number, readonly Step[]> {
  const codes = ways.map(firstCode)
  const sorted = new Map<number, readonly Step[]>()
  for (const code of new Set(codes))
    if (code !== null)
      sorted.set(
        code,
        ways.filter((_, index) => codes[index] === code || codes[index] === null),
      )
  sorted.set(
    OTHER_LETTER,
    ways.filter((_, index) => codes[index] === null),
  )
  return sorted
}

/** The key of `byLetter` for letters that no way begins with. */
export const OTHER_LETTER = -1

/** True where a match can only begin where a word begins, or at the beginning of the text. */
export function beginsWithWord({ kind, text, ways }: Step): boolean {
  if (kind === 'word') return text !== ''
  if (kind === 'ways') return ways.every(beginsWithWord)
  return kind === 'number' || kind === 'first'
}
