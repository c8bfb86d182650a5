import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../../src/containers/limits.ts'
import type { Document } from '../../../src/model/document.ts'
import { readOdt } from '../../../src/read/odt/index.ts'
import { expectWhole } from '../../oracles/whole.ts'
import { drawn, paragraphsOf, tablesOf } from '../../support/blocks.ts'
import { processorTime } from '../../support/growth.ts'
import { cell, covered, odt, p, row, table } from '../../support/odt.ts'

const LINES =
  '<style:style style:name="Lined" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000"/></style:style>' +
  '<style:style style:name="Bare" style:family="table-cell"><style:table-cell-properties fo:border="none"/></style:style>'

function read(body: string): Document {
  const bytes = odt({ body, automatic: LINES })
  const document = readOdt(bytes, DEFAULT_LIMITS)
  expectWhole(document, bytes)
  return document
}

const wide = (count: number) => `table:number-columns-spanned="${count}"`
const tall = (count: number) => `table:number-rows-spanned="${count}"`
const repeat = (count: number) => `table:number-columns-repeated="${count}"`
const rows = (count: number) => `table:number-rows-repeated="${count}"`

describe('the cells of a table', () => {
  test.each<[string, string, number, readonly (readonly string[])[]]>([
    ['side by side', table(2, row(['а', 'б'])), 2, [['а@0,0', 'б@0,1']]],
    [
      'over several columns',
      table(3, row([cell('а', wide(2)), covered, 'б']), row(['в', 'г', 'ґ'])),
      3,
      [
        ['а@0,0+1,2', 'б@0,2'],
        ['в@1,0', 'г@1,1', 'ґ@1,2'],
      ],
    ],
    [
      'over several rows',
      table(2, row([cell('а', tall(2)), 'б']), row([covered, 'в']), row(['г', 'ґ'])),
      2,
      [['а@0,0+2,1', 'б@0,1'], ['в@1,1'], ['г@2,0', 'ґ@2,1']],
    ],
    [
      'over both, the covered positions left out by the program',
      table(3, row([cell('а', `${wide(2)} ${tall(2)}`), 'б']), row(['в'])),
      3,
      [['а@0,0+2,2', 'б@0,2'], ['в@1,2']],
    ],
    [
      'over more rows and columns than there are',
      table(2, row([cell('а', `${wide(9)} ${tall(9)}`), covered])),
      2,
      [['а@0,0+1,2']],
    ],
    [
      'repeated',
      table(3, row([cell('а', repeat(2)), 'б'], rows(2))),
      3,
      [
        ['а@0,0', 'а@0,1', 'б@0,2'],
        ['а@1,0', 'а@1,1', 'б@1,2'],
      ],
    ],
    [
      'covered positions repeated',
      table(4, row([cell('а', wide(3)), `<table:covered-table-cell ${repeat(2)}/>`, 'б'])),
      4,
      [['а@0,0+1,3', 'б@0,3']],
    ],
    [
      'in groups and heading rows',
      table(
        1,
        `<table:table-header-rows>${row(['а'])}</table:table-header-rows><table:table-row-group><table:table-rows>${row(['б'])}</table:table-rows></table:table-row-group>`,
      ),
      1,
      [['а@0,0'], ['б@1,0']],
    ],
    [
      'holding a table',
      table(2, row([cell(table(1, row(['а'])) + p('б')), 'в'])),
      2,
      [['а/б@0,0', 'в@0,1']],
    ],
    [
      'without the ones that an office program made up',
      table(
        3,
        row([
          cell('а', 'table:style-name="Lined"'),
          cell('', `table:style-name="Bare" ${repeat(2)}`),
        ]),
        row(['б', 'в', 'г']),
      ),
      3,
      [['а@0,0'], ['б@1,0', 'в@1,1', 'г@1,2']],
    ],
    [
      'all without lines',
      table(2, row([cell('а', 'table:style-name="Bare"'), cell('', 'table:style-name="Bare"')])),
      2,
      [['а@0,0', '@0,1']],
    ],
  ])('%s', (_, body, columns, expected) => {
    const [first] = tablesOf(read(body).blocks)
    expect(first?.columns).toBe(columns)
    expect(first === undefined ? [] : drawn(first)).toEqual(expected)
  })

  test('a deleted row takes no part in cells that span it', () => {
    const changes =
      '<text:tracked-changes><text:changed-region xml:id="d"><text:deletion/></text:changed-region></text:tracked-changes>'
    const gone = p('<text:change-start text:change-id="d"/>х<text:change-end text:change-id="d"/>')
    const body = table(
      2,
      row([cell('а', tall(3)), 'б']),
      row([covered, gone]),
      row([covered, 'в']),
      row(['г', 'ґ']),
    )
    const [first] = tablesOf(read(changes + body).blocks)
    expect(first === undefined ? [] : drawn(first)).toEqual([
      ['а@0,0+2,1', 'б@0,1'],
      ['в@1,1'],
      ['г@2,0', 'ґ@2,1'],
    ])
  })
})

