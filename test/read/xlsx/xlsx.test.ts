import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../../src/containers/limits.ts'
import type { Document, Table } from '../../../src/model/document.ts'
import { read } from '../../../src/read/index.ts'
import { readXlsx } from '../../../src/read/xlsx/index.ts'
import { countXlsx } from '../../oracles/xlsx.ts'
import { charactersOf, paragraphsOf, tablesOf } from '../../support/blocks.ts'
import { processorClock } from '../../support/growth.ts'
import { type TestCell, type TestSheet, type TestWorkbook, xlsx } from '../../support/xlsx.ts'
import { zip } from '../../support/zip.ts'

async function parse(workbook: TestWorkbook): Promise<Document> {
  const bytes = xlsx(workbook)
  const document = await readXlsx(bytes, DEFAULT_LIMITS)
  expect(document.source).toBe(charactersOf(document))
  expect(document.source).toBe(await countXlsx(bytes))
  return document
}

const parseSheet = (sheet: TestSheet) => parse({ sheets: [sheet] })

/** Each cell as `text@row,column` with `+rows,columns` where it spans more than one. */
function drawn({ rows }: Table): readonly (readonly string[])[] {
  return rows.map(({ cells }) =>
    cells.map(({ row, column, rowSpan, columnSpan, blocks }) => {
      const span = rowSpan > 1 || columnSpan > 1 ? `+${rowSpan},${columnSpan}` : ''
      const text = paragraphsOf(blocks).map((one) => one.text)
      return `${text.join('/')}@${row},${column}${span}`
    }),
  )
}

/** The flow: tables as rows of texts, lines as they are. */
function flow({ blocks }: Document): readonly unknown[] {
  return blocks.map((block) =>
    block.kind === 'paragraph'
      ? block.text
      : block.rows.map(({ cells }) =>
          cells
            .map((cell) =>
              paragraphsOf(cell.blocks)
                .map(({ text }) => text)
                .join('/'),
            )
            .join('|'),
        ),
  )
}

function asides(document: Document): readonly (readonly [string, string])[] {
  return document.asides.map(({ kind, paragraph }) => [kind, paragraph.text])
}

function codes({ diagnostics }: Document): readonly string[] {
  return diagnostics.map(({ code }) => code)
}

/** A cell with lines around it; of a workbook without formats. */
function boxed(reference: string, text: string): TestCell {
  const inside = text === '' ? '/>' : ` t="inlineStr"><is><t>${text}</t></is></c>`
  return { xml: `<c r="${reference}" s="1"${inside}` }
}

const header = ['№', 'Захід', 'Строк', 'Стан']

