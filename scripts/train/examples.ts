import type { Lesson } from '../../src/learn/model.ts'
import type { Grammar } from '../../src/model/grammar.ts'
import type { Detail, Status } from '../../src/model/vocabulary.ts'
import { isWord } from '../../src/resources.ts'
import { examine } from '../../src/responses/index.ts'
import { TOLD } from '../../src/responses/model.ts'
import { familiesOf, foldsOf } from './families.ts'
import type { Line } from './lines.ts'

/** A labelled line with all that training and measuring need. */
export interface Case extends Lesson {
  readonly line: Line
  readonly fold: number
}

export const FOLDS = 5
const AIDS = { isWord, modelFile: () => null }

/** The lines whose words decide; empty and missing cells, marks and copies of the measure are left out. */
export function casesOf(lines: readonly Line[], grammar: Grammar): readonly Case[] {
  const asked = lines.flatMap((line) => {
    const examined = examine(line, grammar.classes, AIDS)
    return examined ? [{ line, ...examined }] : []
  })
  const folds = foldNumbers(asked.map(({ line }) => line))
  return asked.map((one, index) => ({
    ...one,
    right: rightDetails(one.line),
    fold: folds[index] ?? 0,
  }))
}

/** All lines of an author stand in one fold, and of the others all of one wording. */
function foldNumbers(lines: readonly Line[]): readonly number[] {
  const others = lines.filter(({ author }) => author === null)
  const families = foldsOf(familiesOf(others.map(({ response }) => response ?? '')), FOLDS)
  const byLine = new Map(others.map((line, index) => [line, families[index] ?? 0]))
  const authors = [...new Set(lines.flatMap(({ author }) => author ?? []))].sort()
  return lines.map((line) =>
    line.author === null ? (byLine.get(line) ?? 0) : authors.indexOf(line.author) % FOLDS,
  )
}

/** Of an answer of which its author was not sure, any detail may be right, though not as likely. */
function rightDetails({ gold, accept = [], kind }: Line): readonly Detail[] {
  if (kind === 'doubtful') return [gold.detail, ...TOLD.filter((other) => other !== gold.detail)]
  return [gold.detail, ...accept.map((each) => each.split('/')[1] as Detail)]
}

/** Statuses that count as right. */
export function rightStatuses({ gold, accept = [] }: Line): readonly Status[] {
  return [gold.status, ...accept.map((each) => each.split('/')[0] as Status)]
}
