import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS, type Limits } from '../../../src/containers/limits.ts'
import type { Cell, Document, Table } from '../../../src/model/document.ts'
import { readDoc } from '../../../src/read/doc/index.ts'
import { expectWhole } from '../../oracles/whole.ts'
import { paragraphsOf, tablesOf } from '../../support/blocks.ts'
import {
  cell,
  DELETED,
  doc,
  HIDDEN,
  inTable,
  paragraph,
  row,
  rowEnd,
  run,
  sprm,
  type TestDoc,
  type TestParagraph,
  tableDefinition,
} from '../../support/doc.ts'

const RESTART = 0x60
const CONTINUE = 0x20

function read(document: TestDoc, limits: Limits = DEFAULT_LIMITS): Document {
  const bytes = doc(document)
  const result = readDoc(bytes, limits)
  expectWhole(result, bytes)
  return result
}

function readTable(body: readonly TestParagraph[]): Table {
  const [table, ...others] = tablesOf(read({ body }).blocks)
  expect(others).toEqual([])
  if (table === undefined) throw new Error('no table was read')
  return table
}

const textOf = ({ blocks }: Cell) =>
  paragraphsOf(blocks)
    .map(({ text }) => text)
    .join('|')
/** Row, column, height, width and text of each cell. */
const cellsOf = (table: Table) =>
  table.rows.flatMap(({ cells }) =>
    cells.map((one) => [one.row, one.column, one.rowSpan, one.columnSpan, textOf(one)]),
  )
const codes = ({ diagnostics }: Document) => diagnostics.map(({ code }) => code)

test('cells stand where their edges are, nearly equal edges being one', () => {
  const table = readTable([
    ...row(['а', 'б', 'в'], [0, 1000, 2000, 3000]),
    ...row(['г', 'ґ'], [-8, 1010, 3003]),
    ...row(['д'], [1000, 2000]),
  ])
  expect(table).toMatchObject({ columns: 3, columnsKnown: true, place: { table: 0 } })
  expect(cellsOf(table)).toEqual([
    [0, 0, 1, 1, 'а'],
    [0, 1, 1, 1, 'б'],
    [0, 2, 1, 1, 'в'],
    [1, 0, 1, 1, 'г'],
    [1, 1, 1, 2, 'ґ'],
    [2, 1, 1, 1, 'д'],
  ])
  expect(table.rows[1]?.cells[1]?.place).toEqual({ table: 0, row: 1, column: 1 })
})

test('cells narrower than what edges may differ by keep columns of their own', () => {
  expect(cellsOf(readTable(row(['а', 'б', 'в'], [0, 10, 10, 1000])))).toEqual([
    [0, 0, 1, 1, 'а'],
    [0, 1, 1, 1, 'б'],
    [0, 2, 1, 1, 'в'],
  ])
})

describe('cells are merged', () => {
  test('downwards, by their definition', () => {
    const table = readTable([
      ...row(['а', 'б'], [0, 1000, 2000], [RESTART, 0]),
      ...row(['', 'в'], [0, 1000, 2000], [CONTINUE, 0]),
      ...row(['г', 'ґ'], [0, 1000, 2000], [RESTART, 0]),
    ])
    expect(cellsOf(table)).toEqual([
      [0, 0, 2, 1, 'а'],
      [0, 1, 1, 1, 'б'],
      [1, 1, 1, 1, 'в'],
      [2, 0, 1, 1, 'г'],
      [2, 1, 1, 1, 'ґ'],
    ])
  })

  test('downwards, by a property of their own', () => {
    const end = (flag: number) => rowEnd([0, 1000], [], { more: sprm(0xd62b, 2, 0, flag) })
    expect(cellsOf(readTable([cell('а'), end(3), cell(''), end(1)]))).toEqual([[0, 0, 2, 1, 'а']])
  })

  test('only where the cell above has the same columns', () => {
    const table = readTable([
      ...row(['а', 'б'], [0, 1000, 2000], [RESTART, 0]),
      ...row(['в'], [0, 2000], [CONTINUE]),
    ])
    expect(cellsOf(table)).toEqual([
      [0, 0, 1, 1, 'а'],
      [0, 1, 1, 1, 'б'],
      [1, 0, 1, 2, 'в'],
    ])
  })

  test('and keep what stands in the ones below', () => {
    const table = readTable([
      ...row(['а'], [0, 1000], [RESTART]),
      ...row(['б'], [0, 1000], [CONTINUE]),
    ])
    expect(cellsOf(table)).toEqual([[0, 0, 2, 1, 'а|б']])
  })

  test.each([
    ['as Word 97 marks it', [1, 2, 2, 0], [3, 1]],
    ['as the specification says', [2, 1, 1, 0], [3, 1]],
    ['two sets side by side', [1, 2, 1, 2], [2, 2]],
  ])('sideways, %s', (_, flags, widths) => {
    const table = readTable(row(['а', 'б', 'в', 'г'], undefined, flags))
    expect(table.rows[0]?.cells.map(({ columnSpan }) => columnSpan)).toEqual(widths)
    expect(paragraphsOf([table]).map(({ text }) => text)).toEqual(['а', 'б', 'в', 'г'])
  })

  test.each([
    ['merged', [sprm(0x5624, 0, 2)], [2, 1]],
    ['merged and parted', [sprm(0x5624, 0, 2), sprm(0x5625, 0, 2)], [1, 1, 1]],
  ])('sideways, by changes of the row: %s', (_, changes, widths) => {
    const end = rowEnd([0, 1000, 2000, 3000], [], { more: Buffer.concat(changes) })
    const table = readTable([cell('а'), cell('б'), cell('в'), end])
    expect(table.rows[0]?.cells.map(({ columnSpan }) => columnSpan)).toEqual(widths)
  })
})

