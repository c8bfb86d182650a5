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
 * Rules of the grammar's classes that fire on fewer than three families of labelled responses. Two
 * responses of nearly the same wording are one family. Reads no further line once no more than
 * `allowed` rules are left.
 */
export function unsupportedRules(grammar: Grammar, allowed = 0): readonly Unsupported[] {
  const bearing = new Map(grammar.classes.rules.map(({ id }) => [id, new Set<string>()]))
  for (const line of readLines()) {
    if (bearing.size <= allowed) break
    const text = line.response ?? ''
    for (const rule of classify(line, grammar.classes, NO_AIDS).rules) {
      const texts = bearing.get(rule)
      if (texts === undefined || texts.has(text)) continue
      if (familiesIn(texts.add(text)) >= FAMILIES) bearing.delete(rule)
    }
  }
  return [...bearing].map(([rule, texts]) => ({ rule, families: familiesIn(texts) }))
}

function familiesIn(texts: ReadonlySet<string>): number {
  return new Set(familiesOf([...texts])).size
}
