import { expect, test } from 'vitest'
import { expressionsIn } from '../scripts/house/expressions.ts'
import { readSources } from '../scripts/house/measure.ts'
import { slowOn } from '../scripts/house/slow-expressions.ts'
import type { PhraseSequence } from '../src/model/phrase.ts'
import { loadGrammar } from '../src/resources.ts'
import { PhraseFinder, phraseText } from '../src/text/phrase.ts'

/*
 * No expression and no phrase takes a time that grows with the square of a line. Those that are built from
 * parts: `built-expressions.test.ts`.
 */

test('no expression of src is quadratic', () => {
  const tried = new Set<string>()
  const slow = readSources().flatMap(({ name, text }) =>
    expressionsIn(text)
      .filter(({ source }) => !tried.has(source) && tried.add(source))
      .map(({ source, flags, line }) => ({ name, line, on: slowOn(new RegExp(source, flags)) }))
      .filter(({ on }) => on !== null),
  )
  expect(tried.size).toBeGreaterThan(500)
  expect(slow).toEqual([])
})

test('no expression of a compiled grammar is', async () => {
  const sources = [...new Set(sourcesIn(await loadGrammar()))]
  expect(sources.length).toBeGreaterThan(50)
  expect(sources.filter((source) => slowOn(new RegExp(source, 'u')) !== null)).toEqual([])
})

/** What stands between slashes in the grammar, compiled. */
function sourcesIn(node: unknown): readonly string[] {
  if (typeof node !== 'object' || node === null) return []
  const found = Object.values(node).flatMap(sourcesIn)
  if ('source' in node && typeof node.source === 'string') found.push(node.source)
  if ('expression' in node && typeof node.expression === 'string') found.push(node.expression)
  return found
}

const SHORT = 4000
const LONG = 16_000
/** Of a linear search the time grows by four; what is quadratic takes sixteen times as long. */
const MOST_GROWTH = 9
/** Milliseconds; what is quadratic takes thousands, and the time of shorter searches tells nothing. */
const LEAST_TIME = 40

test('no phrase of a compiled grammar is', async () => {
  const phrases = [
    ...new Map(phrasesIn(await loadGrammar()).map((one) => [JSON.stringify(one), one])),
  ]
  expect(phrases.length).toBeGreaterThan(500)
  const slow = phrases.flatMap(([written, phrase]) => {
    const finder = new PhraseFinder(phrase)
    const units = [' ', '-', '.', ', ', '1 ', 'а', 'а ', ...wordsOf(written)]
    return units
      .filter((unit) => growthOf(finder, unit) > MOST_GROWTH)
      .map((on) => ({ written, on }))
  })
  expect(slow).toEqual([])
})

/** How much longer the search takes on a line four times as long; 0 where it takes hardly any time. */
function growthOf(finder: PhraseFinder, unit: string): number {
  const long = timeOf(finder, unit, LONG)
  return long < LEAST_TIME ? 0 : long / timeOf(finder, unit, SHORT)
}

/** The least of three times, milliseconds. */
function timeOf(finder: PhraseFinder, unit: string, length: number): number {
  const line = phraseText(`${unit.repeat(length / unit.length)}\u0001`)
  const times = [0, 1, 2].map(() => {
    const started = process.cpuUsage()
    finder.find(line)
    const { user, system } = process.cpuUsage(started)
    return (user + system) / 1000
  })
  return Math.min(...times)
}

/** Some words of a phrase, alone and apart. */
function wordsOf(written: string): readonly string[] {
  const words = [...new Set(written.match(/[\p{L}']{2,}/gu))].filter((word) => !/[a-z]/.test(word))
  return words.slice(0, 3).flatMap((word) => [word, `${word} `])
}

function phrasesIn(node: unknown): readonly PhraseSequence[] {
  if (typeof node !== 'object' || node === null) return []
  if ('phrase' in node && Array.isArray(node.phrase)) return [node.phrase]
  if (Array.isArray(node) && node.length === 1 && isGroup(node[0])) return [node]
  return Object.values(node).flatMap(phrasesIn)
}

function isGroup(part: unknown): boolean {
  return typeof part === 'object' && part !== null && 'any' in part && Array.isArray(part.any)
}

test('the scanner of sources tells expressions from divisions, texts and comments', () => {
  const code = [
    'const a = b / c / d // /no/\n',
    'const e = `/$',
    "{/yes/u.test(x) ? '/no/' : '}'}/`\nreturn /[/]a\\//g\n/* /no/ */ f(/b/)",
  ].join('')
  expect(expressionsIn(code)).toEqual([
    { source: 'yes', flags: 'u', line: 2 },
    { source: '[/]a\\/', flags: 'g', line: 3 },
    { source: 'b', flags: '', line: 4 },
  ])
})