test.each<[string, Buffer, readonly number[]]>([
  ['inserts', sprm(0x7621, 1, 1, 0xe8, 3), [0, 1000, 2000]],
  ['inserts behind the last of', sprm(0x7621, 2, 1, 0xe8, 3), [0, 1000, 2000]],
  ['deletes', sprm(0x5622, 1, 2), [0, 1000, 7000, 8000, 9000]],
  ['sets the width of', sprm(0x7623, 0, 2, 0xe8, 3), [0, 200, 300, 1300]],
])('a change of the row that %s cells is followed', (_, change, edges) => {
  const body = [
    ...row(['а', 'б', 'в'], [0, 1000, 2000, 3000]),
    ...['г', 'ґ', 'д'].map((text) => cell(text)),
    rowEnd(edges, [], { more: change }),
  ]
  const table = readTable(body)
  expect(table.columns).toBe(3)
  expect(cellsOf(table).map(([, column]) => column)).toEqual([0, 1, 2, 0, 1, 2])
})

test('a row whose definition is too long for its page is found in the data stream', () => {
  const texts = Array.from({ length: 60 }, (_, index) => `${index + 1}`)
  const edges = texts.map((_, index) => index * 100)
  const definition = tableDefinition(
    [...edges, 6000],
    texts.map(() => 0),
  )
  const data = Buffer.alloc(16 + definition.length)
  data.writeUInt16LE(definition.length, 14)
  definition.copy(data, 16)
  const format = Buffer.concat([
    sprm(0x646b, 14, 0, 0, 0),
    sprm(0x2416, 1),
    sprm(0x2417, 1),
    // What old programs read instead.
    sprm(0x7621, 0, 60, 100, 0),
  ])
  const end = paragraph('', { mark: '\u0007', format })
  const document = read({ body: [...texts.map((text) => cell(text)), end], data })
  expect(tablesOf(document.blocks)).toMatchObject([{ columns: 60, columnsKnown: true }])
  expect(codes(document)).toEqual([])
})

test('tables stand in cells of tables', () => {
  const document = read({
    body: [
      inTable('перед'),
      cell('а', 2),
      cell('б', 2),
      rowEnd([0, 500, 1000], [], { depth: 2 }),
      cell('в', 2),
      rowEnd([0, 1000], [], { depth: 2 }),
      cell('після'),
      cell('поруч'),
      rowEnd([0, 1000, 2000]),
      paragraph('кінець'),
    ],
  })
  const [outer] = tablesOf(document.blocks)
  expect(outer?.rows[0]?.cells.map(textOf)).toEqual(['перед|а|б|в|після', 'поруч'])
  const inner = outer?.rows[0]?.cells[0]?.blocks.find((block) => block.kind === 'table')
  expect(inner).toMatchObject({ columns: 2, place: { table: 1 } })
  expect(inner?.kind === 'table' ? cellsOf(inner) : null).toEqual([
    [0, 0, 1, 1, 'а'],
    [0, 1, 1, 1, 'б'],
    [1, 0, 1, 2, 'в'],
  ])
  expect(document.blocks.at(-1)).toMatchObject({ text: 'кінець', place: { paragraph: 0 } })
})

test('Word 97 says only that a paragraph stands in a table', () => {
  const format = sprm(0x2416, 1)
  const end = Buffer.concat([format, sprm(0x2417, 1), tableDefinition([0, 1000], [0])])
  const body = [
    paragraph('а', { mark: '\u0007', format }),
    paragraph('', { mark: '\u0007', format: end }),
  ]
  expect(cellsOf(readTable(body))).toEqual([[0, 0, 1, 1, 'а']])
})

test('a row that is repeated on each page is a heading', () => {
  const table = readTable([
    cell('а'),
    rowEnd([0, 1000], [], { more: sprm(0x3404, 1) }),
    ...row(['б']),
  ])
  expect(table.rows.map(({ isHeading }) => isHeading)).toEqual([true, undefined])
})

