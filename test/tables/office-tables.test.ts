import { describe, expect, test } from 'vitest'
import { outline, segmentDrawing } from '../support/rows.ts'

function codes(drawing: string): readonly string[] {
  return segmentDrawing(drawing).diagnostics.map(({ code }) => code)
}

function answers(drawing: string): readonly string[] {
  return outline(segmentDrawing(drawing)).filter((line) => line.includes(' | '))
}

describe('columns', () => {
  test('a deadline in two columns is one', () => {
    const drawing = `№ | Захід | Термін виконання | ^ | Виконавці | Стан виконання
      ^ | ^ | початок | завершення | ^ | ^
      1. | Провести ярмарок | березень 2024 | травень 2024 | відділ економіки | Проведено`
    expect(answers(drawing)).toEqual([
      '0.1 [] Провести ярмарок | березень 2024\nтравень 2024 | відділ економіки | Проведено',
    ])
    expect(codes(drawing)).not.toContain('COLUMNS_BY_CONTENT')
  })

  test('executors and those who help them are one list; a planned and a real deadline are two', () => {
    const drawing = `№ | Захід | Строк виконання | ^ | Виконавець | Співвиконавці | Стан виконання
      ^ | ^ | плановий | фактичний | ^ | ^ | ^
      1. | Провести ярмарок | травень 2024 | 12.05.2024 | відділ економіки | громади | Проведено`
    expect(answers(drawing)).toEqual([
      '0.1 [] Провести ярмарок | травень 2024 | відділ економіки\nгромади | Проведено',
    ])
  })

  test('«Статус» is the response where no other column may be', () => {
    const drawing = `№ | Захід | Строк | Виконавці | Статус
      1. | Провести ярмарок | 2024 рік | відділ економіки | Виконано`
    expect(answers(drawing)[0]).toMatch(/Виконано$/)
    expect(codes(drawing)).not.toContain('COLUMNS_BY_CONTENT')
  })

  test('a heading told as an extra holds the measures where nothing else does', () => {
    const drawing = `№ з/п | Пропозиції | Строк виконання | Виконавці | Стан виконання
      1. | Провести ярмарок виробів | 2024 рік | відділ економіки | Проведено 2 ярмарки
      2. | Забезпечити ремонт залу | 2025 рік | відділ культури | Виконано`
    expect(answers(drawing)).toHaveLength(2)
  })

  test.each([
    ['Строк впровадження', 'Виконавець за планом', 'Стан впровадження', false],
    ['Колонка А', 'Виконавець за планом', 'Стан впровадження', false],
    ['Термін дії договору', 'Виконавець за планом', 'Стан впровадження', false],
    ['Строк впровадження', 'Виконавець за планом', 'Стан будівель', true],
  ])('a heading in words of its own may speak of its column: %s', (deadline, ...rest) => {
    const [executors, response, isGuessed] = rest
    const drawing = `№ з/п | Зміст заходу | ${deadline} | ${executors} | ${response}
      1. | Провести ярмарок виробів | 2024 рік | відділ економіки | Проведено 2 ярмарки
      2. | Забезпечити ремонт залу | 2025 рік | відділ культури | Виконано`
    expect(answers(drawing)).toHaveLength(2)
    expect(codes(drawing).includes('COLUMNS_BY_CONTENT')).toBe(isGuessed)
  })

  test.each([
    ['Провести підготовку', 'Виконується', 'Структурні підрозділи РВА'],
    ['Оновити план заходів', 'Інформація надана', 'підрозділ цифровізації'],
  ])('words of headings make no heading of a row: %s', (measure, response, executors) => {
    const drawing = `Захід | Виконавці | Стан виконання
      1. Провести ярмарок виробів | відділ економіки | Проведено 2 ярмарки
      2. ${measure} | ${executors} | ${response}`
    expect(answers(drawing)).toHaveLength(2)
  })

  test('ticks under quarters are told: when the measure is due stands in the headings', () => {
    const drawing = `№ | Захід | Термін виконання | ^ | Виконавець | Стан виконання
      ^ | ^ | І | ІІ | ^ | ^
      1. | Провести ярмарок | + | | відділ економіки | Проведено
      2. | Відкрити гурток | | + | відділ освіти | Виконано`
    expect(codes(drawing)).toContain('COLUMNS_BY_CONTENT')
  })

  test.each(['Пояснення', 'Пояснення до стану'])(
    'columns of marks beside «%s» are no doubt',
    (name) => {
      const drawing = `№ | Захід | Строк | Виконавець | Стан виконання | ^ | ^ | ${name}
      ^ | ^ | ^ | ^ | виконано | виконується | не виконано | ^
      1. | Провести ярмарок | 2024 рік | відділ економіки | + | | | Проведено 2 ярмарки
      2. | Відкрити гурток | 2024 рік | відділ освіти | | | + | Кошти не виділено`
      expect(answers(drawing).map((line) => line.split(' | ').at(-1))).toEqual([
        'Проведено 2 ярмарки',
        'Кошти не виділено',
      ])
      expect(codes(drawing)).not.toContain('COLUMNS_BY_CONTENT')
    },
  )
})

