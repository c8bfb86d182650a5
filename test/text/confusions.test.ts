import { describe, expect, test } from 'vitest'
import { isWord } from '../../src/resources.ts'
import { repairWord } from '../../src/text/confusions.ts'

const repair = (text: string, mayBeName = false) =>
  repairWord(text, isWord, mayBeName)?.text ?? null

describe('a word that is one only after usual confusions', () => {
  test.each([
    ['облдержалміністрапія', 'облдержадміністрація'],
    ['райдержалміністрапії.', 'райдержадміністрації.'],
    ['(налходило', '(надходило'],
    ['півидкісного', 'швидкісного'],
    ['рейлів', 'рейдів'],
    ['в1дділ', 'відділ'],
    ['Алміністрація', 'Адміністрація'],
  ])('%s is %s', (seen, meant) => expect(repair(seen)).toBe(meant))
})

describe('left as it was seen', () => {
  test.each([
    ['a word of the list', 'погреб'],
    ['an abbreviation', 'ОДЛ'],
    ['a heading in capitals', 'АЛМІНІСТРАЦІЯ'],
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

  test('where several words come into question', () => {
    const known = (word: string) => ['садиба', 'салиба'].includes(word)
    expect(repairWord('саниба', known, false)).toBeNull()
    expect(repairWord('сапиба', (word) => ['сациба', 'сашиба'].includes(word), false)).toBeNull()
    expect(repairWord('сапиба', (word) => word === 'сациба', false)?.text).toBe('сациба')
  })
})
