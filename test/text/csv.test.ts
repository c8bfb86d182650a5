import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeTable, readCsv } from '../../src/text/csv.ts'

const fieldsOf = (text: string) => readCsv(text).map((row) => row.fields)

test.each<[string, string, readonly (readonly string[])[]]>([
  [
    'semicolons',
    'file;period\na.docx;2016\n',
    [
      ['file', 'period'],
      ['a.docx', '2016'],
    ],
  ],
  [
    'commas',
    'file,period\r\na.docx,2016',
    [
      ['file', 'period'],
      ['a.docx', '2016'],
    ],
  ],
  [
    'tabs',
    'file\tperiod\na.docx\t2016\n',
    [
      ['file', 'period'],
      ['a.docx', '2016'],
    ],
  ],
  [
    'quoted separators',
    'a;b\n"x; y";z\n',
    [
      ['a', 'b'],
      ['x; y', 'z'],
    ],
  ],
  [
    'quoted quotes',
    'a;b\n"відділ ""Центр""";z\n',
    [
      ['a', 'b'],
      ['відділ "Центр"', 'z'],
    ],
  ],
  [
    'quotes inside a field',
    'a;b\nвідділ "Центр";z\n',
    [
      ['a', 'b'],
      ['відділ "Центр"', 'z'],
    ],
  ],
  [
    'quoted line ends',
    'a;b\n"x\ny";z\n',
    [
      ['a', 'b'],
      ['x\ny', 'z'],
    ],
  ],
  [
    'empty fields',
    'a;b\n;\nx;\n;y',
    [
      ['a', 'b'],
      ['x', ''],
      ['', 'y'],
    ],
  ],
  [
    'empty lines',
    'a;b\n\n\nx;y\n',
    [
      ['a', 'b'],
      ['x', 'y'],
    ],
  ],
  ['blanks around', ' a ; "b" \n', [['a', 'b']]],
  ['one column', 'file\na.docx\n', [['file'], ['a.docx']]],
  ['nothing', '', []],
])('%s', (_, text, rows) => expect(fieldsOf(text)).toEqual(rows))

test('rows know their lines, also after fields of several lines', () => {
  expect(readCsv('a;b\n\n"x\ny";1\nz;2').map((row) => row.line)).toEqual([1, 3, 5])
})

test('a quote that is not closed is told with its line', () => {
  expect(() => readCsv('a;b\n"x;y\nz')).toThrow(expect.objectContaining({ code: 'USAGE' }))
})

test('what is written quoted is read back', () => {
  const field = fc.string().map((text) => text.trim())
  const row = fc.tuple(field, field).filter((pair) => pair.join('') !== '')
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      const quoted = rows.map((pair) =>
        pair.map((text) => `"${text.replaceAll('"', '""')}"`).join(';'),
      )
      expect(fieldsOf(['a;b', ...quoted].join('\n'))).toEqual([['a', 'b'], ...rows])
    }),
  )
})

describe('encodings', () => {
  const text = 'file;respondent\nзвіт.docx;Управління її\n'

  test('UTF-8, with and without BOM', () => {
    expect(decodeTable(Buffer.from(text))).toBe(text)
    expect(decodeTable(Buffer.from(`\ufeff${text}`))).toBe(text)
  })

  test('UTF-16 as Excel saves «Unicode text»', () => {
    expect(decodeTable(Buffer.from(`\ufeff${text}`, 'utf16le'))).toBe(text)
  })

  test('windows-1251', () => {
    expect(decodeTable(encode1251(text))).toBe(text)
  })
})

function encode1251(text: string): Uint8Array {
  const decoder = new TextDecoder('windows-1251')
  const letters = Array.from({ length: 256 }, (_, byte) => decoder.decode(Uint8Array.of(byte)))
  return Uint8Array.from(text, (letter) => letters.indexOf(letter))
}
