import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LETTERS } from '../../src/text/characters.ts'
import { wordSpans } from '../../src/text/word-spans.ts'

const WORDS = new RegExp(`[${LETTERS}'’ʼ]+`, 'g')

test('words are runs of letters and apostrophes', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({
      unit: fc.constantFrom('о', 'Ї', 'q', "'", '’', ' ', '-', '1', '×', 'ԯ', '\u0530'),
    }),
  )
  fc.assert(
    fc.property(text, (given) => {
      const expected = Array.from(given.matchAll(WORDS), (match) => [
        match.index,
        match.index + match[0].length,
      ])
      expect(wordSpans(given)).toEqual(expected.flat())
    }),
  )
})
