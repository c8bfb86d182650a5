import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../../src/containers/limits.ts'
import { readDoc } from '../../../src/read/doc/index.ts'
import { expectWhole } from '../../oracles/whole.ts'
import { paragraphsOf } from '../../support/blocks.ts'
import {
  cell,
  DELETED,
  doc,
  inList,
  paragraph,
  rowEnd,
  run,
  sprm,
  type TestDoc,
} from '../../support/doc.ts'

function markers(document: TestDoc): readonly (string | null)[] {
  const bytes = doc(document)
  const result = readDoc(bytes, DEFAULT_LIMITS)
  expectWhole(result, bytes)
  return paragraphsOf(result.blocks).map(({ marker }) => marker)
}

const numbered = (list: number, level?: number) => paragraph('а', { format: inList(list, level) })
const LEVELS = [
  { format: 1, text: '\u0000.' },
  { text: '\u0000.\u0001.' },
  { format: 4, text: '\u0002)' },
]

describe('a number is printed', () => {
  test.each<[string, number, string]>([
    ['in Arabic digits', 0, '1.'],
    ['in Roman capitals', 1, 'I.'],
    ['in small Roman', 2, 'i.'],
    ['in Latin capitals', 3, 'A.'],
    ['in small Latin', 4, 'a.'],
    ['as an ordinal', 5, '1-й.'],
    ['with a zero', 22, '01.'],
    ['in Cyrillic', 58, 'а.'],
    ['in Cyrillic capitals', 59, 'А.'],
    ['not', 255, '.'],
    ['in a way that nobody knows', 99, '1.'],
  ])('%s', (_, format, printed) => {
    const lists = [{ id: 7, levels: [{ format, text: '\u0000.' }] }]
    expect(markers({ body: [numbered(1)], lists, overrides: [{ list: 7 }] })).toEqual([printed])
  })

  test('by level, with the numbers above it', () => {
    const body = [
      numbered(1, 0),
      numbered(1, 1),
      numbered(1, 1),
      numbered(1, 2),
      numbered(1, 0),
      numbered(1, 1),
      paragraph('без номера'),
    ]
    expect(markers({ body, lists: [{ id: 7, levels: LEVELS }], overrides: [{ list: 7 }] })).toEqual(
      ['I.', 'I.1.', 'I.2.', 'a)', 'II.', 'II.1.', null],
    )
  })

  test('in Arabic digits where the level asks for it, and on behind a level where it does', () => {
    const levels = [
      { format: 1, text: '\u0000.' },
      { text: '\u0000.\u0001.', flags: 0x04 | 0x08, restart: 0 },
    ]
    const body = [numbered(1, 0), numbered(1, 1), numbered(1, 0), numbered(1, 1)]
    expect(markers({ body, lists: [{ id: 7, levels }], overrides: [{ list: 7 }] })).toEqual([
      'I.',
      '1.1.',
      'II.',
      '2.2.',
    ])
  })

  test('in cells, from its start', () => {
    const body = [
      cell('а', 1, { format: inList(1, 0) }),
      cell('б', 1, { format: inList(1, 0) }),
      rowEnd([0, 1000, 2000]),
    ]
    const lists = [{ id: 7, levels: [{ start: 5, text: '\u0000)' }] }]
    expect(markers({ body, lists, overrides: [{ list: 7 }] })).toEqual(['5)', '6)'])
  })

  test('as a bullet, by its font', () => {
    const lists = [
      { id: 1, levels: [{ format: 23, text: '\uf0b7' }] },
      { id: 2, levels: [{ format: 23, text: 'v', character: sprm(0x4a4f, 1, 0) }] },
      { id: 3, levels: [{ format: 23, text: '–' }] },
    ]
    const overrides = lists.map(({ id }) => ({ list: id }))
    const body = [numbered(1), numbered(2), numbered(3)]
    expect(markers({ body, lists, overrides, fonts: ['Arial', 'Wingdings'] })).toEqual([
      '•',
      '❖',
      '–',
    ])
  })
})

describe('an override', () => {
  const lists = [{ id: 7, levels: LEVELS }]

  test('goes on counting its list', () => {
    const body = [numbered(1, 0), numbered(2, 0)]
    expect(markers({ body, lists, overrides: [{ list: 7 }, { list: 7 }] })).toEqual(['I.', 'II.'])
  })

  test('begins at its own number, once', () => {
    const overrides = [{ list: 7 }, { list: 7, levels: [{ number: 0, start: 5 }] }]
    const body = [numbered(1, 0), numbered(2, 0), numbered(2, 0), numbered(1, 0)]
    expect(markers({ body, lists, overrides })).toEqual(['I.', 'V.', 'VI.', 'VII.'])
  })

  test('has levels of its own', () => {
    const level = { format: 58, start: 2, text: '\u0000)' }
    const overrides = [
      { list: 7 },
      {
        list: 7,
        levels: [
          { number: 0, start: 0, level },
          { number: 2, start: 3 },
        ],
      },
    ]
    const body = [numbered(1, 0), numbered(2, 0), numbered(2, 2)]
    expect(markers({ body, lists, overrides })).toEqual(['I.', 'б)', 'c)'])
  })
})

describe('the list of a style', () => {
  const lists = [{ id: 7, levels: LEVELS, styles: [0xfff, 2] }]
  const overrides = [{ list: 7 }]
  const styles = [
    { name: 'Звичайний', kind: 'paragraph' as const },
    { name: 'Розділ', kind: 'paragraph' as const, paragraph: inList(1) },
    { name: 'Пункт', kind: 'paragraph' as const, base: 1 },
    { name: 'Підпункт', kind: 'paragraph' as const, base: 1, paragraph: sprm(0x260a, 2) },
  ]
  const styled = (style: number, format?: Buffer) =>
    paragraph('а', format === undefined ? { style } : { style, format })

  test('numbers its paragraphs, at the level that is linked with it or that it gives', () => {
    const body = [styled(1), styled(2), styled(3), styled(3), styled(1)]
    expect(markers({ body, lists, overrides, styles })).toEqual(['I.', 'I.1.', 'a)', 'b)', 'II.'])
  })

  test('does not number a paragraph that says so', () => {
    const body = [styled(1), styled(1, inList(0)), styled(1, inList(0xfffe)), styled(1)]
    expect(markers({ body, lists, overrides, styles })).toEqual(['I.', null, null, 'II.'])
  })
})

test('a deleted paragraph is not counted', () => {
  const body = [
    numbered(1),
    paragraph([run('б', DELETED)], { format: inList(1), markFormat: DELETED }),
    numbered(1),
  ]
  const lists = [{ id: 7, levels: [{ text: '\u0000.' }] }]
  expect(markers({ body, lists, overrides: [{ list: 7 }] })).toEqual(['1.', '2.'])
})

test.each([
  ['list', numbered(9)],
  ['level', numbered(1, 3)],
])('a %s that is not defined prints nothing and is told', (_, body) => {
  const lists = [{ id: 7, levels: [{ text: '\u0000.' }] }]
  const document = readDoc(doc({ body: [body], lists, overrides: [{ list: 7 }] }), DEFAULT_LIMITS)
  expect(paragraphsOf(document.blocks)[0]?.marker).toBeNull()
  expect(document.diagnostics.map(({ code }) => code)).toEqual(['READ_NUMBERING_UNDEFINED'])
})
