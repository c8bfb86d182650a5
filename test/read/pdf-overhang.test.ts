import { expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../src/containers/limits.ts'
import type { Block, Document } from '../../src/model/document.ts'
import { readPdf } from '../../src/read/pdf/index.ts'
import { grid, pdf, stroke, write, writeLines } from '../support/pdf.ts'

/* Every character of these PDFs is 5 points wide. */

const XS = [50, 150, 300]
const YS = [800, 760, 700]

function read(content: string, size: readonly [number, number] = [595, 842]): Promise<Document> {
  return readPdf(pdf([{ content, size }]), DEFAULT_LIMITS)
}

function textOf(block: Block): string | string[][] {
  if (block.kind === 'paragraph') return block.text
  return block.rows.map((row) => row.cells.map((cell) => cell.blocks.map(textOf).join('¶')))
}

async function blocksOf(content: string, size?: readonly [number, number]): Promise<unknown[]> {
  return (await read(content, size)).blocks.map(textOf)
}

const head = write(55, 785, '1.') + write(155, 785, 'Стан')

test('words that stick out of a table on one of its lines stay in the last cell of the row', async () => {
  const response = [
    'Захід заплановано на другий квартал 2023',
    'року',
    'постійно оновлюється на сайті',
  ]
  const content = grid(XS, YS) + head + writeLines(155, 745, response)
  expect(await blocksOf(content)).toEqual([
    [
      ['1.', 'Стан'],
      ['', response.join('\n')],
    ],
  ])
})

test('a word that begins in a table is a word of it, one that a gap parts from its lines is none', async () => {
  const response = write(155, 745, 'Захід заплановано на другий')
  const beside = write(310, 745, 'збоку') + write(292, 738, 'нижче')
  const [table, ...others] = await blocksOf(grid(XS, YS) + head + response + beside)
  expect(table).toEqual([
    ['1.', 'Стан'],
    ['', 'Захід заплановано на другий\nнижче'],
  ])
  expect(others).toEqual(['збоку'])
})

test('words of a table that go on over the edge of the page are read, other words there told', async () => {
  const response = 'Захід заплановано на другий квартал 2023 року'
  const content = grid(XS, YS) + head + write(155, 745, response) + write(380, 500, 'поза краєм')
  const document = await read(content, [302, 842])
  expect(document.blocks.map(textOf)).toEqual([
    [
      ['1.', 'Стан'],
      ['', response],
    ],
  ])
  expect(document.asides.map(({ kind, paragraph }) => [kind, paragraph.text])).toEqual([
    ['hidden', 'поза краєм'],
  ])
})

test('lines written across an open last row are no row of the table', async () => {
  const sides = XS.map((x) => stroke(x, 100, x, 800)).join('')
  const rows = [800, 760, 700].map((y) => stroke(50, y, 300, y)).join('')
  const under = write(50, 660, 'Начальник управління') + write(220, 660, 'Підпис')
  const cells = head + write(155, 745, 'Виконано')
  expect(
    await blocksOf(sides + rows + cells + under + write(50, 640, 'Вик. Довгаль, тел. 33-44-55')),
  ).toEqual([
    [
      ['1.', 'Стан'],
      ['', 'Виконано'],
    ],
    'Начальник управління Підпис\nВик. Довгаль, тел. 33-44-55',
  ])
  const open = write(55, 690, '2.') + write(155, 690, 'Захід триває')
  expect(await blocksOf(sides + rows + cells + open)).toEqual([
    [
      ['1.', 'Стан'],
      ['', 'Виконано'],
      ['2.', 'Захід триває'],
    ],
  ])
})

test('signature lines under a table are no table', async () => {
  const lines = ['Начальник', 'Головний бухгалтер', 'Виконавець'].map(
    (post, index) =>
      write(50, 640 - 20 * index, post) +
      write(250, 640 - 20 * index, '____') +
      write(400, 640 - 20 * index, 'Прізвище'),
  )
  const [table, ...others] = await blocksOf(grid(XS, YS) + head + lines.join(''))
  expect(table).toEqual([
    ['1.', 'Стан'],
    ['', ''],
  ])
  expect(others.flatMap((text) => String(text).split('\n'))).toEqual([
    'Начальник ____ Прізвище',
    'Головний бухгалтер ____ Прізвище',
    'Виконавець ____ Прізвище',
  ])
})
