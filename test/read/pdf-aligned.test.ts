import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../src/containers/limits.ts'
import type { Document, Table } from '../../src/model/document.ts'
import { readPdf } from '../../src/read/pdf/index.ts'
import { pdf, stroke, type TestPage, write, writeLines } from '../support/pdf.ts'

function read(...pages: readonly TestPage[]): Promise<Document> {
  return readPdf(pdf(pages), DEFAULT_LIMITS)
}

function tableOf(document: Document, index = 0): Table | undefined {
  return document.blocks.filter((block) => block.kind === 'table')[index]
}

function texts(table: Table | undefined): string[][] {
  return (table?.rows ?? []).map((row) =>
    row.cells.map((cell) =>
      cell.blocks.map((block) => (block.kind === 'paragraph' ? block.text : '')).join('¶'),
    ),
  )
}

const row = (y: number, number: string, measure: readonly string[], answer: readonly string[]) =>
  write(50, y, number) + writeLines(90, y, measure) + writeLines(320, y, answer)

const first =
  row(700, '1.', ['проведення навчань', 'для посадових осіб'], ['Виконано']) +
  row(670, '2.', ['оприлюднення звітів'], ['Оприлюднено на сайті', 'управління']) +
  write(50, 646, 'Розділ другий. Запобігання ризикам у роботі установи') +
  row(622, '3.', ['перевірка', 'декларацій'], ['Не належить до', 'повноважень']) +
  row(592, '4.', ['семінар'], [''])
const ROWS = [
  ['1.', 'проведення навчань\nдля посадових осіб', 'Виконано'],
  ['2.', 'оприлюднення звітів', 'Оприлюднено на сайті\nуправління'],
  ['Розділ другий. Запобігання ризикам у роботі установи'],
  ['3.', 'перевірка\nдекларацій', 'Не належить до\nповноважень'],
  ['4.', 'семінар', ''],
]

