import { expect, test } from 'vitest'
import { segmentDrawing } from '../support/rows.ts'

/** A line a section, its parents before it, with its items and the labels of their measures. */
function levels(drawing: string): readonly string[] {
  return segmentDrawing(drawing).tree.sections.map(({ id, label, title, parents, items }) => {
    const above = parents.map((parent) => `${parent.label} ${parent.title} > `).join('')
    const below = items.map((item) => {
      const measures = item.measures.map((measure) => measure.label ?? '-').join(' ')
      return `${item.label ?? '-'} ${item.title.text} (${measures})`
    })
    return `${id}: ${above}${label ?? '-'} ${title.text}: ${below.join(', ')}`
  })
}

test('numbers of which a recogniser has lost the points', () => {
  const drawing = `№ | Захід | Строк | Виконавці | Стан виконання
    1. Енергозбереження |
    11 | Провести кампанію | 2026 рік | відділ | Проведено
    12 | Замінити світильники | 2026 рік | відділ | Замінено
    1.3 | Встановити лічильники | 2026 рік | відділ | Встановлено
    2. Теплопостачання |
    21 | Оновити котельні | 2026 рік | відділ | Оновлено`
  const recognised = segmentDrawing(drawing, true)
  const ids = recognised.tree.sections.flatMap(({ items }) =>
    items.flatMap(({ measures }) => measures.map(({ id }) => id)),
  )
  expect(ids).toEqual(['0.1.1', '0.1.2', '0.1.3', '0.2.1'])
  const isUnclear = ({ code }: { readonly code: string }) => code === 'ROW_UNCLEAR'
  expect(recognised.diagnostics.some(isUnclear)).toBe(false)
  // Where nothing was recognised «11» has lost none, and what it means is a guess.
  expect(segmentDrawing(drawing).diagnostics.some(isUnclear)).toBe(true)
})

const HEAD = '№ | Найменування заходу | Строк | Виконавці | Стан виконання'

test('sections numbered like the items below them stand over the whole width', () => {
  expect(
    levels(`${HEAD}
      1. Нормативне забезпечення |
      1. | Порядок | 2019 рік | відділ | Розроблено
      2. | Положення | 2019 рік | відділ | Затверджено
      2. Матеріальне забезпечення |
      1. | Меблі | 2019 рік | відділ | Закуплено
      2. | Принтери | 2019 рік | відділ | Не закуплено
      3. Кадри |
      1. | Навчання | постійно | відділ | Навчено 10 осіб`),
  ).toEqual([
    'I: 1. Нормативне забезпечення: 1.  (-), 2.  (-)',
    'II: 2. Матеріальне забезпечення: 1.  (-), 2.  (-)',
    'III: 3. Кадри: 1.  (-)',
  ])
})

test('decimals to five levels: what stands above the section are its parents', () => {
  expect(
    levels(`${HEAD}
      1. Доступність |
      1.1. Бар'єри |
      1.1.1. Очікуваний результат |
      1.1.1.1. Пандуси |
      1.1.1.1.1. | Облаштування | 2023 рік | відділ | Облаштовано
      1.1.1.1.2. | Ремонт | 2024 рік | відділ | Заплановано
      1.1.1.2. Транспорт |
      1.1.1.2.1. | Закупівля | 2024 рік | відділ | Закуплено
      1.2. Інформація |
      1.2.1. Очікуваний результат |
      1.2.1.1. Сайти |
      1.2.1.1.1. | Адаптація | 2023 рік | відділ | Адаптовано`),
  ).toEqual([
    "I: 1. Доступність > 1.1. Бар'єри > 1.1.1. Очікуваний результат: 1.1.1.1. Пандуси (1.1.1.1.1. 1.1.1.1.2.), 1.1.1.2. Транспорт (1.1.1.2.1.)",
    'I~2: 1. Доступність > 1.2. Інформація > 1.2.1. Очікуваний результат: 1.2.1.1. Сайти (1.2.1.1.1.)',
  ])
})