describe('the cells of a sheet', () => {
  test.each<[string, TestSheet, readonly (readonly string[])[]]>([
    [
      'side by side',
      {
        rows: [
          ['а', 'б', 'в'],
          ['г', ' ', 'ґ'],
          ['д', 'е', 'є'],
        ],
      },
      [
        ['а@0,0', 'б@0,1', 'в@0,2'],
        ['г@1,0', '@1,1', 'ґ@1,2'],
        ['д@2,0', 'е@2,1', 'є@2,2'],
      ],
    ],
    [
      'merged',
      {
        rows: [
          ['а', null, 'б', 'в'],
          [null, null, 'г', 'ґ'],
        ],
        merges: ['A1:B2'],
      },
      [
        ['а@0,0+2,1', 'б@0,1', 'в@0,2'],
        ['г@1,1', 'ґ@1,2'],
      ],
    ],
    [
      'merged over more than is drawn',
      {
        rows: [
          ['а', 'б', 'в'],
          [null, 'г', 'ґ'],
        ],
        merges: ['A1:A1048576', 'C1:XFD2'],
      },
      [['а@0,0+2,1', 'б@0,1', 'в@0,2+2,1'], ['г@1,1']],
    ],
    [
      'merged over each other',
      {
        rows: [
          ['а', 'б', 'в'],
          ['г', 'ґ', 'д'],
        ],
        merges: ['A1:B1', 'B1:B2', 'A1:C2'],
      },
      [
        ['а@0,0+1,2', 'в@0,2'],
        ['г@1,0', 'ґ@1,1', 'д@1,2'],
      ],
    ],
    [
      'far away, with nothing between',
      {
        rows: [
          '<row r="5"><c r="C5" t="str"><v>а</v></c><c r="E5" t="str"><v>б</v></c><c r="XFD5" t="str"><v>в</v></c></row>',
        ],
      },
      [['а@0,0', 'б@0,1', 'в@0,2']],
    ],
    [
      'without references, out of order, twice',
      {
        rows: [
          '<row r="2"><c t="str"><v>а</v></c><c t="str"><v>б</v></c><c t="str"><v>в</v></c></row>',
          '<row r="1"><c r="C1" t="str"><v>г</v></c><c r="B1" t="str"><v>ґ</v></c><c r="A1" t="str"><v>д</v></c><c r="A1" t="str"><v>е</v></c></row>',
        ],
      },
      [
        ['д/е@0,0', 'ґ@0,1', 'г@0,2'],
        ['а@1,0', 'б@1,1', 'в@1,2'],
      ],
    ],
  ])('%s', async (_, sheet, expected) => {
    const [first] = tablesOf((await parseSheet(sheet)).blocks)
    expect(first === undefined ? [] : drawn(first)).toEqual(expected)
  })

  test('end with the lines of a row that has lines', async () => {
    const rows = [
      [boxed('A1', 'а'), boxed('B1', 'б'), boxed('C1', 'в')],
      [boxed('A2', 'г'), boxed('B2', 'ґ')],
      [boxed('A3', 'д'), boxed('B3', ''), boxed('C3', '')],
    ]
    const document = await parseSheet({ rows })
    const [first] = tablesOf(document.blocks)
    expect(first?.rows.map(({ cells }) => cells.length)).toEqual([3, 2, 3])
    expect(codes(document)).toEqual(['READ_TABLE_RAGGED'])
  })

  test('point to where they stand in the workbook', async () => {
    const document = await parse({
      sheets: [
        { rows: [['х']] },
        {
          rows: [
            '<row r="3"><c r="B3" t="str"><v>а&#10;б</v></c><c r="C3" t="str"><v>в</v></c></row>',
            '<row r="4"><c r="B4" t="str"><v>г</v></c><c r="C4" t="str"><v>ґ</v></c></row>',
          ],
        },
      ],
    })
    const places = paragraphsOf(document.blocks).map(({ text, place }) => [text, place])
    expect(places.slice(1, 3)).toEqual([
      ['а', { table: 1, row: 2, column: 1, paragraph: 0 }],
      ['б', { table: 1, row: 2, column: 1, paragraph: 1 }],
    ])
  })
})

describe('what is text', () => {
  const cells = (...xml: readonly string[]) => [
    `<row r="1">${xml.join('')}<c r="Y1" t="str"><v>.</v></c><c r="Z1" t="str"><v>.</v></c></row>`,
  ]
  test.each<[string, string, string]>([
    ['a string', '<c r="A1" t="str"><v>а &amp; б</v></c>', 'а & б'],
    [
      'an inline string of runs',
      '<c r="A1" t="inlineStr"><is><r><t>а</t></r><r><t xml:space="preserve"> б</t></r><rPh sb="0" eb="1"><t>х</t></rPh></is></c>',
      'а б',
    ],
    ['a shared string', '<c r="A1" t="s"><v>1</v></c>', 'вг'],
    ['an escaped character', '<c r="A1" t="str"><v>а_x000D__x000a_б_x005F_x</v></c>', 'а/б_x'],
    ['a result of a formula', '<c r="A1"><f>1+1</f><v>2</v></c>', '2'],
    ['true and false', '<c r="A1" t="b"><v>1</v></c>', 'TRUE'],
    ['an error', '<c r="A1" t="e"><v>#N/A</v></c>', '#N/A'],
    ['an empty value', '<c r="A1" t="s"><v></v></c>', ''],
    ['a date in letters', '<c r="A1" t="d"><v>2016-03-01</v></c>', '01.03.2016'],
  ])('%s', async (_, xml, expected) => {
    const strings = '<si><t>а</t></si><si><r><t>в</t></r><rPh><t>х</t></rPh><r><t>г</t></r></si>'
    const document = await parse({ sheets: [{ rows: cells(xml) }], strings })
    expect(flow(document)).toEqual([[expected === '' ? '.|.' : `${expected}|.|.`]])
  })

  test.each<[string, string]>([
    ['READ_FIELD_CODES_LEFT_OUT', '<c r="A1"><f>NOW()</f></c>'],
    ['READ_PART_MISSING', '<c r="A1" t="s"><v>99</v></c>'],
  ])('%s is told', async (code, xml) => {
    expect(codes(await parse({ sheets: [{ rows: cells(xml) }] }))).toEqual([code])
  })
})