describe('tables without lines', () => {
  test('columns by white stripes, rows by gaps, a heading over all columns', async () => {
    const document = await read({ content: write(50, 780, 'ЗВІТ про виконання') + first })
    expect(texts(tableOf(document))).toEqual(ROWS)
    expect(tableOf(document)?.rows[2]?.cells[0]?.columnSpan).toBe(3)
    expect(document.blocks.map((block) => block.kind)).toEqual(['paragraph', 'table'])
  })

  test('a large one is told, the head of a letter is not', async () => {
    const told = async (content: string) =>
      (await read({ content })).diagnostics.map(({ code, at }) => [code, at[0]?.page])
    expect(await told(write(50, 780, 'ЗВІТ про виконання') + first)).toEqual([
      ['READ_COLUMNS_BY_BLANKS', 1],
    ])
    expect(
      await told(row(700, '1.', ['один'], ['два']) + row(676, '2.', ['три'], ['п’ять'])),
    ).toEqual([])
  })

  test('rows without gaps begin where a number stands or a column has text again', async () => {
    const content =
      row(700, '1.', ['один', 'два'], ['три']) +
      row(676, '2.', ['чотири'], ['п’ять', 'шість']) +
      row(652, '', ['сім', 'вісім'], ['дев’ять']) +
      row(628, '3.', ['десять'], ['нуль'])
    expect(texts(tableOf(await read({ content })))).toEqual([
      ['1.', 'один\nдва', 'три'],
      ['2.', 'чотири', 'п’ять\nшість'],
      ['', 'сім\nвісім', 'дев’ять'],
      ['3.', 'десять', 'нуль'],
    ])
  })

  const long = ['відкриття класів у', 'школах усієї області']
  const done = ['не належить до повноважень', 'управління освіти області']
  const short = ['ремонт']

  test('numbers in a column begin rows where most of them are told to, also between full cells', async () => {
    const content =
      row(700, '1.', ['1) проведення занять', 'у школах області'], ['Виконано']) +
      row(676, '', ['2) семінар', 'для осіб'], ['Проведено']) +
      row(652, '', ['3) звіт', 'на сайті'], done) +
      row(628, '', ['4) огляд закладів', 'освіти області'], done) +
      row(604, '2.', long, ['Виконано']) +
      row(580, '3.', short, ['Виконано']) +
      row(556, '4.', short, ['Виконано'])
    expect(texts(tableOf(await read({ content }))).map(([, measure]) => measure)).toEqual([
      '1) проведення занять\nу школах області',
      '2) семінар\nдля осіб',
      '3) звіт\nна сайті',
      '4) огляд закладів\nосвіти області',
      long.join('\n'),
      ...short,
      ...short,
    ])
  })

  test('a list inside a cell begins no rows', async () => {
    const content =
      row(
        700,
        '1.',
        ['проведення занять:', '1) у школах;', '2) у гуртках;', '3) у таборах'],
        [...done, ...done],
      ) +
      row(652, '2.', long, done) +
      row(628, '3.', short, ['Виконано'])
    expect(texts(tableOf(await read({ content }))).map(([label]) => label)).toEqual([
      '1.',
      '2.',
      '3.',
    ])
  })

  test('lines between rows part them, also inside equal gaps', async () => {
    const content =
      row(700, '1.', ['один', 'два', 'три'], ['а', 'б', 'в']) +
      stroke(50, 672, 400, 672) +
      row(664, '2.', ['чотири', 'п’ять'], ['г', 'ґ']) +
      stroke(50, 648, 400, 648) +
      row(640, '3.', ['шість'], ['д'])
    expect(texts(tableOf(await read({ content })))).toEqual([
      ['1.', 'один\nдва\nтри', 'а\nб\nв'],
      ['2.', 'чотири\nп’ять', 'г\nґ'],
      ['3.', 'шість', 'д'],
    ])
  })

  test('the columns of the second page are those of the first', async () => {
    const second =
      row(800, '', ['що триває', 'тут'], ['так']) + row(770, '5.', ['далі'], ['ні', 'ні'])
    const document = await read(
      { content: first },
      { content: second + row(740, '6.', ['кінець'], ['так']) + row(716, '7.', ['усе'], ['ні']) },
    )
    expect(texts(tableOf(document, 1))).toEqual([
      ['', 'що триває\nтут', 'так'],
      ['5.', 'далі', 'ні\nні'],
      ['6.', 'кінець', 'так'],
      ['7.', 'усе', 'ні'],
    ])
  })

  test('prose is no table', async () => {
    const prose = [
      'На виконання розпорядження голови обласної державної адміністрації',
      'управління інформує про таке. Протягом року проведено дев’ять нарад',
      'за участю представників громад, а також оприлюднено три звіти про',
      'стан виконання програми. Скарг на дії посадових осіб не надходило.',
    ]
    const document = await read({ content: writeLines(50, 700, prose) })
    expect(document.blocks).toMatchObject([{ kind: 'paragraph', text: prose.join('\n') }])
  })

  test('a signature is no table', async () => {
    const content = write(50, 700, 'Директор') + write(400, 700, 'Іван ПРИКЛАД')
    const document = await read({ content })
    expect(document.blocks).toMatchObject([{ kind: 'paragraph', text: 'Директор Іван ПРИКЛАД' }])
  })

  test('a last row whose first column is wrapped once more', async () => {
    const wrapped = (y: number, measure: string, answer: string) =>
      writeLines(50, y, [measure, 'осіб']) + write(200, y, answer) + write(350, y, 'строк')
    const content =
      wrapped(700, 'навчання', 'так') + wrapped(660, 'звіт', 'ні') + wrapped(620, 'семінар', 'так')
    const document = await read({ content: `${content}${write(50, 570, 'Начальник')}` })
    expect(texts(tableOf(document)).at(-1)).toEqual(['семінар\nосіб', 'так', 'строк'])
    expect(document.blocks.at(-1)).toMatchObject({ kind: 'paragraph', text: 'Начальник' })
  })

  test('a row that goes on to a page of its own', async () => {
    const last = row(780, '5.', ['нагляд', 'за роботою'], ['Виконано'])
    const signature = write(48, 740, 'Начальник') + write(250, 740, 'Олена ПЕТРЕНКО')
    const document = await read({ content: first }, { content: last + signature })
    expect(texts(tableOf(document, 1))).toEqual([['5.', 'нагляд\nза роботою', 'Виконано']])
    expect(tableOf(document, 1)?.columns).toBe(3)
    expect(document.blocks.at(-1)).toMatchObject({ text: 'Начальник Олена ПЕТРЕНКО' })
  })

  test('a signature on a page of its own is no row', async () => {
    const signature =
      write(48, 740, 'Начальник') + write(250, 740, 'Олена') + write(400, 740, 'ПЕТ')
    const document = await read({ content: first }, { content: signature })
    expect(tableOf(document, 1)).toBeUndefined()
  })

  test('a sparse column, rows without gaps and without numbers', async () => {
    const line = (y: number, ...cells: readonly string[]) =>
      cells
        .map((text, column) => (text ? write([50, 120, 220, 300][column] ?? 0, y, text) : ''))
        .join('')
    const content =
      line(700, 'Назва', 'Строк', 'Хто', 'Стан') +
      line(688, 'ярмарок', 'грудень', 'відділ', 'так') +
      line(676, 'семінар', '', 'рада', 'ні') +
      line(664, 'нарада', '', 'рада', '') +
      line(652, 'і збори', '', '', '') +
      line(640, 'огляд', 'травень', 'відділ', 'так')
    const rows = texts(tableOf(await read({ content })))
    expect(rows.at(-1)).toEqual(['огляд', 'травень', 'відділ', 'так'])
    expect(rows.every((cells) => cells.length === 4)).toBe(true)
  })

  test('a heading that is repeated on every page is no running head', async () => {
    const heading = write(50, 812, '№') + write(90, 812, 'Захід') + write(320, 812, 'Стан')
    const page = (number: string) => ({
      content:
        heading +
        row(798, number, ['навчання', 'осіб'], ['так', 'цілком']) +
        row(772, `${number}1.`, ['звіт', 'року'], ['ні', 'поки']),
    })
    const document = await read(page('1.'), page('2.'), page('3.'))
    expect([0, 1, 2].map((index) => texts(tableOf(document, index))[0])).toEqual([
      ['№', 'Захід', 'Стан'],
      ['№', 'Захід', 'Стан'],
      ['№', 'Захід', 'Стан'],
    ])
    expect(document.asides).toEqual([])
  })

  test('a cell goes on where no line is drawn below it', async () => {
    const content =
      row(700, '1.', ['навчання', 'осіб'], ['так']) +
      stroke(90, 682, 400, 682) +
      row(672, '', ['звіт', 'року'], ['ні']) +
      stroke(50, 654, 400, 654) +
      row(644, '2.', ['семінар', 'ради'], ['так']) +
      stroke(50, 626, 400, 626) +
      row(616, '3.', ['огляд', 'шкіл'], ['ні'])
    const table = tableOf(await read({ content }))
    expect(table?.rows[0]?.cells.map(({ rowSpan }) => rowSpan)).toEqual([2, 1, 1])
    expect(table?.rows[1]?.cells.map(({ column }) => column)).toEqual([1, 2])
  })

  test('a merged cell keeps the text that goes on beside the rows below', async () => {
    const bodies = ['Управління', 'екології та', 'ресурсів', 'області,', 'басейнове', 'управління']
    const content =
      [
        ['1) розчищення', 'русел річок'],
        ['2) винесення', 'меж смуг'],
        ['3) прибирання', 'берегів'],
      ]
        .map((measure, index) => {
          const y = 700 - 32.5 * index
          return writeLines(50, y, measure) + writeLines(320, y, ['Виконано у', 'травні'])
        })
        .join('') + bodies.map((line, index) => write(180, 700 - 12 * index, line)).join('')
    expect(texts(tableOf(await read({ content })))).toEqual([
      ['1) розчищення\nрусел річок', bodies.join('\n'), 'Виконано у\nтравні'],
      ['2) винесення\nмеж смуг', '', 'Виконано у\nтравні'],
      ['3) прибирання\nберегів', '', 'Виконано у\nтравні'],
    ])
  })
})
