import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../src/containers/limits.ts'
import type { Block, Document, Row, Table } from '../../src/model/document.ts'
import { readTxt } from '../../src/read/txt/index.ts'
import { countCharacters } from '../../src/text/compose.ts'
import { growth } from '../support/growth.ts'

const readText = (text: string) => readTxt(Buffer.from(text), DEFAULT_LIMITS)

function textOf(block: Block): string {
  if (block.kind === 'paragraph') return block.text
  return block.rows
    .flatMap((row) => row.cells.flatMap((cell) => cell.blocks.map(textOf)))
    .join('\n')
}
const cellsOf = (row: Row) => row.cells.map((cell) => cell.blocks.map(textOf).join('¶'))
const tablesOf = (document: Document) =>
  document.blocks.filter((block): block is Table => block.kind === 'table')
const gridOf = (document: Document) => tablesOf(document).map((table) => table.rows.map(cellsOf))
const shapeOf = (document: Document) =>
  document.blocks.map((block) => (block.kind === 'table' ? block.rows.map(cellsOf) : block.text))
const charactersOf = (document: Document) =>
  [...document.blocks, ...document.asides.map(({ paragraph }) => paragraph)].reduce(
    (sum, block) => sum + countCharacters(textOf(block)),
    0,
  )

const ROW = '\t1.\n\tЗавдання\n\t1) захід\n\t2024 рік\n\tвідділ\n\tВиконано\n'
const NEXT = '\t\n\t\n\t2) другий захід\n\t2024 рік\n\tвідділ\n\tПроведено\n'
const FIRST = ['1.', 'Завдання', '1) захід', '2024 рік', 'відділ', 'Виконано']
const SECOND = ['', '', '2) другий захід', '2024 рік', 'відділ', 'Проведено']

