import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../../src/containers/limits.ts'
import { parse } from '../../../src/index.ts'
import { ZvitError } from '../../../src/model/error.ts'
import { read } from '../../../src/read/index.ts'
import { readRtf } from '../../../src/read/rtf/index.ts'
import { expectWhole } from '../../oracles/whole.ts'
import { paragraphsOf } from '../../support/blocks.ts'
import { processorTime } from '../../support/growth.ts'
import { paragraph, row, rtf } from '../../support/rtf.ts'

const texts = (bytes: Uint8Array) =>
  paragraphsOf(readRtf(bytes, DEFAULT_LIMITS).blocks).map(({ text }) => text)
const codes = (bytes: Uint8Array) =>
  readRtf(bytes, DEFAULT_LIMITS).diagnostics.map(({ code }) => code)
const cut = (body: string) => Buffer.from(rtf(body).toString('latin1').slice(0, -1), 'latin1')

describe('a file that lacks its end', () => {
  test.each([
    ['behind a paragraph', paragraph('а')],
    ['behind a row', row('а')],
    ['behind a paragraph of an open group', '{\\b а\\par'],
    ['behind a group', '{\\b{\\i а}}'],
    ['in what Word writes behind the text', `${paragraph('а')}{\\*\\themedata 504b0304`],
  ])('%s is read and told', (_, body) => {
    expect(texts(cut(body))).toEqual(['а'])
    expect(codes(cut(body))).toEqual(['READ_END_MISSING'])
  })

  test.each([
    ['in a paragraph', `${paragraph('а')}\\pard б`],
    ['in a run', `${paragraph('а')}{\\b б`],
    ['in a row', `${paragraph('а')}\\trowd\\cellx1000\\pard\\intbl б\\cell`],
    ['in a footnote', `${paragraph('а')}{\\footnote б\\par`],
    ['in a picture', `${paragraph('а')}{\\pict 0102`],
    ['in binary data', `${paragraph('а')}\\bin1000 x`],
    ['before any text', '{\\stylesheet{'],
  ])('%s is refused', (_, body) => {
    expect(() => readRtf(cut(body), DEFAULT_LIMITS)).toThrow(
      expect.objectContaining({ name: 'ZvitError', code: 'FILE_DAMAGED' }),
    )
  })

  test('is for review', async () => {
    const rows = row('1.', 'Захід перший', '2016 рік', 'управління', 'Виконано')
    const heading = row('№ з/п', 'Найменування заходу', 'Строк', 'Виконавці', 'Стан виконання')
    const report = await parse(cut(heading + rows), { name: 'x.rtf' })
    expect([report.grade, report.reasons]).toEqual(['review', ['TEXT_NOT_READ']])
    expect(report.counts.measures).toBe(1)
  })
})

describe('a file that goes on behind its end', () => {
  test.each<[string, string, readonly string[], readonly string[]]>([
    ['with line ends and NUL', '\r\n\0\0\x1a', ['а'], []],
    ['with braces', '}}\r\n', ['а'], []],
    ['with something else', '-----BEGIN', ['а'], ['READ_TEXT_BEHIND_END']],
    [
      'with rich text',
      '\\pard b\\par {\\pict 00}}',
      ['а', 'b'],
      ['READ_TEXT_BEHIND_END', 'READ_PICTURE'],
    ],
    [
      'with another document',
      '{\\rtf1{\\info{\\title x}}b\\par}',
      ['а', 'b'],
      ['READ_TEXT_BEHIND_END'],
    ],
  ])('%s', (_, tail, expected, told) => {
    const bytes = Buffer.concat([rtf(paragraph('а')), Buffer.from(tail)])
    expect(texts(bytes)).toEqual(expected)
    expect(codes(bytes)).toEqual(told)
    const document = readRtf(bytes, DEFAULT_LIMITS)
    expectWhole(document, bytes)
  })
})

