import { describe, expect, test } from 'vitest'
import { isWord } from '../../src/resources.ts'
import { meantBy } from '../../src/text/confusions.ts'

const repair = (text: string, mayBeName = false) =>
  meantBy(text, isWord, mayBeName)?.join(' ') ?? null

describe('a word that is one only after usual confusions', () => {
  test.each([
    ['облдержалміністрапія', 'облдержадміністрація'],
    ['райдержалміністрапії.', 'райдержадміністрації.'],
    ['(налходило', '(надходило'],
    ['півидкісного', 'швидкісного'],
    ['рейлів', 'рейдів'],
    ['в1дділ', 'відділ'],
    ['Алміністрація', 'Адміністрація'],
    ['МОЛОЛІ', 'МОЛОДІ'],
  ])('%s is %s', (seen, meant) => expect(repair(seen)).toBe(meant))
})

describe('left as it was seen', () => {
  test.each([
    ['a word of the list', 'погреб'],
    ['an abbreviation', 'ОДЛ'],
    ['a number', '2018-2019'],
    ['a number with letters', '1-го'],
    ['a short word', 'раля'],
    ['a word that nothing makes a word', 'Вербівкатранс'],
    ['a word of Russian', 'молодежньых'],
    ['Latin', 'Prozorro'],
    ['nothing', ''],
  ])('%s: %s', (_, text) => expect(repair(text)).toBeNull())

  test('what may be a name', () => {
    expect(repair('Алміністрація', true)).toBeNull()
    expect(repair('алміністрація', true)).toBe('адміністрація')
  })
})

test('several words may be meant', () => {
  const known = (word: string) => ['сациба', 'сашиба'].includes(word)
  expect(meantBy('«сапиба»', known, false)).toEqual(['«сациба»', '«сашиба»'])
})
