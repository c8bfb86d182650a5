import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csv, readSafeText, safeText } from '../../src/write/csv.ts'

test('fields are quoted where they must be, null is empty', () => {
  const row = ['a;b', 'він сказав: "так"', null, 1.5, true, ['x'], 'рядок\nдругий', ' край']
  expect(csv(['a'], [row])).toBe(
    'a\r\n"a;b";"він сказав: ""так""";;1.5;true;"[""x""]";"рядок\nдругий";" край"\r\n',
  )
})

test('a byte order mark and commas where they are asked for', () => {
  expect(csv(['a', 'b'], [], { separator: ',', bom: true })).toBe('\ufeffa,b\r\n')
})

test.each([
  ['=1+1', "'=1+1"],
  ['+5 заходів', "'+5 заходів"],
  ['- не проводилось', "'- не проводилось"],
  ['@x', "'@x"],
  ["'=1", "''=1"],
  ["'лапки'", "'лапки'"],
  ['виконано', 'виконано'],
])('%s is written %s', (text, written) => expect(safeText(text)).toBe(written))

test('what was made safe comes back, and is no formula', () => {
  const text = fc.string({ unit: fc.constantFrom("'", '=', '-', '+', '@', '\t', 'а') })
  fc.assert(
    fc.property(text, (given) => {
      expect(readSafeText(safeText(given))).toBe(given)
      expect(safeText(given)).not.toMatch(/^[=+\-@\t\r]/)
    }),
  )
})
