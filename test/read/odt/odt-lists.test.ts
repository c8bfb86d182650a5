import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../../src/containers/limits.ts'
import { readOdt } from '../../../src/read/odt/index.ts'
import { paragraphsOf } from '../../support/blocks.ts'
import { item, level, list, odt, p, row, type TestOdt, table } from '../../support/odt.ts'

/* What is expected here is what LibreOffice 25.2 prints for the same file. */

const STYLES = [
  [
    'L1',
    level(1, 'I') +
      level(2, '1', 'style:num-suffix="." text:display-levels="2"') +
      level(3, '1', 'style:num-suffix=")"'),
  ],
  ['L2', level(1, '1', 'style:num-suffix="." text:start-value="5"') + level(2, 'i')],
  [
    'L3',
    level(1, 'а, б, .., аа, аб, ... (uk)', 'style:num-suffix=")"') +
      level(2, 'А, Б, .., Аа, Бб, ... (ru)'),
  ],
  ['L4', level(1, '') + level(2, '1', 'style:num-suffix="." text:display-levels="2"')],
  [
    'L5',
    '<text:list-level-style-bullet text:level="1" text:bullet-char="–" style:num-prefix="("/>',
  ],
  ['L6', level(1, 'a') + level(2, 'A', 'style:num-letter-sync="true"')],
  [
    'L7',
    level(1, 'I', 'loext:num-list-format="Розділ %1%"') +
      level(2, '1', 'loext:is-legal="true" loext:num-list-format="%1%.%2%."'),
  ],
  [
    'L8',
    Array.from({ length: 10 }, (_, index) =>
      level(index + 1, '1', `style:num-suffix="." text:display-levels="${index + 1}"`),
    ).join(''),
  ],
]
  .map(([name, levels]) => `<text:list-style style:name="${name}">${levels}</text:list-style>`)
  .join('')
const OUTLINE = `<text:outline-style style:name="Outline">${[1, 2]
  .map(
    (number) =>
      `<text:outline-level-style text:level="${number}" style:num-format="1" style:num-suffix="." text:display-levels="${number}"/>`,
  )
  .join('')}</text:outline-style>`
const NAMED =
  '<style:style style:name="Heading" style:family="paragraph" style:default-outline-level="1"/>' +
  '<style:style style:name="Quiet" style:family="paragraph" style:parent-style-name="Heading" style:list-style-name=""/>' +
  '<style:style style:name="Listed" style:family="paragraph" style:list-style-name="L1"/>'

function printed(body: string, more: Partial<TestOdt> = {}): readonly string[] {
  const document = readOdt(odt({ body, styles: STYLES + OUTLINE + NAMED, ...more }), DEFAULT_LIMITS)
  return paragraphsOf(document.blocks).map(({ marker, text }) => `${marker ?? ''} ${text}`.trim())
}

const of = (style: string, more = '') => `text:style-name="${style}" ${more}`
const goOn = 'text:continue-numbering="true"'
const many = (count: number) => Array.from({ length: count }, (_, index) => item(p(`${index + 1}`)))
const heading = (text: string, attributes = '', style = 'Heading') =>
  `<text:h text:style-name="${style}" text:outline-level="1" ${attributes}>${text}</text:h>`