/** A part that is repeated up to a megabyte, between what begins and what ends it. */
const HOSTILE: readonly (readonly [string, string, string, string])[] = [
  ['groups', '', '{', ''],
  ['groups that change something', '', '{\\v', ''],
  ['destinations', '', '{\\*\\x ', ''],
  ['closing braces', 'а', '}', ''],
  ['closing braces with text', 'а', '}\\par ', ''],
  ['paragraphs', '', '\\par ', ''],
  ['footnotes', '', '{\\footnote a}', ''],
  ['footnotes in footnotes', '', '{\\footnote a', ''],
  ['text boxes in text boxes', '', '{\\shp{\\shptxt a\\par', ''],
  ['cells', '', '\\cell ', ''],
  ['rows', '\\trowd\\cellx1000', '\\intbl a\\cell\\row ', ''],
  ['edges', '\\trowd', '\\cellx1', ''],
  ['jumps in and out of tables', '', '\\itap200 a\\par\\itap0 b\\par ', ''],
  ['font tables', '', "{\\fonttbl{\\f0 Symbol;}}\\'b7", '\\par'],
  ['fonts', '{\\fonttbl{\\f8\\fcharset204 a;}{\\f9 b;}}', "\\f8\\'e0\\f9\\'e0", '\\par'],
  ['levels', '{\\*\\listtable', '{\\list{\\listlevel{\\leveltext a;}}}', '}а\\par'],
  ['accents', 'a', '\\u774?\\u803?', '\\par'],
  ['hidden text', '', '{\\v a}b', '\\par'],
  ['fields', '', '{\\field{\\*\\fldinst SYMBOL 65}{\\fldrslt}}', '\\par'],
  ['a word', '\\', 'a', ' а\\par'],
  ['a number', '\\fs', '9', ' а\\par'],
]
const SIZE = 1_000_000
/** Of the processor: what grows with the square of the size takes minutes. */
const MOST_SECONDS = 20

describe('a hostile file ends in bounded time', () => {
  test.each(HOSTILE)('%s', (_, before, part, behind) => {
    const body = before + part.repeat(SIZE / part.length) + behind
    const spent = processorTime(() =>
      expect(kindOfEnd(() => readRtf(rtf(body), DEFAULT_LIMITS))).not.toMatch(/^crash/),
    )
    expect(spent).toBeLessThan(MOST_SECONDS * 1000)
  })
})

test('a length beyond the file is no length', () => {
  expect(kindOfEnd(() => readRtf(rtf('а\\par\\bin9999999999 x'), DEFAULT_LIMITS))).toBe(
    'FILE_DAMAGED',
  )
})

describe('damage never gives anything but a document or a named error', () => {
  const body = `{\\header а\\par}${paragraph('б{\\footnote в}')}${row('г{\\v ґ}', 'д')}${paragraph("{\\field{\\*\\fldinst HYPERLINK}{\\fldrslt е}}\\u1108?{\\listtext 1.}\\'e5")}`
  const whole = rtf(body)

  test('of any byte', () => {
    const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), {
      minLength: 1,
      maxLength: 8,
    })
    fc.assert(
      fc.property(damage, (changes) => {
        const bytes = Buffer.from(whole)
        for (const [at, value] of changes) bytes[at] = value
        expect(kindOfEnd(() => readRtf(bytes, DEFAULT_LIMITS))).not.toMatch(/^crash/)
      }),
      { numRuns: 500 },
    )
  })

  test('of pieces in any order, and no character is lost or made up', () => {
    const piece = fc.constantFrom(
      ...['{', '}', '{\\*\\x ', '{\\footnote ', '{\\v ', '{\\deleted ', '{\\field{\\*\\fldinst X}'],
      ...[
        '{\\shp{\\shptxt ',
        '\\par ',
        '\\cell ',
        '\\row ',
        '\\nestcell ',
        '\\nestrow ',
        '\\trowd ',
      ],
      ...[
        '\\cellx900 ',
        '\\cellx1800 ',
        '\\intbl ',
        '\\itap2 ',
        '\\pard ',
        '\\plain ',
        '\\clvmrg ',
      ],
      ...[
        "\\'e0",
        '\\u1073?',
        '\\u774?',
        '\\uc2 ',
        '\\~',
        '\\endash ',
        'a',
        ' b ',
        '\\tab ',
        "{\\f2\\'fc}",
      ],
      ...[
        '{\\listtext 1.}',
        '{\\upr{a}{\\*\\ud b}}',
        '{\\header ',
        '{\\pict 0}',
        '\\bin1 }',
        '\\sect ',
      ],
      ...[
        '{\\*\\nesttableprops ',
        '{\\nonesttables\\par}',
        '\\clmrg ',
        '\\lastrow ',
        '\\page ',
        '\\s1 ',
      ],
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const bytes = rtf(`а\\par ${pieces.join('')}`)
        const end = kindOfEnd(() => {
          const document = readRtf(bytes, DEFAULT_LIMITS)
          expectWhole(document, bytes)
        })
        expect(['document', 'FILE_DAMAGED']).toContain(end)
      }),
      { numRuns: 3000 },
    )
  })
})

test.each(['звіт.doc', 'звіт.docx', 'звіт.txt'])('a rich text named %s is one', async (name) => {
  const document = await read(rtf(paragraph('а')), name)
  expect(document).toMatchObject({ format: 'rtf', blocks: [{ text: 'а' }] })
})

function kindOfEnd(act: () => unknown): string {
  try {
    act()
    return 'document'
  } catch (error) {
    return error instanceof ZvitError ? error.code : `crash ${String(error)}`
  }
}
