import { readFileSync } from 'node:fs'
import { compileBodies } from '../../src/grammar/bodies.ts'
import { GrammarSource } from '../../src/grammar/source.ts'
import type { Lexicon } from '../../src/model/lexicon.ts'

const FILE = 'bodies.part.yaml'

/** The lexicon that comes with zvit. */
export const lexicon: Lexicon = compileLexicon(
  readFileSync(new URL(`../../grammars/${FILE}`, import.meta.url), 'utf8'),
)

/** A lexicon from a text with the key `bodies`. */
export function compileLexicon(text: string): Lexicon {
  const source = new GrammarSource(text, FILE)
  return compileBodies(source, source.entries(source.root).get('bodies'))
}