describe('the printed numbers', () => {
  test.each<[string, string, readonly string[]]>([
    [
      'count by level',
      list(
        of('L1'),
        item(p('а'), list('', item(p('б')), item(p('в'), list('', item(p('г')))))),
        item(p('ґ')),
      ),
      ['I. а', 'I.1. б', 'I.2. в', '1) г', 'II. ґ'],
    ],
    [
      'begin anew in a list of its own',
      list(of('L1'), item(p('а'))) + list(of('L1'), item(p('б'))),
      ['I. а', 'I. б'],
    ],
    [
      'go on where the list says so',
      list(of('L1'), item(p('а'))) + list(of('L1', goOn), item(p('б'))),
      ['I. а', 'II. б'],
    ],
    [
      'do not go on from a list of another style',
      list(of('L1'), item(p('а'))) +
        list(of('L2'), item(p('б'))) +
        list(of('L1', goOn), item(p('в'))),
      ['I. а', '5. б', 'I. в'],
    ],
    [
      'go on from a list by its name, over others',
      list(of('L2', 'xml:id="x"'), item(p('а'))) +
        list(of('L1'), item(p('б'))) +
        list(of('L2', 'text:continue-list="x"'), item(p('в'))),
      ['5. а', 'I. б', '6. в'],
    ],
    [
      'begin with a value of the item',
      list(
        of('L1'),
        item(p('а')),
        `<text:list-item text:start-value="7">${p('б')}</text:list-item>`,
        item(p('в')),
      ),
      ['I. а', 'VII. б', 'VIII. в'],
    ],
    [
      'stand at the first paragraph of an item only, and at none of a header',
      list(of('L1'), `<text:list-header>${p('а')}</text:list-header>`, item(p('б'), p('в'))),
      ['а', 'I. б', 'в'],
    ],
    [
      'count a level that only holds another as used',
      list(of('L1'), item(list('', item(p('а')))), item(list('', item(p('б')))), item(p('в'))),
      ['I.1. а', 'I.2. б', 'II. в'],
    ],
    [
      'begin anew in a second list of one item',
      list(of('L1'), item(p('а'), list('', item(p('б')), item(p('в'))), list('', item(p('г'))))),
      ['I. а', 'I.1. б', 'I.2. в', 'I.1. г'],
    ],
    [
      'may have another style for an item or a level',
      list(
        of('L1'),
        item(p('а'), list(of('L6'), item(p('б')))),
        `<text:list-item text:style-override="L6">${p('в')}</text:list-item>`,
      ),
      ['I. а', 'A б', 'b. в'],
    ],
    [
      'leave out levels without numbers',
      list(of('L4'), item(p('а'), list('', item(p('б'))))),
      ['. а', '1. б'],
    ],
    ['are bullets without prefix', list(of('L5'), item(p('а'))), ['– а']],
    [
      'are made of a template, in Arabic digits where it is legal',
      list(of('L7'), item(p('а'), list('', item(p('б'))))),
      ['Розділ I а', '1.1. б'],
    ],
    [
      'have ten levels',
      `${list(of('L8'), '')}${Array.from({ length: 10 }).reduceRight<string>((inside, _, index) => list(index === 0 ? of('L8') : '', item(p(''), inside)), '')}`,
      Array.from({ length: 10 }, (_, index) => '1.'.repeat(index + 1)),
    ],
    [
      'are those of the style of the paragraph',
      list('', item(p('а', 'Listed'))) + p('б', 'Listed'),
      ['I. а', 'б'],
    ],
    [
      'go on over cells, also of empty paragraphs',
      table(
        2,
        row([list(of('L1'), item(p(''))), list(of('L1', goOn), item(list('', item(p('а')))))]),
        row([list(of('L1', goOn), item(p(''))), 'б']),
      ),
      ['I.', 'I.1. а', 'II.', 'б'],
    ],
    [
      'number headings by the outline',
      heading('а') +
        heading('б', 'text:is-list-header="true"') +
        p('в', 'Heading') +
        heading('г', '', 'Quiet') +
        heading('ґ', 'text:restart-numbering="true" text:start-value="9"'),
      ['1. а', 'б', '2. в', 'г', '9. ґ'],
    ],
  ])('%s', (_, body, expected) => expect(printed(body)).toEqual(expected))

  test.each([
    ['L3', 1, 'а б в г ґ д е є ж з и і ї й к л м н о п р с т у ф х ц ч ш щ ь ю я аа бб', ')'],
    ['L6', 1, 'a b c d e f g h i j k l m n o p q r s t u v w x y z aa bb', '.'],
  ])('count the letters of %s', (style, _, letters, suffix) => {
    const expected = letters.split(' ').map((letter, index) => `${letter}${suffix} ${index + 1}`)
    expect(printed(list(of(style), ...many(expected.length)))).toEqual(expected)
  })

  test('count Russian letters and doubled Latin ones', () => {
    expect(printed(list(of('L3'), item(list('', ...many(7)))))[6]).toBe('Ж. 7')
    expect(printed(list(of('L6'), item(list('', ...many(28)))))[27]).toBe('BB 28')
  })
})

test('a list style that is not defined is told', () => {
  const body = list(
    of('Lost'),
    item('<text:p><text:number>3.</text:number>а</text:p>'),
    item(p('б')),
  )
  const document = readOdt(odt({ body }), DEFAULT_LIMITS)
  expect(paragraphsOf(document.blocks).map(({ marker }) => marker)).toEqual([null, null])
  expect(document.diagnostics.map(({ code }) => code)).toEqual(['READ_NUMBERING_UNDEFINED'])
})

test('the lists of headers are counted apart', () => {
  const document = readOdt(
    odt({
      body: list(of('L1'), item(p('а'))),
      styles: STYLES,
      master: `<style:header>${list(of('L1', goOn), item(p('б')))}</style:header>`,
    }),
    DEFAULT_LIMITS,
  )
  expect(document.asides[0]?.paragraph.marker).toBe('I.')
})
