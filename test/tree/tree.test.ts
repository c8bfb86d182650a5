import { describe, expect, test } from 'vitest'
import { outline, segmentDrawing } from '../support/rows.ts'

/* A line without a second cell, `Title |`, is a row of one cell over the whole width. */

const HEAD = '№ | Завдання | Найменування заходу | Строк | Виконавці | Стан виконання'

function codes(drawing: string): readonly string[] {
  return segmentDrawing(drawing).diagnostics.map(({ code }) => code)
}

describe('numbers', () => {
  test.each([
    ['Latin', 'II.', 'II. Кадри'],
    ['Cyrillic', 'ІІ.', 'ІІ. Кадри'],
    ['a word before it', 'Розділ 2', 'Розділ 2. Кадри'],
    ['capitals', 'РОЗДІЛ ІІ.', 'РОЗДІЛ ІІ. Кадри'],
    ['automatic', 'II.', '#II. Кадри'],
  ])('a section numbered in %s', (_, label, row) => {
    const lines = outline(
      segmentDrawing(`${HEAD}
        I. Освіта |
        1. | Школи | 1) ремонт | 2020 рік | відділ освіти | Виконано
        ${row} |
        1. | Навчання | 1) курси | 2020 рік | відділ кадрів | Виконано`),
    )
    expect(lines.filter((line) => line.startsWith('II '))[0]).toMatch(/^II \[.*\] Кадри$/)
    expect(lines.find((line) => line.startsWith('II '))?.toLowerCase()).toContain(
      label.toLowerCase().slice(0, 8).replace(/\.$/, ''),
    )
  })

  test('a number of three parts opens the item that is not printed', () => {
    const { tree } = segmentDrawing(`№ | Захід | Строк | Виконавці | Стан виконання
      I. Кадри |
      I.1.1 | курси | 2020 рік | відділ кадрів | Проведено
      I.1.2 | іспити | 2020 рік | відділ кадрів | Проведено
      I.2.1 | наради | 2020 рік | відділ кадрів | Проведено
      II. Школи |
      II.1.1 | ремонт | 2020 рік | відділ освіти | Виконано`)
    const items = tree.sections.flatMap((section) => section.items)
    expect(items.map(({ id, measures }) => [id, measures.map((measure) => measure.id)])).toEqual([
      ['I.1', ['I.1.1', 'I.1.2']],
      ['I.2', ['I.2.1']],
      ['II.1', ['II.1.1']],
    ])
  })

  test('a damaged Roman number is repaired to what its neighbours ask for', () => {
    const drawing = `${HEAD}
      I. Один |
      1. | А | захід | 2020 рік | відділ | Виконано
      ІІ. Два |
      1. | Б | захід | 2020 рік | відділ | Виконано
      ІП. Три |
      1. | В | захід | 2020 рік | відділ | Виконано
      ІУ. Чотири |
      1. | Г | захід | 2020 рік | відділ | Виконано`
    const { tree } = segmentDrawing(drawing)
    expect(tree.sections.map(({ id, label }) => [id, label])).toEqual([
      ['I', 'I.'],
      ['II', 'ІІ.'],
      ['III', 'ІП.'],
      ['IV', 'ІУ.'],
    ])
    expect(codes(drawing)).toContain('NUMBER_REPAIRED')
  })

  test('a lost number is filled in and told', () => {
    const drawing = `${HEAD}
      I. Один |
      1. | А | захід | 2020 рік | відділ | Виконано
       | Без номера | захід | 2020 рік | відділ | Виконано
      3. | В | захід | 2020 рік | відділ | Виконано`
    const { tree } = segmentDrawing(drawing)
    expect(tree.sections[0]?.items.map(({ id, label }) => [id, label])).toEqual([
      ['I.1', '1.'],
      ['I.2', null],
      ['I.3', '3.'],
    ])
    expect(codes(drawing)).toContain('NUMBER_MISSING')
  })

  test('a number printed twice gets an id of its own', () => {
    const drawing = `${HEAD}
      I. Один |
      1. | А | 1) захід | 2020 рік | відділ | Виконано
      2. | Б | 1) захід | 2020 рік | відділ | Виконано
      2. | В | 1) захід | 2020 рік | відділ | Виконано`
    expect(segmentDrawing(drawing).tree.sections[0]?.items.map(({ id }) => id)).toEqual([
      'I.1',
      'I.2',
      'I.2~2',
    ])
    expect(codes(drawing)).toContain('NUMBER_REPEATED')
  })

  test('a report whose only section is VII has section VII', () => {
    const { tree } = segmentDrawing(`${HEAD}
      VII. Кадри |
      1. | А | захід | 2020 рік | відділ | Виконано`)
    expect(tree.sections[0]?.id).toBe('VII')
  })

  test('decimals name their parents', () => {
    const lines = outline(
      segmentDrawing(`№ | Захід | Строк | Виконавці | Стан виконання
        1. Перший розділ |
        1.1. Перше завдання |
        1.1.1. | захід | 2020 рік | відділ | Виконано
        1.1.2. | інший захід | 2020 рік | відділ | Виконано
        1.2. Друге завдання |
        1.2.1. | захід | 2020 рік | відділ | Виконано`),
    )
    expect(lines.map((line) => line.split(' ')[0])).toEqual([
      'I',
      'I.1',
      'I.1.1',
      'I.1.2',
      'I.2',
      'I.2.1',
    ])
  })
})

