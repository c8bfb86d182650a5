import type { Pattern } from '../model/class-rule.ts'
import { type Find, finderOf } from '../text/matcher.ts'
import type { PhraseText, Span } from '../text/phrase.ts'

export type { Span } from '../text/phrase.ts'

/** A list of patterns of the grammar. */
export interface Matcher {
  /** True where there is no pattern. */
  readonly isEmpty: boolean
  /** Patterns without anchors, which must always be tried. */
  readonly always: readonly Find[]
}

/** For each matcher the patterns that can match a text. */
export type Candidates = ReadonlyMap<Matcher, readonly Find[]>

/** Matchers by the beginnings of words that their patterns cannot do without. */
export class MatcherIndex {
  private readonly byBeginning = new Map<string, (readonly [Matcher, Find])[]>()

  add(patterns: readonly Pattern[]): Matcher {
    const always: Find[] = []
    const matcher = { isEmpty: patterns.length === 0, always }
    for (const pattern of patterns) {
      const { anchors } = pattern
      const find = finderOf(pattern)
      if (!anchors) always.push(find)
      for (const anchor of anchors ?? []) {
        const others = this.byBeginning.get(anchor)
        if (others) others.push([matcher, find])
        else this.byBeginning.set(anchor, [[matcher, find]])
      }
    }
    return matcher
  }

  /** What is worth trying on a text whose words begin so. */
  candidates(beginnings: ReadonlySet<string>): Candidates {
    const candidates = new Map<Matcher, Find[]>()
    for (const beginning of beginnings)
      for (const [matcher, find] of this.byBeginning.get(beginning) ?? []) {
        const others = candidates.get(matcher)
        if (!others) candidates.set(matcher, [find])
        else if (!others.includes(find)) others.push(find)
      }
    return candidates
  }
}

/** The first match of a pattern of the matcher, null where none matches. */
export function findMatch(matcher: Matcher, text: PhraseText, candidates: Candidates): Span | null {
  return firstSpan(candidates.get(matcher) ?? [], text) ?? firstSpan(matcher.always, text)
}

function firstSpan(finds: readonly Find[], text: PhraseText): Span | null {
  for (let index = 0; index < finds.length; index += 1) {
    const span = finds[index]?.(text)
    if (span) return span
  }
  return null
}
