import { fold } from '../text/fold.ts'

/*
 * The phrase language of grammars, written by people who know the reports and no regular
 * expressions. A phrase is matched against folded text (look-alikes, apostrophes, dashes, case),
 * on whole words:
 *
 *   не належить            these words, with any white space between
 *   компетенц*             a word that begins so
 *   *виконав*              a word that holds these letters
 *   не … компетенц*        up to three other words between, in the same sentence; …5 up to five
 *   (департамент*|відділ*) one of these
 *   [вже] проведено        a word that may be there
 *   # (особ*|осіб)         # is a number
 *   ^виконано$             ^ the beginning, $ the end of the clause
 *   /\bп\.\s?\d+/          between slashes: a regular expression, \b knows Cyrillic
 */

const WORD = "[\\p{L}\\p{N}']"
const START = `(?<!${WORD})`
const END = `(?!${WORD})`
const LONGEST_WORD = 40
const BETWEEN = 3
const TOKEN = /…\d*|\.\.\.\d*|\||\(|\)|\[|\]|\^|\$|#|\*|\s+|[\p{L}\p{N}'’ʼ`-]+|[^\s]/gu

/** What is wrong with a phrase, for a message with its place in the grammar. */
export class PhraseError extends Error {}

/**
 * Source of a regular expression (flags `u`, `g` allowed) for one phrase, to be matched against
 * `fold(text)`. Every repetition is bounded or over disjoint classes, so that matching is linear.
 * Throws `PhraseError`.
 */
export function compilePhrase(phrase: string): string {
  const trimmed = phrase.trim()
  if (trimmed === '') throw new PhraseError('the phrase is empty')
  if (trimmed.length > 1 && trimmed.startsWith('/') && trimmed.endsWith('/'))
    return compileExpression(trimmed.slice(1, -1))
  return compileWords(trimmed.match(TOKEN) ?? [], trimmed)
}

/** One source that matches where any of the phrases does. */
export function compilePhrases(phrases: readonly string[]): string {
  return phrases.map((phrase) => `(?:${compilePhrase(phrase)})`).join('|')
}

function compileExpression(source: string): string {
  if (/\\[wW]/.test(source))
    throw new PhraseError(String.raw`\w knows no Cyrillic; write [\p{L}\p{N}] instead`)
  const compiled = source.replace(/\\b/g, `(?:${START}(?=${WORD})|(?<=${WORD})${END})`)
  try {
    new RegExp(compiled, 'u')
  } catch (error) {
    throw new PhraseError(`no regular expression: ${(error as Error).message}`)
  }
  return compiled
}

function compileWords(tokens: readonly string[], phrase: string): string {
  const open: string[] = []
  let source = ''
  let isGlued = false
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index] ?? ''
    const next = tokens[index + 1] ?? ''
    if (/^\s+$/.test(token)) {
      source += compileBlank(tokens[index - 1] ?? '', next)
      isGlued = false
      continue
    }
    if (token.startsWith('…') || token.startsWith('...')) {
      const words = Number(token.replace(/^\D+/, '') || BETWEEN)
      source += `(?:[^\\s.;!?]{1,${LONGEST_WORD}}\\s+){0,${words}}?`
    } else if (token === '(' || token === '[') {
      open.push(token)
      source += '(?:'
    } else if (token === ')' || token === ']') {
      const opened = open.pop()
      if (opened !== (token === ')' ? '(' : '['))
        throw new PhraseError(`«${token}» closes nothing in «${phrase}»`)
      source += token === ')' ? ')' : compileOptionalEnd(next)
      if (token === ']' && /^\s+$/.test(next)) index += 1
    } else if (token === '|') {
      if (open.length === 0) throw new PhraseError(`«|» stands outside brackets in «${phrase}»`)
      source += '|'
    } else if (token === '^') source += '^\\s*'
    else if (token === '$') source += '[\\s.;!]*$'
    else if (token === '#') source += `${START}\\d[\\d\\s.,/]{0,14}(?<=\\d)(?!\\d)`
    else if (token === '*') source += isGlued ? "[\\p{L}']*" : `${START}[\\p{L}']*`
    else source += compileWord(token, tokens[index - 1] ?? '', next)
    isGlued = /[\p{L}\p{N}'’ʼ`-]$/u.test(token)
  }
  if (open.length > 0) throw new PhraseError(`«${open.pop()}» is not closed in «${phrase}»`)
  return source
}

function compileBlank(before: string, after: string): string {
  const isEdge = (token: string) => token === '|' || token === '(' || token === '['
  if (isEdge(before) || after === '|' || after === ')' || after === ']' || after === '$') return ''
  if (before.startsWith('…') || before.startsWith('...') || before === '^') return ''
  return '\\s+'
}

function compileOptionalEnd(next: string): string {
  return /^\s+$/.test(next) ? '\\s+)?' : ')?'
}

function compileWord(token: string, before: string, after: string): string {
  const letters = fold(token).replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
  if (!/[\p{L}\p{N}]/u.test(token)) return letters === '-' ? '-' : letters
  return `${before === '*' ? '' : START}${letters}${after === '*' ? '' : END}`
}