describe('numbers are printed as their formats say', () => {
  test.each<[string, number, string]>([
    ['General', 1.1, '1.1'],
    ['General', 3, '3'],
    ['General', 0.1 + 0.2, '0.3'],
    ['0.0', 1, '1.0'],
    ['0"."', 2, '2.'],
    ['"№ "0', 7, '№ 7'],
    ['0%', 0.6, '60%'],
    ['#,##0.00', 1250.5, '1\u00a0250.50'],
    ['dd.mm.yyyy', 42430, '01.03.2016'],
    ['d.m.yyyy', 42430, '1.3.2016'],
    ['[$-422]d mmmm yyyy" р.";@', 42430, '1 березня 2016 р.'],
    ['[$-FC22]mmmm yyyy', 42430, 'березень 2016'],
    ['[$-F800]dddd, mmmm dd, yyyy', 42430, '1 березня 2016 р.'],
    ['[$-409]d-mmm-yy', 42430, '1-Mar-16'],
    ['[[[', 5, '5'],
  ])('%s %d', async (code, value, expected) => {
    const document = await parse({ sheets: [{ rows: [[value]], style: 1 }], formats: [code] })
    expect(paragraphsOf(document.blocks).map(({ text }) => text)).toEqual([expected])
  })

  test('a built-in date is the one of the language', async () => {
    const workbook: TestWorkbook = { sheets: [{ rows: [[42430]], style: 1 }], formatIds: [14] }
    expect(paragraphsOf((await parse(workbook)).blocks)[0]?.text).toBe('01.03.2016')
  })

  test('days may count from 1904', async () => {
    const sheet = { rows: [[40968]], style: 1 }
    const document = await parse({ sheets: [sheet], formats: ['dd.mm.yyyy'], isFrom1904: true })
    expect(paragraphsOf(document.blocks)[0]?.text).toBe('01.03.2016')
  })

  test('what a format hides is hidden text', async () => {
    const document = await parse({ sheets: [{ rows: [[5, 'а']], style: 1 }], formats: [';;;'] })
    expect(asides(document)).toEqual([
      ['hidden', '5'],
      ['hidden', 'а'],
    ])
  })
})