describe('a cell a line', () => {
  test('rows are parted by empty lines, empty cells kept, columns not known', () => {
    const document = readText(`\tI. Розділ\n\n${ROW}\n${NEXT}`)
    expect(gridOf(document)).toEqual([[['I. Розділ'], FIRST, SECOND]])
    expect(tablesOf(document)[0]).toMatchObject({ columns: 6, columnsKnown: false })
  })

  test('a date in the middle of a row begins none', () => {
    const row = (number: number) =>
      `\t${number}\n\tЗахід\n\t01.02.2026\n\t30.12.2026\n\tвідділ\n\tВиконано\n`
    const document = readText([1, 2, 3, 4].map(row).join('\n'))
    expect(gridOf(document)[0]?.map((cells) => cells.length)).toEqual([6, 6, 6, 6])
  })

  test('each cell knows its line, also an empty one', () => {
    const [table] = tablesOf(readText(`Назва\n\n${ROW}\n${NEXT}`))
    expect(table?.place).toEqual({ line: 2 })
    expect(table?.rows[1]?.cells.map((cell) => cell.place.line)).toEqual([9, 10, 11, 12, 13, 14])
    expect(table?.rows[1]?.cells[0]?.blocks).toEqual([])
  })

  test('lines without a TAB go on with the cell', () => {
    const document = readText(
      `${ROW.replace('Завдання', 'Завдання\nпро житлово-\nкомунальне')}\n${NEXT}`,
    )
    expect(gridOf(document)[0]?.[0]?.[1]).toBe('Завдання\nпро житлово-\nкомунальне')
  })

  test('a blank before the TAB begins a page and a table', () => {
    const document = readText(`${ROW} \t2) другий захід\n\t2024\n\tвідділ\n\tТак\n\n${NEXT}`)
    const tables = tablesOf(document)
    expect(gridOf(document)).toEqual([
      [FIRST],
      [['2) другий захід', '2024', 'відділ', 'Так'], SECOND],
    ])
    expect(tables[0]?.rows[0]).not.toHaveProperty('startsPage')
    expect(tables[1]?.rows.map((row) => row.startsPage)).toEqual([true, undefined])
  })

  test('a form feed begins a page too', () => {
    const tables = tablesOf(readText(`${ROW}\f${NEXT}`))
    expect(tables.map((table) => table.rows[0]?.startsPage)).toEqual([undefined, true])
  })

  test('a blank before every TAB is an indent', () => {
    const document = readText(`${ROW}\n${NEXT}`.replaceAll('\t', ' \t'))
    expect(gridOf(document)).toEqual([[FIRST, SECOND]])
  })

  test('a row may lack its last cell', () => {
    const short = NEXT.replace('\tПроведено\n', '')
    const document = readText(`${ROW}\n${short}\n${ROW}`)
    expect(gridOf(document)).toEqual([[FIRST, SECOND.slice(0, 5), FIRST]])
    expect(document.diagnostics.map(({ code, at }) => [code, at])).toEqual([
      ['READ_TABLE_RAGGED', [{ line: 7 }]],
    ])
  })

  test.each([
    ['CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
    ['CR', (text: string) => text.replaceAll('\n', '\r')],
    ['blanks at line ends', (text: string) => text.replaceAll('\n', '  \n')],
    ['empty lines doubled', (text: string) => text.replaceAll('\n\n', '\n\n\n')],
    ['a byte order mark', (text: string) => `\ufeff${text}`],
  ])('%s change nothing', (_, change) => {
    const document = readText(change(`\tI. Розділ\n\n${ROW}\n${NEXT}`))
    expect(gridOf(document)).toEqual([[['I. Розділ'], FIRST, SECOND]])
  })

  test('rows are told apart without empty lines', () => {
    const document = readText(`\tI. Розділ\n${ROW}${NEXT}\tII. Другий\n${ROW}${NEXT}${NEXT}`)
    expect(gridOf(document)).toEqual([
      [['I. Розділ'], FIRST, SECOND, ['II. Другий'], FIRST, SECOND, SECOND],
    ])
  })

  test('one missing empty line among others is repaired', () => {
    const document = readText(`${ROW}\n${NEXT}${NEXT}\n${ROW}`)
    expect(gridOf(document)).toEqual([[FIRST, SECOND, SECOND, FIRST]])
  })

  test('a lost last cell is seen where no empty line parts the rows', () => {
    const short = NEXT.replace('\tПроведено\n', '')
    const document = readText(`${ROW}${short}${ROW}${NEXT}`)
    expect(gridOf(document)).toEqual([[FIRST, SECOND.slice(0, 5), FIRST, SECOND]])
  })

  test('rows keep their width where an editor cut off empty cells', () => {
    const cut = NEXT.replace('\t\n\t\n', '')
    const document = readText(`${ROW}\n${cut}\n${cut}\n${cut}\n${ROW}`)
    expect(gridOf(document)[0]?.map((row) => row.length)).toEqual([6, 4, 4, 4, 6])
  })

  test('a response that begins with a word and a figure is no heading', () => {
    const row = ROW.replace('Виконано', 'Проведено 3 семінари')
    expect(gridOf(readText(`${row}${NEXT}${row}`))[0]?.map((cells) => cells.length)).toEqual([
      6, 6, 6,
    ])
  })

  test('text stands before, between and after the tables', () => {
    const text = `ЗВІТ\nпро виконання\n\n${ROW}\nРозділ ІІ\n\n${ROW}\nДиректор І. ПРІЗВИЩЕ\n`
    expect(shapeOf(readText(text))).toEqual([
      'ЗВІТ\nпро виконання',
      [FIRST],
      'Розділ ІІ',
      [FIRST],
      'Директор І. ПРІЗВИЩЕ',
    ])
  })

  test('a cell goes on behind an empty line in small letters', () => {
    const text = `${ROW.replace('1) захід', '1) захід,\n\nщо триває')}\n${NEXT}`
    expect(gridOf(readText(text))[0]?.[0]).toEqual([
      ...FIRST.slice(0, 2),
      '1) захід,\nщо триває',
      ...FIRST.slice(3),
    ])
  })

  test('rows of measures alone are told by their size', () => {
    const text = '\t1) захід\n\t2024\n\tТак\n\n\t2) захід\n\t2024\n\tНі\n'
    expect(gridOf(readText(text))).toEqual([
      [
        ['1) захід', '2024', 'Так'],
        ['2) захід', '2024', 'Ні'],
      ],
    ])
  })
})

describe('rows of cells parted by TABs', () => {
  test('columns are known, missing cells are missing', () => {
    const document = readText('№\tЗахід\tСтан\n1.\tПерший\tТак\n\tДругий\n')
    expect(gridOf(document)).toEqual([
      [
        ['№', 'Захід', 'Стан'],
        ['1.', 'Перший', 'Так'],
        ['', 'Другий'],
      ],
    ])
    expect(tablesOf(document)[0]).toMatchObject({ columns: 3, columnsKnown: true })
  })

  test('leading empty cells keep their columns', () => {
    const [table] = tablesOf(readText('1.\tа\tб\tв\n\t\tг\tд\n'))
    expect(table?.rows[1]?.cells.map((cell) => cell.column)).toEqual([0, 1, 2, 3])
  })

  test('a quoted cell holds line ends', () => {
    const document = readText('1\t"перший\nрядок"\tТак\n2\tб\tНі\n')
    expect(gridOf(document)[0]).toEqual([
      ['1', '"перший\nрядок"', 'Так'],
      ['2', 'б', 'Ні'],
    ])
  })

  test('a line without a TAB goes on with the cell, a heading is a row', () => {
    const document = readText('1\tа\tб\nдалі\n\nII. Розділ\n2\tв\tг\n')
    expect(gridOf(document)[0]).toEqual([['1', 'а', 'б\nдалі'], ['II. Розділ'], ['2', 'в', 'г']])
  })

  test('a line in capitals is a row, unless the cell before it is in capitals too', () => {
    const document = readText('№\tЗахід\tСтан\nКАДРИ ТА ОСВІТА\n1\tа\tЗВІТ\nПОДАНО\n2\tб\tв\n')
    expect(gridOf(document)[0]).toEqual([
      ['№', 'Захід', 'Стан'],
      ['КАДРИ ТА ОСВІТА'],
      ['1', 'а', 'ЗВІТ\nПОДАНО'],
      ['2', 'б', 'в'],
    ])
  })

  test('a cell of several lines in the middle of a row, its line ends kept', () => {
    const document = readText(
      '№\tЗахід\tСтрок\tСтан\n1\tзал:\n- А;\n- Б\t2018 рік\tТак\n2\tб\tв\tг\n',
    )
    expect(gridOf(document)[0]).toEqual([
      ['№', 'Захід', 'Строк', 'Стан'],
      ['1', 'зал:\n- А;\n- Б', '2018 рік', 'Так'],
      ['2', 'б', 'в', 'г'],
    ])
  })

  test('lines that begin with the same words and a colon are rows', () => {
    const row = (n: number) => `${n}\tа\tб\nСтан виконання: зроблено ${n}\n`
    const document = readText(row(1) + row(2) + row(3) + row(4))
    expect(gridOf(document)[0]?.[1]).toEqual(['Стан виконання: зроблено 1'])
    expect(gridOf(readText(row(1) + row(2) + row(3)))[0]?.[0]).toEqual([
      '1',
      'а',
      'б\nСтан виконання: зроблено 1',
    ])
  })

  test('text around and a signature with TABs stay text', () => {
    const rows = '1\tа\tб\tв\tг\n2\tґ\tд\tе\tє\n'
    const document = readText(`ЗВІТ\n\n${rows}\nНачальник\nвідділу\t\tІ. ПРІЗВИЩЕ\n`)
    expect(shapeOf(document)).toEqual([
      'ЗВІТ',
      [
        ['1', 'а', 'б', 'в', 'г'],
        ['2', 'ґ', 'д', 'е', 'є'],
      ],
      'Начальник\nвідділу\t\tІ. ПРІЗВИЩЕ',
    ])
  })

  test('the same without an empty line between', () => {
    const rows = '1\tа\tб\tв\tг\n2\tґ\tд\tе\tє\n'
    const document = readText(
      `05 травня\n№ 4\nПетро ГАЙ\n${rows}* Примітка\nНачальник\t\tІ. ПРІЗВИЩЕ\n`,
    )
    expect(shapeOf(document).at(-1)).toBe('* Примітка\nНачальник\t\tІ. ПРІЗВИЩЕ')
    const [, table] = shapeOf(readText(`Голова\t\tПетро ГАЙ\nПлан заходів\n${rows}`))
    expect(table).toEqual([
      ['1', 'а', 'б', 'в', 'г'],
      ['2', 'ґ', 'д', 'е', 'є'],
    ])
  })

  test('numbered paragraphs with a TAB are no table', () => {
    const document = readText('1.\tПерший захід.\n2.\tДругий захід.\n3.\tТретій захід.\n')
    expect(tablesOf(document)).toEqual([])
    expect(document.blocks.length).toBe(3)
  })
})

describe('rows of cells parted by semicolons', () => {
  const rows = '№;Захід;Строк;Стан\n1.;Ремонт;2020 рік;Виконано\n2.;Меблі;2020 рік;\n'

  test('are a table of known columns', () => {
    const document = readText(`Звіт\n\n${rows}\nНачальник відділу`)
    expect(shapeOf(document)).toEqual([
      'Звіт',
      [
        ['№', 'Захід', 'Строк', 'Стан'],
        ['1.', 'Ремонт', '2020 рік', 'Виконано'],
        ['2.', 'Меблі', '2020 рік', ''],
      ],
      'Начальник відділу',
    ])
    expect(tablesOf(document)[0]?.columnsKnown).toBe(true)
    expect(document.source).toBe(charactersOf(document))
  })

  test('a cell in quotes holds semicolons, quotes and line ends', () => {
    const document = readText(`${rows}3.;"а; б ""в""\nг";2020 рік;Виконано\n`)
    expect(gridOf(document)[0]?.at(-1)).toEqual(['3.', 'а; б "в"\nг', '2020 рік', 'Виконано'])
    expect(document.source).toBe(charactersOf(document))
  })

  test.each([
    ['a sentence', 'Проведено: наради; навчання; семінари; тренінги.\nУсе виконано.\n'],
    ['two rows', 'а;б;в;г\nд;е;є;ж\n'],
    ['rows of other widths', 'а;б;в;г\nд;е;є;ж;з\nи;і;ї;й\n'],
    ['few cells', 'а;б;в\nг;ґ;д\nе;є;ж\n'],
    ['a quote that never closes', 'а;"б;в;г\nд;е;є;ж\nз;и;і;ї\n'],
  ])('%s is no table', (_, text) => expect(tablesOf(readText(text))).toEqual([]))

  test('any text of semicolons and quotes is counted whole', () => {
    const piece = fc.constantFrom(';', '"', '\n', 'а', '1.', ' ', ';;;', '""')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const document = readText(pieces.join(''))
        expect(document.source).toBe(charactersOf(document))
      }),
    )
  })
})

