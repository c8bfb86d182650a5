import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../src/containers/limits.ts'
import type { Document, Table } from '../../src/model/document.ts'
import { readPdf } from '../../src/read/pdf/index.ts'
import { countCharacters } from '../../src/text/compose.ts'
import {
  fill,
  grid,
  pdf,
  stroke,
  type TestPage,
  write,
  writeLines,
  writeTurned,
} from '../support/pdf.ts'

const XS = [50, 150, 300, 500]
const YS = [800, 760, 700, 640]

function read(...pages: readonly TestPage[]): Promise<Document> {
  return readPdf(pdf(pages), DEFAULT_LIMITS)
}

function tablesOf(document: Document): Table[] {
  return document.blocks.filter((block) => block.kind === 'table')
}

/** Each cell as `column+columnSpan/rowSpan text`, spans only where they are more than one. */
function drawn(table: Table | undefined): string[][] {
  return (table?.rows ?? []).map((row) =>
    row.cells.map((cell) => {
      const span = cell.columnSpan > 1 ? `+${cell.columnSpan}` : ''
      const down = cell.rowSpan > 1 ? `/${cell.rowSpan}` : ''
      const texts = cell.blocks.map((block) => (block.kind === 'paragraph' ? block.text : 'TABLE'))
      return `${cell.column}${span}${down} ${texts.join('¶')}`.trimEnd()
    }),
  )
}

function textsOf(document: Document): string[] {
  const texts: string[] = []
  const visit = (block: Document['blocks'][number]): void => {
    if (block.kind === 'paragraph') texts.push(block.text)
    else for (const row of block.rows) for (const cell of row.cells) cell.blocks.forEach(visit)
  }
  document.blocks.forEach(visit)
  return [...texts, ...document.asides.map((aside) => aside.paragraph.text)]
}

function expectWhole(document: Document): void {
  const total = textsOf(document).reduce((sum, text) => sum + countCharacters(text), 0)
  expect(document.source).toBe(total)
}

const words =
  write(55, 785, '1.') +
  write(155, 785, 'Захід') +
  write(305, 785, 'Виконано') +
  write(55, 740, '2.') +
  writeLines(155, 740, ['Другий', 'захід']) +
  write(305, 740, '') +
  write(55, 680, '3.') +
  write(155, 680, 'Третій') +
  write(305, 680, 'Ні')
const CELLS = [
  ['0 1.', '1 Захід', '2 Виконано'],
  ['0 2.', '1 Другий\nзахід', '2'],
  ['0 3.', '1 Третій', '2 Ні'],
]

