import { describe, expect, test } from 'vitest'
import { reportsOfDrawing } from '../support/rows.ts'

const HEAD = '№ | Завдання | Найменування заходу | Строк | Виконавці | Стан виконання'

function ids(drawing: string): readonly string[] {
  return reportsOfDrawing(drawing).map(({ tree }) =>
    tree.sections
      .flatMap((section) => section.items.flatMap((item) => item.measures.map(({ id }) => id)))
      .join(' '),
  )
}

describe('another report begins', () => {
  test('under a title and a heading of its own, where the sections begin again', () => {
    const drawing = `ЗВІТ
      про виконання Програми розвитку освіти за 2020 рік
      ${HEAD}
      I. Школи |
      1. | Дахи | 1) ремонт | 2020 рік | відділ освіти | Виконано
      II. Садки |
      1. | Вікна | 1) заміна | 2020 рік | відділ освіти | Виконано
      Начальник відділу (підпис)
      ЗВІТ
      про виконання Програми розвитку культури за 2020 рік
      ${HEAD}
      I. Музеї |
      1. | Фонди | 1) опис | 2020 рік | відділ культури | Виконано`
    expect(ids(drawing)).toEqual(['I.1.1 II.1.1', 'I.1.1'])
    const titles = reportsOfDrawing(drawing).map(({ tree }) => tree.title?.text)
    expect(titles).toEqual([
      'ЗВІТ\nпро виконання Програми розвитку освіти за 2020 рік',
      'ЗВІТ\nпро виконання Програми розвитку культури за 2020 рік',
    ])
  })

  test('where only the items begin again', () => {
    expect(
      ids(`Інформація про виконання Програми «Освіта»
        № | Захід | Строк | Виконавці | Стан виконання
        1. | Перший | 2020 рік | відділ | Виконано
        2. | Другий | 2020 рік | відділ | Виконано
        Інформація про виконання Програми «Культура»
        № | Захід | Строк | Виконавці | Стан виконання
        1. | Перший | 2020 рік | відділ | Виконано`),
    ).toEqual(['0.1 0.2', '0.1'])
  })

  test('under the same title again, where the numbers begin again', () => {
    expect(
      ids(`ЗВІТ про виконання Програми
        № | Захід | Строк | Виконавці | Стан виконання
        1. | Перший | 2020 рік | відділ | Виконано
        2. | Другий | 2020 рік | відділ | Виконано
        Начальник управління освіти (підпис)
        ЗВІТ про виконання Програми
        № | Захід | Строк | Виконавці | Стан виконання
        1. | Перший | 2020 рік | відділ | Виконано
        2. | Другий | 2020 рік | відділ | Виконано
        Начальник управління культури (підпис)`),
    ).toEqual(['0.1 0.2', '0.1 0.2'])
  })

  test('with the letter that leads it in, addressee and all', () => {
    const drawing = `На виконання рішення ради надаємо інформацію.
      ${HEAD}
      I. Школи |
      1. | Дахи | 1) ремонт | 2020 рік | відділ освіти | Виконано
      II. Садки |
      1. | Вікна | 1) заміна | 2020 рік | відділ освіти | Виконано
      Начальник відділу освіти (підпис)
      Сектору з питань запобігання корупції
      обласної державної адміністрації
      На виконання листа від 01.02.2020 повідомляємо.
      ${HEAD}
      I. Школи |
      1. | Дахи | 1) ремонт | 2020 рік | відділ освіти | Виконано`
    expect(ids(drawing)).toEqual(['I.1.1 II.1.1', 'I.1.1'])
    const [, second] = reportsOfDrawing(drawing)
    const lines = second?.settlement.unplaced.filter(({ kind }) => kind === 'preamble')
    expect(lines?.map(({ text }) => text.slice(0, 7))).toEqual(['Сектору', 'обласно', 'На вико'])
  })

  test('with the letterhead right before its title', () => {
    const [first, second] = reportsOfDrawing(`Управління освіти
      Звіт про виконання заходів
      № | Захід | Строк | Виконавці | Стан виконання
      1. | Перший | 2020 рік | відділ | Виконано
      2. | Другий | 2020 рік | відділ | Виконано
      Начальник управління освіти (підпис)
      Вик. Іваненко, тел. 2-22-22
      Управління культури
      Звіт про виконання заходів
      № | Захід | Строк | Виконавці | Стан виконання
      1. | Перший | 2020 рік | відділ | Виконано
      Начальник управління культури (підпис)`)
    const heads = [first, second].map((report) => report?.surroundings.heading[0]?.text)
    expect(heads).toEqual(['Управління освіти', 'Управління культури'])
  })

  test('in another order of columns', () => {
    const drawing = `Інформація про виконання Програми «Освіта»
      № | Захід | Строк | Виконавці | Стан виконання
      1. | Перший | 2020 рік | відділ | Виконано
      Інформація про виконання Програми «Культура»
      № | Захід | Виконавці | Строк | Стан виконання
      1. | Другий | відділ | 2021 рік | Виконано`
    const measures = reportsOfDrawing(drawing).map(({ tree }) => tree.sections[0]?.items[0])
    expect(measures.map((item) => item?.measures[0]?.deadline.text)).toEqual([
      '2020 рік',
      '2021 рік',
    ])
  })

  test('on a sheet without a title, where the numbers begin again', () => {
    const drawing = `№ | Захід | Строк | Виконавці | Стан виконання
      1. | Перший | 2020 рік | відділ | Виконано
      2. | Другий | 2020 рік | відділ | Виконано
      =sheet=
      № | Захід | Строк | Виконавці | Стан виконання
      1. | Третій | 2020 рік | відділ | Виконано`
    expect(ids(drawing)).toEqual(['0.1 0.2', '0.1'])
    const [, second] = reportsOfDrawing(drawing)
    expect(second?.diagnostics.map(({ code }) => code)).toContain('ROW_UNCLEAR')
  })
})