describe('tables and the lines around them', () => {
  const rows = [header, ['1', 'а', '2016', 'Виконано'], ['2', 'б', '2016', '']]
  const table = rows.map((row) => row.join('|'))
  test.each<[string, TestSheet, readonly unknown[]]>([
    ['a title above', { rows: [['ЗВІТ'], ...rows], merges: ['A1:D1'] }, ['ЗВІТ', table]],
    [
      'lines of several lines',
      { rows: [['ЗВІТ\nза 2016 рік'], ...rows] },
      ['ЗВІТ', 'за 2016 рік', table],
    ],
    [
      'a signature behind',
      { rows: [...rows, ['Директор', null, null, 'І. П.']] },
      [table, 'Директор\tІ. П.'],
    ],
    [
      'a last measure without an answer',
      { rows: [...rows, ['3.', null, 'в']] },
      [[...table, '3.||в|']],
    ],
    ['a signature behind a gap', { rows: [...rows, [], [null, 'Директор']] }, [table, 'Директор']],
    [
      'a section inside',
      { rows: [header, ['I. Розділ'], ...rows.slice(1)] },
      [[table[0], 'I. Розділ|||', ...table.slice(1)]],
    ],
    [
      'a measure that goes on below',
      { rows: [...rows, [null, 'ще', null, null]] },
      [[...table, '|ще||']],
    ],
    [
      'a gap without anything in it',
      { rows: [...rows, [], ['3', 'в', '2017', 'Так']] },
      [[...table, '3|в|2017|Так']],
    ],
    [
      'lines between two tables',
      { rows: [...rows, [], ['Додаток'], ...rows] },
      [table, 'Додаток', table],
    ],
    ['nothing but lines', { rows: [['а'], ['б']] }, ['а', 'б']],
    [
      'two columns',
      {
        rows: [
          ['а', 'б'],
          ['в', 'г'],
        ],
      },
      [['а|б', 'в|г']],
    ],
  ])('%s', async (_, sheet, expected) => {
    expect(flow(await parseSheet(sheet))).toEqual(expected)
  })

  test('lines around cells tell where the table ends', async () => {
    const sheet = {
      rows: [
        ['ЗВІТ'],
        [boxed('A2', '1'), boxed('B2', 'а')],
        [boxed('A3', ''), boxed('B3', 'б')],
        [null, 'Директор'],
      ],
    }
    expect(flow(await parseSheet(sheet))).toEqual(['ЗВІТ', ['1|а', '|б'], 'Директор'])
  })

  test('rows printed on every page are headings; a page may end by hand', async () => {
    const document = await parse({
      sheets: [{ rows, behind: '<rowBreaks><brk id="2" man="1"/></rowBreaks>' }],
      names:
        '<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">Аркуш1!$A:$B,Аркуш1!$1:$1</definedName></definedNames>',
    })
    const [first] = tablesOf(document.blocks)
    expect(first?.rows.map(({ isHeading }) => isHeading ?? false)).toEqual([true, false, false])
    expect(first?.rows.map(({ startsPage }) => startsPage ?? false)).toEqual([false, false, true])
  })
})

describe('what stands beside the tables', () => {
  test('hidden rows, columns and cells under others', async () => {
    const document = await parseSheet({
      before: '<cols><col min="2" max="2" hidden="1"/></cols>',
      rows: [
        ['а', 'х', 'б', 'в'],
        '<row r="2" hidden="1"><c r="A2" t="str"><v>у</v></c></row>',
        ['г', null, 'ґ', 'ю'],
      ],
      merges: ['C3:D3'],
    })
    expect(flow(document)).toEqual([['а|б|в', 'г|ґ']])
    expect(asides(document)).toEqual([
      ['hidden', 'х'],
      ['hidden', 'у'],
      ['hidden', 'ю'],
    ])
    expect(codes(document)).toEqual(['READ_HIDDEN_TEXT'])
  })

  test('hidden sheets, and the names of several', async () => {
    const document = await parse({
      sheets: [
        { name: 'Звіт', rows: [['а']] },
        { name: 'Довідник', rows: [['б']], state: 'veryHidden' },
      ],
    })
    expect(flow(document)).toEqual(['а'])
    expect(asides(document)).toEqual([
      ['page_furniture', 'Звіт'],
      ['page_furniture', 'Довідник'],
      ['hidden', 'б'],
    ])
  })

  test('headers and footers without their codes', async () => {
    const behind =
      '<headerFooter><oddHeader>&amp;L&amp;"Arial,Bold"&amp;12а&amp;&amp;&amp;Rб &amp;P з &amp;N</oddHeader><oddFooter>&amp;C&amp;K01+000в</oddFooter></headerFooter>'
    const document = await parseSheet({ rows: [['х']], behind })
    expect(
      document.asides.map(({ paragraph: { text, place } }) => [text.trim(), place.part]),
    ).toEqual([
      ['а&', 'header'],
      ['б  з', 'header'],
      ['в', 'footer'],
    ])
  })

  test('text boxes are read, comments and pictures told', async () => {
    const space =
      'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    const text = (word: string) =>
      `<xdr:sp><xdr:txBody><a:p><a:r><a:t>${word}</a:t></a:r></a:p></xdr:txBody></xdr:sp>`
    const drawing = `<xdr:wsDr ${space}>${text('а')}<mc:AlternateContent><mc:Choice>${text('б')}</mc:Choice><mc:Fallback>${text('х')}</mc:Fallback></mc:AlternateContent><a:blip/></xdr:wsDr>`
    const document = await parseSheet({
      rows: [['в']],
      parts: [
        ['drawing', 'drawing1.xml', drawing],
        ['comments', 'comments1.xml', '<comments/>'],
      ],
    })
    expect(flow(document)).toEqual(['в', 'а', 'б'])
    expect([...codes(document)].sort()).toEqual(['READ_COMMENTS_LEFT_OUT', 'READ_PICTURE'])
  })
})

