import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../src/containers/limits.ts'
import type { Document } from '../../src/model/document.ts'
import { readDocx } from '../../src/read/docx/index.ts'
import { expectWhole } from '../oracles/whole.ts'
import { drawn, paragraphsOf, tablesOf } from '../support/blocks.ts'
import { cell, docx, paragraph, row, run, table } from '../support/docx.ts'

function read(body: string): Document {
  const bytes = docx({ body })
  const document = readDocx(bytes, DEFAULT_LIMITS)
  expectWhole(document, bytes)
  return document
}

const span = (count: number) => `<w:gridSpan w:val="${count}"/>`
const begin = '<w:vMerge w:val="restart"/>'
const goOn = '<w:vMerge/>'
const control = (inside: string) => `<w:sdt><w:sdtContent>${inside}</w:sdtContent></w:sdt>`

describe('the cells of a table', () => {
  test.each<[string, string, number, readonly (readonly string[])[]]>([
    [
      'side by side',
      table(row(['а', 'б']), row(['в', 'г'])),
      2,
      [
        ['а@0,0', 'б@0,1'],
        ['в@1,0', 'г@1,1'],
      ],
    ],
    [
      'over several columns',
      table(row([cell('а', span(2)), 'б']), row(['в', 'г', 'ґ'])),
      3,
      [
        ['а@0,0+1,2', 'б@0,2'],
        ['в@1,0', 'г@1,1', 'ґ@1,2'],
      ],
    ],
    [
      'over several rows',
      table(
        row([cell('а', begin), 'б']),
        row([cell('', goOn), 'в']),
        row([cell('', goOn), 'г']),
        row(['ґ', 'д']),
      ),
      2,
      [['а@0,0+3,1', 'б@0,1'], ['в@1,1'], ['г@2,1'], ['ґ@3,0', 'д@3,1']],
    ],
    [
      'over rows, with text below that is not drawn',
      table(row([cell('а', begin), 'б']), row([cell('в', goOn), 'г'])),
      2,
      [['а/в@0,0+2,1', 'б@0,1'], ['г@1,1']],
    ],
    [
      'over rows and columns',
      table(row([cell('а', span(2) + begin), 'б']), row([cell('', span(2) + goOn), 'в'])),
      3,
      [['а@0,0+2,2', 'б@0,2'], ['в@1,2']],
    ],
    [
      'going on from nothing',
      table(row([cell('', goOn), 'а']), row([cell('', goOn), 'б'])),
      2,
      [['@0,0+2,1', 'а@0,1'], ['б@1,1']],
    ],
    [
      'going on from a cell of other columns',
      table(row([cell('а', begin), 'б']), row([cell('в', span(2) + goOn)])),
      2,
      [['а@0,0', 'б@0,1'], ['в@1,0+1,2']],
    ],
    [
      'beginning two merges in one column',
      table(row([cell('а', begin)]), row([cell('б', begin)]), row([cell('', goOn)])),
      1,
      [['а@0,0'], ['б@1,0+2,1'], []],
    ],
    [
      'merged in the old way',
      table(row([cell('а', '<w:hMerge w:val="restart"/>'), cell('б', '<w:hMerge/>'), 'в'])),
      3,
      [['а/б@0,0+1,2', 'в@0,2']],
    ],
    [
      'behind positions without a cell',
      table(row(['а'], '<w:gridBefore w:val="2"/>'), row(['б', 'в', 'г'])),
      3,
      [['а@0,2'], ['б@1,0', 'в@1,1', 'г@1,2']],
    ],
    [
      'before positions without a cell',
      table(row(['а'], '<w:gridAfter w:val="2"/>')),
      3,
      [['а@0,0']],
    ],
    ['in wrappers', table(control(row([control(cell('а')), 'б']))), 2, [['а@0,0', 'б@0,1']]],
    [
      'deleted and inserted',
      table(row([cell('а', '<w:cellDel w:id="1"/>'), cell('б', '<w:cellIns w:id="2"/>'), 'в'])),
      2,
      [['б@0,0', 'в@0,1']],
    ],
    [
      'in rows deleted and inserted',
      table(row(['а'], '<w:del w:id="1"/>'), row(['б'], '<w:ins w:id="2"/>')),
      1,
      [['б@0,0']],
    ],
    [
      'holding a table',
      table(row([cell(table(row(['а', 'б'])) + paragraph('в')), 'г'])),
      2,
      [['а/б/в@0,0', 'г@0,1']],
    ],
  ])('%s', (_, body, columns, expected) => {
    const [first] = tablesOf(read(body).blocks)
    expect(first?.columns).toBe(columns)
    expect(first === undefined ? [] : drawn(first)).toEqual(expected)
    expect(first?.columnsKnown).toBe(true)
  })
})

