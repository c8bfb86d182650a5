import { describe, expect, test } from 'vitest'
import { outline, segmentDrawing } from '../support/rows.ts'

function codes(drawing: string): readonly string[] {
  return segmentDrawing(drawing).diagnostics.map(({ code }) => code)
}

function unplaced(drawing: string): readonly string[] {
  return segmentDrawing(drawing).settlement.unplaced.map(({ kind, text }) => `${kind} ${text}`)
}

test('answers behind a word in one column, who and when in another', () => {
  const drawing = `Інформація про виконання Програми за 2024 рік
    № | Захід та його виконання | Термін / виконавці
    1. | Створити резерв.\\nВиконано: створено резерв 4 т. | 2024 рік\\nрайдержадміністрація
    2. | Навчити склад.\\nВиконано: навчено 14 осіб. | постійно\\nвідділ освіти`
  expect(outline(segmentDrawing(drawing)).filter((row) => row.includes('|'))).toEqual([
    '0.1 [] Створити резерв. | 2024 рік | райдержадміністрація | створено резерв 4 т.',
    '0.2 [] Навчити склад. | постійно | відділ освіти | навчено 14 осіб.',
  ])
})

test('a column of a status in words is for the answer where none has another', () => {
  const drawing = `Звіт про виконання Програми за 2024 рік
    Захід | Строк | Хто робить | Стан
    Проводити заняття | щотижня | центр спорту | Заняття тривають
    Відкрити майданчики | до 1 червня | громади | Відкрито три`
  expect(outline(segmentDrawing(drawing)).filter((row) => row.includes('|'))).toEqual([
    '0.1 [] Проводити заняття | щотижня | центр спорту | Заняття тривають',
    '0.2 [] Відкрити майданчики | до 1 червня | громади | Відкрито три',
  ])
})

test('when and who in brackets behind the measures of a table', () => {
  const drawing = `Звіт про виконання Програми за 2024 рік
    Намічено програмою | Стан виконання
    1.1. Посадити ліс (квітень, усі надлісництва) | Посаджено 431 га
    1.2. Заготовити насіння (протягом року, лісничі) | Заготовлено 96 кг
    1.3. Обробити розсадники (травень) | Оброблено двічі`
  expect(outline(segmentDrawing(drawing)).filter((row) => row.includes('|'))).toEqual([
    '0.1 [] Посадити ліс | квітень | усі надлісництва | Посаджено 431 га',
    '0.2 [] Заготовити насіння | протягом року | лісничі | Заготовлено 96 кг',
    '0.3 [] Обробити розсадники | травень |  | Оброблено двічі',
  ])
})

