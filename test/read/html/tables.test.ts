import { describe, expect, test } from 'vitest'
import { charactersOf, paragraphsOf, tablesOf } from '../../support/blocks.ts'
import { asides, codes, drawn, lines, readPage } from '../../support/html.ts'

function firstTable(body: string) {
  const document = readPage(body)
  expect(document.source).toBe(charactersOf(document))
  const [table] = tablesOf(document.blocks)
  if (table === undefined) throw new Error('no table')
  return table
}

describe('the cells of a table', () => {
  test.each<[string, string, number, readonly (readonly string[])[]]>([
    [
      'without end tags',
      '<table><tr><td>а<td>б<tr><td>в<td><p>г<p>ґ</table>',
      2,
      [
        ['а@0,0', 'б@0,1'],
        ['в@1,0', 'г/ґ@1,1'],
      ],
    ],
    [
      'over rows and columns',
      '<table><tr><td rowspan=2>а<td colspan=2>б<tr><td>в<td>г</table>',
      3,
      [
        ['а@0,0+2,1', 'б@0,1+1,2'],
        ['в@1,1', 'г@1,2'],
      ],
    ],
    [
      'over more rows than there are',
      '<table><tr><td rowspan=9>а<td>б<tr><td>в</table>',
      2,
      [['а@0,0+2,1', 'б@0,1'], ['в@1,1']],
    ],
    [
      'over far more columns than others have',
      '<table><tr><td colspan=1000>а<tr><td>б<td>в</table>',
      2,
      [['а@0,0+1,2'], ['б@1,0', 'в@1,1']],
    ],
    [
      'that would overlap',
      '<table><tr><td>а<td rowspan=2>б<tr><td colspan=2>в</table>',
      2,
      [['а@0,0', 'б@0,1+2,1'], ['в@1,0']],
    ],
    [
      'with spans that are no numbers',
      '<table><tr><td colspan=x rowspan=-3>а<td colspan=0>б</table>',
      2,
      [['а@0,0', 'б@0,1']],
    ],
    [
      'with foot before body',
      '<table><thead><tr><th>а</thead><tfoot><tr><td>в</tfoot><tbody><tr><td>б</table>',
      1,
      [['а@0,0'], ['б@1,0'], ['в@2,0']],
    ],
    [
      'beside hidden ones',
      '<table><tr><td>а<td style="display:none">б<td>в<tr hidden><td>г<td>ґ<tr><td>д<td>е</table>',
      2,
      [
        ['а@0,0', 'в@0,1'],
        ['д@1,0', 'е@1,1'],
      ],
    ],
    [
      'beside a place that Word fills',
      "<table><tr><td style='mso-cell-special:placeholder'><p>&nbsp;</p><td>а<tr><td>б<td>в<tr height=0><td></td><td></td></table>",
      2,
      [['а@0,1'], ['б@1,0', 'в@1,1']],
    ],
    [
      'below a row of nothing but places that Word fills',
      "<table><tr><td style='mso-cell-special:placeholder'><p>&nbsp;</p><tr><td>а<td>б</table>",
      2,
      [['а@0,0', 'б@0,1']],
    ],
    [
      'beside one from above, some of them missing',
      '<table><tr><td>а<td>б<td rowspan=2>в<tr><td>г</table>',
      3,
      [['а@0,0', 'б@0,1', 'в@0,2+2,1'], ['г@1,0']],
    ],
  ])('%s', (_, body, columns, expected) => {
    const table = firstTable(body)
    expect(drawn(table)).toEqual(expected)
    expect(table.columns).toBe(columns)
  })
})

test('a row with fewer cells is told, the missing one is not made up', () => {
  const document = readPage('<table><tr><td>а<td>б<tr><td>в</table>')
  expect(document.diagnostics).toMatchObject([
    { code: 'READ_TABLE_RAGGED', at: [{ table: 0, row: 1 }] },
  ])
})

test('a row of nothing but hidden text has its height', () => {
  const document = readPage('<table><tr><td>а<tr><td><span hidden>б</span></table>')
  expect(tablesOf(document.blocks).map(drawn)).toEqual([[['а@0,0'], ['@1,0']]])
  expect(asides(document)).toEqual(['hidden: б'])
})

test('a table in a cell stays there where the table around it is no layout', () => {
  const document = readPage('<table><tr><td><table><tr><td>а<td>б</table><tr><td>в</table>')
  expect(document.blocks.map(({ kind }) => kind)).toEqual(['table'])
})

test('heading rows are those of the head, unless all are', () => {
  const { rows } = firstTable('<table><thead><tr><th>а</thead><tbody><tr><td>б</table>')
  expect(rows.map(({ isHeading }) => isHeading ?? false)).toEqual([true, false])
  expect(firstTable('<table><thead><tr><td>а</thead></table>').rows[0]?.isHeading).toBeUndefined()
})

test('places count tables in document order with nested ones', () => {
  const document = readPage(
    '<p>а</p><table><tr><td>б<td>в<table><tr><td>г<td>ґ</table><p>д</table><p>е</p>',
  )
  expect(paragraphsOf(document.blocks).map(({ text, place }) => [text, place])).toEqual([
    ['а', { paragraph: 0 }],
    ['б', { table: 0, row: 0, column: 0, paragraph: 0 }],
    ['в', { table: 0, row: 0, column: 1, paragraph: 0 }],
    ['г', { table: 1, row: 0, column: 0, paragraph: 0 }],
    ['ґ', { table: 1, row: 0, column: 1, paragraph: 0 }],
    ['д', { table: 0, row: 0, column: 1, paragraph: 1 }],
    ['е', { paragraph: 1 }],
  ])
})

test('text between rows stands before the table, a caption too', () => {
  const document = readPage('<table>а<caption>б</caption><tr>в<td>г<template>ґ</template></table>')
  expect(lines(document)).toEqual(['ав', 'б', 'г'])
  expect(asides(document)).toEqual(['hidden: ґ'])
})

test('a layout table gives its cells to the flow', () => {
  const rows = '<tr><td>1.<td>захід про щось<td>виконано'.repeat(3)
  const document = readPage(
    `<table><tr><td>а</td><td><table>${rows}</table></td><td>б</td></tr></table>`,
  )
  expect(document.blocks.map(({ kind }) => kind)).toEqual(['paragraph', 'table', 'paragraph'])
})

test('a page that begins before a table begins before its first row', () => {
  const document = readPage(
    "<p>а</p><br clear=all style='page-break-before:always'><table><tr><td>б<tr><td><p style='page-break-before:always'>в</table>",
  )
  const [table] = tablesOf(document.blocks)
  expect(table?.rows.map(({ startsPage }) => startsPage ?? false)).toEqual([true, true])
  expect(codes(document)).toEqual([])
})

test('the number of a note takes no page from the text behind it', () => {
  const document = readPage(
    "<p>а</p><br style='page-break-before:always'><div id=ftn1><span style='mso-list:Ignore'>1.</span></div><p>б</p>",
  )
  expect(paragraphsOf(document.blocks).map(({ startsPage }) => startsPage ?? false)).toEqual([
    false,
    true,
  ])
})

test.each<[string, string, readonly string[]]>([
  ['whose table is not ended is told', '<table><tr><td>а<td>б', ['READ_END_MISSING']],
  [
    'whose inner table alone is ended is told',
    '<table><tr><td><table><tr><td>а</table>',
    ['READ_END_MISSING'],
  ],
  ['that ends behind its table is not', '<table><tr><td>а<td>б</table><p>в', []],
])('a page %s', (_, body, told) => {
  expect(codes(readPage(body))).toEqual(told)
})
