import type { ClassExample, Classes, ExamplePlace, TextExample } from './model/class-rule.ts'
import type { Grammar } from './model/grammar.ts'
import { classify } from './responses/index.ts'
import { matchRole } from './tables/roles.ts'
import { matchText } from './tables/row-words.ts'
import { countExamples, tryBodies, tryLanguage } from './values/try.ts'

/** An example that the grammar's own rules do not bear out. */
interface Failure extends ExamplePlace {
  readonly rule: string
  /** The example, what was expected of it and what came out. */
  readonly message: string
}

interface GrammarTest {
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
  const { failures, silent } = tryClasses(classes)
  const roleOf = (text: string) => matchRole(text, columns)?.role
  return {
    examples: lists.reduce((sum, list) => sum + list.length, countExamples(language)),
    failures: [
      ...columns.flatMap(({ role, examples }) =>
        tryTexts(`columns.${role}`, examples, role, roleOf),
      ),
      ...rows.flatMap(({ id, kind, examples }) =>
        tryTexts(`rows.${id}`, examples, kind, (text) =>
          matchText(text, grammar).find((found) => found === kind),
        ),
      ),
      ...failures,
      ...tryBodies(grammar),
      ...tryLanguage(language),
    ].sort(byPlace),
    silent,
  }
}

function tryTexts(
  rule: string,
  examples: readonly TextExample[],
  expected: string,
  tell: (text: string) => string | undefined,
): readonly Failure[] {
  return examples.flatMap((example) => {
    const got = tell(example.text)
    if ((got === expected) === example.isOfRule) return []
    const wanted = example.isOfRule ? expected : `anything but ${expected}`
    return [failed(rule, example, example.text, [wanted, got ?? 'nothing'])]
  })
}

/**
 * Runs the examples that rules of classes carry, without a model: an example must get the rule's detail, a
 * counterexample must not be decided by the rule.
 */
export function tryClasses(classes: Classes): Pick<GrammarTest, 'failures' | 'silent'> {
  const fired = new Set<string>()
  const failures = classes.rules.flatMap((rule) => [
    ...rule.examples.flatMap((example) => {
      const { detail, rules } = classify(example, classes)
      for (const id of rules) fired.add(id)
      const expected = example.detail ?? rule.detail
      const got = `${detail} by ${rules[0] ?? 'no rule'}`
      return detail === expected ? [] : [failedClass(rule.id, example, expected, got)]
    }),
    ...rule.counterexamples.flatMap((example) => {
      const { detail, rules } = classify(example, classes)
      const isRight = example.detail ? detail === example.detail : rules[0] !== rule.id
      const expected = example.detail ?? `another rule than ${rule.id}`
      return isRight ? [] : [failedClass(rule.id, example, expected, detail)]
    }),
  ])
  return { failures, silent: classes.rules.map(({ id }) => id).filter((id) => !fired.has(id)) }
}

function failedClass(rule: string, example: ClassExample, expected: string, got: string): Failure {
  return failed(rule, example, example.response, [expected, got])
}

function failed(
  rule: string,
  { file, line }: ExamplePlace,
  text: string,
  [expected, got]: readonly [string, string],
): Failure {
  return { rule, message: `«${text}»: expected ${expected}, got ${got}.`, file, line }
}

function byPlace(left: ExamplePlace, right: ExamplePlace): number {
  if (left.file !== right.file) return left.file < right.file ? -1 : 1
  return left.line - right.line
}
