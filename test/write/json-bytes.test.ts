import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonBytes } from '../../src/write/json.ts'

test('the bytes of JSON are those of its text', () => {
  for (const text of ['', 'ї', '№ 1', '😀', '\ud83d', '\udc00x', 'a\u0000b'])
    expect(jsonBytes(JSON.stringify(text))).toEqual(Buffer.from(JSON.stringify(text)))
  fc.assert(
    fc.property(
      fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }),
      (text) => {
        const json = JSON.stringify({ [text]: text })
        expect(jsonBytes(json).equals(Buffer.from(json))).toBe(true)
      },
    ),
  )
})
