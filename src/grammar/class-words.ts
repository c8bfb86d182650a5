import type { Node } from 'yaml'
import {
  type Classes,
  type ClauseWords,
  FORMS,
  type Form,
  type OwnNames,
  WORD_LISTS,
} from '../model/class-rule.ts'
import { withoutApostrophes } from '../text/fold.ts'
import { phraseWords } from './phrase.ts'
import { type GrammarSource, maybe } from './source.ts'

/** Shorter beginnings of words fit too many words to be of use for repairs. */
const SHORTEST_STEM = 5

/** The word lists and forms that clauses are cut by. */
export function readClauseWords(
  source: GrammarSource,
  words: unknown,
  forms: unknown,
): Pick<ClauseWords, 'words' | 'endings' | 'lists'> {
  const known = { words: {} as Record<string, Form>, endings: {} as Record<string, Form> }
  for (const [name, entries] of source.entries(forms, FORMS)) {
    const form = FORMS.find((each) => each === name) ?? 'none'
    for (const entry of source.folded(entries))
      if (entry.startsWith('-')) known.endings[entry.slice(1)] = form
      else known.words[withoutApostrophes(entry)] = form
  }
  const lists = source.each(words, WORD_LISTS, (list) =>
    source.folded(list).map((entry) => withoutApostrophes(entry.replace(/^-/, ''))),
  )
  return { ...known, lists }
}

/** Numbers written as words. */
export function readNumerals(source: GrammarSource, node: unknown): Record<string, number> {
  const numerals: Record<string, number> = {}
  for (const [value, words] of source.entries(node))
    for (const word of source.folded(words)) numerals[withoutApostrophes(word)] = Number(value)
  return numerals
}

/** Names that respondents give to themselves. */
export function readOwnNames(source: GrammarSource, node: unknown): readonly OwnNames[] {
  const bare = (list: unknown) => source.folded(list).map(withoutApostrophes)
  const apart = (list: unknown) => bare(list).map((words) => words.split(' '))
  const shape = { respondent: apart, names: bare, parts: maybe(bare, []) }
  return source.list(node).map((entry) => source.record(entry, shape))
}

/** Every word that the phrases and lists name: known to be whole, or known by their beginning. */
export function readVocabulary(
  source: GrammarSource,
  parts: ReadonlyMap<string, Node | null>,
): Classes['vocabulary'] {
  const words = new Set<string>()
  const stems = new Set<string>()
  const rules = source.list(parts.get('rules')).map((rule) => source.entries(rule))
  const lists = [
    ...['signs', 'forms', 'words'].flatMap((part) => [...source.entries(parts.get(part)).values()]),
    ...rules.flatMap((keys) => [keys.get('phrases'), keys.get('unless')]),
  ]
  const phrases = lists.flatMap((list) => (list ? source.texts(list) : []))
  for (const word of phrases.filter((each) => !each.startsWith('-')).flatMap(phraseWords)) {
    const bare = withoutApostrophes(word)
    if (!bare.endsWith('*')) words.add(bare)
    else if (bare.length > SHORTEST_STEM) stems.add(bare.slice(0, -1))
  }
  return { words: [...words].sort(), stems: [...stems].sort() }
}
