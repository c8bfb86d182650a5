import { expect, test } from 'vitest'
import { isWord, loadGrammar } from '../../src/resources.ts'
import { prepare } from '../../src/responses/prepared.ts'
import { seamOf } from '../../src/responses/worked-text.ts'

const prepared = prepare((await loadGrammar()).classes)

test.each([
  ['пошкодженнясправ', 'пошкодження справ'],
  ['департаментупри', 'департаментупри'],
  ['заміненовікна', 'замінено вікна'],
  ['водопостачання', 'водопостачання'],
  ['життєзабезпечення', 'життєзабезпечення'],
])('%s is parted as %s', (written, parted) => {
  const at = seamOf(written, isWord, prepared)
  expect(at === null ? written : `${written.slice(0, at)} ${written.slice(at)}`).toBe(parted)
})
