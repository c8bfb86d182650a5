import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../../src/containers/limits.ts'
import type { Document } from '../../../src/model/document.ts'
import { readRtf } from '../../../src/read/rtf/index.ts'
import { expectWhole } from '../../oracles/whole.ts'
import { paragraphsOf } from '../../support/blocks.ts'
import { escaped, paragraph, row, rtf } from '../../support/rtf.ts'

function readBytes(bytes: Uint8Array): Document {
  const document = readRtf(bytes, DEFAULT_LIMITS)
  expectWhole(document, bytes)
  return document
}

const read = (body: string, head = '') => readBytes(rtf(body, head))
const readSource = (source: string) => readBytes(Buffer.from(source, 'latin1'))
const texts = ({ blocks }: Document) => paragraphsOf(blocks).map(({ text }) => text)
const codes = ({ diagnostics }: Document) => diagnostics.map(({ code }) => code)
const asides = (document: Document) =>
  document.asides.map(({ kind, paragraph: { text, place } }) => [kind, text, place])

describe('the text of a paragraph', () => {
  test.each<[string, string, string, readonly string[]]>([
    ['in bytes of its font', 'Звіт', 'Звіт', []],
    ['in Unicode with a byte for old readers', "\\u1047\\'c7\\u1074\\'e2", 'Зв', []],
    ['in Unicode as a signed number', '\\u-4051 ?', '\uf02d', []],
    ['in Unicode with more for old readers', "\\uc2\\u8470\\'b9 N\\uc1 5", '№N5', []],
    ['in Unicode without anything for old readers', '\\uc0\\u8470 5', '№5', []],
    ['in Unicode before a word that prints', '\\u8211\\endash а', '–а', []],
    ['in Unicode before words of form', '\\u8470\\b 5\\b0 \\par б', '№5', []],
    ['in two units', '\\u-10179?\\u-8704?', '\ud83d\ude00', []],
    ['of a lone unit', '\\u-10179?', '\ufffd', ['READ_CHARACTER_INVALID']],
    ['of a code point', '\\u128512?', '\ud83d\ude00', []],
    ['of a letter in two code points', 'Украi\\u776?на', 'Украïна', []],
    ['with escapes', '\\{а\\}\\\\', '{а}\\', []],
    ['with blanks and hyphens', '2016\\_2017\\~ро\\-ки', '2016\u20112017\u00a0ро\u00adки', []],
    ['with quotes and dashes', '\\ldblquote а\\rdblquote \\emdash \\bullet', '“а”—•', []],
    ['with tab and line', 'а\\tab б\\line в', 'а\tб\nв', []],
    ['with a line end in the file', 'ста\r\nн', 'стан', []],
    ['with the ending of Macintosh', 'а\\\nб', 'а', []],
    ['in groups', '{\\b а{\\i б}}в', 'абв', []],
    ['with unknown words and destinations', '\\foo12 а{\\*\\bar б}', 'а', []],
    ['with NUL bytes', 'а\0б', 'аб', ['READ_CHARACTER_INVALID']],
    ['in Symbol', "{\\f1 \\'b3a}", '≥α', []],
    ['in Wingdings', "{\\f2 \\'fc}{\\f2\\u-3844?}", '✓✓', []],
    [
      'in a link',
      '{\\field{\\*\\fldinst HYPERLINK "x"}{\\fldrslt а}}б',
      'аб',
      ['READ_FIELD_CODES_LEFT_OUT'],
    ],
    [
      'of a symbol field',
      '{\\field{\\*\\fldinst SYMBOL 252 \\\\f "Wingdings" \\\\s 12}{\\fldrslt\\f2\\fs24}}',
      '✓',
      ['READ_FIELD_CODES_LEFT_OUT'],
    ],
    [
      'of a symbol field with its result',
      '{\\field{\\*\\fldinst SYMBOL 252 \\\\f "Wingdings"}{\\fldrslt{\\f2\\\'fe}}}',
      '☑',
      ['READ_FIELD_CODES_LEFT_OUT'],
    ],
    [
      'of a field in a field',
      '{\\field{\\*\\fldinst IF {\\field{\\*\\fldinst PAGE}{\\fldrslt 1}} = 1}{\\fldrslt а}}',
      'а',
      ['READ_FIELD_CODES_LEFT_OUT'],
    ],
    ['in two readings', '{\\upr{a\\{}{\\*\\ud{\\u1072?}}}', 'а', []],
    [
      'with a picture',
      'а{\\*\\shppict{\\pict\\pngblip 89504e47}}{\\nonshppict{\\pict 00}}б',
      'аб',
      ['READ_PICTURE'],
    ],
    ['with binary data', 'а{\\pict\\bin5 {}\\}x}б', 'аб', ['READ_PICTURE']],
    [
      'with an object',
      'а{\\object\\objemb{\\*\\objdata 0105}{\\result б}}',
      'аб',
      ['READ_PICTURE'],
    ],
    ['with a comment', 'а{\\*\\annotation б}', 'а', ['READ_COMMENTS_LEFT_OUT']],
    ['with an index entry', 'а{\\xe б}', 'а', ['READ_FIELD_CODES_LEFT_OUT']],
    ['deleted', 'а{\\deleted б}{\\revised в}', 'ав', ['READ_DELETED_TEXT']],
    [
      'crossed out',
      'а{\\strike б\\strike0 в}{\\striked1 г\\plain ґ}',
      'абвгґ',
      ['READ_STRUCK_TEXT'],
    ],
    ['moved away', 'а{\\mvf б}{\\mvt в}', 'ав', ['READ_DELETED_TEXT']],
    [
      'of an equation',
      '{\\mmath{\\*\\moMath{\\mf{\\mfPr{\\mtype bar}}{\\mnum{\\mr\\mscr0 1}}{\\mden{\\mr 2}}}}}',
      '1 2',
      [],
    ],
  ])('%s', (_, body, expected, told) => {
    const document = read(paragraph(body))
    expect(texts(document)[0]).toBe(expected)
    expect(codes(document)).toEqual(told)
  })
})