describe('tables on their side', () => {
  test('a card a measure', () => {
    const drawing = `Захід: | 1. Провести ярмарок
      Строк: | до 1 травня 2026 року
      Відповідальні: | відділ економіки
      Стан виконання: | Проведено 2 ярмарки
      ==
      Захід: | 2. Відкрити гурток
      Строк: | 2026 рік
      Відповідальні: | відділ освіти
      Стан виконання: | Працює`
    expect(outline(segmentDrawing(drawing)).slice(1)).toEqual([
      '0.1 [1.]',
      '0.1 [] Провести ярмарок | до 1 травня 2026 року | відділ економіки | Проведено 2 ярмарки',
      '0.2 [2.]',
      '0.2 [] Відкрити гурток | 2026 рік | відділ освіти | Працює',
    ])
    expect(codes(drawing)).toEqual([])
    expect(unplaced(drawing)).toContain('column_heading Стан виконання:')
  })

  test('cards below one another in one table', () => {
    const { tree } = segmentDrawing(`Захід | Ярмарок
      Строк | 2026 рік
      Стан виконання | Проведено
      Захід | Гурток
      Строк | постійно
      Стан виконання | Працює`)
    const measures = tree.sections.flatMap(({ items }) => items.flatMap((item) => item.measures))
    expect(measures.map(({ text, response }) => [text.text, response?.text])).toEqual([
      ['Ярмарок', 'Проведено'],
      ['Гурток', 'Працює'],
    ])
  })

  test('a measure a column', () => {
    const { tree } = segmentDrawing(`№ заходу | 1. | 2.
      Назва заходу | Провести ярмарок | Відкрити гурток
      Строк виконання | 2026 рік | постійно
      Виконавці | відділ економіки | відділ освіти
      Стан виконання | Проведено | Працює`)
    expect(tree.sections[0]?.items.map(({ label }) => label)).toEqual(['1.', '2.'])
    expect(tree.sections[0]?.items[1]?.measures[0]?.executors.text).toBe('відділ освіти')
  })

  test('cards under a line as wide as the table', () => {
    const { tree } = segmentDrawing(`Захід 1. Провести ярмарок |
      Строк | 2026 рік
      Виконавець | відділ економіки
      Результат | Проведено
      Захід 2. Відкрити гурток |
      Строк | постійно
      Виконавець | відділ освіти
      Результат | Працює`)
    const items = tree.sections[0]?.items ?? []
    expect(items.map(({ label, measures }) => [label, measures[0]?.text.text])).toEqual([
      ['Захід 1.', 'Провести ярмарок'],
      ['Захід 2.', 'Відкрити гурток'],
    ])
  })

  test('of two lines for the response in one card the last counts, and that is told', () => {
    const drawing = `№ | 1. | 2.
      Захід | Провести ярмарок | Відкрити гурток
      Виконавець | відділ економіки | відділ освіти
      Стан виконання за І півріччя | Розпочато | Розпочато
      Стан виконання за рік | Проведено | Працює`
    const { tree } = segmentDrawing(drawing)
    const measures = tree.sections[0]?.items.flatMap((item) => item.measures) ?? []
    expect(measures.map(({ response }) => response?.text)).toEqual(['Проведено', 'Працює'])
    expect(codes(drawing)).toContain('COLUMNS_BY_CONTENT')
  })

  test('cards under numbered lines', () => {
    const { tree, settlement } = segmentDrawing(`Звіт про виконання плану
      1. Провести ярмарок
      Строк | 2026 рік
      Виконавець | відділ економіки
      Стан виконання | Проведено
      2. Відкрити гурток
      Строк | постійно
      Виконавець | відділ освіти
      Стан виконання | Працює`)
    const items = tree.sections[0]?.items ?? []
    expect(items.map(({ label, measures }) => [label, measures[0]?.text.text])).toEqual([
      ['1.', 'Провести ярмарок'],
      ['2.', 'Відкрити гурток'],
    ])
    expect(settlement.unplaced.some(({ kind }) => kind === 'other')).toBe(false)
  })

  test('a passport is none', () => {
    const drawing = `Відповідальні виконавці | відділ освіти
      Строки реалізації | 2026 рік
      Результати виконання | щороку
      ==
      № | Захід | Строк | Виконавці | Стан виконання
      1. | Провести ярмарок | 2026 рік | відділ економіки | Проведено`
    const { tree } = segmentDrawing(drawing)
    expect(tree.sections.flatMap(({ items }) => items)).toHaveLength(1)
  })
})

