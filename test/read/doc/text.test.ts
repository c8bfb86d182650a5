import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../../src/containers/limits.ts'
import type { Document } from '../../../src/model/document.ts'
import { readDoc } from '../../../src/read/doc/index.ts'
import { expectWhole } from '../../oracles/whole.ts'
import { paragraphsOf } from '../../support/blocks.ts'
import {
  cell,
  DELETED,
  doc,
  HIDDEN,
  paragraph,
  row,
  rowEnd,
  run,
  SPECIAL,
  sprm,
  type TestDoc,
  type TestRun,
} from '../../support/doc.ts'

function read(document: TestDoc): Document {
  const bytes = doc(document)
  const result = readDoc(bytes, DEFAULT_LIMITS)
  expectWhole(result, bytes)
  return result
}

const texts = (document: Document) => paragraphsOf(document.blocks).map(({ text }) => text)
const codes = ({ diagnostics }: Document) => diagnostics.map(({ code }) => code)
const asides = (document: Document) =>
  document.asides.map(({ kind, paragraph: { text, place } }) => [kind, place.part ?? '', text])
const symbol = (font: number, code: number) => sprm(0x6a09, font, 0, code & 0xff, code >> 8)
const FIELD_LEFT_OUT = ['READ_FIELD_CODES_LEFT_OUT']

describe('the text of a paragraph', () => {
  test.each<[string, readonly TestRun[], string, readonly string[]]>([
    ['of several runs', [run('пла'), run('н', sprm(0x0835, 1))], 'план', []],
    ['with a letter in two code points', [run('Украі'), run('\u0308на')], 'Україна', []],
    ['with tab and line breaks', [run('а\tб\u000bв\u000eг')], 'а\tб\nв\nг', []],
    ['with a page break', [run('а\fб')], 'а\nб', []],
    ['with hyphens', [run('2016\u001e2017 ро\u001fки')], '2016\u20112017 ро\u00adки', []],
    [
      'with symbols',
      [
        run('(', symbol(1, 0xf0fc), SPECIAL),
        run('(', symbol(0, 0xf0b3)),
        run('(', symbol(2, 0x2116)),
      ],
      '✓≥№',
      [],
    ],
    ['with a bracket', [run('(а)', SPECIAL)], '(а)', []],
    [
      'with a symbol of an unknown font',
      [run('(', symbol(9, 0xf021), SPECIAL)],
      '\ufffd',
      ['READ_CHARACTER_INVALID', 'READ_CHARACTER_INVALID'],
    ],
    ['with a lost character', [run('п\ufffdятниця')], 'п\ufffdятниця', ['READ_CHARACTER_INVALID']],
    ['with a control character', [run('а\u0000б')], 'аб', ['READ_CHARACTER_INVALID']],
    [
      'in tracked changes',
      [run('а'), run('б', sprm(0x0801, 1)), run('в', DELETED)],
      'аб',
      ['READ_DELETED_TEXT'],
    ],
    ['with a field', [run('\u0013 PAGE \u00147\u0015!')], '7!', FIELD_LEFT_OUT],
    [
      'with a field in the code of a field',
      [run('\u0013 IF \u0013 PAGE \u00141\u0015 = 1 \u0014так\u0015')],
      'так',
      FIELD_LEFT_OUT,
    ],
    ['with a field that never ends', [run('\u0013виконано')], 'виконано', []],
    ['with marks of a field that never began', [run('\u0014а\u0015б')], 'аб', []],
    ['with a comment', [run('а'), run('\u0005', SPECIAL)], 'а', ['READ_COMMENTS_LEFT_OUT']],
    ['with a picture', [run('\u0001', SPECIAL)], '', ['READ_PICTURE']],
    ['with a drawing', [run('\u0008', SPECIAL)], '', ['READ_PICTURE']],
    [
      'with the data of a field',
      [run('\u0013 HYPERLINK '), run('\u0001', SPECIAL, sprm(0x0806, 1)), run('\u0014тут\u0015')],
      'тут',
      FIELD_LEFT_OUT,
    ],
    ['with references to notes', [run('а'), run('\u0002', SPECIAL)], 'а', []],
  ])('%s', (_, runs, text, told) => {
    const document = read({
      body: [paragraph(runs)],
      fonts: ['Symbol', 'Wingdings', 'Arial'],
    })
    expect(texts(document)).toEqual([text])
    expect(codes(document)).toEqual(told)
  })

  test('is put together from the pieces of a fast save, narrow and wide', () => {
    const body = [
      paragraph([run('№ 1: '), run('план', HIDDEN), run(' ok\u0080')]),
      paragraph('кінець'),
    ]
    const plain = read({ body })
    const fast = read({ body, isFastSaved: true })
    expect(fast.blocks).toEqual(plain.blocks)
    expect(fast.asides).toEqual(plain.asides)
  })

  test('is decoded from Windows-1252 where a piece is narrow', () => {
    const body = [paragraph('aa')]
    const change = (main: Buffer) => main.writeUInt16LE(0x9693, 1025)
    const document = readDoc(doc({ body, isFastSaved: true, change }), DEFAULT_LIMITS)
    expect(texts(document)).toEqual(['“–'])
    expect(document.source).toBe(2)
  })
})

