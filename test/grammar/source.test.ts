import { expect, test } from 'vitest'
import { GrammarSource } from '../../src/grammar/source.ts'

const DEEP = 200_000

test.each([
  ['brackets without end', '['.repeat(DEEP), '1:33'],
  ['lists in lists', `${'['.repeat(DEEP)}${']'.repeat(DEEP)}`, '1:33'],
  ['maps in maps', `a: ${'{a: '.repeat(DEEP)}${'}'.repeat(DEEP)}`, '1:128'],
  ['dashes', `${'- '.repeat(DEEP / 10)}x`, '1:65'],
  ['a bracket that is not closed', 'a: [1, 2\nb: 3\n', '2:1'],
  ['a second document', 'a: 1\n---\nb: 3\n', '2:1'],
  ['nothing', '', '1:1'],
])('%s is refused at its place', (_, text, place) => {
  const message = expect.stringContaining(`my.yaml:${place} `)
  expect(() => new GrammarSource([{ name: 'my.yaml', text }])).toThrow(
    expect.objectContaining({ code: 'GRAMMAR_INVALID', message }),
  )
})
