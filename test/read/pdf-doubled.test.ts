import { expect, test } from 'vitest'
import { findFurniture } from '../../src/page/furniture.ts'
import { buildLines } from '../../src/page/lines.ts'
import { hideDoubled } from '../../src/pdf/words.ts'
import { spelling } from '../support/spelling.ts'
import { wordAt } from '../support/word.ts'

test('a word drawn again in its place is hidden, wherever it stands in the file', () => {
  const words = [
    wordAt('Бюджетні', 40, 100),
    wordAt('установи', 84, 100),
    wordAt('Бюджетні', 40.4, 100),
    wordAt('установи', 84, 99.7),
    wordAt('установи', 84, 112),
    wordAt('установи', 88, 100),
  ]
  const seen = hideDoubled(words).map(({ isVisible }) => isVisible)
  expect(seen).toEqual([true, true, false, false, true, true])
})

test('squares do not matter', () => {
  for (let at = 0; at < 16; at += 0.5) {
    const words = [wordAt('Разом', 40 + at, 60 + at), wordAt('Разом', 41 + at, 59 + at)]
    expect(hideDoubled(words)[1]?.isVisible).toBe(false)
  }
})

test('lines that a program of document flow prints at the edge are furniture, with their neighbours', () => {
  const lines = buildLines([
    wordAt('Виконано', 40, 700),
    wordAt('ДОКУМЕНТ СЕД АСКОД', 300, 800, 7),
    wordAt('Підписувач Дзюба О. І.', 300, 809, 7),
    wordAt('Рада № 01-24/218', 300, 818, 7),
    wordAt('Начальник', 40, 830),
  ])
  const [found] = findFurniture([{ height: 842, lines }], spelling.language)
  expect([...(found ?? [])].map(({ text }) => text)).toEqual([
    'ДОКУМЕНТ СЕД АСКОД',
    'Підписувач Дзюба О. І.',
    'Рада № 01-24/218',
  ])
})
