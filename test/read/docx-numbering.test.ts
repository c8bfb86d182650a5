import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../src/containers/limits.ts'
import type { Document } from '../../src/model/document.ts'
import { readDocx } from '../../src/read/docx/index.ts'
import { paragraphsOf } from '../support/blocks.ts'
import {
  abstractList,
  cell,
  docx,
  level,
  list,
  numbered,
  paragraph,
  row,
  type TestDocx,
  table,
} from '../support/docx.ts'

function read(document: TestDocx): Document {
  return readDocx(docx(document), DEFAULT_LIMITS)
}

function markers(document: TestDocx): readonly (string | null)[] {
  return paragraphsOf(read(document).blocks).map(({ marker }) => marker)
}

const THREE = abstractList(
  0,
  level(0, 'decimal', '%1.'),
  level(1, 'decimal', '%1.%2.'),
  level(2, 'decimal', '%1.%2.%3.'),
)
const start = (index: number, value: number) =>
  `<w:lvlOverride w:ilvl="${index}"><w:startOverride w:val="${value}"/></w:lvlOverride>`
const items = (...asked: readonly [number, number?][]) =>
  asked.map(([id, index]) => paragraph('захід', numbered(id, index))).join('')

// The expected numbers are those LibreOffice 7.4 prints for the same documents.
describe('the printed numbers', () => {
  test.each<[string, TestDocx, readonly (string | null)[]]>([
    [
      'go on by level and start anew below a higher one',
      { body: items([1], [1, 1], [1, 1], [1, 2], [1], [1, 1]), numbering: THREE + list(1, 0) },
      ['1.', '1.1.', '1.2.', '1.2.1.', '2.', '2.1.'],
    ],
    [
      'count a higher level that was skipped',
      { body: items([1, 1], [1, 1], [1, 0], [1, 1], [1, 2]), numbering: THREE + list(1, 0) },
      ['1.1.', '1.2.', '2.', '2.1.', '2.1.1.'],
    ],
    [
      'go on over lists of one abstract list, and restart once at an override',
      {
        body: items([1], [1], [2], [2], [1], [3], [1], [2], [4, 1], [4, 0], [4, 1]),
        numbering:
          THREE +
          list(1, 0) +
          list(2, 0, start(0, 1)) +
          list(3, 0) +
          list(4, 0, start(0, 7) + start(1, 4)),
      },
      ['1.', '2.', '1.', '2.', '3.', '4.', '5.', '6.', '6.4.', '7.', '7.1.'],
    ],
    [
      'are Arabic throughout where a level is legal',
      {
        body: items([1], [1, 1]),
        numbering:
          abstractList(
            0,
            level(0, 'upperRoman', '%1.'),
            level(1, 'decimal', '%1.%2.', '<w:isLgl/>'),
          ) + list(1, 0),
      },
      ['I.', '1.1.'],
    ],
    [
      'restart after the level that lvlRestart names, or never',
      {
        body: items([1], [1, 1], [1, 2], [1, 1], [1, 2], [1], [1, 1], [1, 2]),
        numbering:
          abstractList(
            0,
            level(0, 'decimal', '%1.'),
            level(1, 'decimal', '%2)', '<w:lvlRestart w:val="0"/>'),
            level(2, 'decimal', '(%3)', '<w:lvlRestart w:val="1"/>'),
          ) + list(1, 0),
      },
      ['1.', '1)', '(1)', '2)', '(2)', '2.', '3)', '(1)'],
    ],
    [
      'start at 0 where no start is given',
      {
        body: items([1], [1]),
        numbering: `<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>${list(1, 0)}`,
      },
      ['0.', '1.'],
    ],
    [
      'follow a level that the list defines anew',
      {
        body: items([1], [2], [2]),
        numbering:
          THREE +
          list(1, 0) +
          list(2, 0, `<w:lvlOverride w:ilvl="0">${level(0, 'upperRoman', '%1)')}</w:lvlOverride>`),
      },
      ['1.', 'II)', 'III)'],
    ],
    [
      'stand on empty paragraphs alone in a cell',
      {
        body: table(
          row([cell(paragraph('', numbered(1))), 'перше']),
          row([cell(paragraph('', numbered(1))), 'друге']),
        ),
        numbering: THREE + list(1, 0),
      },
      ['1.', null, '2.', null],
    ],
    [
      'do not count cells that go on from above, nor deleted rows',
      {
        body: table(
          row([cell(paragraph('', numbered(1)), '<w:vMerge w:val="restart"/>'), 'а']),
          row([cell(paragraph('', numbered(1)), '<w:vMerge/>'), 'б']),
          row([cell(paragraph('', numbered(1))), 'в'], '<w:del w:id="1" w:author="a"/>'),
          row([cell(paragraph('', numbered(1))), 'г']),
        ),
        numbering: THREE + list(1, 0),
      },
      ['1.', null, null, '2.', null],
    ],
    [
      'do not count hidden and deleted paragraphs',
      {
        body:
          items([1]) +
          paragraph(
            '<w:r><w:rPr><w:vanish/></w:rPr><w:t>сховано</w:t></w:r>',
            `${numbered(1)}<w:rPr><w:vanish/></w:rPr>`,
          ) +
          paragraph(
            '<w:del w:id="1"><w:r><w:delText>нема</w:delText></w:r></w:del>',
            `${numbered(1)}<w:rPr><w:del w:id="2"/></w:rPr>`,
          ) +
          items([1]),
        numbering: THREE + list(1, 0),
      },
      ['1.', '2.'],
    ],
    [
      'are switched off by list 0',
      {
        body:
          paragraph('а', '<w:pStyle w:val="N"/>') +
          paragraph('б', `<w:pStyle w:val="N"/>${numbered(0)}`),
        numbering: THREE + list(1, 0),
        styles: `<w:style w:type="paragraph" w:styleId="N"><w:pPr>${numbered(1)}</w:pPr></w:style>`,
      },
      ['1.', null],
    ],
    [
      'come from styles, the level by the style that a level is linked with',
      {
        body: ['H1', 'H2', 'H2a', 'H1']
          .map((id) => paragraph('а', `<w:pStyle w:val="${id}"/>`))
          .join(''),
        numbering:
          abstractList(
            0,
            level(0, 'upperRoman', 'Розділ %1', '<w:pStyle w:val="H1"/>'),
            level(1, 'decimal', '%2.', '<w:pStyle w:val="H2"/>'),
          ) + list(1, 0),
        styles: [
          '<w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>',
          '<w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H1"/></w:style>',
          '<w:style w:type="paragraph" w:styleId="H2a"><w:basedOn w:val="H2"/></w:style>',
        ].join(''),
      },
      ['Розділ I', '1.', '2.', 'Розділ II'],
    ],
    [
      'come by way of a numbering style',
      {
        body: items([1], [2]),
        numbering:
          '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="L"/></w:abstractNum>' +
          `<w:abstractNum w:abstractNumId="6"><w:styleLink w:val="L"/>${level(0, 'lowerLetter', '%1)')}</w:abstractNum>` +
          list(1, 5) +
          list(2, 6),
        styles: `<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>`,
      },
      ['a)', 'b)'],
    ],
    [
      'have formats of their own',
      {
        body: items([1]),
        numbering: `<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="5"/><mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="а, б, в, г, ґ, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>${list(1, 0)}`,
      },
      ['ґ'],
    ],
    [
      'are bullets in characters that any font has',
      {
        body: items([1], [1, 1], [1, 2], [1, 3]),
        numbering:
          abstractList(
            0,
            level(0, 'bullet', '\uf0b7'),
            level(1, 'bullet', '–'),
            `<w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="§"/><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr></w:lvl>`,
            level(3, 'none', ''),
          ) + list(1, 0),
      },
      ['•', '–', '▪', null],
    ],
  ])('%s', (_, document, expected) => {
    expect(markers(document)).toEqual(expected)
  })

  test.each([
    ['decimalZero', '28)'],
    ['upperRoman', 'XXVIII)'],
    ['lowerRoman', 'xxviii)'],
    ['upperLetter', 'BB)'],
    ['lowerLetter', 'bb)'],
    ['russianLower', 'ю)'],
    ['russianUpper', 'Ю)'],
    ['ordinal', '28-й)'],
    ['ideographTraditional', '28)'],
    ['none', ')'],
  ])('in %s print 28 as %s', (format, printed) => {
    const numbering = abstractList(0, level(0, format, '%1)')) + list(1, 0, start(0, 28))
    expect(markers({ body: items([1]), numbering })).toEqual([printed])
  })
})