describe('rows', () => {
  test('a measure cut by a page is one measure', () => {
    const drawing = `${HEAD}
      1. | А | 1) довгий захід щодо | 2020 рік | відділ | Виконано
      ==
       | | запобігання пожежам | | |
       | | 2) другий | 2020 рік | відділ | Виконано`
    const segmented = segmentDrawing(drawing)
    expect(outline(segmented)[2]).toBe(
      '0.1.1 [1)] довгий захід щодо запобігання пожежам | 2020 рік | відділ | Виконано',
    )
    expect(segmented.tree.sections[0]?.items[0]?.measures[0]?.text.at).toHaveLength(2)
    expect(codes(drawing)).toEqual(['ROW_JOINED'])
  })

  test('an item that goes on over a page is told', () => {
    const drawing = `${HEAD}
      1. | А | 1) перший | 2020 рік | відділ | Виконано
      ==
       | | 2) другий | 2020 рік | відділ | Виконано`
    expect(segmentDrawing(drawing).tree.sections[0]?.items).toHaveLength(1)
    expect(codes(drawing)).toEqual(['ITEM_CARRIED_OVER'])
  })

  test('a title cut by a page is one title', () => {
    const segmented = segmentDrawing(`${HEAD}
      1. | Запобігання корупції у | 1) захід | 2020 рік | відділ | Виконано
      ==
       | сфері освіти | 2) другий | 2020 рік | відділ | Виконано`)
    expect(segmented.tree.sections[0]?.items.map(({ title }) => title.text)).toEqual([
      'Запобігання корупції у сфері освіти',
    ])
  })

  test('merged deadlines and executors count for each measure, a merged response once', () => {
    const lines = outline(
      segmentDrawing(`${HEAD}
        1. | А | 1) перший | 2020 рік | відділ | Виконано
        ^ | ^ | 2) другий | ^ | ^ | ^`),
    )
    expect(lines.slice(2)).toEqual(
      [
        '0.1.1 [1)] перший | 2020 рік | відділ | Виконано',
        '0.1.2 [2)] другий | 2020 рік | відділ |',
      ].map((line) => line.replace(/\|$/, '| ')),
    )
  })

  test.each([
    ['it went on above', '^', ' | відділ', '2021 рік'],
    ['its rest is merged', '2021 рік', ' | відділ', '2021 рік'],
    ['its text goes on', '2021', 'рік | відділ', '2021 рік'],
  ])(
    'a merged deadline that a page has cut counts for all of its rows: %s',
    (_, second, third, last) => {
      const first = second === '^' ? '2021 рік' : '2020 рік'
      const { tree } = segmentDrawing(`${HEAD}
      1. | А | 1) перший захід, | ${first} | відділ | Виконано
       | | 2) другий захід, який | ${second} | відділ | Виконано, як
      ==
       | | триває далі | ${third} | і триває
      ^ | ^ | 3) третій захід | ^ | відділ | Виконано`)
      expect(tree.sections[0]?.items[0]?.measures.map(({ deadline }) => deadline.text)).toEqual([
        first,
        last,
        last,
      ])
    },
  )

  test('an empty deadline of one row alone stays empty, also behind a page', () => {
    const { tree } = segmentDrawing(`${HEAD}
      1. | А | 1) перший захід | 2020 рік | відділ | Виконано
      ==
       | | 2) другий захід | | відділ | Виконано`)
    expect(tree.sections[0]?.items[0]?.measures.map(({ deadline }) => deadline.text)).toEqual([
      '2020 рік',
      '',
    ])
  })

  test('a lost response cell is missing, an empty one is empty', () => {
    const { tree } = segmentDrawing(`${HEAD}
      1. | А | 1) перший | 2020 рік | відділ |
       | | 2) другий | 2020 рік | відділ`)
    expect(
      tree.sections[0]?.items[0]?.measures.map(({ response }) => response?.text ?? null),
    ).toEqual(['', null])
  })

  test('cells beside merged ones stay in their columns where the row has lost its last cell', () => {
    const { tree } = segmentDrawing(`${HEAD}
      1. | А | 1) перше | 2020 рік | відділ освіти | Виконано
      >> ^ | ^ | 2) забезпечення доступу громадськості до проектів | 2020 рік | відділ освіти | ~`)
    expect(
      tree.sections[0]?.items[0]?.measures.map(({ label, deadline, response }) => [
        label,
        deadline.text,
        response?.text ?? null,
      ]),
    ).toEqual([
      ['1)', '2020 рік', 'Виконано'],
      ['2)', '2020 рік', null],
    ])
  })

  test('soft hyphens in all words change nothing but the texts that hold them', () => {
    const drawing = `Звіт про виконання програми
      Розділ І. Збереження культурної спадщини |
      1. | Розвиток музейної справи | 1) проведення звірки | до 01.12.2016 | управління культури | Проведено
       | | 1) створення каталогу | протягом року | комунальні музеї області | Заплановано
      РОЗДІЛ ІІ. Підтримка народної творчості |
      1. | Проведення фестивалів | 1) проведення фестивалю | щороку | виконавчі комітети | Проведено
      Всього: | | | | |
      Начальник управління культури (підпис)`
    const hyphenated = drawing.replace(/(?<=\p{L}{3})(?=\p{L}{3})/gu, '\u00ad')
    const plain = segmentDrawing(drawing)
    const soft = segmentDrawing(hyphenated)
    const bare = (text: string) => text.replaceAll('\u00ad', '')
    expect(hyphenated).not.toBe(drawing)
    expect(outline(soft).map(bare)).toEqual(outline(plain))
    expect(outline(plain)).toHaveLength(7)
    const rest = ({ settlement }: typeof plain) =>
      settlement.unplaced.map(({ kind, text }) => [kind, bare(text)])
    expect(rest(soft)).toEqual(rest(plain))
    expect(soft.diagnostics.map(({ code }) => code)).toEqual(
      plain.diagnostics.map(({ code }) => code),
    )
  })

  test('headings, column numbers, totals and repeated sections are not measures', () => {
    const { tree, settlement } = segmentDrawing(`Додаток 1
      ЗВІТ
      про виконання програми
      ${HEAD}
      1 | 2 | 3 | 4 | 5 | 6
      I. Один |
      1. | А | 1) перший | 2020 рік | відділ | Виконано
      Всього: | | | | |
      ==
      ${HEAD}
      I. Один |
       | | 2) другий | 2020 рік | відділ | Виконано
      Начальник відділу (підпис)`)
    expect(tree.title?.text).toBe('ЗВІТ\nпро виконання програми')
    expect(tree.sections.map(({ id, items }) => [id, items.length])).toEqual([['I', 1]])
    expect(settlement.unplaced.map(({ kind }) => kind)).toEqual([
      'preamble',
      ...Array.from({ length: 6 }, () => 'column_heading'),
      ...Array.from({ length: 6 }, () => 'column_number'),
      'total_row',
      ...Array.from({ length: 6 }, () => 'column_heading'),
      'page_furniture',
      'signature',
    ])
  })

  test('a flat list becomes items with one measure each', () => {
    const lines = outline(
      segmentDrawing(`№ | Захід | Строк | Виконавці | Інформація про виконання
        1. | Перший | 2020 рік | відділ | Виконано
        2. | Другий | 2020 рік | відділ | Не виконано`),
    )
    expect(lines).toEqual([
      '0 []',
      '0.1 [1.]',
      '0.1 [] Перший | 2020 рік | відділ | Виконано',
      '0.2 [2.]',
      '0.2 [] Другий | 2020 рік | відділ | Не виконано',
    ])
  })

  test('columns without headings are told by what stands in them', () => {
    const segmented =
      segmentDrawing(`1. | Освіта | 1) проведення навчання | департамент освіти | 2020 рік | Проведено 3 заняття
       | | 2) забезпечення шкіл | департамент освіти | 2021 рік | Не належить до компетенції
      2. | Кадри | 1) створення реєстру | управління кадрів | постійно | Створено реєстр`)
    expect(outline(segmented)[2]).toBe(
      'I.1.1 [1)] проведення навчання | 2020 рік | департамент освіти | Проведено 3 заняття'.replace(
        'I.1.1',
        '0.1.1',
      ),
    )
    expect(segmented.diagnostics[0]?.code).toBe('COLUMNS_BY_CONTENT')
  })
})