describe('columns parted by blanks', () => {
  const table = `№    Найменування     Строк        Стан виконання
з/п  заходу           виконання

I. Організаційні та матеріальні заходи Програми
1.   Ремонт шкіл      2020 рік     Відремонтовано
     у місті                       3 школи
2.   Меблі            І квартал    Не закуплено
                      2020 року
3.   Фестиваль        червень      Проведено
`
  const rows = [
    ['№\nз/п', 'Найменування\nзаходу', 'Строк\nвиконання', 'Стан виконання'],
    ['I. Організаційні та матеріальні заходи Програми'],
    ['1.', 'Ремонт шкіл\nу місті', '2020 рік', 'Відремонтовано\n3 школи'],
    ['2.', 'Меблі', 'І квартал\n2020 року', 'Не закуплено'],
    ['3.', 'Фестиваль', 'червень', 'Проведено'],
  ]

  test('are a table; wrapped lines go on with their cells, and that is told', () => {
    const document = readText(`Звіт\n\n${table}\nНачальник      (підпис)      І. Петренко\n`)
    expect(gridOf(document)).toEqual([rows])
    expect(document.diagnostics.map(({ code }) => code)).toContain('READ_COLUMNS_BY_BLANKS')
    expect(document.source).toBe(charactersOf(document))
  })

  test('a heading that stands apart, and falls into columns by chance', () => {
    const document = readText(`№              Захід         Строк        Стан

Р О З Д І Л    1. ШКОЛИ

1.             Дахи          2020 рік     Виконано

2.             Вікна         2021 рік     Не виконано

Р О З Д І Л    2. САДКИ

1.             Меблі         2020 рік     Закуплено
`)
    expect(gridOf(document)[0]?.map(([first]) => first)).toEqual([
      '№',
      'Р О З Д І Л    1. ШКОЛИ',
      '1.',
      '2.',
      'Р О З Д І Л    2. САДКИ',
      '1.',
    ])
  })

  test('a measure with a number of its own begins a row', () => {
    const document = readText(`№    Завдання     Захід         Стан
1.   Школи        1) дахи       Виконано
                  2) вікна      Не виконано
2.   Садки        1) меблі      Закуплено
`)
    expect(gridOf(document)[0]?.[2]).toEqual(['', '', '2) вікна', 'Не виконано'])
  })

  test.each([
    ['running text', 'Слово  і ще  одне  слово тут.\n'.repeat(2)],
    ['a signature', 'Директор      (підпис)      І.П.      Петренко\n'],
  ])('%s is no table', (_, text) => expect(tablesOf(readText(text))).toEqual([]))

  test('any text of blanks is counted whole, in a time that grows with its length', () => {
    const piece = fc.constantFrom('   ', ' ', '\n', 'а', '1.', 'слово', '\n\n', '          ')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 120 }), (pieces) => {
        const document = readText(pieces.join(''))
        expect(document.source).toBe(charactersOf(document))
      }),
    )
  })
})

