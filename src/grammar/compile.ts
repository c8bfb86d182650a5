import {
  CORE_ROLES,
  COST_NAMES,
  type ColumnRole,
  type CostName,
  type Grammar,
  LABEL_SHAPES,
  LEVELS,
  type Level,
  type LevelName,
  ROW_KINDS,
  type RowRule,
  type ShapeName,
  type TextExample,
} from '../model/grammar.ts'
import { fold } from '../text/fold.ts'
import { compileBodies } from './bodies.ts'
import { compileClasses } from './classes.ts'
import { digestOf, type GrammarFile } from './file.ts'
import { GRAMMAR_KEYS, type ReadBase } from './files.ts'
import { compileLanguage } from './language.ts'
import { GrammarSource } from './source.ts'

/**
 * A checked grammar, plain JSON, from its YAML files. Throws `GRAMMAR_INVALID` with file, line,
 * column and the nearest known word. `readBase` reads the grammar that this one extends.
 */
export function compileGrammar(own: readonly GrammarFile[], readBase?: ReadBase): Grammar {
  const source = new GrammarSource(own, readBase)
  const top = source.entries(source.root, GRAMMAR_KEYS)
  for (const key of GRAMMAR_KEYS) if (!top.has(key)) source.fail(source.root, `'${key}' is missing`)
  return {
    name: source.text(top.get('grammar')),
    version: source.text(top.get('version')),
    digest: digestOf(source.files),
    levels: compileLevels(source, top.get('levels')),
    columns: compileColumns(source, top.get('columns')),
    rows: compileRows(source, top.get('rows')),
    costs: compileCosts(source, top.get('costs')),
    certainty: compileCertainty(source, top.get('certainty')),
    classes: compileClasses(source, top.get('classes')),
    bodies: compileBodies(source, top.get('bodies')),
    language: compileLanguage(source, top.get('language')),
  }
}

function compileLevels(source: GrammarSource, node: unknown): Record<LevelName, Level> {
  const entries = source.entries(node, LEVELS)
  const levels = LEVELS.map((name) => {
    if (!entries.has(name)) source.fail(node, `the level '${name}' is missing`)
    return [name, compileLevel(source, entries.get(name))] as const
  })
  return Object.fromEntries(levels) as Record<LevelName, Level>
}

function compileLevel(source: GrammarSource, node: unknown): Level {
  const entries = source.entries(node, ['labels', 'words', 'cited'])
  const labels: Partial<Record<ShapeName, number>> = {}
  for (const [shape, price] of source.entries(entries.get('labels'), LABEL_SHAPES))
    labels[shape as ShapeName] = source.number(price)
  const phrases = (key: string) => (entries.has(key) ? source.phrases(entries.get(key)) : null)
  return { labels, words: phrases('words'), cited: phrases('cited') }
}

function compileColumns(source: GrammarSource, node: unknown): readonly ColumnRole[] {
  const entries = source.entries(node)
  for (const role of CORE_ROLES)
    if (!entries.has(role)) source.fail(node, `the column '${role}' is missing`)
  return [...entries].map(([role, column]) => {
    const parts = source.entries(column, [
      'words',
      'exact',
      'content',
      'fragments',
      'leads',
      'further',
      'hints',
      'weights',
      'examples',
      'counterexamples',
    ])
    return {
      role,
      words: source.texts(parts.get('words')).map(headingWord),
      exact: parts.has('exact') ? source.texts(parts.get('exact')).map(headingWord) : [],
      content: parts.has('content') ? source.patterns(parts.get('content')) : [],
      fragments: parts.has('fragments') ? source.patterns(parts.get('fragments')) : [],
      leads: parts.has('leads') ? source.patterns(parts.get('leads')) : [],
      further: parts.has('further') ? source.patterns(parts.get('further')) : [],
      hints: parts.has('hints') ? source.patterns(parts.get('hints')) : [],
      weights: parts.has('weights') ? compileWeights(source, parts.get('weights')) : {},
      examples: compileExamples(source, column, parts),
    }
  })
}

function compileWeights(source: GrammarSource, node: unknown): ColumnRole['weights'] {
  return Object.fromEntries(
    [...source.entries(node)].map(([name, one]) => [name, source.number(one)]),
  )
}

function compileCertainty(source: GrammarSource, node: unknown): Grammar['certainty'] {
  const entries = source.entries(node, ['load', 'report', 'row'])
  const weights = (key: string) => compileWeights(source, entries.get(key))
  return {
    load: source.number(entries.get('load')),
    report: weights('report'),
    row: weights('row'),
  }
}

/** Every rule shows what it knows and what it must not know. */
function compileExamples(
  source: GrammarSource,
  rule: unknown,
  parts: ReadonlyMap<string, unknown>,
): readonly TextExample[] {
  return (['examples', 'counterexamples'] as const).flatMap((key) => {
    if (!parts.has(key)) source.fail(rule, `'${key}' are missing`)
    return source.list(parts.get(key)).map((node) => ({
      text: source.text(node),
      isOfRule: key === 'examples',
      ...source.place(node),
    }))
  })
}

/** Headings are compared by folded letters, digits, № and % alone. */
function headingWord(word: string): string {
  return fold(word).replace(/[^\p{L}\p{N}№%]/gu, '')
}

function compileRows(source: GrammarSource, node: unknown): readonly RowRule[] {
  return [...source.entries(node)].map(([id, rule]) => {
    const parts = source.entries(rule, ['kind', 'phrases', 'examples', 'counterexamples'])
    if (!parts.has('kind')) source.fail(rule, `the rule '${id}' has no kind`)
    return {
      id,
      kind: source.word(parts.get('kind'), ROW_KINDS),
      patterns: source.patterns(parts.get('phrases')),
      examples: compileExamples(source, rule, parts),
    }
  })
}

function compileCosts(source: GrammarSource, node: unknown): Record<CostName, number> {
  const entries = source.entries(node, COST_NAMES)
  const costs = COST_NAMES.map((name) => {
    if (!entries.has(name)) source.fail(node, `the cost '${name}' is missing`)
    const price = source.number(entries.get(name))
    if (!Number.isInteger(price) || price < 0)
      source.fail(entries.get(name), 'a cost is a whole number, 0 or more')
    return [name, price] as const
  })
  return Object.fromEntries(costs) as Record<CostName, number>
}
