import { expect, test } from 'vitest'
import { compose } from '../../src/text/compose.ts'

test('puts letters and their marks together', () => {
  const word = `и\u0306${'а'.repeat(300)}`
  expect(compose(word)).toBe(word.normalize('NFC'))
})

test.each([
  ['256 marks', 256, true],
  ['257 marks', 257, false],
])('%s on one letter', (_, marks, isTaken) => {
  const text = `а${'\u0301'.repeat(marks)}б`
  if (isTaken) expect(compose(text)).toBe(text.normalize('NFC'))
  else expect(() => compose(text)).toThrow(expect.objectContaining({ code: 'LIMIT_EXCEEDED' }))
})

test('gives every code point and every decomposed letter as normalising does', () => {
  for (let code = 0; code <= 0x10ffff; code += 1) {
    const character = String.fromCodePoint(code)
    const apart = character.normalize('NFD')
    if (
      compose(character) !== character.normalize('NFC') ||
      compose(apart) !== apart.normalize('NFC')
    )
      expect.fail(`U+${code.toString(16)}`)
  }
})
