import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../../src/containers/limits.ts'
import type { Document } from '../../../src/model/document.ts'
import { readRtf } from '../../../src/read/rtf/index.ts'
import { expectWhole } from '../../oracles/whole.ts'
import { drawn, paragraphsOf, tablesOf } from '../../support/blocks.ts'
import { definedRow, paragraph, row, rtf } from '../../support/rtf.ts'

function read(body: string): Document {
  const bytes = rtf(body)
  const document = readRtf(bytes, DEFAULT_LIMITS)
  expectWhole(document, bytes)
  return document
}

const nested = (...cells: readonly string[]) => {
  const edges = cells.map((_, index) => `\\cellx${(index + 1) * 400}`).join('')
  const inside = cells.map((cell) => `${cell}\\nestcell `).join('')
  return `\\pard\\intbl\\itap2 ${inside}{\\*\\nesttableprops\\trowd${edges}\\nestrow}{\\nonesttables\\par }\\pard\\intbl\\itap1 `
}

type Rows = readonly (readonly string[])[]

describe('the cells of a table', () => {
  test.each<[string, string, number, Rows]>([
    [
      'side by side',
      row('а', 'б') + row('в', 'г'),
      2,
      [
        ['а@0,0', 'б@0,1'],
        ['в@1,0', 'г@1,1'],
      ],
    ],
    [
      'defined once for all rows',
      '\\trowd\\cellx1000\\cellx2000\\pard\\intbl а\\cell б\\cell\\row\\intbl в\\cell г\\cell\\row',
      2,
      [
        ['а@0,0', 'б@0,1'],
        ['в@1,0', 'г@1,1'],
      ],
    ],
    [
      'defined behind their text only',
      '\\pard\\intbl а\\cell б\\cell\\trowd\\cellx1000\\cellx2000\\row',
      2,
      [['а@0,0', 'б@0,1']],
    ],
    ['not defined at all', '\\pard\\intbl а\\cell б\\cell\\row', 2, [['а@0,0', 'б@0,1']]],
    [
      'over several columns',
      definedRow('\\cellx2000\\cellx3000', ['а', 'б']) + row('в', 'г', 'ґ'),
      3,
      [
        ['а@0,0+1,2', 'б@0,2'],
        ['в@1,0', 'г@1,1', 'ґ@1,2'],
      ],
    ],
    [
      'over several columns in the old way',
      definedRow('\\clmgf\\cellx1000\\clmrg\\cellx2000\\cellx3000', ['а', '', 'б']),
      3,
      [['а@0,0+1,2', 'б@0,2']],
    ],
    [
      'over several rows',
      definedRow('\\clvmgf\\cellx1000\\cellx2000', ['а', 'б']) +
        definedRow('\\clvmrg\\cellx1000\\cellx2000', ['', 'в']) +
        definedRow('\\clvmrg\\cellx1000\\cellx2000', ['г', 'ґ']),
      2,
      [['а/г@0,0+3,1', 'б@0,1'], ['в@1,1'], ['ґ@2,1']],
    ],
    [
      'going on from a cell of other columns',
      definedRow('\\clvmgf\\cellx1000\\cellx2000', ['а', 'б']) +
        definedRow('\\clvmrg\\cellx2000', ['в']),
      2,
      [['а@0,0', 'б@0,1'], ['в@1,0+1,2']],
    ],
    [
      'whose edges differ a little from row to row',
      definedRow('\\trleft-108\\cellx990\\cellx2000', ['а', 'б']) +
        definedRow('\\trleft0\\cellx1100\\cellx2010', ['в', 'г']) +
        definedRow('\\trleft-70\\cellx2005', ['ґ']),
      2,
      [['а@0,0', 'б@0,1'], ['в@1,0', 'г@1,1'], ['ґ@2,0+1,2']],
    ],
    [
      'narrow, but of one row',
      definedRow('\\cellx50\\cellx100\\cellx2000', ['а', 'б', 'в']),
      3,
      [['а@0,0', 'б@0,1', 'в@0,2']],
    ],
    [
      'with widths for edges',
      definedRow('\\cellx2000\\cellx500\\cellx3000', ['а', 'б', 'в']) +
        definedRow('\\cellx2000\\cellx500\\cellx3000', ['г', 'ґ', 'д']),
      3,
      [
        ['а@0,0', 'б@0,1', 'в@0,2'],
        ['г@1,0', 'ґ@1,1', 'д@1,2'],
      ],
    ],
    [
      'behind positions without a cell',
      row('а', 'б') + definedRow('\\trleft1000\\cellx2000', ['в']),
      2,
      [['а@0,0', 'б@0,1'], ['в@1,1']],
    ],
    [
      'more than their definition has',
      definedRow('\\cellx1000', ['а', 'б']) + paragraph('в'),
      2,
      [['а@0,0', 'б@0,1']],
    ],
    [
      'made up by LibreOffice, without lines',
      definedRow(
        '\\clbrdrt\\brdrs\\brdrw10\\cellx1000\\clbrdrt\\brdrs\\cellx2000\\clpadl10\\cellx3000',
        ['а', '', ''],
      ) + row('б', 'в', ''),
      3,
      [
        ['а@0,0', '@0,1'],
        ['б@1,0', 'в@1,1', '@1,2'],
      ],
    ],
    [
      'without its end',
      '\\trowd\\cellx1000\\cellx2000\\pard\\intbl а\\cell б\\row',
      2,
      [['а@0,0', 'б@0,1']],
    ],
    [
      'holding a table',
      `\\trowd\\cellx1000\\cellx2000\\pard\\intbl ${nested('а', 'б')}в\\cell г\\cell\\row`,
      2,
      [['а/б/в@0,0', 'г@0,1']],
    ],
    [
      'holding a table whose cells stand beside its definition',
      '\\trowd\\cellx1000\\cellx2000\\pard\\intbl{\\*\\nesttableprops\\trowd\\cellx500\\itap2 а\\par б\\nestcell\\nestrow}\\itap1 в\\cell г\\cell\\row',
      2,
      [['а/б/в@0,0', 'г@0,1']],
    ],
    [
      'holding a table that never says where its row ends',
      '\\trowd\\cellx1000\\cellx2000\\pard\\intbl\\itap2 а\\nestcell б\\nestcell\\itap1 в\\cell г\\cell\\row',
      2,
      [['а/б/в@0,0', 'г@0,1']],
    ],
  ])('%s', (_, body, columns, expected) => {
    const [first] = tablesOf(read(`${body}\\pard`).blocks)
    expect(first === undefined ? [] : drawn(first)).toEqual(expected)
    expect(first?.columns).toBe(columns)
    expect(first?.columnsKnown).toBe(true)
  })
})