describe('tables drawn with rules', () => {
  test('a line a row; the rules stand apart', () => {
    const document = readText('| № | Захід |\n|---|---|\n| 1 | Перший |\n|  | Другий |\n')
    expect(gridOf(document)).toEqual([
      [
        ['№', 'Захід'],
        ['1', 'Перший'],
        ['', 'Другий'],
      ],
    ])
    expect(document.asides.map(({ kind, paragraph }) => [kind, paragraph.text])).toEqual([
      ['page_furniture', '|||\n|---|---|\n|||\n|||'],
    ])
  })

  test('lines between two separators are one row', () => {
    const text =
      '┌───┬─────┐\n│ 1 │ Пер │\n│   │ ший │\n├───┼─────┤\n│ 2 │ Два │\n├───┼─────┤\n│ 3 │ Три │\n└───┴─────┘\n'
    expect(gridOf(readText(text))).toEqual([
      [
        ['1', 'Пер\nший'],
        ['2', 'Два'],
        ['3', 'Три'],
      ],
    ])
  })

  test('a row of empty cells is no separator, a cell alone lies across all columns', () => {
    const document = readText(
      '| № | Захід |\n|---|---|\n| Стан доріг |\n| 1 | Перший |\n|  |  |\n|  |  |\n| 2 | Другий |\n',
    )
    expect(gridOf(document)).toEqual([
      [['№', 'Захід'], ['Стан доріг'], ['1', 'Перший'], ['', ''], ['', ''], ['2', 'Другий']],
    ])
    const [table] = tablesOf(document)
    expect(table?.rows[1]?.cells.map(({ columnSpan }) => columnSpan)).toEqual([2])
  })
})

