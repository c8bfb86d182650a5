import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../src/containers/limits.ts'
import { parse } from '../../src/index.ts'
import type { Document, Table } from '../../src/model/document.ts'
import { readPdf } from '../../src/read/pdf/index.ts'
import { grid, pdf, stroke, type TestPage, write, writeLines } from '../support/pdf.ts'

/** What printers do with tables: cells that stand low, frames, stamps, columns on further pages. */

function read(...pages: readonly TestPage[]): Promise<Document> {
  return readPdf(pdf(pages), DEFAULT_LIMITS)
}

function tablesOf({ blocks }: Document): Table[] {
  return blocks.filter((block) => block.kind === 'table')
}

function texts(table: Table | undefined): string[][] {
  return (table?.rows ?? []).map(({ cells }) =>
    cells.map(({ blocks }) =>
      blocks.map((block) => (block.kind === 'paragraph' ? block.text : '')).join('¶'),
    ),
  )
}

const XS = [50, 90, 320]
const PITCH = 12
const ROWS = [
  ['1.', ['проведення навчань', 'для посадових осіб', 'та громадян'], ['Виконано']],
  ['2.', ['оприлюднення звітів'], ['Оприлюднено на сайті', 'управління у розділі', 'новин']],
  ['3.', ['перевірка', 'декларацій'], ['Не належить до', 'повноважень', 'управління']],
  ['4.', ['семінар для', 'вчителів', 'шкіл', 'області'], ['Захід проведено', 'у травні']],
  ['5.', ['огляд закладів'], ['Оглянуто', 'дев’ять', 'закладів']],
] as const

/** Rows below each other, the text of each cell at a share of what its row leaves free. */
function rowsAt(share: number): string {
  let y = 700
  return ROWS.map(([number, ...cells]) => {
    const lines = [[number], ...cells]
    const most = Math.max(...lines.map(({ length }) => length))
    const content = lines.map((cell, column) =>
      writeLines(XS[column] ?? 0, y - share * PITCH * (most - cell.length), cell),
    )
    y -= PITCH * most + 6
    return content.join('')
  }).join('')
}

const READ = ROWS.map(([number, measure, answer]) => [
  number,
  measure.join('\n'),
  answer.join('\n'),
])

describe('cells without lines', () => {
  test.each([
    ['top', 0],
    ['middle', 0.5],
    ['bottom', 1],
  ])('text stands at the %s of its row', async (_, share) => {
    expect(texts(tablesOf(await read({ content: rowsAt(share) }))[0])).toEqual(READ)
  })

  test('a number in the middle of several rows stands in the first of them', async () => {
    const pair = (y: number, number: string, name: string) =>
      write(50, y - 27, number) +
      writeLines(90, y, [`1) проведення ${name}`, 'для посадових осіб', 'та громадян']) +
      write(320, y - 12, 'Виконано') +
      write(420, y - 12, 'Відділ освіти') +
      writeLines(90, y - 42, [`2) огляд ${name}`, 'у школах']) +
      write(320, y - 48, 'Проведено') +
      write(420, y - 48, 'Відділ доріг')
    const content =
      pair(700, '1.', 'навчань') + pair(628, '2.', 'занять') + pair(556, '3.', 'семінарів')
    const [table] = tablesOf(await read({ content }))
    expect(texts(table).slice(2, 4)).toEqual([
      ['2.', '1) проведення занять\nдля посадових осіб\nта громадян', 'Виконано', 'Відділ освіти'],
      ['', '2) огляд занять\nу школах', 'Проведено', 'Відділ доріг'],
    ])
  })

  test('text that fills its column leaves hardly a blank before the next', async () => {
    const full = 'перевірка декларацій керівників шкіл громадам'
    const content =
      rowsAt(0) +
      write(50, 478, '6.') +
      writeLines(90, 478, ['огляд', full]) +
      writeLines(320, 478, ['оглянуто', 'дев’ять'])
    const [table] = tablesOf(await read({ content }))
    expect(texts(table).at(-1)).toEqual(['6.', `огляд\n${full}`, 'оглянуто\nдев’ять'])
  })
})

test.each([
  ['an outer box', [40, 500]],
  ['a box and upright lines', [40, 80, 310, 500]],
])('rows within %s are told by their text', async (_, xs) => {
  const content = rowsAt(0) + grid(xs, [720, 470])
  expect(texts(tablesOf(await read({ content }))[0])).toEqual(READ)
})

