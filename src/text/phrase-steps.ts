import type { PhrasePart, PhraseSequence } from '../model/phrase.ts'

/** A phrase as a graph: each step knows what comes after it. */
export type Step =
  | { readonly kind: 'end' }
  /** The end of the text, perhaps after white space. */
  | { readonly kind: 'rest' }
  | { readonly kind: 'expression'; readonly expression: RegExp; readonly next: Step }
  | WordStep
  | { readonly kind: 'mark'; readonly text: string; readonly next: Step }
  | { readonly kind: 'blank' | 'loose' | 'first' | 'last' | 'number'; readonly next: Step }
  | GapStep
  | WaysStep

export interface WordStep {
  readonly kind: 'word'
  readonly letters: string
  /** Letters may stand before, after. */
  readonly opens: boolean
  readonly isOpen: boolean
  readonly next: Step
}

export interface GapStep {
  readonly kind: 'gap'
  readonly words: number
  readonly blank: 'before' | 'after' | 'none'
  /** What follows may begin inside the stretch that the gap takes for a word. */
  readonly isTight: boolean
  readonly next: Step
}

export interface WaysStep {
  readonly kind: 'ways'
  readonly ways: readonly Step[]
  /** For each first letter the ways worth trying; null where there are few. */
  readonly byLetter: ReadonlyMap<number, readonly Step[]> | null
}

const END: Step = { kind: 'end' }
const APOSTROPHE = 0x27
/** From so many ways on it pays to sort them by their first letter. */
const MANY = 6
const SIGNS = new Map<string, 'blank' | 'loose' | 'first' | 'last' | 'number'>([
  [' ', 'blank'],
  ['', 'loose'],
  ['^', 'first'],
  ['$', 'last'],
  ['#', 'number'],
])

export function stepsOf(sequence: PhraseSequence): Step {
  return before(sequence, END)
}

/** The same, matching only what reaches to the end of the text. */
export function stepsToEnd(sequence: PhraseSequence): Step {
  return before(sequence, { kind: 'rest' })
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
    return { kind: 'expression', expression: buildExpression(part.expression, 'y'), next }
  if ('gap' in part)
    return {
      kind: 'gap',
      words: part.gap,
      blank: part.blank,
      isTight: part.blank !== 'after' && next.kind !== 'blank',
      next,
    }
  const isOptional = 'maybe' in part
  const ways = (isOptional ? part.maybe : part.any).map((way) =>
    typeof way === 'string' ? plainStep(way, next) : before(way, next),
  )
  if (isOptional) ways.push(next)
  return { kind: 'ways', ways, byLetter: ways.length < MANY ? null : sortByLetter(ways) }
}

function plainStep(text: string, next: Step): Step {
  const sign = SIGNS.get(text)
  if (sign) return { kind: sign, next }
  const opens = text.length > 1 && text.startsWith('*')
  const isOpen = text.endsWith('*')
  const letters = text.slice(opens ? 1 : 0, isOpen ? -1 : undefined)
  // «*» alone is any word, also none.
  if (letters === '' || /[\p{L}\p{N}]/u.test(letters))
    return { kind: 'word', letters, opens, isOpen, next }
  return { kind: 'mark', text, next }
}

/** Codes of the letters that a step may begin with; null where that cannot be told. */
function firstCode(step: Step): number | null {
  if (step.kind === 'mark') return step.text.charCodeAt(0)
  if (step.kind !== 'word' || step.opens || step.letters === '') return null
  const code = step.letters.charCodeAt(0)
  return code === APOSTROPHE ? null : code
}

function sortByLetter(ways: readonly Step[]): ReadonlyMap<number, readonly Step[]> | null {
  const codes = ways.map(firstCode)
  const sorted = new Map<number, Step[]>()
  const others = ways.filter((_, index) => codes[index] === null)
  for (const code of new Set(codes))
    if (code !== null)
      sorted.set(
        code,
        ways.filter((_, index) => codes[index] === code || codes[index] === null),
      )
  sorted.set(OTHER_LETTER, others)
  return sorted
}

/** The key of `byLetter` for letters that no way begins with. */
export const OTHER_LETTER = -1

/** True where a match can only begin where a word begins, or at the beginning of the text. */
export function beginsWithWord(step: Step): boolean {
  switch (step.kind) {
    case 'word':
      return step.letters !== ''
    case 'number':
    case 'first':
      return true
    case 'ways':
      return step.ways.every(beginsWithWord)
    default:
      return false
  }
}