describe('what stands in tables besides measures', () => {
  const HEAD = '№ | Захід | Строк | Виконавці | План | Факт | Стан виконання'
  const ROW = '1. | Ремонт залу | 2026 рік | відділ спорту | 100 | 90 | Зал відремонтовано'

  test('a passport of which some rows tell by their words, and the others stand among them', () => {
    const drawing = `Звіт про виконання Програми за 2026 рік
      Паспорт Програми
      1. | Ініціатор розроблення Програми | Відділ спорту
      2. | Відповідальний виконавець | Відділ спорту
      3. | Строк реалізації Програми | 2026–2028 роки
      4. | Обсяг коштів | 12,4 млн грн
      ==
      ${HEAD}
      ${ROW}`
    const { tree } = segmentDrawing(drawing)
    expect(tree.sections.flatMap(({ items }) => items)).toHaveLength(1)
    expect(unplaced(drawing)).toContain('passport Обсяг коштів')
  })

  test('a sum of all, with what was done beside it', () => {
    const drawing = `${HEAD}
      ${ROW}
      Усього: | | | | 100 | 90 | Виконано 1 захід`
    const { tree } = segmentDrawing(drawing)
    const [measure] = tree.sections[0]?.items[0]?.measures ?? []
    expect(measure?.response?.text).toBe('Зал відремонтовано')
    expect(unplaced(drawing)).toContain('total_row Виконано 1 захід')
  })

  test('what a page has left at the end of a cell', () => {
    const drawing = `${HEAD}
      ${ROW}\\n2\\nПродовження додатка
      2. | Ремонт басейну | 2026 рік | відділ спорту | 10 | 9 | Учасників:\\n14`
    const { tree } = segmentDrawing(drawing)
    const measures = tree.sections[0]?.items.flatMap((item) => item.measures) ?? []
    expect(measures.map(({ response }) => response?.text)).toEqual([
      'Зал відремонтовано',
      'Учасників: 14',
    ])
    expect(unplaced(drawing)).toContain('page_furniture 2 Продовження додатка')
  })

  test('indicators below in the same sheet part its tables', () => {
    const drawing = `${HEAD}
      ${ROW}
      Показники | | | | | |
      № | Показник | Одиниця виміру | План | Факт | |
      1 | Кількість залів | од. | 1 | 1 | |`
    const { tree, diagnostics } = segmentDrawing(drawing)
    const [measure] = tree.sections[0]?.items[0]?.measures ?? []
    expect(measure?.response?.text).toBe('Зал відремонтовано')
    expect(diagnostics.map(({ code }) => code)).not.toContain('COLUMNS_BY_CONTENT')
  })
})

describe('columns that hold the values of two', () => {
  const HEAD = '№ | Назва заходу | Строк виконання, відповідальні | Стан виконання'

  test.each([
    ['до 01.12.2026, Мінкультури', 'до 01.12.2026', 'Мінкультури'],
    [
      'І, ІІ квартал 2026 року; відділ освіти, відділ спорту',
      'І, ІІ квартал 2026 року',
      'відділ освіти, відділ спорту',
    ],
    ['відділ освіти, постійно', 'постійно', 'відділ освіти'],
    ['до 1 травня Відділ освіти', 'до 1 травня', 'Відділ освіти'],
    [
      'березень – травень 2026 року – сектор спорту',
      'березень – травень 2026 року',
      'сектор спорту',
    ],
    ['Відділ освіти до 1 травня 2026 року', 'до 1 травня 2026 року', 'Відділ освіти'],
    ['Центр зайнятості (за\\nзгодою) квітень 2026', 'квітень 2026', 'Центр зайнятості (за згодою)'],
    ['Відділ\\nосвіти протягом 2026 року', 'протягом 2026 року', 'Відділ освіти'],
    ['Відділ освіти, КП «Сад» у IV кварталі', 'у IV кварталі', 'Відділ освіти, КП «Сад»'],
    ['Ліцей № 5 щороку', 'щороку', 'Ліцей № 5'],
  ])('%s', (cell, deadline, executors) => {
    const { tree, diagnostics } = segmentDrawing(`${HEAD}
      1. | Провести ярмарок | ${cell} | Проведено 2 ярмарки`)
    const measure = tree.sections[0]?.items[0]?.measures[0]
    expect([measure?.deadline.text, measure?.executors.text]).toEqual([deadline, executors])
    expect(diagnostics).toEqual([])
  })

  test('a cell that cannot be parted is told', () => {
    expect(
      codes(`${HEAD}
        1. | Провести ярмарок | відділ освіти, відділ спорту | Проведено 2 ярмарки`),
    ).toContain('COLUMNS_BY_CONTENT')
  })

  test('a number alone in one of them counts for nothing', () => {
    const { rows } = segmentDrawing(`${HEAD}
      1. | Провести ярмарок | #1) | Проведено 2 ярмарки`).explain()
    expect(rows[1]?.reasons.map(({ rule }) => rule)).not.toContain('contentUnlike')
  })

  test('a merged cell counts for all its rows', () => {
    const { tree } = segmentDrawing(`№ | Завдання | Захід | Термін, виконавець | Стан виконання
      1. | Школи | 1) ремонт дахів | 2026 рік, відділ освіти | Виконано
      ^ | ^ | 2) ремонт вікон | ^ | Виконано`)
    const measures = tree.sections[0]?.items[0]?.measures ?? []
    expect(measures.map((one) => [one.deadline.text, one.executors.text])).toEqual([
      ['2026 рік', 'відділ освіти'],
      ['2026 рік', 'відділ освіти'],
    ])
  })

  test('a response behind its word in the cell of the measure', () => {
    const drawing = `№ | Захід та інформація про його виконання | Строк | Виконавці
      1. | Провести ярмарок.\\nВиконання: Проведено 2 ярмарки. | 2026 рік | відділ економіки
      2. | Відкрити гурток. | 2026 рік | відділ освіти
      3. | Висадити дерева. Виконання: Не виконано. | 2026 рік | відділ освіти`
    const { tree } = segmentDrawing(drawing)
    const measures = tree.sections.flatMap(({ items }) => items.flatMap((item) => item.measures))
    expect(measures.map(({ text, response }) => [text.text, response?.text])).toEqual([
      ['Провести ярмарок.', 'Проведено 2 ярмарки.'],
      ['Відкрити гурток.', ''],
      ['Висадити дерева.', 'Не виконано.'],
    ])
    expect(unplaced(drawing)).toContain('column_heading Виконання:')
  })
})

