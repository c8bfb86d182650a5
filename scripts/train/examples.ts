import type { Grammar } from '../../src/model/grammar.ts'
import type { Detail, Status } from '../../src/model/vocabulary.ts'
import { isWord } from '../../src/resources.ts'
import { type Examined, examine } from '../../src/responses/index.ts'
import { blindClasses } from './blind.ts'
import { familiesOf, foldsOf } from './families.ts'
import type { Line } from './lines.ts'
import type { Example } from './regression.ts'

/** A labelled line with all that training and measuring need. */
export interface Case extends Example {
  readonly line: Line
  readonly examined: Examined
  readonly family: number
  readonly fold: number
}

export const FOLDS = 5
const AIDS = { isWord, modelFile: () => null }

/** The lines whose words decide; empty and missing cells and copies of the measure are left out. */
export function casesOf(lines: readonly Line[], grammar: Grammar): readonly Case[] {
  const asked = lines.flatMap((line) => {
    const examined = examine(line, grammar.classes, AIDS)
    return examined ? [{ line, examined }] : []
  })
  const families = familiesOf(asked.map(({ line }) => line.response ?? ''))
  const folds = foldsOf(families, FOLDS)
  return asked.map(({ line, examined }, index) => ({
    line,
    examined,
    features: examined.features,
    right: rightDetails(line),
    family: families[index] ?? 0,
    fold: folds[index] ?? 0,
  }))
}

/**
 * The same cases as rules read them that have learned nothing from the responses of their fold: what
 * a response first seen will be read like, and so what model and confidence are made from.
 */
export function blindCases(cases: readonly Case[], grammar: Grammar): readonly Case[] {
  const told = cases.map(({ fold, examined }) => ({ fold, clauses: examined.clauses }))
  const blind = blindClasses(grammar.classes, told, FOLDS)
  return cases.map((one) => {
    const classes = blind[one.fold]
    const examined = classes && examine(one.line, classes, AIDS)
    return examined ? { ...one, examined, features: examined.features } : one
  })
}

function rightDetails({ gold, accept = [] }: Line): readonly Detail[] {
  return [gold.detail, ...accept.map((each) => each.split('/')[1] as Detail)]
}

/** Statuses that count as right. */
export function rightStatuses({ gold, accept = [] }: Line): readonly Status[] {
  return [gold.status, ...accept.map((each) => each.split('/')[0] as Status)]
}
