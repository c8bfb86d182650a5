import { describe, expect, test } from 'vitest'
import { MeasureRowSchema } from '../../src/model/measure.ts'
import { describePlace, flatten } from '../../src/write/flatten.ts'
import { makeMeasure, makeReport } from '../support/report.ts'

test('a row has the columns of the schema in their order, but for those that people decide', () => {
  const [row] = flatten(makeReport())
  expect(Object.keys(row ?? {})).toEqual(MeasureRowSchema.required)
})

test('a row carries the values of its measure', () => {
  expect(flatten(makeReport())).toEqual([
    expect.objectContaining({
      sourceName: '2016/звіт.txt',
      sourcePart: 1,
      programme: 'Зелене місто',
      periodFrom: '2016-01-01',
      periodTo: '2016-12-31',
      sectionId: 'II',
      itemTitle: 'Озеленення',
      measureId: 'II.1.1',
      deadlineKind: 'span',
      deadlineTo: '2016-12-31',
      deadlineEvery: null,
      bodies: ['управління благоустрою', 'районні адміністрації'],
      respondentAmongExecutors: 'named',
      status: 'done',
      detail: 'evidenced',
      confidence: 0.98,
      grade: 'load',
      findings: [],
      place: 'с. 3',
    }),
  ])
})

test('findings are the codes that list the measure, each once', () => {
  const twoMeasures = [makeMeasure(), makeMeasure({ id: 'II.1.2', number: 2 })]
  const finding = (code: 'REPEATED_RESPONSE' | 'NOT_NAMED_BUT_DONE', measures: string[]) => ({
    code,
    measures,
    message: '',
  })
  const findings = [
    finding('REPEATED_RESPONSE', ['II.1.1', 'II.1.2']),
    finding('REPEATED_RESPONSE', ['II.1.1']),
    finding('NOT_NAMED_BUT_DONE', ['II.1.1']),
  ]
  const rows = flatten(makeReport({ findings }, twoMeasures))
  expect(rows.map((row) => row.findings)).toEqual([
    ['REPEATED_RESPONSE', 'NOT_NAMED_BUT_DONE'],
    ['REPEATED_RESPONSE'],
  ])
})

describe('the key', () => {
  const { heading, source } = makeReport()
  const keyOf = (changes: Parameters<typeof makeReport>[0], id = 'II.1.1') =>
    flatten(makeReport(changes, [makeMeasure({ id })]))[0]?.key
  const usual = keyOf({})

  test.each([
    ['another file name', { source: { ...source, name: 'копія.docx' } }],
    ['other bytes', { source: { ...source, sha256: '1'.repeat(64) } }],
    ['case and blanks', { heading: { ...heading, programme: ' ЗЕЛЕНЕ  місто' } }],
  ])('is the same with %s', (_, changes) => expect(keyOf(changes)).toBe(usual))

  test.each([
    ['programme', { heading: { ...heading, programme: 'Чисте місто' } }],
    ['respondent', { heading: { ...heading, respondent: 'Управління освіти' } }],
    ['period', { heading: { ...heading, period: { from: '2017-01-01', to: '2017-12-31' } } }],
    ['part', { source: { ...source, part: 2 } }],
  ])('differs by %s', (_, changes) => expect(keyOf(changes)).not.toBe(usual))

  test('differs by measure', () => expect(keyOf({}, 'II.1.2')).not.toBe(usual))

  test('differs by source where a fact is unknown', () => {
    const unknown = { ...heading, respondent: null }
    const other = { ...source, name: '2016/інший.txt' }
    expect(keyOf({ heading: unknown })).not.toBe(keyOf({ heading: unknown, source: other }))
    expect(keyOf({ heading: unknown })).toBe(keyOf({ heading: unknown }))
  })
})

test.each([
  [{ page: 3, table: 0 }, 'с. 3'],
  [{ table: 1, row: 5, column: 2 }, 'табл. 2, рядок 6'],
  [{ table: 1 }, 'табл. 2'],
  [{ line: 11 }, 'рядок 12'],
  [{ paragraph: 3 }, 'абзац 4'],
  [{ part: 'header' }, null],
  [undefined, null],
])('%j is «%s» to people', (place, words) => expect(describePlace(place)).toBe(words))
