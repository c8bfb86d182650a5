import { isScalar, type Node } from 'yaml'
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
import type { GrammarSource } from './source.ts'

const LISTS = ['same', 'nouns', 'adjectives', 'ignored', 'classes', 'examples'] as const
const KEYS: readonly string[] = [...LISTS, ...BODY_PHRASES]
/** Shorter words are joined too easily out of fragments. */
const SHORTEST_WORD = 5

/** The lexicon of bodies of a grammar. Throws `GRAMMAR_INVALID` with the place of the mistake. */
export function compileBodies(source: GrammarSource, node: unknown): Lexicon {
  const parts = source.entries(node, KEYS)
  for (const key of KEYS) if (!parts.has(key)) source.fail(node, `'bodies' has no '${key}'`)
  return {
    same: source.list(parts.get('same')).map((entry) => compileSame(source, entry)),
    nouns: source.list(parts.get('nouns')).map((noun) => compileNoun(source, noun)),
    adjectives: compileAdjectives(source, parts.get('adjectives')),
    ignored: source.texts(parts.get('ignored')).map(fold),
    phrases: compileLists(source, parts),
    classes: source.list(parts.get('classes')).map((entry) => compileClass(source, entry)),
    words: collectWords(source, parts),
    examples: source.list(parts.get('examples')).map((entry) => compileExample(source, entry)),
  }
}

function compileLists(
  source: GrammarSource,
  parts: ReadonlyMap<string, Node | null>,
): Readonly<Record<BodyPhrases, PhraseSequence>> {
  const lists = BODY_PHRASES.map((key) => [key, source.phraseList(parts.get(key))] as const)
  return Object.fromEntries(lists) as Record<BodyPhrases, PhraseSequence>
}

function compileSame(source: GrammarSource, node: unknown): SameName {
  const entry = readEntry(source, node, ['name', 'forms', 'many'])
  return {
    name: fold(source.text(entry.need('name'))),
    forms: source.phraseList(entry.need('forms')),
    isMany: isTrue(source, entry.get('many')),
  }
}

function compileNoun(source: GrammarSource, node: unknown): BodyNoun {
  const entry = readEntry(source, node, ['gender', 'one', 'many', 'ofMany'])
  const ofMany = entry.get('ofMany')
  return {
    gender: source.word(entry.need('gender'), GENDERS),
    one: source.texts(entry.need('one')).map(fold),
    many: source.texts(entry.need('many')).map(fold),
    ofMany: ofMany === null ? null : fold(source.text(ofMany)),
  }
}

function compileAdjectives(source: GrammarSource, node: unknown): readonly string[] {
  return source.list(node).map((entry) => {
    const adjective = fold(source.text(entry))
    if (!adjective.endsWith('ий'))
      source.fail(entry, `write the adjective as it ends in -ий, not '${adjective}'`)
    return adjective
  })
}

function compileClass(source: GrammarSource, node: unknown): BodyClass {
  const entry = readEntry(source, node, ['name', 'forms', 'group', 'broad'])
  const name = source.text(entry.need('name'))
  const [group, broad] = [entry.get('group'), entry.get('broad')]
  if (!group && !broad)
    source.fail(node, `the class '${name}' holds nobody: give it 'group' or 'broad'`)
  return {
    name,
    forms: source.phraseList(entry.need('forms')),
    group: group ? source.phraseList(group) : null,
    broad: broad ? source.phraseList(broad) : null,
  }
}

function compileExample(source: GrammarSource, node: unknown): BodyExample {
  const entry = readEntry(source, node, ['executors', 'names', 'respondent', 'standing'])
  const [respondent, standing] = [entry.get('respondent'), entry.get('standing')]
  if (!respondent !== !standing) source.fail(node, "'respondent' and 'standing' go together")
  const names = entry.get('names')
  return {
    ...source.place(node),
    executors: source.text(entry.need('executors')),
    names: names ? source.texts(names) : null,
    respondent: respondent ? source.text(respondent) : null,
    standing: standing ? source.word(standing, STANDINGS) : null,
  }
}

interface Entry {
  readonly get: (key: string) => Node | null
  /** Fails where the key is missing. */
  readonly need: (key: string) => Node | null
}

function readEntry(source: GrammarSource, node: unknown, keys: readonly string[]): Entry {
  const parts = source.entries(node, keys)
  const get = (key: string) => parts.get(key) ?? null
  return { get, need: (key) => get(key) ?? source.fail(node, `'${key}' is missing`) }
}

function isTrue(source: GrammarSource, node: Node | null): boolean {
  if (node === null) return false
  if (!isScalar(node) || typeof node.value !== 'boolean')
    source.fail(node, 'expected true or false')
  return node.value
}

/** Words of everything that names a body, so that torn ones can be closed. */
function collectWords(
  source: GrammarSource,
  parts: ReadonlyMap<string, Node | null>,
): readonly string[] {
  const phrases = ['heads', 'owners', 'opens'].flatMap((key) => source.texts(parts.get(key)))
  for (const list of ['same', 'classes'])
    for (const entry of source.list(parts.get(list)))
      phrases.push(...source.texts(source.entries(entry).get('forms')))
  const nouns = source.list(parts.get('nouns')).map((noun) => compileNoun(source, noun))
  const words = [
    ...phrases.flatMap(phraseWords),
    ...nouns.flatMap(({ one, many }) => [...one, ...many]),
  ]
  const adjectives = source
    .texts(parts.get('adjectives'))
    .map((word) => `${fold(word).slice(0, -2)}*`)
  return [...new Set([...words, ...adjectives])]
    .filter((word) => word.replace('*', '').length >= SHORTEST_WORD)
    .sort()
}
