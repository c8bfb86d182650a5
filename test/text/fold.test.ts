import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fold } from '../../src/text/fold.ts'

test.each([
  ['Виконано', 'виконано'],
  ['пoстійно', 'постійно'],
  ['HAКАЗ', 'наказ'],
  ['Prozorrо', 'prozorro'],
  // All Latin letters look Cyrillic, «н» and «и» do not look Latin.
  ['oxоpoни', 'охорони'],
  ['пpo', 'про'],
  // Both scripts would do: the more letters decide.
  ['BCOУ', 'bcoy'],
  ['УBС', 'увс'],
  ['СOVID', 'covid'],
  ['сoцpoбiтник', 'соцробітник'],
  // Neither would do.
  ['виkоnано', 'викоnано'],
  ['здоров’я', "здоров'я"],
  ['2016–2017', '2016-2017'],
  ['«Про»', '"про"'],
  ['а\u00a0б\nв', 'а б в'],
])('%j folds to %j', (text, folded) => expect(fold(text)).toBe(folded))

test('keeps the length of any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(fold(text).length).toBe(text.length)
    }),
  )
})

test('folds a folded text no more', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const folded = fold(text)
      expect(fold(folded).length).toBe(text.length)
    }),
  )
})
