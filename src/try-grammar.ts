import { idleRules, testClasses } from './grammar/class-tests.ts'
import type { ExamplePlace } from './model/class-rule.ts'
import type { Grammar, TextExample } from './model/grammar.ts'
import { classify } from './responses/index.ts'
import { matchRole } from './tables/roles.ts'
import { matchText } from './tables/row-words.ts'
import { countExamples, tryBodies, tryLanguage } from './values/try.ts'

/** An example that the grammar's own rules do not bear out. */
export interface Failure extends ExamplePlace {
  readonly rule: string
  /** The example, what was expected of it and what came out. */
  readonly message: string
}

export interface GrammarTest {
  /** How many examples and counterexamples were run. */
  readonly examples: number
  readonly failures: readonly Failure[]
  /** Rules that no example makes fire. */
  readonly silent: readonly string[]
}

/** Runs every example and counterexample that a grammar carries. */
export function testGrammar(grammar: Grammar): GrammarTest {
  const { columns, rows, classes, bodies, language } = grammar
  const rules = [...columns, ...rows, ...classes.rules]
  const counterexamples = classes.rules.map((rule) => rule.counterexamples)
  const lists = [...rules.map((rule) => rule.examples), ...counterexamples, bodies.examples]
  return {
    examples: lists.reduce((sum, list) => sum + list.length, countExamples(language)),
    failures: [
      ...columns.flatMap(({ role, examples }) =>
        tryTexts(
          `columns.${role}`,
          examples,
          (text) => matchRole(text, columns)?.role ?? null,
          role,
        ),
      ),
      ...rows.flatMap(({ id, kind, examples }) =>
        tryTexts(
          `rows.${id}`,
          examples,
          (text) => matchText(text, grammar).find((found) => found === kind) ?? null,
          kind,
        ),
      ),
      ...testClasses(classes, classify).map(describe),
      ...tryBodies(grammar),
      ...tryLanguage(language),
    ].sort(byPlace),
    silent: idleRules(classes, classify),
  }
}

function tryTexts(
  rule: string,
  examples: readonly TextExample[],
  tell: (text: string) => string | null,
  expected: string,
): readonly Failure[] {
  return examples.flatMap(({ text, isOfRule, file, line }) => {
    const got = tell(text)
    if ((got === expected) === isOfRule) return []
    const wanted = isOfRule ? expected : `anything but ${expected}`
    return [describe({ rule, text, expected: wanted, got: got ?? 'nothing', file, line })]
  })
}

interface Difference extends ExamplePlace {
  readonly rule: string
  readonly text: string
  readonly expected: string
  readonly got: string
}

function describe({ rule, text, expected, got, file, line }: Difference): Failure {
  return { rule, message: `«${text}»: expected ${expected}, got ${got}.`, file, line }
}

function byPlace(left: ExamplePlace, right: ExamplePlace): number {
  if (left.file !== right.file) return left.file < right.file ? -1 : 1
  return left.line - right.line
}