test('a stamp over the corner of a table is no part of it', async () => {
  const cells = [10, 200, 390, 560]
  const rows = [700, 600, 500, 400, 300, 200, 100].flatMap((y) =>
    cells.slice(1).map((_, column) => write((cells[column] ?? 0) + 4, y - 14, `текст ${y}`)),
  )
  const mark = write(424, 84, 'Підписано КЕП Петренко', 6) + write(424, 74, 'Сертифікат 58E2D9', 6)
  const content = rows.join('') + grid(cells, [710, 610, 510, 410, 310, 210, 110, 84])
  const document = await read({ content: content + grid([420, 585], [60, 112]) + mark })
  const [table] = tablesOf(document)
  expect(table?.columns).toBe(3)
  expect(texts(table)[0]).toEqual(['текст 700', 'текст 700', 'текст 700'])
  expect(
    document.asides
      .filter(({ kind }) => kind === 'page_furniture')
      .map((one) => one.paragraph.text),
  ).toEqual(['Підписано КЕП Петренко', 'Сертифікат 58E2D9'])
})

test('columns that a spreadsheet prints on a further page stand beside the others', async () => {
  const ys = [700, 680, 640, 610, 560]
  const part = (xs: readonly number[], words: readonly string[]) =>
    grid(xs, ys) +
    ys
      .slice(0, -1)
      .flatMap((y, row) =>
        words.map((word, column) => write((xs[column] ?? 0) + 4, y - 14, `${word}${row}`)),
      )
      .join('')
  const document = await read(
    { content: part([50, 100, 400], ['а', 'б']) },
    { content: part([50, 300, 350, 520], ['в', 'г', 'ґ']) },
  )
  const [table, ...others] = tablesOf(document)
  expect(others).toEqual([])
  expect(texts(table)[2]).toEqual(['а2', 'б2', 'в2', 'г2', 'ґ2'])
  expect(table?.rows[2]?.cells.map(({ place }) => place.page)).toEqual([1, 1, 2, 2, 2])
})

test('rows of equal heights on two pages are no columns of one', async () => {
  const ys = [700, 680, 660, 640, 620]
  const page = (xs: readonly number[]) => ({
    content:
      grid(xs, ys) +
      ys
        .slice(1)
        .map((y) => write(60, y + 4, `рядок ${y}`))
        .join(''),
  })
  expect(tablesOf(await read(page([50, 200, 400]), page([50, 250, 300, 400])))).toHaveLength(2)
})

test('a row of which some cells were left above the cut is one row', async () => {
  const xs = [20, 60, 250, 350, 460, 580]
  const heads = ['№ з/п', 'Найменування заходу', 'Строк виконання', 'Виконавці', 'Стан виконання']
  const line = (y: number, cells: readonly string[]) =>
    cells.map((cell, column) => write((xs[column] ?? 0) + 3, y - 14, cell, 7)).join('')
  const upper =
    grid(xs, [700, 680, 660, 640]) +
    line(700, heads) +
    line(680, [
      '1.',
      'Проведення навчань для посадових осіб',
      '2021 рік',
      'Відділ освіти',
      'Виконано.',
    ]) +
    line(660, ['2.', '', 'щокварталу', '', ''])
  const lower =
    grid(xs, [800, 780, 760, 740]) +
    line(800, heads) +
    line(780, ['', 'Обстеження доріг на території громади', '', 'Відділ доріг', 'Не виконано.']) +
    line(760, ['3.', 'Оприлюднення звітів на сайті', 'постійно', 'Відділ преси', 'Оприлюднено.'])
  const report = await parse(pdf([{ content: upper }, { content: lower }]), { name: 'cut.pdf' })
  const measures = report.sections.flatMap(({ items }) =>
    items.flatMap((item) => item.measures.map((one) => ({ ...one, item: item.label }))),
  )
  expect(
    measures.map(({ item, text, deadline, response }) => [
      item,
      text,
      deadline.text,
      response.text,
    ]),
  ).toEqual([
    ['1.', 'Проведення навчань для посадових осіб', '2021 рік', 'Виконано.'],
    ['2.', 'Обстеження доріг на території громади', 'щокварталу', 'Не виконано.'],
    ['3.', 'Оприлюднення звітів на сайті', 'постійно', 'Оприлюднено.'],
  ])
  expect(report.diagnostics.map(({ code }) => code)).toContain('ROW_JOINED')
  expect(report.coverage.source).toBe(report.coverage.characters)
})

test('a spreadsheet draws no side where the paper cuts a merged cell', async () => {
  const ys = [700, 680, 660, 640]
  const lines =
    ys.map((y) => stroke(50, y, 400, y)).join('') +
    stroke(50, 640, 50, 700) +
    [200, 400].map((x) => stroke(x, 680, x, 700) + stroke(x, 640, x, 660)).join('')
  const content = lines + write(54, 686, 'а') + write(204, 686, 'б') + write(54, 666, 'Розділ І')
  const [table] = tablesOf(await read({ content: content + write(54, 646, 'в') }))
  expect(texts(table)).toEqual([['а', 'б'], ['Розділ І'], ['в', '']])
})