test.each([
  ['once', 0x0837],
  ['twice', 0x2a53],
])('text crossed out %s is read and told', (_, code) => {
  const document = read({ body: [paragraph([run('а'), run('б', sprm(code, 1)), run('в')])] })
  expect(texts(document)).toEqual(['абв'])
  expect(codes(document)).toEqual(['READ_STRUCK_TEXT'])
})

describe('hidden text', () => {
  const styles = [
    { name: 'Звичайний', kind: 'paragraph' as const },
    { name: 'Схований', kind: 'paragraph' as const, character: HIDDEN },
    { name: 'Знак', kind: 'character' as const, character: HIDDEN },
    { name: 'Похідний', kind: 'paragraph' as const, base: 1 },
  ]
  const character = sprm(0x4a30, 2, 0)
  test.each<[string, ReturnType<typeof paragraph>, readonly string[], readonly string[]]>([
    ['by the run', paragraph([run('а'), run('б', HIDDEN), run('в')]), ['ав'], ['б']],
    ['by a character style', paragraph([run('а'), run('б', character)]), ['а'], ['б']],
    ['by a paragraph style', paragraph('а', { style: 1 }), [], ['а']],
    ['by the style that a style is based on', paragraph('а', { style: 3 }), [], ['а']],
    [
      'not, where two styles undo each other',
      paragraph([run('а', character)], { style: 1, markFormat: character }),
      ['а'],
      [],
    ],
    ['not, where the run says so', paragraph([run('а', sprm(0x083c, 0))], { style: 1 }), ['а'], []],
    ['as the style', paragraph([run('а', sprm(0x083c, 0x80))], { style: 1 }), [], ['а']],
    [
      'against the style',
      paragraph([run('а', sprm(0x083c, 0x81)), run('б')], { style: 1 }),
      ['а'],
      ['б'],
    ],
  ])('%s', (_, body, shown, hidden) => {
    const document = read({ body: [body], styles })
    expect(texts(document)).toEqual(shown)
    expect(asides(document)).toEqual(hidden.map((text) => ['hidden', '', text]))
    expect(codes(document)).toEqual(hidden.length > 0 ? ['READ_HIDDEN_TEXT'] : [])
  })
})