describe('ruled tables', () => {
  test('strokes', async () => {
    const document = await read({ content: grid(XS, YS) + words })
    expect(drawn(tablesOf(document)[0])).toEqual(CELLS)
    const [first] = tablesOf(document)
    expect(first?.place).toEqual({ page: 1, box: [50, 42, 500, 202] })
    expect(first?.rows[1]?.cells[1]?.place).toEqual({ page: 1, box: [150, 82, 300, 142] })
    expect(first?.rows[0]?.startsPage).toBe(true)
    expect(first?.rows[1]?.startsPage).toBeUndefined()
    expect(first).toMatchObject({ columns: 3, columnsKnown: true })
    expectWhole(document)
  })

  test('a thin rectangle for each edge of each cell, as Word draws', async () => {
    let content = ''
    for (const [column, x] of XS.entries())
      for (const [row, y] of YS.entries()) {
        const right = XS[column + 1]
        const below = YS[row + 1]
        if (right) content += fill(x + 0.48, y, right - x - 0.48, 0.48)
        if (below) content += fill(x, below + 0.48, 0.48, y - below - 0.48)
        content += fill(x, y, 0.48, 0.48)
      }
    expect(drawn(tablesOf(await read({ content: content + words }))[0])).toEqual(CELLS)
  })

  test('stroked rectangles, a filled background and a flipped matrix', async () => {
    const rectangles = XS.slice(1).flatMap((right, column) =>
      YS.slice(1).map((bottom, row) => {
        const [x = 0, top = 0] = [XS[column], YS[row]]
        return `${x * 10} ${(842 - top) * 10} ${(right - x) * 10} ${(top - bottom) * 10} re S\n`
      }),
    )
    const content = `0.9 g ${fill(50, 640, 450, 160)} 0 g q 0.1 0 0 -0.1 0 842 cm 5 w ${rectangles.join('')} Q ${words}`
    expect(drawn(tablesOf(await read({ content }))[0])).toEqual(CELLS)
  })

  test('dashes, drawn one by one', async () => {
    let content = words
    for (const x of XS) for (let y = 640; y < 800; y += 5) content += stroke(x, y, x, y + 3)
    for (const y of YS) for (let x = 50; x < 500; x += 5) content += stroke(x, y, x + 3, y)
    expect(drawn(tablesOf(await read({ content }))[0])).toEqual(CELLS)
  })

  test('no outer lines', async () => {
    const content = `${stroke(150, 640, 150, 800)}${stroke(300, 640, 300, 800)}${stroke(50, 760, 500, 760)}${stroke(50, 700, 500, 700)}`
    expect(drawn(tablesOf(await read({ content: content + words }))[0])).toEqual(CELLS)
  })

  test('lines in a form under a matrix', async () => {
    const form = { content: grid(XS, YS) + words, matrix: [0.5, 0, 0, 0.5, 20, 30] }
    const [table] = tablesOf(await read({ content: 'q 1 0 0 1 10 0 cm /X1 Do Q', form }))
    expect(drawn(table)).toEqual(CELLS)
    expect(table?.place.box).toEqual([55, 412, 280, 492])
  })

  test.each([
    [90, [40, 50, 202, 500]],
    [180, [95, 640, 545, 800]],
    [270, [640, 95, 800, 545]],
  ])('a page turned by %i', async (rotate) => {
    const turned = {
      90: [0, 1, -1, 0, 595, 0],
      180: [-1, 0, 0, -1, 595, 842],
      270: [0, -1, 1, 0, 0, 842],
    }[rotate] as number[]
    const size = rotate === 180 ? ([595, 842] as const) : ([842, 595] as const)
    const flipped =
      rotate === 180 ? turned : rotate === 90 ? [0, 1, -1, 0, 842, 0] : [0, -1, 1, 0, 0, 595]
    const content = `q ${flipped.join(' ')} cm ${grid(XS, YS)}${words} Q`
    const document = await read({ content, rotate, size })
    const [table] = tablesOf(document)
    expect(drawn(table)).toEqual(CELLS)
    expect(table?.place.box).toEqual([50, 42, 500, 202])
  })

  test('a crop box moves the origin; text outside it is hidden', async () => {
    const content = grid(XS, YS) + words + write(100, 20, 'Поза межами')
    const document = await read({ content, crop: [40, 100, 560, 820] })
    expect(tablesOf(document)[0]?.place.box).toEqual([10, 20, 460, 180])
    expect(document.asides).toMatchObject([{ kind: 'hidden', paragraph: { text: 'Поза межами' } }])
    expect(document.diagnostics.map(({ code }) => code)).toContain('READ_HIDDEN_TEXT')
    expectWhole(document)
  })
})

describe('spans', () => {
  test('cells merged down and across, and one that is missing', async () => {
    const content = [
      grid([50, 150], [800, 760]),
      stroke(50, 800, 500, 800),
      stroke(50, 760, 500, 760),
      stroke(150, 700, 500, 700),
      stroke(50, 640, 300, 640),
      stroke(50, 640, 50, 800),
      stroke(150, 640, 150, 760),
      stroke(300, 640, 300, 760),
      stroke(500, 700, 500, 800),
      write(55, 785, 'Г'),
      write(155, 785, 'Розділ'),
      write(55, 740, 'Пункт'),
      write(155, 740, 'один'),
      write(155, 680, 'два'),
    ].join('')
    expect(drawn(tablesOf(await read({ content }))[0])).toEqual([
      ['0 Г', '1+2 Розділ'],
      ['0/2 Пункт', '1 один', '2'],
      ['1 два'],
    ])
  })

  test('a table in a cell', async () => {
    const content = `${grid([50, 300, 500], [800, 640])}${grid([320, 400, 480], [780, 740, 700])}${write(55, 780, 'Зовні')}${write(330, 760, 'а')}${write(410, 720, 'б')}`
    const [outer, ...others] = tablesOf(await read({ content }))
    expect(others).toEqual([])
    expect(drawn(outer)).toEqual([['0 Зовні', '1 TABLE']])
    const [inner] = outer?.rows[0]?.cells[1]?.blocks ?? []
    expect(inner?.kind === 'table' && drawn(inner)).toEqual([
      ['0 а', '1'],
      ['0', '1 б'],
    ])
  })

  test('two tables side by side and a paragraph between tables', async () => {
    const content = `${grid([50, 150, 250], [800, 760])}${grid([300, 400, 500], [800, 760])}${write(50, 730, 'Між таблицями.')}${grid([50, 500], [700, 660, 620])}${write(55, 780, 'а')}${write(305, 780, 'б')}${write(55, 680, 'в')}`
    const document = await read({ content })
    expect(document.blocks.map((block) => block.kind)).toEqual([
      'table',
      'table',
      'paragraph',
      'table',
    ])
    expect(tablesOf(document).map(drawn)).toEqual([
      [['0 а', '1']],
      [['0 б', '1']],
      [['0 в'], ['0']],
    ])
  })

  test('a page of full-width rows has the columns of its neighbour', async () => {
    const document = await read(
      { content: grid(XS, YS) + words },
      { content: grid([50, 500], [800, 760]) + write(55, 780, 'Розділ') },
    )
    expect(tablesOf(document).map((table) => table.columns)).toEqual([3, 3])
    expect(drawn(tablesOf(document)[1])).toEqual([['0+3 Розділ']])
    expect(tablesOf(document)[1]?.rows[0]?.startsPage).toBe(true)
  })

  test('a row cut by the page stays two rows with the same columns', async () => {
    const next = [50, 150, 300, 500].map((x) => x + 8)
    const document = await read(
      { content: grid(XS, YS) + words },
      { content: grid(next, [800, 760, 700]) + write(163, 785, 'що триває') },
    )
    expect(drawn(tablesOf(document)[1])[0]).toEqual(['0', '1 що триває', '2'])
  })

  test('a frame around the page is no table', async () => {
    const content = grid([20, 575], [20, 822]) + grid(XS, YS) + words + write(50, 500, 'Після.')
    const document = await read({ content })
    expect(document.blocks.map((block) => block.kind)).toEqual(['table', 'paragraph'])
  })

  test('an underline over the whole width of a cell cuts nothing', async () => {
    const content = grid(XS, YS) + words + stroke(155, 738, 295, 738)
    expect(drawn(tablesOf(await read({ content }))[0])).toEqual(CELLS)
  })
})