test.each([
  [
    'Напрямок, Проблема, ОСР',
    `${HEAD}
      Напрямок 1.1. Запобігання |
      Проблема 1.1.1. Закупівлі |
      ОСР 1.1.1.1. Закупівлі прозорі |
      1.1.1.1.1. | Оприлюднення | щороку | відділ | Оприлюднено
      Проблема 1.1.2. Конфлікт |
      ОСР 1.1.2.1. Врегульовано |
      1.1.2.1.1. | Перевірка | щороку | відділ | Перевірено 12 осіб`,
    [
      'I: Напрямок 1.1. Запобігання > Проблема 1.1.1. Закупівлі: ОСР 1.1.1.1. Закупівлі прозорі (1.1.1.1.1.)',
      'II: Напрямок 1.1. Запобігання > Проблема 1.1.2. Конфлікт: ОСР 1.1.2.1. Врегульовано (1.1.2.1.1.)',
    ],
  ],
  [
    'Стратегічна ціль, Оперативна ціль, Завдання',
    `${HEAD}
      Стратегічна ціль 1. Економіка |
      Оперативна ціль 1.1. Промисловість |
      Завдання 1.1.1. Парки |
      1 | Створення парку | 2022 рік | відділ | Розроблено концепцію
      2 | Другий парк | 2023 рік | відділ | Не розпочато
      Оперативна ціль 1.2. Туризм |
      Завдання 1.2.1. Маршрути |
      1 | Маркування стежок | 2022 рік | відділ | Промарковано 40 км`,
    [
      'I: Стратегічна ціль 1. Економіка > Оперативна ціль 1.1. Промисловість: Завдання 1.1.1. Парки (1 2)',
      'II: Стратегічна ціль 1. Економіка > Оперативна ціль 1.2. Туризм: Завдання 1.2.1. Маршрути (1)',
    ],
  ],
  [
    'Напрям, Завдання: three levels are enough',
    `${HEAD}
      Напрям 1. Освіта |
      Завдання 1. Школи |
      1) | Ремонт | 2022 рік | відділ | Відремонтовано
      2) | Меблі | 2022 рік | відділ | Закуплено`,
    ['I: Напрям 1. Освіта: Завдання 1. Школи (1) 2))'],
  ],
])('%s', (_, drawing, expected) => expect(levels(drawing)).toEqual(expected))

test('four levels down to letters: the Roman number is the part of what stands below', () => {
  expect(
    levels(`№ | Найменування завдання, заходу | Строк | Виконавці | Стан виконання
      І. Відновлення громад |
      1. | Розмінування
      1) | обстеження угідь
      а) | огляд полів | 2023 рік | відділ | Оглянуто 41 поле
      б) | складання карт | 2023 рік | відділ | Складено 12 карт
      2) | навчання населення
      а) | уроки у школах | щомісяця | відділ | Проведено 40 уроків
      2. | Житло
      1) | облік майна
      а) | прийом заяв | постійно | відділ | Прийнято 94 заяви
      ІІ. Підтримка бізнесу |
      1. | Гранти
      1) | консультування заявників
      а) | прийом громадян | щодня | відділ | Прийнято 31 особу
      б) | поради телефоном | щодня | відділ | Надано 17 порад
      ІІІ. Допомога |
      1. | Вода
      1) | підвезення води
      а) | облік точок | щодня | відділ | Обліковано 57 точок`),
  ).toEqual([
    'I: І. Відновлення громад > 1. Розмінування: 1) обстеження угідь (а) б)), 2) навчання населення (а))',
    'II: І. Відновлення громад > 2. Житло: 1) облік майна (а))',
    'I~2: ІІ. Підтримка бізнесу > 1. Гранти: 1) консультування заявників (а) б))',
    'I~3: ІІІ. Допомога > 1. Вода: 1) підвезення води (а))',
  ])
})

test.each(['Завдання', 'Напрям діяльності', 'Назва завдання (заходу)'])(
  'what is answered is a measure where its column is called «%s»',
  (heading) => {
    expect(
      levels(`№ | ${heading} | Строк | Виконавці | Стан виконання
        1. | Ярмарок | 2020 рік | відділ | Проведено 2 ярмарки
        2. | Ремонт | 2020 рік | відділ | Не виконано`),
    ).toEqual(['0: - : 1.  (-), 2.  (-)'])
  },
)

test('a column for the direction becomes the items where tasks are answered', () => {
  expect(
    levels(`Напрям діяльності | Завдання | Строк | Виконавці | Стан виконання
      Торгівля | Ярмарок | 2020 рік | відділ | Проведено 2 ярмарки
      | Виставка | 2020 рік | відділ | Проведено
      Дороги | Ремонт | 2020 рік | відділ | Не виконано`),
  ).toEqual(['0: - : - Торгівля (- -), - Дороги (-)'])
})

