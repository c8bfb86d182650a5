import { isScalar } from 'yaml'
import {
  ACTORS,
  type ClassExample,
  type Classes,
  type ClassRule,
  type ClauseCondition,
  LINKS,
  PREDICATES,
  SHARES,
} from '../model/class-rule.ts'
import { DETAILS } from '../model/vocabulary.ts'
import { readClauseWords, readNumerals, readOwnNames, readVocabulary } from './class-words.ts'
import { type GrammarSource, maybe } from './source.ts'

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
  const patterns = (one: unknown) => source.map(one, source.patterns)
  const as = (one: unknown) => one
  const { words, forms, scales, numerals, ownNames, signs, evidence, core, measures, rules } =
    source.record(node, {
      words: as,
      forms: as,
      scales: (list) => readNumerals(source, list),
      numerals: (list) => readNumerals(source, list),
      ownNames: (list) => readOwnNames(source, list),
      signs: patterns,
      evidence: as,
      core: as,
      measures: patterns,
      rules: as,
    })
  const names = { signs: Object.keys(signs), measures: Object.keys(measures) }
  return {
    clauseWords: { ...readClauseWords(source, words, forms), numerals, scales },
    ownNames,
    signs,
    evidence: source.words(evidence, names.signs),
    core: source.words(core, names.signs),
    measures,
    rules: readRules(source, rules, names),
    vocabulary: readVocabulary(source, source.entries(node)),
  }
}

function readRules(source: GrammarSource, list: unknown, names: Names): readonly ClassRule[] {
  const seen = new Set<string>()
  return source.list(list).map((entry) => {
    const rule = readRule(source, entry, names)
    if (seen.has(rule.id)) source.fail(entry, `the id '${rule.id}' stands twice`)
    seen.add(rule.id)
    return rule
  })
}

function readRule(source: GrammarSource, node: unknown, names: Names): ClassRule {
  const examples = (list: unknown) => source.list(list).map((entry) => readExample(source, entry))
  const rule = source.record(node, {
    id: source.text,
    detail: (detail) => source.word(detail, DETAILS),
    weight: (weight) => readWeight(source, weight),
    when: maybe((when: unknown) => readCondition(source, when, names), {}),
    phrases: maybe(source.patterns, []),
    unless: maybe(source.patterns, []),
    examples: maybe(examples, []),
    counterexamples: maybe(examples, []),
  })
  if (rule.phrases.length === 0 && Object.keys(rule.when).length === 0)
    source.fail(node, `the rule '${rule.id}' asks for nothing: give it phrases or conditions`)
  return rule
}

function readWeight(source: GrammarSource, node: unknown): number {
  const weight = source.number(node)
  if (weight >= 1 && weight <= HEAVIEST) return weight
  return source.fail(node, `the weight is ${weight}, it must be 1 to ${HEAVIEST}`)
}

function readCondition(source: GrammarSource, node: unknown, names: Names): ClauseCondition {
  const flag = maybe(source.flag, undefined)
  const words = <Word extends string>(known: readonly Word[]) =>
    maybe((value: unknown) => source.words(value, known), undefined)
  const read = source.record(node, {
    predicate: words(PREDICATES),
    negated: flag,
    voice: maybe(
      (value: unknown) => source.word(value, ['active', 'passive', 'own'] as const),
      undefined,
    ),
    actor: words(ACTORS),
    evidence: flag,
    share: words(SHARES),
    link: words(LINKS),
    alone: flag,
    about: flag,
    isExecutor: flag,
    measure: words(names.measures),
    signs: words(names.signs),
    without: words(names.signs),
  })
  // As they are written: the trained model knows the rules by their JSON.
  return Object.fromEntries(
    [...source.entries(node).keys()].map((key) => [key, read[key as keyof typeof read]]),
  )
}

function readExample(source: GrammarSource, node: unknown): ClassExample {
  const text = maybe(source.text, null)
  const shape = {
    response: source.text,
    measure: text,
    executors: text,
    respondent: text,
    detail: maybe((detail: unknown) => source.word(detail, DETAILS), null),
  }
  const bare = { measure: null, executors: null, respondent: null, detail: null }
  const read = isScalar(node)
    ? { ...bare, response: source.text(node) }
    : source.record(node, shape)
  return { ...read, ...source.place(node) }
}