test('places count tables in document order with nested ones, and paragraphs in their cell', () => {
  const document = read(
    paragraph('а') +
      table(row(['б', cell(paragraph('в') + table(row(['г'])) + paragraph('ґ'))])) +
      paragraph('д') +
      table(row(['е'])),
  )
  expect(paragraphsOf(document.blocks).map(({ text, place }) => [text, place])).toEqual([
    ['а', { paragraph: 0 }],
    ['б', { table: 0, row: 0, column: 0, paragraph: 0 }],
    ['в', { table: 0, row: 0, column: 1, paragraph: 0 }],
    ['г', { table: 1, row: 0, column: 0, paragraph: 0 }],
    ['ґ', { table: 0, row: 0, column: 1, paragraph: 1 }],
    ['д', { paragraph: 1 }],
    ['е', { table: 2, row: 0, column: 0, paragraph: 0 }],
  ])
  const [first] = tablesOf(document.blocks)
  expect(first?.place).toEqual({ table: 0 })
  expect(first?.rows[0]?.place).toEqual({ table: 0, row: 0 })
  expect(first?.rows[0]?.cells[1]?.place).toEqual({ table: 0, row: 0, column: 1 })
})

test('text below the top of a merged cell points to where it stands', () => {
  const document = read(table(row([cell('а', begin)]), row([cell('б', goOn)])))
  expect(paragraphsOf(document.blocks).map(({ place }) => place.row)).toEqual([0, 1])
})

test('headings and rows at the top of a page are marked', () => {
  const rendered = paragraph('<w:r><w:lastRenderedPageBreak/><w:t>в</w:t></w:r>')
  const document = read(
    paragraph('<w:r><w:br w:type="page"/></w:r>') +
      table(
        row(['а'], '<w:tblHeader/>'),
        row(['б'], '<w:tblHeader w:val="0"/>'),
        row([cell(rendered)]),
      ),
  )
  const [first] = tablesOf(document.blocks)
  expect(first?.rows.map(({ isHeading }) => isHeading ?? false)).toEqual([true, false, false])
  expect(first?.rows.map(({ startsPage }) => startsPage ?? false)).toEqual([true, false, true])
})

test('a row with fewer cells is told, the missing one is not made up', () => {
  const document = read(table(row(['а', 'б', 'в']), row(['г', 'ґ'])))
  expect(tablesOf(document.blocks)[0]?.rows[1]?.cells).toHaveLength(2)
  expect(document.diagnostics).toMatchObject([
    { code: 'READ_TABLE_RAGGED', at: [{ table: 0, row: 1 }] },
  ])
})

test('text between rows and cells is read behind the table', () => {
  const document = read(
    `<w:tbl>${paragraph('а')}<w:tr>${paragraph('б')}${cell('в')}</w:tr></w:tbl>${run('г')}`,
  )
  expect(paragraphsOf(document.blocks).map(({ text }) => text)).toEqual(['в', 'а', 'б', 'г'])
})

test('a table of nothing but deleted rows is gone', () => {
  const document = read(table(row(['а'], '<w:del w:id="1"/>')) + paragraph('б'))
  expect(document.blocks.map(({ kind }) => kind)).toEqual(['paragraph'])
})

describe('a table over a limit is refused', () => {
  test.each([
    ['columns', table(row([cell('а', span(1_000_000))])), {}],
    ['columns in all', table(row(['а'], '<w:gridAfter w:val="999999"/>')), {}],
    ['columns before', table(row(['а'], '<w:gridBefore w:val="999999"/>')), {}],
    ['rows', table(row(['а']), row(['б'])), { rows: 1 }],
    ['cells', table(row(['а', 'б', 'в'])), { cells: 2 }],
  ])('of %s', (_, body, limits) => {
    expect(() => readDocx(docx({ body }), { ...DEFAULT_LIMITS, ...limits })).toThrow(
      expect.objectContaining({ code: 'LIMIT_EXCEEDED' }),
    )
  })
})
