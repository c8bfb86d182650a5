import { isScalar, type Node } from 'yaml'
import {
  ACTORS,
  type ClassExample,
  type Classes,
  type ClassRule,
  type ClauseCondition,
  LINKS,
  type Pattern,
  PREDICATES,
  SHARES,
} from '../model/class-rule.ts'
import { DETAILS, type Detail } from '../model/vocabulary.ts'
import { readClauseWords, readNumerals, readOwnNames, readVocabulary } from './class-words.ts'
import type { GrammarSource } from './source.ts'

const PARTS = [
  'words',
  'forms',
  'scales',
  'numerals',
  'ownNames',
  'signs',
  'evidence',
  'core',
  'measures',
  'rules',
] as const
const RULE_KEYS = [
  'id',
  'detail',
  'weight',
  'when',
  'phrases',
  'unless',
  'examples',
  'counterexamples',
] as const
const CONDITIONS = [
  'predicate',
  'negated',
  'voice',
  'actor',
  'evidence',
  'share',
  'link',
  'alone',
  'about',
  'isExecutor',
  'measure',
  'signs',
  'without',
] as const
const EXAMPLE_KEYS = ['response', 'measure', 'executors', 'respondent', 'detail'] as const
const HEAVIEST = 100

/** What a rule may refer to. */
interface Names {
  readonly signs: readonly string[]
  readonly measures: readonly string[]
}

/**
 * The rules for classes of responses out of the `classes:` part of a grammar.
 * Throws `GRAMMAR_INVALID` with line and column, and the nearest known word where one is unknown.
 */
export function compileClasses(source: GrammarSource, node: unknown): Classes {
  const parts = source.entries(node, PARTS)
  const part = (name: (typeof PARTS)[number]) =>
    parts.get(name) ?? source.fail(node, `the classes have no '${name}'`)
  const signs = readPatterns(source, part('signs'))
  const measures = readPatterns(source, part('measures'))
  const names = { signs: Object.keys(signs), measures: Object.keys(measures) }
  const rules = source.list(part('rules')).map((entry) => readRule(source, entry, names))
  failOnRepeated(source, part('rules'))
  const clauseWords = {
    ...readClauseWords(source, part('words'), part('forms')),
    numerals: readNumerals(source, part('numerals')),
    scales: readNumerals(source, part('scales')),
  }
  return {
    clauseWords,
    ownNames: readOwnNames(source, part('ownNames')),
    signs,
    evidence: source.list(part('evidence')).map((entry) => source.word(entry, names.signs)),
    core: source.list(part('core')).map((entry) => source.word(entry, names.signs)),
    measures,
    rules,
    vocabulary: readVocabulary(source, {
      signs: part('signs'),
      rules: part('rules'),
      forms: part('forms'),
      lists: part('words'),
    }),
  }
}

function readPatterns(source: GrammarSource, node: Node): Record<string, readonly Pattern[]> {
  const names = source.entries(node)
  return Object.fromEntries([...names].map(([name, list]) => [name, patterns(source, list)]))
}

function patterns(source: GrammarSource, node: Node | null | undefined): readonly Pattern[] {
  return node ? source.patterns(node) : []
}

function readRule(source: GrammarSource, node: Node, names: Names): ClassRule {
  const keys = source.entries(node, RULE_KEYS)
  const id = source.text(keys.get('id') ?? source.fail(node, 'the rule has no id'))
  const weightNode = keys.get('weight') ?? source.fail(node, `the rule '${id}' has no weight`)
  const weight = source.number(weightNode)
  if (weight < 1 || weight > HEAVIEST)
    source.fail(weightNode, `the weight is ${weight}, it must be 1 to ${HEAVIEST}`)
  const rule = {
    id,
    detail: source.word(keys.get('detail') ?? source.fail(node, `'${id}' has no detail`), DETAILS),
    weight,
    when: readCondition(source, keys.get('when'), names),
    phrases: patterns(source, keys.get('phrases')),
    unless: patterns(source, keys.get('unless')),
    examples: readExamples(source, keys.get('examples')),
    counterexamples: readExamples(source, keys.get('counterexamples')),
  }
  if (rule.phrases.length === 0 && Object.keys(rule.when).length === 0)
    source.fail(node, `the rule '${id}' asks for nothing: give it phrases or conditions`)
  return rule
}

function readCondition(
  source: GrammarSource,
  node: Node | null | undefined,
  names: Names,
): ClauseCondition {
  if (!node) return {}
  const read: Record<(typeof CONDITIONS)[number], (value: Node | null) => unknown> = {
    predicate: (value) => readWords(source, value, PREDICATES),
    negated: (value) => readFlag(source, value),
    voice: (value) => source.word(value, ['active', 'passive', 'own'] as const),
    actor: (value) => readWords(source, value, ACTORS),
    evidence: (value) => readFlag(source, value),
    share: (value) => readWords(source, value, SHARES),
    link: (value) => readWords(source, value, LINKS),
    alone: (value) => readFlag(source, value),
    about: (value) => readFlag(source, value),
    isExecutor: (value) => readFlag(source, value),
    measure: (value) => readWords(source, value, names.measures),
    signs: (value) => readWords(source, value, names.signs),
    without: (value) => readWords(source, value, names.signs),
  }
  const given = [...source.entries(node, CONDITIONS)]
  return Object.fromEntries(
    given.map(([key, value]) => [key, read[key as keyof typeof read](value)]),
  ) as ClauseCondition
}

function readWords<Word extends string>(
  source: GrammarSource,
  node: Node | null,
  known: readonly Word[],
): readonly Word[] {
  if (!node) return []
  return isScalar(node)
    ? [source.word(node, known)]
    : source.list(node).map((entry) => source.word(entry, known))
}

function readFlag(source: GrammarSource, node: Node | null | undefined): boolean {
  if (!node) return false
  if (!isScalar(node) || typeof node.value !== 'boolean')
    source.fail(node, 'expected true or false')
  return node.value as boolean
}

function readExamples(
  source: GrammarSource,
  node: Node | null | undefined,
): readonly ClassExample[] {
  if (!node) return []
  return source.list(node).map((entry) => {
    const place = source.place(entry)
    if (isScalar(entry)) return { ...NOTHING_KNOWN, response: source.text(entry), ...place }
    const keys = source.entries(entry, EXAMPLE_KEYS)
    const text = (key: (typeof EXAMPLE_KEYS)[number]) => {
      const value = keys.get(key)
      return value ? source.text(value) : null
    }
    const detail = keys.get('detail')
    return {
      response: text('response') ?? source.fail(entry, 'the example has no response'),
      measure: text('measure'),
      executors: text('executors'),
      respondent: text('respondent'),
      detail: detail ? (source.word(detail, DETAILS) as Detail) : null,
      ...place,
    }
  })
}

const NOTHING_KNOWN = { measure: null, executors: null, respondent: null, detail: null } as const

function failOnRepeated(source: GrammarSource, rules: Node): void {
  const seen = new Set<string>()
  for (const entry of source.list(rules)) {
    const id = source.text(source.entries(entry, RULE_KEYS).get('id'))
    if (seen.has(id)) source.fail(entry, `the id '${id}' stands twice`)
    seen.add(id)
  }
}