describe('values behind words, and answers in rows of their own', () => {
  test('executors behind their word in the cell of the measure', () => {
    const { tree, diagnostics } =
      segmentDrawing(`№ | Захід, відповідальні | Строк | Інформація про виконання
      1. | Провести ярмарок\\nВідповідальні: відділ економіки | 2026 рік | Проведено
      2. | Відкрити гурток\\nВідповідальні: відділ освіти | 2026 рік | Працює`)
    const measures = tree.sections[0]?.items.flatMap((item) => item.measures) ?? []
    expect(measures.map(({ text, executors }) => [text.text, executors.text])).toEqual([
      ['Провести ярмарок', 'відділ економіки'],
      ['Відкрити гурток', 'відділ освіти'],
    ])
    expect(diagnostics).toEqual([])
  })

  test('the answer in a row under its measure, without a word, is told', () => {
    const drawing = `№ | Захід | Строк | Виконавці
      1. | Провести ярмарок | 2026 рік | відділ економіки
      Проведено 2 ярмарки. |
      2. | Відкрити гурток | 2026 рік | відділ освіти
      Виконавцем є інший відділ. |`
    const { tree } = segmentDrawing(drawing)
    const measures = tree.sections[0]?.items.flatMap((item) => item.measures) ?? []
    expect(measures.map(({ response }) => response?.text)).toEqual([
      'Проведено 2 ярмарки.',
      'Виконавцем є інший відділ.',
    ])
    expect(codes(drawing)).toContain('COLUMNS_BY_CONTENT')
  })

  test('behind its word in a row whose other cells are empty', () => {
    const { tree, diagnostics } = segmentDrawing(`№ | Захід | Строк | Виконавці
      1. | Провести ярмарок | 2026 рік | відділ економіки
       | Виконання: Проведено 2 ярмарки. | |`)
    expect(tree.sections[0]?.items[0]?.measures[0]?.response?.text).toBe('Проведено 2 ярмарки.')
    expect(diagnostics).toEqual([])
  })

  test('in brackets between a measure and its answer', () => {
    const { tree } = segmentDrawing(`Звіт про виконання плану
      1) Провести ярмарок.
      (Відділ економіки; до 1 травня 2026 року)
      Проведено 2 ярмарки.
      2) Відкрити гурток.
      (Відділ освіти; 2026 рік)
      Відкрито у вересні.
      3) Висадити дерева.
      (Відділ екології; 2026 рік)
      Висаджено 40 дерев.`)
    const measures = tree.sections[0]?.items.flatMap((item) => item.measures) ?? []
    expect(measures.map(({ response }) => response?.text)).toEqual([
      'Проведено 2 ярмарки.',
      'Відкрито у вересні.',
      'Висаджено 40 дерев.',
    ])
  })
})

