import type { ExamplePlace } from '../../model/class-rule.ts'
import type { BodyExample, Lexicon } from '../../model/lexicon.ts'
import { NO_MEMORY, readExecutors } from './executors.ts'
import { standing } from './standing.ts'

/** An example of the lexicon that comes out otherwise than it says. */
export interface BodyFailure extends ExamplePlace {
  readonly message: string
}

/** Runs the examples that a lexicon carries; empty where all come out as written. */
export function tryBodies(lexicon: Lexicon): readonly BodyFailure[] {
  return lexicon.examples.flatMap((example) => tryExample(example, lexicon))
}

function tryExample(example: BodyExample, lexicon: Lexicon): readonly BodyFailure[] {
  const { file, line, executors, names, respondent } = example
  const { bodies } = readExecutors(executors, NO_MEMORY, lexicon)
  const failures: BodyFailure[] = []
  const found = bodies.map(({ name }) => name)
  if (names && JSON.stringify(found) !== JSON.stringify(names))
    failures.push({
      file,
      line,
      message: `«${executors}»: expected ${names.join(' | ')}, got ${found.join(' | ')}.`,
    })
  if (respondent === null) return failures
  const stands = standing(respondent, bodies, lexicon)
  if (stands !== example.standing)
    failures.push({
      file,
      line,
      message: `«${respondent}» among «${executors}»: expected ${example.standing}, got ${stands}.`,
    })
  return failures
}