test('places count tables in document order with nested ones, and paragraphs in their cell', () => {
  const document = read(
    paragraph('а') +
      `\\trowd\\cellx1000\\cellx2000\\pard\\intbl б\\cell в\\par ${nested('г')}ґ\\cell\\row` +
      paragraph('д') +
      row('е'),
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

test('what is told of a cell points to it', () => {
  const document = read(row('а', '{\\v б}в'))
  expect(document.diagnostics).toMatchObject([
    { code: 'READ_HIDDEN_TEXT', at: [{ table: 0, row: 0, column: 1, paragraph: 0 }] },
  ])
})

test('headings and rows at the top of a page are marked', () => {
  const heading = '\\trowd\\trhdr\\cellx1000\\pard\\intbl а\\cell\\row'
  const document = read(`\\pard\\page ${heading}${row('б')}${row('\\pagebb в')}\\pard`)
  const [first] = tablesOf(document.blocks)
  expect(first?.rows.map(({ isHeading }) => isHeading ?? false)).toEqual([true, false, false])
  expect(first?.rows.map(({ startsPage }) => startsPage ?? false)).toEqual([true, false, true])
})

test('a row with fewer cells is told, the missing one is not made up', () => {
  const document = read(row('а', 'б', 'в') + row('г', 'ґ') + paragraph('д'))
  expect(tablesOf(document.blocks)[0]?.rows[1]?.cells).toHaveLength(2)
  expect(document.diagnostics).toMatchObject([
    { code: 'READ_TABLE_RAGGED', at: [{ table: 0, row: 1 }] },
  ])
})

test('a table ends where Word says so, or where a paragraph stands between', () => {
  const last = '\\trowd\\lastrow\\cellx1000\\pard\\intbl а\\cell\\row'
  const document = read(last + row('б') + paragraph('в') + row('г') + row('ґ') + paragraph('д'))
  expect(document.blocks.map((block) => (block.kind === 'table' ? block.rows.length : 0))).toEqual([
    1, 1, 0, 2, 0,
  ])
})

test('a row without its end gives back the paragraphs behind it', () => {
  const document = read(`\\trowd\\cellx1000\\pard\\intbl а\\cell\\pard б\\par в\\par${row('г')}`)
  expect(document.blocks.map(({ kind }) => kind)).toEqual([
    'table',
    'paragraph',
    'paragraph',
    'table',
  ])
})

test('a row of nothing but hidden text is not drawn', () => {
  const hidden = '\\trowd\\cellx1000\\pard\\intbl{\\v б\\cell}\\row'
  const document = read(row('а') + hidden + row('в') + paragraph('г'))
  expect(tablesOf(document.blocks).map(drawn)).toEqual([[['а@0,0'], ['в@1,0']]])
  expect(document.asides).toMatchObject([{ kind: 'hidden', paragraph: { text: 'б' } }])
})

describe('a table over a limit is refused', () => {
  test.each([
    [
      'columns',
      definedRow(
        '',
        Array.from({ length: 300 }, () => 'а'),
      ),
      {},
    ],
    [
      'columns in all',
      row('а') +
        Array.from({ length: 300 }, (_, index) =>
          definedRow(`\\trleft${index * 300}\\cellx${index * 300 + 299}`, ['а']),
        ).join(''),
      {},
    ],
    ['rows', row('а') + row('б'), { rows: 1 }],
    ['cells', row('а', 'б', 'в'), { cells: 2 }],
    ['depth', '\\itap99999 а\\par', {}],
  ])('of %s', (_, body, limits) => {
    expect(() => readRtf(rtf(body), { ...DEFAULT_LIMITS, ...limits })).toThrow(
      expect.objectContaining({ code: 'LIMIT_EXCEEDED' }),
    )
  })
})
