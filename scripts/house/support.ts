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

/**
 * Rules of the grammar's classes by the families of labelled responses on which they fire; those
 * with fewer than three. Two responses of nearly the same wording are one family.
 */
export function unsupportedRules(grammar: Grammar): readonly Unsupported[] {
  const lines = readLines()
  const families = familiesOf(lines.map(({ response }) => response ?? ''))
  const bearing = new Map<string, Set<number>>()
  for (const [index, line] of lines.entries())
    for (const rule of classify(line, grammar.classes, NO_AIDS).rules) {
      const own = bearing.get(rule) ?? new Set<number>()
      bearing.set(rule, own.add(families[index] ?? index))
    }
  return grammar.classes.rules
    .map(({ id }) => ({ rule: id, families: bearing.get(id)?.size ?? 0 }))
    .filter((one) => one.families < FAMILIES)
}
