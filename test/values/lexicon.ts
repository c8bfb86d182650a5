import { compileBodies } from '../../src/grammar/bodies.ts'
import { compileLanguage } from '../../src/grammar/language.ts'
import { GrammarSource } from '../../src/grammar/source.ts'
import type { Language } from '../../src/model/language.ts'
import type { NameGrammar } from '../../src/values/bodies/lexicon.ts'
import { grammarPart } from '../support/grammar.ts'

/** The language that comes with zvit. */
export const language: Language = compileText(grammarPart('language'), 'language', compileLanguage)

/** The names of bodies that come with zvit, in their language. */
export const lexicon: NameGrammar = compileLexicon(grammarPart('bodies'))

/** Names of bodies from a text with the key `bodies`. */
export function compileLexicon(text: string): NameGrammar {
  return { bodies: compileText(text, 'bodies', compileBodies), language }
}

/** A part of a grammar from a text with its key. */
export function compileText<Part>(
  text: string,
  key: string,
  compile: (source: GrammarSource, node: unknown) => Part,
): Part {
  const source = new GrammarSource([{ name: `${key}.yaml`, text }])
  return compile(source, source.entries(source.root).get(key))
}
