import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readSources } from '../scripts/house/measure.ts'
import { COMMANDS } from '../src/cli/catalogue.ts'

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

const cli = readSources()
  .filter(({ room }) => room === 'cli')
  .map(({ text }) => text)
  .join('\n')
const read = (name: string) =>
  JSON.parse(readFileSync(`locales/${name}.json`, 'utf8')) as Record<string, string>
const [english, ukrainian] = [read('terminal.en'), read('terminal.uk')]
/** Names of the values that stand in a text, without the forms of words. */
const slots = (text = '') =>
  new Set([...text.matchAll(/(?<!\{)\{(\w+)(?::[^}]*)?\}/g)].map((match) => match[1]))

test('the terminal says the same in each language', () => {
  expect(Object.keys(ukrainian)).toEqual(Object.keys(english))
  for (const [key, text] of Object.entries(english))
    expect(slots(ukrainian[key]), key).toEqual(slots(text))
  for (const [key, text] of Object.entries(ukrainian))
    for (const [, forms = ''] of text.matchAll(/\{\w+:([^}]*)\}/g))
      expect(forms.split('|'), key).toHaveLength(3)
})

test('every text of the terminal is asked for, and is there', () => {
  const keys = [...cli.matchAll(/\bwords(?:OrNull)?\(\s*'([^']+)'/g)].map((match) => match[1] ?? '')
  expect(keys.filter((key) => !(key in english))).toEqual([])
  const begun = [...cli.matchAll(/\bwords(?:OrNull)?\(\s*`([\w.]+\.)\$\{/g)].map(
    (match) => match[1] ?? '',
  )
  const known = new Set(asked)
  expect(
    Object.keys(english).filter(
      (key) =>
        !known.has(key) && !key.startsWith('options.') && !begun.some((one) => key.startsWith(one)),
    ),
  ).toEqual([])
})

test('every command and option says what it is for, and no other', () => {
  const told = Object.entries(COMMANDS).flatMap(([name, { options }]) =>
    [...Object.keys(options), 'lang', 'help'].map((option) => {
      const own = `options.${name}.${option}`
      return own in english ? own : `options.${option}`
    }),
  )
  const written = Object.keys(english).filter((key) => key.startsWith('options.'))
  expect(written.toSorted()).toEqual([...new Set(told)].toSorted())
})
