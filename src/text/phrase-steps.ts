import type { PhraseGap, PhrasePart, PhraseSequence } from '../model/phrase.ts'
import { addTo, kept } from './lists.ts'

type StepKind =
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

/**
 * The ways of a group, sorted by the two letters that they begin with; those of two letters are
 * made ready when these first come up, since most of the hundred words of a sign never do.
 */
class Ways {
  private readonly ways: readonly Way[]
  private readonly next: Step
  private readonly isOptional: boolean
  /** Places of ways by the two letters that they may begin with, and those letters' first. */
  private readonly byLetters = new Map<number, number[]>()
  private readonly letters = new Set<number>()
  /** Ways that may begin with any letter. */
  private readonly open: number[] = []
  private readonly made = new Map<Way, Step>()
  private readonly ready = new Map<number, readonly Step[]>()

  constructor(ways: readonly Way[], next: Step, isOptional: boolean) {
    this.ways = ways
    this.next = next
    this.isOptional = isOptional
    for (let place = 0; place < ways.length; place += 1) this.sort(ways[place] ?? '', place)
  }

  /** The ways that may go on with two letters, in their order. */
  from(first: number, next: number): readonly Step[] {
    const key = this.letters.has(first) ? beginning(first, next) : OTHER_LETTER
    return this.ready.get(key) ?? this.prepare(key)
  }

  private prepare(key: number): readonly Step[] {
    const anySecond = key - (key % LETTER_CODES)
    const own = this.byLetters.get(key) ?? []
    const others = [...(this.byLetters.get(anySecond) ?? []), ...this.open]
    const places =
      others.length > 0
        ? [...new Set([...own, ...others])].sort((left, right) => left - right)
        : own
    const steps = places.map((place) => this.stepOf(this.ways[place] ?? ''))
    if (this.isOptional) steps.push(this.next)
    this.ready.set(key, steps)
    return steps
  }

  private sort(way: Way, place: number): void {
    const beginnings = beginningsOf(way)
    if (!beginnings) this.open.push(place)
    for (const each of beginnings ?? []) {
      this.letters.add(Math.floor(each / LETTER_CODES))
      if (this.byLetters.get(each)?.at(-1) !== place) addTo(this.byLetters, each, place)
    }
  }

  private stepOf(way: Way): Step {
    const { next } = this
    return kept(this.made, way, () =>
      typeof way === 'string' ? plainStep(way, next) : before(way, next),
    )
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

/** The letters that a match of the phrase may begin with; null where that cannot be told. */
export function firstLetters(sequence: PhraseSequence): string | null {
  const first = (each: number) => String.fromCharCode(Math.floor(each / LETTER_CODES))
  return beginningsOf(sequence)?.map(first).join('') ?? null
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

const FIRST_CYRILLIC = 0x400

/** An apostrophe of a phrase may be missing in the text. */
function beginningsOfText(text: string): readonly number[] | null {
  const first = text.charCodeAt(0)
  // Most ways begin with two Cyrillic letters, which are no signs.
  if (first >= FIRST_CYRILLIC && text.charCodeAt(1) >= FIRST_CYRILLIC)
    return [beginning(first, text.charCodeAt(1))]
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
  return beginsWith(sequence, (part) => part === '#' || part === '^' || isWord(part))
}

/** True where a match can only begin with a word of which the phrase tells letters. */
export function beginsWithLetters(sequence: PhraseSequence): boolean {
  return beginsWith(sequence, isWord)
}

function beginsWith(sequence: PhraseSequence, isFirst: (part: string) => boolean): boolean {
  const [first, ...rest] = sequence
  if (first === undefined) return false
  if (typeof first === 'string') return isFirst(first)
  const isWayFirst = (way: Way) => beginsWith(typeof way === 'string' ? [way] : way, isFirst)
  if ('any' in first) return first.any.every(isWayFirst)
  return 'maybe' in first && first.maybe.every(isWayFirst) && beginsWith(rest, isFirst)
}

/** «*» alone is any word, also none. */
function isWord(part: string): boolean {
  return /[a-z0-9\u00df-\u024f\u0400-\u052f]/.test(part)
}