describe('rows', () => {
  test('the response in a row below its measure, which the heading calls a task', () => {
    const drawing = `№ | Зміст завдання | Строк | Виконавець
      1. | Провести ярмарок | 2024 рік | відділ економіки
      Стан виконання: Проведено 2 ярмарки |
      2. | Відкрити гурток | 2024 рік | відділ освіти
      Стан виконання: Не виконано |`
    expect(answers(drawing).map((line) => line.split(' | ').at(-1))).toEqual([
      'Проведено 2 ярмарки',
      'Не виконано',
    ])
  })

  test('a signature with a name beside the office', () => {
    const { settlement } = segmentDrawing(`№ | Захід | Строк | Виконавці | Стан виконання
      1. | Провести ярмарок | 2024 рік | відділ економіки | Проведено
      Начальник відділу | | | | Олена КОВАЛЬЧУК`)
    const signed = settlement.unplaced.filter(({ kind }) => kind === 'signature')
    expect(signed.map(({ text }) => text)).toEqual(['Начальник відділу', 'Олена КОВАЛЬЧУК'])
  })
})

describe('lines around the tables', () => {
  test('what stands in a table does not go on below it', () => {
    const drawing = `№ | Завдання | Строк | Виконавець
      1. | Провести ярмарок | 2024 рік | відділ економіки
      Стан виконання: Не виконано |
      Загалом програма виконується за планом.
      Начальник відділу О. Коваль`
    expect(answers(drawing).map((line) => line.split(' | ').at(-1))).toEqual(['Не виконано'])
  })

  const table = `№ | Захід | Строк | Виконавці | Стан виконання
    1. | Провести ярмарок | 2024 рік | відділ економіки | Проведено`

  test.each(['Відділ культури Бузької районної ради', 'Центр творчості за І півріччя 2024 року'])(
    'whose report it is heads no section: %s',
    (line) => {
      const drawing = `Звіт про виконання програми «Книга»
        ${line}
        ${table}`
      expect(outline(segmentDrawing(drawing))[0]).toBe('0 []')
      expect(codes(drawing)).not.toContain('ROW_UNCLEAR')
    },
  )

  test('lines without numbers above tables are sections where several tables have them', () => {
    const titles = ['Робота з читачами', 'Матеріальна база', 'Кадрове забезпечення']
    const drawing = `Звіт про виконання програми «Книга»
      ${titles.map((title) => `${title}\n${table}`).join('\n')}`
    const { tree } = segmentDrawing(drawing)
    expect(tree.sections.map(({ title }) => title.text)).toEqual(titles)
    expect(codes(drawing)).not.toContain('ROW_UNCLEAR')
  })

  test('quarters are names of sections, not their numbers', () => {
    const drawing = `№ | Захід | Строк | Виконавці | Стан виконання
      І квартал |
      1. | Провести ярмарок | березень | відділ економіки | Проведено
      ІІ квартал |
      2. | Відкрити гурток | травень | відділ освіти | Працює`
    const { tree } = segmentDrawing(drawing)
    expect(tree.sections.map(({ title, label }) => [label, title.text])).toEqual([
      [null, 'І квартал'],
      [null, 'ІІ квартал'],
    ])
  })

  test('a strategic goal right above the measures is their section', () => {
    const drawing = `№ | Захід | Строк | Виконавці | Стан виконання
      Стратегічна ціль 1. Промоція |
      1. | Провести ярмарок | 2024 рік | відділ економіки | Проведено`
    const { tree } = segmentDrawing(drawing)
    expect(tree.sections.map(({ title, parents }) => [title.text, parents])).toEqual([
      ['Промоція', []],
    ])
  })

  test.each([
    ['№', 'I. Освіта |', '1. Школи |', 'II. Довкілля |', '1. Парки |'],
    ['Пункт', 'I. Освіта |', '1. Школи |', 'II. Довкілля |', '1. Парки |'],
    ['№', '', '', '', ''],
  ])('rows that print all numbers stand where these say: %s %s', (number, ...headings) => {
    const [section, item, another, anotherItem] = headings
    const { tree } =
      segmentDrawing(`${number} | Зміст заходу | Строк виконання | Виконавці | Стан виконання
      ${section}
      ${item}
      I.1.1 | відремонтувати дах школи | 2024 рік | відділ освіти | Виконано
      I.1.2 | закупити парти | 2024 рік | відділ освіти | Роботи тривають
      ${another}
      ${anotherItem}
      II.1.1 | висадити дерева в парку | 2024 рік | відділ довкілля | Виконано`)
    const measures = tree.sections.flatMap(({ items }) => items.flatMap((one) => one.measures))
    expect(measures.map(({ id }) => id)).toEqual(['I.1.1', 'I.1.2', 'II.1.1'])
  })

  test('a body that prints its own rows alone keeps their numbers', () => {
    const drawing = `№ | Зміст заходу | Строк виконання | Виконавці | Стан виконання
      I. Безпека на дорогах |
      1. Облаштування мережі |
      2) | провести обстеження ділянок доріг | 2024 рік | управління поліції | Обстежено 31 ділянку
      2. Контроль і реагування |
      2) | інформувати про пригоди | постійно | управління поліції | Виконується`
    const { tree } = segmentDrawing(drawing)
    const measures = tree.sections.flatMap(({ items }) => items.flatMap((one) => one.measures))
    expect(measures.map(({ id }) => id)).toEqual(['I.1.2', 'I.2.2'])
    expect(codes(drawing)).not.toContain('NUMBER_REPAIRED')
  })
})
