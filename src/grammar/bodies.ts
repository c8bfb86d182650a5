import {
  BODY_PHRASES,
  type BodyClass,
  type BodyExample,
  type BodyNoun,
  type BodyPhrases,
  GENDERS,
  type Lexicon,
  type SameName,
} from '../model/lexicon.ts'
import type { PhraseSequence } from '../model/phrase.ts'
import { STANDINGS } from '../model/vocabulary.ts'
import { fold } from '../text/fold.ts'
import { phraseWords } from './phrase.ts'
import { type GrammarSource, maybe } from './source.ts'

/** Shorter words are joined too easily out of fragments. */
const SHORTEST_WORD = 5

/** The lexicon of bodies of a grammar. Throws `GRAMMAR_INVALID` with the place of the mistake. */
export function compileBodies(source: GrammarSource, node: unknown): Lexicon {
  const lists = BODY_PHRASES.map((key) => [key, source.phraseList] as const)
  const { same, nouns, adjectives, ignored, classes, examples, ...phrases } = source.record(node, {
    same: (list) => source.list(list).map((entry) => compileSame(source, entry)),
    nouns: (list) => source.list(list).map((entry) => compileNoun(source, entry)),
    adjectives: (list) => source.list(list).map((entry) => compileAdjective(source, entry)),
    ignored: source.folded,
    classes: (list) => source.list(list).map((entry) => compileClass(source, entry)),
    examples: (list) => source.list(list).map((entry) => compileExample(source, entry)),
    ...(Object.fromEntries(lists) as Record<BodyPhrases, (list: unknown) => PhraseSequence>),
  })
  const words = [
    ...phrasesNaming(source, node).flatMap(phraseWords),
    ...nouns.flatMap(({ one, many }) => [...one, ...many]),
    ...adjectives.map((word) => `${word.slice(0, -2)}*`),
  ]
  const long = words.filter((word) => word.replace('*', '').length >= SHORTEST_WORD)
  const known = { same, nouns, adjectives, ignored, classes, examples }
  return { ...known, phrases, words: [...new Set(long)].sort() }
}

/** Phrases of everything that names a body, so that torn words of it can be closed. */
function phrasesNaming(source: GrammarSource, node: unknown): readonly string[] {
  const parts = source.entries(node)
  const entries = ['same', 'classes'].flatMap((list) => source.list(parts.get(list)))
  const forms = entries.map((entry) => source.entries(entry).get('forms'))
  const lists = ['heads', 'owners', 'opens'].map((key) => parts.get(key))
  return [...lists, ...forms].flatMap(source.texts)
}

function compileSame(source: GrammarSource, node: unknown): SameName {
  const { many, ...same } = source.record(node, {
    name: (name) => fold(source.text(name)),
    forms: source.phraseList,
    many: maybe(source.flag, false),
  })
  return { ...same, isMany: many }
}

function compileNoun(source: GrammarSource, node: unknown): BodyNoun {
  return source.record(node, {
    gender: (gender) => source.word(gender, GENDERS),
    one: source.folded,
    many: source.folded,
    ofMany: maybe((form: unknown) => fold(source.text(form)), null),
  })
}

function compileAdjective(source: GrammarSource, node: unknown): string {
  const adjective = fold(source.text(node))
  if (adjective.endsWith('ий')) return adjective
  return source.fail(node, `write the adjective as it ends in -ий, not '${adjective}'`)
}

function compileClass(source: GrammarSource, node: unknown): BodyClass {
  const phrases = maybe(source.phraseList, null)
  const shape = { name: source.text, forms: source.phraseList, group: phrases, broad: phrases }
  const read = source.record(node, shape)
  if (read.group || read.broad) return read
  return source.fail(node, `the class '${read.name}' holds nobody: give it 'group' or 'broad'`)
}

function compileExample(source: GrammarSource, node: unknown): BodyExample {
  const read = source.record(node, {
    executors: source.text,
    names: maybe(source.texts, null),
    respondent: maybe(source.text, null),
    standing: maybe((standing: unknown) => source.word(standing, STANDINGS), null),
  })
  if (!read.respondent !== !read.standing)
    source.fail(node, "'respondent' and 'standing' go together")
  return { ...source.place(node), ...read }
}