test('headings and rows at the top of a page are marked', () => {
  const body = table(
    1,
    `<table:table-header-rows>${row(['а'])}</table:table-header-rows>${row(['б'])}<text:soft-page-break/>${row(['в'])}`,
  )
  const [first] = tablesOf(read(body).blocks)
  expect(first?.rows.map(({ isHeading }) => isHeading ?? false)).toEqual([true, false, false])
  expect(first?.rows.map(({ startsPage }) => startsPage ?? false)).toEqual([false, false, true])
})

test('a row with fewer cells is told, the missing one is not made up', () => {
  const document = read(table(3, row(['а', 'б', 'в']), row(['г', 'ґ'])))
  expect(tablesOf(document.blocks)[0]?.rows[1]?.cells).toHaveLength(2)
  expect(document.diagnostics).toMatchObject([
    { code: 'READ_TABLE_RAGGED', at: [{ table: 0, row: 1 }] },
  ])
})

test('places count tables in document order with nested ones, and paragraphs in their cell', () => {
  const document = read(
    p('а') + table(2, row(['б', cell(p('в') + table(1, row(['г'])) + p('ґ'))])) + p('д'),
  )
  expect(paragraphsOf(document.blocks).map(({ text, place }) => [text, place])).toEqual([
    ['а', { paragraph: 0 }],
    ['б', { table: 0, row: 0, column: 0, paragraph: 0 }],
    ['в', { table: 0, row: 0, column: 1, paragraph: 0 }],
    ['г', { table: 1, row: 0, column: 0, paragraph: 0 }],
    ['ґ', { table: 0, row: 0, column: 1, paragraph: 1 }],
    ['д', { paragraph: 1 }],
  ])
})

test('text between rows and cells is read behind the table', () => {
  const body = `<table:table>${p('а')}<table:table-row>${p('б')}${cell('в')}</table:table-row></table:table>`
  expect(paragraphsOf(read(body).blocks).map(({ text }) => text)).toEqual(['в', 'а', 'б'])
})

const nest = (depth: number): string =>
  depth === 0 ? p('а') : table(1, row([cell(nest(depth - 1), repeat(200))], rows(200)))

describe('a table over a limit is refused', () => {
  test.each<[string, string, object]>([
    ['columns', table(1, row([cell('а', repeat(1_000_000))])), {}],
    ['columns declared', table(999_999_999, row(['а'])), {}],
    ['columns spanned', `<table:table>${row([cell('а', wide(999_999_999))])}</table:table>`, {}],
    ['columns covered', table(1, row([`<table:covered-table-cell ${repeat(999_999_999)}/>`])), {}],
    ['rows', table(1, row(['а'], rows(999_999_999))), {}],
    [
      'rows with nothing in them',
      table(1, row([cell('<text:p/>', repeat(200))], rows(50_000))),
      {},
    ],
    ['cells', table(3, row(['а', 'б', 'в'])), { cells: 2 }],
    [
      'repeated elements',
      table(1, row([cell(p('<text:span/>'.repeat(1000)), repeat(200))], rows(200))),
      {},
    ],
    ['tables repeated in tables', nest(4), {}],
    ['characters', p('<text:s text:c="999999999"/>'), {}],
  ])('of %s', (_, body, limits) => {
    const bytes = odt({ body })
    const time = processorTime(() => {
      expect(() => readOdt(bytes, { ...DEFAULT_LIMITS, ...limits })).toThrow(
        expect.objectContaining({ code: 'LIMIT_EXCEEDED' }),
      )
    })
    expect(time).toBeLessThan(5000)
  })
})