describe('running text', () => {
  test('wrapped lines are one paragraph, labels and fields begin one', () => {
    const text = [
      'На виконання програми департамент повідомляє таке про стан',
      'виконання заходів за рік.',
      '1. Забезпечити навчання працівників органів',
      'місцевого самоврядування.',
      'Строк: протягом року.',
      'Виконано.',
      'а) перше;',
      '- друге.',
      '',
      '7',
      'Директор',
    ]
    expect(shapeOf(readText(text.join('\n')))).toEqual([
      `${text[0]}\n${text[1]}`,
      `${text[2]}\n${text[3]}`,
      ...text.slice(4, 8),
      '7',
      'Директор',
    ])
  })

  test('a line that had room for the next word ends its paragraph', () => {
    const wide = 'Розмістити інформацію про стан виконання програми на сайті'
    expect(shapeOf(readText(`${wide}\nУсі відділи\n${wide}\n`))).toEqual([
      `${wide}\nУсі відділи`,
      wide,
    ])
  })

  test('long lines are paragraphs each', () => {
    const long = `${'Слово про захід '.repeat(12)}кінець`
    expect(readText(`${long}\n${long}\nКоротко\n${long}`).blocks.length).toBe(4)
  })

  test('paragraphs that begin with a TAB are no cells', () => {
    const document = readText(
      '\tПерший абзац, що починається\nз табуляції.\n\tДругий абзац.\n\tТретій.\n\tЧетвертий.\n',
    )
    expect(shapeOf(document)).toEqual([
      '\tПерший абзац, що починається\nз табуляції.',
      '\tДругий абзац.',
      '\tТретій.',
      '\tЧетвертий.',
    ])
  })

  test('a form feed begins a page', () => {
    const document = readText('Перша\n\f\nДруга\n')
    expect(document.blocks.map((block) => 'startsPage' in block)).toEqual([false, true])
  })
})