describe('headings of two rows', () => {
  test('bodies under a heading for the response both answer', () => {
    const drawing = `№ | Захід | Строк | Виконавці | Інформація виконавця | ^
      ^ | ^ | ^ | ^ | Управління освіти | Відділ культури
      1. | Провести ярмарок | 2026 рік | відділ | Проведено | Надано зал`.replace(
      'Інформація виконавця | ^',
      'Інформація виконавця | Інформація виконавця',
    )
    const { tree } = segmentDrawing(drawing)
    expect(tree.sections[0]?.items[0]?.measures[0]?.response?.text).toBe('Проведено\nНадано зал')
    expect(codes(drawing)).toContain('COLUMNS_BY_CONTENT')
  })

  test('the first row of a table again among the rows is its heading, whatever it says', () => {
    const drawing = `Тема роботи | Плоди
      Провести ярмарок для громади | Проведено 2 ярмарки
      Тема роботи | Плоди
      Відкрити гурток малювання | Гурток працює`
    const kept = unplaced(drawing).filter((line) => line.startsWith('column_heading'))
    expect(kept).toHaveLength(4)
    expect(outline(segmentDrawing(drawing)).join()).not.toContain('Тема роботи')
  })

  test('a row that a page has cut is no heading under the repeated one', () => {
    const { tree } = segmentDrawing(`№ | Захід | Строк | Виконавці | Стан виконання
      1. | Провести навчання для | 2026 рік | обласні військові | Проведено
      ==
      № | Захід | Строк | Виконавці | Стан виконання
       | роботодавців | | адміністрації |
      2. | Відкрити гурток | 2026 рік | відділ | Працює`)
    const measure = tree.sections[0]?.items[0]?.measures[0]
    expect([measure?.text.text, measure?.executors.text]).toEqual([
      'Провести навчання для роботодавців',
      'обласні військові адміністрації',
    ])
  })

  const QUARTERS = `№ | Захід | Строк | Виконавці | Хід виконання | Хід виконання | Хід виконання
      ^ | ^ | ^ | ^ | І квартал | ІІ квартал | ІІІ квартал`

  test('the last quarter that anybody has filled is the response', () => {
    const { tree } = segmentDrawing(`${QUARTERS}
      1. | Провести ярмарок | 2026 рік | відділ | Розпочато | Проведено |
      2. | Відкрити гурток | 2026 рік | відділ | Розпочато | |`)
    const measures = tree.sections[0]?.items.flatMap((item) => item.measures) ?? []
    expect(measures.map(({ response }) => response?.text)).toEqual(['Проведено', ''])
  })

  test('of «Виконано» and «Не виконано (причина)» each row fills one', () => {
    const drawing = `№ | Захід | Строк | Виконавці | Виконано (що саме) | Не виконано (причина)
      1. | Провести ярмарок | 2026 рік | відділ | Проведено 2 ярмарки |
      2. | Відкрити гурток | 2026 рік | відділ | | Немає приміщення`
    const { tree } = segmentDrawing(drawing)
    const measures = tree.sections[0]?.items.flatMap((item) => item.measures) ?? []
    expect(measures.map(({ response }) => response?.text)).toEqual([
      'Проведено 2 ярмарки',
      'Немає приміщення',
    ])
    expect(codes(drawing)).toContain('COLUMNS_BY_CONTENT')
  })

  test('of two columns of numbers the left one counts the items', () => {
    const { tree } =
      segmentDrawing(`№ | Завдання | № заходу | Зміст заходу | Строк | Виконавці | Стан виконання
      1 | Школи | 1.1 | ремонт дахів | 2026 рік | відділ | Виконано
      ^ | ^ | 1.2 | ремонт вікон | 2026 рік | відділ | Виконано`)
    const [item] = tree.sections[0]?.items ?? []
    expect([item?.label, ...(item?.measures ?? []).map(({ label }) => label)]).toEqual([
      '1',
      '1.1',
      '1.2',
    ])
  })

  test('«план» and «факт» under a deadline', () => {
    const { tree } = segmentDrawing(`№ | Захід | Термін | Термін | Виконавці | Стан виконання
      ^ | ^ | план | факт | ^ | ^
      1. | Провести ярмарок | травень 2026 року | червень | відділ | Проведено`)
    const measure = tree.sections[0]?.items[0]?.measures[0]
    expect(measure?.deadline.text).toBe('травень 2026 року')
    expect(measure?.extras.map(({ value }) => value.text)).toEqual(['червень'])
  })
})

