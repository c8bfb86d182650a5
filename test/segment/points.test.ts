import { describe, expect, test } from 'vitest'
import { outline, segmentDrawing } from '../support/rows.ts'

describe('a letter that answers point by point', () => {
  const letter = `На виконання листа від 12.03.2019 № 58 повідомляємо.
    По пункту 1. Проведено 3 наради.
    У нарадах взяли участь 40 осіб.
    По п. 2.1: не належить до компетенції.
    По п. 2.2 – виконано.
    Начальник управління культури (підпис)`

  test('number and response of each measure, whose words are not here', () => {
    expect(outline(segmentDrawing(letter))).toEqual([
      '0 []',
      '0.1 [По пункту 1.]',
      '0.1 []  |  |  | Проведено 3 наради.\nУ нарадах взяли участь 40 осіб.',
      '0.2 []',
      '0.2.1 [По п. 2.1]  |  |  | не належить до компетенції.',
      '0.2.2 [По п. 2.2]  |  |  | виконано.',
    ])
  })

  test('one such line is a remark, not a report', () => {
    const { tree } = segmentDrawing(`На виконання листа повідомляємо.
      По пункту 5 інформацію буде надано пізніше.
      Начальник управління (підпис)`)
    expect(tree.sections).toEqual([])
  })

  test('such lines before a table are its preamble', () => {
    const { tree } = segmentDrawing(`По пункту 1 надаємо таблицю.
      По пункту 2 надаємо пояснення.
      № | Захід | Строк | Виконавці | Стан виконання
      1. | Перший | 2020 рік | відділ | Виконано`)
    expect(tree.sections[0]?.items.map(({ label }) => label)).toEqual(['1.'])
  })
})

describe('numbered paragraphs, each with its answer behind it', () => {
  const report = `Інформація про виконання Програми за 2019 рік
    І. Дороги
    1. Ремонт доріг комунальної власності.
    Виконано. Відремонтовано 12 км доріг.
    2. Будівництво мосту.
    Захід не проводився через відсутність коштів.
    ІІ. Освітлення
    1. Заміна ліхтарів.
    Виконано. Замінено 120 ліхтарів.`

  test('measures and responses, and that they were told by their words', () => {
    const segmented = segmentDrawing(report)
    expect(outline(segmented)).toEqual([
      'I [І.] Дороги',
      'I.1 [1.]',
      'I.1 [] Ремонт доріг комунальної власності. |  |  | Виконано. Відремонтовано 12 км доріг.',
      'I.2 [2.]',
      'I.2 [] Будівництво мосту. |  |  | Захід не проводився через відсутність коштів.',
      'II [ІІ.] Освітлення',
      'II.1 [1.]',
      'II.1 [] Заміна ліхтарів. |  |  | Виконано. Замінено 120 ліхтарів.',
    ])
    expect(segmented.diagnostics.map(({ code }) => code)).toContain('COLUMNS_BY_CONTENT')
  })

  test('the same in stretches of lines, as a text or a PDF has them', () => {
    const stretched = report.replace(/\n\s*/g, '\\n')
    expect(outline(segmentDrawing(stretched))).toEqual(outline(segmentDrawing(report)))
  })

  test('who and when on lines of their own between', () => {
    const drawing = `Про виконання плану заходів на 2026 рік
      1. Оновити склад ради.
      Відділ внутрішньої політики
      До 1 березня 2026 року
      Склад ради оновлено.
      2. Запровадити бюджет участі.
      Відділ освіти, фінансове управління
      ІІ квартал 2026 року
      Положення розроблено, на розгляд не внесено.
      3. Вести реєстр петицій.
      Загальний відділ
      Постійно
      До реєстру внесено 17 петицій.
      Начальник відділу освіти Ольга ДУБ`
    const measures = (text: string) =>
      outline(segmentDrawing(text)).filter((row) => row.includes('|'))
    expect(measures(drawing)).toEqual([
      '0.1 [] Оновити склад ради. | До 1 березня 2026 року | Відділ внутрішньої політики | Склад ради оновлено.',
      '0.2 [] Запровадити бюджет участі. | ІІ квартал 2026 року | Відділ освіти, фінансове управління | Положення розроблено, на розгляд не внесено.',
      '0.3 [] Вести реєстр петицій. | Постійно | Загальний відділ | До реєстру внесено 17 петицій.',
    ])
    expect(measures(drawing.replace(/\n\s*/g, '\\n'))).toEqual(measures(drawing))
  })

  test('bodies in a line behind the answer are more of it', () => {
    const drawing = `Звіт про виконання плану
      1. Ремонт доріг.
      Виконано.
      Серед підрядників комунальні підприємства
      2. Заміна ліхтарів.
      Не виконано.
      3. Ремонт мосту.
      Міст відремонтовано.`
    const { tree } = segmentDrawing(drawing)
    const [measure] = tree.sections[0]?.items[0]?.measures ?? []
    expect(measure?.response?.text).toBe('Виконано.\nСеред підрядників комунальні підприємства')
  })

  test('an answer behind a dash in the line of its measure', () => {
    const drawing = `Інформація про виконання Програми за 2026 рік
      1.1. Ремонт даху – виконано у серпні.
      1.2. Придбання автобуса – не виконано через відсутність коштів.
      2.1. Огляди учнів – не належить до компетенції відділу.
      2.2. Форум «Схід – Захід» - проведено.`
    const rows = outline(segmentDrawing(drawing)).filter((row) => row.includes('|'))
    expect(rows).toEqual([
      '0.1.1 [1.1.] Ремонт даху |  |  | виконано у серпні.',
      '0.1.2 [1.2.] Придбання автобуса |  |  | не виконано через відсутність коштів.',
      '0.2.1 [2.1.] Огляди учнів |  |  | не належить до компетенції відділу.',
      '0.2.2 [2.2.] Форум «Схід – Захід» |  |  | проведено.',
    ])
  })

  test('automatic numbers', () => {
    const { tree } = segmentDrawing(`Звіт про виконання плану
      #1. Ремонт доріг
      Виконано.
      #2. Заміна ліхтарів
      Не виконано.`)
    expect(tree.sections[0]?.items.map(({ label }) => label)).toEqual(['1.', '2.'])
  })

  test.each([
    ['without a title', report.replace('Інформація про виконання Програми за 2019 рік', 'Статут')],
    [
      'whose paragraphs answer nothing',
      `Інформація про діяльність
      1. Загальні положення
      Управління є структурним підрозділом.
      2. Завдання
      Завданнями управління є розвиток культури.`,
    ],
  ])('a text %s is no report', (_, text) => expect(segmentDrawing(text).tree.sections).toEqual([]))
})
