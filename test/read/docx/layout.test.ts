import { describe, expect, test } from 'vitest'
import type { Block } from '../../../src/model/document.ts'
import {
  abstractList,
  cell,
  level,
  list,
  numbered,
  paragraph,
  row,
  table,
} from '../../support/docx.ts'
import { read } from './read.ts'

/** Paragraphs as their text, tables as rows of cells of the same. */
function shape(blocks: readonly Block[]): unknown {
  return blocks.map((block) =>
    block.kind === 'paragraph'
      ? block.text
      : block.rows.map(({ cells }) => cells.map((one) => shape(one.blocks))),
  )
}

const inner = table(row(['а', 'б']), row(['в', 'г']))
const drawn = [
  [['а'], ['б']],
  [['в'], ['г']],
]

describe('a table in a table', () => {
  test.each<[string, string, unknown]>([
    [
      'of one cell stands in the flow',
      table(row([cell(paragraph('назва') + inner + paragraph('підпис'))])),
      ['назва', drawn, 'підпис'],
    ],
    [
      'between empty cells stands in the flow',
      table(row(['назва', '']), row(['', cell(inner + paragraph('')), ' '])),
      ['назва', drawn, ''],
    ],
    ['beside another stands in the flow', table(row([cell(inner), cell(inner)])), [drawn, drawn]],
    ['twice wrapped stands in the flow', table(row([cell(table(row([cell(inner)])))])), [drawn]],
    ['beside text stays in its cell', table(row(['захід', cell(inner)])), [[[['захід'], [drawn]]]]],
    [
      'in one row of a real table stays in its cell',
      table(row(['1', 'захід']), row(['', cell(inner)])),
      [
        [
          [['1'], ['захід']],
          [[''], [drawn]],
        ],
      ],
    ],
  ])('%s', (_, body, expected) => {
    const { blocks } = read({ body })
    // Cells of layout tables end with an empty paragraph of their own.
    expect(shape(blocks)).toEqual(expected)
  })
})

test('places in an unwrapped table point to where things stand in the file', () => {
  const { blocks } = read({ body: table(row([cell(paragraph('назва') + inner)])) })
  expect(blocks.map(({ place }) => place)).toEqual([
    { table: 0, row: 0, column: 0, paragraph: 0 },
    { table: 1 },
  ])
})

const spans = (body: string, numbering?: string) =>
  read(numbering === undefined ? { body } : { body, numbering }).blocks.map((block) =>
    block.kind === 'table'
      ? [
          block.columns,
          ...block.rows.map(({ cells }) => cells.map((one) => [one.row, one.column, one.rowSpan])),
        ]
      : null,
  )
const below = (text: string) => cell(text, '<w:vMerge/>')
const restart = (text: string) => cell(text, '<w:vMerge w:val="restart"/>')

describe('merged cells that have lost their beginning', () => {
  const lone = cell('x')
  test.each<[string, string, unknown]>([
    [
      'begin where text stands',
      table(row([below('а'), lone]), row([below(''), lone]), row([below('б'), lone])),
      [
        2,
        [
          [0, 0, 2],
          [0, 1, 1],
        ],
        [[1, 1, 1]],
        [
          [2, 0, 1],
          [2, 1, 1],
        ],
      ],
    ],
    [
      'begin where a number stands',
      table(row([below('а'), lone]), row([cell(paragraph('', numbered(1)), '<w:vMerge/>'), lone])),
      [
        2,
        [
          [0, 0, 1],
          [0, 1, 1],
        ],
        [
          [1, 0, 1],
          [1, 1, 1],
        ],
      ],
    ],
    [
      'are told from those that have one',
      table(row([restart('а'), lone]), row([below('б'), lone])),
      [
        2,
        [
          [0, 0, 2],
          [0, 1, 1],
        ],
        [[1, 1, 1]],
      ],
    ],
  ])('%s', (_, body, expected) => {
    const numbering = abstractList(0, level(0, 'decimal', '%1.')) + list(1, 0)
    expect(spans(body, numbering)).toEqual([expected])
  })
})

test('columns less than none before a row are none', () => {
  const body = table(row(['а', 'б'], '<w:gridBefore w:val="-3"/><w:gridAfter w:val="-5"/>'))
  expect(spans(body)).toEqual([
    [
      2,
      [
        [0, 0, 1],
        [0, 1, 1],
      ],
    ],
  ])
})

describe('empty cells without lines at the end of a row', () => {
  const lines = (value: string) =>
    `<w:tcBorders><w:top w:val="${value}"/><w:end w:val="${value}"/></w:tcBorders>`
  const lined = (text: string) => cell(text, lines('single'))
  const bare = (text: string) => cell(text, '<w:tcBorders></w:tcBorders>')
  const whole = row([lined('а'), lined('б'), lined('в')])
  const styled = (properties: string, ...rows: readonly string[]) =>
    table(...rows).replace('<w:tblPr/>', `<w:tblPr>${properties}</w:tblPr>`)
  test.each<[string, string, number]>([
    ['are none', table(whole, row([lined('а'), bare(''), cell('', lines('nil'))])), 1],
    ['with text are cells', table(whole, row([lined('а'), bare(''), bare('в')])), 3],
    ['are cells where nothing is said of lines', table(whole, row([lined('а'), '', ''])), 3],
    ['before others are cells', table(whole, row([bare(''), bare(''), lined('в')])), 3],
    ['of a row without lines are cells', table(whole, row([bare('а'), bare(''), bare('')])), 3],
    [
      'of a table with lines are cells',
      styled(
        '<w:tblBorders><w:insideV w:val="single"/></w:tblBorders>',
        whole,
        row([lined('а'), bare(''), bare('')]),
      ),
      3,
    ],
    [
      'of a table with a style are cells',
      styled('<w:tblStyle w:val="a"/>', whole, row([lined('а'), bare(''), bare('')])),
      3,
    ],
  ])('%s', (_, body, cells) => {
    const [first] = read({ body }).blocks
    if (first?.kind !== 'table') throw new Error('no table')
    expect(first.columns).toBe(3)
    expect(first.rows.map((one) => one.cells.length)).toEqual([3, cells])
  })
})