describe('characters', () => {
  test('controls are told and kept', () => {
    const document = readText('Зв\u0000іт\nтак\nні\ufffd')
    expect(document.diagnostics).toMatchObject([
      { code: 'READ_CHARACTER_INVALID', at: [{ line: 0 }, { line: 2 }] },
    ])
    expect(charactersOf(document)).toBe(document.source)
  })

  test('letters come together (NFC)', () => {
    const document = readText('Украі\u0308ни\u0306')
    expect(shapeOf(document)).toEqual(['Українй'])
    expect(document.source).toBe(7)
  })

  test('none is lost in any text', () => {
    const piece = fc.constantFrom(
      ...['\t', '\n', '\n\n', ' \t', '\f', '\r\n', '|', '"', '---', '+---+', '│', '├─┤', '1.', 'а'],
      ...[
        '2) захід',
        'II. Розділ',
        '\u0000',
        '\u0306',
        'и',
        ' ',
        '\ufeff',
        'Строк:',
        '\u2028',
        '-',
      ],
    )
    const text = fc.oneof(
      fc.array(piece, { maxLength: 80 }).map((pieces) => pieces.join('')),
      fc.string({ unit: 'binary' }),
    )
    fc.assert(
      fc.property(text, (written) => {
        const document = readText(written)
        expect(charactersOf(document)).toBe(document.source)
      }),
      { numRuns: 2000 },
    )
  })

  test('none is lost in any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const document = readTxt(bytes, DEFAULT_LIMITS)
        expect(charactersOf(document)).toBe(document.source)
      }),
    )
  })
})