describe('it is still the same report', () => {
  test('where the title is printed again at the top of a page', () => {
    const drawing = `ЗВІТ про виконання Програми
      ${HEAD}
      I. Школи |
      1. | Дахи | 1) ремонт | 2020 рік | відділ освіти | Виконано
      ЗВІТ про виконання Програми
      ${HEAD}
       | | 2) фарбування | 2020 рік | відділ освіти | Виконано
      ЗВІТ про виконання Програми
      ${HEAD}
      II. Садки |
      1. | Вікна | 1) заміна | 2020 рік | відділ освіти | Виконано`
    expect(ids(drawing)).toEqual(['I.1.1 I.1.2 II.1.1'])
    const unplaced = reportsOfDrawing(drawing)[0]?.settlement.unplaced ?? []
    expect(unplaced.filter(({ kind }) => kind === 'page_furniture')).toHaveLength(2)
  })

  test('where the sections begin again by mistake', () => {
    expect(
      ids(`ЗВІТ про виконання Програми
        ${HEAD}
        I. Школи |
        1. | Дахи | 1) ремонт | 2020 рік | відділ освіти | Виконано
        II. Садки |
        1. | Вікна | 1) заміна | 2020 рік | відділ освіти | Виконано
        ==
        ${HEAD}
        I. Гуртки |
        1. | Керівники | 1) добір | 2020 рік | відділ освіти | Виконано`),
    ).toEqual(['I.1.1 II.1.1 I~2.1.1'])
  })

  test('where the sections go on under another title', () => {
    expect(
      ids(`ЗВІТ про виконання Програми
        ${HEAD}
        I. Школи |
        1. | Дахи | 1) ремонт | 2020 рік | відділ освіти | Виконано
        Інформація про виконання заходів у сфері дошкільної освіти
        ${HEAD}
        II. Садки |
        1. | Вікна | 1) заміна | 2020 рік | відділ освіти | Виконано`),
    ).toEqual(['I.1.1 II.1.1'])
  })

  test('where an appendix sums it up', () => {
    const drawing = `ЗВІТ про виконання Програми
      № | Захід | Строк | Виконавці | Стан виконання
      1. | Перший | 2020 рік | відділ | Роботи проведено
      2. | Другий | 2020 рік | відділ | Роботи проведено
      Начальник відділу (підпис)
      Додаток 2
      Зведена таблиця виконання заходів
      № | Захід | Строк | Виконавці | Стан виконання
      1. | Перший | 2020 рік | відділ | Виконано
      2. | Другий | 2020 рік | відділ | Виконано`
    expect(ids(drawing)).toEqual(['0.1 0.2'])
    const codes = reportsOfDrawing(drawing)[0]?.diagnostics.map(({ code }) => code)
    expect(codes).toContain('APPENDIX_LEFT_OUT')
  })

  test('where an appendix plans money and holds no responses', () => {
    expect(
      ids(`ЗВІТ про виконання Програми
        № | Захід | Строк | Виконавці | Стан виконання
        1. | Перший | 2020 рік | відділ | Роботи проведено
        2. | Другий | 2020 рік | відділ | Роботи проведено
        Додаток 2
        Інформація про фінансування заходів
        № | Найменування заходу | План, тис. грн | Касові видатки
        1. | Перший захід | 100,0 | 90,0
        2. | Другий захід | 50,0 | 50,0
        Всього | | 150,0 | 140,0`),
    ).toEqual(['0.1 0.2'])
  })

  test('where an explanation follows', () => {
    expect(
      ids(`ЗВІТ про виконання Програми
        № | Захід | Строк | Виконавці | Стан виконання
        1. | Перший | 2020 рік | відділ | Роботи проведено
        Начальник відділу (підпис)
        Інформація про стан реалізації
        Протягом року Програма виконувалась.
        Кошти надходили вчасно.`),
    ).toEqual(['0.1'])
  })

  test('where a sheet goes on with the sections of the one before', () => {
    expect(
      ids(`ЗВІТ про виконання Програми
        ${HEAD}
        I. Школи |
        1. | Дахи | 1) ремонт | 2020 рік | відділ освіти | Виконано
        =sheet=
        ${HEAD}
        II. Садки |
        1. | Вікна | 1) заміна | 2020 рік | відділ освіти | Виконано`),
    ).toEqual(['I.1.1 II.1.1'])
  })
})
