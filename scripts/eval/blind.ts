import type { Pattern } from '../../src/model/class-rule.ts'
import type { ColumnRole, Grammar, Level } from '../../src/model/grammar.ts'
import { fold } from '../../src/text/fold.ts'

/** Headings are compared as the grammar has them: folded letters, digits, № and % alone. */
export function headingWord(text: string): string {
  return fold(text).replace(/[^\p{L}\p{N}№%]/gu, '')
}

/**
 * A grammar from which the headings and level words that a document uses have been taken: words of columns that are a
 * heading or stand in one, words that headings are made of, and level words that lead a title.
 */
export function blindGrammar(
  grammar: Grammar,
  headings: readonly string[],
  titles: readonly string[],
): Grammar {
  const used = headings.map(fold)
  const whole = used.map(headingWord)
  const single = new Set(used.flatMap((heading) => heading.split(/[^\p{L}\p{N}']+/u)))
  const isUsed = (word: string) => whole.some((heading) => heading === word || isPart(word, used))
  const columns = grammar.columns.map(
    (column): ColumnRole => ({
      ...column,
      words: column.words.filter((word) => !isUsed(word)),
      exact: column.exact.filter((word) => !isUsed(word)),
      hints: column.hints.map((hint) => withoutWords(hint, single)),
    }),
  )
  const folded = titles.map(fold)
  const levels = Object.entries(grammar.levels).map(([name, level]) => [
    name,
    withoutLevelWords(level, folded),
  ])
  return { ...grammar, columns, levels: Object.fromEntries(levels) as Grammar['levels'] }
}

/** Whether a word of the grammar is a run of whole words of a heading. */
function isPart(word: string, headings: readonly string[]): boolean {
  return headings.some((heading) => {
    const parts = heading.split(/\s+/u).map(headingWord)
    return parts.some((_, from) => {
      let run = ''
      return parts.slice(from).some((part) => {
        run += part
        return run === word
      })
    })
  })
}

function withoutWords(hint: Pattern, used: ReadonlySet<string>): Pattern {
  if (!('phrase' in hint)) return hint
  const phrase = hint.phrase.map((item) => {
    if (typeof item === 'string' || !('any' in item)) return item
    return {
      ...item,
      any: item.any.filter((one) => typeof one !== 'string' || !matches(one, used)),
    }
  })
  return { ...hint, phrase }
}

function matches(word: string, used: ReadonlySet<string>): boolean {
  const stem = word.replace(/\*$/u, '')
  return [...used].some((one) => (word.endsWith('*') ? one.startsWith(stem) : one === stem))
}

function withoutLevelWords(level: Level, titles: readonly string[]): Level {
  if (level.words === null) return level
  const kept = alternatives(level.words).filter((source) => {
    const leads = new RegExp(`^\\s*(?:${source})`, 'u')
    return !titles.some((title) => leads.test(title))
  })
  return { ...level, words: kept.length > 0 ? kept.join('|') : null }
}

/** The parts of a source that bars outside brackets keep apart. */
function alternatives(source: string): readonly string[] {
  const found: string[] = []
  let depth = 0
  let start = 0
  for (const [at, sign] of [...source].entries()) {
    if (sign === '(') depth += 1
    if (sign === ')') depth -= 1
    if (sign !== '|' || depth > 0) continue
    found.push(source.slice(start, at))
    start = at + 1
  }
  return [...found, source.slice(start)]
}
