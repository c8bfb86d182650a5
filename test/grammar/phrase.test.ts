import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compilePattern, compilePhrase, compileWay, phraseWords } from '../../src/grammar/phrase.ts'
import { PhraseError } from '../../src/grammar/phrase-reader.ts'
import { fold } from '../../src/text/fold.ts'
import { phraseList } from '../../src/text/phrase.ts'

function matches(phrase: string, text: string): boolean {
  return new RegExp(compilePhrase(phrase), 'u').test(fold(text))
}

describe('a phrase finds', () => {
  test.each([
    ['не належить', 'Це не   належить нам'],
    ['компетенц*', 'поза компетенцією'],
    ['*виконав*', 'співвиконавцем є'],
    ['не … компетенц*', 'не належить до нашої компетенції'],
    ['не … компетенц*', 'не компетенція'],
    ['не …5 компетенц*', 'не є і не може бути предметом компетенції'],
    ['(департамент*|відділ*) є', 'відділи є'],
    ['[вже] проведено', 'вже проведено'],
    ['[вже] проведено', 'проведено'],
    ['виконано [повністю]', 'Виконано.'],
    ['^[захід] виконано [повністю]$', 'Захід виконано повністю.'],
    ['# (особ*|осіб)', 'навчено 1 234 осіб'],
    ['п. #', 'див. п.2.1'],
    ['# %', 'на 64% і далі'],
    ["обов'язк*", 'не входить до обовязків'],
    ["обов'язк*", 'не входить до обов’язків'],
    ['веб-сайт*', 'на веб-сайті'],
    ['/\\bп\\.\\s?\\d+/', 'згідно з п. 7'],
  ])('«%s» in «%s»', (phrase, text) => expect(matches(phrase, text)).toBe(true))
})

describe('a phrase does not find', () => {
  test.each([
    ['не належить', 'неналежить'],
    ['компетенц*', 'некомпетенція'],
    ['не … компетенц*', 'не виконано. Компетенція управління'],
    ['не … компетенц*', 'не раз два три чотири компетенція'],
    ['^виконано$', 'не виконано'],
    ['проведено', 'проведеного'],
    ['# осіб', 'багато осіб'],
  ])('«%s» in «%s»', (phrase, text) => expect(matches(phrase, text)).toBe(false))
})

test.each([
  ['', 'empty'],
  ['(а', 'not closed'],
  ['а)', 'closes nothing'],
  ['а | б', 'outside brackets'],
  ['(а]', 'closes nothing'],
  ['/а(/', 'regular expression'],
  ['/\\w+/', 'Cyrillic'],
  ['/\\p{Lu}+/', 'small letters'],
])('«%s» is refused: %s', (phrase, part) => {
  expect(() => compilePhrase(phrase)).toThrow(PhraseError)
  expect(() => compilePhrase(phrase)).toThrow(part)
})

test.each([
  ['не … компетенц*', ['ком']],
  ['(див|дивись|див.) п. #', ['див']],
  ["[вже] об'єкт*", ['обє']],
  ['*виконав*', null],
  ['/п\\./', null],
  ['# %', null],
  ['до', ['до']],
])('every match of «%s» holds a word that begins with %j', (phrase, anchors) =>
  expect(compilePattern(phrase).anchors).toEqual(anchors),
)

test('words of a phrase are told with their star', () =>
  expect(phraseWords('не [є] (компетенц*|повноваженн*) ^')).toEqual([
    'не',
    'є',
    'компетенц*',
    'повноваженн*',
  ]))

describe('a list of phrases', () => {
  const list = phraseList([{ any: ['один', 'два*', '/три\\s?/'].map(compileWay) }])
  test('finds the first of any', () => {
    expect(list.find('раз двадцять три')).toEqual({ start: 4, end: 12 })
    expect(list.find('раз двадцять три', 5)).toEqual({ start: 13, end: 16 })
    expect(list.find('раз')).toBeNull()
  })
  test('tells beginnings, ends and wholes, white space apart', () => {
    expect(list.endOfFirst(' два раз')).toBe(4)
    expect(list.endOfFirst('раз два')).toBe(-1)
    expect(list.startOfLast('раз два ')).toBe(4)
    expect(list.startOfLast('два раз')).toBe(-1)
    expect(list.isWhole(' двадцять ')).toBe(true)
    expect(list.isWhole('один раз')).toBe(false)
  })
})

const word = fc.stringMatching(/^[а-яіїє]{3,9}$/)

test('words match themselves with any white space between, and their anchors begin a word', () => {
  fc.assert(
    fc.property(
      fc.array(word, { minLength: 1, maxLength: 5 }),
      fc.constantFrom(' ', '\n', '  '),
      (words, blank) => {
        const phrase = words.join(' ')
        expect(matches(phrase, words.join(blank))).toBe(true)
        const beginnings = words.map((each) => each.slice(0, 3))
        expect(
          (compilePattern(phrase).anchors ?? []).every((anchor) => beginnings.includes(anchor)),
        ).toBe(true)
      },
    ),
  )
})

test('any text is compiled or refused by name', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'аб |()[]*#…^$.-5') }), (phrase) => {
      try {
        new RegExp(compilePhrase(phrase), 'u')
      } catch (error) {
        expect(error).toBeInstanceOf(PhraseError)
      }
    }),
  )
})