describe('text in cells', () => {
  const one = (content: string) =>
    read({ content: grid([50, 300, 500], [800, 600]) + content }).then(
      (document) => drawn(tablesOf(document)[0])[0]?.[0],
    )

  test.each([
    ['a gap is a blank', write(55, 780, 'два') + write(73, 780, 'слова'), '0 два слова'],
    [
      'text objects that touch are one word',
      write(55, 780, 'сло') + write(70, 780, 'во'),
      '0 слово',
    ],
    [
      'words drawn out of order',
      write(90, 780, 'друге') + write(55, 780, 'перше'),
      '0 перше друге',
    ],
    [
      'a raised number stays in its line',
      write(55, 780, '5 м') + write(70, 784, '2', 6) + write(78, 780, 'площі'),
      '0 5 м2 площі',
    ],
    ['a hyphen at a line end stays', writeLines(55, 780, ['звер-', 'нення']), '0 звер-\nнення'],
    [
      'a wide gap between lines ends a paragraph',
      writeLines(55, 780, ['один', 'два']) + writeLines(55, 740, ['три', 'чотири']),
      '0 один\nдва¶три\nчотири',
    ],
    [
      'a negative size under a matrix that turns it back',
      writeTurned([-1, 0, 0, -1, 55, 780], 'назад', -10),
      '0 назад',
    ],
    ['letters spaced out', `q 4 Tc ${write(55, 780, 'РІННЯ')} Q`, '0 РІННЯ'],
    [
      'spaced letters keep the blanks of the file',
      write(55, 780, 'Р І Ш Е Н Н Я'),
      '0 Р І Ш Е Н Н Я',
    ],
  ])('%s', async (_, content, expected) => {
    expect(await one(content)).toBe(expected)
  })

  test('text turned upwards', async () => {
    const content =
      writeTurned([0, 1, -1, 0, 70, 620], 'знизу вгору') +
      writeTurned([0, 1, -1, 0, 84, 620], 'другий')
    expect(await one(content)).toBe('0 знизу вгору\nдругий')
  })
})

test('outside tables a line that was not wrapped ends its paragraph, unless lines are centred', async () => {
  const paragraphs = async (content: string) => textsOf(await read({ content }))
  const long = 'оновлення облікової картки та друк путівника по музеях усієї області'
  const title = 'Опис стоянок'
  expect(await paragraphs(writeLines(50, 700, [long, title, long, 'до кінця року']))).toEqual([
    `${long}\n${title}`,
    `${long}\nдо кінця року`,
  ])
  const centred = write(190, 700, title) + write(50, 688, long)
  expect(await paragraphs(centred)).toEqual([`${title}\n${long}`])
})

test.each([
  [
    'a number',
    '2. Музейна справа',
    ['Звіт про хід виконання заходів програми', '2. Музейна справа'],
  ],
  ['a Roman number', 'II. Музеї', ['Звіт про хід виконання заходів програми', 'II. Музеї']],
  ['none', 'за перше півріччя', ['Звіт про хід виконання заходів програми\nза перше півріччя']],
])('a centred title below another one, with %s', async (_, second, expected) => {
  const centred = (y: number, text: string) => write(222.5 - 2.5 * text.length, y, text)
  const content =
    centred(700, 'Звіт про хід виконання заходів програми') +
    centred(688, second) +
    write(50, 600, 'оновлення облікової картки та друк путівника по музеях усієї області.')
  expect(textsOf(await read({ content })).slice(0, -1)).toEqual(expected)
})