describe('limits', () => {
  test.each([
    ['characters', 'а'.repeat(11), { characters: 10 }],
    ['rows', 'а\tб\tв\n'.repeat(4), { rows: 3 }],
    ['columns', `${'а\t'.repeat(5)}\n`.repeat(3), { columns: 5 }],
    ['cells', 'а\tб\tв\n'.repeat(4), { cells: 11 }],
    // Cut into rows, they would be fewer than the limit of rows before they are counted.
    ['cells in lines of their own', '\t1\n\t\n\tа\n\tб\n'.repeat(4), { cells: 15 }],
  ])('%s', (_, text, limit) => {
    const limits = { ...DEFAULT_LIMITS, ...limit }
    expect(() => readTxt(Buffer.from(text), limits)).toThrow(
      expect.objectContaining({ code: 'LIMIT_EXCEEDED' }),
    )
  })

  // So much work is done on the short text that a stop of the machine weighs little.
  test.each<[string, string, number]>([
    ['one letter', 'а', 2_000_000],
    ['short lines', 'а\n', 100_000],
    ['empty lines', `а\tб\tв${'\n'.repeat(4000)}`, 50],
    ['rules', '+--+\n', 60_000],
    ['TABs', `${'\t'.repeat(200)}\n`, 150],
    ['cells without rows', '\t1.\n\tа\n\tб\n\tв\n', 10_000],
    ['dashes', '-', 500_000],
    ['digits and points', '1.', 200_000],
    ['capitals', 'А ', 200_000],
  ])('%s: read in linear time', (_, piece, times) => {
    expect(growth((length) => readText(piece.repeat(times * length)))).toBeLessThan(12)
  })
})

const seed = new URL('../../../shared/seed/report.txt', import.meta.url)
test.skipIf(!existsSync(seed))(
  'the real report (skipped where ../shared is missing): 7 pages, 4 headings, 36 rows, all characters',
  () => {
    const document = readTxt(readFileSync(seed), DEFAULT_LIMITS)
    const tables = tablesOf(document)
    expect(document.blocks.length).toBe(7)
    expect(tables.map((table) => [table.columns, table.rows[0]?.startsPage])).toEqual(
      Array.from({ length: 7 }, () => [6, true]),
    )
    const sizes = tables.flatMap((table) => table.rows.map((row) => row.cells.length))
    const count = (size: number) => sizes.filter((found) => found === size).length
    expect([count(1), count(4), count(5), count(6), sizes.length]).toEqual([4, 2, 1, 33, 40])
    expect(document.source).toBe(16184)
    expect(charactersOf(document)).toBe(16184)
  },
)

describe('rows of cells parted by commas', () => {
  const line = (number: number) => `${number}.,"Ремонт залу, сцени",2024 рік,Виконано`
  test('as spreadsheets export them', () => {
    const document = readText(['№,Захід,Строк,Стан', line(1), line(2)].join('\n'))
    expect(document.blocks.map(({ kind }) => kind)).toEqual(['table'])
  })

  test('with TABs, where they have put cells in quotes', () => {
    const row = '1.\tРемонт\t2024 рік\t"Стелю ""А"";\nпідлогу"'
    const document = readText(['№\tЗахід\tСтрок\tСтан', row, '2.\tМеблі\t2024 рік\t'].join('\n'))
    expect(gridOf(document)[0]?.[1]).toEqual(['1.', 'Ремонт', '2024 рік', 'Стелю "А";\nпідлогу'])
    expect(document.source).toBe(charactersOf(document))
  })

  test('sentences with commas are none', () => {
    const document = readText('Так, це, мабуть, дощ\nТак, це, мабуть, сніг\nТак, це, мабуть, град')
    expect(document.blocks.map(({ kind }) => kind)).not.toContain('table')
  })
})

test('a rule of signs between lines is a paragraph of its own, a line to fill in is none', () => {
  const rule = '='.repeat(60)
  const lines = ['Проведено дванадцять рейдів до сімей, які про те просили самі', rule, '2) Видати']
  expect(shapeOf(readText(`${lines.join('\n')}\n`))).toEqual(lines)
  const filled = ['Хід реалізації заходу за звітний період у повному обсязі є', '_'.repeat(60)]
  expect(shapeOf(readText(`${filled.join('\n')}\n`))).toEqual([filled.join('\n')])
})
