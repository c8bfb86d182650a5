import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Growth } from '../../src/responses/words.ts'

const letters = fc.string({ unit: fc.constantFrom('а', 'б', 'в'), minLength: 1, maxLength: 6 })
const lists = fc
  .uniqueArray(letters, { minLength: 1, maxLength: 12 })
  .map((list) => [...list].sort())

test('two neighbours go on as the words and stems that begin with both', () => {
  fc.assert(
    fc.property(letters, letters, lists, lists, (first, next, words, stems) => {
      const both = first + next
      // An ending has four letters at most; what is before it belongs to the stem.
      const stem = both.slice(0, Math.max(1, both.length - 4))
      const expected =
        words.some((word) => word.startsWith(both)) || stems.some((each) => each.startsWith(stem))
      expect(new Growth(first, { words, stems }).goesOn(next)).toBe(expected)
    }),
  )
})