test('a row with other cells than it defines is told, and loses none', () => {
  const document = read({
    body: [
      ...row(['а', 'б', 'в'], [0, 1000, 2000]),
      ...row(['г'], [0, 1000, 2000]),
      cell('без кінця'),
    ],
  })
  const [table] = tablesOf(document.blocks)
  expect(table === undefined ? null : cellsOf(table)).toEqual([
    [0, 0, 1, 1, 'а'],
    [0, 1, 1, 1, 'б'],
    [0, 2, 1, 1, 'в'],
    [1, 0, 1, 1, 'г'],
    [2, 0, 1, 1, 'без кінця'],
  ])
  expect(
    document.diagnostics.flatMap(({ code, at }) => [code, at.map(({ row: at }) => at)]),
  ).toEqual(['READ_TABLE_RAGGED', [0], 'READ_TABLE_RAGGED', [1], 'READ_TABLE_RAGGED', [2]])
})

test('empty cells without lines at the end of a lined row were made up to fill it', () => {
  const definition = tableDefinition([0, 1000, 2000, 3000], [0, 0, 0])
  // The borders of the first cell.
  definition.fill(1, 2 + 2 + 1 + 8 + 4, 2 + 2 + 1 + 8 + 20)
  const format = Buffer.concat([sprm(0x2416, 1), sprm(0x2417, 1), definition])
  const end = paragraph('', { mark: '\u0007', format })
  const table = readTable([
    ...[cell('а'), cell(''), cell(''), end],
    ...[cell('б'), cell('в'), cell(''), end],
    ...row(['г', '', '']),
  ])
  expect(table.rows.map(({ cells }) => cells.length)).toEqual([1, 2, 3])
})

test('text before the mark of a row is not lost', () => {
  const end = rowEnd([0, 1000])
  const body = [cell('а'), { ...end, runs: [run('б')] }]
  expect(cellsOf(readTable(body)).map(([, , , , text]) => text)).toEqual(['а', 'б'])
})

describe('rows are left out', () => {
  const gone = (text: string, format: Buffer) => [
    cell([run(text, format)], 1, { markFormat: format }),
    rowEnd([0, 1000], [], { markFormat: format }),
  ]

  test('where tracked changes delete them', () => {
    const document = read({ body: [...row(['а']), ...gone('б', DELETED), ...row(['в'])] })
    expect(tablesOf(document.blocks).flatMap(cellsOf)).toEqual([
      [0, 0, 1, 1, 'а'],
      [1, 0, 1, 1, 'в'],
    ])
    expect(codes(document)).toEqual(['READ_DELETED_TEXT'])
  })

  test('with their whole table', () => {
    expect(read({ body: [...gone('б', DELETED), paragraph('а')] }).blocks).toHaveLength(1)
  })

  test('not, where text in them is not deleted', () => {
    const body = [cell('а'), rowEnd([0, 1000], [], { markFormat: DELETED })]
    expect(cellsOf(readTable(body))).toEqual([[0, 0, 1, 1, 'а']])
  })

  test('where all of them is hidden', () => {
    const document = read({ body: [...row(['а']), ...gone('б', HIDDEN)] })
    expect(tablesOf(document.blocks)[0]?.rows).toHaveLength(1)
    expect(document.asides).toMatchObject([{ kind: 'hidden', paragraph: { text: 'б' } }])
  })
})

describe('limits', () => {
  const body = [...row(['а', 'б']), ...row(['в', 'г'])]
  test.each<[string, Partial<Limits>, readonly TestParagraph[]]>([
    ['rows', { rows: 1 }, body],
    ['cells', { cells: 3 }, body],
    ['depth', { depth: 1 }, [cell('а', 2), rowEnd([0, 9], [], { depth: 2 }), ...row(['б'])]],
    ['elements', { elements: 3 }, body],
    ['characters', { characters: 5 }, body],
  ])('%s', (_, limit, paragraphs) => {
    expect(() => readDoc(doc({ body: paragraphs }), { ...DEFAULT_LIMITS, ...limit })).toThrow(
      expect.objectContaining({ code: 'LIMIT_EXCEEDED' }),
    )
  })

  test('cells are counted where edges would make too many columns', () => {
    const rows = Array.from({ length: 40 }, (_, index) =>
      row(['а', 'б'], [0, 1000 + index * 50, 9000]),
    )
    const [table] = tablesOf(read({ body: rows.flat() }, { ...DEFAULT_LIMITS, columns: 10 }).blocks)
    expect(table).toMatchObject({ columns: 2, columnsKnown: false })
  })
})

test('cells that are in no table are told, and read as paragraphs', () => {
  const lone = (text: string) => paragraph(text, { mark: '\u0007' })
  const document = read({ body: [lone('а'), lone('б'), paragraph('в')] })
  expect(paragraphsOf(document.blocks).map(({ text }) => text)).toEqual(['а', 'б', 'в'])
  expect(codes(document)).toEqual(['READ_TABLE_BROKEN'])
})
