import { expect, test } from 'vitest'
import { loadGrammar } from '../../src/resources.ts'
import { assignByHeading } from '../../src/tables/header-detection.ts'
import { emptyMemo, type Slot } from '../../src/tables/units.ts'

const grammar = await loadGrammar()

function slot(text: string, column: number, columnSpan = 1): Slot {
  return {
    column,
    columnSpan,
    isCovered: false,
    rowSpan: 1,
    paragraphs: [],
    offset: 0,
    text,
    marker: null,
    isBlank: text === '',
    memo: emptyMemo(),
  }
}

const FIRST = [slot('№', 0), slot('Назва заходу', 1), slot('Строк', 2), slot('Виконавці', 3)]

test('a heading over two columns whose cells are as wide names the first', () => {
  const { roles, isDoubtful } = assignByHeading(
    [[...FIRST, slot('Стан виконання', 4, 2)]],
    6,
    grammar,
  )
  expect(roles).toEqual(['number', 'measure', 'deadline', 'executors', 'response', 'other'])
  expect(isDoubtful).toBe(false)
})

test('of two periods below it the last is meant', () => {
  const periods = [slot('І півріччя', 4), slot('ІІ півріччя', 5)]
  const levels = [[...FIRST, slot('Стан виконання', 4, 2)], periods]
  const { roles, rivals } = assignByHeading(levels, 6, grammar)
  expect(roles).toEqual(['number', 'measure', 'deadline', 'executors', 'other', 'response'])
  expect(rivals).toEqual([4])
})