describe('charsets', () => {
  const bytes = "\\'c7\\'e2\\'b3\\'f2"
  const table = (font: string) => `{\\fonttbl{\\f0${font};}}`
  test.each([
    ['of the font', `{\\rtf1\\ansi\\ansicpg1252${table('\\fcharset204 Arial')}\\f0 ${bytes}\\par}`],
    ['of the document', `{\\rtf1\\ansi\\ansicpg1251${table(' Arial')}\\f0 ${bytes}\\par}`],
    [
      'by the name of the font',
      `{\\rtf1\\ansi${table('\\fcharset0 Times New Roman Cyr')}\\f0 ${bytes}\\par}`,
    ],
    ['by the code page of the font', `{\\rtf1\\ansi${table('\\cpg1251 Arial')}\\f0 ${bytes}\\par}`],
    [
      'of the default font after \\plain',
      `{\\rtf1\\ansi\\deff1{\\fonttbl{\\f0 A;}{\\f1\\fcharset204 B;}}\\f0\\plain ${bytes}\\par}`,
    ],
    [
      'in UTF-8',
      `{\\rtf1\\ansi\\ansicpg65001{\\fonttbl{\\f0 A;}}${Buffer.from('Звіт').toString('latin1')}\\par}`,
    ],
    ['of Macintosh', `{\\rtf1\\mac${table('\\fcharset89 A')}\\f0\\'87\\'e2\\'b4\\'f2\\par}`],
    ['of DOS', `{\\rtf1\\pc{\\fonttbl{\\f0\\cpg866 A;}}\\f0\\'87\\'a2i\\'e2\\par}`],
  ])('%s', (name, source) => {
    const document = readSource(source)
    expect(texts(document)).toEqual([name === 'of DOS' ? 'Звiт' : 'Звіт'])
    expect(codes(document)).toEqual([])
  })

  const long = 'Стан виконання заходів Програми за півріччя'
  const latin = '{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0\\fcharset0 Arial;}}\\f0 '
  test.each([
    ['windows-1251', escaped(long)],
    ['utf-8', Buffer.from(long).toString('latin1')],
  ])('that lie are told by the letters: %s', (encoding, body) => {
    const document = readSource(`${latin}${body}\\par}`)
    expect(texts(document)).toEqual([long])
    expect(document.diagnostics).toMatchObject([
      { code: 'READ_ENCODING_GUESSED', message: expect.stringContaining(encoding) },
    ])
  })

  test('that tell the truth are believed', () => {
    const document = readSource(`${latin}d\\'e9j\\'e0 vu \\'96 \\'80 5\\par}`)
    expect(texts(document)).toEqual(['déjà vu – € 5'])
    expect(codes(document)).toEqual([])
  })

  test.each([
    ['UTF-16 with a mark', Buffer.from('\ufeff{\\rtf1 Звіт\\par}', 'utf16le')],
    ['UTF-8 with a mark', Buffer.from('\ufeff{\\rtf1 a\\u1079?\\par}')],
  ])('a whole file in %s', (_, bytes) => {
    expect(texts(readBytes(bytes))).toEqual([bytes[0] === 0xff ? 'Звіт' : 'aз'])
  })
})

