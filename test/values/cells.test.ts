import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { NO_MEMORY, readExecutors } from '../../src/values/bodies/executors.ts'
import { standing } from '../../src/values/bodies/standing.ts'
import { readDeadline } from '../../src/values/dates/deadline.ts'
import { language, lexicon } from './lexicon.ts'

/* Cells as offices write them, with what they mean written beside them by hand. */

const YEAR = { from: '2016-01-01', to: '2016-12-31' }

function readCells(name: string): readonly (readonly string[])[] {
  const lines = readFileSync(new URL(`cells/${name}.txt`, import.meta.url), 'utf8').split('\n')
  return lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.replaceAll('\\n', '\n').split(/ = ?/))
}

function showDeadline(text: string): string {
  const { kind, from, to, every, due } = readDeadline(text, language, { period: YEAR })
  const parts = [kind, from ?? '-', to ?? '-', every ?? '-', due?.join() ?? '-']
  return parts.join(' ').replace(/( -)+$/, '')
}

function showExecutors(text: string): string {
  return readExecutors(text, NO_MEMORY, lexicon)
    .bodies.map(
      ({ name, scope, byConsent }) =>
        name + (scope === null ? '' : ` {${scope}}`) + (byConsent ? ' +' : ''),
    )
    .join(' | ')
}

describe('deadlines', () => {
  test.each([...readCells('deadlines'), ...readCells('deadlines-2')])(
    '%s = %s',
    (expected = '', text = '') => expect(showDeadline(text)).toBe(expected),
  )
})

describe('executors', () => {
  test.each([...readCells('executors'), ...readCells('executors-2')])(
    '%s',
    (text = '', expected = '') => expect(showExecutors(text)).toBe(expected.trim()),
  )
})

describe('standings', () => {
  test.each(readCells('standings'))('%s = %s = %s', (expected, respondent = '', text = '') => {
    const { bodies } = readExecutors(text, NO_MEMORY, lexicon)
    expect(standing(respondent, bodies, lexicon)).toBe(expected)
  })
})

describe('unseen', () => {
  test.each(readCells('deadlines-unseen'))('%s = %s', (expected = '', text = '') =>
    expect(showDeadline(text)).toBe(expected),
  )
  test.each(readCells('executors-unseen'))('%s', (text = '', expected = '') =>
    expect(showExecutors(text)).toBe(expected.trim()),
  )
})