describe('paragraphs', () => {
  test('whose mark was deleted go on in the next one', () => {
    const body = [paragraph('а', { markFormat: DELETED }), paragraph('б'), paragraph('в')]
    const document = read({ body })
    expect(texts(document)).toEqual(['аб', 'в'])
    expect(codes(document)).toEqual(['READ_DELETED_TEXT'])
  })

  test('carry the names of their styles, built-in ones in English', () => {
    const styles = [
      { name: 'Звичайний', kind: 'paragraph' as const },
      { name: 'Мій стиль,інша назва', kind: 'paragraph' as const },
    ]
    const change = (_: Buffer, table: Buffer) => {
      const at = table.indexOf(Buffer.from('Звичайний', 'utf16le'))
      table.writeUInt16LE(1, at - 12)
    }
    const body = [paragraph('а'), paragraph('б', { style: 1 }), paragraph('в', { style: 7 })]
    const document = read({ body, styles, change })
    expect(paragraphsOf(document.blocks).map(({ style }) => style)).toEqual([
      'heading 1',
      'Мій стиль',
      null,
    ])
  })

  test('know where pages start', () => {
    const body = [
      paragraph('а', { mark: '\f' }),
      paragraph('б', { mark: '\f' }),
      paragraph('в'),
      paragraph('г', { format: sprm(0x2407, 1) }),
      paragraph('ґ', { mark: '\f' }),
      paragraph('д'),
    ]
    const sections = [
      { end: 2, begins: 2 },
      { end: 10, begins: 2 },
      { end: 12, begins: 0 },
    ]
    const document = read({ body, sections })
    expect(
      paragraphsOf(document.blocks).map(({ text, startsPage }) => [text, startsPage ?? false]),
    ).toEqual([
      ['а', false],
      ['б\n', true],
      ['в', true],
      ['г', true],
      ['ґ', false],
      ['д', false],
    ])
  })
})

describe('beside the flow stand', () => {
  test('notes, headers and footers, counted on over their parts', () => {
    const document = read({
      body: [paragraph('а')],
      footnotes: [paragraph('виноска 1'), ...row(['в таблиці'])],
      endnotes: [paragraph('кінцева')],
      furniture: [
        [paragraph('\u0003')],
        [],
        [],
        [],
        [],
        [],
        [paragraph('парний')],
        [paragraph('верх')],
        [],
        [paragraph('низ')],
        [],
        [],
      ],
    })
    expect(texts(document)).toEqual(['а'])
    expect(asides(document)).toEqual([
      ['footnote', 'footnote', 'виноска 1'],
      ['footnote', 'footnote', 'в таблиці'],
      ['footnote', 'endnote', 'кінцева'],
      ['page_furniture', 'header', 'парний'],
      ['page_furniture', 'header', 'верх'],
      ['page_furniture', 'footer', 'низ'],
    ])
    expect(document.asides.map((aside) => aside.paragraph.place)).toEqual([
      { part: 'footnote', paragraph: 0 },
      { part: 'footnote', table: 0, row: 0, column: 0, paragraph: 0 },
      { part: 'endnote', paragraph: 0 },
      { part: 'header', paragraph: 0 },
      { part: 'header', paragraph: 1 },
      { part: 'footer', paragraph: 0 },
    ])
  })

  test('no comments', () => {
    const body = [paragraph([run('а'), run('\u0005', SPECIAL)])]
    const document = read({ body, comments: [paragraph('зауваження')] })
    expect(asides(document)).toEqual([])
    expect(document.source).toBe(1)
  })
})

test('text boxes stand behind the paragraph that they hang on, loose ones at the end', () => {
  const document = read({
    body: [
      paragraph([run('аб'), run('\u0008', SPECIAL)]),
      cell([run('в'), run('\u0008', SPECIAL)]),
      rowEnd([0, 1000]),
      paragraph('г'),
    ],
    boxes: [
      { at: null, text: [paragraph('ніде')] },
      { at: 5, text: [paragraph('у клітинці')] },
      { at: 2, text: [paragraph('напис'), paragraph('ще')] },
    ],
  })
  expect(texts(document)).toEqual(['аб', 'напис', 'ще', 'в', 'у клітинці', 'г', 'ніде'])
  expect(codes(document)).toEqual([])
})
