import { describe, expect, test } from 'vitest'
import { findings, type MeasureFacts } from '../../src/check/findings.ts'

const YEAR = { from: '2016-01-01', to: '2016-12-31' }
const TWO_YEARS = { kind: 'span', from: '2016-01-01', to: '2017-12-31', every: null } as const

function measure(facts: Partial<MeasureFacts> = {}): MeasureFacts {
  return {
    id: 'I.1.1',
    text: 'проведення навчань для працівників установи',
    deadline: TWO_YEARS,
    hasExecutors: true,
    standing: 'named',
    response: { text: 'Проведено 3 семінари', status: 'done', detail: 'evidenced' },
    recurrence: null,
    responseDates: [],
    ...facts,
  }
}

function codes(facts: Partial<MeasureFacts>, period: typeof YEAR | null = YEAR): string[] {
  return findings([measure(facts)], period).map(({ code }) => code)
}

const DISCLAIMED = {
  text: 'Не належить до компетенції управління',
  status: 'not_in_competence',
  detail: 'disclaimed',
} as const
const OTHER_EXECUTOR = { ...DISCLAIMED, detail: 'other_executor' } as const

test('a report with nothing odd has no findings', () => {
  expect(findings([measure(), measure({ id: 'I.1.2' })], YEAR)).toEqual([])
  expect(findings([], null)).toEqual([])
})

describe('RESPONSIBLE_BUT_DISCLAIMED', () => {
  test.each(['named', 'group', 'broad'] as const)('%s', (standing) => {
    const [found] = findings([measure({ standing, response: DISCLAIMED })], YEAR)
    expect(found).toMatchObject({
      code: 'RESPONSIBLE_BUT_DISCLAIMED',
      measures: ['I.1.1'],
      responsibility: standing,
    })
  })
  test('also where another executor is named instead', () =>
    expect(codes({ response: OTHER_EXECUTOR })).toEqual(['RESPONSIBLE_BUT_DISCLAIMED']))
  test.each([
    [{ standing: 'none', response: DISCLAIMED }],
    [{ standing: null, response: DISCLAIMED }],
    [{ standing: 'named' }],
  ] as const)('not of %o', (facts) => expect(codes(facts)).toEqual([]))
})

describe('NOT_NAMED_BUT_DONE', () => {
  test('seen', () => expect(codes({ standing: 'none' })).toEqual(['NOT_NAMED_BUT_DONE']))
  test.each([
    [{ standing: 'none', hasExecutors: false }],
    [{ standing: null }],
    [{ standing: 'broad' }],
    [{ standing: 'none', response: { text: '', status: 'blank', detail: 'empty' } }],
    [{ standing: 'none', response: { text: 'Частково', status: 'other', detail: 'partial' } }],
  ] as const)('not of %o', (facts) => expect(codes(facts)).toEqual([]))
})

describe('RESPONSE_CELL_MISSING', () => {
  test('a missing cell', () =>
    expect(codes({ response: { text: '', status: 'blank', detail: 'missing' } })).toEqual([
      'RESPONSE_CELL_MISSING',
    ]))
  test('not an empty one', () =>
    expect(codes({ response: { text: '', status: 'blank', detail: 'empty' } })).toEqual([]))
})

describe('REPEATED_RESPONSE', () => {
  const same = (texts: readonly string[], response: Partial<MeasureFacts['response']> = {}) =>
    findings(
      texts.map((text, index) =>
        measure({
          id: `I.${index + 1}`,
          response: { text, status: 'done', detail: 'stated', ...response },
        }),
      ),
      YEAR,
    )
  test('one finding for all its measures, punctuation and case apart', () => {
    const found = same(['Матеріали розміщено на сайті', 'Інше', 'матеріали розміщено на  сайті.'])
    expect(found).toMatchObject([{ code: 'REPEATED_RESPONSE', measures: ['I.1', 'I.3'] }])
  })
  test('not of fewer than four words', () =>
    expect(same(['Роботу проведено вчасно', 'Роботу проведено вчасно'])).toEqual([]))
  test('not of other words', () =>
    expect(same(['Матеріали розміщено на сайті', 'Матеріали розміщено на стенді'])).toEqual([]))
  test('not of disclaimers', () =>
    expect(
      findings(
        ['I.1', 'I.2'].map((id) => measure({ id, standing: 'none', response: DISCLAIMED })),
        YEAR,
      ),
    ).toEqual([]))
})

