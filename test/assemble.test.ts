import { describe, expect, test } from 'vitest'
import { parse } from '../src/index.ts'
import { cell, docx, paragraph, row, run, table } from './support/docx.ts'

const rowOf = (...texts: readonly string[]) => row(texts.map((text) => cell(paragraph(run(text)))))

test('«те саме» means the row above, however often it stands', async () => {
  const bodies = ['Департамент освіти', 'те саме', 'Управління культури', 'те саме']
  const heading = rowOf('№ з/п', 'Заходи', 'Строк виконання', 'Виконавці', 'Стан виконання')
  const rows = bodies.map((body, index) =>
    rowOf(`${index + 1}.`, `Провести нараду № ${index + 7}`, '2024 рік', body, 'Проведено.'),
  )
  const report = await parse(docx({ body: table(heading, ...rows) }), {
    name: 'звіт.docx',
    respondent: 'Департамент освіти',
  })
  const measures = report.sections.flatMap(({ items }) => items.flatMap((item) => item.measures))
  expect(measures.map(({ executors }) => executors.respondent)).toEqual([
    'named',
    'named',
    'none',
    'none',
  ])
})

test('a column for the status that says something else asks for a look', async () => {
  const heading = rowOf('№ з/п', 'Заходи', 'Строк', 'Виконавці', 'Статус', 'Стан виконання')
  const answers = [
    ['виконано', 'Проведено 2 наради.'],
    ['виконано', 'Заплановано на IV квартал.'],
    ['виконано', ''],
    ['в роботі', 'Придбано 2 із 5 комплектів.'],
    ['100 %', 'Не виконано через відсутність коштів.'],
  ]
  const rows = answers.map(([status = '', answer = ''], index) =>
    rowOf(`${index + 1}.`, `Провести нараду № ${index + 7}`, '2024 рік', 'відділ', status, answer),
  )
  const report = await parse(docx({ body: table(heading, ...rows) }), { name: 'звіт.docx' })
  const told = report.diagnostics.filter(({ code }) => code === 'STATUS_DIFFERS')
  expect(told.map(({ at }) => at[0]?.row)).toEqual([2, 3])
  const measures = report.sections.flatMap(({ items }) => items.flatMap((item) => item.measures))
  expect(measures[1]?.response.needsReview).toBe(true)
  expect(measures[2]?.response).toMatchObject({ status: 'blank', needsReview: true })
})

test('marks under «Виконано» and «Не виконано» are a status', async () => {
  const heading = rowOf(
    '№ з/п',
    'Заходи',
    'Строк',
    'Виконавці',
    'Виконано',
    'Не виконано',
    'Стан виконання',
  )
  const rows = [
    ['+', '', 'Стенди оновлено.'],
    ['', '+', 'Не передано через ремонт.'],
    ['+', '', ''],
    ['+', '', 'Не проведено через відсутність коштів.'],
  ].map((cells, index) =>
    rowOf(`${index + 1}.`, `Провести нараду № ${index + 7}`, '2024 рік', 'відділ', ...cells),
  )
  const report = await parse(docx({ body: table(heading, ...rows) }), { name: 'звіт.docx' })
  const told = report.diagnostics.filter(({ code }) => code === 'STATUS_DIFFERS')
  expect(told.map(({ at }) => at[0]?.row)).toEqual([3, 4])
})

describe('an answer may stand where nobody reads', () => {
  const heading = rowOf('№ з/п', 'Заходи', 'Строк', 'Виконавці', 'Стан виконання')
  const comment = cell(paragraph('<w:r><w:commentReference w:id="0"/></w:r>'))
  const rowWith = (number: string, last: string) =>
    row([
      ...[`${number}.`, `Провести нараду № ${number}`, '2024 рік', 'відділ'].map((text) =>
        cell(paragraph(run(text))),
      ),
      last,
    ])
  const written = (text: string) => cell(paragraph(run(text)))

  test('in a comment', async () => {
    const body = table(heading, rowWith('1', written('Проведено.')), rowWith('2', comment))
    const report = await parse(docx({ body }), { name: 'звіт.docx' })
    const told = report.diagnostics.filter(({ code }) => code === 'RESPONSE_ELSEWHERE')
    expect(told.map(({ at }) => at[0]?.row)).toEqual([2])
    expect(report.reasons).toContain('RESPONSES_NEED_REVIEW')
  })

  test.each([
    ['in colours, where no measure has an answer', '', true],
    ['not where one has', 'Проведено.', false],
  ])('%s', async (_, answer, isTold) => {
    const rows = ['1', '2', '3'].map((number) =>
      rowWith(number, written(number === '1' ? answer : '')),
    )
    const report = await parse(docx({ body: table(heading, ...rows) }), { name: 'звіт.docx' })
    const codes = report.diagnostics.map(({ code }) => code)
    expect(codes.includes('RESPONSE_ELSEWHERE')).toBe(isTold)
  })
})

