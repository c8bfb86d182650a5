import type { Node } from 'yaml'
import {
  type Classes,
  type ClauseWords,
  FORMS,
  type Form,
  type OwnNames,
  WORD_LISTS,
  type WordList,
} from '../model/class-rule.ts'
import { fold } from '../text/fold.ts'
import { phraseWords } from './phrase.ts'
import type { GrammarSource } from './source.ts'

/** Shorter beginnings of words fit too many words to be of use for repairs. */
const SHORTEST_STEM = 5

/** The word lists and forms that clauses are cut by. */
export function readClauseWords(
  source: GrammarSource,
  words: Node,
  forms: Node,
): Pick<ClauseWords, 'words' | 'endings' | 'lists'> {
  const lists = source.entries(words, WORD_LISTS)
  const known = { words: {} as Record<string, Form>, endings: {} as Record<string, Form> }
  for (const [name, entries] of source.entries(forms, FORMS)) {
    const form = FORMS.find((each) => each === name) ?? 'none'
    for (const entry of source.list(entries).map((each) => fold(source.text(each))))
      if (entry.startsWith('-')) known.endings[entry.slice(1)] = form
      else known.words[entry.replaceAll("'", '')] = form
  }
  return {
    ...known,
    lists: Object.fromEntries<readonly string[]>(
      WORD_LISTS.map((name) => {
        const list = lists.get(name) ?? source.fail(words, `the words have no '${name}'`)
        return [name, source.texts(list).map((entry) => fold(entry).replace(/^-|'/g, ''))]
      }),
    ) as Record<WordList, readonly string[]>,
  }
}

/** Numbers written as words. */
export function readNumerals(source: GrammarSource, node: Node): Record<string, number> {
  const numerals: Record<string, number> = {}
  for (const [value, words] of source.entries(node))
    for (const word of source.texts(words)) numerals[fold(word).replaceAll("'", '')] = Number(value)
  return numerals
}

/** Names that respondents give to themselves. */
export function readOwnNames(source: GrammarSource, node: Node): readonly OwnNames[] {
  return source.list(node).map((entry) => {
    const keys = source.entries(entry, OWN_NAMES)
    const folded = (node: Node) => source.texts(node).map((text) => fold(text).replaceAll("'", ''))
    const textsAt = (key: (typeof OWN_NAMES)[number]) =>
      folded(keys.get(key) ?? source.fail(entry, `the names have no '${key}'`))
    const parts = keys.get('parts')
    return {
      respondent: textsAt('respondent').map((words) => words.split(' ')),
      names: textsAt('names'),
      parts: parts ? folded(parts) : [],
    }
  })
}

const OWN_NAMES = ['respondent', 'names', 'parts'] as const

/** Every word that the phrases and lists name: known to be whole, or known by their beginning. */
export function readVocabulary(
  source: GrammarSource,
  parts: { readonly signs: Node; readonly rules: Node; readonly forms: Node; readonly lists: Node },
): Classes['vocabulary'] {
  const words = new Set<string>()
  const stems = new Set<string>()
  const phrases = [
    ...[...source.entries(parts.signs).values()].flatMap((node) => textsOf(source, node)),
    ...[...source.entries(parts.forms).values()].flatMap((node) => textsOf(source, node)),
    ...[...source.entries(parts.lists).values()].flatMap((node) => textsOf(source, node)),
    ...source.list(parts.rules).flatMap((rule) => {
      const keys = source.entries(rule)
      return [...textsOf(source, keys.get('phrases')), ...textsOf(source, keys.get('unless'))]
    }),
  ]
  for (const word of phrases.filter((each) => !each.startsWith('-')).flatMap(phraseWords)) {
    const bare = word.replaceAll("'", '')
    if (!bare.endsWith('*')) words.add(bare)
    else if (bare.length > SHORTEST_STEM) stems.add(bare.slice(0, -1))
  }
  return { words: [...words].sort(), stems: [...stems].sort() }
}

function textsOf(source: GrammarSource, node: Node | null | undefined): readonly string[] {
  return node ? source.texts(node) : []
}
