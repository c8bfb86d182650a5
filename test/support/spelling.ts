import { isWord, loadGrammar } from '../../src/resources.ts'
import { prepareLanguage, type Spelling } from '../../src/text/language.ts'

/** Ukrainian as the grammar that comes with zvit and the list of words have it. */
export const spelling: Spelling = {
  isWord,
  language: prepareLanguage((await loadGrammar()).language),
}