test('an answer in a row with crossed out text needs review', async () => {
  const cells = ['1.', 'Провести нараду', '2024 рік', 'відділ']
  const struck = row([
    ...cells.map((text) => cell(paragraph(run(text)))),
    cell(paragraph(run('Проведено.', '<w:strike/>'))),
  ])
  const heading = rowOf('№ з/п', 'Заходи', 'Строк', 'Виконавці', 'Стан виконання')
  const other = rowOf('2.', 'Провести семінар', '2024 рік', 'відділ', 'Проведено.')
  const report = await parse(docx({ body: table(heading, struck, other) }), { name: 'звіт.docx' })
  const measures = report.sections.flatMap(({ items }) => items.flatMap((item) => item.measures))
  expect(measures.map(({ response }) => response.needsReview)).toEqual([true, false])
  expect(report.grade).toBe('review')
})

test.each([
  ['below the table', 'Стан', 'Умовні позначення: В – виконано; НВ – не виконано; ЧВ – частково'],
  ['in the heading', 'Стан виконання (В – виконано, НВ – не виконано, ЧВ – частково)', 'Начальник'],
])('short answers mean what a legend says %s', async (_, column, line) => {
  const heading = rowOf('№ з/п', 'Заходи', 'Строк', 'Виконавці', column)
  const rows = ['В', 'НВ', 'В', 'ЧВ'].map((answer, index) =>
    rowOf(`${index + 1}.`, `Провести нараду № ${index + 7}`, '2024 рік', 'відділ', answer),
  )
  const body = table(heading, ...rows) + paragraph(run(line))
  const report = await parse(docx({ body }), { name: 'звіт.docx' })
  const responses = report.sections
    .flatMap(({ items }) => items.flatMap((item) => item.measures))
    .map(({ response }) => [response.text, response.detail, response.evidence[0]?.end])
  expect(responses).toEqual([
    ['В', 'stated', 1],
    ['НВ', 'not_done', 2],
    ['В', 'stated', 1],
    ['ЧВ', 'partial', 2],
  ])
})

test('ticks, «так» and «ні» answer what the heading of their column asks', async () => {
  const heading = (...columns: readonly string[]) =>
    rowOf('№ з/п', 'Заходи', 'Строк', 'Виконавці', ...columns)
  const rowFor = (index: number, ...answers: readonly string[]) =>
    rowOf(`${index + 1}.`, `Провести нараду № ${index + 7}`, '2024 рік', 'відділ', ...answers)
  const details = async (...rows: readonly string[]) => {
    const report = await parse(docx({ body: table(...rows) }), { name: 'звіт.docx' })
    return report.sections
      .flatMap(({ items }) => items.flatMap((item) => item.measures))
      .map(({ response }) => response.detail)
  }
  const asked = ['Так', 'ні', '', 'Перенесено на 2025 рік'].map((answer, index) =>
    rowFor(index, answer),
  )
  expect(await details(heading('Виконано (так/ні)'), ...asked)).toEqual([
    'stated',
    'not_done',
    'empty',
    'not_done',
  ])
  const ticked = [rowFor(0, '+', ''), rowFor(1, '', '+'), rowFor(2, '+', '')]
  expect(await details(heading('Виконано', 'Не виконано'), ...ticked)).toEqual([
    'stated',
    'not_done',
    'stated',
  ])
  expect(await details(heading('Стан виконання'), rowFor(0, 'Так'))).toEqual(['unclear'])
})

describe('responses of one report together', () => {
  const read = async (answers: readonly string[]) => {
    const heading = rowOf('№ з/п', 'Заходи', 'Строк виконання', 'Виконавці', 'Стан виконання')
    const rows = Array.from({ length: 30 }, (_, index) =>
      rowOf(
        `${index + 1}.`,
        `Провести нараду № ${index + 7}`,
        '2024 рік',
        'відділ освіти',
        answers[index % answers.length] ?? '',
      ),
    )
    return parse(docx({ body: table(heading, ...rows) }), { name: 'звіт.docx' })
  }
  const isTold = ({ diagnostics }: Awaited<ReturnType<typeof read>>) =>
    diagnostics.some(({ code }) => code === 'RESPONSES_UNFAMILIAR')

  test('that are unlike those learnt are told, and more of them need a look', async () => {
    const strange = ['Лускало ніби торік', 'Пальне плюс чотири по колу', 'Голова каже: рано ще', '']
    const alone = await read(['Проведено 2 наради.'])
    const report = await read([...strange, 'Проведено 2 наради.'])
    expect(isTold(report)).toBe(true)
    expect(report.counts.needsReview).toBeGreaterThanOrEqual(14)
    expect(isTold(alone)).toBe(false)
    expect(alone.counts.needsReview).toBe(0)
  })
})
