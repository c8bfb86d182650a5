import {
  CORE_ROLES,
  COST_NAMES,
  type ColumnRole,
  type Grammar,
  LABEL_SHAPES,
  LEVELS,
  type Level,
  ROW_KINDS,
  type RowRule,
} from '../model/grammar.ts'
import { fold } from '../text/fold.ts'
import { compileBodies } from './bodies.ts'
import { compileClasses } from './classes.ts'
import { digestOf, type GrammarFile } from './file.ts'
import type { ReadBase } from './files.ts'
import { compileLanguage } from './language.ts'
import { GrammarSource, maybe } from './source.ts'

/**
 * A checked grammar, plain JSON, from its YAML files. Throws `GRAMMAR_INVALID` with file, line,
 * column and the nearest known word. `readBase` reads the grammar that this one extends.
 */
export function compileGrammar(own: readonly GrammarFile[], readBase?: ReadBase): Grammar {
  const source = new GrammarSource(own, readBase)
  const { grammar, version, ...parts } = source.record(source.root, {
    grammar: source.text,
    version: source.text,
    levels: (node) => source.each(node, LEVELS, (level) => compileLevel(source, level)),
    columns: (node) => compileColumns(source, node),
    rows: (node) => compileRows(source, node),
    costs: (node) => source.each(node, COST_NAMES, (cost) => compileCost(source, cost)),
    certainty: (node) => {
      const weights = (one: unknown) => source.map(one, source.number)
      return source.record(node, { load: source.number, report: weights, row: weights })
    },
    classes: (node) => compileClasses(source, node),
    bodies: (node) => compileBodies(source, node),
    language: (node) => compileLanguage(source, node),
  })
  return { name: grammar, version, digest: digestOf(source.files), ...parts }
}

function compileLevel(source: GrammarSource, node: unknown): Level {
  const phrases = maybe(source.phrases, null)
  const labels = (shapes: unknown): Level['labels'] => {
    source.entries(shapes, LABEL_SHAPES)
    return source.map(shapes, source.number)
  }
  return source.record(node, { labels, words: phrases, cited: phrases })
}

function compileColumns(source: GrammarSource, node: unknown): readonly ColumnRole[] {
  const entries = source.entries(node)
  for (const role of CORE_ROLES)
    if (!entries.has(role)) source.fail(node, `the column '${role}' is missing`)
  const headings = (words: unknown) => source.texts(words).map(headingWord)
  const patterns = maybe(source.patterns, [])
  return [...entries].map(([role, column]) => {
    const read = source.record(column, {
      words: headings,
      exact: maybe(headings, []),
      content: patterns,
      fragments: patterns,
      leads: patterns,
      further: patterns,
      hints: patterns,
      weights: maybe((weights) => source.map(weights, source.number), {}),
      ...triedBy(source),
    })
    return { role, ...withExamples(read) }
  })
}

/** Every rule shows what it knows and what it must not know. */
function triedBy(source: GrammarSource) {
  return {
    examples: (node: unknown) => source.examples(node, true),
    counterexamples: (node: unknown) => source.examples(node, false),
  }
}

type Examples = ColumnRole['examples']

function withExamples<Rule extends { examples: Examples; counterexamples: Examples }>(read: Rule) {
  const { counterexamples, ...rule } = read
  return { ...rule, examples: [...rule.examples, ...counterexamples] }
}

/** Headings are compared by folded letters, digits, № and % alone. */
function headingWord(word: string): string {
  return fold(word).replace(/[^\p{L}\p{N}№%]/gu, '')
}

function compileRows(source: GrammarSource, node: unknown): readonly RowRule[] {
  return [...source.entries(node)].map(([id, rule]) => {
    const { kind, phrases, ...tried } = source.record(rule, {
      kind: (one) => source.word(one, ROW_KINDS),
      phrases: source.patterns,
      ...triedBy(source),
    })
    return { id, kind, patterns: phrases, ...withExamples(tried) }
  })
}

function compileCost(source: GrammarSource, node: unknown): number {
  const price = source.number(node)
  if (Number.isInteger(price) && price >= 0) return price
  return source.fail(node, 'a cost is a whole number, 0 or more')
}
