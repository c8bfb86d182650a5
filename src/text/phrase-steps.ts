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
  /** Ways to go on. */
  readonly ways: Ways | null
  readonly expression: RegExp | null
  /** What comes after; an end comes after itself. */
  readonly next: Step
}

const APOSTROPHE = 0x27
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
    ways: more.ways ?? null,
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
  return step('ways', next, {
    ways: new Ways(isOptional ? part.maybe : part.any, next, isOptional),
  })
}

function plainStep(text: string, next: Step): Step {
  const sign = SIGNS.get(text)
  if (sign) return step(sign, next)
  const opens = text.length > 1 && text.startsWith('*')
  const isOpen = text.endsWith('*')
  const letters = text.slice(opens ? 1 : 0, isOpen ? -1 : undefined)
  if (letters === '' || isWord(letters)) return step('word', next, { text: letters, opens, isOpen })
  return step('mark', next, { text })
}

type Way = string | PhraseSequence

/** A way, and the two letters that it may begin with; null where these cannot be told. */
interface SortedWay {
  readonly way: Way
  readonly beginnings: readonly number[] | null
}

/**
 * The ways of a group, sorted by the two letters that they begin with; those of two letters are
 * made ready when these first come up, since most of the hundred words of a sign never do.
 */
export class Ways {
  private readonly next: Step
  private readonly isOptional: boolean
  private readonly byLetter = new Map<number, SortedWay[]>()
  /** Ways that may begin with any letter. */
  private readonly open: SortedWay[] = []
  private readonly made = new Map<Way, Step>()
  private readonly ready = new Map<number, readonly Step[]>()

  constructor(ways: readonly Way[], next: Step, isOptional: boolean) {
    this.next = next
    this.isOptional = isOptional
    for (const way of ways) this.sort({ way, beginnings: beginningsOf(way) })
  }

  /** The ways that may go on with two letters, in their order. */
  from(first: number, next: number): readonly Step[] {
    const ways = this.byLetter.get(first)
    if (!ways) return this.ready.get(OTHER_LETTER) ?? this.prepare(OTHER_LETTER, this.open)
    const key = beginning(first, next)
    return this.ready.get(key) ?? this.prepare(key, ways)
  }

  private prepare(key: number, ways: readonly SortedWay[]): readonly Step[] {
    const anySecond = key - (key % LETTER_CODES)
    const steps: Step[] = []
    for (const { way, beginnings } of ways)
      if (!beginnings || beginnings.includes(key) || beginnings.includes(anySecond))
        steps.push(this.stepOf(way))
    if (this.isOptional) steps.push(this.next)
    this.ready.set(key, steps)
    return steps
  }

  private sort(sorted: SortedWay): void {
    if (!sorted.beginnings) {
      for (const ways of this.byLetter.values()) ways.push(sorted)
      this.open.push(sorted)
      return
    }
    for (const each of sorted.beginnings) {
      const letter = Math.floor(each / LETTER_CODES)
      const ways = this.byLetter.get(letter)
      if (!ways) this.byLetter.set(letter, [...this.open, sorted])
      else if (ways.at(-1) !== sorted) ways.push(sorted)
    }
  }

  private stepOf(way: Way): Step {
    let made = this.made.get(way)
    if (!made) {
      made = typeof way === 'string' ? plainStep(way, this.next) : before(way, this.next)
      this.made.set(way, made)
    }
    return made
  }
}

const OTHER_LETTER = -1
/** Letters have codes below; all others are alike as second letters. */
const LETTER_CODES = 0x530
const ANY_SECOND = 0

/** Two letters as one number. */
function beginning(first: number, second: number): number {
  return first * LETTER_CODES + (second < LETTER_CODES ? second : ANY_SECOND)
}

/** What a way may begin with; null where that cannot be told. */
function beginningsOf(way: Way): readonly number[] | null {
  if (typeof way === 'string') return beginningsOfText(way)
  const [first, ...rest] = way
  if (first === undefined) return null
  if (typeof first === 'string') return beginningsOfText(first)
  if ('any' in first) return beginningsOfAll(first.any)
  return 'maybe' in first ? beginningsOfAll([...first.maybe, rest]) : null
}

function beginningsOfAll(ways: readonly Way[]): readonly number[] | null {
  const all = new Set<number>()
  for (const way of ways) {
    const beginnings = beginningsOf(way)
    if (!beginnings) return null
    for (const each of beginnings) all.add(each)
  }
  return [...all]
}

/** An apostrophe of a phrase may be missing in the text. */
function beginningsOfText(text: string): readonly number[] | null {
  const first = text.charCodeAt(0)
  if (SIGNS.has(text) || text.startsWith('*') || first === APOSTROPHE) return null
  const second = text.charCodeAt(1)
  const isOpen = second === APOSTROPHE || text.charAt(1) === '*'
  return [beginning(first, isOpen ? ANY_SECOND : second)]
}

/**
 * True where a match can only begin where a word begins, or at the beginning of the text; told from
 * the parts, so that no step need be made. False where that is hard to tell.
 */
export function beginsWithWord(sequence: PhraseSequence): boolean {
  const [first, ...rest] = sequence
  if (first === undefined) return false
  if (typeof first === 'string') return first === '#' || first === '^' || isWord(first)
  if ('any' in first) return first.any.every(wayBeginsWithWord)
  return 'maybe' in first && first.maybe.every(wayBeginsWithWord) && beginsWithWord(rest)
}

function wayBeginsWithWord(way: Way): boolean {
  return beginsWithWord(typeof way === 'string' ? [way] : way)
}

/** «*» alone is any word, also none. */
function isWord(part: string): boolean {
  return /[a-z0-9\u00df-\u024f\u0400-\u052f]/.test(part)
}
