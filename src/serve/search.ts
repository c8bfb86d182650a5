import { loadGrammar, sqlText } from '../resources.ts'
import type { Engine, SqlAnswer } from '../stats/engine.ts'

const QUOTED = /["«“„]([^"«»“”„]*)["»”“]/gu
/** Fewer letters are left of no word. */
const STEM = '^(.{3,}?)'

/** Words that are sought, and in quotes phrases, whose words stand so beside each other, `|` between; null for none. */
export function soughtIn(query: string) {
  const plain = query.replaceAll('|', ' ')
  const phrases = [...plain.matchAll(QUOTED)].map(([, phrase = '']) => wordsIn(phrase).join(' '))
  const sought = {
    words: wordsIn(plain.replace(QUOTED, ' ')).join('|'),
    phrases: phrases.filter(Boolean).join('|'),
  }
  return sought.words + sought.phrases === '' ? null : sought
}

function wordsIn(text: string): readonly string[] {
  return text.split(/\s+/u).filter(Boolean)
}

/** Makes the tables in which `sql/page/search.sql` looks. */
export async function indexWords(engine: Engine): Promise<SqlAnswer> {
  const { language } = await loadGrammar()
  const value = `${STEM}(?:${language.words.caseEndings.join('|')})$`
  await engine.run('set variable endings = $value', { value })
  return engine.run(sqlText('page/words'))
}