describe('a number that is not defined', () => {
  test.each<[string, TestDocx]>([
    ['without a numbering part', { body: items([1]) }],
    ['without its list', { body: items([9]), numbering: THREE + list(1, 0) }],
    ['without its abstract list', { body: items([1]), numbering: list(1, 5) }],
    ['without its level', { body: items([1, 8]), numbering: THREE + list(1, 0) }],
    [
      'because styles refer to one another in a ring',
      {
        body: items([1]),
        numbering: `<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/></w:abstractNum>${list(1, 0)}`,
        styles: `<w:style w:type="numbering" w:styleId="L"><w:basedOn w:val="L"/><w:pPr>${numbered(1)}</w:pPr></w:style>`,
      },
    ],
  ])('%s is told, and none is printed', (_, document) => {
    const { blocks, diagnostics } = read(document)
    expect(paragraphsOf(blocks).map(({ marker }) => marker)).toEqual([null])
    expect(diagnostics).toMatchObject([
      { code: 'READ_NUMBERING_UNDEFINED', at: [{ paragraph: 0 }] },
    ])
  })
})

test('each header has counters of its own', () => {
  const document = read({
    body: `${items([1])}<w:sectPr><w:headerReference r:id="h"/></w:sectPr>`,
    headers: { h: items([1]) },
    numbering: THREE + list(1, 0),
  })
  expect(document.asides.map(({ paragraph: { marker } }) => marker)).toEqual(['1.'])
})
