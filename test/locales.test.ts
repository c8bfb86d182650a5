import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readSources } from '../scripts/house/measure.ts'

/* Texts for people stand in `locales`, by key, and the program asks for each of them. */

const texts = JSON.parse(readFileSync('locales/uk.json', 'utf8')) as Record<string, string>
const code = readSources()
  .map(({ text }) => text)
  .join('\n')
const asked = [...code.matchAll(/'([a-z]\w*(?:\.\w+)*)'/g)].map((match) => match[1] ?? '')
const prefixes = [
  ...[...code.matchAll(/sayAll\('([\w.]+)'\)/g)].map((match) => `${match[1]}.`),
  ...[...code.matchAll(/say\(`([\w.]+\.)\$\{/g)].map((match) => match[1] ?? ''),
]

test('every text that the program asks for is there', () => {
  const keys = [...code.matchAll(/say\(\s*'([^']+)'/g)].map((match) => match[1] ?? '')
  expect(keys.length).toBeGreaterThan(50)
  expect(keys.filter((key) => !(key in texts))).toEqual([])
  for (const prefix of prefixes)
    expect(Object.keys(texts).some((key) => key.startsWith(prefix))).toBe(true)
})

test('every text is asked for', () => {
  const known = new Set(asked)
  const unused = Object.keys(texts).filter(
    (key) => !known.has(key) && !prefixes.some((prefix) => key.startsWith(prefix)),
  )
  expect(unused).toEqual([])
})
