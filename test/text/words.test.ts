import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeWords } from '../../scripts/words/make-file.ts'
import { loadWords } from '../../src/text/words.ts'

const bytes = new Uint8Array(readFileSync(new URL('../../data/words.bin', import.meta.url)))
const isWord = loadWords(bytes)

describe('the shipped list', () => {
  test.each([
    'проведено',
    'закупівель',
    'підрозділи',
    'Звернення',
    'ЗАКОНУ',
    'здоров’я',
    'здоровʼя',
  ])('knows %s', (word) => expect(isWord(word)).toBe(true))
  test.each(['облдержадміністрації', 'райдержадміністраціями', 'міськвиконком', 'вебсайту', 'та'])(
    'knows %s of the genre',
    (word) => expect(isWord(word)).toBe(true),
  )
  test.each(['ність', 'ського', 'вання', 'рядчого', 'н', 'п', 'житловокомунального', '', 'Ш'])(
    'does not know %j',
    (word) => expect(isWord(word)).toBe(false),
  )
  test('folds a Latin letter inside a word', () => expect(isWord('прoведено')).toBe(true))
})

test('lets fewer than one stranger in a thousand pass', () => {
  const strangers = Array.from({ length: 20_000 }, (_, index) => `ъ${index.toString(36)}ыъ`)
  expect(strangers.filter(isWord).length).toBeLessThan(20)
})

test('every word put in is found again', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { maxLength: 30 }), (words) => {
      const known = loadWords(makeWords(words, 12, 5))
      expect(words.every(known)).toBe(true)
    }),
  )
})

test('the same words give the same bytes', () => {
  expect(makeWords(['так', 'ні'], 8)).toEqual(makeWords(['ні', 'так'], 8))
})

test.each([
  ['nothing', new Uint8Array(0)],
  ['cut off', bytes.subarray(0, 1000)],
  ['another file', new Uint8Array(524_296)],
])('%s is refused', (_, damaged) => {
  expect(() => loadWords(damaged)).toThrow(expect.objectContaining({ code: 'READ_ERROR' }))
})
