import type { ClassExample, Classes, ExamplePlace } from '../model/class-rule.ts'
import type { Detail } from '../model/vocabulary.ts'

/** What an example asks, in the shape that `classify` takes. */
export interface ExampleQuestion {
  readonly response: string
  readonly measure: string | null
  readonly executors: string | null
  readonly respondent: string | null
}

export interface ExampleAnswer {
  readonly detail: Detail
  readonly rules: readonly string[]
}

/** An example or counterexample that the classes do not hold to. */
export interface ClassFailure extends ExamplePlace {
  readonly rule: string
  readonly text: string
  readonly expected: string
  readonly got: string
}

/**
 * Runs the examples that rules carry, without a model: an example must get the rule's detail, a
 * counterexample must not be decided by the rule. `answer` is `classify`, handed in because this
 * room does not know it.
 */
export function testClasses(
  classes: Classes,
  answer: (question: ExampleQuestion, classes: Classes) => ExampleAnswer,
): readonly ClassFailure[] {
  const ask = ({ response, measure, executors, respondent }: ClassExample) =>
    answer({ response, measure, executors, respondent }, classes)
  const failures: ClassFailure[] = []
  for (const rule of classes.rules) {
    for (const example of rule.examples)
      failures.push(...expectDetail(rule.id, example.detail ?? rule.detail, example, ask(example)))
    for (const example of rule.counterexamples)
      failures.push(...expectOther(rule.id, example, ask(example)))
  }
  return failures
}

/** Ids of rules that decide none of the examples that the classes carry: they may never fire. */
export function idleRules(
  classes: Classes,
  answer: (question: ExampleQuestion, classes: Classes) => ExampleAnswer,
): readonly string[] {
  const fired = new Set<string>()
  for (const { examples } of classes.rules)
    for (const { response, measure, executors, respondent } of examples)
      for (const id of answer({ response, measure, executors, respondent }, classes).rules)
        fired.add(id)
  return classes.rules.map((rule) => rule.id).filter((id) => !fired.has(id))
}

function expectDetail(
  rule: string,
  expected: Detail,
  example: ClassExample,
  got: ExampleAnswer,
): readonly ClassFailure[] {
  if (got.detail === expected) return []
  return [failure(rule, example, expected, `${got.detail} by ${got.rules[0] ?? 'no rule'}`)]
}

function expectOther(
  rule: string,
  example: ClassExample,
  got: ExampleAnswer,
): readonly ClassFailure[] {
  const isRight = example.detail ? got.detail === example.detail : got.rules[0] !== rule
  if (isRight) return []
  return [failure(rule, example, example.detail ?? `another rule than ${rule}`, got.detail)]
}

function failure(rule: string, example: ClassExample, expected: string, got: string): ClassFailure {
  const { response, file, line } = example
  return { rule, text: response, expected, got, file, line }
}
