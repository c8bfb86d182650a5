import type { Grammar } from '../../src/model/grammar.ts'
import { NO_AIDS } from '../../src/responses/answer.ts'
import { classify } from '../../src/responses/index.ts'
import { familiesOf } from '../train/families.ts'
import { readLines } from '../train/lines.ts'

/** Families of wordings that bear a rule out. */
const FAMILIES = 3

/** A rule of the classes that fewer than three families of labelled responses bear out. */
export interface Unsupported {
  readonly rule: string
  readonly families: number
}

/** Lines of a rule that are looked at first: most rules have three families among them. */
const FIRST = 20

/**
 * Rules of the grammar's classes by the families of labelled responses on which they fire; those
 * with fewer than three. Two responses of nearly the same wording are one family.
 */
export function unsupportedRules(grammar: Grammar): readonly Unsupported[] {
  const bearing = new Map<string, string[]>(grammar.classes.rules.map(({ id }) => [id, []]))
  for (const line of readLines())
    for (const rule of classify(line, grammar.classes, NO_AIDS).rules)
      bearing.get(rule)?.push(line.response ?? '')
  return [...bearing]
    .filter(([, texts]) => countOf(texts.slice(0, FIRST)) < FAMILIES)
    .map(([rule, texts]) => ({ rule, families: countOf(texts) }))
    .filter(({ families }) => families < FAMILIES)
}

function countOf(texts: readonly string[]): number {
  return new Set(familiesOf(texts)).size
}
