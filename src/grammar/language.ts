import { isScalar } from 'yaml'
import {
  type AdjectiveEndings,
  type Adjectives,
  DATE_FORMS,
  type DateForm,
  LANGUAGE_WORDS,
  type Language,
  type NamedPattern,
  PATTERN_LISTS,
  type PatternList,
  SIGNS,
  type Sign,
  type TimeWords,
} from '../model/language.ts'
import { CAPITALS, LETTERS, SMALLS } from '../text/letters.ts'
import { compilePhrase } from './phrase.ts'
import { type GrammarSource, maybe } from './source.ts'

const NUMBERED = { months: 'month', seasons: 'season', counts: 'count', times: 'time' } as const
/** Classes of letters over any text: those that `\p{L}` and the like mean in a language. */
const CLASSES: Readonly<Record<string, string>> = { L: LETTERS, Lu: CAPITALS, Ll: SMALLS }
const DEEPEST_PART = 5

/**
 * The language of a grammar out of its key `language`. Throws `GRAMMAR_INVALID` with the place of the
 * mistake and the nearest known word.
 */
export function compileLanguage(source: GrammarSource, node: unknown): Language {
  const texts = (one: unknown) => source.map(one, source.text)
  const as = (one: unknown) => one
  const read = source.record(node, {
    times: as,
    digits: texts,
    roman: texts,
    words: (lists) => source.each(lists, LANGUAGE_WORDS, source.texts),
    patterns: as,
    parts: texts,
    dates: as,
    adjectives: (one) => compileAdjectives(source, one),
    programmeNouns: as,
    programmeEndings: (one) => compileProgrammeEndings(source, one),
  })
  const { times, paradigms } = compileTimes(source, read.times)
  const { digits, roman, words, parts, adjectives, programmeEndings } = read
  const lists = Object.keys(PATTERN_LISTS) as PatternList[]
  const dates = source.entries(read.dates, DATE_FORMS)
  return {
    times,
    digits,
    roman,
    words,
    patterns: source.each(read.patterns, lists, (list) =>
      source.list(list).map((entry) => compilePattern(source, entry, parts)),
    ),
    adjectives,
    programmeNouns: source.list(read.programmeNouns).map((entry) =>
      source.record(entry, {
        nominative: source.text,
        gender: (gender) => source.word(gender, ['masculine', 'feminine'] as const),
        forms: (forms) => formsOf(source, forms, paradigms),
      }),
    ),
    programmeEndings,
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

type Paradigms = Readonly<Record<string, readonly string[]>>

function compileTimes(source: GrammarSource, node: unknown) {
  const as = (one: unknown) => one
  const { paradigms: written, ...keys } = source.record(node, {
    paradigms: maybe((one: unknown) => source.map(one, source.text), {}),
    months: as,
    seasons: as,
    counts: as,
    times: as,
    every: as,
    signs: as,
  })
  const paradigms: Paradigms = Object.fromEntries(
    Object.entries(written).map(([name, endings]) => [name, endings.split(' ')]),
  )
  const words = (list: unknown) => formsOf(source, list, paradigms)
  const numbered = Object.entries(NUMBERED).flatMap(([key, sign]) =>
    source
      .list(keys[key as keyof typeof NUMBERED])
      .map((list, index) => ({ sign, value: index + 1, every: null, words: words(list) })),
  )
  const recurring = [...source.entries(keys.every)].map(
    ([every, list]) => ({ sign: 'every', value: 0, every, words: words(list) }) as const,
  )
  const others = [...source.entries(keys.signs, SIGNS)].map(([sign, list]) => {
    return { sign: sign as Sign, value: 0, every: null, words: words(list) }
  })
  const times: readonly TimeWords[] = [...numbered, ...recurring, ...others]
  return { times, paradigms }
}

/** Words with all their forms: «січень / -ень», «рік / ік оку», «січ». */
function formsOf(source: GrammarSource, list: unknown, paradigms: Paradigms): readonly string[] {
  const nodes = isScalar(list) ? [list] : source.list(list)
  return nodes.flatMap((node) => {
    const [lemma = '', written] = source.text(node).split(' / ')
    if (written === undefined) return [lemma]
    const endings = written.split(' ').flatMap((ending) => {
      if (!ending.startsWith('-')) return [ending === '_' ? '' : ending]
      return paradigms[ending] ?? source.fail(node, `there is no paradigm '${ending}'`)
    })
    const [first = ''] = endings
    if (!lemma.endsWith(first)) source.fail(node, `'${lemma}' does not end in '${first}'`)
    const stem = lemma.slice(0, lemma.length - first.length)
    return endings.map((ending) => stem + ending)
  })
}

type Parts = Readonly<Record<string, string>>

function compilePattern(source: GrammarSource, node: unknown, parts: Parts): NamedPattern {
  const { name, pattern, value, examples, counterexamples } = source.record(node, {
    name: source.text,
    pattern: (one) => compileSource(source, one, parts),
    value: maybe(source.text, null),
    examples: (list) => source.examples(list, true),
    counterexamples: maybe((list: unknown) => source.examples(list, false), []),
  })
  return { name, source: pattern, value, examples: [...examples, ...counterexamples] }
}

/** A phrase, or a regular expression in which `{name}` is a part. */
function compileSource(source: GrammarSource, node: unknown, parts: Parts): string {
  return source.phrase(node, (phrase) => {
    let text = phrase
    for (let depth = 0; depth < DEEPEST_PART && PART.test(text); depth += 1)
      text = text.replaceAll(PARTS, (_, name: string) => {
        const part = parts[name] ?? source.fail(node, `there is no part '${name}'`)
        return `(?:${part})`
      })
    // `\p{L}`, `\p{Lu}`, `\p{Ll}` are the letters that Ukrainian texts hold.
    return compilePhrase(text.replace(/\\p\{(Lu|Ll|L)\}/g, (_, name) => CLASSES[name] ?? ''))
  })
}

const PART = /(?<!\\p)\{[a-z]\w*\}/i
const PARTS = new RegExp(PART.source.replace('[a-z]\\w*', '([a-z]\\w*)'), 'gi')

function compileAdjectives(source: GrammarSource, node: unknown): Adjectives {
  const shape = { hard: source.text, telling: source.texts, oblique: source.texts }
  const endings = (one: unknown): AdjectiveEndings =>
    source.record(one, { ...shape, soft: source.text })
  const many = (one: unknown): AdjectiveEndings => {
    const { soft, ...read } = source.record(one, { ...shape, soft: maybe(source.text, '') })
    return { ...read, soft: soft || read.hard }
  }
  return source.record(node, {
    masculine: endings,
    feminine: endings,
    neuter: endings,
    many,
    shared: source.text,
    softOblique: source.texts,
  })
}

function compileProgrammeEndings(
  source: GrammarSource,
  node: unknown,
): Language['programmeEndings'] {
  const shape = { endings: source.texts, nominative: source.text }
  const read = (list: unknown) => source.list(list).map((entry) => source.record(entry, shape))
  return source.record(node, { masculine: read, feminine: read })
}
