import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LETTERS, wordSpans } from '../../src/text/letters.ts'

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
