import { compileBodies } from '../../src/grammar/bodies.ts'
import { GrammarSource } from '../../src/grammar/source.ts'
import type { Lexicon } from '../../src/model/lexicon.ts'
import { grammarPart } from '../support/grammar.ts'

const FILE = 'bodies.yaml'

/** The lexicon that comes with zvit. */
export const lexicon: Lexicon = compileLexicon(grammarPart('bodies'))

/** A lexicon from a text with the key `bodies`. */
export function compileLexicon(text: string): Lexicon {
  const source = new GrammarSource([{ name: FILE, text }])
  return compileBodies(source, source.entries(source.root).get('bodies'))
}