describe('RESPONSE_COPIES_MEASURE', () => {
  const answer = (text: string) =>
    codes({ response: { text, status: 'blank', detail: 'filler' }, standing: null })
  test.each([
    'Проведення навчань для працівників установи',
    'проведення навчань для працівників',
    'Проведення навчань, працівників установи.',
  ])('%s', (text) => expect(answer(text)).toEqual(['RESPONSE_COPIES_MEASURE']))
  test.each([
    'Проведення навчань для працівників установи – виконано',
    'Проведено навчання для працівників установи',
    'навчань для',
    'установи працівників для навчань проведення',
    '',
  ])('not «%s»', (text) => expect(answer(text)).toEqual([]))
  test('a short measure is copied as a whole only', () => {
    const response = { text: 'Ремонт дороги', status: 'blank', detail: 'filler' } as const
    expect(codes({ text: 'ремонт дороги', response })).toEqual(['RESPONSE_COPIES_MEASURE'])
    expect(codes({ text: 'ремонт', response: { ...response, text: 'Ремонт' } })).toEqual([])
  })
})

describe('STRICTER_PERIOD_IN_TEXT', () => {
  test.each([
    ['P3M', TWO_YEARS],
    ['P1Y', TWO_YEARS],
    ['P1M', { kind: 'recurring', from: null, to: null, every: 'P1Y' }],
    ['P1M', { kind: 'span', from: '2016-01-01', to: '2016-03-31', every: null }],
    ['P3M', { kind: 'by', from: null, to: '2016-12-01', every: null }],
  ] as const)('%s within %o', (recurrence, deadline) =>
    expect(codes({ recurrence, deadline })).toEqual(['STRICTER_PERIOD_IN_TEXT']),
  )
  test.each([
    [null, TWO_YEARS],
    ['P1Y', { kind: 'span', from: '2016-01-01', to: '2016-12-31', every: null }],
    ['P3M', { kind: 'span', from: '2016-07-01', to: '2016-09-30', every: null }],
    ['P3M', { kind: 'recurring', from: null, to: null, every: 'P3M' }],
    ['P1Y', { kind: 'recurring', from: null, to: null, every: 'P1M' }],
    ['P1M', { kind: 'recurring', from: null, to: null, every: null }],
    ['P1M', { kind: 'permanent', from: null, to: null, every: null }],
    ['P1M', { kind: 'span', from: null, to: null, every: null }],
    ['P1M', { kind: 'unknown', from: null, to: null, every: null }],
  ] as const)('not %s within %o', (recurrence, deadline) =>
    expect(codes({ recurrence, deadline })).toEqual([]),
  )
  test('an end alone needs the period', () => {
    const deadline = { kind: 'by', from: null, to: '2016-12-01', every: null } as const
    expect(codes({ recurrence: 'P1M', deadline }, null)).toEqual([])
  })
})

describe('EVIDENCE_OUTSIDE_PERIOD', () => {
  const before = { from: '2015-05-01', to: '2015-05-01' }
  const after = { from: '2017-01-01', to: '2017-03-31' }
  const within = { from: '2016-12-31', to: '2017-01-31' }
  test('all dates outside', () => {
    expect(codes({ responseDates: [before] })).toEqual(['EVIDENCE_OUTSIDE_PERIOD'])
    expect(codes({ responseDates: [before, after] })).toEqual(['EVIDENCE_OUTSIDE_PERIOD'])
  })
  test('not where one date touches the period, none is named, or the period is unknown', () => {
    expect(codes({ responseDates: [before, within] })).toEqual([])
    expect(codes({ responseDates: [] })).toEqual([])
    expect(codes({ responseDates: [before] }, null)).toEqual([])
  })
  test('not of what is planned', () =>
    expect(
      codes({
        responseDates: [after],
        response: { text: 'Заплановано', status: 'other', detail: 'planned' },
      }),
    ).toEqual([]))
})

test('findings come by code, then by measure', () => {
  const measures = [
    measure({ id: 'I.1', standing: 'none' }),
    measure({ id: 'I.2', response: DISCLAIMED }),
    measure({ id: 'I.3', standing: 'none' }),
  ]
  expect(findings(measures, YEAR).map(({ code, measures: ids }) => [code, ...ids])).toEqual([
    ['RESPONSIBLE_BUT_DISCLAIMED', 'I.2'],
    ['NOT_NAMED_BUT_DONE', 'I.1'],
    ['NOT_NAMED_BUT_DONE', 'I.3'],
  ])
})
