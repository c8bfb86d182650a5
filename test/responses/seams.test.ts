import { expect, test } from 'vitest'
import { isWord } from '../../src/resources.ts'
import { seamOf } from '../../src/responses/worked-text.ts'

test.each([
  ['пошкодженнясправ', 'пошкодження справ'],
  ['департаментупри', 'департаментупри'],
  ['заміненовікна', 'замінено вікна'],
  ['водопостачання', 'водопостачання'],
  ['життєзабезпечення', 'життєзабезпечення'],
])('%s is parted as %s', (written, parted) => {
  const at = seamOf(written, isWord)
  expect(at === null ? written : `${written.slice(0, at)} ${written.slice(at)}`).toBe(parted)
})
