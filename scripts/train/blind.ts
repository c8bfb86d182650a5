import type { Classes, ClassRule, Pattern } from '../../src/model/class-rule.ts'
import type { PhraseGroup, PhrasePart, PhraseSequence } from '../../src/model/phrase.ts'
import { type Matches, matchAny, type Subject, subjectOf } from '../../src/text/matcher.ts'

/** What stands in responses of one fold: their clauses, folded. */
export interface Told {
  readonly fold: number
  readonly clauses: readonly string[]
}

/**
 * The rules without what only the responses of one fold have: phrases, alternatives in phrases and
 * listed words that nothing in another fold bears out were written because of these responses, or
 * might have been. So many rules less know of this fold what they know of a response first seen.
 */
export function blindClasses(
  classes: Classes,
  told: readonly Told[],
  folds: number,
): readonly Classes[] {
  const subjects = told.flatMap(({ fold, clauses }) =>
    clauses.map((clause) => ({ fold, subject: subjectOf(clause) })),
  )
  const words = wordFolds(told)
  const patterns = new Map<Pattern, ReadonlySet<number>>()
  const foldsOf = (pattern: Pattern): ReadonlySet<number> => {
    const before = patterns.get(pattern)
    if (before) return before
    const found = foldsWith(matchAny([pattern]), subjects)
    patterns.set(pattern, found)
    return found
  }
  return Array.from({ length: folds }, (_, fold) => {
    const isOwn = (found: ReadonlySet<number>) => found.size === 1 && found.has(fold)
    const isOwnWord = (word: string) => isOwn(words(word))
    return without(classes, (pattern) => isOwn(foldsOf(pattern)), isOwnWord)
  })
}

function foldsWith(
  matches: Matches,
  subjects: readonly { readonly fold: number; readonly subject: Subject }[],
): ReadonlySet<number> {
  const found = new Set<number>()
  for (const { fold, subject } of subjects)
    if (!found.has(fold) && matches(subject)) found.add(fold)
  return found
}

const WORD = /[\p{L}\p{N}']+/gu

/** For a word of the grammar («слово», «слово*», «*слово», «*слово*») the folds where it stands. */
function wordFolds(told: readonly Told[]): (word: string) => ReadonlySet<number> {
  const byWord = new Map<string, Set<number>>()
  for (const { fold, clauses } of told)
    for (const clause of clauses)
      for (const [word] of clause.matchAll(WORD)) {
        const plain = word.replaceAll("'", '')
        const known = byWord.get(plain) ?? new Set<number>()
        byWord.set(plain, known.add(fold))
      }
  const all = [...byWord]
  const known = new Map<string, ReadonlySet<number>>()
  return (word) => {
    const before = known.get(word)
    if (before) return before
    const test = wordTest(word.replaceAll("'", ''))
    const found = new Set(all.filter(([each]) => test(each)).flatMap(([, folds]) => [...folds]))
    known.set(word, found)
    return found
  }
}

function wordTest(word: string): (other: string) => boolean {
  const core = word.replaceAll('*', '')
  if (word.startsWith('*') && word.endsWith('*')) return (other) => other.includes(core)
  if (word.startsWith('*')) return (other) => other.endsWith(core)
  if (word.endsWith('*')) return (other) => other.startsWith(core)
  return (other) => other === core
}

function without(
  classes: Classes,
  isOwn: (pattern: Pattern) => boolean,
  isOwnWord: (word: string) => boolean,
): Classes {
  const prune = (patterns: readonly Pattern[]): readonly Pattern[] =>
    patterns
      .filter((pattern) => !isOwn(pattern))
      .flatMap((pattern) => prunePattern(pattern, isOwnWord))
  const pruneAll = (named: Readonly<Record<string, readonly Pattern[]>>) =>
    Object.fromEntries(Object.entries(named).map(([name, list]) => [name, prune(list)]))
  const { clauseWords } = classes
  return {
    ...classes,
    clauseWords: {
      ...clauseWords,
      words: Object.fromEntries(
        Object.entries(clauseWords.words).filter(([word]) => !isOwnWord(word)),
      ),
      lists: Object.fromEntries(
        Object.entries(clauseWords.lists).map(([name, list]) => [
          name,
          name.endsWith('Endings') ? list : list.filter((word) => !isOwnWord(word)),
        ]),
      ) as typeof clauseWords.lists,
    },
    signs: pruneAll(classes.signs),
    rules: classes.rules.flatMap((rule) => pruneRule(rule, prune)),
  }
}

/** A dash is a dash, whoever writes it. */
const CERTAIN = 98

/** A rule that asked for phrases and has none left is none. */
function pruneRule(
  rule: ClassRule,
  prune: (patterns: readonly Pattern[]) => readonly Pattern[],
): readonly ClassRule[] {
  if (rule.weight >= CERTAIN) return [rule]
  const phrases = prune(rule.phrases)
  if (phrases.length === 0 && rule.phrases.length > 0) return []
  return [{ ...rule, phrases, unless: prune(rule.unless) }]
}

function prunePattern(pattern: Pattern, isOwnWord: (word: string) => boolean): readonly Pattern[] {
  if (!('phrase' in pattern)) return [pattern]
  const phrase = pruneSequence(pattern.phrase, isOwnWord)
  return phrase ? [{ ...pattern, phrase }] : []
}

function pruneSequence(
  sequence: PhraseSequence,
  isOwnWord: (word: string) => boolean,
): PhraseSequence | null {
  const parts: PhrasePart[] = []
  for (const part of sequence) {
    if (typeof part === 'string') {
      if (HAS_LETTER.test(part) && isOwnWord(part)) return null
      parts.push(part)
    } else if ('any' in part || 'maybe' in part) {
      const group = pruneGroup(part, isOwnWord)
      if (!group) return null
      if (group !== 'nothing') parts.push(group)
    } else parts.push(part)
  }
  return parts
}

const HAS_LETTER = /\p{L}/u

function pruneGroup(
  group: PhraseGroup,
  isOwnWord: (word: string) => boolean,
): PhraseGroup | 'nothing' | null {
  const ways = ('any' in group ? group.any : group.maybe).flatMap((way) => {
    const left = pruneSequence(typeof way === 'string' ? [way] : way, isOwnWord)
    if (left === null) return []
    return [typeof way === 'string' ? way : left]
  })
  if ('any' in group) return ways.length === 0 ? null : { any: ways }
  return ways.length === 0 ? 'nothing' : { maybe: ways }
}