test('Strict workbooks are the same', async () => {
  const document = await parse({ sheets: [{ rows: [['а', 1.5]] }], isStrict: true })
  expect(flow(document)).toEqual([['а|1.5']])
})

describe('a file that is refused', () => {
  test('a binary workbook', async () => {
    const content = 'application/vnd.ms-excel.sheet.binary.macroEnabled.main'
    const bytes = zip({ entries: [{ name: '[Content_Types].xml', content }] })
    await expect(read(bytes, 'x.xlsb')).rejects.toMatchObject({
      code: 'UNSUPPORTED_FORMAT',
      message: expect.stringContaining('XLSX'),
    })
  })

  test('a workbook without text', async () => {
    await expect(read(xlsx({ sheets: [{ rows: [] }] }), 'x.xlsx')).rejects.toMatchObject({
      code: 'NO_TEXT',
    })
  })

  const far = (count: number) =>
    Array.from(
      { length: count },
      (_, row) =>
        `<row r="${row * 20 + 1}"><c r="A${row * 20 + 1}" t="str"><v>а</v></c><c r="B${row * 20 + 1}" t="str"><v>а</v></c></row>`,
    )
  test.each<[string, TestWorkbook, object]>([
    ['columns', { sheets: [{ rows: [Array.from({ length: 300 }, () => 'а')] }] }, {}],
    ['rows', { sheets: [{ rows: far(5) }] }, { rows: 4 }],
    ['cells', { sheets: [{ rows: far(5) }] }, { cells: 9 }],
    [
      'characters',
      {
        sheets: [{ rows: [Array.from({ length: 200 }, () => ({ xml: '<c t="s"><v>0</v></c>' }))] }],
        strings: `<si><t>${'а'.repeat(200_000)}</t></si>`,
      },
      {},
    ],
    ['elements', { sheets: [{ rows: far(5) }] }, { elements: 10 }],
  ])('over the limit of %s', async (_, workbook, limits) => {
    await expect(readXlsx(xlsx(workbook), { ...DEFAULT_LIMITS, ...limits })).rejects.toMatchObject({
      code: 'LIMIT_EXCEEDED',
    })
  })

  test('never for merges that overlap without end', async () => {
    const merges = Array.from({ length: 20_000 }, (_, index) => `A${(index % 100) + 1}:XFD1048576`)
    const rows = Array.from({ length: 100 }, () => ['а', 'б', 'в'])
    const started = processorClock()
    await readXlsx(xlsx({ sheets: [{ rows, merges }] }), DEFAULT_LIMITS)
    expect(processorClock() - started).toBeLessThan(2000)
  })
})
