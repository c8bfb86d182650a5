import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../../src/containers/limits.ts'
import { readRtf } from '../../../src/read/rtf/index.ts'
import { expectWhole } from '../../oracles/whole.ts'
import { paragraphsOf } from '../../support/blocks.ts'
import { row, rtf } from '../../support/rtf.ts'

function markers(body: string, head = ''): readonly (string | null)[] {
  const bytes = rtf(body, head)
  const document = readRtf(bytes, DEFAULT_LIMITS)
  expectWhole(document, bytes)
  return paragraphsOf(document.blocks).map(({ marker }) => marker)
}

/** A level whose text is given with `%1` for its numbers, as Word writes it. */
function level(text: string, words = '\\levelnfc0'): string {
  const plain = text.replace(/%(\d)/g, (_, digit) => String.fromCharCode(Number(digit) - 1))
  const hex = (value: number) => `\\'${value.toString(16).padStart(2, '0')}`
  const written = Array.from(plain, (character) =>
    character < ' ' ? hex(character.charCodeAt(0)) : character,
  )
  const numbers = written.flatMap((one, index) => (one.startsWith("\\'0") ? [hex(index + 1)] : []))
  return `{\\listlevel${words}\\levelfollow0\\levelstartat1{\\leveltext\\leveltemplateid1${hex(plain.length)}${written.join('')};}{\\levelnumbers${numbers.join('')};}\\fi-360\\li720}`
}

const table = (...lists: readonly string[]) =>
  `{\\*\\listtable${lists.map((levels, index) => `{\\list\\listtemplateid1\\listhybrid${levels}{\\listname ;}\\listid${index + 1}}`).join('')}}`
const overrides = (...written: readonly string[]) =>
  `{\\*\\listoverridetable${written.map((words, index) => `{\\listoverride${words}\\ls${index + 1}}`).join('')}}`
const plain = '\\listid1\\listoverridecount0'
const item = (list: number, depth = 0) => `\\pard\\plain\\ls${list}\\ilvl${depth} а\\par`

describe('numbers that the document prints', () => {
  test.each([
    [
      'by Word',
      '{\\listtext\\pard\\plain\\ltrpar\\hich\\af0\\dbch\\af31505\\loch\\f0 \\hich\\af0 1)\\tab}\\ls1\\ilvl0 а\\par',
      '1)',
    ],
    [
      'by LibreOffice',
      "{\\listtext\\pard\\plain  \\u1056\\'3f\\u1086\\'3f\\u1079\\'3f\\u1076\\'3f. I\\tab}\\ilvl0\\ls1 а\\par",
      'Розд. I',
    ],
    [
      'by Word 6',
      "{\\pntext\\pard\\plain\\f0 \\'e0)\\tab}{\\*\\pn\\pnlvlbody\\pndec{\\pntxta )}}а\\par",
      'а)',
    ],
    ['as a bullet', "{\\pntext\\f1\\'B7\\tab}{\\*\\pn\\pnlvlblt\\pnf1{\\pntxtb\\'B7}}а\\par", '•'],
    ['as a bullet of a font that is not known', '{\\listtext\\f2\\u-4063 ?\\tab}а\\par', '•'],
    ['as nothing', '{\\listtext\\tab}\\ls1 а\\par', null],
  ])('%s', (_, body, expected) => {
    const head = table(level('%1.')) + overrides(plain)
    expect(markers(`\\pard\\plain ${body}`, head)).toEqual([expected])
  })

  test('are counted on where one is not printed', () => {
    const printed = '\\pard{\\listtext 1.\\tab}\\ls1 а\\par'
    expect(markers(printed + item(1), table(level('%1.')) + overrides(plain))).toEqual(['1.', '2.'])
  })
})

describe('numbers of the list tables', () => {
  test.each<[string, string, string, readonly (string | null)[]]>([
    ['in order', item(1) + item(1), table(level('%1.')) + overrides(plain), ['1.', '2.']],
    [
      'over levels',
      item(1) + item(1, 1) + item(1, 1) + item(1) + item(1, 1),
      table(level('%1.', '\\levelnfc1\\levelnfcn1') + level('%1.%2)')) + overrides(plain),
      ['I.', 'I.1)', 'I.2)', 'II.', 'II.1)'],
    ],
    [
      'in letters',
      item(1) + item(1) + item(1),
      table(level('%1)', '\\levelnfc58')) + overrides(plain),
      ['а)', 'б)', 'в)'],
    ],
    [
      'with words around',
      item(1),
      table(level('Етап %1', '\\levelnfc0').replace('Етап', "\\'c5\\'f2\\'e0\\'ef")) +
        overrides(plain),
      ['Етап 1'],
    ],
    [
      'legal',
      item(1) + item(1, 1),
      table(level('%1.', '\\levelnfc1') + level('%1.%2.', '\\levelnfc0\\levellegal1')) +
        overrides(plain),
      ['I.', '1.1.'],
    ],
    [
      'never started anew',
      item(1) + item(1, 1) + item(1) + item(1, 1),
      table(level('%1.') + level('%2)', '\\levelnfc0\\levelnorestart1')) + overrides(plain),
      ['1.', '1)', '2.', '2)'],
    ],
    [
      'that two lists share',
      item(1) + item(2),
      table(level('%1.')) + overrides(plain, plain),
      ['1.', '2.'],
    ],
    [
      'started anew by an override',
      item(1) + item(2) + item(2),
      table(level('%1.')) +
        overrides(
          plain,
          '\\listid1\\listoverridecount1{\\lfolevel\\listoverridestartat\\levelstartat5}',
        ),
      ['1.', '5.', '6.'],
    ],
    [
      'written anew by an override',
      item(1) + item(2),
      table(level('%1.')) +
        overrides(
          plain,
          `\\listid1\\listoverridecount1{\\lfolevel\\listoverrideformat1${level('%1)', '\\levelnfc3')}}`,
        ),
      ['1.', 'B)'],
    ],
    [
      'as bullets',
      item(1) + item(2),
      table(
        "{\\listlevel\\levelnfc23{\\leveltext\\'01\\u-3913 ?;}{\\levelnumbers;}\\f1}",
        "{\\listlevel\\levelnfc23{\\leveltext\\'01\\'a7;}{\\levelnumbers;}\\f2}",
      ) + overrides(plain, '\\listid2\\listoverridecount0'),
      ['•', '▪'],
    ],
    ['of list 0', item(0), table(level('%1.')) + overrides(plain), [null]],
  ])('%s', (_, body, head, expected) => {
    expect(markers(body, head)).toEqual(expected)
  })

  test('go on over cells, and stand in empty ones', () => {
    const cell = '\\ls1\\ilvl0 '
    expect(
      markers(row(cell, 'а') + row(cell, 'б'), table(level('%1.')) + overrides(plain)),
    ).toEqual(['1.', null, '2.', null])
  })

  test('are told where they are not defined', () => {
    const document = readRtf(rtf(item(7)), DEFAULT_LIMITS)
    expect(document.diagnostics).toMatchObject([
      { code: 'READ_NUMBERING_UNDEFINED', at: [{ paragraph: 0 }] },
    ])
  })
})

test('how Word 6 describes a number is no text', () => {
  expect(markers('\\pard{\\pn\\pnlvlbody{\\pntxta а}}{\\pntxta а}{\\*\\pntxtb б}в\\par')).toEqual([
    null,
  ])
})

test('no number stands behind the last paragraph', () => {
  const listed = '\\pard\\ls1 а\\par б\\par'
  expect(markers(listed, table(level('%1.')) + overrides(plain))).toEqual(['1.', '2.'])
})