describe('what stands outside of the flow', () => {
  test('hidden text is put aside', () => {
    const document = read(paragraph('а{\\v б}в') + paragraph('{\\v г}{\\v0 ґ}'))
    expect(texts(document)).toEqual(['ав', 'ґ'])
    expect(asides(document)).toEqual([
      ['hidden', 'б', { paragraph: 0 }],
      ['hidden', 'г', { paragraph: 1 }],
    ])
    expect(codes(document)).toEqual(['READ_HIDDEN_TEXT'])
  })

  test('a paragraph of nothing but hidden text is not drawn and keeps its place', () => {
    const document = read(`\\pard{\\v а\\par}${paragraph('б')}`)
    expect(paragraphsOf(document.blocks)).toMatchObject([{ text: 'б', place: { paragraph: 1 } }])
    expect(asides(document)).toEqual([['hidden', 'а', { paragraph: 0 }]])
  })

  test('notes, headers and footers', () => {
    const document = read(
      `{\\header\\pard а\\par}{\\footerf б\\par}\\pard в{\\super\\chftn{\\footnote\\pard г\\par ґ}}д{\\*\\footnote\\ftnalt е}\\par`,
    )
    expect(texts(document)).toEqual(['вд'])
    expect(asides(document)).toEqual([
      ['page_furniture', 'а', { part: 'header', paragraph: 0 }],
      ['page_furniture', 'б', { part: 'footer', paragraph: 0 }],
      ['footnote', 'г', { part: 'footnote', paragraph: 0 }],
      ['footnote', 'ґ', { part: 'footnote', paragraph: 1 }],
      ['footnote', 'е', { part: 'endnote', paragraph: 0 }],
    ])
  })

  test('a table in a footnote leaves the row around it as it is', () => {
    const note = `{\\footnote ${row('в', 'г')}\\pard ґ}`
    const document = read(row(`а${note}`, 'б') + paragraph('д'))
    expect(texts(document)).toEqual(['а', 'б', 'д'])
    expect(asides(document).map(([, text]) => text)).toEqual(['в', 'г', 'ґ'])
  })

  test('text boxes follow their paragraph, once', () => {
    const drawing = '{\\*\\do\\dptxbx{\\dptxbxtext в\\par}}'
    const shape = `{\\shp{\\*\\shpinst\\shpleft1 {\\sp{\\sn wzName}{\\sv x}}{\\shptxt\\pard б\\par}}{\\shprslt${drawing}}}`
    const document = read(`\\pard а${shape}г\\par ґ${drawing}\\par`)
    expect(paragraphsOf(document.blocks).map(({ text, place }) => [text, place.paragraph])).toEqual(
      [
        ['аг', 0],
        ['б', 1],
        ['ґ', 2],
        ['в', 3],
      ],
    )
  })
})

describe('pages', () => {
  const starts = (body: string) =>
    paragraphsOf(read(body).blocks).map(({ startsPage }) => startsPage ?? false)
  test.each([
    ['a break before the paragraph', 'а\\par\\pagebb б\\par\\pard в\\par', [false, true, false]],
    ['a break of its own', 'а\\par\\page\\par б\\par', [false, false, true]],
    ['a break at its beginning', 'а\\par\\page б\\par', [false, true]],
    ['a section', 'а\\par\\sect\\sectd б\\par', [false, true]],
    ['a section on the same page', 'а\\par\\sect\\sectd\\sbknone б\\par', [false, false]],
  ])('%s', (_, body, expected) => {
    expect(starts(`\\pard ${body}`)).toEqual(expected)
  })
})

test('styles have their names', () => {
  const styles = '{\\stylesheet{\\ql\\f0 Normal;}{\\s1\\b heading 1;}{\\*\\cs10 Default;}}'
  const document = read('\\pard\\s1 а\\par\\pard б\\par\\s9 в\\par', styles)
  expect(paragraphsOf(document.blocks).map(({ style }) => style)).toEqual([
    'heading 1',
    'Normal',
    null,
  ])
})