test.each([
  ['І-1', 'I-2', 'ІІ-1', 'IІ-2'],
  ['І.1', 'I.2.', 'ІІ.1', 'II.2'],
])('numbers that begin with the Roman one of their section: %s', (...labels) => {
  const row = (label: string | undefined, text: string) =>
    `${label} | ${text} | 2020 рік | відділ | Проведено 2 рази`
  const [first, second, third, fourth] = labels
  const drawing = `${HEAD}
    Напрям I. Торгівля |
    ${row(first, 'Ярмарок')}
    ${row(second, 'Виставка')}
    Напрям II. Дороги |
    ${row(third, 'Огляд')}
    ${row(fourth, 'Обхід')}`
  expect(levels(drawing)).toEqual([
    `I: Напрям I. Торгівля: ${first}  (-), ${second}  (-)`,
    `II: Напрям II. Дороги: ${third}  (-), ${fourth}  (-)`,
  ])
  expect(segmentDrawing(drawing).diagnostics).toEqual([])
})

test('«1.2.» after «1.1.» is no measure of the item «1.1.», also in the first section', () => {
  const { diagnostics } = segmentDrawing(`${HEAD}
    І. Торгівля |
    1.1. | Ярмарок | 2020 рік | відділ | Проведено 2 ярмарки
    1.2. | Виставка | 2020 рік | відділ | Проведено
    1.3. | Аукціон | 2020 рік | відділ | Не проводився`)
  expect(diagnostics).toEqual([])
})

const TASKS = '№ з/п | Завдання | Зміст заходу | Строк | Виконавці | Стан виконання'
const ANSWERED = '2020 рік | відділ | Проведено 2 рази'

test.each([
  ['merged', '^'],
  ['left empty', ''],
])('numbers of measures under titles that are %s', (_, below) => {
  const { tree, diagnostics } = segmentDrawing(`${TASKS}
    1 | Торгівля | Ярмарок | ${ANSWERED}
    2 | ${below} | Виставка | ${ANSWERED}
    3 | Дороги | Огляд | ${ANSWERED}
    4 | ${below} | Обхід | ${ANSWERED}
    5 | Кадри | Навчання | ${ANSWERED}`)
  const measures = tree.sections.flatMap(({ items }) =>
    items.map(({ title, measures }) => `${title.text}: ${measures.map(({ label }) => label)}`),
  )
  expect(measures).toEqual(['Торгівля: 1,2', 'Дороги: 3,4', 'Кадри: 5'])
  expect(diagnostics).toEqual([])
})

test('numbers of measures beside titles that have their own', () => {
  expect(
    levels(`${TASKS}
      1.1 | 1. Торгівля | Ярмарок | ${ANSWERED}
      1.2 | ^ | Виставка | ${ANSWERED}
      2.1 | 2. Дороги | Огляд | ${ANSWERED}
      2.2 | ^ | Обхід | ${ANSWERED}`),
  ).toEqual(['0: - : 1. Торгівля (1.1 1.2), 2. Дороги (2.1 2.2)'])
})

test('words of a measure in a column that no heading names are told', () => {
  const { diagnostics } = segmentDrawing(`${HEAD} | | |
    1. | Ярмарок | 2020 рік | відділ | Проведено 2 ярмарки | | |
    2. | Виставка | 2020 рік | відділ | | | | Проведено одну виставку`)
  expect(diagnostics.map(({ code }) => code)).toEqual(['COLUMNS_BY_CONTENT'])
})

test('tables with other columns one below the other in one table, as in a sheet', () => {
  const { tree, diagnostics } =
    segmentDrawing(`№ | Назва заходу | Виконавці | Строк | Стан виконання | |
    І. Вода |
    1. | Ремонт водогону | відділ | 2020 рік | Замінено 640 м труб | |
    2. | Очищення | відділ | щороку | Очищено 2 свердловини | |
    ІІ. Відходи |
    № | Захід | Строк | Виконавці | Сума | Результат виконання | Примітка
    1. | Придбання сміттєвоза | 2020 рік | відділ | 240,0 | Придбано | лізинг
    2. | Збирання | постійно | відділ | 0,0 | Збирається | `)
  const measures = tree.sections.flatMap(({ items }) => items.flatMap((item) => item.measures))
  expect(measures.map(({ executors }) => executors?.text)).toEqual(Array(4).fill('відділ'))
  expect(measures.map(({ response }) => response?.text)).toEqual([
    'Замінено 640 м труб',
    'Очищено 2 свердловини',
    'Придбано',
    'Збирається',
  ])
  expect(diagnostics.map(({ code }) => code)).toEqual(['COLUMN_UNFAMILIAR'])
})

