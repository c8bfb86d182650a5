import { expect, test } from 'vitest'
import { outline, segmentDrawing } from '../support/rows.ts'

/* Forms that were once read wrong; each is a rule, not the file. */

function read(drawing: string): readonly string[] {
  return outline(segmentDrawing(drawing))
}

test('a section in words of a heading is no second heading row', () => {
  expect(
    read(`№ п/п | Наименование мероприятия | Срок исполнения | Исполнители | Информация о выполнении
      Раздел I. Организационные мероприятия |
      1. | Создание реестра | 2012 год | управление культуры | Создан реестр
      Раздел II. Реклама |
      1. | Издание буклетов | в течение года | отдел туризма | Издано 500 буклетов`),
  ).toEqual([
    'I [Раздел I.] Организационные мероприятия',
    'I.1 [1.]',
    'I.1 [] Создание реестра | 2012 год | управление культуры | Создан реестр',
    'II [Раздел II.] Реклама',
    'II.1 [1.]',
    'II.1 [] Издание буклетов | в течение года | отдел туризма | Издано 500 буклетов',
  ])
})

test('«Захід 1.» outside a table is an item of its own', () => {
  expect(
    read(`Звіт про виконання Програми
      Розділ 1. Освіта
      Захід 1. Ремонт шкіл
      Строк виконання: 2020 рік
      Виконавець: відділ освіти
      Виконання: відремонтовано 3 школи
      Захід 2. Закупівля автобусів
      Виконавець: відділ освіти
      Виконання: не закуплено`),
  ).toEqual([
    'I [Розділ 1.] Освіта',
    'I.1 [Захід 1.]',
    'I.1 [] Ремонт шкіл | 2020 рік | відділ освіти | відремонтовано 3 школи',
    'I.2 [Захід 2.]',
    'I.2 [] Закупівля автобусів |  | відділ освіти | не закуплено',
  ])
})

test.each(['1/1', '1-1', '01/1'])('%s in the number column is a number', (label) => {
  const { tree } = segmentDrawing(`№ | Захід | Строк | Виконавці | Стан виконання
    ${label} | Перший | 2019 рік | відділ | Виконано`)
  expect(tree.sections[0]?.items[0]).toMatchObject({ label, number: 1 })
})

test('a row of measure and answers is kept though its number is none', () => {
  const lines = read(`№ | Захід | Строк | Виконавці | Стан виконання
    п.І/а | Перший | 2019 рік | відділ | Виконано
    п.І/б | Другий | 2019 рік | відділ | Не виконано`)
  expect(lines.filter((line) => line.includes('|'))).toHaveLength(2)
})

test.each([
  ['І., ІІ., ПІ., ІУ., У., УІ., УП., VIП., 1Х., Х.'],
  ['I., 11., 111., IV., Ѵ., VІ., VIІ., ѴІІІ., ІX., Х.'],
])('sections in damaged Roman %s', (labels) => {
  const rows = labels.split(', ').map(
    (label) => `${label} Назва |
      1. | захід | 2019 рік | відділ | Виконано`,
  )
  const { tree } = segmentDrawing(
    `№ | Захід | Строк | Виконавці | Стан виконання\n${rows.join('\n')}`,
  )
  expect(tree.sections.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
})

test('a title goes on with the name of the programme in a line of its own', () => {
  const { tree } = segmentDrawing(`Звіт про виконання
    Програми розвитку громади на 2023-2025 роки
    за 2023 рік
    № | Захід | Строк | Виконавці | Стан виконання
    1. | Перший | 2023 рік | відділ | Виконано`)
  expect(tree.title?.text.replace(/\s+/g, ' ')).toBe(
    'Звіт про виконання Програми розвитку громади на 2023-2025 роки за 2023 рік',
  )
})
