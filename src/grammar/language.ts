import { isScalar, type Node } from 'yaml'
import {
  type AdjectiveEndings,
  type Adjectives,
  DATE_FORMS,
  type DateForm,
  LANGUAGE_WORDS,
  type Language,
  type NamedPattern,
  PATTERN_LISTS,
  type PatternExample,
  type PatternList,
  type ProgrammeEndings,
  type ProgrammeNoun,
  SIGNS,
  type TimeWords,
} from '../model/language.ts'
import { GENDERS } from '../model/lexicon.ts'
import { CAPITALS, LETTERS, SMALLS } from '../text/letters.ts'
import { compilePhrase } from './phrase.ts'
import { PhraseError } from './phrase-reader.ts'
import type { GrammarSource } from './source.ts'

const KEYS = [
  'times',
  'digits',
  'roman',
  'words',
  'patterns',
  'parts',
  'dates',
  'adjectives',
  'programmeNouns',
  'programmeEndings',
] as const
const NUMBERED = { months: 'month', seasons: 'season', counts: 'count', times: 'time' } as const
const TIMES = ['paradigms', ...Object.keys(NUMBERED), 'every', 'signs']
const PATTERN_KEYS = ['name', 'pattern', 'value', 'examples', 'counterexamples']
/** Classes of letters over any text: those that `\p{L}` and the like mean in a language. */
const CLASSES: Readonly<Record<string, string>> = { L: LETTERS, Lu: CAPITALS, Ll: SMALLS }
const DEEPEST_PART = 5

/**
 * The language of a grammar out of its key `language`. Throws `GRAMMAR_INVALID` with the place of the
 * mistake and the nearest known word.
 */
export function compileLanguage(source: GrammarSource, node: unknown): Language {
  const keys = source.entries(node, KEYS)
  const need = needIn(source, node, keys)
  const times = need('times')
  const paradigms = readParadigms(source, times)
  const parts = new Map(
    [...source.entries(need('parts'))].map(([name, part]) => [name, source.text(part)]),
  )
  const dates = source.entries(need('dates'), DATE_FORMS)
  return {
    times: compileTimes(source, times, paradigms),
    digits: compileLetters(source, need('digits')),
    roman: compileLetters(source, need('roman')),
    words: compileLists(source, need('words'), LANGUAGE_WORDS, (list) => source.texts(list)),
    patterns: compileLists(
      source,
      need('patterns'),
      Object.keys(PATTERN_LISTS) as PatternList[],
      (list) => source.list(list).map((entry) => compilePattern(source, entry, parts)),
    ),
    adjectives: compileAdjectives(source, need('adjectives')),
    programmeNouns: source
      .list(need('programmeNouns'))
      .map((entry) => compileProgrammeNoun(source, entry, paradigms)),
    programmeEndings: compileLists(
      source,
      need('programmeEndings'),
      ['masculine', 'feminine'],
      (list) => source.list(list).map((entry) => compileProgrammeEndings(source, entry)),
    ),
    dateForms: [...dates.keys()] as DateForm[],
    examples: [...dates].flatMap(([form, examples]) =>
      [...source.entries(examples)].map(([text, value]) => ({
        form: form as DateForm,
        text,
        value: source.text(value),
        ...source.place(value),
      })),
    ),
  }
}

type Keys = ReadonlyMap<string, Node | null>
type Paradigms = ReadonlyMap<string, readonly string[]>

function needIn(source: GrammarSource, node: unknown, keys: Keys): (key: string) => Node {
  return (key) => keys.get(key) ?? source.fail(node, `'${key}' is missing`)
}

/** One value for each of the names, all of which must be there. */
function compileLists<Name extends string, Value>(
  source: GrammarSource,
  node: Node,
  names: readonly Name[],
  compile: (list: Node) => Value,
): Readonly<Record<Name, Value>> {
  const need = needIn(source, node, source.entries(node, names))
  return Object.fromEntries(names.map((name) => [name, compile(need(name))])) as Record<Name, Value>
}

function compileLetters(source: GrammarSource, node: Node): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...source.entries(node)].map(([letter, meant]) => [letter, source.text(meant)]),
  )
}

function readParadigms(source: GrammarSource, node: Node): Paradigms {
  const paradigms = source.entries(node, TIMES).get('paradigms')
  if (!paradigms) return new Map()
  return new Map(
    [...source.entries(paradigms)].map(([name, endings]) => [
      name,
      source.text(endings).split(' '),
    ]),
  )
}

function compileTimes(
  source: GrammarSource,
  node: Node,
  paradigms: Paradigms,
): readonly TimeWords[] {
  const keys = source.entries(node, TIMES)
  const need = needIn(source, node, keys)
  const words = (list: Node | null) => formsOf(source, list, paradigms)
  return [
    ...Object.entries(NUMBERED).flatMap(([key, sign]) =>
      source
        .list(need(key))
        .map((list, index) => ({ sign, value: index + 1, every: null, words: words(list) })),
    ),
    ...[...source.entries(need('every'))].map(([every, list]) => ({
      sign: 'every' as const,
      value: 0,
      every,
      words: words(list),
    })),
    ...[...source.entries(need('signs'), SIGNS)].map(([sign, list]) => ({
      sign: sign as TimeWords['sign'],
      value: 0,
      every: null,
      words: words(list),
    })),
  ]
}