// Its cells are more than the arguments that one call can take.
test('a long table below another one', () => {
  const notes = ' | –'.repeat(5)
  const rows = Array.from(
    { length: 13_000 },
    (_, at) => `${at + 1}. | Захід | відділ | 2020 рік | Так${notes}`,
  )
  const heading = `№ | Захід | Виконавці | Строк | Результат${' | Примітка'.repeat(5)}`
  const { tree } = segmentDrawing(
    [HEAD, '1. | Захід | 2020 рік | відділ | Так', heading].concat(rows).join('\n'),
  )
  const measures = tree.sections.flatMap(({ items }) => items.flatMap((item) => item.measures))
  expect(measures.length).toBe(1 + rows.length)
  expect(new Set(measures.map(({ executors }) => executors?.text))).toEqual(new Set(['відділ']))
})

test('headings in capitals without numbers are all of one level', () => {
  expect(
    levels(`Найменування заходу | Відповідальні | Термін виконання | Відмітка про виконання
      ТОРГІВЛЯ |
      Проведення ярмарків | відділ | щосуботи | Проведено 48 ярмарків
      Перевірка цін | відділ | щомісяця | Проведено 11 перевірок
      ТУРИЗМ |
      Виготовлення мап | відділ | 2019 рік | Виготовлено 100 мап
      Сертифікація готелів | відділ | 2019 рік | Відділ не є виконавцем
      ЗЕМЕЛЬНІ ВІДНОСИНИ |
      Інвентаризація земель | відділ | 2019 рік | Не виконано`),
  ).toEqual([
    'I: - ТОРГІВЛЯ: -  (-), -  (-)',
    'II: - ТУРИЗМ: -  (-), -  (-)',
    'III: - ЗЕМЕЛЬНІ ВІДНОСИНИ: -  (-)',
  ])
})

test('headings without numbers right below one another stand in one another', () => {
  expect(
    levels(`Захід | Строк | Виконавці | Стан виконання
      Розвиток громади |
      Безпека |
      Дороги |
      Ремонт |
      Латання ям | 2019 рік | відділ | Виконано
      Освітлення |
      Лампи | 2019 рік | відділ | Виконано
      Якість життя |
      Довкілля |
      Парки |
      Дерева |
      Висадка дерев | 2019 рік | відділ | Виконано
      Полив | 2019 рік | відділ | Виконано`),
  ).toEqual([
    'I: null Розвиток громади > null Безпека > - Дороги: - Ремонт (-), - Освітлення (-)',
    'II: null Якість життя > null Довкілля > - Парки: - Дерева (- -)',
  ])
})

const FIELDS = `Строк: 2026 рік
      Виконавці: відділ освіти
      Стан виконання: Виконано`

test('titles above measures that a word leads head them, in a report without a table', () => {
  expect(
    levels(`Звіт про виконання Програми
      Подаємо узагальнені відомості за встановленою формою.
      Утримання доріг
      Захід: відремонтувати міст
      ${FIELDS}
      Захід: скласти перелік доріг
      ${FIELDS}
      Рух транспорту
      Захід: нанести розмітку
      ${FIELDS}`),
  ).toEqual(['I: - Утримання доріг: -  (-), -  (-)', 'II: - Рух транспорту: -  (-)'])
})

test('a title behind executors without an answer is none of them', () => {
  const sections = levels(`Звіт про виконання Програми
      Освіта
      Школи
      Захід: відремонтувати дах
      ${FIELDS}
      Захід: закупити парти
      Строк: 2026 рік
      Виконавці: відділ освіти
      Садки
      Захід: закупити ліжка
      ${FIELDS}`)
  expect(sections).toEqual(['I: - Освіта: - Школи (- -), - Садки (-)'])
})

test('titles in the first column of a table in which nothing lies across all columns', () => {
  const drawing = `Захід | Стан виконання | Примітка
      Стан доріг | |
      Ремонт покриття | |
      Відремонтувати міст | Відремонтовано |
      Скласти перелік доріг | Перелік складено |
      Освітлення вулиць | |
      Замінити лампи | Замінено 40 ламп |
      Встановити опори | Встановлено |`
  expect(levels(drawing)).toEqual([
    'I: - Стан доріг: - Ремонт покриття (- -), - Освітлення вулиць (- -)',
  ])
})
