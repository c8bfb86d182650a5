import { describe, expect, test } from 'vitest'
import { outline, segmentDrawing } from '../support/rows.ts'

function ids(drawing: string): readonly string[] {
  return outline(segmentDrawing(drawing)).map((line) => line.split(' ')[0] ?? '')
}

describe('columns', () => {
  test('a second column of numbers belongs to the measures', () => {
    const { tree } =
      segmentDrawing(`№ з/п | Завдання | № | Зміст заходу | Строк | Виконавці | Стан виконання
      1. | Школи | 1.1. | ремонт дахів | 2020 рік | відділ освіти | Виконано
      ^ | ^ | 1.2. | ремонт вікон | 2020 рік | відділ освіти | Виконано`)
    expect(tree.sections[0]?.items[0]?.measures.map(({ label }) => label)).toEqual(['1.1.', '1.2.'])
  })

  test('a column left of the items holds the sections', () => {
    const lines = outline(
      segmentDrawing(`Напрям діяльності | Завдання | Зміст заходу | Строк | Виконавці | Стан виконання
        1. Освіта | 1. Школи | 1) ремонт дахів | 2020 рік | відділ | Виконано
        ^ | ^ | 2) ремонт вікон | 2020 рік | відділ | Виконано
        2. Кадри | 1. Навчання | 1) курси | 2020 рік | відділ | Виконано`),
    )
    expect(lines.filter((line) => /^I+ /.test(line))).toEqual(['I [1.] Освіта', 'II [2.] Кадри'])
  })

  test('of two columns for the response the last one counts, and that is told', () => {
    const segmented =
      segmentDrawing(`№ | Захід | Строк | Виконавці | Стан виконання за І півріччя | Стан виконання за рік
      1. | Перший | 2020 рік | відділ | Розпочато | Завершено`)
    expect(outline(segmented)[2]).toContain('Завершено')
    expect(segmented.diagnostics.map(({ code }) => code)).toContain('COLUMNS_BY_CONTENT')
  })

  test('the nearest heading of a column counts', () => {
    const { tree } =
      segmentDrawing(`№ | Захід | Строк | Виконавці | Виконання заходу у звітному періоді | ^
      ^ | ^ | ^ | ^ | статус | опис виконаної роботи
      1. | Провести нараду | 2020 рік | відділ освіти | Виконано | Нараду проведено 12.03.2020`)
    expect(tree.sections[0]?.items[0]?.measures[0]?.response?.text).toBe(
      'Нараду проведено 12.03.2020',
    )
  })

  test('headings that the grammar does not know leave it to the cells', () => {
    const segmented =
      segmentDrawing(`№ з/п | Що передбачено планом | Коли саме | Хто відповідає | Що зроблено фактично
      1. | Проведення навчання вчителів | 2020 рік | департамент освіти | Проведено 3 заняття
      2. | Створення реєстру шкіл області | постійно | управління освіти | Реєстр створено`)
    expect(outline(segmented)[2]).toBe(
      '0.1 [] Проведення навчання вчителів | 2020 рік | департамент освіти | Проведено 3 заняття',
    )
  })

  test('a table of money beside a table of measures holds none', () => {
    const drawing = `№ | Захід | Строк | Виконавці | Стан виконання
      1. | Перший захід | 2020 рік | відділ | Виконано
      Фінансове забезпечення
      № | Напрям використання коштів | Затверджено на рік, тис. грн | Касові видатки
      1 | Ремонт | 100,0 | 98,5`
    expect(ids(drawing)).toEqual(['0', '0.1', '0.1'])
  })
})

describe('numbers in narrow cells', () => {
  test.each([
    ['1\\n0.', '10.'],
    ['2.2.\\n1.', '2.2.1.'],
  ])('%s is one number', (cell, label) => {
    const { tree } = segmentDrawing(`№ | Захід | Строк | Виконавці | Стан виконання
      ${cell} | Захід | 2020 рік | відділ | Виконано`)
    expect(tree.sections[0]?.items[0]?.label).toBe(label)
  })

  test('«6)» between «а)» and «в)» is «б)»', () => {
    const { tree } = segmentDrawing(`№ | Завдання | Захід | Строк | Виконавці | Стан виконання
      1. | Школи | а) дахи | 2020 рік | відділ | Виконано
       | | 6) вікна | 2020 рік | відділ | Виконано
       | | в) двері | 2020 рік | відділ | Виконано`)
    expect(tree.sections[0]?.items[0]?.measures.map(({ number }) => number)).toEqual([1, 2, 3])
  })
})

describe('reports without a table', () => {
  test('field words part the values and are no part of them', () => {
    const segmented = segmentDrawing(`I. Дороги
      1. Ремонт покриття
      1) ліквідація ям на дорогах
      Строк виконання: протягом року
      Виконавці: відділ доріг, відділ транспорту
      Стан виконання: Ями ліквідовано.
      2) розмітка
      Строк виконання: 2020 рік. Виконавці: відділ доріг.
      Стан виконання: Не виконано.`)
    expect(outline(segmented)).toEqual([
      'I [I.] Дороги',
      'I.1 [1.] Ремонт покриття',
      'I.1.1 [1)] ліквідація ям на дорогах | протягом року | відділ доріг, відділ транспорту | Ями ліквідовано.',
      'I.1.2 [2)] розмітка | 2020 рік. | відділ доріг. | Не виконано.',
    ])
    expect(segmented.settlement.unplaced.map(({ kind, text }) => [kind, text])).toContainEqual([
      'column_heading',
      'Виконавці:',
    ])
  })

  test('a hyphen parts a field word too', () => {
    const { tree } = segmentDrawing(`Звіт про виконання плану за 2026 рік
      1. Ліквідація ям
      Строк - 2026 рік
      Відповідальний - УКБ
      Виконання - Ями ліквідовано.
      2. Заміна ліхтарів
      Строк - до 1 травня
      Відповідальний - УКБ
      Виконання - Не виконано.`)
    const measures = tree.sections.flatMap(({ items }) => items.flatMap((item) => item.measures))
    expect(
      measures.map((one) => [one.deadline.text, one.executors.text, one.response?.text]),
    ).toEqual([
      ['2026 рік', 'УКБ', 'Ями ліквідовано.'],
      ['до 1 травня', 'УКБ', 'Не виконано.'],
    ])
  })

  test('an answer in a row under its measure', () => {
    const { tree } = segmentDrawing(`№ | Зміст заходу | Строк | Виконавці
      1. | Провести нараду | 2020 рік | відділ
      Стан виконання: Нараду проведено. |`)
    expect(tree.sections[0]?.items[0]?.measures[0]?.response?.text).toBe('Нараду проведено.')
  })
})

test('a document of too many rows is refused by name', () => {
  const rows = Array.from({ length: 50_002 }, () => 'Виконано').join('\n')
  expect(() => segmentDrawing(rows)).toThrow(expect.objectContaining({ code: 'LIMIT_EXCEEDED' }))
})
