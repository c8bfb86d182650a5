import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countCharacters } from '../../src/text/compose.ts'

test.each([
  ['', 0],
  [' \t\r\n\v\f\u00a0\u2028\ufeff\u3000', 0],
  ['Звіт № 1', 6],
  ['и\u0306', 1],
  ['\u0000\u0001\u001f', 3],
  ['\u00ad\u200b', 2],
  ['😀', 2],
])('%j has %i', (text, count) => expect(countCharacters(text)).toBe(count))

test('counts what is left when white space is cut out', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(countCharacters(text)).toBe(text.normalize('NFC').replace(/\s/gu, '').length)
    }),
  )
})