describe('rows of a table', () => {
  test('«п. 1» under «Пункт» is a number', () => {
    const { tree } = segmentDrawing(`Пункт | Захід | Що зроблено
      п. 1 | Провести ярмарок | Проведено 2 ярмарки
      п. 2 | Відкрити гурток | Працює`)
    expect(tree.sections[0]?.items.map(({ label, number }) => [label, number])).toEqual([
      ['п. 1', 1],
      ['п. 2', 2],
    ])
  })

  test('a measure goes on under headings and column numbers that are repeated', () => {
    const { tree } = segmentDrawing(`№ | Захід | Строк | Виконавці | Стан виконання
      1 | 2 | 3 | 4 | 5
      1. | Провести ярмарок та | 2026 рік | відділ | Проведено
      № | Захід | Строк | Виконавці | Стан виконання
      1 | 2 | 3 | 4 | 5
       | висвітлити його на сайті | | |
      2. | Відкрити гурток | 2026 рік | відділ | Працює`)
    expect(tree.sections[0]?.items[0]?.measures[0]?.text.text).toBe(
      'Провести ярмарок та висвітлити його на сайті',
    )
  })

  test('a first column of numbers whose heading is not known', () => {
    const { tree } = segmentDrawing(`Шифр | Захід | Строк | Виконавці | Стан виконання
      1. | Провести ярмарок | 2026 рік | відділ | Проведено
      2. | Відкрити гурток | 2026 рік | відділ | Працює`)
    expect(tree.sections[0]?.items.map(({ label }) => label)).toEqual(['1.', '2.'])
  })

  test('«х» in a row of sums', () => {
    const drawing = `№ | Захід | Строк | Виконавці | Всього | Обласний бюджет | Стан виконання
      1. | Провести ярмарок | 2026 рік | відділ | 10,0 | 5,0 | Проведено
      Всього: | | | | 10,0 | х |`
    expect(unplaced(drawing).some((line) => line.startsWith('total_row'))).toBe(true)
    expect(unplaced(drawing).some((line) => line.startsWith('other'))).toBe(false)
  })

  test('a heading announced by its word needs no number', () => {
    const lines = outline(
      segmentDrawing(`Звіт про виконання програми
        Напрям: Туризм
        № | Захід | Строк | Виконавці | Стан виконання
        1 | Провести ярмарок | 2026 рік | відділ | Проведено
        Напрям: Спорт
        № | Захід | Строк | Виконавці | Стан виконання
        2 | Провести змагання | 2026 рік | відділ | Проведено`),
    )
    expect(lines.filter((line) => /^I/.test(line) && line.includes('Напрям'))).toEqual([
      'I [] Напрям: Туризм',
      'II [] Напрям: Спорт',
    ])
  })

  test('a signature in the last row is none of a measure', () => {
    const drawing = `№ | Захід | Строк | Виконавці | Стан виконання
      1. | Провести ярмарок | 2026 рік | відділ | Проведено
      Начальник відділу     Олена ПРИХОДЬКО | | | |`
    expect(unplaced(drawing)).toContain('signature Начальник відділу Олена ПРИХОДЬКО')
  })
})

describe('lines with field words', () => {
  test('within brackets', () => {
    const drawing = `Звіт про виконання плану
      1. Провести ярмарок.
      (Відповідальні: відділ економіки (за згодою); строк: до 1 травня 2026 року)
      Виконання: Проведено 2 ярмарки.`
    const measure = segmentDrawing(drawing).tree.sections[0]?.items[0]?.measures[0]
    expect([measure?.executors.text, measure?.deadline.text]).toEqual([
      'відділ економіки (за згодою)',
      'до 1 травня 2026 року',
    ])
  })

  test('«Стан: …» is the response', () => {
    const { tree } = segmentDrawing(`Звіт про виконання плану
      1. Провести ярмарок.
      Строк: 2026 рік. Відповідальний: відділ економіки.
      Стан: Проведено 2 ярмарки.`)
    expect(tree.sections[0]?.items[0]?.measures[0]?.response?.text).toBe('Проведено 2 ярмарки.')
  })
})
