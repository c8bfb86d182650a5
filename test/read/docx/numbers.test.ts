import { expect, test } from 'vitest'
import { abstractList, level, list, numbered, paragraph, relationship } from '../../support/docx.ts'
import { codes, markers, read } from './read.ts'

const items = (...levels: readonly number[]) =>
  levels.map((index) => paragraph('захід', numbered(1, index))).join('')

const style = (id: string, base: string, properties: string) =>
  `<w:style w:type="paragraph" w:styleId="${id}"><w:basedOn w:val="${base}"/><w:pPr>${properties}</w:pPr></w:style>`
const styles = style('a', '', numbered(1)) + style('b', 'a', '') + style('c', 'a', numbered(0))

test.each<[string, string, string, readonly (string | null)[]]>([
  [
    'keep their leading zeros where a level is legal',
    items(0, 1),
    abstractList(
      0,
      level(0, 'upperRoman', 'Розділ %1'),
      level(1, 'decimalZero', 'Розділ %1.%2', '<w:isLgl/>'),
    ),
    ['Розділ I', 'Розділ 1.01'],
  ],
  [
    'stand on one line though their text holds a tab',
    items(0),
    abstractList(0, level(0, 'decimal', 'Захід&#9;%1')),
    ['Захід 1'],
  ],
  [
    'leave out a level that is not printed',
    items(0, 1),
    abstractList(0, level(0, 'none', ''), level(1, 'decimal', '%1%2)')),
    [null, '1)'],
  ],
  [
    'are Ukrainian letters where a format of its own begins with them',
    items(0, 0, 0, 0, 0),
    abstractList(
      0,
      '<w:lvl w:ilvl="0"><w:start w:val="1"/><mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="а, б, в, г, ґ, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1)"/></w:lvl>',
    ),
    ['а)', 'б)', 'в)', 'г)', 'ґ)'],
  ],
  [
    'are a point where a picture stands for them',
    items(0),
    abstractList(
      0,
      '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/><w:lvlPicBulletId w:val="0"/></w:lvl>',
    ),
    ['•'],
  ],
  [
    'do not depend on what stands behind them',
    items(0, 0),
    abstractList(0, level(0, 'decimal', '%1', '<w:suff w:val="nothing"/>')),
    ['1', '2'],
  ],
  [
    'are switched off by list 0, also for a style that has one',
    items(0) +
      paragraph('а', '<w:pStyle w:val="a"/>') +
      paragraph('б', `<w:pStyle w:val="a"/>${numbered(0)}`) +
      paragraph('в', '<w:pStyle w:val="c"/>') +
      paragraph('г', '<w:pStyle w:val="b"/>'),
    abstractList(0, level(0, 'decimal', '%1.')),
    ['1.', '2.', null, null, '3.'],
  ],
  [
    'of a level that is not defined are none',
    items(0, 9),
    abstractList(0, level(0, 'decimal', '%1.')),
    ['1.', null],
  ],
  [
    'beyond the Roman ones are Arabic',
    items(0),
    abstractList(
      0,
      '<w:lvl w:ilvl="0"><w:start w:val="999999999"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>',
    ),
    ['999999999.'],
  ],
  [
    'below one are Arabic',
    items(0),
    abstractList(
      0,
      '<w:lvl w:ilvl="0"><w:start w:val="-5"/><w:numFmt w:val="russianLower"/><w:lvlText w:val="%1)"/></w:lvl>',
    ),
    ['-5)'],
  ],
])('numbers %s', (_, body, abstract, expected) => {
  expect(markers(read({ body, styles, numbering: abstract + list(1, 0) }))).toEqual(expected)
})

test('numbers of a list without an abstract list are told as undefined', () => {
  const document = read({ body: items(0), numbering: list(1, 7) })
  expect(markers(document)).toEqual([null])
  expect(codes(document)).toEqual(['READ_NUMBERING_UNDEFINED'])
})

test('a numbering part that is not there is told, and so is each list', () => {
  const document = read({
    body: items(0),
    relationships: relationship('numbering', 'gone.xml', 'n'),
  })
  expect(codes(document)).toEqual(['READ_PART_MISSING', 'READ_NUMBERING_UNDEFINED'])
})