/** Words with all their forms: «січень / -ень», «рік / ік оку», «січ». */
function formsOf(
  source: GrammarSource,
  list: Node | null,
  paradigms: Paradigms,
): readonly string[] {
  const nodes = isScalar(list) ? [list] : source.list(list)
  return nodes.flatMap((node) => {
    const [lemma = '', written] = source.text(node).split(' / ')
    if (written === undefined) return [lemma]
    const endings = written.split(' ').flatMap((ending) => {
      if (!ending.startsWith('-')) return [ending === '_' ? '' : ending]
      return paradigms.get(ending) ?? source.fail(node, `there is no paradigm '${ending}'`)
    })
    const [first = ''] = endings
    if (!lemma.endsWith(first)) source.fail(node, `'${lemma}' does not end in '${first}'`)
    const stem = lemma.slice(0, lemma.length - first.length)
    return endings.map((ending) => stem + ending)
  })
}

function compilePattern(
  source: GrammarSource,
  node: Node,
  parts: ReadonlyMap<string, string>,
): NamedPattern {
  const keys = source.entries(node, PATTERN_KEYS)
  const need = needIn(source, node, keys)
  const value = keys.get('value')
  const tried = (key: 'examples' | 'counterexamples'): readonly PatternExample[] =>
    source.list(keys.get(key) ?? need('examples')).map((example) => ({
      text: source.text(example),
      isOfPattern: key === 'examples',
      ...source.place(example),
    }))
  return {
    name: source.text(need('name')),
    source: compileSource(source, need('pattern'), parts),
    value: value ? source.text(value) : null,
    examples: [
      ...tried('examples'),
      ...(keys.has('counterexamples') ? tried('counterexamples') : []),
    ],
  }
}

/** A phrase, or a regular expression in which `{name}` is a part. */
function compileSource(
  source: GrammarSource,
  node: Node,
  parts: ReadonlyMap<string, string>,
): string {
  let text = source.text(node)
  for (let depth = 0; depth < DEEPEST_PART && PART.test(text); depth += 1)
    text = text.replaceAll(PARTS, (_, name: string) => {
      const part = parts.get(name) ?? source.fail(node, `there is no part '${name}'`)
      return `(?:${part})`
    })
  try {
    return compilePhrase(withLetters(text))
  } catch (error) {
    if (error instanceof PhraseError) source.fail(node, error.message)
    throw error
  }
}

const PART = /(?<!\\p)\{[a-z]\w*\}/i
const PARTS = new RegExp(PART.source.replace('[a-z]\\w*', '([a-z]\\w*)'), 'gi')

/** `\p{L}`, `\p{Lu}`, `\p{Ll}` as the letters that Ukrainian texts hold. */
function withLetters(text: string): string {
  return text.replace(/\\p\{(Lu|Ll|L)\}/g, (_, name: string) => CLASSES[name] ?? '')
}

function compileAdjectives(source: GrammarSource, node: Node): Adjectives {
  const keys = source.entries(node, [...GENDERS, 'many', 'shared', 'softOblique'])
  const need = needIn(source, node, keys)
  const endings = (gender: string): AdjectiveEndings => {
    const entry = need(gender)
    const needed = needIn(
      source,
      entry,
      source.entries(entry, ['hard', 'soft', 'telling', 'oblique']),
    )
    return {
      hard: source.text(needed('hard')),
      soft: source.text(needed(gender === 'many' ? 'hard' : 'soft')),
      telling: source.texts(needed('telling')),
      oblique: source.texts(needed('oblique')),
    }
  }
  return {
    masculine: endings('masculine'),
    feminine: endings('feminine'),
    neuter: endings('neuter'),
    many: endings('many'),
    shared: source.text(need('shared')),
    softOblique: source.texts(need('softOblique')),
  }
}

function compileProgrammeNoun(
  source: GrammarSource,
  node: Node,
  paradigms: Paradigms,
): ProgrammeNoun {
  const keys = source.entries(node, ['nominative', 'gender', 'forms'])
  const need = needIn(source, node, keys)
  return {
    nominative: source.text(need('nominative')),
    gender: source.word(need('gender'), ['masculine', 'feminine']),
    forms: formsOf(source, need('forms'), paradigms),
  }
}

function compileProgrammeEndings(source: GrammarSource, node: Node): ProgrammeEndings {
  const need = needIn(source, node, source.entries(node, ['endings', 'nominative']))
  return {
    endings: source.texts(need('endings')),
    nominative: source.text(need('nominative')),
  }
}
