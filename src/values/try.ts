import type { ExamplePlace } from '../model/class-rule.ts'
import {
  type Language,
  type NamedPattern,
  PATTERN_LISTS,
  type PatternList,
  type SearchedText,
} from '../model/language.ts'
import type { BodyExample } from '../model/lexicon.ts'
import { fold } from '../text/fold.ts'
import { expressionOf, type PreparedLanguage, prepareLanguage } from '../text/language.ts'
import { NO_MEMORY, readExecutors } from './bodies/executors.ts'
import type { NameGrammar } from './bodies/lexicon.ts'
import { standing } from './bodies/standing.ts'
import { lineOf } from './dates/deadline.ts'
import { readMentions, resolveSpans } from './dates/spans.ts'
import { readTokens } from './dates/tokens.ts'

/** An example of a grammar that comes out otherwise than it says. */
interface FailedExample extends ExamplePlace {
  readonly rule: string
  readonly message: string
}

/** Runs the examples of bodies that a grammar carries; empty where all come out as written. */
export function tryBodies(grammar: NameGrammar): readonly FailedExample[] {
  return grammar.bodies.examples.flatMap((example) => tryBody(example, grammar))
}

function tryBody(example: BodyExample, grammar: NameGrammar): readonly FailedExample[] {
  const { file, line, executors, names, respondent } = example
  const { bodies } = readExecutors(executors, NO_MEMORY, grammar)
  const failures: FailedExample[] = []
  const failed = (message: string) => failures.push({ rule: 'bodies', file, line, message })
  const found = bodies.map(({ name }) => name)
  if (names && JSON.stringify(found) !== JSON.stringify(names))
    failed(`«${executors}»: expected ${names.join(' | ')}, got ${found.join(' | ')}.`)
  if (respondent === null) return failures
  const stands = standing(respondent, bodies, grammar)
  if (stands !== example.standing)
    failed(`«${respondent}» among «${executors}»: expected ${example.standing}, got ${stands}.`)
  return failures
}

/** How many examples a language carries. */
export function countExamples({ patterns, examples }: Language): number {
  const named = Object.values(patterns).flat()
  return named.reduce((sum, pattern) => sum + pattern.examples.length, examples.length)
}

/** Runs the examples of a language's patterns and dates; empty where all come out as written. */
export function tryLanguage(language: Language): readonly FailedExample[] {
  const words = prepareLanguage(language)
  const lists = Object.entries(language.patterns) as [PatternList, readonly NamedPattern[]][]
  return [
    ...lists.flatMap(([list, patterns]) =>
      patterns.flatMap((pattern) => tryPattern(list, pattern, words)),
    ),
    ...tryDates(words),
  ]
}

const SEARCHED: Readonly<
  Record<SearchedText, (text: string, language: PreparedLanguage) => string>
> = {
  written: (text) => text,
  small: (text) => text.toLowerCase(),
  folded: fold,
  lead: fold,
  time: (text, language) => lineOf(readTokens(text, language, { isForgiving: true })),
}

function tryPattern(
  list: PatternList,
  pattern: NamedPattern,
  language: PreparedLanguage,
): readonly FailedExample[] {
  const searched = SEARCHED[PATTERN_LISTS[list]]
  const expression = expressionOf(list, [pattern])
  const rule = `language.${list} (${pattern.name})`
  return pattern.examples.flatMap(({ text, isOfRule, file, line }) => {
    if (expression.test(searched(text, language)) === isOfRule) return []
    const message = `«${text}»: expected ${isOfRule ? 'a match' : 'none'}.`
    return [{ rule, file, line, message }]
  })
}

function tryDates(language: PreparedLanguage): readonly FailedExample[] {
  return language.language.examples.flatMap(({ form, text, value, file, line }) => {
    const { spans } = resolveSpans(readMentions(readTokens(text, language)), null)
    const got = spans.map(({ from, to }) => `${from ?? '-'}/${to ?? '-'}`).join(', ')
    if (got === value) return []
    const message = `«${text}»: expected ${value}, got ${got === '' ? 'no date' : got}.`
    return [{ rule: `language.dates.${form}`, file, line, message }]
  })
}
